"""All that a record holds, as plain values that can be compared."""

from typing import Any

from sqlalchemy import Connection, select

from dragoman.record import schema
from dragoman.record.engine import reading
from dragoman.record.record import Record

_NUMBERED = {
    "runs": ("id",),
    "inputs": ("run",),
    "search": ("n",),
    "decisions": ("id",),
    "changes": ("mark",),
}


def snapshot(record: Record, *leave_out: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but those left out, in an order of its own, without the numbers
    that only say in which order rows came and the times at which runs were made."""
    with reading(record.engine) as connection:
        return {
            table.name: _rows(connection, table)
            for table in schema.metadata.sorted_tables
            if table.name not in leave_out
        }


def _rows(connection: Connection, table: Any) -> list[tuple[Any, ...]]:
    passing = _NUMBERED.get(table.name, ())
    times = ("started", "finished", "at") if table.name in ("runs", "decisions") else ()
    columns = [column for column in table.columns if column.name not in (*passing, *times)]
    return sorted((tuple(row) for row in connection.execute(select(*columns))), key=repr)
