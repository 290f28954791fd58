"""The actor tables: states, roles, and everybody and everything with a name, ours and the user's.

One loader reads every file of the folder by its columns. Names are looked up by their *key*: the
words in lower case, without accents, dots, apostrophes and hyphens, so that "U.S.", "al-Qa'ida"
and "Brasília" are found however a newsroom spells them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, cast

from dragoman.errors import LexiconError
from dragoman.lexicon.forms import (
    Form,
    Lazily,
    Line,
    NameUse,
    Namings,
    add_naming,
    cells_of,
    entries_of,
    entry_of,
    forms_of,
    listed,
    sizes_of,
)  # fmt: skip
from dragoman.lexicon.geonames import Geonames
from dragoman.lexicon.names import DAY, KINDS, Entry, name_key, word_key
from dragoman.lexicon.own_actors import user_entries
from dragoman.lexicon.tables import Row, read_lines, read_rows
from dragoman.model import ActorKind

STATE_COLUMNS = [
    "code",
    "iso2",
    "cow",
    "name",
    "aliases",
    "demonyms",
    "people",
    "capital",
    "metonyms",
    "start",
    "end",
]
PARTIAL_COLUMNS = ["name", "aliases", "demonyms", "country", "sectors"]
ROLE_COLUMNS = ["phrase", "sector", "kind", "own"]
NAME_COLUMNS = ["name", "aliases", "kind", "country", "sectors", "role", "start", "end", "wiki"]
PLACE_COLUMNS = ["name", "aliases", "country"]
GIVEN_COLUMNS = ["name", "gender"]
CUE_COLUMNS = ["word", "cue"]
_SURNAME_FIRST = frozenset({"CHN", "TWN", "PRK", "KOR"})  # where the family name comes first


class RoleWord(NamedTuple):
    """A word or phrase for an office, a body or a kind of people."""

    phrase: str
    sectors: tuple[str, ...]
    kind: str  # person | organization | collective
    own: str  # "title": counts only with a capital and before a name
    because: str


@dataclass(frozen=True, slots=True)
class ActorBook:
    """All actor tables, indexed by key. ``sizes`` gives for the first word of a name how many
    words the names that begin so have, longest first."""

    forms: Mapping[str, tuple[Form, ...]] = field(default_factory=dict)
    sizes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    roles: dict[str, RoleWord] = field(default_factory=dict)
    role_sizes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    states: dict[str, Entry] = field(default_factory=dict)  # by code, today's name
    surnames: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)  # given name -> "m" or "f"
    cues: dict[str, frozenset[str]] = field(default_factory=dict)  # what it tells -> words
    geonames: Geonames | None = None  # for the cities that no table has


def load_actors(
    folder: Path, extra: Path | None = None, geonames: Geonames | None = None
) -> ActorBook:
    """Read all actor tables of ``folder`` and, over them, the user's own table; ``geonames`` is
    kept for the cities that they do not have.

    Raises LexiconError where one of our files breaks its format, and InputError, with row and
    column, where the user's table does.
    """
    build = _Builder()
    for path in sorted(folder.glob("*.csv")):
        columns = _header(path)
        if columns == tuple(NAME_COLUMNS):
            _read_names(build, path)
            continue
        reader = _READERS.get(columns)
        if reader is None:
            raise LexiconError(f"{path}:1: unknown columns {','.join(columns)}")
        for row in read_rows(path, columns):
            reader(build, row)
    if extra is not None:
        for entry, names in user_entries(extra):
            for name in names:
                key = build.name(name, "name", entry)
                if key:
                    build.own.add(key)
                if entry.kind == "person" and name == entry.name:
                    build.person(key, name, entry)
    return build.book(geonames)


def _header(path: Path) -> tuple[str, ...]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                return tuple(cell.strip() for cell in line.strip().split(","))
    return ()


class _Builder:
    """Collects names and words while the tables are read."""

    def __init__(self) -> None:
        self.names: dict[str, Namings] = {}
        self.roles: dict[str, RoleWord] = {}
        self.states: dict[str, Entry] = {}
        self.given: dict[str, str] = {}
        self.cues: dict[str, set[str]] = {}
        self.surnames: dict[str, Namings] = {}
        self.own: set[str] = set()  # keys of the user's names
        self.keys: dict[str, str] = {}

    def name(self, written: str, use: NameUse, source: Entry | Line) -> str:
        """Enter a name, and give its key."""
        key = self.keys.get(written)
        if key is None:
            key = self.keys[written] = name_key(written)
        if not key:
            return key
        add_naming(self.names, key, (written, use, source))
        return key

    def person(self, key: str, name: str, source: Entry | Line) -> None:
        """Enter the last word of a person's name as a surname."""
        first, _, last = key.rpartition(" ")
        if first:
            add_naming(self.surnames, last, (name, "name", source))

    def family(self, key: str, name: str, source: Entry | Line) -> None:
        """Enter the first word of a person's name as a surname."""
        first, _, rest = key.partition(" ")
        if rest:
            add_naming(self.surnames, first, (name, "name", source))

    def book(self, geonames: Geonames | None) -> ActorBook:
        for key in sorted(self.own):  # what we mean by a name of the user's is forgotten
            self.names[key] = [n for n in listed(self.names[key]) if entry_of(n[2]).user]
        return ActorBook(
            forms=Lazily(self.names, forms_of),
            sizes=sizes_of(self.names),
            roles=self.roles,
            role_sizes=sizes_of(self.roles),
            states=self.states,
            surnames=Lazily(self.surnames, entries_of),
            given=self.given,
            cues={cue: frozenset(words) for cue, words in self.cues.items()},
            geonames=geonames,
        )


