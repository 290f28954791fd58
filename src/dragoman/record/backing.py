"""Backups of a record: one SQLite file that holds all of it, made while others read and write.

A SQLite record is copied page by page by SQLite itself. A PostgreSQL record is read in one
consistent transaction and written into a SQLite file of the same tables; restoring goes either way.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, func, insert, select, text

from dragoman.errors import RecordError
from dragoman.record import schema
from dragoman.record.engine import connect, reading, record_url, shown_record, writing
from dragoman.record.upgrading import state, upgrade

_ROWS = 1_000


def backup(engine: Engine, file: Path) -> None:
    """Write a record into a file. What stands there already is replaced only when all is written.

    Raises RecordError where the file cannot be written.
    """
    aside = file.with_name(file.name + ".part")
    try:
        aside.unlink(missing_ok=True)
        if engine.dialect.name == "sqlite":
            _copy_pages(str(engine.url.database), aside)
        else:
            _copy_rows(engine, aside)
        os.replace(aside, file)
    except (OSError, sqlite3.Error) as fault:
        aside.unlink(missing_ok=True)
        raise RecordError(f"the backup {file} could not be written: {fault}") from fault


def restore(file: Path, where: str) -> None:
    """Make a record from a backup, where there is none yet.

    Raises RecordError where the file is no backup, or the place holds a record already.
    """
    if not file.is_file():
        raise RecordError(f"there is no backup {file}")
    source = connect(record_url(str(file)), read_only=True)
    target = connect(record_url(where))
    try:
        if _is_record(source) is None:
            raise RecordError(f"{file} is no backup of a record")
        if _is_record(target) is not None:
            raise RecordError(
                f"{shown_record(where)} holds a record already; restore into another place"
            )
        if target.dialect.name == "sqlite":
            with closing(sqlite3.connect(file)) as one, closing(sqlite3.connect(where)) as other:
                one.backup(other)
        else:
            with reading(source) as one, writing(target, marked=False) as other:
                upgrade(other)
                _copy_tables(one, other)
    finally:
        source.dispose()
        target.dispose()


def _is_record(engine: Engine) -> str | None:
    with reading(engine) as connection:
        return state(connection)


def _copy_pages(database: str, file: Path) -> None:
    with closing(sqlite3.connect(database)) as one, closing(sqlite3.connect(file)) as other:
        one.backup(other)
        other.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it


def _copy_rows(engine: Engine, file: Path) -> None:
    target = connect(record_url(str(file)))
    try:
        with reading(engine) as one, writing(target, marked=False) as other:
            upgrade(other)
            _copy_tables(one, other)
    finally:
        target.dispose()


def _copy_tables(one: Connection, other: Connection) -> None:
    """Every row of every table, those that others refer to first."""
    for table in schema.metadata.sorted_tables:
        rows = one.execution_options(yield_per=_ROWS).execute(select(table)).mappings()
        for some in rows.partitions(_ROWS):
            other.execute(insert(table), [dict(row) for row in some])
        if other.dialect.name == "postgresql":
            _count_on(other, table)


def _count_on(connection: Connection, table: Table) -> None:
    """Let numbers go on after the highest that was copied."""
    for column in table.primary_key.columns:
        if column.type.python_type is int and not column.foreign_keys:
            highest = connection.execute(select(func.max(column))).scalar()
            if highest is not None:
                connection.execute(
                    text("SELECT setval(pg_get_serial_sequence(:table, :column), :value)"),
                    {"table": table.name, "column": column.name, "value": highest},
                )
