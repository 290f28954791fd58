"""The actor stage itself: units, drafts, and then mentions and references in text order."""

from dragoman.coding.actors.beside import make_scene
from dragoman.coding.actors.casting import cast_draft
from dragoman.coding.actors.drafts import Draft, draft_mentions
from dragoman.coding.actors.figures import Board
from dragoman.coding.actors.idle import is_idle
from dragoman.coding.actors.references import (
    count_words,
    is_reference,
    name_excellencies,
    refer,
    turn_of,
)  # fmt: skip
from dragoman.coding.actors.scenery import homes_of, quoted_tokens
from dragoman.coding.actors.tenures import era_of
from dragoman.coding.actors.unlisted import all_units
from dragoman.coding.parsing import Parse
from dragoman.lexicon.actors import ActorBook


def read_board(parse: Parse, published: str | None, book: ActorBook) -> Board:
    """Everything that a text says of actors, read in the order of the text.

    The tables are read at ``published``; where that is None at the time when those named with a
    title held it, and where nobody is known so, the most recent row counts.
    """
    scene = make_scene(parse, book, all_units(parse, book))
    date = published or era_of(parse, scene.units)
    board = Board(
        scene, date, homes_of(scene, date), quoted_tokens(parse), dated=published is not None
    )
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
    name_excellencies(board)
    return board
