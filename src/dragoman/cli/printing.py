"""Entries of a record on stdout: a table for people, or rows for programs."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from dragoman.cli.recorded import Format, print_table

if TYPE_CHECKING:
    from dragoman.analysis.frames import Frame
    from dragoman.entries import (
        ActorEntry,
        AgendaEntry,
        EventEntry,
        Interval,
        Party,
        ReportEntry,
        StatementEntry,
    )
    from dragoman.formats.columns import Column, Table


def print_events(events: "Sequence[EventEntry]", form: Format) -> None:
    """Events, one a row."""
    if form is Format.table:
        header = ["id", "day", "event", "status", "source", "target", "place", "sources"]
        print_table(header, [_event_cells(event) for event in events])
        _tell_count(len(events), "event")
        return
    from dragoman.formats.columns import EVENTS

    _write(EVENTS, events, form)


def _event_cells(event: "EventEntry") -> list[str]:
    return [
        event.id,
        days(event.when) or f"(told {event.first_published or '?'})",
        " ".join(filter(None, (event.event, event.mode))),
        event.status,
        parties(event.source),
        parties(event.target),
        event.spot.name if event.spot else "",
        f"{event.sources} of {event.reports}"
        if event.reports != event.sources
        else str(event.sources),
    ]


def print_statements(statements: "Sequence[StatementEntry]", form: Format) -> None:
    """Statements, one a row."""
    if form is Format.table:
        header = ["id", "day", "speaker", "words", "in"]
        rows = [
            [
                item.id,
                days(item.when) or item.published or "",
                item.speaker.name if item.speaker else "",
                item.words,
                item.publisher or item.title or item.report,
            ]
            for item in statements
        ]
        print_table(header, rows)
        _tell_count(len(statements), "statement")
        return
    from dragoman.formats.columns import STATEMENTS

    _write(STATEMENTS, statements, form)


def print_actors(actors: "Sequence[ActorEntry]", form: Format) -> None:
    """Actors, one a row."""
    if form is Format.table:
        header = ["id", "name", "kind", "country", "sectors", "roles", "reports", "sources"]
        rows = [
            [
                actor.id,
                actor.name,
                actor.kind,
                actor.country or "",
                " ".join(actor.sectors),
                "; ".join(tenure.title for tenure in actor.tenures),
                str(actor.reports),
                str(actor.sources),
            ]
            for actor in actors
        ]
        print_table(header, rows)
        _tell_count(len(actors), "actor")
        return
    from dragoman.formats.columns import ACTORS

    _write(ACTORS, actors, form)


def print_reports(reports: "Sequence[ReportEntry]", form: Format) -> None:
    """Reports, one a row."""
    if form is Format.table:
        header = ["key", "published", "publisher", "title", "state", "events", "statements", "as"]
        rows = [
            [
                report.key,
                report.published or "",
                report.publisher or "",
                report.title or report.url or "",
                report.state,
                str(report.events),
                str(report.statements),
                "" if report.family == report.key else f"copy of {report.family}",
            ]
            for report in reports
        ]
        print_table(header, rows)
        _tell_count(len(reports), "report")
        return
    from dragoman.formats.columns import REPORTS

    _write(REPORTS, reports, form)


def print_agenda(entries: "Sequence[AgendaEntry]", form: Format) -> None:
    """What was announced, one a row."""
    if form is Format.table:
        header = ["id", "due", "state", "what", "who", "with", "place", "announced"]
        rows = [
            [
                entry.event.id,
                days(entry.due) or "no day given",
                entry.state,
                " ".join(filter(None, (entry.event.event, entry.event.mode))),
                parties(entry.event.source),
                parties(entry.event.target),
                entry.event.spot.name if entry.event.spot else "",
                entry.announced or "",
            ]
            for entry in entries
        ]
        print_table(header, rows)
        _tell_count(len(entries), "plan")
        return
    from dragoman.formats.columns import AGENDA

    _write(AGENDA, entries, form)


def print_calendar(entries: "Sequence[AgendaEntry]") -> None:
    """The agenda as an iCalendar file."""
    from datetime import UTC, datetime

    from dragoman.formats.agenda import write_calendar

    sys.stdout.flush()
    write_calendar(entries, sys.stdout.buffer, stamp=datetime.now(UTC))
    sys.stdout.buffer.flush()


def print_rows(header: list[str], rows: list[list[Any]], form: Format) -> None:
    """Rows of a question in SQL."""
    if form is Format.table:
        print_table(header, [["" if cell is None else str(cell) for cell in row] for row in rows])
        return
    from dragoman.formats.columns import Column, Table

    def cell_of(number: int) -> "Column[list[Any]]":
        return Column(header[number], "text", lambda row: _text(row[number]))

    _write(Table("rows", tuple(cell_of(n) for n in range(len(header)))), rows, form)


def print_frame(frame: "Frame[Any]", form: Format, columns: Sequence[str] = ()) -> None:
    """A table of an analysis; for people only these columns of it."""
    if form is Format.table:
        shown = [column for column in frame.table.columns if column.name in columns]
        header = [column.name.replace("_", " ") for column in shown]
        print_table(header, [[_shown(column.value(row)) for column in shown] for row in frame])
        return
    _write(frame.table, frame.rows, form)


def _shown(cell: Any) -> str:
    if cell is None:
        return ""
    return f"{cell:.2f}".rstrip("0").rstrip(".") if isinstance(cell, float) else str(cell)


def _text(cell: Any) -> str | None:
    return None if cell is None else str(cell)


def _write(table: "Table[Any]", entries: Sequence[Any], form: Format) -> None:
    """Rows for programs: the same columns in CSV and Parquet, whole entries in JSON."""
    from dragoman.formats.flat import write_csv, write_parquet
    from dragoman.formats.jsons import write_json, write_jsonl

    sys.stdout.flush()
    if form is Format.parquet:
        write_parquet(table, entries, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    elif form is Format.csv:
        write_csv(table, entries, sys.stdout)
    elif table.name == "rows":
        rows = [{column.name: column.value(row) for column in table.columns} for row in entries]
        (write_json if form is Format.json else write_jsonl)(rows, sys.stdout)
    else:
        (write_json if form is Format.json else write_jsonl)(entries, sys.stdout)


def _tell_count(count: int, what: str) -> None:
    print(f"{count} {what}{'' if count == 1 else 's'}", file=sys.stderr)


def days(when: "Interval | None") -> str:
    """An interval for people: a day, or from a day to a day."""
    if when is None:
        return ""
    return when.start if when.start == when.end else f"{when.start} to {when.end}"


def parties(side: "Sequence[Party]") -> str:
    """One side of an event for people."""
    return ", ".join(
        f"{party.name} ({party.country})" if party.country and party.kind != "state" else party.name
        for party in side
    )


def json_of(value: Any) -> str:
    """An entry as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
