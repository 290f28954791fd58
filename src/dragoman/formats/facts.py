"""Facts of the formats of the field: CAMEO labels and Goldstein values, country and sector codes.

The tables stand under ``formats/data``; what each column means stands in the files themselves.
"""

from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import LexiconError
from dragoman.lexicon.tables import DATA as LEXICON_DATA
from dragoman.lexicon.tables import Row, read_rows

DATA = Path(__file__).parent / "data"
_QUADS = {root: quad for quad, roots in enumerate(
    (("01", "02", "03", "04", "05"), ("06", "07", "08"), ("09", "10", "11", "12", "13"),
     ("14", "15", "16", "17", "18", "19", "20")), 1) for root in roots}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cameo:
    """A CAMEO code: what it says and the PLOVER type it is read as, empty where it has none."""

    code: str
    label: str
    goldstein: float
    event: str

    @property
    def quad(self) -> int:
        """GDELT's quad class, 1 to 4, by the root of the code."""
        return _QUADS[self.code[:2]]


@dataclass(frozen=True, slots=True)
class Country:
    """A country under the codes of the formats; ``cow`` is empty where it has no number."""

    code: str
    iso2: str
    fips: str
    cow: str
    cameo: str
    name: str
    geonameid: int


@dataclass(frozen=True, slots=True)
class Body:
    """An international code of the country field: CAMEO's known group and type, ICEWS' sector."""

    group: str
    type: str
    icews: str


@dataclass(frozen=True, slots=True, repr=False)
class Facts:
    """All tables. ``countries`` are by the code that a coding carries; ``code_of_fips`` and so on
    lead from the code of a format to it, ``code_of_name`` from a name in lower case."""

    cameo: dict[str, Cameo]
    standard: dict[tuple[str, str], str]
    countries: dict[str, Country]
    code_of_fips: dict[str, str]
    code_of_cameo: dict[str, str]
    code_of_name: dict[str, str]
    sector_icews: dict[str, str]
    sector_cameo: dict[str, str]
    sector_of_icews: dict[str, str]
    sector_of_cameo: dict[str, str]
    bodies: dict[str, Body]
    regions: dict[str, frozenset[str]]
    quad_of_event: dict[str, int]

    def known(self, code: str) -> Cameo | None:
        """The longest code of CAMEO that begins this one: a code of a user's own lexicon is
        written as the CAMEO code that it refines. None where not even the root is known."""
        for length in range(len(code), 1, -1):
            if code[:length] in self.cameo:
                return self.cameo[code[:length]]
        return None

    def cameo_of(self, code: str | None, event: str, mode: str | None) -> Cameo | None:
        """The CAMEO code of an event, the standard one of its type where it has none itself."""
        own = self.known(code) if code else None
        if own is not None and len(own.code) > 2:
            return own
        standard = self.standard.get((event, mode or "")) or self.standard.get((event, ""))
        return (self.known(standard) if standard else None) or own


def load_facts(folder: Path = DATA) -> Facts:
    """Read the tables. Raises LexiconError with file and line where one cannot be read."""
    cameo = {row["code"]: _cameo(row) for row in _rows(folder / "cameo.csv", Cameo)}
    country_rows = list(read_rows(folder / "countries.csv", _COUNTRY_COLUMNS))
    countries = {row["iso3"]: _country(row) for row in country_rows if row["iso3"] == row["code"]}
    sectors = list(read_rows(folder / "sectors.csv", ("sector", "icews", "cameo")))
    bodies = read_rows(folder / "bodies.csv", ("code", "group", "type", "icews"))
    codebook = list(
        read_rows(LEXICON_DATA / "codebook.csv", ("event", "mode", "quad", "score", "cameo"))
    )
    return Facts(
        cameo=cameo,
        standard={(row["event"], row["mode"]): row["cameo"] for row in codebook},
        countries=countries,
        code_of_fips=_reversed(country_rows, "fips", "code"),
        code_of_cameo=_reversed(country_rows, "cameo", "code"),
        code_of_name=_names(country_rows),
        sector_icews={row["sector"]: _first(row, "icews") for row in sectors},
        sector_cameo={row["sector"]: _first(row, "cameo") for row in sectors},
        sector_of_icews=_reversed(sectors, "icews", "sector"),
        sector_of_cameo=_reversed(sectors, "cameo", "sector"),
        bodies={row["code"]: Body(row["group"], row["type"], row["icews"]) for row in bodies},
        regions=_regions(country_rows),
        quad_of_event={row["event"]: int(row["quad"]) for row in codebook if not row["mode"]},
    )


_COUNTRY_COLUMNS = ("iso3", "code", "iso2", "fips", "cow", "cameo", "icews", "geonameid")


def _rows(path: Path, of: type) -> list[Row]:
    return list(read_rows(path, tuple(of.__dataclass_fields__)))  # type: ignore[attr-defined]


def _cameo(row: Row) -> Cameo:
    try:
        entry = Cameo(row["code"], row["label"], float(row["goldstein"]), row["event"])
    except ValueError:
        raise row.error(f"{row['goldstein']!r} is no Goldstein value") from None
    if entry.code[:2] not in _QUADS or not -10 <= entry.goldstein <= 10:
        raise row.error(f"{entry.code} is no CAMEO code with a Goldstein value of -10 to 10")
    return entry


def _country(row: Row) -> Country:
    if not row["geonameid"].isdigit():
        raise row.error(f"{row['geonameid']!r} is no GeoNames id")
    return Country(
        code=row["code"],
        iso2=row["iso2"],
        fips=_first(row, "fips"),
        cow=row["cow"],
        cameo=_first(row, "cameo"),
        name=_first(row, "icews"),
        geonameid=int(row["geonameid"]),
    )


def _first(row: Row, column: str) -> str:
    return next(iter(row.items(column)), "")


def _reversed(rows: list[Row], column: str, to: str) -> dict[str, str]:
    return {value: row[to] for row in rows for value in row.items(column)}


def _names(rows: list[Row]) -> dict[str, str]:
    return {name.lower(): row["code"] for row in rows for name in row.items("icews")}


def _regions(rows: list[Row]) -> dict[str, frozenset[str]]:
    """Names of first-order divisions in lower case, by the code of their country."""
    codes = {row["iso2"]: row["code"] for row in rows}
    found: dict[str, set[str]] = {}
    columns = ("code", "name", "geonames", "geonameid", "lat", "lon", "aliases")
    for row in read_rows(LEXICON_DATA / "places" / "admin.csv", columns):
        country = codes.get(row["code"][:2])
        if country is None:
            raise LexiconError(f"{row.path}:{row.line}: {row['code']} is in no known country")
        found.setdefault(country, set()).add(row["name"].lower())
    return {country: frozenset(names) for country, names in found.items()}
