"""Linking plans to the events that carried them out.

``merging.fulfils`` looks at one plan and one event and says whether, and why. Here the pairs that
can be one are found: they share an actor, and their days fit.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, delete, or_, select

from dragoman.entries import EventEntry
from dragoman.record import schema
from dragoman.record.entries_of import load_events
from dragoman.record.merging import fulfils
from dragoman.record.store import add_new, chunks

_REACH = timedelta(days=120)  # how long after its announcement, or its term, a plan is looked for
_EARLY = timedelta(days=3)  # the event may be reported before the report that announced it


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
    """Of an event, what tells whether it can be half of a pair: its day and its last day."""

    first: str
    last: str
    actors: frozenset[str]


def _pairs(connection: Connection, entries: Mapping[str, EventEntry]) -> list[tuple[str, str]]:
    """Pairs of a plan and an event that share an actor and whose days fit, one of them in
    ``entries``."""
    sides: dict[str, dict[str, _Brief]] = {"planned": {}, "actual": {}}
    for entry in entries.values():
        brief = _brief(entry)
        if brief is not None:
            sides[entry.status][entry.id] = brief
    plans, done = sides["planned"], sides["actual"]
    later = _others(connection, "actual", plans.values())
    earlier = _others(connection, "planned", done.values())
    pairs = set(_fitting(plans, done | later)) | set(_fitting(plans | earlier, done))
    return sorted(pairs)


def _brief(entry: EventEntry) -> _Brief | None:
    first = entry.first_published if entry.status == "planned" else None
    first = first or (entry.when.start if entry.when else entry.first_published)
    if first is None:
        return None
    last = max(first, entry.when.end) if entry.when else first
    actors = frozenset(party.actor for party in (*entry.source, *entry.target))
    return _Brief(first, last, actors)


def _shift(day: str, by: timedelta) -> str:
    return (date.fromisoformat(day) + by).isoformat()


def _others(connection: Connection, status: str, briefs: Collection[_Brief]) -> dict[str, _Brief]:
    """The events of a status that share an actor with one of these, near enough in days."""
    if not briefs:
        return {}
    events, parties = schema.events.c, schema.event_parties.c
    first = _shift(min(brief.first for brief in briefs), -_REACH)
    last = _shift(max(brief.last for brief in briefs), _REACH)
    found: dict[str, tuple[str, str, set[str]]] = {}
    for some in chunks(sorted({actor for brief in briefs for actor in brief.actors})):
        question = (
            select(events.id, events.day, events.end, events.first_published, parties.actor)
            .join(schema.event_parties, parties.event == events.id)
            .where(
                events.status == status,
                parties.actor.in_(some),
                events.day >= first,
                events.day <= last,
            )
        )
        for row in connection.execute(question):
            start = (row.first_published if status == "planned" else None) or row.day
            known = found.setdefault(row.id, (start, max(start, row.end or start), set()))
            known[2].add(row.actor)
    return {id: _Brief(one, other, frozenset(actors)) for id, (one, other, actors) in found.items()}


def _fitting(
    plans: Mapping[str, _Brief], events: Mapping[str, _Brief]
) -> Iterator[tuple[str, str]]:
    """Pairs that share an actor, the event from shortly before the announcement of the plan to a
    while after its term."""
    by_actor: dict[str, list[str]] = defaultdict(list)
    for id, brief in events.items():
        for actor in brief.actors:
            by_actor[actor].append(id)
    for plan, brief in plans.items():
        earliest, latest = _shift(brief.first, -_EARLY), _shift(brief.last, _REACH)
        for actor in brief.actors:
            for id in by_actor[actor]:
                if id != plan and earliest <= events[id].first <= latest:
                    yield plan, id
