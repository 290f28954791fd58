"""Words that refer back: pronouns, "both countries", "the country", names in square brackets."""

from collections.abc import Callable

from dragoman.coding.actors.figures import Board, Figure, Trace, leave_trace
from dragoman.coding.actors.offices import last_ones
from dragoman.coding.cast import Mention
from dragoman.coding.trees import child

_PERSONAL = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f",
    "herself": "f",
}  # fmt: skip
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_TWO = frozenset({"both", "two"})
_THINGS = frozenset({"organization", "state", "group", "igo", "collective"})
# Weights of the choice, in sentences: how much farther back a mention may stand for its merit.
_SUBJECT, _QUOTED, _PARALLEL, _CROWD = 0.9, 1.5, 0.3, 0.8
_REACH = 3  # sentences that a pronoun looks back


def is_reference(board: Board, token: int) -> bool:
    """True for a word that this module resolves."""
    word = board.scene.parse.lower[token]
    if word in _PERSONAL or word in _NEUTER or word in _PLURAL:
        return True
    if word in _RELATIVE:
        return board.scene.parse.tags[token] in ("WP", "WDT", "WP$")
    return board.scene.parse.lemmas[token] in board.scene.book.cues.get("state", ())


def refer(board: Board, token: int) -> None:
    """Find whom the word at ``token`` means, and enter the mention; nothing if nobody is found."""
    parse = board.scene.parse
    word = parse.lower[token]
    numbers: tuple[int, ...] = ()
    rule = f"pronoun {word}"
    if word in _RELATIVE:
        numbers, rule = _relative(board, token), "relative pronoun"
    elif word in _PERSONAL:
        numbers = _bracket_after(board, token) or _best(board, token, _is_person(board, word))
    elif word in _NEUTER:
        if not _is_empty(board, token):
            numbers = _best(board, token, _is_thing(board))
    elif word in _PLURAL:
        numbers = _best(board, token, _is_plural(board))
    else:
        numbers, rule = _country(board, token), "countries named before"
    if not numbers:
        return
    kind = "description" if rule.startswith("countries") else "pronoun"
    ids = tuple(f"a{n + 1}" for n in numbers)
    start = token
    if kind == "description":
        while start > 0 and parse.lower[start - 1] in ("both", "the", "two", "of"):
            start -= 1
    mention = Mention(start, token + 1, token, ids, kind, rule)  # type: ignore[arg-type]
    board.mentions.append(mention)
    board.by_head[token] = mention
    for number in numbers:
        board.figures[number].mentions.append((start, token + 1))
    leave_trace(board, token, numbers, modifier=False)


def count_words(board: Board) -> None:
    """Enter the heads that only count or measure others: "[thousands] of protesters"."""
    parse = board.scene.parse
    quantities = board.scene.book.cues.get("quantity", frozenset())
    for token in range(len(parse) - 1, -1, -1):
        if parse.lower[token] not in quantities or token in board.by_head:
            continue
        of = next((c for c in parse.children[token] if parse.lower[c] == "of"), None)
        noun = child(parse, of, "pobj") if of is not None else None
        if noun is not None and noun in board.by_head:
            board.by_head[token] = board.by_head[noun]


def _relative(board: Board, token: int) -> tuple[int, ...]:
    """The noun that a relative clause hangs on."""
    parse = board.scene.parse
    verb, steps = token, 0
    while parse.deps[verb] != "relcl" and parse.heads[verb] != verb and steps < 6:
        verb, steps = parse.heads[verb], steps + 1
    if parse.deps[verb] != "relcl":
        return ()
    mention = board.by_head.get(parse.heads[verb])
    return _numbers(mention) if mention is not None else ()


def _numbers(mention: Mention) -> tuple[int, ...]:
    return tuple(int(actor[1:]) - 1 for actor in mention.actors)


