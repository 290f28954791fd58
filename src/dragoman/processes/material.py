"""What a dossier is made from: the part of a record that concerns a process."""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from dragoman.entries import (
    ActorEntry,
    EventEntry,
    ReportEntry,
    StatementEntry,
    Telling,
    Tenure,
)
from dragoman.model import Record, Span

_WIDE = timedelta(days=3)


class Material(Record, frozen=True, kw_only=True):
    """Reports of a process, the events they tell (with tellings), the statements and actors in
    them; ``background`` are events that lie before the process or behind it."""

    reports: tuple[ReportEntry, ...] = ()
    events: tuple[EventEntry, ...] = ()
    background: tuple[EventEntry, ...] = ()
    statements: tuple[StatementEntry, ...] = ()
    actors: tuple[ActorEntry, ...] = ()


def published_by(material: Material, day: str) -> Material:
    """The material as far as reports published up to a day tell it.

    An event keeps the tellings of these reports, and is left out where none remains; what carried
    out a plan counts from the day on which a report tells it. The fields of an event are those
    that all its reports agreed on: who wants to know what was thought on the day must open a
    record of that day.
    """
    if not any((report.published or "") > day for report in material.reports):
        return material
    reports = tuple(report for report in material.reports if (report.published or "") <= day)
    known = {report.key for report in reports}
    events = _told(material.events, known)
    background = _told(material.background, known)
    told = {event.id for event in (*events, *background)}
    return Material(
        reports=reports,
        events=tuple(_linked(event, told) for event in events),
        background=background,
        statements=tuple(item for item in material.statements if item.report in known),
        actors=tuple(actor for item in material.actors if (actor := _known(item, day))),
    )


def _told(events: Iterable[EventEntry], reports: set[str]) -> tuple[EventEntry, ...]:
    return tuple(cut for event in events if (cut := _cut(event, reports)))


def _cut(event: EventEntry, reports: set[str]) -> EventEntry | None:
    tellings = tuple(item for item in event.tellings if item.report in reports)
    if len(tellings) == len(event.tellings):
        return event
    if not tellings:
        return None
    days = [item.published for item in tellings if item.published]
    return msgspec.structs.replace(
        event,
        tellings=tellings,
        first_published=min(days, default=None),
        reports=len({item.report for item in tellings}),
        sources=len({item.family for item in tellings}),
        disagreements=tuple(
            item
            for item in event.disagreements
            if all(reports.intersection(given) for _, given in item.values)
        ),
    )


def _linked(event: EventEntry, told: set[str]) -> EventEntry:
    if not event.fulfilled_by and not event.fulfils:
        return event
    return msgspec.structs.replace(
        event,
        fulfils=tuple(id for id in event.fulfils if id in told),
        fulfilled_by=tuple(id for id in event.fulfilled_by if id in told),
    )


def _known(actor: ActorEntry, day: str) -> ActorEntry | None:
    if actor.first and actor.first > day:
        return None
    tenures = tuple(_tenure(item, day) for item in actor.tenures if (item.first or "") <= day)
    return msgspec.structs.replace(actor, tenures=tenures)


def _tenure(tenure: Tenure, day: str) -> Tenure:
    if not tenure.last or tenure.last <= day:
        return tenure
    return msgspec.structs.replace(tenure, last=day)


def day_of(event: EventEntry) -> str:
    """The day by which an event is put in order: its last day, or its first where it may have been
    on any of many; without a day of its own that of its first report."""
    when = event.when
    if when is None:
        return event.first_published or ""
    wide = date.fromisoformat(when.end) - date.fromisoformat(when.start) > _WIDE
    return when.start if wide else when.end


def spoken_day(statement: StatementEntry) -> str:
    """The day of a statement, or of its report."""
    return statement.when.end if statement.when else statement.published or ""


def by_family(tellings: Iterable[Telling], *, every_sentence: bool = False) -> list[Telling]:
    """One telling of each independent source, the first published and first told; or one of each
    of its sentences."""
    ordered = sorted(tellings, key=lambda item: (item.published or "", item.report, item.sentence))
    firsts: dict[tuple[str, Span | None], Telling] = {}
    for telling in ordered:
        firsts.setdefault((telling.family, telling.sentence if every_sentence else None), telling)
    return list(firsts.values())


def days_between(first: str, last: str) -> int | None:
    """How many days lie between two days; None where one is not known."""
    try:
        return (date.fromisoformat(last) - date.fromisoformat(first)).days
    except ValueError:
        return None


def together(*parts: tuple[str, ...]) -> tuple[str, ...]:
    """Keys of evidence in their order, each once."""
    return tuple(dict.fromkeys(key for part in parts for key in part))


def shifted(day: str, by: int) -> str:
    """The day so many days after another; the same where it is not known, or none is so far off."""
    try:
        return (date.fromisoformat(day) + timedelta(days=by)).isoformat()
    except (ValueError, OverflowError):
        return day
