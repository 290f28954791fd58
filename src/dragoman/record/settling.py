"""Writing down what the tellings of an event say together."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert

from dragoman.entries import EventEntry, Telling
from dragoman.record import schema
from dragoman.record.corrections import Verdict, corrected, verdicts_on
from dragoman.record.given import among
from dragoman.record.merging import consensus
from dragoman.record.plans import days_of, relink
from dragoman.record.rows import as_json
from dragoman.record.store import put
from dragoman.record.tellings import load_by_event

_GONE = delete(schema.events).where(among(schema.events.c.id))
_FORGET_PARTIES = delete(schema.event_parties).where(among(schema.event_parties.c.event))


def settle(connection: Connection, events: Iterable[str]) -> None:
    """Write these events from their tellings and from the decisions on them; those left without a
    telling go. Plans are linked again to what carried them out."""
    names = sorted(events)
    members = load_by_event(connection, names)
    gone = [name for name in names if name not in members]
    if gone:
        connection.execute(_GONE, {"keys": gone})
    verdicts = verdicts_on(connection, members)
    entries = [_entry(name, members[name], verdicts.get(name)) for name in sorted(members)]
    _write(connection, entries)
    relink(connection, [entry for entry, _ in entries])


def _entry(
    name: str, tellings: Sequence[Telling], verdict: Verdict | None
) -> tuple[EventEntry, EventEntry | None]:
    """An event as it stands, and as the machine has it where a decision changed that."""
    machine = consensus(tellings, name)
    if verdict is None:
        return machine, None
    entry = corrected(machine, verdict)
    return entry, machine if verdict.fields else None


def _write(connection: Connection, entries: Sequence[tuple[EventEntry, EventEntry | None]]) -> None:
    put(connection, schema.events, [event_row(entry, machine) for entry, machine in entries])
    connection.execute(_FORGET_PARTIES, {"keys": [entry.id for entry, _ in entries]})
    rows = [row for entry, _ in entries for row in _party_rows(entry)]
    if rows:
        connection.execute(insert(schema.event_parties), rows)


def event_row(entry: EventEntry, machine: EventEntry | None = None) -> dict[str, Any]:
    """An event as a row of its table."""
    spot = entry.spot
    return {
        "id": entry.id,
        "event": entry.event,
        "mode": entry.mode,
        "context": as_json(entry.context),
        "cameo": entry.cameo,
        "quad": entry.quad,
        "score": entry.score,
        "status": entry.status,
        "start": entry.when.start if entry.when else None,
        "end": entry.when.end if entry.when else None,
        "first_published": entry.first_published,
        "day": _day(entry),
        "place": spot.name if spot else None,
        "place_country": spot.country if spot else None,
        "geonameid": spot.geonameid if spot else None,
        "lat": spot.lat if spot else None,
        "lon": spot.lon if spot else None,
        "size": as_json(entry.size) if entry.size else None,
        "confidence": entry.confidence,
        "reports": entry.reports,
        "sources": entry.sources,
        "because": entry.because,
        "disagreements": as_json(entry.disagreements),
        "review": entry.review,
        "machine": as_json(msgspec.structs.replace(machine, tellings=())) if machine else None,
    }


def _day(entry: EventEntry) -> str | None:
    """The day that an event is listed under."""
    return entry.when.start if entry.when else entry.first_published


def _party_rows(entry: EventEntry) -> list[dict[str, Any]]:
    days = days_of(entry)
    return [
        {
            "event": entry.id,
            "side": side,
            "position": position,
            "actor": party.actor,
            "country": party.country,
            "sectors": as_json(party.sectors),
            "titles": as_json(party.titles),
            "names": as_json(party.names),
            "type": entry.event,
            "status": entry.status,
            "day": _day(entry),
            "first": days.start if days else None,
            "last": days.end if days else None,
        }
        for side, parties in (("source", entry.source), ("target", entry.target))
        for position, party in enumerate(parties)
    ]