def _because(row: Row) -> str:
    return f"{row.path.name}:{row.line}"


def _day(row: Row, column: str) -> str:
    value = row[column]
    if value and not DAY.match(value):
        raise row.error(f"{column} must be YYYY, YYYY-MM or YYYY-MM-DD, not {value!r}")
    return value


def _read_state(build: _Builder, row: Row) -> None:
    code, name = row["code"], row["name"]
    if not code or not name:
        raise row.error("a state needs code and name")
    start, end = _day(row, "start"), _day(row, "end")
    state = Entry(name, "state", code, (), "", start, end, name, _because(row), False)
    for written in (name, *row.items("aliases")):
        build.name(written, "name", state)
    for column, use in (("demonyms", "demonym"), ("people", "people"), ("capital", "capital")):
        for written in row.items(column):
            build.name(written, cast(NameUse, use), state)
    for written in row.items("metonyms"):
        body = state._replace(name=written, kind="organization", sectors=("GOV",), wiki=written)
        build.name(written, "metonym", body)
    if code not in build.states or not end:
        build.states[code] = state


def _read_partial(build: _Builder, row: Row) -> None:
    name, sectors = row["name"], tuple(row.items("sectors"))
    kind: ActorKind = "state" if "PRE" in sectors else "place"
    code = row["country"] or None
    entry = Entry(name, kind, code, sectors, "", "", "", name, _because(row), False)
    use: NameUse = "name" if kind == "state" else "capital"
    for written in (name, *row.items("aliases")):
        build.name(written, use, entry)
    for written in row.items("demonyms"):
        build.name(written, "demonym", entry)


def _read_role(build: _Builder, row: Row) -> None:
    if row["kind"] not in ("person", "organization", "collective"):
        raise row.error("kind must be person, organization or collective")
    role = RoleWord(
        row["phrase"], tuple(row.items("sector")), row["kind"], row["own"], _because(row)
    )
    build.roles.setdefault(name_key(row["phrase"]), role)


def _read_names(build: _Builder, path: Path) -> None:
    """Read a table of names. It is the largest kind, so that its lines are split here and become
    rows with a name for each cell only where one is wrong."""
    days, file = {""}, path.name
    for number, line in enumerate(read_lines(path), start=1):
        if not line or line[0] == "#" or line.isspace():
            continue
        cells = cells_of(line)
        if cells[0] == "name":
            continue
        if len(cells) != len(NAME_COLUMNS):
            why = f"{len(cells)} cells where {len(NAME_COLUMNS)} are needed"
            raise LexiconError(f"{path}:{number}: {why}")
        name, aliases, kind, start, end = cells[0], cells[1], cells[2], cells[6], cells[7]
        if kind not in KINDS or start not in days or end not in days:
            _check_name(Row(path, number, dict(zip(NAME_COLUMNS, cells, strict=True))))
            days.update((start, end))
        source = (file, number, line)
        key = build.name(name, "name", source)
        if kind == "person":
            build.person(key, name, source)
            if cells[3] in _SURNAME_FIRST:
                build.family(key, name, source)
        if aliases:
            for written in aliases.split(";"):
                if written != name:
                    build.name(written, "name", source)


def _check_name(row: Row) -> None:
    if row["kind"] not in KINDS:
        raise row.error(f"kind must be one of {', '.join(KINDS)}, not {row['kind']!r}")
    _day(row, "start")
    _day(row, "end")


def _read_place(build: _Builder, row: Row) -> None:
    name = row["name"]
    entry = Entry(name, "place", row["country"], (), "", "", "", name, _because(row), False)
    for written in (name, *row.items("aliases")):
        build.name(written, "place", entry)


def _read_given(build: _Builder, row: Row) -> None:
    build.given[word_key(row["name"])] = row["gender"]


def _read_cue(build: _Builder, row: Row) -> None:
    build.cues.setdefault(row["cue"], set()).add(row["word"])


_READERS = {
    tuple(STATE_COLUMNS): _read_state,
    tuple(PARTIAL_COLUMNS): _read_partial,
    tuple(ROLE_COLUMNS): _read_role,
    tuple(PLACE_COLUMNS): _read_place,
    tuple(GIVEN_COLUMNS): _read_given,
    tuple(CUE_COLUMNS): _read_cue,
}
