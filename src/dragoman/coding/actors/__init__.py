"""The actors of a report: who is named, who is meant, whose side they are on.

``find_actors`` is the stage: units (names, offices, demonyms) are drafted into mentions, mentions
are cast onto figures in text order together with the pronouns, and figures become actors.
``resolve_phrase`` answers the same questions for one phrase.
"""

from dragoman.coding.actors.outcome import actors_of
from dragoman.coding.actors.phrases import PhraseAnswer, members_of, resolve_phrase
from dragoman.coding.actors.stage import read_board
from dragoman.coding.cast import Cast
from dragoman.coding.parsing import Parse
from dragoman.lexicon.actors import ActorBook
from dragoman.model import Report

__all__ = ["PhraseAnswer", "find_actors", "members_of", "resolve_phrase"]


def find_actors(parse: Parse, report: Report, book: ActorBook) -> Cast:
    """All actors of a report with their mentions, ids a1, a2, ... in order of first mention.

    The tables are read at ``report.published``; where that is None at the time when those named
    with a title held it, and where nobody is known so, the most recent row counts.
    """
    return actors_of(read_board(parse, report.published, book))
