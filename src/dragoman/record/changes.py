"""A mark by which every program that has the record open sees that another one changed it.

Whoever writes leaves a new mark in the same transaction. A mark is drawn, not counted: two records
with one mark hold the same, also where a backup was put back and went another way from there.
"""

import secrets

from sqlalchemy import Connection, select, text

from dragoman.record import schema

_MARK = text(
    "INSERT INTO changes (n, mark) VALUES (1, :mark) ON CONFLICT (n) DO UPDATE SET mark = :mark"
)


def leave_mark(connection: Connection) -> None:
    """Say in a running transaction that it changes the record."""
    connection.execute(_MARK, {"mark": secrets.token_hex(8)})


def latest_mark(connection: Connection) -> str:
    """The mark of the last change; empty where there was none yet. What was made from the record
    holds as long as this is the same."""
    return connection.execute(select(schema.changes.c.mark)).scalar() or ""
