"""The coder: a report in, its coding out. This is the whole program on one page.

A report walks through once: it is parsed, then times → dateline → actors → statements → places →
events, each stage a pure function that sees what the earlier ones found.
"""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice, tee
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language

from dragoman._version import __version__
from dragoman.coding.actors import find_actors
from dragoman.coding.actors.tenures import tenure_penalty
from dragoman.coding.cast import Cast
from dragoman.coding.dateline import find_dateline
from dragoman.coding.events import (
    Surroundings,
    find_events,
    make_interpreter,
    surroundings,
)
from dragoman.coding.events.fallback import Guess, guess
from dragoman.coding.events.interpreter import Interpreter
from dragoman.coding.parsing import Parse, parse_texts
from dragoman.coding.pipeline import load_model, model_name
from dragoman.coding.places import find_places
from dragoman.coding.places.records import LocatedPlace
from dragoman.coding.statements import find_statements
from dragoman.coding.times import DatedExpression, recognize, resolve
from dragoman.lexicon.lexicon import Lexicon, load_lexicon
from dragoman.model import CoderInfo, Coding, Record, Report, Statement

_TOGETHER = 32  # reports parsed in one go


class Failure(Record, frozen=True, kw_only=True):
    """A report that could not be coded, by its id, and why."""

    report: str
    why: str


class Coder:
    """Codes reports. Holds a model and a lexicon, both read once and never changed.

    ``model`` is a spaCy pipeline or the name of an installed one (default: the English pipeline
    that comes with Dragoman), ``lexicon`` a loaded lexicon or a file of the user's own frames laid
    over ours, ``actors`` a table of the user's own actors. The same report, version and lexicon
    give the same coding, to the byte.
    """

    def __init__(
        self,
        model: str | Language | None = None,
        lexicon: Lexicon | Path | None = None,
        actors: Path | None = None,
    ) -> None:
        with _collector_paused():
            self.nlp = model if isinstance(model, Language) else load_model(model)
            if not isinstance(lexicon, Lexicon):
                lexicon = load_lexicon(actors=actors, own_frames=lexicon)
            self.lexicon = lexicon
        self.info = CoderInfo(
            version=__version__, lexicon=self.lexicon.digest, model=model_name(self.nlp)
        )

    def code(self, report: Report) -> Coding:
        """Code one report."""
        return next(self.code_all([report]))

    def code_all(self, reports: Iterable[Report]) -> Iterator[Coding]:
        """Code reports in order. They are parsed in batches, so a stream of many is faster than
        the same reports one by one."""
        first, second = tee(reports)
        parses = parse_texts(self.nlp, (report.text for report in first), self.lexicon.spelling)
        for parse in parses:
            yield self.code_parse(next(second), parse)

    def try_all(self, reports: Iterable[Report]) -> Iterator["Coding | Failure"]:
        """Code reports in order; a report that cannot be coded gives a Failure in its place, and
        the others are coded all the same."""
        stream = iter(reports)
        while some := list(islice(stream, _TOGETHER)):
            done = 0
            try:
                for coding in self.code_all(some):
                    yield coding
                    done += 1
            except Exception:  # one of those that are left: find out which
                for report in some[done:]:
                    yield self._try(report)

    def _try(self, report: Report) -> "Coding | Failure":
        try:
            return self.code(report)
        except Exception as fault:  # whatever it is must cost no more than this report
            told = f"{type(fault).__name__}: {fault}"
            return Failure(report=report.id, why=f"the coder failed on it ({told})")

    def code_parse(self, report: Report, parse: Parse) -> Coding:
        """Code a report whose text is parsed already."""
        found = self._stages(report, parse)
        book, around = self.lexicon.frames, found.around
        events = find_events(
            parse, found.cast, book, around, found.report.published, self._guesser()
        )
        return Coding(
            report=found.report,
            actors=tuple(found.cast.actors.values()),
            times=tuple(item.time for item in found.dated),
            places=tuple(item.place for item in found.places),
            statements=tuple(found.statements),
            events=tuple(events),
            coder=self.info,
        )

    def interpreter_of(self, report: Report, parse: Parse) -> Interpreter:
        """The interpreter that reads a report's events, for asking it why."""
        found = self._stages(report, parse)
        return make_interpreter(parse, found.cast, self.lexicon.frames, found.around)

    def _guesser(self) -> Callable[[Parse], Guess | None] | None:
        """The fallback; None with another model, whose word vectors it was not trained on."""
        weights = self.lexicon.fallback
        if weights.model != self.info.model:
            return None
        return partial(guess, book=weights, vector_of=self.nlp.vocab.get_vector)

    def _stages(self, report: Report, parse: Parse) -> "_Found":
        """Everything before the events."""
        words = self.lexicon
        expressions = recognize(parse, words.times)
        offices = tenure_penalty(parse, words.actors) if report.published is None else None
        report = find_dateline(report, parse, expressions, words.times, offices)
        dated = resolve(parse, expressions, report.published, words.times)
        cast = find_actors(parse, report, words.actors)
        statements = find_statements(parse, cast, dated, words.cues)
        places = find_places(parse, report, words.places)
        around = surroundings(parse, statements, dated, places, words.times)
        return _Found(report, dated, cast, statements, places, around)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Model and lexicon are a million objects that stay: looking through them for garbage again
    and again while they are made takes as long as making them."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Found(NamedTuple):
    """What the stages before the events found."""

    report: Report
    dated: list[DatedExpression]
    cast: Cast
    statements: list[Statement]
    places: list[LocatedPlace]
    around: Surroundings
