"""Questions in SQL, by users who know it. Nothing can be changed by one, on the database or beside
it: not by another statement behind the first, nor by what databases offer besides tables (files,
programs, settings, other databases). What proves who may log in is not shown.

SQLite asks us before it does anything, so all is decided there. PostgreSQL does not: there the
transaction is one that reads, the statement is prepared (which takes one only), a user who may do
everything gets a lesser role first, and functions that reach beyond tables are refused by name.
That stands against slips and pasted questions; it does not stand against who has the password of
the database, and need not.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, literal_column, select, table, text
from sqlalchemy.exc import DBAPIError, ResourceClosedError

from dragoman.errors import InputError

_SECRET = frozenset({"accounts", "sessions", "tokens"})
_QUESTIONS = ("select", "with", "values", "table", "explain", "show", "pragma")
# What SQLite does for a question; all else (ATTACH, writing, transactions) is denied.
_DOES = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE})
_SHOWS = frozenset(
    {"table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo",
     "foreign_key_list", "user_version", "data_version", "compile_options"}
)  # fmt: skip
_NEVER = frozenset({"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"})
# What PostgreSQL offers besides tables: files, programs, settings, locks, other servers, and
# functions that run a text as SQL.
_BEYOND = re.compile(
    r"\b(pg_(?:read|ls|stat|file|terminate|cancel|reload|rotate|switch|create|drop|promote|logical"
    r"|advisory|try|sleep|notify|authid|shadow|hba|backup|start|stop|wal|copy|replication)\w*"
    r"|lo_\w+|lowrite|loread|dblink\w*|set_config|\w+_to_xml\w*|ts_stat|ts_rewrite|crosstab\w*"
    r"|connectby|xpath_table|nextval|setval|u&)",
    re.I,
)
_SECRET_NAME = re.compile(rf"\b({'|'.join(sorted(_SECRET))})\b", re.I)
# Comments and literals: what stands in them is no name; names in quotation marks are. A comment
# within another ends too early here, which refuses more than need be, never less.
_NO_NAMES = re.compile(
    r'(?P<name>"(?:[^"]|"")*")'
    r"|--[^\n]*|/\*.*?\*/|(?<![\w$])e'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'"
    r"|(?<![\w$])\$(?P<tag>\w*)\$.*?\$(?P=tag)\$",
    re.I | re.S,
)


def ask_sql(engine: Engine, question: str) -> tuple[list[str], list[list[Any]]]:
    """The columns and rows of an answer. ``engine`` must have been opened for reading only.

    Raises InputError where the question is not one, or would change or reach something else.
    """
    plain = _NO_NAMES.sub(lambda found: found["name"] or " ", question)
    if not plain.lstrip("( \t\r\n").lower().startswith(_QUESTIONS):
        raise InputError(
            "this is no question: it has to begin with SELECT, WITH, VALUES, EXPLAIN or the like"
        )
    is_sqlite = engine.dialect.name == "sqlite"
    if not is_sqlite:
        _check_names(plain)
    try:
        with engine.connect() as connection, connection.begin():
            if is_sqlite:
                with _watched(connection):
                    answer = connection.exec_driver_sql(question)
                    return list(answer.keys()), [list(row) for row in answer]
            return _ask_postgresql(connection, question)
    except ResourceClosedError:
        raise InputError("this is no question: it gives no rows") from None
    except DBAPIError as fault:
        said = (str(fault.orig).strip().splitlines() or ["no reason given"])[0]
        raise InputError(f"the database does not answer this: {said}") from None


def _check_names(plain: str) -> None:
    found = _BEYOND.search(plain)
    if found:
        raise InputError(f"{found[1]} reaches beyond the record; only its tables can be asked")
    found = _SECRET_NAME.search(plain)
    if found:
        raise InputError(f"{found[1].lower()} is not shown: it holds what proves who may log in")


@contextmanager
def _watched(connection: Connection) -> Iterator[None]:
    """SQLite asks us about everything that a statement would do. Tables that it has to set up
    first (those of words to search) are set up before."""
    raw: Any = connection.connection.dbapi_connection
    made = text("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")
    for name in connection.execute(made).scalars().all():
        connection.execute(select(literal_column("1")).select_from(table(name)).limit(0))
    raw.set_authorizer(_allows)
    try:
        yield
    finally:
        raw.set_authorizer(None)


def _allows(does: int, one: str | None, other: str | None, *_: str | None) -> int:
    if does == sqlite3.SQLITE_READ:
        allowed = one not in _SECRET
    elif does == sqlite3.SQLITE_FUNCTION:
        allowed = (other or "").lower() not in _NEVER
    elif does == sqlite3.SQLITE_PRAGMA:
        is_name = (one or "").startswith(("table_", "index_", "foreign_"))
        allowed = one in _SHOWS and (other is None or is_name)
    else:
        allowed = does in _DOES
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _ask_postgresql(connection: Connection, question: str) -> tuple[list[str], list[list[Any]]]:
    """The answer of PostgreSQL. The statement is prepared: the server takes one only."""
    connection.execute(text("SET LOCAL standard_conforming_strings = on"))
    mighty = text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if connection.execute(mighty).scalar():
        connection.execute(text("SET LOCAL ROLE pg_read_all_data"))
    import psycopg

    raw: Any = connection.connection.dbapi_connection
    try:
        cursor = raw.cursor().execute(question, prepare=True)
        if cursor.description is None:
            raise InputError("this is no question: it gives no rows")
        return [column.name for column in cursor.description], [list(row) for row in cursor]
    except psycopg.Error as fault:
        said = (str(fault).strip().splitlines() or ["no reason given"])[0]
        raise InputError(f"the database does not answer this: {said}") from None
