"""The words of dossiers, out of ``data``: how events are told, and what they say of a stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar, get_args

from dragoman.entries import EventEntry
from dragoman.lexicon.tables import DATA as LEXICON
from dragoman.lexicon.tables import Row, read_rows, read_words
from dragoman.model import Status

FOLDER = Path(__file__).parent / "data"
_PHRASES = ("event", "mode", "cameo", "cue", "past", "base", "together")
_STANDS = ("event", "mode", "cameo", "cue", "status", "verb", "leaning")
_CODEBOOK = ("event", "mode", "quad", "score", "cameo")
_STATUSES = ("", *get_args(Status))
_LEANINGS = {"1": 1, "0": 0, "-1": -1}
_ENDINGS = 4  # letters that a form of a word may have more: "cancelling"

Forms = tuple[tuple[str, ...], ...]
Key = tuple[str, str, str]  # type, mode, code


class _Told(Protocol):
    """A row of a table by events. ``cue`` are the words one of which must be in the cue, empty for
    any."""

    @property
    def cue(self) -> Forms: ...


Told = TypeVar("Told", bound=_Told)


@dataclass(frozen=True, slots=True)
class Phrase:
    """How a kind of event is told: with and without a target, and of several together."""

    cue: Forms
    past: tuple[str, str]
    base: tuple[str, str]
    together: str


@dataclass(frozen=True, slots=True)
class StandWords:
    """What a kind of event says of where its doer stands, and how that leans (1, 0 or -1)."""

    cue: Forms
    verb: str
    leaning: int


Stands = Mapping[Key, tuple[StandWords, ...]]


@dataclass(frozen=True, slots=True)
class ProcessWords:
    """The tables and word lists of dossiers. ``stands`` are tables by the status they are for, ""
    for any."""

    phrases: Mapping[Key, tuple[Phrase, ...]]
    stands: Mapping[str, Stands]
    pronouns: frozenset[str]
    referring: frozenset[str]


@cache
def process_words() -> ProcessWords:
    """The words that come with Dragoman, read once. Raises LexiconError where a file breaks its
    format."""
    return load_process_words(FOLDER)


def load_process_words(folder: Path) -> ProcessWords:
    """Read the words of a folder.

    Raises LexiconError, with file and line, for a type or mode that the codebook does not have, a
    status or leaning that is none, a row that says nothing or stands there already, and for cue
    words of a stand that no phrase has.
    """
    types = {(row["event"], row["mode"]) for row in read_rows(LEXICON / "codebook.csv", _CODEBOOK)}
    phrases: dict[Key, list[Phrase]] = {}
    seen: set[tuple[str, ...]] = set()
    for row in read_rows(folder / "phrases.csv", _PHRASES):
        _check(row, types, seen, ("past", "base", "together"))
        phrases.setdefault(_key(row), []).append(
            Phrase(_forms(row), _pair(row["past"]), _pair(row["base"]), row["together"])
        )
    return ProcessWords(
        phrases=_in_order(phrases),
        stands=_stands(folder / "stands.csv", types, phrases),
        pronouns=frozenset(read_words(folder / "pronouns.txt")),
        referring=frozenset(read_words(folder / "referring.txt")),
    )


def _stands(
    path: Path, types: set[tuple[str, str]], phrases: Mapping[Key, Iterable[Phrase]]
) -> dict[str, Stands]:
    found: dict[str, dict[Key, list[StandWords]]] = {status: {} for status in _STATUSES}
    seen: set[tuple[str, ...]] = set()
    for row in read_rows(path, _STANDS):
        _check(row, types, seen, ("verb",))
        if row["status"] not in _STATUSES:
            raise row.error(f"status {row['status']!r} is none of {', '.join(_STATUSES[1:])}")
        if row["leaning"] not in _LEANINGS:
            raise row.error(f"leaning {row['leaning']!r} is none of 1, 0 and -1")
        cue = _forms(row)
        if cue and all(cue != phrase.cue for phrase in phrases.get(_key(row), ())):
            raise row.error("no phrase of this type, mode and code has these cue words")
        words = StandWords(cue, row["verb"], _LEANINGS[row["leaning"]])
        found[row["status"]].setdefault(_key(row), []).append(words)
    return {status: _in_order(table) for status, table in found.items()}


def _check(
    row: Row, types: set[tuple[str, str]], seen: set[tuple[str, ...]], needed: Sequence[str]
) -> None:
    event, mode = row["event"], row["mode"]
    if event and (event, mode) not in types and (mode or all(event != name for name, _ in types)):
        raise row.error(f"{f'{event} {mode}'.strip()!r} is no type, or type and mode, of PLOVER")
    empty = [column for column in needed if not row[column]]
    if empty:
        raise row.error(f"{' and '.join(empty)} must not be empty")
    key = (*_key(row), row["cue"], row.cells.get("status", ""))
    if key in seen:
        raise row.error("a row before this one has the same type, mode, code and cue words")
    seen.add(key)


def _key(row: Row) -> Key:
    return row["event"], row["mode"], row["cameo"]


def _forms(row: Row) -> Forms:
    return tuple(tuple(form.split()) for form in row["cue"].split("/") if form)


def _pair(cell: str) -> tuple[str, str]:
    with_target, _, without = cell.partition("|")
    return with_target, without


def _in_order(table: Mapping[Key, Iterable[Told]]) -> dict[Key, tuple[Told, ...]]:
    """Of the rows of one key those that want a cue word first."""
    return {key: tuple(sorted(rows, key=lambda row: not row.cue)) for key, rows in table.items()}


def most_particular(table: Mapping[Key, Sequence[Told]], event: EventEntry) -> Told | None:
    """The row for an event: of its code as far as there is one, or its mode, or its type; of these
    the one whose words are in the cue, or that wants none."""
    words = cue_words(event)
    mode, cameo = event.mode or "", event.cameo or ""
    codes = [cameo[:length] for length in range(len(cameo), 1, -1)]
    keys = [(mode, code) for code in codes] if mode else []
    keys += [(mode, "")] if mode else []
    keys += [*(("", code) for code in codes), ("", "")]
    for key in keys:
        for row in table.get((event.event, *key), ()):
            if not row.cue or any(holds_form(words, form) for form in row.cue):
                return row
    return None


def stand_words(event: EventEntry) -> StandWords | None:
    """What an event says of where its doer stands; None where it tells no stand."""
    stands = process_words().stands
    found = most_particular(stands[""], event)
    if found is None:
        return None
    table = stands[event.status] if event.status else {}
    of_any = table.get(("", "", ""), (found,))
    return most_particular(table, event) or of_any[0]


def cue_words(event: EventEntry) -> list[list[str]]:
    """The words of an event's cues in its first telling, cue by cue, in small letters."""
    if not event.tellings:
        return []
    telling = event.tellings[0]
    offset = telling.sentence[0]
    spans = (telling.quote[max(0, a - offset) : max(0, b - offset)] for a, b in telling.cue)
    return [span.lower().split() for span in spans]


def holds_form(cues: Sequence[Sequence[str]], form: Sequence[str]) -> bool:
    """Whether one of several cues has these words, the first in any form."""
    first, *rest = form
    return any(
        any(w.startswith(first) and len(w) <= len(first) + _ENDINGS for w in cue)
        and all(word in cue for word in rest)
        for cue in cues
    )
