"""The checker of the lexicon: reads every data file and names file and line of each fault.

Loaders stop at the first bad row, since nothing can be coded with half a lexicon. Who edits the
files wants to see all faults at once, also those that harm nobody but the next reader: a row that
can never be chosen, a class that nothing asks for, a code that no codebook has.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from dragoman.errors import LexiconError
from dragoman.lexicon.actors import load_actors
from dragoman.lexicon.check_actors import check_actors
from dragoman.lexicon.cues import DEED_CLASSES, load_cues
from dragoman.lexicon.frames import (
    CONTEXT_COLUMNS,
    FRAME_COLUMNS,
    OWN_FIRST,
    frame_files,
    load_frames,
)
from dragoman.lexicon.inflection import load_irregular
from dragoman.lexicon.places import load_places
from dragoman.lexicon.tables import Row, read_lines, read_rows, read_words
from dragoman.lexicon.times import load_times
from dragoman.lexicon.topics import check_topics, load_topics

Faults = list[LexiconError]
Loaded = TypeVar("Loaded")

# The contexts of the PLOVER codebook, draft 2.0.
CONTEXTS = frozenset(
    {
        "military", "intelligence", "executive", "legislative", "election",
        "political_institutions", "pro_democracy", "pro_autocracy", "economic", "legal",
        "reparations", "human_rights", "rights_freedoms", "repression", "human_security",
        "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory",
        "peacekeeping", "health", "asylum", "migration", "disasters", "natural_resource",
        "environment", "technology", "terrorism", "cbrn", "cyber", "misinformation", "crime",
        "corruption", "illegal_drugs", "trafficking",
    }
)  # fmt: skip
# Classes that the code asks for by name, beside those in conditions.
CLASSES_OF_CODE = frozenset(
    {
        "announced", "currencies", "deeds", "exercises", "purposeful", "transparent", "utterances",
        "warnverbs",
    }
).union(*DEED_CLASSES.values())  # fmt: skip

_CAMEO = re.compile(r"(0[1-9]|1\d|20)\d{0,2}\Z")
_CLASS = re.compile(r"@(\w+)")


def check_lexicon(data: Path, kinds: Iterable[str] = ()) -> tuple[Faults, dict[str, int]]:
    """Every fault of the data files under ``data``, in order of file and line, and how many
    entries of each kind there are. Nothing is raised. ``kinds`` are some of `KINDS`; without
    them all are checked."""
    faults: Faults = []
    counts: dict[str, int] = {}
    for kind in kinds or KINDS:
        counts |= KINDS[kind](data, faults)
    once = {str(fault): fault for fault in faults}
    return sorted(once.values(), key=_in_order), counts


def _in_order(fault: LexiconError) -> tuple[str, int, str]:
    path, _, rest = str(fault).partition(":")
    line = rest.partition(":")[0]
    return path, int(line) if line.isdigit() else 0, rest


def _loaded(load: Callable[[], Loaded], faults: Faults) -> Loaded | None:
    try:
        return load()
    except LexiconError as fault:
        faults.append(fault)
        return None


# -- frames and classes ----------------------------------------------------------------------------
def _check_frames(data: Path, faults: Faults) -> dict[str, int]:
    book = _loaded(lambda: load_frames(data, faults), faults)
    if book is None:
        return {}
    for check in (check_frame_rows, check_contexts, check_classes):
        faults.extend(check(data))
    tables = (book.verbs, book.nouns, book.adjectives)
    return {
        "frames": sum(len(frames) for table in tables for frames in table.values()),
        "compositions": len(book.composition),
        "classes": len(book.classes),
        "words in classes": sum(map(len, book.classes.values())),
        "words of contexts": len(book.contexts),
    }


def check_frame_rows(data: Path) -> Iterator[LexiconError]:
    """Triggers that stand twice in one file with the same conditions (only the first can ever be
    chosen), codes that are none of CAMEO's, contexts that are none of the codebook's."""
    for path in frame_files(data):
        seen: dict[tuple[str, str, frozenset[str]], int] = {}
        for row in read_rows(path, FRAME_COLUMNS, []):
            yield from _codes(row)
            needs = frozenset(row["needs"].split())
            for trigger in row["trigger"].split("|"):
                line = seen.setdefault((trigger.strip(), row["pos"], needs), row.line)
                if line != row.line:
                    yield row.error(
                        f"{trigger.strip()!r} stands with the same conditions in line {line}"
                    )


def _codes(row: Row) -> Iterator[LexiconError]:
    if row["cameo"] and not _CAMEO.match(row["cameo"]):
        yield row.error(f"{row['cameo']!r} is no CAMEO code of two to four digits")
    for context in row["context"].split():
        if context not in CONTEXTS:
            yield row.error(f"{context!r} is no context of the codebook")


def check_contexts(data: Path) -> Iterator[LexiconError]:
    """Contexts of ``contexts.csv`` that are none of the codebook's."""
    for row in read_rows(data / "contexts.csv", CONTEXT_COLUMNS, []):
        if row["context"] not in CONTEXTS:
            yield row.error(f"{row['context']!r} is no context of the codebook")


