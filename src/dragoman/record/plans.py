"""Linking plans to the events that carried them out.

``merging.fulfils`` looks at one plan and one event and says whether, and why. Here the pairs that
can be one are found: they share an actor, and their types and days fit.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, and_, bindparam, delete, or_, select

from dragoman.entries import EventEntry, Interval
from dragoman.record import schema
from dragoman.record.entries_of import load_events
from dragoman.record.given import among, given_rows, item
from dragoman.record.merging import comes_to, fulfils, plans_for, waited_for
from dragoman.record.merging.windows import shift
from dragoman.record.store import add_new

# How long before an event its plan may have been listed, and an event of many days before its plan.
_REACH = 92  # days

_links = schema.links.c
_FORGET = delete(schema.links).where(or_(among(_links.plan), among(_links.event)))
_rows = given_rows("rows")
_parties = schema.event_parties.c
_OTHERS = select(
    _parties.event, _parties.type, _parties.day, _parties.first, _parties.last, _parties.actor
).join_from(
    _rows,
    schema.event_parties,
    and_(
        _parties.actor == item(_rows, 0),
        _parties.status == bindparam("status"),
        _parties.type == item(_rows, 1),
        _parties.last >= item(_rows, 2),
        _parties.first <= item(_rows, 3),
    ),
)


def relink(connection: Connection, entries: Sequence[EventEntry]) -> None:
    """Work out anew the links of these events, in both directions."""
    connection.execute(_FORGET, {"keys": [entry.id for entry in entries]})
    add_new(connection, schema.links, _found_links(connection, entries))


def days_of(entry: EventEntry) -> Interval | None:
    """The days of an event, or those on which a plan may be carried out; None where nothing is
    known of them."""
    if entry.status == "planned":
        return waited_for(entry.first_published, entry.when)
    return _own_days(entry)


def _own_days(entry: EventEntry) -> Interval | None:
    published = entry.first_published
    return entry.when or (Interval(start=published, end=published) if published else None)


def _found_links(connection: Connection, entries: Sequence[EventEntry]) -> list[dict[str, str]]:
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


class Brief(NamedTuple):
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
    sides: dict[str, dict[str, Brief]] = {"planned": {}, "actual": {}}
    for entry in entries.values():
        brief = brief_of(entry)
        if brief is not None:
            sides[entry.status][entry.id] = brief
    plans, done = sides["planned"], sides["actual"]
    later = _others(connection, "actual", _sought(plans, comes_to))
    earlier = _others(connection, "planned", _sought(done, plans_for))
    pairs = set(fitting(plans, done | later)) | set(fitting(plans | earlier, done))
    return sorted(pairs)


def brief_of(entry: EventEntry) -> Brief | None:
    """What tells of an event or plan whether it is worth a look; None where no day is known."""
    own, days = _own_days(entry), days_of(entry)
    if own is None or days is None:
        return None
    actors = frozenset(party.actor for party in (*entry.source, *entry.target))
    return Brief(entry.event, own.start, days.start, days.end, actors)


def _sought(
    briefs: Mapping[str, Brief], kinds: Callable[[str], frozenset[str]]
) -> list[tuple[str, str, str, str]]:
    """What the other half of a pair may be: an actor, a type, and days, one of which it has."""
    wanted: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for brief in briefs.values():
        for actor in brief.actors:
            for kind in kinds(brief.kind):
                wanted[actor, kind].append((brief.first, brief.last))
    return [(*key, *days) for key in sorted(wanted) for days in _joined(sorted(wanted[key]))]


def _joined(spans: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Spans of days in order, those that overlap as one, so that nothing is found twice."""
    joined: list[tuple[str, str]] = []
    for first, last in spans:
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _others(
    connection: Connection, status: str, sought: Sequence[tuple[str, str, str, str]]
) -> dict[str, Brief]:
    """The events of a status that are sought, as far as they are written down."""
    if not sought:
        return {}
    found: dict[str, tuple[str, str, str, str]] = {}
    actors: dict[str, set[str]] = defaultdict(set)
    for id, *brief, actor in connection.execute(_OTHERS, {"rows": sought, "status": status}):
        found[id] = tuple(brief)
        actors[id].add(actor)
    return {id: Brief(*brief, frozenset(actors[id])) for id, brief in found.items()}


def fitting(plans: Mapping[str, Brief], events: Mapping[str, Brief]) -> Iterator[tuple[str, str]]:
    """The pairs of a plan and an event that are worth a look: see ``merging.fulfils``."""
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


def _near(plan: Brief, event: Brief) -> bool:
    """The days fit, and neither is listed so far from the other that nobody would think of it."""
    return (
        event.first <= plan.last
        and event.last >= plan.first
        and shift(plan.first, -_REACH) <= event.day <= plan.last
        and shift(event.first, -_REACH) <= plan.day <= shift(event.last, _REACH)
    )
