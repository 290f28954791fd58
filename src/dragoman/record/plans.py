"""Linking plans to the events that carried them out.

``merging.fulfils`` looks at one plan and one event and says whether, and why. Here the pairs that
can be one are found: they share an actor, and their types and days fit.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, or_, select

from dragoman.entries import EventEntry, Interval
from dragoman.record import schema
from dragoman.record.entries_of import load_events
from dragoman.record.merging import comes_to, fulfils, waited_for
from dragoman.record.store import add_new, chunks

# How long before an event its plan may have been listed, and an event of many days before its plan.
_REACH = timedelta(days=92)
_NONE = timedelta(0)


def relink(connection: Connection, entries: Sequence[EventEntry]) -> None:
    """Work out anew the links of these events, in both directions."""
    table = schema.links
    for some in chunks([entry.id for entry in entries]):
        connection.execute(
            delete(table).where(or_(table.c.plan.in_(some), table.c.event.in_(some)))
        )
    add_new(connection, table, _links(connection, entries))


def _links(connection: Connection, entries: Sequence[EventEntry]) -> list[dict[str, str]]:
    mine = {entry.id: entry for entry in entries if entry.status in ("planned", "actual")}
    pairs = _pairs(connection, mine)
    others = load_events(connection, {id for pair in pairs for id in pair} - mine.keys())
    known = mine | {entry.id: entry for entry in others}
    links = ((plan, event, fulfils(known[plan], known[event])) for plan, event in pairs)
    return [
        {"plan": plan, "event": event, "because": why}
        for plan, event, why in links
        if why is not None
    ]


class _Brief(NamedTuple):
    """Of a plan, its type and the days on which it may be carried out; of an event, its type and
    its days. What tells whether a pair is worth a look."""

    kind: str
    day: str  # under which it is listed
    first: str
    last: str
    actors: frozenset[str]


def _pairs(connection: Connection, entries: Mapping[str, EventEntry]) -> list[tuple[str, str]]:
    """Pairs of a plan and an event that share an actor and whose types and days fit, one of them
    in ``entries``."""
    sides: dict[str, dict[str, _Brief]] = {"planned": {}, "actual": {}}
    for entry in entries.values():
        brief = _brief_of(
            entry.status, entry.event, entry.when, entry.first_published,
            frozenset(party.actor for party in (*entry.source, *entry.target)),
        )  # fmt: skip
        if brief is not None:
            sides[entry.status][entry.id] = brief
    plans, done = sides["planned"], sides["actual"]
    later = _others(connection, "actual", plans.values())
    earlier = _others(connection, "planned", done.values())
    pairs = set(_fitting(plans, done | later)) | set(_fitting(plans | earlier, done))
    return sorted(pairs)


def _brief_of(
    status: str,
    kind: str,
    when: Interval | None,
    published: str | None,
    actors: frozenset[str],
) -> _Brief | None:
    own = when or (Interval(start=published, end=published) if published else None)
    days = waited_for(published, when) if status == "planned" else own
    if own is None or days is None:
        return None
    return _Brief(kind, own.start, days.start, days.end, actors)


def _others(connection: Connection, status: str, briefs: Collection[_Brief]) -> dict[str, _Brief]:
    """The events of a status that share an actor with one of these, near enough in days."""
    if not briefs:
        return {}
    events, parties = schema.events.c, schema.event_parties.c
    first = _shift(min(brief.first for brief in briefs), -_REACH)
    last = _shift(max(brief.last for brief in briefs), _REACH if status == "planned" else _NONE)
    kinds = {kind for brief in briefs for kind in comes_to(brief.kind)}
    of_kind = [events.event.in_(sorted(kinds))] if status == "actual" else []
    found: dict[str, tuple[Any, set[str]]] = {}
    for some in chunks(sorted({actor for brief in briefs for actor in brief.actors})):
        question = (
            select(
                events.id, events.event, events.start, events.end, events.first_published,
                parties.actor,
            )
            .join(schema.events, parties.event == events.id)
            .where(
                parties.actor.in_(some),
                parties.status == status,
                parties.day >= first,
                parties.day <= last,
                *of_kind,
            )
        )  # fmt: skip
        for row in connection.execute(question):
            found.setdefault(row.id, (row, set()))[1].add(row.actor)
    others = {}
    for id, (row, actors) in found.items():
        when = Interval(start=row.start, end=row.end) if row.start and row.end else None
        brief = _brief_of(status, row.event, when, row.first_published, frozenset(actors))
        if brief is not None:
            others[id] = brief
    return others


def _shift(day: str, by: timedelta) -> str:
    return (date.fromisoformat(day) + by).isoformat()


def _fitting(
    plans: Mapping[str, _Brief], events: Mapping[str, _Brief]
) -> Iterator[tuple[str, str]]:
    by_actor: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id, brief in events.items():
        for actor in brief.actors:
            by_actor[actor, brief.kind].append(id)
    for plan, brief in plans.items():
        for actor in brief.actors:
            for kind in comes_to(brief.kind):
                for id in by_actor[actor, kind]:
                    if _near(brief, events[id]):
                        yield plan, id


def _near(plan: _Brief, event: _Brief) -> bool:
    """The days fit, and neither is listed so far from the other that only one of the two would
    find it: a pair must not depend on which of them came last."""
    return (
        event.first <= plan.last
        and event.last >= plan.first
        and _shift(plan.first, -_REACH) <= event.day <= plan.last
        and _shift(event.first, -_REACH) <= plan.day <= _shift(event.last, _REACH)
    )
