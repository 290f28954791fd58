"""What sources disagree on: within an event, whether it happened, and between events that may be
one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from dragoman.entries import Disagreement, Telling
from dragoman.processes.dossier import Dispute, Version
from dragoman.processes.items import Item
from dragoman.processes.material import days_between, together
from dragoman.processes.scene import Scene

_NEAR = 3  # days between events that may be one
_SIZES = (("dead", "dead"), ("injured", "injured"), ("arrested", "arrested"),
          ("participants", "taking part"))  # fmt: skip

_VICTIMS = frozenset({"dead", "injured"})
_VIOLENT = frozenset({"ASSAULT", "COERCE", "PROTEST"})


def disputes(scene: Scene) -> tuple[Dispute, ...]:
    """What sources disagree on, in the order of days."""
    return (
        *(dispute for item in scene.items for dispute in _within(item)),
        *_denied(scene.items),
        *_maybe_one(scene.items),
    )


def _within(item: Item) -> Iterator[Dispute]:
    """Fields on which the tellings of one event contradict each other."""
    for disagreement in item.event.disagreements:
        if disagreement.field in _VICTIMS and item.event.event not in _VIOLENT:
            continue  # the sentence tells of an attack beside the event
        versions = tuple(_versions(disagreement, item.event.tellings))
        if len(versions) > 1:
            yield Dispute(
                matter=item.happening.text,
                field=disagreement.field,
                versions=versions,
                evidence=together(*(version.evidence for version in versions)),
            )


def _versions(disagreement: Disagreement, tellings: Sequence[Telling]) -> Iterator[Version]:
    for value, reports in disagreement.values:
        told = [telling for telling in tellings if telling.report in reports]
        if told:
            yield _version(value, told)


def _version(value: str, tellings: Iterable[Telling]) -> Version:
    told = list(tellings)
    return Version(
        value=value,
        publishers=tuple(dict.fromkeys(t.publisher or t.title or t.report for t in told)),
        evidence=tuple(t.event_key for t in told),
    )


def _denied(items: Sequence[Item]) -> Iterator[Dispute]:
    """Events that some tell and others deny: same type and sides, days apart at most."""
    kinds: dict[tuple[str, str | None, frozenset[str]], list[Item]] = defaultdict(list)
    for item in items:
        if item.event.status in ("actual", "negated") and len(item.sides) > 1:
            kinds[item.event.event, item.event.mode, frozenset(item.sides)].append(item)
    for group in kinds.values():
        denials = [item for item in group if item.event.status == "negated"]
        for denial in denials:
            for item in group:
                if item.done and _near(item, denial):
                    yield _two("status", item, denial, "told", "denied")


def _maybe_one(items: Sequence[Item]) -> Iterator[Dispute]:
    """Events of one type, place and doers, days apart at most, whose numbers differ: they may be
    one event, of which merging could not be sure."""
    kinds: dict[tuple[str, str | None, str], list[Item]] = defaultdict(list)
    for item in items:
        if item.done and item.event.size and item.event.spot:
            kinds[item.event.event, item.event.mode, item.event.spot.name].append(item)
    for group in kinds.values():
        for one, other in combinations(group, 2):
            if _near(one, other) and _same_doers(one, other):
                yield from _sizes(one, other)


def _same_doers(one: Item, other: Item) -> bool:
    doers = [{m.party.actor for m in item.cast.source} for item in (one, other)]
    return bool(doers[0] & doers[1]) or not doers[0] or not doers[1]


def _sizes(one: Item, other: Item) -> Iterator[Dispute]:
    for field, what in _SIZES:
        values = [getattr(item.event.size, field) for item in (one, other)]
        if None not in values and values[0] != values[1]:
            yield _two(field, one, other, *(f"{value:,} {what}" for value in values), certain=False)


def _two(
    field: str, one: Item, other: Item, first: str, second: str, *, certain: bool = True
) -> Dispute:
    versions = (_version(first, one.event.tellings), _version(second, other.event.tellings))
    return Dispute(
        matter=one.happening.text,
        field=field,
        certain=certain,
        versions=versions,
        evidence=together(*(version.evidence for version in versions)),
    )


def _near(one: Item, other: Item) -> bool:
    apart = days_between(one.day, other.day)
    return apart is not None and abs(apart) <= _NEAR
