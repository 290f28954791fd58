"""POLECAT's event file: 40 columns, tab-separated, with a header line, missing values "None".

One row an event. Several parties stand in one cell, joined with semicolons, and the cells of one
side run parallel: the second country belongs to the second name.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from dragoman.entries import EventEntry, Party, Spot
from dragoman.formats.dated import Written, day_of, first_told, left_out
from dragoman.formats.facts import Facts, load_facts
from dragoman.formats.spots import kind_of
from dragoman.formats.streams import text_out
from dragoman.formats.tabs import joined, number, plain, tab_line

_SIDE = (
    "{0} Name", "{0} Country", "{0} COW", "Primary {0} Sector", "{0} Sectors", "{0} Title",
    "{0} Name Raw", "Wikipedia {0} ID",
)  # fmt: skip
COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *(name.format("Actor") for name in _SIDE),
    *(name.format("Recipient") for name in _SIDE),
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude",
    "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People",
    "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
NONE = "None"


def write_polecat(
    entries: Iterable[EventEntry],
    out: TextIO | Path,
    *,
    version: str,
    facts: Facts | None = None,
) -> Written:
    """Write events as POLECAT's event file; ``version`` is what made them. Raises OSError where
    the path cannot be written."""
    facts = facts or load_facts()
    written = Written()
    with text_out(out) as stream:
        stream.write(tab_line(COLUMNS))
        for event in entries:
            written.entries += 1
            why = left_out(event)
            if why is not None:
                written.left_out[why] += 1
                continue
            cells = _cells(event, version, facts)
            stream.write(tab_line(cell or NONE for cell in cells))
            written.rows += 1
    return written


def _cells(event: EventEntry, version: str, facts: Facts) -> list[str]:
    told = first_told(event)
    return [
        plain(event.id),
        day_of(event) or "",
        plain(event.event),
        plain(event.mode),
        number(event.score),
        str(event.quad),
        joined(event.context),
        *_side(event.source, facts),
        *_side(event.target, facts),
        *_place(event.spot, facts),
        plain(told.publisher) if told else "",
        (told.published or "") if told else "",
        *("", "", ""),
        "English",
        plain(version),
    ]


def _side(side: tuple[Party, ...], facts: Facts) -> list[str]:
    """The eight columns of one side. The names tell how many parties there are; of the others those
    are empty in which no party has a value."""
    if not side:
        return [""] * len(_SIDE)
    names, *others = zip(*(_party(party, facts) for party in side), strict=True)
    return [joined(names, NONE), *(joined(v, NONE) if any(v) else "" for v in others)]


def _party(party: Party, facts: Facts) -> tuple[str | None, ...]:
    country = facts.countries.get(party.country or "")
    return (
        party.name,
        party.country,
        country.cow if country else None,
        party.sectors[0] if party.sectors else None,
        ",".join(party.sectors),
        party.titles[0] if party.titles else None,
        party.names[0] if party.names else None,
        None,
    )


def _place(spot: Spot | None, facts: Facts) -> list[str]:
    """Placename, City, District, Province, Country, point, id, Raw Placename, Feature Type."""
    if spot is None:
        return [""] * 10
    kind = kind_of(spot, facts)
    name = plain(spot.name)
    return [
        name,
        name if kind == "other" else "",
        "",
        name if kind == "region" else "",
        plain(spot.country),
        number(spot.lat),
        number(spot.lon),
        str(spot.geonameid) if spot.geonameid is not None else "",
        "",
        "" if kind == "other" else "A",
    ]
