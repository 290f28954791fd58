"""Tables of actors from elsewhere, made into a table that ``--actors`` takes.

Here are the rows of that table, how they are made from cells, and the reader of CSV and TSV, whose
columns may go by many names. Countries may be codes of three or two letters, names or adjectives;
sectors that are not given come from the words for offices and bodies.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import InputError
from dragoman.lexicon.actors import STATE_COLUMNS, ActorBook
from dragoman.lexicon.check_actors import INTERNATIONAL, SECTORS
from dragoman.lexicon.names import DAY, KINDS, name_key
from dragoman.lexicon.own_actors import COLUMNS
from dragoman.lexicon.tables import DATA, read_rows

# What the columns of a table are called elsewhere, in lower case; the first one is ours.
SYNONYMS = {
    "name": ("name", "label", "itemlabel", "personlabel", "actor", "person", "organization",
             "organisation"),
    "aliases": ("aliases", "alias", "itemaltlabel", "altlabel", "also known as", "other names",
                "aka"),
    "kind": ("kind", "type"),
    "country": ("country", "iso3", "countrycode", "country code", "country_code", "nationality",
                "countrylabel", "state", "code"),
    "sectors": ("sectors", "sector"),
    "role": ("role", "office", "position", "positionlabel", "title"),
    "start": ("start", "from", "since", "begin", "start date", "start_date"),
    "end": ("end", "to", "until", "end date", "end_date"),
    "wiki": ("wiki", "article", "wikipedia", "sitelink"),
}  # fmt: skip
_CLASSES = ("class", "classlabel", "instance of", "kindlabel", "typelabel")
_DAY_LENGTH = len("YYYY-MM-DD")


class Imported(NamedTuple):
    """One row of the table that is made. ``sectors`` and ``aliases`` hold several values."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str
    sectors: tuple[str, ...]
    role: str
    start: str
    end: str
    wiki: str


class Codes:
    """Finds the codes of countries, and the sectors of offices and bodies, by their names."""

    def __init__(self, book: ActorBook, data: Path = DATA) -> None:
        self.book = book
        self.by_iso2: dict[str, str] = {}
        for row in read_rows(data / "actors" / "states.csv", STATE_COLUMNS):
            self.by_iso2.setdefault(row["iso2"], row["code"])

    def country(self, text: str) -> str | None:
        """The code for a code, name or adjective of a country; "" for none; None if unknown."""
        plain = text.strip()
        code = plain.upper()
        if not plain or code in INTERNATIONAL or code in self.book.states:
            return code
        if code in self.by_iso2:
            return self.by_iso2[code]
        for form in self.book.forms.get(name_key(plain), ()):
            for entry in form.entries:
                if entry.kind == "state" and entry.country and form.use != "metonym":
                    return entry.country
        return None

    def sectors(self, words: str) -> tuple[str, ...]:
        """The sectors of an office or a kind of body ("Minister of Defence of Peru")."""
        for phrase in _shorter(words):
            role = self.book.roles.get(name_key(phrase))
            if role is not None and role.sectors:
                return role.sectors
        return ()


def _shorter(words: str) -> Iterator[str]:
    """A phrase, without what it is of, without its first words."""
    while words:
        yield words
        before, of, _ = words.rpartition(" of ")
        if not of:
            break
        words = before
    parts = words.split()
    for start in range(1, len(parts)):
        yield " ".join(parts[start:])


def read_table(path: Path, text: str, codes: Codes) -> Iterator[Imported]:
    """The rows of a CSV or TSV table. Raises InputError, with file and line, where one cannot be
    used."""
    lines = text.splitlines()
    head = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    tabs = head.count("\t") > head.count(",")
    reader = csv.reader(io.StringIO(text), delimiter="\t" if tabs else ",")
    columns: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells) or cells[0].startswith("#"):
                continue
            where = f"{path}:{reader.line_num}"
            if not columns:
                columns = _columns(where, cells)
            elif len(cells) != len(columns):
                raise InputError(f"{where}: {len(cells)} cells where the header has {len(columns)}")
            else:
                yield row_of(where, dict(zip(columns, map(str.strip, cells), strict=True)), codes)
    except csv.Error as fault:
        raise InputError(f"{path}:{reader.line_num}: is no row of a table ({fault})") from fault


