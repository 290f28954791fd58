"""Actors of a record with what its reports say of them: names, roles with days, counts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, func, select

from dragoman.entries import ActorEntry, Tenure
from dragoman.record import schema
from dragoman.record.given import among

_actors, _forms = schema.actors.c, schema.forms.c
_local, _reports = schema.report_actors.c, schema.reports.c
_NOTHING = "[]"
_ACTORS = select(schema.actors).where(among(_actors.id))
# A country is named by most reports, and by most of them in the same way: one row for each way,
# with all its reports in one piece ("r… a1,r… a3").
_WAY = (_forms.actor, _local.name, _local.aliases, _local.titles)
_USES = (
    select(*_WAY, func.aggregate_strings(_local.report + " " + _local.local, ","))
    .select_from(schema.forms.join(schema.report_actors, _local.form == _forms.key))
    .where(among(_forms.actor))
    .group_by(*_WAY)
)
# Asked once for each report, not for each actor in it: a report has twenty.
_DAYS = select(_reports.key, _reports.published, _reports.family).where(among(_reports.key))


class _Seen(NamedTuple):
    """What a report is for an actor in it: its day and its independent source."""

    published: str | None
    family: str


class _Uses:
    """What reports say of one actor: in which it is, under which names, and with which roles, as
    JSON, behind the report and the actor's id there ("r… a1")."""

    def __init__(self) -> None:
        self.reports: set[str] = set()
        self.names: set[tuple[str, str]] = set()
        self.titled: list[tuple[str, str]] = []


def load_actors(connection: Connection, ids: Iterable[str]) -> list[ActorEntry]:
    """Actors in the order of ``ids``; ids that are not there are left out."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return []
    given = {"keys": wanted}
    actors = {row.id: row for row in connection.execute(_ACTORS, given)}
    uses: dict[str, _Uses] = defaultdict(_Uses)
    for actor, name, aliases, titles, listed in connection.execute(_USES, given):
        places = listed.split(",")
        uses[actor].names.add((name, aliases))
        uses[actor].reports.update([_report(place) for place in places])
        if titles != _NOTHING:
            uses[actor].titled += [(place, titles) for place in places]
    keys = {report for found in uses.values() for report in found.reports}
    rows = connection.execute(_DAYS, {"keys": sorted(keys)}).all()
    seen = {key: _Seen(published, family) for key, published, family in rows}
    return [_entry(actors[id], uses[id], seen) for id in wanted if id in actors]


@lru_cache(maxsize=65_536)  # thousands of reports call a minister the same
def _words(listed: str) -> tuple[str, ...]:
    return msgspec.json.decode(listed, type=tuple[str, ...])


def _report(place: str) -> str:
    return place.partition(" ")[0]


def _entry(actor: Row[Any], uses: _Uses, seen: Mapping[str, _Seen]) -> ActorEntry:
    told = [seen[report] for report in uses.reports]
    days = {report.published for report in told if report.published}
    names = {word for name, aliases in uses.names for word in (name, *_words(aliases))}
    return ActorEntry(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        country=actor.country,
        sectors=_words(actor.sectors),
        aliases=tuple(sorted(names - {actor.name})),
        tenures=_tenures(uses.titled, seen),
        reports=len(uses.reports),
        sources=len({report.family for report in told}),
        first=min(days, default=None),
        last=max(days, default=None),
        because=actor.because,
    )


def _tenures(titled: Iterable[tuple[str, str]], seen: Mapping[str, _Seen]) -> tuple[Tenure, ...]:
    """The roles that reports give, each with the days on which they do, the first first."""
    in_order = sorted((seen[_report(place)].published or "", place, told) for place, told in titled)
    said: dict[str, dict[str, str]] = defaultdict(dict)  # report -> day
    spelled: dict[str, str] = {}
    for day, place, titles in in_order:
        for title, small in _titles(titles):
            said[small][_report(place)] = day
            spelled.setdefault(small, title)
    tenures = []
    for small, days in said.items():
        dated = set(filter(None, days.values()))
        tenures.append(
            Tenure(
                title=spelled[small],
                first=min(dated, default=None),
                last=max(dated, default=None),
                reports=tuple(days),
            )
        )
    return tuple(sorted(tenures, key=lambda tenure: (tenure.first or "", tenure.title)))


@lru_cache(maxsize=65_536)
def _titles(listed: str) -> tuple[tuple[str, str], ...]:
    """Roles as they are spelled and in small letters."""
    return tuple((title, title.lower()) for title in _words(listed))