def _bracket_after(board: Board, token: int) -> tuple[int, ...]:
    """The name that an editor put behind a pronoun: "He [Karzai] said"."""
    parse = board.scene.parse
    if token + 2 >= len(parse) or parse.words[token + 1] not in ("[", "("):
        return ()
    keys = parse.lower[token + 2 : token + 6]
    for key in keys:
        if key in ("]", ")"):
            break
        numbers = board.by_word.get(key)
        if numbers:
            return (numbers[-1],)
    return ()


Fits = Callable[[Figure], float | None]


def _is_person(board: Board, word: str) -> Fits:
    gender = _PERSONAL[word]

    def fits(figure: Figure) -> float | None:
        if figure.what != "person" or (figure.gender and figure.gender != gender):
            return None
        return 0.4 if figure.gender else 0.0

    return fits


def _is_thing(board: Board) -> Fits:
    def fits(figure: Figure) -> float | None:
        return 0.0 if figure.what in _THINGS and not figure.plural else None

    return fits


def _is_plural(board: Board) -> Fits:
    def fits(figure: Figure) -> float | None:
        if figure.what in ("group", "collective"):
            return 0.5 + (_CROWD if figure.plural else 0.0)
        return 0.0 if figure.what in ("organization", "igo", "state") else None

    return fits


def _is_empty(board: Board, token: int) -> bool:
    """True for an "it" that means nobody: "it is clear that", "it was agreed that"."""
    parse = board.scene.parse
    if parse.deps[token] == "expl":
        return True
    verb = parse.heads[token]
    if parse.deps[token] not in ("nsubj", "nsubjpass"):
        return False
    below = {parse.deps[c] for c in parse.children[verb]}
    if parse.deps[token] == "nsubjpass":
        return bool({"ccomp", "xcomp", "csubjpass"} & below)
    return parse.lemmas[verb] in ("be", "seem", "appear", "take", "remain", "become") and bool(
        {"acomp", "attr", "ccomp", "xcomp", "oprd"} & below
    )


def _best(board: Board, token: int, fits: Fits) -> tuple[int, ...]:
    """The best of the mentions that a pronoun may refer back to."""
    parse = board.scene.parse
    sentence, verb = parse.sentence_of[token], parse.heads[token]
    possessive = parse.deps[token] == "poss"
    quoted = bool(board.quoted[token])
    best: tuple[float, tuple[int, ...]] | None = None
    for back, trace in enumerate(reversed(board.traces[-40:])):
        distance = sentence - trace.sentence
        if distance > _REACH or trace.head >= token:
            continue
        if parse.heads[trace.head] == verb and not possessive and distance == 0:
            continue  # two arguments of one verb are two people
        merit = _merit(board, trace, fits)
        if merit is None:
            continue
        score = merit - distance - 0.02 * back
        if quoted != trace.quoted:
            score -= _QUOTED if quoted and distance == 0 else _PARALLEL
        if best is None or score > best[0]:
            best = score, trace.figures
    return best[1] if best is not None else ()


def _merit(board: Board, trace: Trace, fits: Fits) -> float | None:
    if trace.modifier:
        return None
    worths = [fits(board.figures[number]) for number in trace.figures]
    if any(worth is None for worth in worths):
        return None
    return (_SUBJECT if trace.subject else 0.0) + max(w for w in worths if w is not None)


def _country(board: Board, token: int) -> tuple[int, ...]:
    """ "Both countries", "the two nations": the two named last; "the country": the one."""
    parse = board.scene.parse
    before = set(parse.lower[max(0, token - 3) : token])
    plural = parse.tags[token] in ("NNS", "NNPS")
    if plural and before & _TWO:
        return last_ones(board, token, 2, ("state",), modifiers=False) or last_ones(
            board, token, 2, ("state",), modifiers=True
        )
    if (
        not plural
        and before & {"the", "this", "that"}
        and parse.lower[token - 1] in ("the", "this")
    ):
        one = last_ones(board, token, 1, ("state",), modifiers=False)
        if one or board.home is None:
            return one
        state = board.scene.book.states.get(board.home)
        number = board.by_key.get(f"state:{state.name}") if state is not None else None
        return (number,) if number is not None else ()
    return ()
