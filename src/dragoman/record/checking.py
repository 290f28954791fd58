"""Whether a record holds together: what ``dragoman check`` asks of it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, select, text

from dragoman._version import __version__
from dragoman.model import Coding, Record, Span
from dragoman.record import schema
from dragoman.record.actor_merging import form_of
from dragoman.record.engine import reading
from dragoman.record.identity import report_key
from dragoman.record.merging import cluster_forms, merge_all
from dragoman.record.overlay import load_overlay
from dragoman.record.rows import rows_of, unpack
from dragoman.record.tellings import load_all


class Fault(Record, frozen=True, kw_only=True):
    """Something in a record that is not as it has to be: where, and what."""

    where: str
    what: str


def check(engine: Engine) -> Iterator[Fault]:
    """Every fault of a record: broken files and foreign keys, spans that do not cut their words,
    rows that do not follow from the codings, merges that cannot be made again."""
    with reading(engine) as connection:
        yield from _database(connection)
        yield from _codings(connection)
        yield from _actors(connection)
        yield from _events(connection)


def _database(connection: Connection) -> Iterator[Fault]:
    """Foreign keys hold; in SQLite they are looked at again, in PostgreSQL they cannot break."""
    if connection.dialect.name != "sqlite":
        return
    for (answer,) in connection.execute(text("PRAGMA integrity_check")):
        if answer != "ok":
            yield Fault(where="database", what=str(answer))
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Fault(where=f"table {row[0]}", what=f"row {row[1]} refers to no row of {row[2]}")


def _codings(connection: Connection) -> Iterator[Fault]:
    """Every report's key is that of its text, its spans lie in it, and its rows follow from it."""
    table = schema.reports
    question = select(table).order_by(table.c.key)
    for row in connection.execution_options(yield_per=100).execute(question):
        coding = unpack(row.coding)
        if report_key(row.text) != row.key or coding.report.text != row.text:
            yield Fault(where=row.key, what="the text is not the one that was coded")
        for span in spans_of(coding):
            if not 0 <= span[0] < span[1] <= len(row.text):
                yield Fault(where=row.key, what=f"span {span} does not lie in the text")
        if row.version == __version__:  # other versions wrote other rows; recode makes them anew
            yield from _rows(connection, row.key, coding)


def spans_of(coding: Coding) -> Iterator[Span]:
    """Every span of a coding."""
    for actor in coding.actors:
        yield from actor.mentions
        yield from (role.span for role in actor.roles)
    yield from (time.span for time in coding.times)
    yield from (place.span for place in coding.places)
    for statement in coding.statements:
        yield from statement.content
        yield statement.sentence
        yield from (span for span in (statement.speaker_span, statement.cue) if span)
    for event in coding.events:
        yield from event.cue
        yield event.sentence
        for member in (*event.source, *event.target):
            if member.span:
                yield member.span


def _rows(connection: Connection, key: str, coding: Coding) -> Iterator[Fault]:
    """What was written of a coding is what would be written now."""
    rows = rows_of(coding)
    told, said = schema.tellings.c, schema.statements.c
    for column, wanted, what in (
        ((told.key, told.body), {row["key"]: row["body"] for row in rows.tellings}, "tellings"),
        ((said.id, said.words), {row["id"]: row["words"] for row in rows.statements}, "statements"),
    ):
        report = told.report if what == "tellings" else said.report
        found = connection.execute(select(*column).where(report == key)).all()
        if {row[0]: row[1] for row in found} != wanted:
            yield Fault(where=key, what=f"the {what} do not follow from the coding")


def _actors(connection: Connection) -> Iterator[Fault]:
    """Clustering the forms of every block again gives the actors that are written."""
    blocks: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(select(schema.forms).order_by(schema.forms.c.key)):
        blocks[row.block].append(row)
    clusters = load_overlay(connection).actors(
        [
            cluster
            for block in sorted(blocks)
            for cluster in cluster_forms([form_of(row) for row in blocks[block]])
        ]
    )
    wanted = {form.key: cluster.id for cluster in clusters for form in cluster.forms}
    for rows in blocks.values():
        for row in rows:
            if wanted[row.key] != row.actor:
                yield Fault(where=row.key, what=f"stands under {row.actor}, not {wanted[row.key]}")


def _events(connection: Connection) -> Iterator[Fault]:
    """Merging all tellings from scratch gives the events that are written."""
    items = load_all(connection)
    clusters = {
        telling.event_key: entry.id
        for entry in merge_all([item.telling for item in items])
        for telling in entry.tellings
    }
    events = load_overlay(connection).events(clusters)
    for item in items:
        key = item.telling.event_key
        if item.cluster != clusters[key] or item.event != events[key]:
            yield Fault(where=key, what=f"belongs to {item.event}, not {events[key]}")
    written = set(connection.execute(select(schema.events.c.id)).scalars())
    for name in sorted(written ^ set(events.values())):
        yield Fault(where=name, what="an event without tellings, or tellings without an event")
