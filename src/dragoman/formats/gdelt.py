"""GDELT 2.0's events (61 columns) and mentions (16): tab-separated, no header, missing empty.

Geo fields carry FIPS 10-4, Actor fields CAMEO's country codes. What GDELT computes and we do not
(tone, length of the document, where an actor is) stays empty.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit

from dragoman.entries import EventEntry, Party, Spot, Telling
from dragoman.formats.dated import Dyad, Written, by_report, day_of, dyads, first_told, left_out
from dragoman.formats.facts import Facts, load_facts
from dragoman.formats.spots import kind_of
from dragoman.formats.streams import text_out
from dragoman.formats.tabs import number, plain, tab_line
from dragoman.model import Span

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
    "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENT_COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{name}" for n in (1, 2) for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{of}Geo_{name}" for of in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTION_COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName",
    "MentionIdentifier", "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset",
    "InRawText", "Confidence", "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo",
    "Extras",
)  # fmt: skip
_NO_PLACE = ("0", "", "", "", "", "", "", "")
_NO_ACTOR = ("",) * len(_ACTOR)
# Kinds of document: a page of the web with its address, and one that is only cited.
_WEB, _CITATION = "1", "2"


@dataclass(frozen=True, slots=True)
class _Context:
    facts: Facts
    added: str


def write_gdelt(
    entries: Iterable[EventEntry],
    events: TextIO | Path,
    mentions: TextIO | Path | None = None,
    *,
    added: datetime,
    pairs: bool = True,
    facts: Facts | None = None,
) -> Written:
    """Write events and, where asked for, their mentions: one for each row and report.

    ``added`` is the time for DATEADDED (made UTC; without a zone it is taken as UTC), ``pairs`` is
    as in ``dated.dyads``. An event whose CAMEO root is not known is left out. Raises OSError where
    a path cannot be written.
    """
    moment = added.astimezone(UTC) if added.tzinfo else added
    context = _Context(facts or load_facts(), moment.strftime("%Y%m%d%H%M%S"))
    written = Written()
    with ExitStack() as stack:
        rows = stack.enter_context(text_out(events))
        told = stack.enter_context(text_out(mentions)) if mentions is not None else None
        for event in entries:
            written.entries += 1
            why = gdelt_left_out(event, context.facts)
            if why is not None:
                written.left_out[why] += 1
                continue
            for dyad in dyads(event, pairs):
                rows.write(tab_line(_event(event, dyad, context)))
                written.rows += 1
                if told is not None:
                    found = [tab_line(row) for row in _mentions(event, dyad, context)]
                    told.writelines(found)
                    written.mentions += len(found)
    return written


def gdelt_left_out(event: EventEntry, facts: Facts) -> str | None:
    """Why an event has no row in GDELT's table, None where it has one."""
    why = left_out(event)
    if why is None and facts.cameo_of(event.cameo, event.event, event.mode) is None:
        return "no CAMEO code"
    return why


def _event(event: EventEntry, dyad: Dyad, context: _Context) -> Iterator[str]:
    facts = context.facts
    cameo = facts.cameo_of(event.cameo, event.event, event.mode)
    day = day_of(event)
    assert cameo is not None
    assert day is not None
    told = first_told(event)
    yield str(dyad.id)
    yield from _date_cells(date.fromisoformat(day))
    yield from _actor(dyad.source, facts)
    yield from _actor(dyad.target, facts)
    yield "1" if any(telling.sentence_number == 1 for telling in event.tellings) else "0"
    yield from (cameo.code, cameo.code[:3], cameo.code[:2], str(cameo.quad))
    yield number(cameo.goldstein)
    yield from (str(len(event.tellings)), str(event.sources), str(event.reports), "")
    yield from _NO_PLACE
    yield from _NO_PLACE
    yield from _geo(event.spot, facts)
    yield context.added
    yield _identifier(told) if told else ""


def _date_cells(day: date) -> tuple[str, ...]:
    # GDELT's own formula: the share of the year that has passed, with months of 30 days.
    fraction = ((day.month - 1) * 30 + day.day) / 365
    text = f"{day.year:04d}{day.month:02d}{day.day:02d}"
    return text, text[:6], text[:4], f"{day.year + fraction:.4f}"


def _actor(party: Party | None, facts: Facts) -> tuple[str, ...]:
    """The ten columns of one side. CAMEO names an actor in capitals."""
    if party is None:
        return _NO_ACTOR
    country = facts.countries.get(party.country or "")
    body = facts.bodies.get(party.country or "")
    nation = country.cameo if country else ""
    group = body.group if body else ""
    kinds = [body.type if body else ""]
    kinds += [facts.sector_cameo.get(sector, "") for sector in party.sectors]
    types = [*dict.fromkeys(kind for kind in kinds if kind)][:3]
    code = nation + group + "".join(types)
    padded = (*types, "", "", "")[:3]
    return code, plain(party.name.upper()), nation, group, "", "", "", *padded


def _geo(spot: Spot | None, facts: Facts) -> tuple[str, ...]:
    """The eight columns of the place. FeatureID is GDELT's own id of a place for all but countries;
    ours is GeoNames' and stands in the sidecar."""
    if spot is None:
        return _NO_PLACE
    country = facts.countries.get(spot.country or "")
    fips = country.fips if country else ""
    kind = kind_of(spot, facts)
    name = plain(spot.name)
    if kind == "country":
        return "1", name, fips, fips, "", number(spot.lat), number(spot.lon), fips
    states = spot.country == "USA"
    type_ = ("2" if states else "5") if kind == "region" else ("3" if states else "4")
    full = plain(f"{spot.name}, {country.name}") if country else name
    return type_, full, fips, "", "", number(spot.lat), number(spot.lon), ""


def _mentions(event: EventEntry, dyad: Dyad, context: _Context) -> Iterator[list[str]]:
    seen: set[str] = set()
    for telling in by_report(event):
        if telling.report in seen:
            continue
        seen.add(telling.report)
        published = (telling.published or "").replace("-", "")
        yield [
            str(dyad.id),
            context.added,
            published + "000000" if published else context.added,
            _WEB if telling.url else _CITATION,
            plain(_source_name(telling)),
            _identifier(telling),
            str(telling.sentence_number or ""),
            _offset(telling.source, telling.source_spans, dyad.source),
            _other_offset(telling, dyad.target),
            str(telling.cue[0][0]) if telling.cue else "-1",
            "1",
            str(min(100, max(10, round(telling.confidence * 10) * 10))),
            *("", "", "", ""),
        ]


def _identifier(telling: Telling) -> str:
    return plain(telling.url) or telling.report


def _source_name(telling: Telling) -> str:
    try:
        host = urlsplit(telling.url or "").hostname
    except ValueError:
        host = None
    return (host or "").removeprefix("www.") or telling.publisher or ""


def _other_offset(telling: Telling, party: Party | None) -> str:
    """The second actor of a meeting stands among the sources of the telling."""
    found = _offset(telling.target, telling.target_spans, party)
    return found if found != "-1" else _offset(telling.source, telling.source_spans, party)


def _offset(side: tuple[Party, ...], spans: tuple[Span, ...], party: Party | None) -> str:
    """Where a party stands in the report; -1 where it is not named there."""
    if party is None or len(side) != len(spans):
        return "-1"
    found = (span[0] for one, span in zip(side, spans, strict=True) if one.actor == party.actor)
    return str(next(found, -1))
