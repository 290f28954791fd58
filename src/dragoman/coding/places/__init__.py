"""The place stage: toponyms found and resolved to points, and where each event took place."""

from dragoman.coding.parsing import Parse
from dragoman.coding.places.holders import holders
from dragoman.coding.places.records import Found, LocatedPlace, Lookup, Places
from dragoman.coding.places.resolve import Choice, resolve
from dragoman.coding.places.spans import find_spans
from dragoman.coding.places.standins import StandIn, stand_ins
from dragoman.lexicon.places import Gazetteer
from dragoman.model import Place, Report

__all__ = ["LocatedPlace", "find_places"]


def find_places(parse: Parse, report: Report, gazetteer: Gazetteer) -> Places:
    """The places a report names, in text order, each resolved with the whole report in view.

    Adjectives ("Iranian") are among them, marked by ``kind``. A name that the gazetteer does not
    have takes the point of the place that the report puts it in; ``because`` says so.
    """
    lookup = Lookup(gazetteer)
    found = find_spans(parse, lookup)
    inside = holders(parse, found, lookup)
    choices = resolve(found, inside, lookup, report)
    points = stand_ins(parse, found, inside, choices)
    located = [
        _located(parse, match, choice, point)
        for match, choice, point in zip(found, choices, points, strict=True)
    ]
    return Places(located, gazetteer.words)


def _located(parse: Parse, match: Found, choice: Choice, stand_in: StandIn | None) -> LocatedPlace:
    start, end = parse.span(match.start, match.end)
    span = start + match.cut[0], end - match.cut[1]
    name = parse.text[slice(*span)]
    place = choice.place or (stand_in.place if stand_in else None)
    if place is None:
        because = "named as a place; not in the gazetteer"
        return LocatedPlace(
            match.start, match.end, Place(span=span, name=name, because=because), match.kind
        )
    because = choice.because
    if stand_in is not None:
        because = f"not in the gazetteer; put at {place.name}, {stand_in.because}"
    known = choice.place is not None and match.kind != "facility"
    if choice.place is not None and match.kind == "facility":
        because = f"put at {place.name}, which its name has in it ({because})"
    if match.kind == "adjective":
        because = f"adjective of {place.name}"
    return LocatedPlace(
        match.start,
        match.end,
        Place(
            span=span, name=name, geonameid=place.geonameid if known else None,
            lat=place.lat, lon=place.lon, country=place.country, admin1=place.admin1,
            because=because,
        ),
        match.kind,
        place.kind,
    )  # fmt: skip
