"""What the tellings of an event say together: each field as most independent sources have it."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from math import prod
from typing import TypeVar

from dragoman.entries import EventEntry, Interval, Spot, Telling
from dragoman.model import Size
from dragoman.record.merging.casts import cast_of
from dragoman.record.merging.comparing import (
    NUMBERS,
    agreed,
    compare,
    is_one_place,
    place_breadth,
)
from dragoman.record.merging.disagreements import disagreements
from dragoman.record.merging.windows import days_between

T = TypeVar("T", bound=Hashable)

_COMPARED = 40  # tellings of an event that the reasons for merging are read off


def consensus(members: Sequence[Telling], id: str) -> EventEntry:
    """The event that these tellings tell, under an id. Independent sources (families) vote on
    each field; where they are even, the more specific value and then the earlier report win. A
    function of the set of members."""
    if not members:
        raise ValueError("an event needs a telling")
    ordered = sorted(members, key=_order)
    lead = _lead(ordered)
    source, target = cast_of(ordered, lead)
    return EventEntry(
        id=id,
        event=lead.event,
        mode=lead.mode,
        context=_contexts(ordered),
        cameo=lead.cameo,
        quad=lead.quad,
        score=lead.score,
        status=_vote(ordered, lambda t: t.status) or lead.status,
        source=source,
        target=target,
        when=_when(ordered),
        first_published=min((t.published[:10] for t in ordered if t.published), default=None),
        spot=_spot(ordered),
        size=_size(ordered),
        confidence=_confidence(ordered),
        reports=len({t.report for t in ordered}),
        sources=len({t.family for t in ordered}),
        tellings=tuple(ordered),
        disagreements=disagreements(ordered),
        because=_because(ordered),
    )


def _order(telling: Telling) -> tuple[str, str, tuple[int, int], str]:
    """From the earliest report to the latest, and in a report in the order of its text."""
    published = telling.published or "9999"
    return published[:10], telling.report, telling.sentence, telling.event_key


def _vote(
    tellings: Sequence[Telling],
    value: Callable[[Telling], T | None],
    rank: Callable[[T], float] = lambda _: 0.0,
) -> T | None:
    """The value that most sources give; of those, the one of the highest rank, then the first
    told. A source that gives several counts for each of them."""
    sources: dict[T, set[str]] = defaultdict(set)
    for telling in tellings:
        given = value(telling)
        if given is not None:
            sources[given].add(telling.family)
    if not sources:
        return None
    return max(sources, key=lambda given: (len(sources[given]), rank(given)))


def _lead(ordered: Sequence[Telling]) -> Telling:
    """The telling that has the mode and code most sources give, and most parties."""
    mode = _vote(ordered, lambda t: t.mode)
    fitting = [t for t in ordered if t.mode == mode]
    cameo = _vote(fitting, lambda t: t.cameo)
    fitting = [t for t in fitting if t.cameo == cameo]
    return max(fitting, key=lambda t: bool(t.source) + bool(t.target))


def _contexts(ordered: Sequence[Telling]) -> tuple[str, ...]:
    sources: dict[str, set[str]] = defaultdict(set)
    for telling in ordered:
        for context in telling.context:
            sources[context].add(telling.family)
    return tuple(sorted(sources, key=lambda name: -len(sources[name])))


def _when(ordered: Sequence[Telling]) -> Interval | None:
    """The interval that most sources allow, and the tightest of those."""
    told = [(t.when, t.family) for t in ordered if t.when is not None]

    def weight(when: Interval) -> tuple[int, int]:
        allowing = {f for other, f in told if other.start <= when.start and when.end <= other.end}
        return len(allowing), -days_between(when.start, when.end)

    return max((when for when, _ in told), key=weight, default=None)


def _spot(ordered: Sequence[Telling]) -> Spot | None:
    """The place that most sources give or lie around, and the narrowest of those."""
    told = [(t.spot, t.family) for t in ordered if t.spot is not None]

    def weight(spot: Spot) -> tuple[int, int, bool]:
        breadth = place_breadth(spot)
        allowing = {
            family
            for other, family in told
            if is_one_place(spot, other)
            or (place_breadth(other) > breadth and other.country in (None, spot.country))
        }
        return len(allowing), -breadth, spot.geonameid is not None

    return max((spot for spot, _ in told), key=weight, default=None)


def _size(ordered: Sequence[Telling]) -> Size | None:
    """Each number as most sources give it; where they are even, as the latest report does."""
    newest = sorted(ordered, key=lambda t: (t.published or "", t.event_key), reverse=True)
    counts: dict[str, int | None] = {
        field: _vote([t for t in newest if t.size], lambda t, f=field: getattr(t.size, f))  # type: ignore[misc]
        for field in NUMBERS
    }
    return Size(**counts) if any(v is not None for v in counts.values()) else None


def _confidence(ordered: Sequence[Telling]) -> float:
    """That not all independent sources are misread (noisy or); copies add nothing."""
    best: dict[str, float] = {}
    for telling in ordered:
        best[telling.family] = max(best.get(telling.family, 0.0), telling.confidence)
    return round(min(0.99, 1.0 - prod(1.0 - value for value in best.values())), 2)


def _because(ordered: Sequence[Telling]) -> str:
    """What the members agree on, most telling first."""
    if len(ordered) == 1:
        return "told once"
    some = ordered[:_COMPARED]
    why = agreed(compare(some[0], other) for other in some[1:])
    dated = sum(t.when is not None for t in ordered)
    day = (
        "same day" if dated == len(ordered) else "days that fit" if dated else "published together"
    )
    return ", ".join([day, *why])
