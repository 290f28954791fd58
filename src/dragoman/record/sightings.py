"""The ways in which one report came in, and what is known of it from all of them.

The same text may come under several names, with or without its day and publisher. The record takes
what is known from the sighting that knows most, whatever the order they came in.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, select, update

from dragoman.model import Report
from dragoman.record import schema
from dragoman.record.given import among
from dragoman.record.store import put

_reports, _seen = schema.reports.c, schema.sightings.c
_KNOWN = select(
    _reports.key, _reports.title, _reports.publisher, _reports.url, _reports.published,
    _reports.published_from, _reports.retrieved, _reports.stale, _reports.text,
).where(among(_reports.key))  # fmt: skip
_SIGHTINGS = select(schema.sightings).where(among(_seen.report)).order_by(_seen.report, _seen.name)
_MARK = (
    update(schema.reports)
    .where(_reports.key == bindparam("report"))
    .values(retrieved=bindparam("when"), stale=bindparam("old"))
)


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


def note_sightings(connection: Connection, seen: Mapping[str, Sequence[Sighting]]) -> None:
    """Write down sightings of reports that the record has. A report of which more is known now
    than when it was coded is marked, to be coded again."""
    if not seen:
        return
    put(
        connection,
        schema.sightings,
        [_row(key, item) for key, items in sorted(seen.items()) for item in items],
    )
    all_seen = load_sightings(connection, seen)
    changes = []
    for row in connection.execute(_KNOWN, {"keys": sorted(seen)}):
        items = all_seen[row.key]
        when = first_retrieved(items)
        old = row.stale or _differs(row, known_report(items, row.key))
        if (when, old) != (row.retrieved, row.stale):
            changes.append({"report": row.key, "when": when, "old": old})
    if changes:
        connection.execute(_MARK, changes)


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
    found: dict[str, list[Sighting]] = defaultdict(list)
    for row in connection.execute(_SIGHTINGS, {"keys": sorted(keys)}):
        report = Report(
            id=row.report,
            text=row.text,
            title=row.title,
            publisher=row.publisher,
            url=row.url,
            published=row.published,
            published_from=row.published_from,
        )
        found[row.report].append(Sighting(row.name, report, row.retrieved))
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
