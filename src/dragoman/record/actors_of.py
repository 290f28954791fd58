"""Actors of a record with what its reports say of them: names, roles with days, counts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, func, select

from dragoman.entries import ActorEntry, Tenure
from dragoman.record import schema
from dragoman.record.given import among

_actors, _forms = schema.actors.c, schema.forms.c
_local, _reports = schema.report_actors.c, schema.reports.c
_ACTORS = select(schema.actors).where(among(_actors.id))
_with_forms = schema.forms.join(schema.report_actors, _local.form == _forms.key)
_with_reports = _with_forms.join(schema.reports, _reports.key == _local.report)
# A country is named by most reports: what can be counted there stays in the database.
_NUMBERS = (
    select(
        _forms.actor,
        func.count(_local.report.distinct()).label("reports"),
        func.count(_reports.family.distinct()).label("sources"),
        func.min(_reports.published).label("first"),
        func.max(_reports.published).label("last"),
    )
    .select_from(_with_reports)
    .where(among(_forms.actor))
    .group_by(_forms.actor)
)
_NAMES = (
    select(_forms.actor, _local.name, _local.aliases)
    .select_from(_with_forms)
    .where(among(_forms.actor))
    .distinct()
)
_TITLED = (
    select(_forms.actor, _local.report, _local.titles, _reports.published)
    .select_from(_with_reports)
    .where(among(_forms.actor), _local.titles != "[]")
    .order_by(_reports.published, _local.report, _local.local)
)


class _Use(NamedTuple):
    """A report's use of an actor with the roles that it gives it, as JSON, and its day."""

    report: str
    titles: str
    published: str | None


def load_actors(connection: Connection, ids: Iterable[str]) -> list[ActorEntry]:
    """Actors in the order of ``ids``; ids that are not there are left out."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return []
    given = {"keys": wanted}
    actors = {row.id: row for row in connection.execute(_ACTORS, given)}
    numbers = {row.actor: row for row in connection.execute(_NUMBERS, given)}
    names: dict[str, set[str]] = defaultdict(set)
    for actor, name, aliases in connection.execute(_NAMES, given):
        names[actor].update((name, *_words(aliases)))
    titled: dict[str, list[_Use]] = defaultdict(list)
    for actor, *use in connection.execute(_TITLED, given):  # in the order of days
        titled[actor].append(_Use(*use))
    return [
        _entry(actors[id], numbers.get(id), names[id], titled[id]) for id in wanted if id in actors
    ]


@lru_cache(maxsize=65_536)  # thousands of reports call a minister the same
def _words(listed: str) -> tuple[str, ...]:
    return msgspec.json.decode(listed, type=tuple[str, ...])


def _entry(
    actor: Row[Any], numbers: Row[Any] | None, names: set[str], titled: Sequence[_Use]
) -> ActorEntry:
    return ActorEntry(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        country=actor.country,
        sectors=_words(actor.sectors),
        aliases=tuple(sorted(names - {actor.name})),
        tenures=_tenures(titled),
        reports=numbers.reports if numbers else 0,
        sources=numbers.sources if numbers else 0,
        first=numbers.first if numbers else None,
        last=numbers.last if numbers else None,
        because=actor.because,
    )


def _tenures(uses: Sequence[_Use]) -> tuple[Tenure, ...]:
    """The roles that reports give, each with the days on which they do, the first first."""
    said: dict[str, list[_Use]] = defaultdict(list)
    spelled: dict[str, str] = {}
    for use in uses:
        for title in _words(use.titles):
            said[title.lower()].append(use)
            spelled.setdefault(title.lower(), title)
    tenures = []
    for title, some in said.items():
        days = {use.published for use in some if use.published}
        tenures.append(
            Tenure(
                title=spelled[title],
                first=min(days, default=None),
                last=max(days, default=None),
                reports=tuple(dict.fromkeys(use.report for use in some)),
            )
        )
    return tuple(sorted(tenures, key=lambda tenure: (tenure.first or "", tenure.title)))
