"""ICEWS' event file: 20 columns, tab-separated, with a header line, missing values empty."""

from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from dragoman.entries import EventEntry, Party, Spot
from dragoman.formats.dated import Dyad, Written, day_of, dyads, first_told, left_out
from dragoman.formats.facts import Facts, load_facts
from dragoman.formats.spots import kind_of
from dragoman.formats.streams import text_out
from dragoman.formats.tabs import key_number, number, plain, tab_line

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
    "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude",
)  # fmt: skip


def write_icews(
    entries: Iterable[EventEntry],
    out: TextIO | Path,
    *,
    pairs: bool = True,
    facts: Facts | None = None,
) -> Written:
    """Write events as ICEWS' event file. ``pairs`` as in ``dated.dyads``.

    Event ID and Story ID are numbers made from our keys, the same in every export. Raises
    OSError where the path cannot be written.
    """
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
            for dyad in dyads(event, pairs):
                stream.write(tab_line(_cells(event, dyad, facts)))
                written.rows += 1
    return written


def _cells(event: EventEntry, dyad: Dyad, facts: Facts) -> list[str]:
    cameo = facts.cameo_of(event.cameo, event.event, event.mode)
    told = first_told(event)
    return [
        str(dyad.id),
        day_of(event) or "",
        *_party(dyad.source, facts),
        cameo.label if cameo else plain(event.event.capitalize()),
        cameo.code if cameo else "",
        number(cameo.goldstein if cameo else event.score),
        *_party(dyad.target, facts),
        str(key_number(told.report)) if told else "",
        str(told.sentence_number) if told and told.sentence_number else "",
        plain(told.publisher) if told else "",
        *_place(event.spot, facts),
    ]


def _party(party: Party | None, facts: Facts) -> tuple[str, str, str]:
    """Name, sectors and country of one side."""
    if party is None:
        return "", "", ""
    country = facts.countries.get(party.country or "")
    name = party.name
    # ICEWS names those without a name of their own by what they are and where: "Police (India)".
    if party.kind == "collective" and country and country.name.lower() not in name.lower():
        name = f"{name} ({country.name})"
    body = facts.bodies.get(party.country or "")
    sectors = [body.icews if body else ""]
    sectors += [facts.sector_icews.get(sector, "") for sector in party.sectors]
    known = dict.fromkeys(sector for sector in sectors if sector)
    return plain(name), ",".join(known), country.name if country else ""


def _place(spot: Spot | None, facts: Facts) -> list[str]:
    """City, District, Province, Country, Latitude, Longitude."""
    if spot is None:
        return [""] * 6
    country = facts.countries.get(spot.country or "")
    city = province = ""
    kind = kind_of(spot, facts)
    if kind == "region":
        province = plain(spot.name)
    elif kind == "other":
        city = plain(spot.name)
    name = country.name if country else ""
    return [city, "", province, name, number(spot.lat), number(spot.lon)]
