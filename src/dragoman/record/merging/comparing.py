"""Two tellings: what speaks for their being of one event, and whether something speaks against."""

from collections.abc import Iterable, Iterator
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple, TypeAlias

from dragoman.entries import Party, Spot, Telling
from dragoman.lexicon.names import name_key
from dragoman.model import Record, Size, Span
from dragoman.record.merging.parties import Who, in_order
from dragoman.record.merging.ties import WORTH, Tie, match
from dragoman.record.merging.words import merge_words

NUMBERS = ("dead", "injured", "arrested", "participants")
_NEAR = 30.0  # km between the points of a town and of a spot in or beside it
_WITHIN = 400.0  # km between a town and the middle of the region it lies in
_WILD = 10  # times: numbers of dead further apart are of different happenings
_WILD_FROM = 20
_WORDS = frozenset({"REQUEST", "REJECT", "ACCUSE", "THREATEN"})
_RECIPROCAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})


class Outline(Record, frozen=True, kw_only=True):
    """Of a telling, what is looked at to know which others it is of one event with."""

    event_key: str
    report: str
    sentence: Span
    event: str
    mode: str | None = None
    source: tuple[Party, ...] = ()
    target: tuple[Party, ...] = ()
    spot: Spot | None = None
    size: Size | None = None


Told: TypeAlias = Telling | Outline


class Comparison(NamedTuple):
    """What speaks for two tellings being of one event, as a number and in words; or None as
    ``score`` and what speaks against it. ``specific`` where more than the kind of people involved
    agrees: a name, a state, a town, a number."""

    score: int | None
    why: tuple[str, ...]
    specific: bool = False


APART = Comparison(None, ("told apart in one sentence",))


class View(NamedTuple):
    """What is compared of a telling. Many tellings of much-told events have one view."""

    event: str
    mode: str | None
    mutual: bool
    source: tuple[Who, ...]
    target: tuple[Who, ...]
    both: tuple[Who, ...]
    where: "_Where | None"
    size: tuple[int | None, ...]


def view_of(telling: Told) -> View:
    """What is compared of a telling."""
    return View(
        event=telling.event,
        mode=telling.mode,
        mutual=telling.event in _RECIPROCAL or (len(telling.source) > 1 and not telling.target),
        source=in_order(telling.source),
        target=in_order(telling.target),
        both=in_order((*telling.source, *telling.target)),
        where=_narrowest(telling),
        size=tuple(getattr(telling.size, field, None) for field in NUMBERS),
    )


def compatible(a: Told, b: Told) -> bool:
    """True where nothing speaks against two tellings of one kind being of one event."""
    return compare(a, b).score is not None


def compare(a: Told, b: Told) -> Comparison:
    """Compare two tellings of one kind whose days fit. Symmetric."""
    return APART if told_apart(a, b) else compare_views(view_of(a), view_of(b))


def told_apart(a: Told, b: Told) -> bool:
    """True for two tellings in one sentence: the coder would have made one of them; and for two of
    one report that give an act of words to different countries: "A urged B", "A and C urge B"."""
    if a.report != b.report:
        return False
    if a.sentence == b.sentence:
        return True
    if a.event not in _WORDS:
        return False
    mine, its = _countries(a.source), _countries(b.source)
    return bool(mine and its) and mine != its


def _countries(parties: Iterable[Party]) -> set[str]:
    return {party.country for party in parties if party.country}


def compare_views(a: View, b: View) -> Comparison:
    """``compare`` of tellings that are not told apart, by what is compared of them."""
    parts: list[_Part] = []
    for part in _parts(a, b):
        if part.score is None:
            return Comparison(None, (part.why,))
        parts.append(part)
    return Comparison(
        sum(part.score or 0 for part in parts),
        tuple(part.why for part in parts if part.why),
        any(part.specific for part in parts),
    )


class _Part(NamedTuple):
    """What one field adds."""

    score: int | None
    why: str = ""
    specific: bool = False


_NOTHING = _Part(0)


def _parts(a: View, b: View) -> Iterator[_Part]:
    """Field by field, what is quick to compare first."""
    yield _modes(a, b)
    yield _NOTHING if a.where is None or b.where is None else _places(a.where, b.where)
    yield _sizes(a.size, b.size)
    if a.mutual or b.mutual:
        yield _side(a.both, b.both, "parties")
    else:
        yield _side(a.source, b.source, "source")
        yield _side(a.target, b.target, "target")


