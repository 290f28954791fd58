"""Putting coded reports into the tables of a record, and taking them out again.

Nothing is merged here; ``remerge`` does that in the same transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from dragoman.record import schema
from dragoman.record.merging import ActorForm, actor_id
from dragoman.record.rows import ReportRows, Row, as_json

Item = TypeVar("Item")

_CHUNK = 500  # keys in one question: SQLite takes 32,766 parameters, planners like fewer


def chunks(items: Iterable[Item], size: int = _CHUNK) -> Iterable[list[Item]]:
    """Items in lists of at most ``size``."""
    ordered = list(items)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def add_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; those whose primary key is there already are left as they are."""
    if not rows:
        return
    maker = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(maker(table).on_conflict_do_nothing(), list(rows))


def put(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; those whose primary key is there already take the new values."""
    if not rows:
        return
    maker = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    keys = [column.name for column in table.primary_key.columns]
    statement = maker(table)
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(
        statement.on_conflict_do_update(index_elements=keys, set_=changed), list(rows)
    )


def insert_reports(connection: Connection, batch: Sequence[ReportRows]) -> None:
    """Insert reports that the record does not have yet, with all that was read in them.

    Their actors and events are filled in by ``remerge``; till then new forms are their own actors
    and tellings their own events.
    """
    forms = {key: form for rows in batch for key, form in rows.forms.items()}
    new = _unknown_forms(connection, forms)
    add_new(connection, schema.actors, [_actor_row(form) for form in new])
    add_new(connection, schema.forms, [_form_row(form) for form in new])
    _insert(connection, schema.reports, [rows.report for rows in batch])
    for name in ("traces", "report_actors"):
        _insert(connection, schema.metadata.tables[name], _all(batch, name))
    tellings = _all(batch, "tellings")
    _insert(connection, schema.events, [blank_event(row["key"]) for row in tellings])
    _insert(
        connection,
        schema.tellings,
        [{**row, "event": row["key"], "cluster": row["key"]} for row in tellings],
    )
    for name in ("telling_parties", "statements"):
        _insert(connection, schema.metadata.tables[name], _all(batch, name))
    index_words(connection, _all(batch, "search"))


def remove_reports(connection: Connection, keys: Sequence[str]) -> None:
    """Take reports out with all that hangs on them. Their events stay until ``remerge``."""
    for some in chunks(keys):
        _forget_words(connection, some)
        for table in (schema.tellings, schema.statements, schema.report_actors, schema.traces):
            connection.execute(delete(table).where(table.c.report.in_(some)))
        connection.execute(delete(schema.reports).where(schema.reports.c.key.in_(some)))


def index_words(connection: Connection, rows: Sequence[Row]) -> None:
    """Make words findable: rows of ``about``, ``id`` and ``words``."""
    _insert(connection, schema.search, rows)


def _forget_words(connection: Connection, reports: Sequence[str]) -> None:
    """Ids of tellings and statements begin with the key of their report."""
    column = schema.search.c.id
    forget = delete(schema.search).where(
        or_(column == bindparam("key"), column.between(bindparam("low"), bindparam("high")))
    )
    connection.execute(
        forget, [{"key": key, "low": f"{key}.", "high": f"{key}/"} for key in reports]
    )


def _all(batch: Sequence[ReportRows], name: str) -> list[Row]:
    return [row for rows in batch for row in getattr(rows, name)]


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(table), list(rows))


def _unknown_forms(connection: Connection, forms: Mapping[str, ActorForm]) -> list[ActorForm]:
    known: set[str] = set()
    for some in chunks(forms):
        question = select(schema.forms.c.key).where(schema.forms.c.key.in_(some))
        known.update(connection.execute(question).scalars())
    return [forms[key] for key in sorted(forms) if key not in known]


def _form_row(form: ActorForm) -> Row:
    return {
        "key": form.key,
        "block": form.block,
        "name": form.name,
        "kind": form.kind,
        "country": form.country,
        "sectors": as_json(form.sectors),
        "crosses": form.crosses,
        "own": actor_id([form]),
        "actor": form.key,
    }


def _actor_row(form: ActorForm) -> Row:
    return {
        "id": form.key,
        "name": form.name,
        "kind": form.kind,
        "country": form.country,
        "sectors": as_json(form.sectors),
        "because": "",
    }


def blank_event(id: str) -> Row:
    """A stand-in for an event whose tellings have not been settled yet."""
    return {
        "id": id,
        "event": "",
        "context": "[]",
        "quad": 0,
        "score": 0.0,
        "status": "",
        "confidence": 0.0,
        "reports": 0,
        "sources": 0,
        "because": "",
        "disagreements": "[]",
    }
