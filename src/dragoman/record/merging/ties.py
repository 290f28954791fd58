"""Ties: whether the parties of two tellings can be the same, or one stand for the other."""

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from dragoman.record.merging.actors import BETWEEN
from dragoman.record.merging.names import can_be_one, person_name, sound_alike, sounds_of
from dragoman.record.merging.parties import (
    BODIES,
    Who,
    body_in,
    core_name,
    holds_name,
    initials_of,
    last_word,
)


class Tie(IntEnum):
    """How two parties go together, from "not" to "the same"."""

    AGAINST = -1
    OPEN = 0  # nothing speaks against it
    LIKE = 1  # of one country and sector, one of them or both not named
    ALIKE = 2  # and described by the same word
    PART = 3  # one stands for the other: a state and its minister, a group and its fighters
    STATE = 4  # the same state
    SAME = 5  # the same person, group or body


# What ties are worth when it is weighed whether two tellings are of one event.
WORTH = {Tie.OPEN: 0, Tie.LIKE: 1, Tie.ALIKE: 2, Tie.PART: 2, Tie.STATE: 2, Tie.SAME: 3}


@lru_cache(maxsize=262_144)
def tie(one: Who, other: Who) -> Tie:
    """How two parties go together. Symmetric."""
    if one.named and one.actor == other.actor:
        return Tie.STATE if "state" in (one.kind, other.kind) else Tie.SAME
    if one.named and other.named and _abbreviates(one, other):
        return Tie.PART
    if one.kind == other.kind == "person" and (called := _one_called(one, other)) is not None:
        return called
    if not _countries_fit(one, other):
        return Tie.AGAINST
    if one.kind == "place" or other.kind == "place":
        return _with_place(one, other)
    if one.named and other.named:
        return _both_named(one, other)
    if one.named or other.named:
        return _name_and_description(*((one, other) if one.named else (other, one)))
    return _both_described(one, other)


def _same_country(one: Who, other: Who) -> bool:
    return bool(one.country) and one.country == other.country


def _countries_fit(one: Who, other: Who) -> bool:
    if not one.country or not other.country or one.country == other.country:
        return True
    between = one.country in BETWEEN or other.country in BETWEEN
    return between and "state" not in (one.kind, other.kind)


def _abbreviates(one: Who, other: Who) -> bool:
    """True for a body and its initials, "RSF" and "Rapid Support Forces". What the tables take the
    initials for is left aside, unless it is a body of another state."""
    if one.kind not in BODIES or other.kind not in BODIES or not _countries_fit(one, other):
        return False
    return one.name == initials_of(other.name) or other.name == initials_of(one.name)


def _with_place(one: Who, other: Who) -> Tie:
    """A place that is acted on stands for who is there; two places are compared as such."""
    if one.kind == other.kind or "state" not in (one.kind, other.kind):
        return Tie.OPEN
    return Tie.PART if one.country == other.country else Tie.AGAINST


def _both_named(one: Who, other: Who) -> Tie:
    """Two names of different actors: one may be the state, ministry or group of the other."""
    kinds = {one.kind, other.kind}
    if kinds in ({"person"}, {"state"}):
        return Tie.AGAINST
    if "state" in kinds:
        agent = other if one.kind == "state" else one
        return Tie.PART if "state" in agent.spheres else Tie.AGAINST
    if "person" in kinds:
        close = _same_country(one, other) and _share_sphere(one, other)
        return Tie.LIKE if close else Tie.AGAINST
    return _two_bodies(one, other)


def _two_bodies(one: Who, other: Who) -> Tie:
    """A government and its ministry go together; two groups do not, unless one name holds the
    other."""
    mine, its = core_name(one.name, one.country), core_name(other.name, other.country)
    if mine == its or holds_name(mine, its) or holds_name(its, mine):
        return Tie.PART
    if "government" in (mine, its) and _same_country(one, other):
        return Tie.PART
    governs = "GOV" in one.sectors and "GOV" in other.sectors
    return Tie.LIKE if governs and _same_country(one, other) else Tie.AGAINST


