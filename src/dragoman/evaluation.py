"""Holding codings against a user's own gold: precision, recall and F1 by type and participants.

A gold line is ``{"id", "text", "events": [{"event", "source": [...], "target": [...]}]}``; a
participant is a country, or a country and a sector: "USA", "USA:GOV". Only events that happened
or are planned are compared. An event counts as found for

- type: if a predicted event of the report has its type;
- source, target: if that event also shares a participant on that side (a side that gold leaves
  out is right whatever stands there);
- dyad: if both do.

Each predicted event answers at most one gold event, the one that it agrees with most.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from dragoman.errors import InputError
from dragoman.model import Coding, Event, Participant, Report
from dragoman.reading.lines import iso_day

_COUNTED = frozenset({"actual", "planned"})
PARTS = ("type", "source", "target", "dyad")


class GoldEvent(msgspec.Struct, frozen=True):
    """One event as a user coded it."""

    event: str
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()


class GoldReport(msgspec.Struct, frozen=True):
    """One report with its events."""

    text: str
    id: str | int = ""
    published: str | None = None
    events: tuple[GoldEvent, ...] = ()


@dataclass(slots=True)
class Tally:
    """Counts of one line of the table."""

    gold: int = 0
    predicted: int = 0
    right: Counter[str] = field(default_factory=Counter)

    def figures(self, part: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of a part."""
        precision = self.right[part] / self.predicted if self.predicted else 0.0
        recall = self.right[part] / self.gold if self.gold else 0.0
        total = precision + recall
        return precision, recall, 2 * precision * recall / total if total else 0.0


@dataclass(slots=True)
class Evaluation:
    """All counts, by type and together, and what was missed or found beside the gold."""

    together: Tally = field(default_factory=Tally)
    by_type: dict[str, Tally] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)


def read_gold(path: Path) -> Iterator[GoldReport]:
    """The reports of a gold file.

    Raises InputError, with the line number, for a line that is no gold report.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as fault:
        raise InputError(f"{path}: cannot be read ({fault.strerror})") from fault
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            gold = msgspec.json.decode(line, type=GoldReport)
        except msgspec.MsgspecError as fault:
            raise InputError(f"{where}: {fault}; a line needs 'text' and 'events'") from fault
        if gold.published:
            iso_day(gold.published, where)
        yield gold if gold.id != "" else msgspec.structs.replace(gold, id=str(number))


def report_of(gold: GoldReport) -> Report:
    """The report that the coder is given for a gold line."""
    return Report(
        id=str(gold.id),
        text=gold.text,
        published=gold.published,
        published_from="given" if gold.published else "unknown",
    )


def evaluate(pairs: Iterable[tuple[GoldReport, Coding]]) -> Evaluation:
    """Compare codings with their gold."""
    result = Evaluation()
    for gold, coding in pairs:
        _compare(gold, coding, result)
    return result


def _compare(gold: GoldReport, coding: Coding, result: Evaluation) -> None:
    events = [event for event in coding.events if event.status in _COUNTED]
    for event in events:
        result.by_type.setdefault(event.event, Tally()).predicted += 1
    for wanted in gold.events:
        result.by_type.setdefault(wanted.event, Tally()).gold += 1
    result.together.predicted += len(events)
    result.together.gold += len(gold.events)
    scored = sorted(
        (
            (-len(parts), g, e, parts)
            for g, wanted in enumerate(gold.events)
            for e, event in enumerate(events)
            if (parts := _agreement(coding, event, wanted))
        ),
        key=lambda item: item[:3],
    )
    used_gold: dict[int, frozenset[str]] = {}
    used_events: set[int] = set()
    for _, g, e, parts in scored:
        if g not in used_gold and e not in used_events:
            used_gold[g] = parts
            used_events.add(e)
            for tally in (result.together, result.by_type[gold.events[g].event]):
                tally.right.update(parts)
    _note_misses(gold, coding, events, used_gold, used_events, result)


def _agreement(coding: Coding, event: Event, wanted: GoldEvent) -> frozenset[str]:
    if event.event != wanted.event:
        return frozenset()
    parts = {"type"}
    mutual = not event.target and len(event.source) > 1
    everybody = event.source + event.target
    if _shares(coding, everybody if mutual else event.source, wanted.source):
        parts.add("source")
    if _shares(coding, everybody if mutual else event.target, wanted.target):
        parts.add("target")
    if {"source", "target"} <= parts:
        parts.add("dyad")
    return frozenset(parts)


def _shares(coding: Coding, side: tuple[Participant, ...], wanted: tuple[str, ...]) -> bool:
    if not wanted:
        return True
    actors = {actor.id: actor for actor in coding.actors}
    for one in wanted:
        country, _, sector = one.partition(":")
        for member in side:
            actor = actors[member.actor]
            if actor.country == country and (not sector or sector in actor.sectors):
                return True
    return False


def _note_misses(
    gold: GoldReport,
    coding: Coding,
    events: list[Event],
    found: dict[int, frozenset[str]],
    used: set[int],
    result: Evaluation,
) -> None:
    for g, wanted in enumerate(gold.events):
        sides = (
            f"{wanted.event} {'+'.join(wanted.source) or '?'} → {'+'.join(wanted.target) or '?'}"
        )
        if g not in found:
            result.misses.append(f"{gold.id}: missed {sides}")
        elif "dyad" not in found[g]:
            wrong = " and ".join(part for part in ("source", "target") if part not in found[g])
            result.misses.append(f"{gold.id}: {sides}: {wrong} differs")
    names = {actor.id: f"{actor.name} [{actor.country or '---'}]" for actor in coding.actors}
    for e, event in enumerate(events):
        if e not in used:
            source = ", ".join(names[one.actor] for one in event.source) or "?"
            target = ", ".join(names[one.actor] for one in event.target) or "?"
            result.misses.append(
                f"{gold.id}: not in the gold: {event.event} {source} → {target} ({event.because})"
            )
