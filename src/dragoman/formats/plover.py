"""PLOVER records: the manual's fields as JSON, one list with a record a line.

Fields that are open are left out. Our actor is PLOVER's actor, our target its recipient; both are
lists. What did not or might not happen carries PLOVER's auxiliary modes.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TextIO

import msgspec

from dragoman.entries import EventEntry, Party, Spot, Telling
from dragoman.formats.dated import Written, first_told
from dragoman.formats.facts import Facts, load_facts
from dragoman.formats.jsons import write_json

_AUXILIARY = {
    "historical": "historical",
    "planned": "future",
    "hypothetical": "hypothetical",
    "negated": "negation",
}


class Entity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An actor or recipient. ``code`` is the country code."""

    code: str | None = None
    sector: tuple[str, ...] = ()
    entity_text: str
    office: str | None = None


class Location(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where; ``resolved_place`` only where GeoNames knows the place. Resolution 1 is a country."""

    extracted_place: str
    resolved_place: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    country_code: str | None = None


class TextInfo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the sentence stands in its report: its number, and its span in code points."""

    sequence: int | None = None
    start: int
    end: int


class CiteInfo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The report, and what coded it."""

    corpus: str | None = None
    citation: str | None = None
    url: str | None = None
    title: str | None = None
    language: str = "unknown"
    publication: str | None = None
    coder: str
    codebook: str
    version: str


class PloverSize(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How many."""

    dead: int | None = None
    injured: int | None = None
    arrested: int | None = None


class PloverRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One event with the fields of the PLOVER manual."""

    id: str
    date: str
    enddate: str | None = None
    actor: tuple[Entity, ...]
    recipient: tuple[Entity, ...] = ()
    event: tuple[str, ...]
    event_loc: Location | None = None
    event_text: str | None = None
    quad_code: int
    event_scale: float
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    size: PloverSize | None = None
    text: str | None = None
    text_info: TextInfo | None = None
    cite_info: CiteInfo
    coder: str
    coded_date: str
    coded_time: str
    comment: str | None = None


def write_plover(
    entries: Iterable[EventEntry],
    out: TextIO | Path,
    *,
    version: str,
    coded: datetime,
    facts: Facts | None = None,
) -> Written:
    """Write events as PLOVER records; ``version`` and ``coded`` say what made them and when.

    Left out, and counted, is what a reviewer rejected, what names no actor and what has no day:
    PLOVER requires both. Raises OSError where the path cannot be written.
    """
    made = _Maker(version, coded, facts or load_facts())
    written = Written()
    told = write_json(_records(entries, made, written), out)
    written.rows = told.rows
    return written


def plover_left_out(event: EventEntry) -> str | None:
    """Why an event has no PLOVER record, None where it has one."""
    if event.review == "rejected":
        return "rejected"
    if not event.source and not event.target:
        return "no actor"
    return None if event.when or event.first_published else "no day"


class _Maker(msgspec.Struct, frozen=True):
    version: str
    coded: datetime
    facts: Facts


def _records(
    entries: Iterable[EventEntry], made: _Maker, written: Written
) -> Iterator[PloverRecord]:
    for event in entries:
        written.entries += 1
        why = plover_left_out(event)
        if why is not None:
            written.left_out[why] += 1
        else:
            yield plover_record(event, made.version, made.coded, made.facts)


def plover_record(event: EventEntry, version: str, coded: datetime, facts: Facts) -> PloverRecord:
    """The PLOVER record of an event that has a day."""
    told = first_told(event)
    cameo = facts.cameo_of(event.cameo, event.event, event.mode)
    extra = _AUXILIARY.get(event.status)
    when = event.when
    return PloverRecord(
        id=event.id,
        date=when.start if when else event.first_published or "",
        enddate=when.end if when and when.end != when.start else None,
        actor=tuple(map(_entity, event.source)),
        recipient=tuple(map(_entity, event.target)),
        event=(event.event,),
        event_loc=_location(event.spot, facts) if event.spot else None,
        event_text=cameo.label if cameo else None,
        quad_code=event.quad,
        event_scale=event.score,
        mode=tuple(mode for mode in (event.mode, extra) if mode),
        context=event.context,
        link=event.fulfils + event.fulfilled_by,
        size=_size(event),
        text=told.quote or None if told else None,
        text_info=_text_info(told) if told else None,
        cite_info=_cite_info(told, version),
        coder="dragoman",
        coded_date=coded.date().isoformat(),
        coded_time=coded.time().isoformat("seconds"),
        comment=None if when else "dated with the day of the first report",
    )


def _entity(party: Party) -> Entity:
    return Entity(
        code=party.country,
        sector=party.sectors,
        entity_text=party.name,
        office=party.titles[0] if party.titles else None,
    )


def _location(spot: Spot, facts: Facts) -> Location:
    country = facts.countries.get(spot.country or "")
    return Location(
        extracted_place=spot.name,
        resolved_place=spot.name if spot.geonameid is not None else None,
        geonameid=spot.geonameid,
        lat=spot.lat,
        lon=spot.lon,
        country=country.name if country else None,
        country_code=spot.country,
    )


def _size(event: EventEntry) -> PloverSize | None:
    size = event.size
    if size is None or size.dead is size.injured is size.arrested is None:
        return None
    return PloverSize(dead=size.dead, injured=size.injured, arrested=size.arrested)


def _text_info(told: Telling) -> TextInfo:
    start, end = told.sentence
    return TextInfo(sequence=told.sentence_number or None, start=start, end=end)


def _cite_info(told: Telling | None, version: str) -> CiteInfo:
    return CiteInfo(
        citation=told.report if told else None,
        url=told.url if told else None,
        title=told.title if told else None,
        language="English",
        publication=told.publisher if told else None,
        coder="dragoman",
        codebook="PLOVER draft 2.0 (2021)",
        version=version,
    )
