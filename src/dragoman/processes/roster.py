"""Who belongs to which side of a process: from what a process says to the actors of a record."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from dragoman.entries import ActorEntry, Party
from dragoman.lexicon.actors import STATE_COLUMNS
from dragoman.lexicon.tables import DATA, read_rows
from dragoman.processes.process import Process, Side

# Sectors of those who act for a state.
OFFICIAL = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
_COUNTRY = re.compile(r"[A-Z]{3}\Z")
_SECTORS = re.compile(r"([A-Z]{3}):([A-Z]{3}(?:,[A-Z]{3})*)\Z")
_LONGEST_NAME = 6  # words
_ID = re.compile(r"a[0-9a-f]{16}\Z")


@dataclass(frozen=True, slots=True)
class Roster:
    """The sides of a process with what their members are known by, names before countries."""

    sides: Mapping[str, Side]
    principals: frozenset[str]
    named: Mapping[str, str]  # normalised name or actor id -> side
    sectors: Mapping[tuple[str, str], str]  # country and sector -> side
    countries: Mapping[str, str]
    barred: frozenset[tuple[str, str]]  # side, and a key as in the three above
    own: Mapping[str, str] = field(default_factory=dict)  # actor that is the side itself -> side

    def side_of(self, party: Party, *, acting: bool = False) -> str | None:
        """The side an actor in an event belongs to, None where it belongs to none.

        A state that acts is its government; one that only suffers or is spoken of (whose soil is
        used, say) belongs to its government's side only where the report speaks of it so.
        """
        for key, side in self._keys(party, acting):
            if side and (side, key) not in self.barred and not self._left_out(party, side):
                return side
        return None

    def _keys(self, party: Party, acting: bool) -> Iterable[tuple[str, str | None]]:
        yield party.actor, self.named.get(party.actor)
        for name in (party.name, *party.names):
            key = normal(name)
            yield key, self.named.get(key)
        if party.country is None or party.kind == "place":
            return
        state = party.kind == "state"
        for sector in (*party.sectors, "GOV") if state and acting else party.sectors:
            yield f"{party.country}:{sector}", self.sectors.get((party.country, sector))
        if state or not OFFICIAL.isdisjoint(party.sectors):
            yield party.country, self.countries.get(party.country)

    def _left_out(self, party: Party, side: str) -> bool:
        keys = {party.actor, party.country or "", *map(normal, (party.name, *party.names))}
        keys |= {f"{party.country}:{sector}" for sector in party.sectors}
        return any((side, key) in self.barred for key in keys)

    def side_behind(self, words: str) -> str | None:
        """The side whose member words begin with: "Taliban Political Commission from Doha"."""
        parts = normal(words).split()
        for length in range(min(len(parts), _LONGEST_NAME), 0, -1):
            side = self.named.get(" ".join(parts[:length]).rstrip(",.;:"))
            if side:
                return side
        return None

    def shown(self, party: Party, side: str | None = None) -> str:
        """An actor's name for people: the side's name where the actor is the side itself; the side
        beside a state that is only part of it, and beside a description of somebody."""
        if party.actor in self.own:
            return self.own[party.actor]
        side = side or self.side_of(party)
        describes = party.kind in ("collective", "state") or party.name[:1].islower()
        if not side or not describes or normal(side) in normal(party.name):
            return party.name
        return f"{party.name} ({side})"

    def bare(self, party: Party, side: str | None = None) -> tuple[str, bool]:
        """An actor's name for people without its side, and whether it is a part of the side only:
        not the side itself, and not named as it ("Taliban leaders")."""
        if party.actor in self.own:
            return self.own[party.actor], False
        side = side or self.side_of(party)
        part = side is not None and normal(side) not in normal(party.name)
        return party.name, part


def make_roster(process: Process, actors: Iterable[ActorEntry] = ()) -> Roster:
    """The roster of a process over the actors of a record.

    Where a side is told by the name of a state, those who act for the state belong to it too; an
    actor that a name means belongs to the side under all its names.
    """
    by_name: dict[str, list[ActorEntry]] = {}
    for actor in actors:
        for name in dict.fromkeys(map(normal, (actor.name, *actor.aliases))):
            by_name.setdefault(name, []).append(actor)
    named: dict[str, str] = {}
    sectors: dict[tuple[str, str], str] = {}
    countries: dict[str, str] = {}
    own: dict[str, str] = {}
    for side in process.sides:
        for who in side.who:
            if match := _SECTORS.match(who):
                for sector in match[2].split(","):
                    sectors.setdefault((match[1], sector), side.name)
            elif _COUNTRY.match(who) and normal(who) not in by_name:
                countries.setdefault(who, side.name)
            else:
                named.setdefault(who if _ID.match(who) else normal(who), side.name)
                for actor in by_name.get(normal(who), ()):
                    named.setdefault(actor.id, side.name)
                    if actor.kind == "state" and actor.country:
                        countries.setdefault(actor.country, side.name)
        for actor in by_name.get(normal(side.name), ()):
            if actor.kind != "person" and actor.kind != "place":
                own.setdefault(actor.id, side.name)
    return Roster(
        sides={side.name: side for side in process.sides},
        principals=frozenset(side.name for side in process.parties),
        named=named,
        sectors=sectors,
        countries=countries,
        barred=frozenset(
            (side.name, key)
            for side in process.sides
            for who in side.without
            for key in _barred(who)
        ),
        own=own,
    )


def _barred(who: str) -> Iterable[str]:
    if match := _SECTORS.match(who):
        return [f"{match[1]}:{sector}" for sector in match[2].split(",")]
    return [who if _ID.match(who) or _COUNTRY.match(who) else normal(who)]


@lru_cache(maxsize=1)
def adjectives() -> frozenset[str]:
    """The adjectives of states that are not their names too: "Afghan", "French"."""
    rows = list(read_rows(DATA / "actors" / "states.csv", STATE_COLUMNS))
    names = {name for row in rows for name in (row["name"], *row.items("aliases"))}
    return frozenset(word for row in rows for word in row.items("demonyms")) - names


@lru_cache(maxsize=65_536)
def normal(name: str) -> str:
    """A name as it is compared: small letters without marks, "the" and doubled blanks."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    words = "".join(char for char in plain if not unicodedata.combining(char)).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)
