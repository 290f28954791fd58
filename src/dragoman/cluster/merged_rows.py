"""Rows of the tables of a merged corpus, and of those on the way to them. Pure."""

from collections.abc import Iterator

import msgspec

from dragoman.cluster.flattening import (
    Row,
    party_row,
    site_columns,
    size_columns,
    type_columns,
)
from dragoman.entries import EventEntry, Party, Telling
from dragoman.record.merging import ActorCluster, ActorForm
from dragoman.record.plans import brief_of
from dragoman.record.rows import ReportRows, as_json

_telling = msgspec.json.Decoder(Telling)


def report_actor_row(row: Row) -> Row:
    """An actor of a report, its lists no longer as JSON."""
    return row | {name: msgspec.json.decode(row[name]) for name in ("aliases", "titles")}


def form_row(form: ActorForm) -> Row:
    """A form as a row of the table ``forms``."""
    return msgspec.structs.asdict(form) | {"sectors": list(form.sectors)}


def use_rows(made: ReportRows) -> Iterator[Row]:
    """Which forms each telling names, as a party or as its speaker."""
    for row in made.tellings:
        telling = _telling.decode(row["body"])
        parties = [
            *telling.source,
            *telling.target,
            *([telling.speaker] if telling.speaker else []),
        ]
        for form in dict.fromkeys(party.actor for party in parties):
            yield {"telling": row["key"], "form": form}


def merged_actor_row(cluster: ActorCluster) -> Row:
    """An actor over all reports as a row of the table ``actors``."""
    return {
        "id": cluster.id,
        "name": cluster.name,
        "kind": cluster.kind,
        "country": cluster.country,
        "sectors": list(cluster.sectors),
        "because": cluster.because,
    }


def event_row(entry: EventEntry) -> Row:
    """An event as a row of the table ``events``."""
    return {
        "id": entry.id,
        **type_columns(entry),
        "source": [_party(party) for party in entry.source],
        "target": [_party(party) for party in entry.target],
        "start": entry.when.start if entry.when else None,
        "end": entry.when.end if entry.when else None,
        "first_published": entry.first_published,
        **site_columns(entry.spot),
        **size_columns(entry.size),
        "confidence": entry.confidence,
        "reports": entry.reports,
        "sources": entry.sources,
        "because": entry.because,
        "disagreements": as_json(entry.disagreements),
    }


def whole_event_row(entry: EventEntry) -> Row:
    """The same with the entry itself, which plans are linked by."""
    return event_row(entry) | {"entry": as_json(msgspec.structs.replace(entry, tellings=()))}


def _party(party: Party) -> Row:
    return party_row(party.actor, party) | {
        "titles": list(party.titles),
        "names": list(party.names),
    }


def brief_rows(entry: EventEntry) -> Iterator[Row]:
    """By what plans and what carried them out are found: one row an actor."""
    brief = brief_of(entry) if entry.status in ("planned", "actual") else None
    if brief is None:
        return
    for actor in sorted(brief.actors):
        yield {
            "id": entry.id,
            "planned": entry.status == "planned",
            "kind": entry.event,
            "actor": actor,
            "first": brief.first,
            "last": brief.last,
        }


def mention_row(event: str, telling: Telling) -> Row:
    """A telling as a row of the table ``mentions``."""
    return {
        "event": event,
        "telling": telling.event_key,
        "report": telling.report,
        "family": telling.family,
        "local": telling.local,
        "published": telling.published,
        "publisher": telling.publisher,
        "url": telling.url,
        "status": telling.status,
        "quote": telling.quote,
        "sentence": {"start": telling.sentence[0], "end": telling.sentence[1]},
        "speaker": telling.speaker.actor if telling.speaker else None,
        "confidence": telling.confidence,
    }
