"""Importing GeoNames' full dump (allCountries.txt) into an index file of our own.

The dump is a text of 19 columns parted by tabs, one place a line (geonames.org/export). What is
kept of it, and as what kind of place, says features.csv. The index is an SQLite file: ``place`` has
one row a place, ``name`` finds them by folded name. It is written beside its destination and moved
there when it is complete, so that a broken import leaves no half of an index behind.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import InputError
from dragoman.lexicon.geonames import fold
from dragoman.lexicon.tables import DATA, read_rows

FORMAT = "1"  # of the index file
_COLUMNS = 19
_BATCH = 20_000  # places written at a time
_SHORTEST_ALTERNATE = 4  # letters: shorter ones are codes and syllables of other languages
_FAULTS_KEPT = 20
_LONGEST_NUMBER = 15  # digits; a database takes 18

_SCHEMA = """
PRAGMA journal_mode=OFF;
PRAGMA synchronous=OFF;
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, kind TEXT, lat REAL, lon REAL,
                    country TEXT, admin1 TEXT, population INTEGER);
CREATE TABLE name (folded TEXT, id INTEGER, PRIMARY KEY (folded, id)) WITHOUT ROWID;
CREATE TABLE division (id INTEGER PRIMARY KEY);
CREATE TEMP TABLE raw (folded TEXT, id INTEGER);
"""


class Imported(NamedTuple):
    """What an import took: lines read, places and names kept, faulty lines and the first faults."""

    lines: int
    places: int
    names: int
    faulty: int
    faults: tuple[str, ...]


class _Place(NamedTuple):
    geonameid: int
    name: str
    kind: str
    lat: float
    lon: float
    country: str
    admin1: str
    population: int
    names: tuple[str, ...]  # folded


def import_dump(
    source: Path, target: Path, progress: Callable[[int], None] = lambda done: None
) -> Imported:
    """Write the index of the dump ``source`` to ``target``, over what was there.

    ``progress`` is called with the number of bytes read. A line that does not fit is left out and
    named by its number. Raises InputError where the file cannot be read or has no line that fits,
    or the index cannot be written.
    """
    kinds = _kinds(DATA / "places" / "features.csv")
    unfinished = target.with_name(target.name + ".tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        database = sqlite3.connect(unfinished, isolation_level=None)
        try:
            done = _fill(database, source, kinds, progress)
        finally:
            database.close()
        if not done.places:
            first = f" ({done.faults[0]})" if done.faults else ""
            raise InputError(f"{source}: no place of GeoNames' format in it{first}")
        unfinished.replace(target)
    except OSError as fault:
        raise InputError(f"{fault.filename or source}: {fault.strerror or fault}") from fault
    except sqlite3.Error as fault:
        raise InputError(f"{target}: cannot be written ({fault})") from fault
    finally:
        unfinished.unlink(missing_ok=True)
    return done


def _fill(
    database: sqlite3.Connection,
    source: Path,
    kinds: Mapping[tuple[str, str], str],
    progress: Callable[[int], None],
) -> Imported:
    database.executescript(_SCHEMA)
    lines, places, faulty, at = 0, 0, 0, 0
    faults: list[str] = []
    batch: list[_Place] = []
    database.execute("BEGIN")
    with source.open("rb") as dump:
        for line in dump:
            lines, at = lines + 1, at + len(line)
            try:
                place = _read(line, kinds)
            except ValueError as fault:
                faulty += 1
                if len(faults) < _FAULTS_KEPT:
                    faults.append(f"{source}:{lines}: {fault}")
                continue
            if place is not None:
                batch.append(place)
                places += 1
            if len(batch) >= _BATCH:
                _write(database, batch)
                batch.clear()
                progress(at)
    _write(database, batch)
    database.execute("INSERT INTO name SELECT DISTINCT folded, id FROM raw ORDER BY folded, id")
    database.execute("INSERT INTO division SELECT id FROM place WHERE kind = 'admin1'")
    names = int(database.execute("SELECT count(*) FROM name").fetchone()[0])
    about = {"format": FORMAT, "lines": lines, "places": places, "names": names, "bytes": at}
    database.executemany("INSERT INTO about VALUES (?, ?)", about.items())
    database.execute("COMMIT")
    progress(at)
    return Imported(lines, places, names, faulty, tuple(faults))


def _write(database: sqlite3.Connection, batch: list[_Place]) -> None:
    database.executemany(
        "INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (p[:8] for p in batch)
    )
    database.executemany("INSERT INTO raw VALUES (?, ?)", _names(batch))


def _names(batch: list[_Place]) -> Iterator[tuple[str, int]]:
    for place in batch:
        for name in place.names:
            yield name, place.geonameid


def _read(line: bytes, kinds: Mapping[tuple[str, str], str]) -> _Place | None:
    """The place of a line, None for one that is not taken; ValueError says what is wrong."""
    try:
        text = line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise ValueError("not in UTF-8") from None
    cells = text.split("\t")
    if len(cells) != _COLUMNS:
        raise ValueError(f"{len(cells)} columns, not {_COLUMNS}")
    number, name, ascii_name, others, lat_text, lon_text, feature, code, country = cells[:9]
    kind = kinds.get((feature, code), kinds.get((feature, "*"), ""))
    if not (number.isdecimal() and len(number) <= _LONGEST_NUMBER):
        raise ValueError(f"no GeoNames id: {number[:40]!r}")
    try:
        lat, lon = float(lat_text), float(lon_text)
    except ValueError:
        raise ValueError(f"no point: {lat_text!r}, {lon_text!r}") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"no point on earth: {lat_text}, {lon_text}")
    if not name:
        raise ValueError("no name")
    people = cells[14]
    population = int(people) if people.isdecimal() and len(people) <= _LONGEST_NUMBER else 0
    if not kind:
        return None
    names = {fold(name), fold(ascii_name or name)}
    names.update(fold(other) for other in others.split(",") if _is_name(other))
    folded = tuple(sorted(names))
    return _Place(int(number), name, kind, lat, lon, country, cells[10], population, folded)


def _is_name(other: str) -> bool:
    """True for an alternate name that an English report may use: Latin letters, a capital."""
    return len(other) >= _SHORTEST_ALTERNATE and other.isascii() and "A" <= other[0] <= "Z"


def _kinds(path: Path) -> dict[tuple[str, str], str]:
    rows = read_rows(path, ("class", "code", "kind"))
    return {(row["class"], row["code"]): row["kind"] for row in rows}
