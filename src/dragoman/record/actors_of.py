"""Actors of a record with what its reports say of them: names, roles with days, counts."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from dragoman.entries import ActorEntry, Tenure
from dragoman.record import schema
from dragoman.record.store import chunks

_words = msgspec.json.Decoder(tuple[str, ...])


def load_actors(connection: Connection, ids: Iterable[str]) -> list[ActorEntry]:
    """Actors in the order of ``ids``; ids that are not there are left out."""
    wanted = list(dict.fromkeys(ids))
    actors: dict[str, Row[Any]] = {}
    uses: dict[str, list[Row[Any]]] = defaultdict(list)
    for some in chunks(wanted):
        rows = connection.execute(select(schema.actors).where(schema.actors.c.id.in_(some)))
        actors.update((row.id, row) for row in rows)
        for row in _uses(connection, some):
            uses[row.actor].append(row)
    return [_entry(actors[id], uses[id]) for id in wanted if id in actors]


def _uses(connection: Connection, ids: list[str]) -> Iterable[Row[Any]]:
    """Every report's use of these actors, in the order of days."""
    local, forms, reports = schema.report_actors, schema.forms, schema.reports
    return connection.execute(
        select(
            forms.c.actor,
            local.c.report,
            local.c.name,
            local.c.aliases,
            local.c.titles,
            reports.c.published,
            reports.c.family,
        )
        .join(forms, forms.c.key == local.c.form)
        .join(reports, reports.c.key == local.c.report)
        .where(forms.c.actor.in_(ids))
        .order_by(reports.c.published, local.c.report, local.c.local)
    )


def _entry(actor: Row[Any], uses: list[Row[Any]]) -> ActorEntry:
    days = [row.published for row in uses if row.published]
    names = dict.fromkeys(name for row in uses for name in (row.name, *_words.decode(row.aliases)))
    return ActorEntry(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        country=actor.country,
        sectors=_words.decode(actor.sectors),
        aliases=tuple(sorted(name for name in names if name != actor.name)),
        tenures=_tenures(uses),
        reports=len({row.report for row in uses}),
        sources=len({row.family for row in uses}),
        first=min(days, default=None),
        last=max(days, default=None),
        because=actor.because,
    )


def _tenures(uses: list[Row[Any]]) -> tuple[Tenure, ...]:
    """The roles that reports give, each with the days on which they do, the first first."""
    said: dict[str, list[Row[Any]]] = defaultdict(list)
    spelled: dict[str, str] = {}
    for row in uses:
        for title in _words.decode(row.titles):
            said[title.lower()].append(row)
            spelled.setdefault(title.lower(), title)
    tenures = [
        Tenure(
            title=spelled[title],
            first=min((row.published for row in rows if row.published), default=None),
            last=max((row.published for row in rows if row.published), default=None),
            reports=tuple(dict.fromkeys(row.report for row in rows)),
        )
        for title, rows in said.items()
    ]
    return tuple(sorted(tenures, key=lambda tenure: (tenure.first or "", tenure.title)))
