"""Events of other systems, kept beside our own to be compared with them, never mixed with them.

The record keeps them as ``formats.foreign`` reads them: as JSON, with the columns that are asked
for. Ids of other systems are used twice, so a row is known by all that it says.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from dragoman.record import schema
from dragoman.record.store import add_new

_BATCH = 1_000


def add_foreign(connection: Connection, events: Iterable[Mapping[str, Any]]) -> int:
    """Add events of another system: ``system``, ``id``, ``day``, ``event``, ``cameo`` and ``body``,
    the whole as JSON. Those that are there already are left. Returns how many came in."""
    count, batch = 0, []
    for event in events:
        batch.append({**event, "key": hashlib.sha256(event["body"].encode()).hexdigest()[:24]})
        count += 1
        if len(batch) == _BATCH:
            add_new(connection, schema.foreign_events, batch)
            batch = []
    add_new(connection, schema.foreign_events, batch)
    return count


def foreign_bodies(
    connection: Connection, system: str, since: str | None = None, until: str | None = None
) -> Iterator[str]:
    """The events of a system as JSON, in the order of their days, from one day to another."""
    table = schema.foreign_events.c
    question = select(table.body).where(table.system == system).order_by(table.day, table.key)
    if since:
        question = question.where(table.day >= since)
    if until:
        question = question.where(table.day <= until)
    yield from connection.execution_options(yield_per=_BATCH).execute(question).scalars()
