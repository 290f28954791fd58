"""The actors of a report: who is named, who is meant, whose side they are on.

``find_actors`` is the stage: units (names, offices, demonyms) are drafted into mentions, mentions
are cast onto figures in text order together with the pronouns, and figures become actors.
``resolve_phrase`` answers the same questions for one phrase.
"""

from dragoman.coding.actors.beside import make_scene
from dragoman.coding.actors.casting import cast_draft
from dragoman.coding.actors.drafts import Draft, draft_mentions
from dragoman.coding.actors.figures import Board
from dragoman.coding.actors.idle import is_idle
from dragoman.coding.actors.outcome import actors_of
from dragoman.coding.actors.phrases import PhraseAnswer, members_of, resolve_phrase
from dragoman.coding.actors.references import count_words, is_reference, refer, turn_of
from dragoman.coding.actors.scenery import homes_of, quoted_tokens
from dragoman.coding.actors.unlisted import all_units
from dragoman.coding.cast import Cast
from dragoman.coding.parsing import Parse
from dragoman.lexicon.actors import ActorBook
from dragoman.model import Report

__all__ = ["PhraseAnswer", "find_actors", "members_of", "resolve_phrase"]


def find_actors(parse: Parse, report: Report, book: ActorBook) -> Cast:
    """All actors of a report with their mentions, ids a1, a2, ... in order of first mention.

    The tables are read at ``report.published``; where that is None the most recent row counts.
    """
    scene = make_scene(parse, book, all_units(parse, book))
    homes = homes_of(scene, report.published)
    board = Board(scene, report.published, homes, quoted_tokens(parse))
    todo: list[tuple[int, Draft | int]] = [
        (draft.start, draft) for draft in draft_mentions(scene) if not is_idle(scene, draft)
    ]
    todo += [
        (turn_of(board, t), t)
        for t in range(len(parse))
        if scene.at[t] is None and is_reference(board, t)
    ]
    for _, item in sorted(todo, key=lambda pair: pair[0]):
        if isinstance(item, int):
            refer(board, item)
        else:
            cast_draft(board, item)
    count_words(board)
    return actors_of(board)