def _modes(a: View, b: View) -> _Part:
    if a.mode is None or b.mode is None:
        return _NOTHING
    if a.mode == b.mode:
        return _Part(1, f"mode {a.mode}")
    if (a.event, a.mode, b.mode) in merge_words().modes:
        return _NOTHING
    return _Part(None, "modes differ")


def _side(one: tuple[Who, ...], other: tuple[Who, ...], name: str) -> _Part:
    if not one or not other:
        return _NOTHING
    ties = match(one, other)
    if ties is None:
        return _Part(None, f"{name} differ")
    score = sum(WORTH[tie] for tie in ties[:2])
    return _Part(score, name if score > 1 else "", any(tie >= Tie.PART for tie in ties))


class _Where(NamedTuple):
    """A place of a telling: its spot, or the town that its event was done to."""

    spot: Spot
    breadth: int
    done_to: bool


def _narrowest(telling: Told) -> _Where | None:
    spot = telling.spot
    breadth = place_breadth(spot) if spot is not None else 3
    if spot is None or breadth == 2:
        for party in telling.target:
            if party.kind == "place" and (spot is None or party.country == spot.country):
                town = Spot(name=party.name, country=party.country)
                return _Where(town, place_breadth(town), True)
    return None if spot is None else _Where(spot, breadth, False)


def _places(one: _Where, other: _Where) -> _Part:
    mine, its = one.spot, other.spot
    if mine.country and its.country and mine.country != its.country:
        return _Part(None, "countries differ")
    if is_one_place(mine, its):
        if one.breadth == 2:
            return _Part(1, "country")
        return _Part(3, f"place {min(mine.name, its.name)}", True)
    if 2 in (one.breadth, other.breadth):
        return _NOTHING
    far = distance(mine, its)
    if one.breadth != other.breadth:
        fits = far is None or far <= _WITHIN
        return _Part(1, "region") if fits else _Part(None, "places differ")
    if far is None:
        known = [where.done_to or where.spot.geonameid is not None for where in (one, other)]
        return _Part(None, "places differ") if all(known) else _NOTHING
    return _Part(1, "places nearby") if far <= _NEAR else _Part(None, "places differ")


def places_contradict(a: Told, b: Told) -> bool:
    """True where two tellings cannot be of one place."""
    return spots_contradict(a.spot, b.spot)


def spots_contradict(one: Spot | None, other: Spot | None) -> bool:
    """True where two places are neither one nor one inside the other."""
    if one is None or other is None:
        return False
    mine, its = _Where(one, place_breadth(one), False), _Where(other, place_breadth(other), False)
    return _places(mine, its).score is None


def is_one_place(one: Spot, other: Spot) -> bool:
    """True for two tellings' words for one place."""
    if one.geonameid is not None and one.geonameid == other.geonameid:
        return True
    return name_key(one.name) == name_key(other.name)


def place_breadth(spot: Spot) -> int:
    """0 for a town or anything in one, 1 for a division or region, 2 for a country."""
    key, book = name_key(spot.name), merge_words()
    return 2 if key in book.states else 1 if key in book.regions else 0


def distance(one: Spot, other: Spot) -> float | None:
    """Kilometres between two points, along a great circle; None where one is not known."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    lat1, lat2 = radians(one.lat), radians(other.lat)
    half = sin((lat2 - lat1) / 2) ** 2
    half += cos(lat1) * cos(lat2) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 12742.0 * asin(min(1.0, sqrt(half)))


def _sizes(one: tuple[int | None, ...], other: tuple[int | None, ...]) -> _Part:
    """Equal numbers speak for one event; different ones against it only where no correction
    could explain them."""
    found = _NOTHING
    for field, mine, its in zip(NUMBERS, one, other, strict=True):
        if mine is None or its is None:
            continue
        if mine == its and mine > 1:
            found = _Part(1, f"number {field}", True)
        low, high = sorted((mine, its))
        if field != "participants" and high >= _WILD_FROM and high > _WILD * max(low, 1):
            return _Part(None, "numbers differ wildly")
    return found


def agreed(pairs: Iterable[Comparison]) -> tuple[str, ...]:
    """What comparisons found to agree, each thing once."""
    return tuple(dict.fromkeys(why for pair in pairs for why in pair.why if pair.score is not None))
