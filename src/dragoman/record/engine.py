"""Opening the database of a record: SQLite by a path, PostgreSQL by a URL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DataError,
    IntegrityError,
    NoSuchModuleError,
    ProgrammingError,
)

from dragoman.errors import RecordError

_WAIT = 60  # seconds a writer waits for another one
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
    except ArgumentError:
        raise RecordError(f"{where} is no database URL; name a file or postgresql://…") from None
    url = url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise RecordError(
            f"{url.get_backend_name()} is no database Dragoman knows; name a file for SQLite or "
            "postgresql://…"
        )
    return url


def connect(url: URL, *, read_only: bool = False) -> Engine:
    """An engine with foreign keys on and, for SQLite, a write-ahead log.

    Raises RecordError where the driver is missing.
    """
    try:
        if url.get_backend_name() == "sqlite":
            return _sqlite(url, read_only)
        engine = create_engine(url, pool_pre_ping=True)
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
    engine = create_engine(url, connect_args={"timeout": _WAIT, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, by us
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA temp_store = MEMORY")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA journal_mode = WAL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        eager = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if eager else "BEGIN")

    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes. One writer at a time, the others wait: merging reads what is
    there and must not miss what another is about to add."""
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            yield connection
    except DatabaseError as fault:
        if _is_ours(fault):
            raise
        raise RecordError(_told(engine, fault)) from fault


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads one consistent state."""
    try:
        options = _one_state(engine)
        with engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection
    except DatabaseError as fault:
        if _is_ours(fault):
            raise
        raise RecordError(_told(engine, fault)) from fault


def _one_state(engine: Engine) -> dict[str, str]:
    """SQLite shows a transaction one state of itself; PostgreSQL has to be asked to."""
    return {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}


def _is_ours(fault: DatabaseError) -> bool:
    """Whether the fault is the program's: the database was there and did as it was told."""
    return isinstance(fault, IntegrityError | ProgrammingError | DataError)


def _told(engine: Engine, fault: DatabaseError) -> str:
    """A sentence for what the database server or file answered."""
    name = engine.url.render_as_string(hide_password=True)
    if engine.dialect.name == "sqlite":
        name = str(engine.url.database)
    said = str(fault.orig).strip().splitlines()[0] if str(fault.orig).strip() else "no reason given"
    return f"the record {name} could not be used: {said}"
