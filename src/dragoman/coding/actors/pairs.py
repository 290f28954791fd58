"""Plurals that mean two or three named before: "both governments", "the two leaders", "both sides".

States are meant by what only states have, persons by their offices, and the sides of a matter by
the words that set two parties against or beside each other ("talks between A and B", "A met B").
"""

from dragoman.coding.actors.facts import BODIES, Choice
from dragoman.coding.actors.figures import Board, Figure, Trace
from dragoman.coding.parsing import Parse

_SIZES = {"both": 2, "two": 2, "three": 3, "four": 4}
_DEFINITE = frozenset({"the", "these", "those"})
_FACING = frozenset({"with", "between", "against"})  # what stands behind these is one side
_OPPOSED = _FACING | {"to"}
_WHERE = frozenset({"in", "at", "near", "inside", "outside", "around", "across"})
_PAIR = 2
_BARE = frozenset({"nsubj", "nsubjpass"})
_MAIN = frozenset({"ROOT", "conj", "ccomp"})
_SENTENCES = 4  # how far back the members of a pair may be
_TRACES = 80
_MEMBERS = 4  # of both sides together; who are more are no longer two sides of anything
_ABOVE = 5  # steps up from a preposition to who takes part: "[A] held a day of talks with B"
_CLAUSES = 12  # steps up the tree in which a relative clause is sought
_PARTIES = frozenset({"state", "group", "igo", "organization", "collective", "person"})
_GOVERNING = frozenset({"state", "person", "organization"})


def size_of(board: Board, token: int) -> int:
    """How many a definite plural noun says there are of it, 0 if it says none."""
    lower = board.scene.parse.lower
    for at in range(token - 1, max(-1, token - 4), -1):
        size = _SIZES.get(lower[at], 0)
        if size and (lower[at] == "both" or (at and lower[at - 1] in _DEFINITE)):
            return size
    return 2 if is_each(board, token) else 0


def is_each(board: Board, token: int) -> bool:
    """True for the noun of "each side", "each government": one as the other of two."""
    parse = board.scene.parse
    return parse.tags[token] == "NN" and any(
        parse.lower[c] == "each" and parse.deps[c] == "det" for c in parse.children[token]
    )


def is_bare(parse: Parse, token: int) -> bool:
    """True for "both" and "the two" where no noun follows: "[Both] signed", "[the two] met"."""
    word, label = parse.lower[token], parse.deps[token]
    if word not in ("both", "two") or parse.deps[parse.heads[token]] not in _MAIN:
        return False  # "when the two met": there are nearer ones
    if label not in _BARE or (word == "two" and parse.lower[token - 1 : token] != ["the"]):
        return False
    return not any(parse.deps[c] in ("prep", "nummod", "conj") for c in parse.children[token])


def two_named(board: Board, token: int) -> tuple[int, ...]:
    """The two that "both" or "the two" mean: the last two joined by "and", or else those that
    were last in contact or against each other."""
    for together in _coordinations(board, _before(board, token)):
        numbers = list(dict.fromkeys(_parties(board, together)))
        if len(numbers) == _PAIR:
            return tuple(sorted(numbers))
    return _sides(board, token)


def pair_of(board: Board, token: int) -> tuple[int, ...]:
    """The figures that the definite plural at ``token`` means, in text order; none if unsure."""
    parse, cues = board.scene.parse, board.scene.book.cues
    size = size_of(board, token)
    if not size or (parse.tags[token] not in ("NNS", "NNPS") and not is_each(board, token)):
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
    if tops and len(same) < size:
        same = _heads_together(board, token, size, tops) or same
    for some in (same, found if generic else []):
        if len(some) >= size:
            return tuple(sorted(some[:size]))
    return ()


def _heads_together(board: Board, token: int, size: int, tops: frozenset[str]) -> list[int]:
    """The heads of states or governments that were last joined by "and", however far back."""
    before = [trace for trace in reversed(board.traces) if trace.head < token]
    for together in _coordinations(board, before[: 2 * _TRACES]):
        numbers = list(dict.fromkeys(n for trace in together for n in trace.figures))
        if len(numbers) == size and all(tops & board.figures[n].words for n in numbers):
            return numbers
    return []


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
    """The two parties that were last in contact or set against each other; a party may be several
    ("A and B met C"). Contact that an earlier sentence tells in a relative clause only ("X, who
    holds talks of his own with C, stayed away") comes after that of main clauses, unless the
    sentence before goes on about one of the two."""
    parse = board.scene.parse
    before = [t for t in reversed(board.traces[-2 * _TRACES :]) if t.head < token]
    by_group: dict[int, list[Trace]] = {}
    for trace in before:
        by_group.setdefault(trace.group, []).append(trace)
    last = parse.sentence_of[token] - 1
    aside: tuple[int, ...] = ()  # told in a relative clause before the last sentence
    told_last: tuple[int, ...] = ()
    for group in by_group:
        sides = _sides_at(board, group, by_group)
        if not sides:
            continue
        here = parse.sentence_of[group] == parse.sentence_of[token]
        if here or not _in_relative(parse, group):
            talked_of = _subjects(before, last) - set(sides)
            return _standing_for(board, aside if talked_of.intersection(aside) else sides)
        if parse.sentence_of[group] < last:
            aside = aside or sides
        told_last = told_last or sides
    return _standing_for(board, told_last)