def _columns(where: str, header: Iterable[str]) -> list[str]:
    """Our names for the columns of a header."""
    ours = {other: name for name, others in SYNONYMS.items() for other in others}
    columns = [ours.get(cell.strip().lower(), cell.strip().lower()) for cell in header]
    if "name" not in columns:
        raise InputError(
            f"{where}: no column holds the names; it has to be called one of "
            f"{', '.join(SYNONYMS['name'])}"
        )
    if len(set(columns)) < len(columns):
        twice = next(column for column in columns if columns.count(column) > 1)
        raise InputError(f"{where}: two columns hold the {twice}; leave one of them out")
    return columns


def row_of(where: str, cells: Mapping[str, str], codes: Codes) -> Imported:
    """A row of the table from cells under our names, with what it leaves open filled in.

    Raises InputError where name, country, sectors, kind or a day cannot be used.
    """
    name = cells.get("name", "")
    if not name_key(name):
        raise InputError(f"{where}: the name is missing")
    country = codes.country(cells.get("country", ""))
    if country is None:
        raise InputError(f"{where}: the country {cells['country']!r} is not known; give its code")
    role = cells.get("role", "")
    classes = next((cells[c] for c in _CLASSES if cells.get(c)), "")
    sectors = tuple(s.upper() for s in _parts(cells.get("sectors", "")))
    for sector in sectors:
        if sector not in SECTORS:
            raise InputError(f"{where}: the sector {sector!r} is none of the codebook")
    sectors = sectors or codes.sectors(role) or codes.sectors(classes)
    kind = cells.get("kind", "").lower() or _kind(role, classes, sectors)
    if kind not in KINDS:
        raise InputError(f"{where}: the kind must be one of {', '.join(KINDS)}, not {kind!r}")
    start, end = (_day(where, column, cells.get(column, "")) for column in ("start", "end"))
    if start and end and start[: len(end)] > end:
        raise InputError(f"{where}: the period ends ({end}) before it starts ({start})")
    aliases = tuple(a for a in dict.fromkeys(_parts(cells.get("aliases", ""))) if a != name)
    return Imported(
        name, aliases, kind, country, sectors, role, start, end, _title(cells.get("wiki", ""))
    )


def _parts(cell: str) -> list[str]:
    separator = ";" if ";" in cell or "|" not in cell else "|"
    return [part.strip() for part in cell.split(separator) if part.strip()]


def _kind(role: str, classes: str, sectors: tuple[str, ...]) -> str:
    if role or classes.lower() == "human":
        return "person"
    return "organization" if sectors or classes else "state"


def _day(where: str, column: str, text: str) -> str:
    """A day, month or year, cut out of a time stamp."""
    day = text.strip().lstrip("+")[:_DAY_LENGTH].replace("-00", "")
    if day and not DAY.match(day):
        raise InputError(f"{where}: the {column} must be YYYY, YYYY-MM or YYYY-MM-DD, not {text!r}")
    return day


def _title(text: str) -> str:
    """The title in an address of a Wikipedia article, or the title itself."""
    from urllib.parse import unquote

    return unquote(text.rpartition("/wiki/")[2]).replace("_", " ").strip()


def write_table(rows: Iterable[Imported]) -> str:
    """The rows as a table that ``--actors`` takes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, "role", "wiki"])
    for row in rows:
        writer.writerow(
            [row.name, ";".join(row.aliases), row.kind, row.country, ";".join(row.sectors),
             row.start, row.end, row.role, row.wiki]
        )  # fmt: skip
    return out.getvalue()
