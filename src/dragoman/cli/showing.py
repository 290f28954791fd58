"""One thing of a record with all its evidence, for people: ``dragoman show``."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.cli.harmless import harmless
from dragoman.cli.printing import days, json_of, parties
from dragoman.entries import ActorEntry, EventEntry, ReportEntry, StatementEntry, Telling

if TYPE_CHECKING:
    from dragoman.record.record import Record

_INDENT = "    "


def print_entry(
    record: "Record",
    entry: EventEntry | ActorEntry | StatementEntry | ReportEntry,
    *,
    as_json: bool,
) -> None:
    """Print an entry and what it rests on."""
    if as_json:
        print(json_of(entry))
    elif isinstance(entry, EventEntry):
        _print(_event(entry))
        _print(_history(record, entry.id))
    elif isinstance(entry, ActorEntry):
        _print(_actor(record, entry))
        _print(_history(record, entry.id))
    elif isinstance(entry, StatementEntry):
        _print(_statement(entry))
    else:
        _print(_report(record, entry))


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        print(harmless(line))


def _event(event: EventEntry) -> Iterator[str]:
    head = " ".join(filter(None, (event.event, event.mode, event.cameo and f"[{event.cameo}]")))
    yield f"{event.id}  {head}  {event.status}"
    yield from _facts(
        source=parties(event.source),
        target=parties(event.target),
        day=days(event.when) or f"not said; first told on {event.first_published or 'unknown day'}",
        place=event.spot.name if event.spot else "",
        contexts=", ".join(event.context),
        size=_size(event),
        told=f"{event.reports} reports, {event.sources} independent sources",
        confidence=f"{event.confidence:.2f}",
        merged=event.because,
        review=event.review or "",
        fulfils=", ".join(event.fulfils),
        fulfilled=", ".join(event.fulfilled_by),
    )
    for item in event.disagreements:
        told = "; ".join(f"{value} ({', '.join(reports)})" for value, reports in item.values)
        yield f"{_INDENT}reports disagree on {item.field}: {told}"
    for telling in event.tellings:
        yield from _telling(telling)


def _facts(**facts: str) -> Iterator[str]:
    for name, value in facts.items():
        if value:
            yield f"{_INDENT}{name:<11}{value}"


def _size(event: EventEntry) -> str:
    if event.size is None:
        return ""
    sizes = (
        (event.size.dead, "dead"),
        (event.size.injured, "injured"),
        (event.size.arrested, "arrested"),
        (event.size.participants, "taking part"),
    )
    return ", ".join(f"{count:,} {what}" for count, what in sizes if count is not None)


def _telling(telling: Telling) -> Iterator[str]:
    where = ", ".join(filter(None, (telling.publisher, telling.title, telling.published)))
    yield ""
    yield f"{_INDENT}{telling.event_key}  {where}"
    if telling.url:
        yield f"{_INDENT}{telling.url}"
    yield f"{_INDENT}“{' '.join(telling.quote.split())}”"
    word = f", on the word of {telling.speaker.name}" if telling.speaker else ""
    yield f"{_INDENT}{telling.because} ({telling.confidence:.2f}){word}"


def _actor(record: "Record", actor: ActorEntry) -> Iterator[str]:
    yield f"{actor.id}  {actor.name}"
    yield from _facts(
        kind=actor.kind,
        country=actor.country or "",
        sectors=" ".join(actor.sectors),
        names=", ".join(actor.aliases),
        told=f"{actor.reports} reports, {actor.sources} independent sources",
        days=" to ".join(dict.fromkeys(filter(None, (actor.first, actor.last)))),
        because=actor.because,
    )
    for tenure in actor.tenures:
        when = " to ".join(dict.fromkeys(filter(None, (tenure.first, tenure.last))))
        yield f"{_INDENT}{tenure.title}: {when or 'day unknown'} ({', '.join(tenure.reports)})"
    from dragoman.record.questions import EventQuery

    for event in record.events(EventQuery(actor=actor.id)):
        what = " ".join(filter(None, (event.event, event.mode, event.status)))
        yield (
            f"{_INDENT}{event.id}  {days(event.when) or event.first_published or '?':<12}{what}: "
            f"{parties(event.source) or '—'} → {parties(event.target) or '—'}"
        )


def _statement(item: StatementEntry) -> Iterator[str]:
    yield f"{item.id}  {item.speaker.name if item.speaker else 'speaker not said'}"
    yield from _facts(
        role=", ".join(item.speaker.titles) if item.speaker else "",
        words=item.words,
        kind=f"{item.kind}, {item.cue_kind}",
        medium=item.medium or "",
        addressee=parties(item.addressee),
        day=days(item.when),
        within=item.within or "",
        report=", ".join(filter(None, (item.publisher, item.title, item.published, item.report))),
        url=item.url or "",
    )


def _report(record: "Record", report: ReportEntry) -> Iterator[str]:
    yield f"{report.key}  {report.title or ''}".rstrip()
    yield from _facts(
        publisher=report.publisher or "",
        published=report.published or "unknown",
        url=report.url or "",
        retrieved=report.retrieved or "",
        state=f"{report.state}{': ' + report.why if report.why else ''}",
        family="" if report.family == report.key else f"one source with {report.family}",
        revision=f"of {report.replaces}" if report.replaces else "",
        revised=f"by {report.replaced_by}" if report.replaced_by else "",
    )
    coding = record.coding(report.key)
    yield ""
    yield coding.report.text


def _history(record: "Record", name: str) -> Iterator[str]:
    decisions = record.history(name)
    if decisions:
        yield ""
    for item in decisions:
        change = f" {item.field}: {item.before} → {item.after}" if item.field else ""
        why = f" ({item.why})" if item.why else ""
        gone = f", taken back {item.undone}" if item.undone else ""
        head = f"decision {item.id}, {item.at}, {item.who}"
        yield f"{_INDENT}{head}: {item.action}{change}{why}{gone}"