def _subjects(traces: list[Trace], sentence: int) -> set[int]:
    """The figures that a sentence is about."""
    about = [t for t in traces if t.sentence == sentence and t.prominence == 1.0]
    return {number for trace in about for number in trace.figures}


def _sides_at(board: Board, group: int, by_group: dict[int, list[Trace]]) -> tuple[int, ...]:
    """The two parties of which a noun and what is joined to it is one or both; none if it sets
    nobody beside or against another."""
    parse = board.scene.parse
    members, over = by_group[group], parse.heads[group]
    meeting = board.scene.book.cues.get("meeting", frozenset())
    mine = list(dict.fromkeys(_parties(board, members)))
    facing: list[Trace] = []
    if parse.deps[group] == "pobj" and parse.lower[over] in _OPPOSED:
        if len(mine) < 2 and parse.lower[over] in _FACING:
            facing = _opposite(board, parse.heads[over], by_group)
    elif parse.deps[group] == "dobj" and parse.lemmas[over] in meeting:
        facing = _opposite(board, over, by_group)
    elif parse.deps[group] != "nsubj" or len(members) < 2 or parse.pos[over] != "VERB":
        return ()
    others = [n for n in dict.fromkeys(_parties(board, facing)) if n not in mine]
    if not others:
        return tuple(mine) if len(mine) == 2 else ()
    sides = (*others, *mine)
    joined = all(len(trace.figures) == 1 for trace in (*facing, *members))  # not "the two leaders"
    plain = len(sides) == 2 or (joined and len(sides) <= _MEMBERS)
    return sides if mine and plain else ()


def _in_relative(parse: Parse, token: int) -> bool:
    """True for a word in a relative clause."""
    for _ in range(_CLAUSES):
        if parse.deps[token] == "relcl":
            return True
        token = parse.heads[token]
    return False


def _standing_for(board: Board, numbers: tuple[int, ...]) -> tuple[int, ...]:
    """The parties in text order, a state for the envoy that it sent."""
    found = []
    for number in numbers:
        figure = board.figures[number]
        state = None
        if figure.country and _is_envoy(board, figure):
            state = state_figure(board, figure.country)
        found.append(number if state is None else state.number)
    return tuple(sorted(set(found)))


def _is_envoy(board: Board, figure: Figure) -> bool:
    """True for a person whom a state sent; not for a rebels' negotiator."""
    sectors = set(figure.sectors)
    if figure.choice is not None:
        sectors.update(figure.choice.entry.sectors)
    sent = board.scene.book.cues.get("sent", frozenset())
    return figure.what == "person" and "GOV" in sectors and bool(sent & figure.words)


def _parties(board: Board, traces: list[Trace]) -> list[int]:
    """The figures of some mentions that may be a side of something."""
    numbers = [n for trace in traces if not trace.modifier for n in trace.figures]
    return [n for n in numbers if _may_be_side(board.figures[n])]


def _may_be_side(figure: Figure) -> bool:
    return figure.what in _PARTIES and figure.sectors[:1] not in (["CVL"], ["JRN"], ["REF"])


def _opposite(board: Board, at: int, by_group: dict[int, list[Trace]]) -> list[Trace]:
    """Who does with somebody what the token ``at`` says: the subject of the verb, the owner of the
    noun. Nobody where that is denied or refused, since who keeps away is in no contact, nor behind
    a preposition ("thanked A for hosting B")."""
    parse = board.scene.parse
    apart = board.scene.book.cues.get("apart", frozenset())
    for _ in range(_ABOVE):
        below = parse.children[at]
        if parse.lemmas[at] in apart or any(parse.deps[c] == "neg" for c in below):
            return []
        for one in below:
            if parse.deps[one] in ("nsubj", "poss") and one in by_group:
                return by_group[one]
        if parse.deps[at] == "pcomp":
            return []
        at = parse.heads[at]
    return []
