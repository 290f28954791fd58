"""Whatever an entry holds, every file that is written is read back whole by a strict reader."""

import csv
import io
import json
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import icalendar
import msgspec
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dragoman.entries import AgendaEntry, EventEntry, Interval, Party, Spot
from dragoman.formats.agenda import write_calendar
from dragoman.formats.cells import guarded, unguarded
from dragoman.formats.columns import ACTORS, AGENDA, EVENTS, REPORTS, STATEMENTS, Table
from dragoman.formats.evidence import Evidence, with_evidence
from dragoman.formats.facts import load_facts
from dragoman.formats.flat import csv_cell, parquet_schema, write_csv, write_parquet
from dragoman.formats.gdelt import write_gdelt
from dragoman.formats.icews import write_icews
from dragoman.formats.jsons import write_json, write_jsonl
from dragoman.formats.plover import PloverRecord, write_plover
from dragoman.formats.polecat import write_polecat

FACTS = load_facts()
WHEN = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
quick = settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TABLES: list[Table[Any]] = [EVENTS, STATEMENTS, ACTORS, REPORTS, AGENDA]


@quick
@given(data=st.data())
def test_icews(data: Any, strategies: SimpleNamespace, strict: SimpleNamespace) -> None:
    events, out = data.draw(strategies.events), io.StringIO()
    written = write_icews(events, out, facts=FACTS)
    assert len(strict.icews(out.getvalue())) == written.rows
    assert written.entries == len(events)


@quick
@given(data=st.data())
def test_gdelt_and_its_mentions(
    data: Any, strategies: SimpleNamespace, strict: SimpleNamespace
) -> None:
    events, out, told = data.draw(strategies.events), io.StringIO(), io.StringIO()
    written = write_gdelt(events, out, told, added=WHEN, facts=FACTS)
    rows = strict.gdelt(out.getvalue())
    assert len(rows) == written.rows
    assert len(strict.mentions(told.getvalue(), rows)) == written.mentions


def test_a_place_called_by_a_number_makes_no_formula_of_its_full_name(
    strict: SimpleNamespace,
) -> None:
    party = Party(actor="USA", name="United States", kind="state", country="USA")
    event = EventEntry(
        id="e1", event="CONSULT", quad=1, score=1.0, status="actual", confidence=0.5, reports=1,
        sources=1, cameo="040", source=(party,), spot=Spot(name="+49", country="USA"),
        when=Interval(start="2024-05-06", end="2024-05-06"),
    )  # fmt: skip
    out = io.StringIO()
    write_gdelt([event], out, added=WHEN, facts=FACTS)
    assert "\t'+49, United States\t" in out.getvalue()
    assert len(strict.gdelt(out.getvalue())) == 1


@quick
@given(data=st.data())
def test_polecat(data: Any, strategies: SimpleNamespace, strict: SimpleNamespace) -> None:
    events, out = data.draw(strategies.events), io.StringIO()
    written = write_polecat(events, out, version="1", facts=FACTS)
    rows = strict.polecat(out.getvalue())
    assert len(rows) == written.rows == len(events) - sum(written.left_out.values())


@quick
@given(data=st.data())
def test_plover(data: Any, strategies: SimpleNamespace) -> None:
    events, out = data.draw(strategies.events), io.StringIO()
    written = write_plover(events, out, version="1", coded=WHEN, facts=FACTS)
    records = msgspec.json.decode(out.getvalue(), type=list[PloverRecord], strict=True)
    assert len(records) == written.rows
    by_id = {event.id: event for event in events}
    for record in records:
        event = by_id[record.id]
        assert date.fromisoformat(record.date)
        assert [one.entity_text for one in record.actor] == [one.name for one in event.source]
        assert [one.entity_text for one in record.recipient] == [one.name for one in event.target]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@quick
@given(data=st.data())
def test_csv(table: Table[Any], data: Any, strategies: SimpleNamespace) -> None:
    entries, out = data.draw(getattr(strategies, table.name)), io.StringIO(newline="")
    write_csv(table, entries, out)
    rows = list(csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True))
    assert tuple(rows[0]) == table.names
    found = [[unguarded(cell) for cell in row] for row in rows[1:]]
    assert found == [[csv_cell(value) for value in table.row(entry)] for entry in entries]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@quick
@given(data=st.data())
def test_parquet(table: Table[Any], data: Any, strategies: SimpleNamespace) -> None:
    entries, out = data.draw(getattr(strategies, table.name)), io.BytesIO()
    write_parquet(table, entries, out)
    found = pq.read_table(io.BytesIO(out.getvalue()))
    assert found.schema.equals(parquet_schema(table))
    for row, entry in zip(found.to_pylist(), entries, strict=True):
        told = [value.isoformat() if isinstance(value, date) else value for value in row.values()]
        assert told == table.row(entry)


@quick
@given(data=st.data())
def test_json_and_json_lines(data: Any, strategies: SimpleNamespace) -> None:
    events, whole, lines = data.draw(strategies.events), io.StringIO(), io.StringIO()
    write_json(events, whole)
    write_jsonl(events, lines)
    assert msgspec.json.decode(whole.getvalue(), type=list[EventEntry]) == events
    told = [msgspec.json.decode(line, type=EventEntry) for line in lines.getvalue().splitlines()]
    assert told == events
    assert len(json.loads(whole.getvalue())) == len(events)


@quick
@given(data=st.data())
def test_the_sidecar_holds_every_entry_whole(data: Any, strategies: SimpleNamespace) -> None:
    events, out = data.draw(strategies.events), io.StringIO()
    assert list(with_evidence(events, out, lambda _: None, numbered=True)) == events
    lines = [msgspec.json.decode(line, type=Evidence) for line in out.getvalue().splitlines()]
    assert [line.entry for line in lines] == events


@quick
@given(data=st.data())
def test_the_agenda(data: Any, strategies: SimpleNamespace) -> None:
    entries: list[AgendaEntry] = data.draw(strategies.agenda)
    out = io.BytesIO()
    written = write_calendar(entries, out, stamp=WHEN, facts=FACTS)
    calendar = icalendar.Calendar.from_ical(out.getvalue())
    found = list(calendar.walk("VEVENT"))
    due = [entry for entry in entries if entry.due]
    assert len(found) == written.rows == len(due)
    assert all(not event.errors for event in found)
    for event, entry in zip(found, due, strict=True):
        assert entry.due is not None
        assert event["UID"] == f"{entry.event.id}@dragoman"
        assert event["DTSTART"].dt.isoformat() == entry.due.start
        assert (event["DTEND"].dt - date.fromisoformat(entry.due.end)).days == 1
        assert f"Status: {entry.state}" in event["DESCRIPTION"]
        assert "u:p@" not in out.getvalue().decode()


@given(st.text() | st.sampled_from(["'=1", "''=1", "=1", "-5", "'-5", "'", "-x", "\n="]))
def test_what_is_guarded_comes_back_and_is_no_formula(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "@", "\t", "\r"))
