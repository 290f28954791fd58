"""The gazetteer: countries, divisions, regions, sites of our own tables, cities of GeoNames."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Literal, NamedTuple

from dragoman.lexicon.fullgazetteer import FullGazetteer, FullPlace, chosen_index, open_index
from dragoman.lexicon.geonames import Alternate, City, Geonames, Subdivision, fold, load_geonames
from dragoman.lexicon.tables import Row, read_rows

ToponymKind = Literal[
    "country", "continent", "region", "sea", "river", "admin1", "admin2", "city", "site", "seat"
]
_REGION_KINDS = frozenset({"continent", "region", "sea", "river"})


class Toponym(NamedTuple):
    """One place that a name can mean. ``admin1`` is the name of the first-order division it lies
    in and ``admin1_code`` its GeoNames code ("US.GA"); countries use the codes of the codebook."""

    name: str
    kind: ToponymKind
    geonameid: int | None
    lat: float
    lon: float
    country: str | None
    admin1: str | None = None
    admin1_code: str | None = None
    population: int = 0


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words of ``words.csv`` by kind."""

    county: frozenset[str]
    thing: frozenset[str]
    civic: frozenset[str]
    local: frozenset[str]
    settlement: frozenset[str]
    numbered: frozenset[str]
    at: frozenset[str]
    part: frozenset[str]
    where: frozenset[str]
    initial: dict[str, str]
    person: frozenset[str]
    common: frozenset[str]
    going: frozenset[str]
    reaching: frozenset[str]
    carrying: frozenset[str]
    telling: frozenset[str]
    ground: frozenset[str]
    staging: frozenset[str]
    authority: frozenset[str]
    body: frozenset[str]
    clock: frozenset[str]
    bearer: frozenset[str]
    never: frozenset[str]  # words of the kinds county, thing, part, none: no town alone


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All places by name. ``tables`` is keyed by folded name, ``adjectives`` and ``short`` by the
    word as written; ``postal`` finds a division by its ISO code ("US-GA")."""

    tables: dict[str, tuple[Toponym, ...]]
    adjectives: dict[str, Toponym]
    short: dict[str, tuple[Toponym, ...]]
    meant: dict[str, tuple[str, str]]  # short form: name in full and country
    postal: dict[str, Toponym]
    admin1: dict[str, Toponym]  # by GeoNames code
    country_of: dict[str, Toponym]  # by alpha-2
    capitals: frozenset[int]  # GeoNames ids
    words: PlaceWords
    geonames: Geonames
    full: FullGazetteer | None = None  # the user's own, beside the packaged one
    # What was asked of all these together, which is the same in every report.
    answers: dict[str, tuple[Toponym, ...]] = field(default_factory=dict, repr=False, compare=False)

    def table(self, name: str) -> tuple[Toponym, ...]:
        """What our own tables know under this name or abbreviation."""
        return self.short.get(name) or self.tables.get(plain(name), ())

    def cities(self, name: str) -> list[Toponym]:
        """The cities of this name, also where it is written short ("St. Louis", "NYC")."""
        name, code = self.meant.get(name, (name, None))
        found = [self._city(c) for n in self._forms(name) for c in self.geonames.cities_named(n)]
        return [place for place in found if code in (None, place.country)]

    def divisions(self, name: str) -> list[Toponym]:
        """The first and second order divisions of this name; their point is the middle of their
        cities, and those without a city are left out."""
        name, code = (name, None) if self.table(name) else self.meant.get(name, (name, None))
        found = (
            self._division(s)
            for form in self._forms(name)
            for s in self.geonames.subdivisions_named(form)
        )
        return [p for p in found if p is not None and code in (None, p.country)]

    def alternates(self, name: str, smallest: int = 0) -> list[Toponym]:
        """Larger cities that have this among their other names, the largest first; those of fewer
        than ``smallest`` inhabitants are left out."""
        named = self.geonames.alternates_named(name)
        found = [self._alternate(a) for a in named if a.population >= smallest]
        return sorted(found, key=lambda place: -place.population)

    def others(self, name: str) -> list[Toponym]:
        """What the user's full gazetteer has under this name, the largest first."""
        if self.full is None:
            return []
        name, code = (name, None) if self.table(name) else self.meant.get(name, (name, None))
        found = [
            self._full(place) for form in self._forms(name) for place in self.full.named(fold(form))
        ]
        return [place for place in found if code in (None, place.country)]

    def _full(self, place: FullPlace) -> Toponym:
        code = f"{place.country}.{place.admin1}"
        known, country = self.admin1.get(code), self.country_of.get(place.country)
        name = known.name if known else self.full.divisions.get(code) if self.full else None
        kind: ToponymKind = place.kind  # type: ignore[assignment]
        return Toponym(
            place.name, kind, place.geonameid, place.lat, place.lon,
            country.country if country else None, name, code if place.admin1 else None,
            place.population,
        )  # fmt: skip

    def _forms(self, name: str) -> list[str]:
        first, _, rest = name.partition(" ")
        full = self.words.initial.get(first)
        return [f"{full} {rest}", name] if full and rest else [name]

    def _city(self, city: City) -> Toponym:
        country = self._country(city.country)
        top = self.geonames.subdivision(city.subdivisions[0]) if city.subdivisions else None
        code = top.code if top else None
        name = self.admin1[code].name if code in self.admin1 else top.name if top else None
        return Toponym(
            city.name, "city", city.geonameid, city.lat, city.lon, country, name, code,
            city.population,
        )  # fmt: skip

    def _division(self, division: Subdivision) -> Toponym | None:
        if division.code in self.admin1:
            return self.admin1[division.code]
        middle = self.geonames.middle_of(division)
        if middle is None:
            return None
        lat, lon, population = round(middle[0], 5), round(middle[1], 5), middle[2]
        top = division if division.parent is None else self.geonames.subdivision(division.parent)
        name = self.admin1[top.code].name if top.code in self.admin1 else top.name
        return Toponym(
            division.name, "admin1" if division.level == 1 else "admin2", division.geonameid,
            lat, lon, self._country(division.country), name, top.code, population,
        )  # fmt: skip

    def _alternate(self, city: Alternate) -> Toponym:
        code = f"{city.country}.{city.admin1}"
        known, country = self.admin1.get(code), self.country_of.get(city.country)
        return Toponym(
            city.name, "city", city.geonameid, city.lat, city.lon,
            country.country if country else None, known.name if known else None, code,
            city.population,
        )  # fmt: skip

    def _country(self, row: int) -> str | None:
        alpha2, alpha3 = self.geonames.countries[row - 1]
        known = self.country_of.get(alpha2)
        return known.country if known else alpha3


