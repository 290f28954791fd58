"""Whose government is thanked: that of the state that the thankful dealt with just before."""

from dragoman.coding.actors.drafts import Draft
from dragoman.coding.actors.facts import BODIES
from dragoman.coding.actors.figures import Board
from dragoman.coding.trees import own_subject, subject


def thanked_state(board: Board, draft: Draft) -> list[str]:
    """ "X praised Peru's help and thanked the government", "X visited Peru. He thanked the
    government": that of the state X dealt with just before. Thanks go to others than one's own."""
    parse, beside, cues = board.scene.parse, draft.beside, board.scene.book.cues
    bare = beside.determiner == "the" and not beside.bodies and beside.owner is None
    if not bare or parse.deps[draft.head] != "dobj" or draft.plural:
        return []
    verb = parse.heads[draft.head]
    governing = parse.lemmas[draft.head] in cues.get("of_state", ())
    if not governing or parse.lemmas[verb] not in cues.get("thanks", ()):
        return []
    earlier, who = _deed_before(board, verb), subject(parse, verb)
    if earlier is None or parse.lemmas[earlier] not in cues.get("kindly", ()):
        return []
    mine = [] if who is None else _countries(board, [who])
    dealt = [country for country in _dealt_with(board, earlier) if country not in BODIES]
    return dealt if len(dealt) == 1 and dealt[0] not in mine else []


def _deed_before(board: Board, verb: int) -> int | None:
    """What the subject of a verb did just before: the verb that this one is joined to, or that of
    the sentence before where the subject is a pronoun."""
    parse = board.scene.parse
    if parse.deps[verb] == "conj":
        return parse.heads[verb]
    who, sentence = own_subject(parse, verb), parse.sentence_of[verb]
    if who is None or not sentence or parse.pos[who] != "PRON":
        return None
    start, end = parse.sentences[sentence - 1]
    return next((t for t in range(start, end) if parse.heads[t] == t), None)


def _dealt_with(board: Board, verb: int) -> list[str]:
    """The countries of whom a verb has as its object, of whose the object is, or goes to."""
    parse = board.scene.parse
    objects = [c for c in parse.children[verb] if parse.deps[c] == "dobj"]
    owners = [c for noun in objects for c in parse.children[noun] if parse.deps[c] == "poss"]
    goals = [
        noun
        for prep in parse.children[verb]
        if parse.lower[prep] == "to"
        for noun in parse.children[prep]
    ]
    return _countries(board, [*objects, *owners, *goals])


def _countries(board: Board, tokens: list[int]) -> list[str]:
    """The countries of those whom the words at some tokens mean, each once."""
    found = [board.by_head[token] for token in tokens if token in board.by_head]
    figures = [board.figures[int(actor[1:]) - 1] for mention in found for actor in mention.actors]
    return list(dict.fromkeys(figure.country for figure in figures if figure.country))
