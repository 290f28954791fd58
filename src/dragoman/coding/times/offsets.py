"""Times told by another event: "a day after X announced …"."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dragoman.coding.parsing import Parse
from dragoman.coding.times.expression import DatedExpression, nearest

_VERBAL = frozenset({"VERB", "AUX"})
_BEFORE = frozenset({"before"})
_AFTER = frozenset({"after", "since", "following"})
# How far above a link its event may stand.
_REACH = 6


class Offset(NamedTuple):
    """A time told by another event: "a day after X announced …".

    ``days`` is the signed distance from the anchor event (None where the length is vague),
    ``anchor`` the token of the verb or noun of that event.
    """

    length: DatedExpression
    days: int | None
    anchor: int


def offset_of(parse: Parse, dated: Sequence[DatedExpression], token: int) -> Offset | None:
    """The length of time between the event at ``token`` and another one: "comes a day after the
    Taliban announced". None if no such words hang on it."""
    for one in nearest(parse, dated, token):
        if one.time.type != "DURATION":
            continue
        for link, sign in _links(parse, one):
            anchor = _anchor(parse, link)
            if anchor is not None and _hangs_on(parse, link, token, anchor):
                days = days_of(one.time.value)
                return Offset(one, None if days is None else sign * days, anchor)
    return None


def _links(parse: Parse, one: DatedExpression) -> Iterator[tuple[int, int]]:
    """The "before" or "after" right behind an expression, with its sign."""
    if one.end < len(parse):
        word = parse.lower[one.end]
        if word in _AFTER:
            yield one.end, 1
        elif word in _BEFORE:
            yield one.end, -1


def _anchor(parse: Parse, link: int) -> int | None:
    """The verb of the clause, or the noun, that "before" or "after" introduces."""
    if parse.deps[link] == "mark":
        return parse.heads[link]
    for below in parse.children[link]:
        if parse.deps[below] in ("pobj", "pcomp"):
            return below
    return None


def _hangs_on(parse: Parse, link: int, token: int, anchor: int) -> bool:
    """True if the clause or phrase behind ``link`` modifies ``token`` or a noun's verb."""
    at = anchor if parse.deps[link] == "mark" else link
    above = parse.heads[at]
    for _ in range(_REACH):
        if above == token:
            return True
        if parse.pos[above] in _VERBAL or parse.heads[above] == above:
            break
        above = parse.heads[above]
    # "the visit comes a day after …": the time of the visit as well as of its coming
    return parse.heads[token] == above and parse.deps[token] in ("nsubj", "nsubjpass")


def days_of(value: str) -> int | None:
    """The length of "P3D", "P2W" or "P1M" in days; None for hours and vague lengths."""
    length, unit = value[1:-1], value[-1:]
    if not value.startswith("P") or not length.isdecimal():
        return None
    factor = {"D": 1, "W": 7, "M": 30, "Y": 365}.get(unit)
    return int(length) * factor if factor else None
