"""The ways in which one report came in, and what is known of it from all of them.

The same text may come under several names, with or without its day and publisher. The record takes
what is known from the sighting that knows most, whatever the order they came in.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, select, update

from dragoman.model import Report
from dragoman.record import schema
from dragoman.record.store import chunks, put


class Sighting(NamedTuple):
    """A report as it came in: under which name (a path, a URL, a row of a table) and when."""

    name: str
    report: Report
    retrieved: str | None = None


def known_report(sightings: Sequence[Sighting], key: str) -> Report:
    """The report that sightings of one text make together; its id is the record's key."""
    return msgspec.structs.replace(min(sightings, key=_poverty).report, id=key)


def first_retrieved(sightings: Iterable[Sighting]) -> str | None:
    """When the report was first retrieved, where any sighting says so."""
    return min((item.retrieved for item in sightings if item.retrieved), default=None)


def _poverty(sighting: Sighting) -> tuple[bool, bool, bool, bool, str, str, str, str, str]:
    report = sighting.report
    return (
        report.published is None,
        report.url is None,
        report.publisher is None,
        report.title is None,
        report.published or "",
        report.url or "",
        report.title or "",
        sighting.name,
        report.text,
    )


def note_sightings(connection: Connection, seen: dict[str, list[Sighting]]) -> None:
    """Write down sightings of reports that the record has. A report of which more is known now
    than when it was coded is marked, to be coded again."""
    put(
        connection,
        schema.sightings,
        [_row(key, item) for key, items in sorted(seen.items()) for item in items],
    )
    table = schema.reports
    for some in chunks(sorted(seen)):
        all_seen = load_sightings(connection, some)
        rows = connection.execute(select(table).where(table.c.key.in_(some))).all()
        changes = []
        for row in rows:
            items = all_seen[row.key]
            changes.append(
                {
                    "report": row.key,
                    "when": first_retrieved(items),
                    "old": row.stale or _differs(row, known_report(items, row.key)),
                }
            )
        mark = update(table).where(table.c.key == bindparam("report"))
        connection.execute(
            mark.values(retrieved=bindparam("when"), stale=bindparam("old")), changes
        )


def _differs(row: Any, report: Report) -> bool:
    """Whether a coded report was coded from other knowledge than this."""
    given = (report.title, report.publisher, report.url, report.text)
    had = (row.title, row.publisher, row.url, row.text)
    if given != had:
        return True
    if report.published is None:  # what the coder inferred is no contradiction
        return row.published_from in ("given", "metadata")
    return (report.published, report.published_from) != (row.published, row.published_from)


def load_sightings(connection: Connection, keys: Iterable[str]) -> dict[str, list[Sighting]]:
    """All sightings of these reports."""
    table = schema.sightings
    found: dict[str, list[Sighting]] = defaultdict(list)
    for some in chunks(sorted(keys)):
        question = (
            select(table).where(table.c.report.in_(some)).order_by(table.c.report, table.c.name)
        )
        for row in connection.execute(question):
            found[row.report].append(
                Sighting(
                    row.name,
                    Report(
                        id=row.report,
                        text=row.text,
                        title=row.title,
                        publisher=row.publisher,
                        url=row.url,
                        published=row.published,
                        published_from=row.published_from,
                    ),
                    row.retrieved,
                )
            )
    return found


def _row(key: str, sighting: Sighting) -> dict[str, Any]:
    report = sighting.report
    return {
        "report": key,
        "name": sighting.name,
        "title": report.title,
        "publisher": report.publisher,
        "url": report.url,
        "published": report.published,
        "published_from": report.published_from,
        "retrieved": sighting.retrieved,
        "text": report.text,
    }
