"""One transaction of adding: some coded reports with all that follows from them, or nothing."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select, update

from dragoman.model import Coding
from dragoman.record import schema
from dragoman.record.actor_merging import drop_idle_forms
from dragoman.record.decisions import carry_over
from dragoman.record.families import refamily
from dragoman.record.given import among
from dragoman.record.merging import Placing
from dragoman.record.remerge import Change, remerge
from dragoman.record.rows import ReportRows, rows_of
from dragoman.record.sightings import load_sightings, note_sightings
from dragoman.record.store import Blocks, chunks, insert_reports, remove_reports

_told, _actors = schema.tellings.c, schema.report_actors.c
_KNOWN = select(schema.reports.c.key).where(among(schema.reports.c.key))
_PLACINGS = select(_told.kind, _told.start, _told.end, _told.anchored, _told.event).where(
    among(_told.report)
)
_reports = schema.reports.c
_PAGES = select(_reports.key, _reports.page, _reports.family).where(
    among(_reports.key), _reports.page.is_not(None)
)
_FORMS = select(_actors.form).where(among(_actors.report))


def known_keys(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Those of these keys whose report the record has."""
    wanted = sorted(set(keys))
    return set(connection.execute(_KNOWN, {"keys": wanted}).scalars()) if wanted else set()


def add_codings(connection: Connection, codings: Sequence[Coding]) -> None:
    """Add coded reports that the record does not have, and merge them with what it has."""
    batch = [rows_of(coding) for coding in codings]
    blocks = insert_reports(connection, batch)
    moved = refamily(connection, {rows.report["key"] for rows in batch})
    remerge(connection, _change(batch, blocks, moved))


def replace_codings(connection: Connection, codings: Sequence[Coding]) -> None:
    """Put new codings in the place of those that the record has of the same reports. Decisions
    made on the old ones pass to what stands in the same words now."""
    batch = [rows_of(coding) for coding in codings]
    keys = [rows.report["key"] for rows in batch]
    seen = load_sightings(connection, keys)
    old = _standing(connection, keys)
    families = _left_by_page(connection, batch)
    carry_over(connection, batch)
    remove_reports(connection, keys)
    left = _loosen(connection, families)
    new = insert_reports(connection, batch)
    note_sightings(connection, seen)
    moved = refamily(connection, [*keys, *left]) | frozenset(left)
    blocks, actors = drop_idle_forms(connection, old.forms)
    change = _change(batch, new, moved)
    change = change._replace(
        blocks=change.blocks | blocks, actors=actors, gone=old.placings, events=old.events
    )
    remerge(connection, change)


def _left_by_page(connection: Connection, batch: Sequence[ReportRows]) -> list[str]:
    """The families that a report may leave with its new coding, as it is of another page now, or
    of none. What it stood among there has to be put in order without it."""
    pages = {rows.report["key"]: rows.report["page"] for rows in batch}
    rows = connection.execute(_PAGES, {"keys": sorted(pages)})
    return sorted({row.family for row in rows if row.page != pages[row.key]})


class _Standing(NamedTuple):
    placings: frozenset[Placing]
    events: frozenset[str]
    forms: frozenset[str]


def _standing(connection: Connection, keys: Sequence[str]) -> _Standing:
    """Where the tellings of reports stand, with their events and the forms of their actors."""
    rows = connection.execute(_PLACINGS, {"keys": keys}).all()
    forms: frozenset[str] = frozenset(connection.execute(_FORMS, {"keys": keys}).scalars())
    placings = frozenset(
        Placing(kind=row.kind, start=row.start, end=row.end, anchored=row.anchored) for row in rows
    )
    return _Standing(placings, frozenset(row.event for row in rows), forms)


def _change(batch: Sequence[ReportRows], blocks: Blocks, moved: frozenset[str]) -> Change:
    return Change(
        blocks=blocks.met,
        lone=blocks.lone,
        tellings=frozenset(row["key"] for rows in batch for row in rows.tellings),
        reports=moved,
    )


def delete_reports(connection: Connection, keys: Sequence[str]) -> None:
    """Take reports out of the record, with all that follows."""
    old = _standing(connection, keys)
    families = _families(connection, keys)
    remove_reports(connection, keys)
    left = _loosen(connection, families)
    refamily(connection, left)
    blocks, actors = drop_idle_forms(connection, old.forms)
    change = Change(
        blocks=blocks,
        actors=actors,
        gone=old.placings,
        events=old.events,
        reports=frozenset(left),
    )
    remerge(connection, change)


def _families(connection: Connection, keys: Sequence[str]) -> list[str]:
    table = schema.reports.c
    found: set[str] = set()
    for some in chunks(keys):
        found.update(connection.execute(select(table.family).where(table.key.in_(some))).scalars())
    return sorted(found)


def _loosen(connection: Connection, families: Sequence[str]) -> list[str]:
    """Make every report of these families a family of its own, to be joined anew."""
    table = schema.reports
    left: list[str] = []
    for some in chunks(families):
        question = select(table.c.key).where(table.c.family.in_(some)).order_by(table.c.key)
        left += connection.execute(question).scalars()
    for some in chunks(left):
        connection.execute(
            update(table)
            .where(table.c.key.in_(some))
            .values(family=table.c.key, replaces=None, replaced_by=None)
        )
    return left
