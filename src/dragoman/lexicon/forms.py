"""Names by their keys, read no further than needed: a report uses few of many thousand names.

A key leads to the rows that bear the name as they stand in the file; what they say is read when
the name is first looked up.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple, TypeVar, cast

from dragoman.lexicon.names import Entry, name_words
from dragoman.model import ActorKind

NameUse = Literal["name", "demonym", "people", "capital", "metonym", "place"]

Made = TypeVar("Made")


class Form(NamedTuple):
    """A way of writing a name, and all it may mean. ``caps`` are the words' own capitals: "A"
    all letters, "a" the first one, "-" none."""

    use: NameUse
    caps: str
    entries: tuple[Entry, ...]


# A row of a table of names that is not read further: file, line number, line.
Line = tuple[str, int, str]
# A name as written, its use, and what it names. These are bare tuples, because there are tens of
# thousands, and Python's garbage collector walks through all others again and again.
Naming = tuple[str, NameUse, Entry | Line]
Namings = Naming | list[Naming]


def entry_of(source: Entry | Line) -> Entry:
    """What a row says of whom it names."""
    if isinstance(source, Entry):
        return source
    file, number, line = source
    name, _, kind, country, sectors, role, start, end, wiki = cells_of(line)
    return Entry(
        name, cast(ActorKind, kind), country or None, _parts(sectors), role, start, end,
        wiki or None, f"{file}:{number}", False,
    )  # fmt: skip


class Lazily(Mapping[str, Made]):
    """A mapping whose values are made when they are first asked for: a report uses few of many
    thousand names."""

    def __init__(self, raw: dict[str, Namings], make: Callable[[Namings], Made]) -> None:
        self._raw, self._make = raw, make
        self._made: dict[str, Made] = {}

    def __getitem__(self, key: str) -> Made:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._make(self._raw[key])
        return made

    def get(self, key: str, default: Any = None) -> Any:
        """As of any mapping; most words of a report are no names, and an exception is dear."""
        return self[key] if key in self._raw else default

    def __contains__(self, key: object) -> bool:
        return key in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


def add_naming(names: dict[str, Namings], key: str, naming: Naming) -> None:
    """One more meaning of a key; no list where there is only one, as most keys have."""
    known = names.get(key)
    if known is None:
        names[key] = naming
    elif isinstance(known, list):
        known.append(naming)
    else:
        names[key] = [known, naming]


def listed(namings: Namings) -> list[Naming]:
    """The meanings of a key, one or several."""
    return namings if isinstance(namings, list) else [namings]


def forms_of(namings: Namings) -> tuple[Form, ...]:
    """The ways of writing that a key stands for."""
    forms: tuple[Form, ...] = ()
    for written, use, source in listed(namings):
        words = name_words(written)
        if len(words) > 1 and words[0] in ("the", "The"):
            words = words[1:]
        text = " ".join(words)
        caps = "a" * len(words) if text.istitle() else "".join([_caps(w) for w in words])
        forms = _with(forms, use, caps, entry_of(source))
    return forms


def entries_of(namings: Namings) -> tuple[Entry, ...]:
    """Whom a key means, in whatever way it is written."""
    return tuple(entry_of(source) for _, _, source in listed(namings))


def cells_of(line: str) -> list[str]:
    """The cells of a line of CSV."""
    return line.split(",") if '"' not in line else next(csv.reader([line]))


@cache
def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


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


def sizes_of(keys: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """For each first word how many words there may be, the most first."""
    sizes: dict[str, tuple[int, ...]] = {}
    alike: dict[tuple[int, ...], tuple[int, ...]] = {}  # one object for equal ones
    for key in keys:
        first, space, rest = key.partition(" ")
        size = rest.count(" ") + 2 if space else 1
        known = sizes.get(first, ())
        if size not in known:
            several = tuple(sorted((*known, size), reverse=True))
            sizes[first] = alike.setdefault(several, several)
    return sizes
