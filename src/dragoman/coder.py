"""The coder: a report in, its coding out. This is the whole program on one page.

A report walks through once: it is parsed, then times → dateline → actors → statements → places →
events, each stage a pure function that sees what the earlier ones found.
"""

from collections.abc import Iterable, Iterator
from itertools import tee
from pathlib import Path

from spacy.language import Language

from dragoman._version import __version__
from dragoman.coding.actors import find_actors
from dragoman.coding.dateline import find_dateline
from dragoman.coding.events import find_events, surroundings
from dragoman.coding.parsing import Parse, load_model, model_name, parse_texts
from dragoman.coding.places import find_places
from dragoman.coding.statements import find_statements
from dragoman.coding.times import recognize, resolve
from dragoman.lexicon.lexicon import Lexicon, load_lexicon
from dragoman.model import CoderInfo, Coding, Report


class Coder:
    """Codes reports. Holds a model and a lexicon, both read once and never changed.

    ``model`` is a spaCy pipeline or the name of an installed one (default: the English pipeline
    that comes with Dragoman), ``lexicon`` a loaded lexicon, ``actors`` a table of the user's own
    actors laid over it. The same report, version and lexicon give the same coding, to the byte.
    """

    def __init__(
        self,
        model: str | Language | None = None,
        lexicon: Lexicon | None = None,
        actors: Path | None = None,
    ) -> None:
        self.nlp = model if isinstance(model, Language) else load_model(model)
        self.lexicon = lexicon or load_lexicon(actors=actors)
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

    def code_parse(self, report: Report, parse: Parse) -> Coding:
        """Code a report whose text is parsed already."""
        words = self.lexicon
        expressions = recognize(parse, words.times)
        report = find_dateline(report, parse, expressions, words.times)
        dated = resolve(parse, expressions, report.published, words.times)
        cast = find_actors(parse, report, words.actors)
        statements = find_statements(parse, cast, dated, words.cues)
        places = find_places(parse, report, words.places)
        around = surroundings(parse, statements, dated, places, words.times)
        events = find_events(parse, cast, words.frames, around, report.published)
        return Coding(
            report=report,
            actors=tuple(cast.actors.values()),
            times=tuple(item.time for item in dated),
            places=tuple(item.place for item in places),
            statements=tuple(statements),
            events=tuple(events),
            coder=self.info,
        )
