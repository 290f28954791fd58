"""One coding as rows of the tables. Pure."""

from typing import Any

import msgspec

from dragoman.model import Actor, Coding, Event, Participant, Report, Size, Span, Statement

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
    return [
        {
            "actor": actor.id,
            "name": actor.name,
            "kind": actor.kind,
            "country": actor.country,
            "sectors": list(actor.sectors),
        }
        for actor in (actors[member.actor] for member in side)
    ]


def _event(event: Event, actors: dict[str, Actor], text: str) -> Row:
    time, place, size = event.time, event.place, event.size or Size()
    return {
        "event_id": event.id,
        "event": event.event,
        "mode": event.mode,
        "context": list(event.context),
        "cameo": event.cameo,
        "quad": event.quad,
        "score": event.score,
        "status": event.status,
        "source": _parties(event.source, actors),
        "target": _parties(event.target, actors),
        "start": time.start if time else None,
        "end": time.end if time else None,
        "place": place.name if place else None,
        "place_country": place.country if place else None,
        "geonameid": place.geonameid if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "dead": size.dead,
        "injured": size.injured,
        "arrested": size.arrested,
        "participants": size.participants,
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
