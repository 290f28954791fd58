"""Phrases that mean an actor, asked one by one: what ``dragoman actor`` answers."""

import codecs
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dragoman.coding.actors.phrases import PhraseAnswer, resolve_phrase
from dragoman.coding.parsing import Parse, parse_texts
from dragoman.coding.pipeline import load_model
from dragoman.errors import InputError
from dragoman.lexicon.actors import load_actors
from dragoman.lexicon.geonames import load_geonames
from dragoman.lexicon.tables import DATA
from dragoman.reading import iso_day


class PhraseCase(msgspec.Struct, frozen=True):
    """A phrase with the words it stands in and the day it is read on."""

    text: str
    id: str | int = ""
    context: str | None = None
    date: str | None = None


class Answer(msgspec.Struct, frozen=True):
    """Who is meant. ``wiki`` is the title of the English Wikipedia article, where known."""

    id: str | int
    name: str
    country: str | None
    sectors: tuple[str, ...]
    kind: str | None
    wiki: str | None
    because: str
    confidence: float


def read_cases(path: str) -> Iterator[PhraseCase | InputError]:
    """The cases of a JSON-lines file (or ``-``); for a bad line an error with its number.

    Raises InputError where the file cannot be read.
    """
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as fault:
        raise InputError(f"{path}: cannot be read ({fault.strerror})") from fault
    lines = data.removeprefix(codecs.BOM_UTF8).split(b"\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            case = msgspec.json.decode(line, type=PhraseCase)
            if case.date:
                iso_day(case.date, where)
            yield case
        except InputError as fault:
            yield fault
        except msgspec.MsgspecError as fault:
            yield InputError(f"{where}: is no case ({fault}); it needs at least a field 'text'")


class Resolver:
    """Answers cases with one model and one lexicon."""

    def __init__(self, model: str | None = None, actors: Path | None = None) -> None:
        self.nlp = load_model(model)
        self.book = load_actors(DATA / "actors", actors, load_geonames())

    def answer(self, case: PhraseCase) -> Answer:
        """Who is meant by the phrase of a case."""
        found: PhraseAnswer = resolve_phrase(
            case.text, case.context or "", case.date, self.book, self._parse
        )
        return Answer(
            id=case.id,
            name=found.name,
            country=found.country,
            sectors=tuple(found.sectors),
            kind=found.kind,
            wiki=found.wiki,
            because=found.because,
            confidence=found.confidence,
        )

    def _parse(self, text: str) -> Parse:
        return next(parse_texts(self.nlp, [text]))
