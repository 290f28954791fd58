"""Opening the database of a record: SQLite by a path, PostgreSQL by a URL."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    ProgrammingError,
)
from sqlalchemy.pool import ConnectionPoolEntry

from dragoman.errors import RecordError
from dragoman.record.changes import leave_mark

_WAIT = 60  # seconds a writer waits for another one
_CACHE = 65_536  # kilobytes of pages that the first connection to a file keeps
_CACHE_MORE = 8_192  # and each further one: a workbench has fifteen at most
_SQLITE = {  # what SQLite says, and what it means to the user of a record
    "is locked": f"another program is writing to the record {{name}} and did not let anyone in for "
    f"{_WAIT} seconds; try again when it has ended",
    "disk is full": "the disk of the record {name} is full; make room and try again",
}
_FILE = "dragoman file"  # under which a connection remembers its file
_LOCK = 0x647261676F  # the advisory lock that writers of a PostgreSQL record share
_DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def record_url(where: str) -> URL:
    """The database URL of what a user names: a path is a SQLite file, ``postgresql://…`` a server.

    Raises RecordError where it is neither.
    """
    if "://" not in where:
        return URL.create("sqlite", database=str(Path(where).expanduser()))
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        raise RecordError(
            f"{shown_record(where)} is no database URL; name a file or postgresql://…"
        ) from None
    url = url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise RecordError(
            f"{url.get_backend_name()} is no database Dragoman knows; name a file for SQLite or "
            "postgresql://…"
        )
    return url


def shown_record(where: str) -> str:
    """What a user names as it may be told: without a password, wherever in the URL it stands."""
    if "://" not in where:
        return where
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        return where.partition("://")[0] + "://…"
    return url.set(query={}).render_as_string(hide_password=True)


def record_name(engine: Engine) -> str:
    """The record that an engine is of, as a command would name it, without a password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return shown_record(engine.url.render_as_string(hide_password=True))


def connect(url: URL, *, read_only: bool = False) -> Engine:
    """An engine with foreign keys on and, for SQLite, a write-ahead log.

    Raises RecordError where the driver is missing.
    """
    try:
        if url.get_backend_name() == "sqlite":
            return _sqlite(url, read_only)
        engine = create_engine(url, pool_pre_ping=True, hide_parameters=True)
    except (NoSuchModuleError, ModuleNotFoundError) as fault:
        raise RecordError(
            f"PostgreSQL needs a driver that is not installed ({fault}); "
            "install it with: pip install 'dragoman[postgresql]'"
        ) from None
    if read_only:
        event.listen(engine, "begin", _begin_reading)
    return engine


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def _sqlite(url: URL, read_only: bool) -> Engine:
    engine = create_engine(
        url,
        connect_args={"timeout": _WAIT, "check_same_thread": False},
        hide_parameters=True,  # in errors: they may be texts, and what proves who may log in
    )
    opened = count()

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # transactions are begun below, by us
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        kilobytes = _CACHE if next(opened) == 0 else _CACHE_MORE
        connection.execute(f"PRAGMA cache_size = -{kilobytes}")
        connection.execute("PRAGMA temp_store = MEMORY")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA journal_mode = WAL")
            # A batch touches thousands of pages, many of which the next one touches again.
            connection.execute("PRAGMA wal_autocheckpoint = 8000")
        entry.info[_FILE] = _file(url.database)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        eager = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if eager else "BEGIN")

    return engine


@contextmanager
def writing(engine: Engine, *, marked: bool = True) -> Iterator[Connection]:
    """A transaction that writes. One writer at a time, the others wait: merging reads what is
    there and must not miss what another is about to add.

    Whoever keeps answers of the record is told by a new mark (``changes.py``), but for what no
    answer is made from (who is logged in, what waits to be added): that is not ``marked``.
    """
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            yield connection
            if marked:
                leave_mark(connection)
            _be_there(connection)
    except DBAPIError as fault:
        if _is_ours(fault):
            raise
        raise RecordError(_told(engine, fault)) from fault


def _be_there(connection: Connection) -> None:
    """Raises RecordError where the file of a SQLite record was moved, deleted or replaced since it
    was opened: SQLite goes on writing into a file that nobody will find any more."""
    kept = connection.info.get(_FILE)
    database = connection.engine.url.database
    if kept is not None and _file(database) != kept:
        connection.invalidate()  # the next one opens what stands there then
        raise RecordError(
            f"the record {database} was moved or deleted while it was in use; what was not "
            "written before that has to be added again"
        )


def _file(database: str | None) -> tuple[int, int] | None:
    """Which file stands at a path, whatever its name; None where there is none."""
    try:
        found = os.stat(database or "")
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads one consistent state."""
    try:
        options = _one_state(engine)
        with engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection
    except DBAPIError as fault:
        if _is_ours(fault):
            raise
        raise RecordError(_told(engine, fault)) from fault


def _one_state(engine: Engine) -> dict[str, str]:
    """SQLite shows a transaction one state of itself; PostgreSQL has to be asked to."""
    return {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}


def _is_ours(fault: DBAPIError) -> bool:
    """Whether the fault is the program's: the database was there and did as it was told."""
    was_there = fault.statement is not None
    return was_there and isinstance(fault, IntegrityError | ProgrammingError | DataError)


def _told(engine: Engine, fault: DBAPIError) -> str:
    """A sentence for what the database server or file answered."""
    name = record_name(engine)
    if engine.dialect.name == "sqlite":
        for sign, sentence in _SQLITE.items():
            if sign in str(fault.orig):
                return sentence.format(name=name)
    said = str(fault.orig).strip().splitlines()[0] if str(fault.orig).strip() else "no reason given"
    return f"the record {name} could not be used: {said}"
