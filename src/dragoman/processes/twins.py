"""Events that a record keeps apart but that say the same: a dossier counts them once."""

from collections.abc import Iterable

import msgspec

from dragoman.entries import EventEntry, Spot
from dragoman.processes.focusing import VERBAL
from dragoman.processes.material import days_between, together
from dragoman.processes.wording import place_of

Sameness = tuple[object, ...]
_SOON = 3  # days between reports of what none of them dates, as far as it may be one


def without_twins(
    events: Iterable[EventEntry], known: dict[str, Sameness] | None = None
) -> tuple[list[EventEntry], dict[str, str]]:
    """Events without those that say the same: one type, mode, status and cast, on one day in places
    that do not differ; or without a day, in one report or within days. Merging keeps them apart
    where a report tells one happening twice, or not surely one; a dossier must not count it twice.
    Returns also which event stands for which. ``known`` keeps what is compared of an event."""
    known = {} if known is None else known
    kept: dict[str, EventEntry] = {}
    dated: dict[tuple[object, ...], str] = {}
    alike: dict[tuple[object, ...], list[str]] = {}
    ids: dict[str, str] = {}
    for event in sorted(events, key=lambda event: event.when is None):
        key = known.get(event.id) or known.setdefault(event.id, _same(event))
        one_day = event.when is not None and event.when.start == event.when.end
        place = event.spot.country if event.spot else None
        exact = (*key, event.when, place) if one_day else (event.id,)
        twin = dated.get(exact)
        if twin is None and event.when is None:
            twin = next((id for id in alike.get(key, ()) if _told_again(event, kept[id])), None)
        if twin is None:
            kept[event.id] = event
            dated[exact] = event.id
            alike.setdefault(key, []).append(event.id)
        else:
            kept[twin] = _with_tellings(kept[twin], event)
        ids[event.id] = twin or event.id
    return list(kept.values()), ids


def _with_tellings(kept: EventEntry, twin: EventEntry) -> EventEntry:
    return msgspec.structs.replace(
        kept,
        spot=_closer(kept, twin),
        tellings=kept.tellings + twin.tellings,
        fulfils=together(kept.fulfils, twin.fulfils),
        fulfilled_by=together(kept.fulfilled_by, twin.fulfilled_by),
    )


def _told_again(event: EventEntry, other: EventEntry) -> bool:
    """Whether an event without a day is one that the same report dates, or that another told
    without a day shortly before or after."""
    if event.spot and other.spot and event.spot.country != other.spot.country:
        return False
    if {t.report for t in event.tellings} & {t.report for t in other.tellings}:
        return True
    apart = days_between(event.first_published or "", other.first_published or "")
    said = event.event in VERBAL or event.event == "CONSULT"  # two attacks in a week are two
    return said and other.when is None and apart is not None and abs(apart) <= _SOON


def _same(event: EventEntry) -> Sameness:
    sides = (frozenset(party.actor for party in side) for side in (event.source, event.target))
    return event.event, event.mode, event.status, *sides


def _closer(one: EventEntry, other: EventEntry) -> Spot | None:
    """The place of two that says more: one with a name over one with an adjective."""
    return one.spot if place_of(one) else other.spot or one.spot
