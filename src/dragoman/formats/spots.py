"""What kind of place an event took place in, for formats with a column for each."""

from dragoman.entries import Spot
from dragoman.formats.facts import Facts


def kind_of(spot: Spot, facts: Facts) -> str:
    """What a place is, as far as an entry tells: a ``country``, a first-order ``region`` of one, or
    ``other``: a town, nearly always."""
    country = facts.countries.get(spot.country or "")
    name = spot.name.lower()
    if country and (
        spot.geonameid == country.geonameid
        or facts.code_of_name.get(name.removeprefix("the ")) == country.code
    ):
        return "country"
    return "region" if name in facts.regions.get(spot.country or "", ()) else "other"
