"""One coding as rows of the tables, and back. Pure."""

from collections.abc import Mapping
from typing import Any

import msgspec

from dragoman.entries import EventEntry, Party, Spot
from dragoman.model import (
    Actor,
    Coding,
    Event,
    Participant,
    Report,
    Site,
    Size,
    Span,
    Statement,
)

Row = dict[str, Any]


def report_row(coding: Coding, given: Report, name: str, retrieved: str | None) -> Row:
    """A report with its whole coding. ``given`` is the report as it was read, ``name`` the input it
    came from. The text is left out of the coding: it has a column of its own."""
    report = coding.report
    bare = msgspec.structs.replace(coding, report=msgspec.structs.replace(report, text=""))
    return {
        "report": report.id,
        "input": name,
        "id": given.id,
        "title": report.title,
        "publisher": report.publisher,
        "url": report.url,
        "language": report.language,
        "published": report.published,
        "published_from": report.published_from,
        "given_published": given.published,
        "given_published_from": given.published_from,
        "retrieved": retrieved,
        "text": report.text,
        "words": len(report.text.split()),
        "events": len(coding.events),
        "statements": len(coding.statements),
        "version": coding.coder.version,
        "lexicon": coding.coder.lexicon,
        "model": coding.coder.model,
        "coding": msgspec.json.encode(bare).decode(),
    }


def coding_of(row: Mapping[str, Any]) -> Coding:
    """The coding in a row of the table ``reports``, with its text."""
    coding = msgspec.json.decode(row["coding"], type=Coding)
    report = msgspec.structs.replace(coding.report, text=row["text"])
    return msgspec.structs.replace(coding, report=report)


def given_report(row: Mapping[str, Any]) -> Report:
    """The report in a row of the table ``reports`` as it was read, before the coder looked."""
    return Report(
        id=row["id"],
        text=row["text"],
        title=row["title"],
        language=row["language"],
        publisher=row["publisher"],
        url=row["url"],
        published=row["given_published"],
        published_from=row["given_published_from"],
    )


def found_rows(coding: Coding, name: str) -> dict[str, list[Row]]:
    """What was found in a report, by table."""
    about: Row = {"report": coding.report.id, "input": name}
    text = coding.report.text
    actors = {actor.id: actor for actor in coding.actors}
    published = coding.report.published
    return {
        "events": [
            about | {"published": published} | _event(event, actors, text)
            for event in coding.events
        ],
        "statements": [
            about | {"published": published} | _statement(item, actors, text)
            for item in coding.statements
        ],
        "actors": [about | _actor(actor) for actor in coding.actors],
        "times": [
            about | {
                "span": _span(time.span),
                "words": text[slice(*time.span)],
                "type": time.type,
                "value": time.value,
                "start": time.start,
                "end": time.end,
            }
            for time in coding.times
        ],
        "places": [
            about | {
                "span": _span(place.span),
                "name": place.name,
                "country": place.country,
                "admin1": place.admin1,
                "geonameid": place.geonameid,
                "lat": place.lat,
                "lon": place.lon,
                "because": place.because,
            }
            for place in coding.places
        ],
    }  # fmt: skip


def _span(span: Span | None) -> Row | None:
    return None if span is None else {"start": span[0], "end": span[1]}


def _spans(spans: tuple[Span, ...]) -> list[Row | None]:
    return [_span(span) for span in spans]


def _actor(actor: Actor) -> Row:
    return {
        "actor": actor.id,
        "name": actor.name,
        "aliases": list(actor.aliases),
        "kind": actor.kind,
        "country": actor.country,
        "sectors": list(actor.sectors),
        "titles": list(dict.fromkeys(role.title for role in actor.roles)),
        "mentions": _spans(actor.mentions),
    }


def _parties(side: tuple[Participant, ...], actors: dict[str, Actor]) -> list[Row]:
    return [party_row(member.actor, actors[member.actor]) for member in side]


def party_row(id: str, who: Actor | Party) -> Row:
    """Who an event's party is. ``id`` is that of the actor."""
    return {
        "actor": id,
        "name": who.name,
        "kind": who.kind,
        "country": who.country,
        "sectors": list(who.sectors),
    }


def type_columns(event: Event | EventEntry) -> Row:
    """What kind of event it is, as columns of a table of events."""
    return {
        "event": event.event,
        "mode": event.mode,
        "context": list(event.context),
        "cameo": event.cameo,
        "quad": event.quad,
        "score": event.score,
        "status": event.status,
    }


def site_columns(site: Site | Spot | None) -> Row:
    """Where an event took place, as columns of a table of events."""
    return {
        "place": site.name if site else None,
        "place_country": site.country if site else None,
        "geonameid": site.geonameid if site else None,
        "lat": site.lat if site else None,
        "lon": site.lon if site else None,
    }


def size_columns(size: Size | None) -> Row:
    """How many people an event touched, as columns of a table of events."""
    size = size or Size()
    return {
        "dead": size.dead,
        "injured": size.injured,
        "arrested": size.arrested,
        "participants": size.participants,
    }


def _event(event: Event, actors: dict[str, Actor], text: str) -> Row:
    time = event.time
    return {
        "event_id": event.id,
        **type_columns(event),
        "source": _parties(event.source, actors),
        "target": _parties(event.target, actors),
        "start": time.start if time else None,
        "end": time.end if time else None,
        **site_columns(event.place),
        **size_columns(event.size),
        "statement": event.statement,
        "cue": _spans(event.cue),
        "sentence": _span(event.sentence),
        "quote": text[slice(*event.sentence)].strip(),
        "because": event.because,
        "confidence": event.confidence,
    }


def _statement(item: Statement, actors: dict[str, Actor], text: str) -> Row:
    speaker = actors.get(item.speaker or "")
    return {
        "statement_id": item.id,
        "speaker": item.speaker,
        "speaker_name": speaker.name if speaker else None,
        "speaker_country": speaker.country if speaker else None,
        "addressee": list(item.addressee),
        "kind": item.kind,
        "cue_kind": item.cue_kind,
        "medium": item.medium,
        "start": item.time.start if item.time else None,
        "end": item.time.end if item.time else None,
        "words": " … ".join(text[slice(*span)].strip() for span in item.content),
        "content": _spans(item.content),
        "cue": _span(item.cue),
        "sentence": _span(item.sentence),
        "within": item.within,
    }
