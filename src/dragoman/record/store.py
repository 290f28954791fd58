"""Putting coded reports into the tables of a record, and taking them out again.

Nothing is merged here; ``remerge`` does that in the same transaction.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeAlias, TypeVar

from sqlalchemy import Connection, Insert, Table, bindparam, delete, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from dragoman.record import schema
from dragoman.record.given import among
from dragoman.record.identity import traces_of
from dragoman.record.merging import ActorCluster, ActorForm, actor_id, cluster_forms
from dragoman.record.rows import ReportRows, Row, as_json

Item = TypeVar("Item")

_CHUNK = 500  # keys in one question: SQLite takes 32,766 parameters, planners like fewer
_KNOWN_FORMS = select(schema.forms.c.key).where(among(schema.forms.c.key))


def chunks(items: Iterable[Item], size: int = _CHUNK) -> Iterable[list[Item]]:
    """Items in lists of at most ``size``."""
    ordered = list(items)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def add_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; those whose primary key is there already are left as they are."""
    _write(connection, _adding, table, rows)


def put(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; those whose primary key is there already take the new values."""
    _write(connection, _putting, table, rows)


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows whose primary key is not there."""
    _write(connection, _inserting, table, rows)


Making: TypeAlias = Callable[[Table, str, tuple[str, ...]], Insert]


def _write(
    connection: Connection, making: Making, table: Table, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Hand rows to the driver as they are: text, numbers and bytes need no translation, and a
    report is more than a hundred rows. All rows have the columns of the first."""
    if rows:
        words = _words(making, table, connection.dialect.name, tuple(rows[0]))
        connection.exec_driver_sql(words, list(rows))


@cache
def _words(making: Making, table: Table, name: str, columns: tuple[str, ...]) -> str:
    """The words of a statement that takes rows as mappings."""
    takes: Any = postgresql.psycopg if name == "postgresql" else sqlite
    dialect = takes.dialect(paramstyle="pyformat" if name == "postgresql" else "named")
    statement = making(table, name, columns).inline()
    return str(statement.compile(dialect=dialect, column_keys=columns))


def _inserting(table: Table, dialect: str, columns: tuple[str, ...]) -> Insert:
    return insert(table)


def _adding(table: Table, dialect: str, columns: tuple[str, ...]) -> Insert:
    maker = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return maker(table).on_conflict_do_nothing()


def _putting(table: Table, dialect: str, columns: tuple[str, ...]) -> Insert:
    maker = postgresql.insert if dialect == "postgresql" else sqlite.insert
    keys = [column.name for column in table.primary_key.columns]
    statement = maker(table)
    changed = {name: statement.excluded[name] for name in columns if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


class Blocks(NamedTuple):
    """The blocks of names that new forms stand in: those where forms of several reports meet, and
    those that hold one form alone."""

    met: frozenset[str]
    lone: frozenset[str]


def insert_reports(connection: Connection, batch: Sequence[ReportRows]) -> Blocks:
    """Insert reports that the record does not have yet, with all that was read in them.

    Their events and the actors of names that others may use too are written by ``remerge``, in
    the same transaction; till then, forms and tellings stand as if each were all there is of its
    actor or event. Returns the blocks of the new forms.
    """
    forms = {key: form for rows in batch for key, form in rows.forms.items()}
    known = set(connection.execute(_KNOWN_FORMS, {"keys": sorted(forms)}).scalars())
    new = [forms[key] for key in sorted(forms) if key not in known]
    lone = [form for form in new if not form.crosses]
    put(connection, schema.actors, [actor_row(cluster_forms([form])[0]) for form in lone])
    add_new(connection, schema.forms, [_form_row(form) for form in new])
    _insert(connection, schema.reports, [rows.report for rows in batch])
    traces = sorted(_all(batch, "traces"), key=lambda row: row["trace"])  # side by side in the tree
    _insert(connection, schema.traces, traces)
    _insert(connection, schema.report_actors, _all(batch, "report_actors"))
    tellings = _all(batch, "tellings")
    _insert(
        connection,
        schema.tellings,
        [{**row, "event": row["own"], "cluster": row["own"]} for row in tellings],
    )
    for name in ("telling_parties", "statements"):
        _insert(connection, schema.metadata.tables[name], _all(batch, name))
    index_words(connection, _all(batch, "search"))
    return Blocks(
        met=frozenset(form.block for form in new if form.crosses),
        lone=frozenset(form.block for form in lone),
    )


def remove_reports(connection: Connection, keys: Sequence[str]) -> None:
    """Take reports out with all that hangs on them. Their events stay until ``remerge``."""
    reports, traces = schema.reports.c, schema.traces.c
    for some in chunks(keys):
        _forget_words(connection, some)
        question = select(reports.key, reports.text, reports.signature).where(reports.key.in_(some))
        rows = [
            {"its_trace": trace, "its_report": row.key}
            for row in connection.execute(question)
            for trace in traces_of(row.text, row.signature)
        ]
        forget = delete(schema.traces).where(
            traces.trace == bindparam("its_trace"), traces.report == bindparam("its_report")
        )
        if rows:
            connection.execute(forget, rows)
        for table in (schema.tellings, schema.statements, schema.report_actors):
            connection.execute(delete(table).where(table.c.report.in_(some)))
        connection.execute(delete(schema.reports).where(reports.key.in_(some)))


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


def actor_row(cluster: ActorCluster) -> Row:
    """An actor as a row of its table."""
    return {
        "id": cluster.id,
        "name": cluster.name,
        "kind": cluster.kind,
        "country": cluster.country,
        "sectors": as_json(cluster.sectors),
        "because": cluster.because,
    }


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
        "actor": actor_id([form]),
    }
