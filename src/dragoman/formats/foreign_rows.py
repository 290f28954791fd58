"""One line of ICEWS, GDELT or POLECAT as a typed event."""

from collections.abc import Callable

from dragoman.formats.facts import Facts
from dragoman.formats.foreign_cells import MISSING, Cells, ForeignEvent, ForeignParty, RowError

# GDELT's and PLOVER's quad classes where a file spells them out.
_QUADS = {
    "verbal cooperation": 1,
    "material cooperation": 2,
    "verbal conflict": 3,
    "material conflict": 4,
}
# Names PLOVER's types had in older drafts.
_OLD_TYPES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT":
              "ASSAULT", "YIELD": "CONCEDE"}  # fmt: skip


def icews_event(row: Cells, line: int, facts: Facts) -> ForeignEvent:
    """A line of ICEWS. Raises RowError."""
    code = row.cameo("CAMEO Code")
    known = facts.known(code)
    places = (row.text(column) for column in ("City", "District", "Province"))
    return ForeignEvent(
        system="icews",
        id=row.needed("Event ID"),
        line=line,
        day=row.day("Event Date"),
        event=(known.event or None) if known else None,
        cameo=code,
        quad=known.quad if known else None,
        score=row.real("Intensity", 10),
        source=_icews_party(row, "Source", facts),
        target=_icews_party(row, "Target", facts),
        place=next((place for place in places if place), None),
        place_country=_by_name(row.text("Country"), facts),
        lat=row.real("Latitude", 90),
        lon=row.real("Longitude", 180),
        story=row.text("Story ID"),
        publisher=row.text("Publisher"),
    )


def _icews_party(row: Cells, side: str, facts: Facts) -> tuple[ForeignParty, ...]:
    name, country = row.text(f"{side} Name"), row.text(f"{side} Country")
    sectors = row.text(f"{side} Sectors")
    if name is None and country is None:
        return ()
    party = ForeignParty(
        name=name,
        country=_by_name(country, facts),
        sectors=_sectors(sectors, ",", facts.sector_of_icews.get),
        country_as_given=country,
        sectors_as_given=sectors,
    )
    return (party,)


def _by_name(name: str | None, facts: Facts) -> str | None:
    return facts.code_of_name.get(name.lower()) if name else None


def _sectors(
    cell: str | None, separator: str, lookup: Callable[[str], str | None]
) -> tuple[str, ...]:
    parts = (part.strip() for part in (cell or "").split(separator))
    return tuple(dict.fromkeys(found for part in parts if (found := lookup(part))))


def gdelt_event(row: Cells, line: int, facts: Facts) -> ForeignEvent:
    """A line of GDELT 1.0 or 2.0. Raises RowError."""
    code = row.cameo("EventCode")
    known = facts.known(code)
    fips = row.text("ActionGeo_CountryCode")
    address = row.text("SOURCEURL")
    return ForeignEvent(
        system="gdelt",
        id=row.needed("GLOBALEVENTID"),
        line=line,
        day=row.day("SQLDATE"),
        event=(known.event or None) if known else None,
        cameo=code,
        quad=_quad(row.text("QuadClass")),
        score=row.real("GoldsteinScale", 10),
        source=_gdelt_party(row, "Actor1", facts),
        target=_gdelt_party(row, "Actor2", facts),
        place=row.text("ActionGeo_FullName"),
        place_country=facts.code_of_fips.get(fips) if fips else None,
        lat=row.real("ActionGeo_Lat", 90),
        lon=row.real("ActionGeo_Long", 180),
        url=address if address and address.startswith(("http://", "https://")) else None,
        publisher=address if address and not address.startswith("http") else None,
        mentions=row.whole("NumMentions"),
    )


def _gdelt_party(row: Cells, side: str, facts: Facts) -> tuple[ForeignParty, ...]:
    name, code = row.text(f"{side}Name"), row.text(f"{side}Code")
    if name is None and code is None:
        return ()
    country = row.text(f"{side}CountryCode")
    group = row.text(f"{side}KnownGroupCode")
    types = [row.text(f"{side}Type{n}Code") for n in (1, 2, 3)]
    known = facts.code_of_cameo.get(country or "")
    if known is None:
        known = next(
            (
                ours
                for ours, body in facts.bodies.items()
                if (body.group and body.group == group) or (not body.group and body.type in types)
            ),
            None,
        )
    given = ",".join(type_ for type_ in types if type_) or None
    party = ForeignParty(
        name=name,
        country=known,
        sectors=_sectors(given, ",", facts.sector_of_cameo.get),
        country_as_given=country,
        sectors_as_given=given,
    )
    return (party,)


def _quad(cell: str | None) -> int | None:
    if cell is None:
        return None
    quad = _QUADS.get(cell.lower()) or (int(cell) if cell in ("1", "2", "3", "4") else None)
    if quad is None:
        raise RowError(f"the quad class is none of 1 to 4: {cell!r}")
    return quad


def polecat_event(row: Cells, line: int, facts: Facts) -> ForeignEvent:
    """A line of POLECAT. Raises RowError."""
    given = row.needed("Event Type").upper()
    event = _OLD_TYPES.get(given, given)
    if event not in facts.quad_of_event:
        raise RowError(f"Event Type is no type of PLOVER: {given!r}")
    return ForeignEvent(
        system="polecat",
        id=row.needed("Event ID"),
        line=line,
        day=row.day("Event Date"),
        event=event,
        mode=row.text("Event Mode"),
        quad=_quad(row.text("Quad Code")),
        score=row.real("Intensity", 10),
        source=_polecat_parties(row, "Actor", facts),
        target=_polecat_parties(row, "Recipient", facts),
        place=row.text("Placename"),
        place_country=_polecat_country(row.text("Country"), facts),
        lat=row.real("Latitude", 90),
        lon=row.real("Longitude", 180),
        geonameid=row.whole("GeoNames ID"),
        publisher=row.text("Source"),
    )


def _polecat_parties(row: Cells, side: str, facts: Facts) -> tuple[ForeignParty, ...]:
    """The parties of one side. Where names and countries are equally many they belong together;
    where there is one country for several names it is theirs."""
    names = _parts(row.text(f"{side} Name"))
    countries = _parts(row.text(f"{side} Country"))
    sectors = _parts(row.text(f"{side} Sectors")) or _parts(row.text(f"Primary {side} Sector"))
    if not names:
        names = [None] * len(countries)
    countries = _parallel(countries, len(names))
    # Several sectors of one party stand side by side in the same way as several parties.
    if len(names) == 1:
        sectors = [",".join(part for part in sectors if part) or None]
    given = _parallel(sectors, len(names))
    return tuple(
        ForeignParty(
            name=name,
            country=_polecat_country(country, facts),
            sectors=_sectors(
                sector, ",", lambda part: part if part in facts.sector_icews else None
            ),
            country_as_given=country,
            sectors_as_given=sector,
        )
        for name, country, sector in zip(names, countries, given, strict=True)
    )


def _parts(cell: str | None) -> list[str | None]:
    if cell is None:
        return []
    return [None if part.strip() in MISSING else part.strip() for part in cell.split(";")]


def _parallel(values: list[str | None], length: int) -> list[str | None]:
    if len(values) == 1:
        return values * length
    return values if len(values) == length else [None] * length


def _polecat_country(value: str | None, facts: Facts) -> str | None:
    """Our code of a country that is given by code or by name."""
    if value is None or value in facts.bodies:
        return value
    return facts.code_of_cameo.get(value) or facts.code_of_name.get(value.lower())