def _one_called(one: Who, other: Who) -> Tie | None:
    """How two persons of different actors go together by their names: "Khan" and "Asif Khan",
    "Lula" and "Lula da Silva". Where the names fit and the countries do not, one report was more
    likely misread than two people of one name met: that is left open. None where one of them is
    not told by a name."""
    short, long = sorted((sounds_of(one.name), sounds_of(other.name)), key=lambda s: (len(s), s))
    if not short:
        return None
    if one.named and other.named:
        mine, its = person_name(one.name), person_name(other.name)
        return Tie.OPEN if mine and its and can_be_one(mine, its) else Tie.AGAINST
    if not any(sound_alike(short[-1], word) for word in long):
        return Tie.AGAINST
    return Tie.PART if _countries_fit(one, other) else Tie.OPEN


def _name_and_description(name: Who, told: Who) -> Tie:
    """A name and a description: "Al-Shabaab" and "Al-Shabaab militants", "Pakistan" and
    "Pakistani officials", a minister and "the minister"."""
    if name.kind in BODIES:
        core, told_of = core_name(name.name, name.country), body_in(told.name, name.country)
        short = initials_of(name.name)
        if told_of == core or holds_name(core, told.name) or short in told.name.split():
            return Tie.PART
        if told_of is not None and name.kind == "group":
            return Tie.AGAINST
    if name.kind == "state":
        return Tie.PART if told.country and "state" in told.spheres else Tie.OPEN
    if _opposed(name, told):
        return Tie.AGAINST
    return Tie.PART if _same_country(name, told) and _share_sphere(name, told) else Tie.OPEN


def _both_described(one: Who, other: Who) -> Tie:
    """Two descriptions: "gunmen" and "militants", "police" and "officers"."""
    if _opposed(one, other):
        return Tie.AGAINST
    mine, its = body_in(one.name, one.country), body_in(other.name, other.country)
    if mine is not None and its is not None:
        return Tie.PART if mine == its else Tie.AGAINST
    if not _same_country(one, other):
        return Tie.OPEN
    if last_word(one) == last_word(other):
        return Tie.ALIKE
    return Tie.LIKE if _share_sphere(one, other) else Tie.OPEN


def _share_sphere(one: Who, other: Who) -> bool:
    return any(sphere in other.spheres for sphere in one.spheres)


def _opposed(one: Who, other: Who) -> bool:
    """True where the state stands on one side and armed groups on the other."""
    mine, its = one.spheres, other.spheres
    if _share_sphere(one, other):
        return False
    return ("state" in mine and "arms" in its) or ("arms" in mine and "state" in its)


def match(one: Sequence[Who], other: Sequence[Who]) -> list[Tie] | None:
    """How the parties of two sides (in the order of ``in_order``) go together: the ties of the
    pairs, the strongest first, each party in one pair; None where a party of the smaller side (of
    both, where they are equal) can be nobody on the other. Symmetric."""
    if len(one) == len(other) == 1:
        found = tie(one[0], other[0])
        return None if found is Tie.AGAINST else [found]
    if (len(one), one) > (len(other), other):
        one, other = other, one
    table = [[tie(party, opposite) for opposite in other] for party in one]
    columns = zip(*table, strict=True) if len(one) == len(other) else ()
    if any(max(line) is Tie.AGAINST for line in (*table, *columns)):
        return None
    return _best_pairs(table)


def _best_pairs(table: Sequence[Sequence[Tie]]) -> list[Tie]:
    pairs = sorted(
        (-found, row, column) for row, line in enumerate(table) for column, found in enumerate(line)
    )
    ties: list[Tie] = []
    rows: set[int] = set()
    columns: set[int] = set()
    for strength, row, column in pairs:
        if strength <= 0 and row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            ties.append(Tie(-strength))
    return ties