def plain(name: str) -> str:
    """A name without case and accents, and without the article before it."""
    return fold(name).removeprefix("the ")


def load_places(folder: Path) -> Gazetteer:
    """Read the tables in ``folder``, the packaged gazetteer, and the user's own where there is one
    (see ``fullgazetteer.chosen_index``).

    Raises LexiconError, with file and line, on a row that does not fit, MissingPartError where a
    package is missing.
    """
    tables: dict[str, list[Toponym]] = {}
    adjectives: dict[str, Toponym] = {}
    short: dict[str, list[Toponym]] = {}
    country_of, admin1, postal = {}, {}, {}
    capitals: set[int] = set()
    for row, place in _countries(folder / "countries.csv"):
        country_of[row["iso2"]] = place
        if row["capital"]:
            capitals.add(_number(row, "capital") or 0)
        _enter(row, place, tables, short, adjectives)
    for row, place in _divisions(folder / "admin.csv", country_of):
        admin1[row["geonames"]] = place
        postal[row["code"]] = place
        _enter(row, place, tables, short, adjectives)
    for row, place in _regions(folder / "regions.csv"):
        _enter(row, place, tables, short, adjectives)
    for row, place in _sites(folder / "sites.csv"):
        _enter(row, place, tables, short, adjectives)
    columns = ("short", "means", "code")
    meant = {
        r["short"]: (r["means"], r["code"])
        for r in read_rows(folder / "abbreviations.csv", columns)
    }
    return Gazetteer(
        tables={name: tuple(places) for name, places in tables.items()},
        adjectives=adjectives,
        short={name: tuple(places) for name, places in short.items()},
        meant=meant,
        postal=postal,
        admin1=admin1,
        country_of=country_of,
        capitals=frozenset(capitals),
        words=_words(folder / "words.csv"),
        geonames=load_geonames(),
        full=open_index(index) if (index := chosen_index()) is not None else None,
    )


