"""The actor tables: states, roles, and everybody and everything with a name, ours and the user's.

One loader reads every file of the folder by its columns. Names are looked up by their *key*: the
words in lower case, without accents, dots, apostrophes and hyphens, so that "U.S.", "al-Qa'ida"
and "Brasília" are found however a newsroom spells them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, cast

from dragoman.errors import LexiconError
from dragoman.lexicon.names import DAY, KINDS, Entry, is_plain, name_key, name_words, word_key
from dragoman.lexicon.own_actors import user_entries
from dragoman.lexicon.tables import Row, read_rows
from dragoman.model import ActorKind

NameUse = Literal["name", "demonym", "people", "capital", "metonym", "place"]

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


class Form(NamedTuple):
    """A way of writing a name, and all it may mean. ``caps`` are the words' own capitals: "A"
    all letters, "a" the first one, "-" none."""

    use: NameUse
    caps: str
    entries: tuple[Entry, ...]


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

    forms: dict[str, tuple[Form, ...]] = field(default_factory=dict)
    sizes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    roles: dict[str, RoleWord] = field(default_factory=dict)
    role_sizes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    states: dict[str, Entry] = field(default_factory=dict)  # by code, today's name
    surnames: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)  # given name -> "m" or "f"
    cues: dict[str, frozenset[str]] = field(default_factory=dict)  # what it tells -> words


def load_actors(folder: Path, extra: Path | None = None) -> ActorBook:
    """Read all actor tables of ``folder`` and, over them, the user's own table.

    Raises LexiconError where one of our files breaks its format, and InputError, with row and
    column, where the user's table does.
    """
    build = _Builder()
    for path in sorted(folder.glob("*.csv")):
        columns = _header(path)
        reader = _READERS.get(columns)
        if reader is None:
            raise LexiconError(f"{path}:1: unknown columns {','.join(columns)}")
        for row in read_rows(path, columns):
            reader(build, row)
    if extra is not None:
        for entry, names in user_entries(extra):
            for name in names:
                build.name(name, "name", entry)
    return build.book()


def _header(path: Path) -> tuple[str, ...]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                return tuple(cell.strip() for cell in line.strip().split(","))
    return ()


class _Builder:
    """Collects names and words while the tables are read."""

    def __init__(self) -> None:
        self.forms: dict[str, tuple[Form, ...]] = {}
        self.roles: dict[str, RoleWord] = {}
        self.states: dict[str, Entry] = {}
        self.given: dict[str, str] = {}
        self.cues: dict[str, set[str]] = {}
        self.surnames: dict[str, list[Entry]] = {}
        self.has_own = False

    def name(self, written: str, use: NameUse, entry: Entry) -> None:
        words = name_words(written)
        if len(words) > 1 and words[0] in ("the", "The"):
            words = words[1:]
        text = " ".join(words)
        key = text.lower() if is_plain(text) else " ".join([word_key(w) for w in words])
        if not key:
            return
        caps = "a" * len(words) if text.istitle() else "".join([_caps(w) for w in words])
        known = self.forms.get(key)
        self.forms[key] = (
            (Form(use, caps, (entry,)),) if known is None else _with(known, use, caps, entry)
        )
        self.has_own = self.has_own or entry.user
        if entry.kind == "person" and len(words) > 1 and written == entry.name:
            self.surnames.setdefault(key.rpartition(" ")[2], []).append(entry)

    def book(self) -> ActorBook:
        forms = self.forms
        if self.has_own:
            forms = {key: _own_first(kept) for key, kept in forms.items()}
        return ActorBook(
            forms=forms,
            sizes=_sizes(forms),
            roles=self.roles,
            role_sizes=_sizes(self.roles),
            states=self.states,
            surnames={key: tuple(entries) for key, entries in self.surnames.items()},
            given=self.given,
            cues={cue: frozenset(words) for cue, words in self.cues.items()},
        )


def _with(known: tuple[Form, ...], use: NameUse, caps: str, entry: Entry) -> tuple[Form, ...]:
    """The forms of a key with one more meaning."""
    for place, form in enumerate(known):
        if form.use == use and form.caps == caps:
            joined = Form(use, caps, (*form.entries, entry))
            return (*known[:place], joined, *known[place + 1 :])
    return (*known, Form(use, caps, (entry,)))


def _caps(word: str) -> str:
    if word[0].isupper() or word[0].isdigit():
        return "A" if word.isupper() and len(word) > 1 else "a"
    return "a" if any(c.isupper() for c in word) else "-"


def _own_first(forms: tuple[Form, ...]) -> tuple[Form, ...]:
    """Where the user gave a name a meaning, the other meanings of that name are forgotten."""
    own = tuple(
        form._replace(entries=entries)
        for form in forms
        if (entries := tuple(entry for entry in form.entries if entry.user))
    )
    return own or forms


def _sizes(keys: Iterable[str]) -> dict[str, tuple[int, ...]]:
    sizes: dict[str, tuple[int, ...]] = {}
    for key in keys:
        first = key.partition(" ")[0]
        size = key.count(" ") + 1
        known = sizes.get(first)
        if known is None:
            sizes[first] = (size,)
        elif size not in known:
            sizes[first] = tuple(sorted((*known, size), reverse=True))
    return sizes


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


def _read_name(build: _Builder, row: Row) -> None:
    if row["kind"] not in KINDS:
        raise row.error(f"kind must be one of {', '.join(KINDS)}, not {row['kind']!r}")
    entry = Entry(
        row["name"],
        cast(ActorKind, row["kind"]),
        row["country"] or None,
        tuple(row.items("sectors")),
        row["role"],
        _day(row, "start"),
        _day(row, "end"),
        row["wiki"] or None,
        _because(row),
        False,
    )
    for written in dict.fromkeys((row["name"], *row.items("aliases"))):
        build.name(written, "name", entry)


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
    tuple(NAME_COLUMNS): _read_name,
    tuple(PLACE_COLUMNS): _read_place,
    tuple(GIVEN_COLUMNS): _read_given,
    tuple(CUE_COLUMNS): _read_cue,
}
