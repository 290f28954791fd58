"""Definite descriptions of what was named before: "the company", "the bloc", "the rights group".

The noun of a description says of what kind it may be. Which sectors and codes fit a noun is in
the cues of the actor tables ("means BUS", "means IGO"). Nouns for crowds and for armed people
may mean a collective named by another noun: "students ... the protesters".
"""

from dragoman.coding.actors.drafts import Draft
from dragoman.coding.actors.figures import Board, Figure, Trace

_BACK = 60  # mentions that a description looks back
_BODIES, _CROWDS = 4, 2  # sentences
_WHOLE = frozenset({"organization", "igo", "group"})
_THAT = frozenset({"the", "this", "that", "these", "those"})


def described_body(board: Board, draft: Draft, lands: list[str]) -> Figure | None:
    """The body or crowd named before that a description means; None where the words beside it
    say whose it is, or nothing fits."""
    beside = draft.beside
    if beside.determiner not in _THAT or beside.owner is not None or lands or beside.bodies:
        return None
    phrase, lemma = _words(board, draft)
    bodies = _meant(board, "means", phrase, lemma)
    crowds = _meant(board, "crowd", phrase, lemma)
    if not (bodies or crowds):
        return None
    sentence = board.scene.parse.sentence_of[draft.start]
    for trace in reversed(board.traces[-_BACK:]):
        distance = sentence - trace.sentence
        if distance > _BODIES or (trace.modifier and not distance) or len(trace.figures) != 1:
            continue
        figure = board.figures[trace.figures[0]]
        if bodies and figure.what in _WHOLE and _fits(figure, bodies):
            return figure
        if crowds and _is_crowd(board, figure, trace, distance) and _fits(figure, crowds):
            return figure
    return None


def _words(board: Board, draft: Draft) -> tuple[str, str]:
    """The noun of a description, with and without the words that belong to it."""
    role = draft.unit.role
    phrase = role.phrase.lower() if role is not None else ""
    return phrase, board.scene.parse.lemmas[draft.unit.end - 1]


def _meant(board: Board, use: str, phrase: str, lemma: str) -> frozenset[str]:
    """The sectors and codes that a noun may stand for."""
    table = board.scene.book.cues.get(use, frozenset())
    for word in (phrase, lemma):
        found = [kind for kind in table if word in board.scene.book.cues.get(f"{use} {kind}", ())]
        if found:
            return frozenset(found)
    return frozenset()


def _fits(figure: Figure, kinds: frozenset[str]) -> bool:
    """True if one of a figure's sectors, or its code, is among some kinds."""
    entry = figure.choice.entry if figure.choice is not None else None
    sectors = [*figure.sectors, *(entry.sectors if entry is not None else ())]
    code = figure.country
    return bool(kinds.intersection(sectors[:2])) or code in kinds


def _is_crowd(board: Board, figure: Figure, trace: Trace, distance: int) -> bool:
    """True for several people without a name in one of the last sentences."""
    plural = figure.what == "collective" and figure.plural
    return plural and not trace.modifier and 0 < distance <= _CROWDS
