"""The words: data files by kind under ``data/``, a loader for each kind, one checker.

A `Lexicon` is read once and never changes. Its digest stands in every coding, so that a coding
says which words it was made with.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dragoman.lexicon.actors import STATE_COLUMNS, ActorBook, load_actors
from dragoman.lexicon.casing import Spelling, load_spelling
from dragoman.lexicon.cues import CueWords, load_cues
from dragoman.lexicon.fallback import FallbackWeights, load_fallback
from dragoman.lexicon.frames import FrameBook, load_frames
from dragoman.lexicon.fullgazetteer import chosen_index, open_index
from dragoman.lexicon.places import Gazetteer, load_places
from dragoman.lexicon.tables import DATA, read_rows
from dragoman.lexicon.times import TimeWords, load_times


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words that the coder knows, by the stage that uses them."""

    frames: FrameBook
    actors: ActorBook
    cues: CueWords
    times: TimeWords
    places: Gazetteer
    fallback: FallbackWeights
    spelling: Spelling  # what the parser is helped with
    digest: str  # first 12 hexadecimal digits of the SHA-256 of all data files


def load_lexicon(
    actors: Path | None = None, own_frames: Path | None = None, data: Path = DATA
) -> Lexicon:
    """Read the lexicon that comes with Dragoman, and a user's table of actors and file of frames
    over it.

    Raises LexiconError where a data file breaks its format, InputError where the user's table does.
    """
    frames = load_frames(data, own=own_frames)
    places = load_places(data / "places")
    book = load_actors(data / "actors", actors, places.geonames)
    return Lexicon(
        frames=frames,
        actors=book,
        cues=load_cues(data / "cues"),
        times=load_times(data / "times"),
        places=places,
        fallback=load_fallback(data / "fallback" / "weights.npz"),
        spelling=load_spelling(
            data,
            frames,
            _name_words(data, "name", "aliases", "demonyms", "people", "capital"),
            _name_words(data, "capital"),
        ),
        digest=_digest(data, [path for path in (actors, own_frames) if path]),
    )


def _digest(data: Path, extra: Iterable[Path]) -> str:
    """The digest of names and contents, independent of where the files lie. Topics are left out:
    they are for dossiers, the coder does not read them."""
    total = hashlib.sha256()
    for path in sorted(p for p in data.rglob("*") if p.is_file()):
        if path.parent.name == "topics":
            continue
        total.update(path.relative_to(data).as_posix().encode())
        total.update(path.read_bytes())
    for path in extra:
        total.update(path.read_bytes())
    index = chosen_index()
    if index is not None:
        # Reading a gigabyte to tell it apart would take longer than coding: its counts must do.
        total.update(repr(sorted(open_index(index).about().items())).encode())
    return total.hexdigest()[:12]


def _name_words(data: Path, *columns: str) -> frozenset[str]:
    """Names out of the table of states, in small letters: "turkey", "chad", "kabul"."""
    return frozenset(
        name.lower()
        for row in read_rows(data / "actors" / "states.csv", STATE_COLUMNS)
        for column in columns
        for name in row.items(column)
    )
