"""Which independent sources tell an event: what counting sources, and not reports, needs."""

from collections import defaultdict

from sqlalchemy import Connection, select

from dragoman.record import schema


def tellers(connection: Connection) -> dict[str, tuple[str, ...]]:
    """The families of the reports that tell each event, by the event's id, in alphabetical order.
    A family is named after the key of its earliest report and is one independent source."""
    told, reports = schema.tellings.c, schema.reports.c
    question = (
        select(told.event, reports.family)
        .join(schema.reports, reports.key == told.report)
        .distinct()
        .order_by(told.event, reports.family)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for event, family in connection.execute(question):
        found[event].append(family)
    return {event: tuple(families) for event, families in found.items()}
