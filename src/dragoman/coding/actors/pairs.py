"""Plurals that mean two or three named before: "both governments", "the two leaders", "both sides".

States are meant by what only states have, persons by their offices, and the sides of a matter by
the words that set two parties against or beside each other ("talks between A and B", "A met B").
"""

from dragoman.coding.actors.facts import BODIES, Choice
from dragoman.coding.actors.figures import Board, Figure, Trace

_SIZES = {"both": 2, "two": 2, "three": 3, "four": 4}
_DEFINITE = frozenset({"the", "these", "those"})
_OPPOSED = frozenset({"with", "between", "against", "to"})
_WHERE = frozenset({"in", "at", "near", "inside", "outside", "around", "across"})
_SENTENCES = 4  # how far back the members of a pair may be
_TRACES = 80
_PARTIES = frozenset({"state", "group", "igo", "organization", "collective", "person"})
_GOVERNING = frozenset({"state", "person", "organization"})


def size_of(board: Board, token: int) -> int:
    """How many a definite plural noun says there are of it, 0 if it says none."""
    lower = board.scene.parse.lower
    for at in range(token - 1, max(-1, token - 4), -1):
        size = _SIZES.get(lower[at], 0)
        if size and (lower[at] == "both" or (at and lower[at - 1] in _DEFINITE)):
            return size
    return 0


def pair_of(board: Board, token: int) -> tuple[int, ...]:
    """The figures that the definite plural at ``token`` means, in text order; none if unsure."""
    parse, cues = board.scene.parse, board.scene.book.cues
    size = size_of(board, token)
    if not size or parse.tags[token] not in ("NNS", "NNPS"):
        return ()
    lemma = parse.lemmas[token]
    if lemma in cues.get("state", ()) or lemma in cues.get("of_state", ()):
        return _states(board, token, size)
    if lemma in cues.get("side", ()):
        return _sides(board, token) if size == 2 else ()
    unit = board.scene.at[token]
    if (unit is not None and unit.office) or lemma in ("man", "woman"):
        return _persons(board, token, size, lemma)
    return ()


def _before(board: Board, token: int) -> list[Trace]:
    """What was mentioned before a token not too far back, the last first."""
    sentence = board.scene.parse.sentence_of[token]
    return [
        trace
        for trace in reversed(board.traces[-_TRACES:])
        if trace.head < token and sentence - trace.sentence <= _SENTENCES
    ]


def _persons(board: Board, token: int, size: int, lemma: str) -> tuple[int, ...]:
    """The last persons named, those first whose titles the noun repeats."""
    cues = board.scene.book.cues
    generic = lemma in ("man", "woman") or lemma in cues.get("general", ())
    tops = cues.get("top", frozenset()) if lemma in cues.get("general", ()) else frozenset()
    found: list[int] = []
    for trace in _before(board, token):
        for number in trace.figures:
            figure = board.figures[number]
            named = figure.what == "person" and bool(figure.name_words) and not trace.modifier
            if named and number not in found:
                found.append(number)
    same = [n for n in found if lemma in board.figures[n].words or tops & board.figures[n].words]
    for some in (same, found if generic else []):
        if len(some) >= size:
            return tuple(sorted(some[:size]))
    return ()


def _states(board: Board, token: int, size: int) -> tuple[int, ...]:
    """The last states named together, or else the last that had a part or whose offices had."""
    traces = _before(board, token)
    for together in _coordinations(board, traces):
        codes = _codes(board, together)
        if len(codes) == size:
            return _numbers(board, codes)
    parse = board.scene.parse
    acting = [
        t
        for t in traces
        if parse.deps[t.head] != "pobj" or parse.lower[parse.heads[t.head]] not in _WHERE
    ]
    for some in (acting, traces):
        codes = _codes(board, some)
        if len(codes) >= size:
            return _numbers(board, codes[:size])
    return ()


def _codes(board: Board, traces: list[Trace]) -> list[str]:
    """The states behind mentions, the last first."""
    figures = [board.figures[number] for trace in traces for number in trace.figures]
    codes = [f.country for f in figures if f.what in _GOVERNING]
    return list(dict.fromkeys(code for code in codes if code and code not in BODIES))


def _numbers(board: Board, codes: list[str]) -> tuple[int, ...]:
    return tuple(sorted(f.number for code in codes if (f := state_figure(board, code)) is not None))


def state_figure(board: Board, code: str) -> Figure | None:
    """The figure of the state with a code, made where the report has not named it."""
    entry = board.scene.book.states.get(code)
    if entry is None:
        return None
    number = board.by_key.get(f"state:{entry.name}")
    if number is not None:
        return board.figures[number]
    figure = board.new(f"state:{entry.name}", "state")
    figure.choice, figure.entries = Choice(entry, False), (entry,)
    return figure


def _coordinations(board: Board, traces: list[Trace]) -> list[list[Trace]]:
    """Mentions that "and" joins, the last coordination first."""
    groups: dict[int, list[Trace]] = {}
    for trace in traces:
        groups.setdefault(trace.group, []).append(trace)
    return [group for group in groups.values() if len(group) > 1]


def _sides(board: Board, token: int) -> tuple[int, ...]:
    """The two parties that were last set beside or against each other."""
    parse = board.scene.parse
    before = [t for t in reversed(board.traces[-2 * _TRACES :]) if t.head < token]
    by_group: dict[int, list[Trace]] = {}
    for trace in before:
        by_group.setdefault(trace.group, []).append(trace)
    for group, members in by_group.items():
        over = parse.heads[group]
        if parse.deps[group] == "pobj" and parse.lower[over] in _OPPOSED:
            sides = _parties(board, members)
            if len(sides) < 2 and parse.lower[over] != "to":
                sides = [*_opposite(board, over, by_group), *sides]
        elif parse.deps[group] in ("nsubj", "nsubjpass") and len(members) > 1:
            sides = _parties(board, members)
        else:
            continue
        sides = list(dict.fromkeys(sides))
        if len(sides) == 2:
            return tuple(sorted(sides))
    return ()


def _parties(board: Board, traces: list[Trace]) -> list[int]:
    """The figures of some mentions that may be a side of something."""
    numbers = [n for trace in traces if not trace.modifier for n in trace.figures]
    return [n for n in numbers if _may_be_side(board.figures[n])]


def _may_be_side(figure: Figure) -> bool:
    return figure.what in _PARTIES and figure.sectors[:1] not in (["CVL"], ["JRN"])


def _opposite(board: Board, preposition: int, by_group: dict[int, list[Trace]]) -> list[int]:
    """Who does what is done "with" somebody: the subject of the verb, the owner of the noun."""
    parse = board.scene.parse
    at = parse.heads[preposition]
    for _ in range(3):
        for below in parse.children[at]:
            if parse.deps[below] in ("nsubj", "poss") and below in by_group:
                return _parties(board, by_group[below])
        at = parse.heads[at]
    return []