def _enter(
    row: Row,
    place: Toponym,
    tables: dict[str, list[Toponym]],
    short: dict[str, list[Toponym]],
    adjectives: dict[str, Toponym],
) -> None:
    for name in (row["name"], *row.items("aliases")):
        # Capitals and full stops: "US" is a place and "us" is not, so the case must be kept.
        exact = name.isupper() or name.endswith(".") or len(name) < 4
        target, key = (short, name) if exact else (tables, plain(name))
        places = target.setdefault(key, [])
        if place not in places:
            places.append(place)
    for word in row.items("adjectives") if "adjectives" in row.cells else ():
        adjectives.setdefault(word, place)
        if not word.endswith(("ese", "ish", "ch", "men", "s")):
            adjectives.setdefault(word + "s", place)


_COUNTRY = ("code", "iso2", "name", "geonameid", "lat", "lon", "capital", "aliases", "adjectives")
_ADMIN = ("code", "name", "geonames", "geonameid", "lat", "lon", "aliases")
_REGION = ("kind", "name", "code", "geonameid", "lat", "lon", "aliases", "adjectives")
_SITE = ("kind", "name", "code", "lat", "lon", "near", "aliases")


def _countries(path: Path) -> Iterator[tuple[Row, Toponym]]:
    for row in read_rows(path, _COUNTRY):
        lat, lon = _point(row)
        yield row, Toponym(row["name"], "country", _number(row), lat, lon, row["code"])


def _divisions(path: Path, countries: dict[str, Toponym]) -> Iterator[tuple[Row, Toponym]]:
    for row in read_rows(path, _ADMIN):
        country = countries.get(row["code"].partition("-")[0])
        if country is None:
            raise row.error(f"no country has the code that {row['code']} begins with")
        lat, lon = _point(row)
        yield (
            row,
            Toponym(
                row["name"], "admin1", _number(row), lat, lon, country.country, row["name"],
                row["geonames"],
            ),
        )  # fmt: skip


def _regions(path: Path) -> Iterator[tuple[Row, Toponym]]:
    for row in read_rows(path, _REGION):
        if row["kind"] not in _REGION_KINDS:
            raise row.error(f"kind must be one of {', '.join(sorted(_REGION_KINDS))}")
        lat, lon = _point(row)
        kind: ToponymKind = row["kind"]  # type: ignore[assignment]
        yield row, Toponym(row["name"], kind, _number(row), lat, lon, row["code"] or None)


def _sites(path: Path) -> Iterator[tuple[Row, Toponym]]:
    for row in read_rows(path, _SITE):
        if row["kind"] not in ("site", "seat"):
            raise row.error("kind must be site or seat")
        lat, lon = _point(row)
        kind: ToponymKind = "seat" if row["kind"] == "seat" else "site"
        yield row, Toponym(row["name"], kind, None, lat, lon, row["code"] or None)


def _point(row: Row) -> tuple[float, float]:
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except ValueError:
        raise row.error("lat and lon must be numbers") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise row.error("lat must lie within 90 and lon within 180 degrees")
    return lat, lon


def _number(row: Row, column: str = "geonameid") -> int | None:
    text = row[column]
    if text and not text.isdigit():
        raise row.error(f"{column} must be a number")
    return int(text) if text else None


def _words(path: Path) -> PlaceWords:
    words = {row["kind"]: row.items("words") for row in read_rows(path, ("kind", "words"))}
    never = {w for kind in ("county", "thing", "part", "none") for w in words.get(kind, ())}
    words["never"] = sorted(never | {form for w in never for form in (w.title(), w.upper())})
    try:
        initial = dict(word.split("=", 1) for word in words.pop("initial"))
        names = [f.name for f in fields(PlaceWords) if f.name != "initial"]
        return PlaceWords(initial=initial, **{name: frozenset(words[name]) for name in names})
    except KeyError as missing:
        raise next(read_rows(path, ("kind", "words"))).error(f"no row of kind {missing}") from None
