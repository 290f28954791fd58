"""Where events took place: points of a map, and countries."""

from collections.abc import Hashable, Iterable

from dragoman.entries import Spot
from dragoman.model import Record
from dragoman.record.happenings import Happening


class PlaceCount(Record, frozen=True, kw_only=True):
    """The events of one place. ``cooperation`` and ``conflict`` make up ``events``; ``score`` is
    the mean PLOVER score; ``first`` and ``last`` are days. Without a point it stands on no map."""

    name: str
    country: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    events: int
    sources: int
    cooperation: int
    conflict: int
    score: float
    first: str | None = None
    last: str | None = None


class CountryCount(Record, frozen=True, kw_only=True):
    """The events of one country; ``places`` are those in it that events name."""

    country: str
    places: int
    events: int
    cooperation: int
    conflict: int
    score: float


def by_place(happenings: Iterable[Happening]) -> list[PlaceCount]:
    """Events by place, most events first. Places are one where GeoNames says so, otherwise where
    name and country are the same; events without a place are left out."""
    groups: dict[Hashable, list[Happening]] = {}
    for item in happenings:
        if item.spot is not None:
            groups.setdefault(_identity(item.spot), []).append(item)
    found = [_place(items) for items in groups.values()]
    return sorted(found, key=lambda place: (-place.events, place.name, place.country or ""))


def by_country(happenings: Iterable[Happening]) -> list[CountryCount]:
    """Events by the country of their place, most events first."""
    groups: dict[str, list[Happening]] = {}
    for item in happenings:
        if item.spot is not None and item.spot.country:
            groups.setdefault(item.spot.country, []).append(item)
    found = [
        CountryCount(
            country=country,
            places=len({_identity(item.spot) for item in items if item.spot}),
            events=len(items),
            cooperation=sum(item.quad < 3 for item in items),
            conflict=sum(item.quad > 2 for item in items),
            score=_mean(items),
        )
        for country, items in groups.items()
    ]
    return sorted(found, key=lambda land: (-land.events, land.country))


def _identity(spot: Spot) -> Hashable:
    return spot.geonameid or (spot.name.casefold(), spot.country)


def _place(items: list[Happening]) -> PlaceCount:
    spots = [item.spot for item in items if item.spot]
    # The shortest of the names reports use is the plainest: "Doha" for "Doha, Qatar".
    spot = min(spots, key=lambda spot: (spot.lat is None, len(spot.name), spot.name))
    days = sorted(item.day for item in items if item.day)
    return PlaceCount(
        name=spot.name,
        country=spot.country,
        geonameid=spot.geonameid,
        lat=spot.lat,
        lon=spot.lon,
        events=len(items),
        sources=sum(item.sources for item in items),
        cooperation=sum(item.quad < 3 for item in items),
        conflict=sum(item.quad > 2 for item in items),
        score=_mean(items),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


def _mean(items: list[Happening]) -> float:
    return round(sum(item.score for item in items) / len(items), 6)