def check_classes(data: Path) -> Iterator[LexiconError]:
    """Word classes with a word written twice or not in lower case, and classes that no condition
    asks for."""
    used = set(CLASSES_OF_CODE)
    for path in frame_files(data):
        for row in read_rows(path, FRAME_COLUMNS, []):
            used.update(_CLASS.findall(row["needs"]))
    for path in sorted((data / "classes").glob("*.txt")):
        if path.stem not in used:
            yield LexiconError(f"{path}:1: no frame asks for the class @{path.stem}")
        yield from _class_words(path)


def _class_words(path: Path) -> Iterator[LexiconError]:
    seen: dict[str, int] = {}
    for number, line in enumerate(read_lines(path), start=1):
        word = line.split("#")[0].strip()
        if not word:
            continue
        if word != word.lower():
            yield LexiconError(f"{path}:{number}: {word!r} is not in lower case")
        if seen.setdefault(word, number) != number:
            yield LexiconError(f"{path}:{number}: {word!r} stands in line {seen[word]} already")


# -- the other kinds -------------------------------------------------------------------------------
def _check_actors(data: Path, faults: Faults) -> dict[str, int]:
    count = check_actors(data / "actors", faults)
    _loaded(lambda: load_actors(data / "actors"), faults)
    return {"actors": count}


def _check_cues(data: Path, faults: Faults) -> dict[str, int]:
    cues = _loaded(lambda: load_cues(data / "cues"), faults)
    tables = (cues.verbs, cues.nouns, cues.light, cues.phrases) if cues else ()
    return {"cue words": sum(map(len, tables))}


def _check_times(data: Path, faults: Faults) -> dict[str, int]:
    times = _loaded(lambda: load_times(data / "times"), faults)
    return {"words of time": sum(map(len, times.senses.values())) if times else 0}


def _check_places(data: Path, faults: Faults) -> dict[str, int]:
    places = _loaded(lambda: load_places(data / "places"), faults)
    return {"names of places": sum(map(len, places.tables.values())) if places else 0}


def _check_words(data: Path, faults: Faults) -> dict[str, int]:
    _loaded(lambda: load_irregular(data / "irregular.csv"), faults)
    _loaded(lambda: list(read_rows(data / "languages.csv", ("code", "name"))), faults)
    _loaded(lambda: read_words(data / "english_words.txt"), faults)
    _loaded(lambda: read_words(data / "function_words.txt"), faults)
    return {}


def _check_topics(data: Path, faults: Faults) -> dict[str, int]:
    book = _loaded(lambda: load_topics(data / "topics"), faults)
    if book is None:
        return {}
    faults += check_topics(data / "topics", data / "codebook.csv", CONTEXTS)
    return {"topics": len(book.topics)}


KINDS: dict[str, Callable[[Path, Faults], dict[str, int]]] = {
    "frames": _check_frames,
    "actors": _check_actors,
    "cues": _check_cues,
    "times": _check_times,
    "places": _check_places,
    "words": _check_words,
    "topics": _check_topics,
}


def check_own_frames(data: Path, own: Path) -> tuple[list[LexiconError], dict[str, int]]:
    """The faults of a user's file of frames, held against the classes and types of ``data``, and
    how many frames are in it."""
    faults: list[LexiconError] = []
    book = load_frames(data, faults, own)
    count = sum(
        frame.origin.rpartition(":")[0] == own.stem and frame.weight >= OWN_FIRST
        for table in (book.verbs, book.nouns, book.adjectives)
        for frames in table.values()
        for frame in frames
    )
    return [fault for fault in faults if str(fault).startswith(str(own))], {"frames": count}
