"""Cities and provinces that only the packaged gazetteer knows, and whose each is taken to be."""

from collections.abc import Iterator, Sequence

from dragoman.coding.actors.units import Unit
from dragoman.coding.parsing import Parse
from dragoman.lexicon.actors import ActorBook
from dragoman.lexicon.geonames import Geonames
from dragoman.lexicon.names import Entry

_LABELS = frozenset({"GPE", "LOC", "FAC", "GPE?"})
_PLACING = frozenset({"in", "near", "around", "outside", "from", "at"})
_KINDS = ("district", "province", "city", "town", "region", "governorate", "state", "county")
# A name that no country of the report has is taken for the largest city that bears it, if that is
# large and no namesake elsewhere comes near it; nor is a hamlet of these taken for a city (Geneva
# in a report on the United States). Set by hand.
_LARGE, _TIMES = 100_000, 5


def locate(parse: Parse, book: ActorBook, units: Sequence[Unit]) -> None:
    """Give the places that no table knows their countries: those the report names go first."""
    if book.geonames is None:
        return
    unknown = [unit for unit in units if _may_be_town(parse, unit)]
    if not unknown:
        return
    near = _named(units)
    known: dict[str, str | None] = {}
    for unit in unknown:
        name = parse.text[slice(*parse.span(unit.start, unit.end))]
        if name not in known:
            known[name] = country_of_town(book, book.geonames, name, near)
        country = known[name]
        if country is not None:
            unit.sort = "place"
            unit.entries = (Entry(name, "place", country, (), "", "", "", None, "GeoNames", False),)


def _may_be_town(parse: Parse, unit: Unit) -> bool:
    if unit.entries or unit.sort != "name" or not parse.words[unit.start][:1].isupper():
        return False
    if unit.label in _LABELS:
        return True
    last = unit.end - 1
    return unit.label in ("ORG", "PERSON") and (
        parse.deps[last] == "pobj" and parse.lower[parse.heads[last]] in _PLACING
    )


def _named(units: Sequence[Unit]) -> list[str]:
    """The countries that a report names, the first one first."""
    codes = (e.country for u in units for e in u.entries[:1] if e.kind in ("state", "group"))
    return list(dict.fromkeys(code for code in codes if code))


def country_of_town(
    book: ActorBook, geonames: Geonames, name: str, near: Sequence[str]
) -> str | None:
    """The country of a place by its name, None where there is no such place or too many."""
    for kind in _KINDS:
        name = name.removesuffix(f" {kind}").removesuffix(f" {kind.title()}")
    largest: dict[str, int] = {}
    for country, population in _bearers(geonames, name):
        if country in book.states:
            largest[country] = max(largest.get(country, 0), population)
    order = sorted(largest, key=lambda country: -largest[country])
    if not order:
        return None
    rival = largest[order[0]] if largest[order[0]] >= _LARGE else 0
    for country in near:
        if country in largest and _TIMES * largest[country] >= rival:
            return country
    others = [largest[country] for country in order[1:2]]
    clear = all(largest[order[0]] >= _TIMES * other for other in others)
    return order[0] if clear and largest[order[0]] >= _LARGE else None


def _bearers(geonames: Geonames, name: str) -> Iterator[tuple[str, int]]:
    """Code of the country and population of all places of a name."""
    codes = dict(geonames.countries)
    for city in geonames.cities_named(name):
        yield geonames.countries[city.country - 1][1], city.population
    for other in geonames.alternates_named(name):
        yield codes.get(other.country, ""), other.population
    for division in geonames.subdivisions_named(name):
        yield geonames.countries[division.country - 1][1], 0
