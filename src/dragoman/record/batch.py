"""One transaction of adding: some coded reports with all that follows from them, or nothing."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select, update

from dragoman.model import Coding
from dragoman.record import schema
from dragoman.record.actor_merging import drop_idle_forms
from dragoman.record.decisions import carry_over
from dragoman.record.families import refamily
from dragoman.record.merging import Placing
from dragoman.record.remerge import Change, remerge
from dragoman.record.rows import ReportRows, rows_of
from dragoman.record.sightings import load_sightings, note_sightings
from dragoman.record.store import chunks, insert_reports, remove_reports


def known_keys(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Those of these keys whose report the record has."""
    table = schema.reports.c
    return {
        key
        for some in chunks(sorted(set(keys)))
        for key in connection.execute(select(table.key).where(table.key.in_(some))).scalars()
    }


def add_codings(connection: Connection, codings: Sequence[Coding]) -> None:
    """Add coded reports that the record does not have, and merge them with what it has."""
    batch = [rows_of(coding) for coding in codings]
    insert_reports(connection, batch)
    keys = [rows.report["key"] for rows in batch]
    moved = refamily(connection, keys)
    remerge(connection, _change(connection, batch, moved))


def replace_codings(connection: Connection, codings: Sequence[Coding]) -> None:
    """Put new codings in the place of those that the record has of the same reports. Decisions
    made on the old ones pass to what stands in the same words now."""
    batch = [rows_of(coding) for coding in codings]
    keys = [rows.report["key"] for rows in batch]
    seen = load_sightings(connection, keys)
    old = _standing(connection, keys)
    carry_over(connection, batch)
    remove_reports(connection, keys)
    insert_reports(connection, batch)
    note_sightings(connection, seen)
    moved = refamily(connection, keys)
    blocks, actors = drop_idle_forms(connection, old.forms)
    change = _change(connection, batch, moved)
    change = change._replace(
        blocks=change.blocks | blocks, actors=actors, gone=old.placings, events=old.events
    )
    remerge(connection, change)


class _Standing(NamedTuple):
    placings: frozenset[Placing]
    events: frozenset[str]
    forms: frozenset[str]


def _standing(connection: Connection, keys: Sequence[str]) -> _Standing:
    """Where the tellings of reports stand, with their events and the forms of their actors."""
    told, actors = schema.tellings.c, schema.report_actors.c
    rows = [
        row
        for some in chunks(keys)
        for row in connection.execute(
            select(told.kind, told.start, told.end, told.anchored, told.event, told.cluster).where(
                told.report.in_(some)
            )
        )
    ]
    forms = frozenset(
        form
        for some in chunks(keys)
        for form in connection.execute(select(actors.form).where(actors.report.in_(some))).scalars()
    )
    placings = frozenset(
        Placing(kind=row.kind, start=row.start, end=row.end, anchored=row.anchored) for row in rows
    )
    return _Standing(placings, frozenset(row.event for row in rows), forms)


def _change(connection: Connection, batch: Sequence[ReportRows], moved: frozenset[str]) -> Change:
    tellings = {row["key"] for rows in batch for row in rows.tellings}
    told = schema.tellings.c
    for some in chunks(sorted(moved)):
        found = connection.execute(select(told.key).where(told.report.in_(some)))
        tellings.update(found.scalars())
    return Change(
        blocks=frozenset(form.block for rows in batch for form in rows.forms.values()),
        tellings=frozenset(tellings),
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
