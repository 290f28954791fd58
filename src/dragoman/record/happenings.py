"""Events of a record without their words: what counting, drawing and measuring needs, read fast."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import Connection, select

from dragoman.entries import EventEntry, Interval, Spot
from dragoman.model import ActorKind, Record, Status
from dragoman.record import schema
from dragoman.record.questions import EventQuery, Page, event_ids
from dragoman.record.store import chunks

_ALL = EventQuery()
_COLUMNS = (
    "id", "event", "mode", "quad", "score", "status", "day", "first_published", "start", "end",
    "sources", "reports", "place", "place_country", "geonameid", "lat", "lon",
)  # fmt: skip


class Member(Record, frozen=True, kw_only=True, gc=False):
    """An actor in an event: who, and on which side."""

    side: Literal["source", "target"]
    actor: str
    name: str
    kind: ActorKind
    country: str | None = None


class Happening(Record, frozen=True, kw_only=True, gc=False):
    """An event of the record as a point of data.

    ``day`` is the first day it took, or the day of the first report where reports leave that open;
    ``dated`` tells the two apart. ``told`` is the day of the first report. ``sources`` counts
    independent sources, ``reports`` reports.
    """

    id: str
    event: str
    mode: str | None = None
    quad: int
    score: float
    status: Status
    day: str | None = None
    dated: bool = False
    told: str | None = None
    when: Interval | None = None
    sources: int = 1
    reports: int = 1
    spot: Spot | None = None
    parties: tuple[Member, ...] = ()


def happenings(connection: Connection, query: EventQuery = _ALL) -> list[Happening]:
    """The events that meet a query, the first day first, those without any day at the end."""
    table = schema.events.c
    question = select(*(getattr(table, name) for name in _COLUMNS))
    if query == _ALL:  # no need to name a hundred thousand of them
        kept = table.review.is_(None) | (table.review != "rejected")
        parties = _members(connection, None)
        rows = [tuple(row) for row in connection.execute(question.where(kept))]
    else:
        ids = event_ids(connection, query, Page())
        parties = _members(connection, ids)
        rows = [
            tuple(row)
            for some in chunks(ids)
            for row in connection.execute(question.where(table.id.in_(some)))
        ]
    spots: dict[tuple[Any, ...], Spot] = {}
    found = [_happening(row, tuple(parties.get(row[0], ())), spots) for row in rows]
    found.sort(key=lambda item: (item.day is None, item.day or "", item.id))
    return found


def happening_of(entry: EventEntry) -> Happening:
    """An event of the record as a point of data."""
    sides: tuple[tuple[Literal["source", "target"], Any], ...] = (
        ("source", entry.source),
        ("target", entry.target),
    )
    return Happening(
        id=entry.id,
        event=entry.event,
        mode=entry.mode,
        quad=entry.quad,
        score=entry.score,
        status=entry.status,
        day=entry.when.start if entry.when else entry.first_published,
        dated=entry.when is not None,
        told=entry.first_published,
        when=entry.when,
        sources=entry.sources,
        reports=entry.reports,
        spot=entry.spot,
        parties=tuple(
            Member(
                side=side,
                actor=party.actor,
                name=party.name,
                kind=party.kind,
                country=party.country,
            )
            for side, parties in sides
            for party in parties
        ),
    )


def _happening(
    row: tuple[Any, ...], parties: tuple[Member, ...], spots: dict[tuple[Any, ...], Spot]
) -> Happening:
    """An event of the record. Many share a place: ``spots`` are those made already."""
    (id, event, mode, quad, score, status, day, told, start, end, sources, reports, *where) = row
    when = Interval(start=start, end=end) if start is not None and end is not None else None
    spot, key = None, tuple(where)
    if key[0] is not None:
        spot = spots.get(key)
        if spot is None:
            name, country, geonameid, lat, lon = key
            spot = Spot(name=name, country=country, geonameid=geonameid, lat=lat, lon=lon)
            spots[key] = spot
    return Happening(
        id=id,
        event=event,
        mode=mode,
        quad=quad,
        score=score,
        status=status,
        day=day,
        dated=when is not None,
        told=told,
        when=when,
        sources=sources,
        reports=reports,
        spot=spot,
        parties=parties,
    )


def _members(connection: Connection, ids: Sequence[str] | None) -> dict[str, list[Member]]:
    """The parties of events; of all events where no ids are given."""
    actors = schema.actors.c
    known = {
        id: (name, kind)
        for id, name, kind in connection.execute(select(actors.id, actors.name, actors.kind))
    }
    members = schema.event_parties.c
    question = select(members.event, members.side, members.actor, members.country).order_by(
        members.event, members.side, members.position
    )
    parts = [question]
    if ids is not None:
        parts = [question.where(members.event.in_(some)) for some in chunks(ids)]
    made: dict[tuple[Any, ...], Member] = {}  # one actor is in many events
    found: dict[str, list[Member]] = defaultdict(list)
    for part in parts:
        for event, *key in connection.execute(part):
            side, actor, country = key
            member = made.get((side, actor, country))
            if member is None:
                name, kind = known[actor]
                member = Member(side=side, actor=actor, name=name, kind=kind, country=country)
                made[side, actor, country] = member
            found[event].append(member)
    return found
