"""Words that refer back: pronouns, "both countries", "the country", names in square brackets."""

from collections.abc import Callable, Sequence

from dragoman.coding.actors.figures import Board, Figure, Trace, leave_trace
from dragoman.coding.actors.offices import last_ones
from dragoman.coding.actors.pairs import (
    is_bare,
    is_each,
    pair_of,
    size_of,
    state_figure,
    two_named,
)
from dragoman.coding.cast import Mention
from dragoman.coding.parsing import Parse
from dragoman.coding.trees import child, own_subject, subject

_PERSONAL = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f",
    "herself": "f",
}  # fmt: skip
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_OWN = frozenset({"his", "her", "their"})
_THINGS = frozenset({"organization", "state", "group", "igo", "collective"})
# Weights of the choice, in sentences: how much farther back a mention may stand for its merit.
_SUBJECT, _QUOTED, _PARALLEL, _CROWD, _KNOWN, _TALKED = 0.9, 1.5, 0.3, 0.8, 0.4, 0.05
_OFTEN = 5  # more mentions make nobody more likely
_REACH = 3  # sentences that a pronoun looks back
_TRACES = 40
_PAIR = 2
_CLAUSE = 30  # tokens between a participle and the verb it hangs on
_FRONTED = 6  # steps up the tree from a pronoun to the phrase that stands before its subject


def is_reference(board: Board, token: int) -> bool:
    """True for a word that this module resolves."""
    word = board.scene.parse.lower[token]
    if word in _PERSONAL or word in _NEUTER or word in _PLURAL:
        return not _is_excellency(board.scene.parse, token)
    if word in _RELATIVE:
        return board.scene.parse.tags[token] in ("WP", "WDT", "WP$")
    if _is_ordinal(board.scene.parse, token) or is_bare(board.scene.parse, token):
        return True
    lemma, cues = board.scene.parse.lemmas[token], board.scene.book.cues
    return lemma in cues.get("state", ()) or (
        lemma in cues.get("side", ()) and size_of(board, token) > 0
    )


def _is_ordinal(parse: Parse, token: int) -> bool:
    """True for "the latter" and "the former" without a noun."""
    if parse.lower[token] not in ("latter", "former") or parse.lower[token - 1 : token] != ["the"]:
        return False
    return parse.heads[token] < token or parse.pos[parse.heads[token]] in ("VERB", "AUX")


def _is_excellency(parse: Parse, token: int) -> bool:
    """True for "HE" before a title or name: "HE the Foreign Minister", "HE Sheikh X". It is short
    for His or Her Excellency. In a line of capitals "HE" is a pronoun."""
    after = token + 1
    if parse.words[token] != "HE" or after >= len(parse):
        return False
    titled = parse.lower[after] == "the" or parse.tags[after] in ("NNP", "NNPS")
    return titled and any(c.islower() for c in parse.words[min(after + 1, len(parse) - 1)])


def _ordinal(board: Board, token: int) -> tuple[int, ...]:
    """The first or the last of the two that were coordinated last."""
    groups: dict[int, list[int]] = {}
    for trace in board.traces[-_TRACES:]:
        numbers = groups.setdefault(trace.group, [])
        numbers += [n for n in trace.figures if n not in numbers]
    pairs = [numbers for numbers in groups.values() if len(numbers) == _PAIR]
    first = board.scene.parse.lower[token] == "former"
    return (pairs[-1][0 if first else 1],) if pairs else ()


def turn_of(board: Board, token: int) -> int:
    """The token in whose place a reference is read: its own, but that of the subject behind it
    for a pronoun in a phrase before it ("In [his] talks with A, B said")."""
    parse = board.scene.parse
    if parse.lower[token] not in _PERSONAL and parse.lower[token] not in _NEUTER:
        return token
    at = token
    for _ in range(_FRONTED):
        over = parse.heads[at]
        if over == at or (over < token and parse.deps[at] in ("ccomp", "conj")):
            return token
        if parse.deps[at] in ("prep", "advcl") and over > at and parse.pos[over] in ("VERB", "AUX"):
            about = own_subject(parse, over)
            if about is None and over - 1 > token:
                about = over - 1  # "In his talks with A, B said": B taken for an apposition
            named = about is not None and token < about and parse.pos[about] == "PROPN"
            return about + 1 if named and about is not None else token
        at = over
    return token


def refer(board: Board, token: int) -> None:
    """Find whom the word at ``token`` means, and enter the mention; nothing if nobody is found."""
    parse = board.scene.parse
    word = parse.lower[token]
    numbers: tuple[int, ...] = ()
    rule = f"pronoun {word}"
    if _is_ordinal(parse, token):
        numbers, rule = _ordinal(board, token), "the one of two named before"
    elif is_bare(parse, token):
        numbers, rule = two_named(board, token), "those named before"
    elif word in _RELATIVE:
        numbers, rule = _relative(board, token), "relative pronoun"
    elif word.endswith(("self", "selves")) and (doers := _doers(board, token)):
        numbers = tuple(sorted(doers))
    elif word in _PERSONAL:
        numbers = _bracket_after(board, token) or _best(board, token, _is_person(board, word))
    elif word in _NEUTER:
        if not _is_empty(board, token) and not _follows_thing(board, token):
            numbers = _best(board, token, _is_thing)
    elif word in _PLURAL:
        numbers = _best(board, token, _is_plural, several=True) or _met(board, token)
    elif parse.lemmas[token] in board.scene.book.cues.get("state", ()):
        numbers, rule = _country(board, token), "countries named before"
    else:
        numbers, rule = pair_of(board, token), "those named before"
    if not numbers:
        return
    kind = "description" if rule.endswith("named before") else "pronoun"
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


def name_excellencies(board: Board) -> None:
    """Let "HE" be whom the title or name behind it means, since the verb hangs on it."""
    parse = board.scene.parse
    for token in range(len(parse)):
        if parse.words[token] == "HE" and _is_excellency(parse, token):
            named = [c for c in parse.children[token] if parse.deps[c] == "appos"]
            known = [board.by_head[c] for c in named if c in board.by_head]
            if known:
                board.by_head.setdefault(token, known[-1])


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
        return _KNOWN if figure.gender else 0.0

    return fits


def _is_thing(figure: Figure) -> float | None:
    return 0.0 if figure.what in _THINGS and not figure.plural else None


def _is_plural(figure: Figure) -> float | None:
    if figure.what in ("group", "collective"):
        return 0.5 + (_CROWD if figure.plural else 0.0)
    return 0.0 if figure.what in ("organization", "igo", "state") else None


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
    animate = board.scene.book.cues.get("animate", frozenset())
    if any(parse.deps[c] == "acomp" and parse.lower[c] in animate for c in parse.children[verb]):
        return False  # "it is willing to talk"
    said_of = [board.scene.at[c] for c in parse.children[verb] if parse.deps[c] == "attr"]
    if any(unit is not None and unit.sort == "role" for unit in said_of):
        return False  # "it was a member"
    return parse.lemmas[verb] in ("be", "seem", "appear", "take", "remain", "become") and bool(
        {"acomp", "attr", "ccomp", "xcomp", "oprd"} & below
    )


def _follows_thing(board: Board, token: int) -> bool:
    """True if "it" is the subject of a sentence behind one that was about something that is no
    actor: "A bomb exploded. [It] killed three"."""
    parse = board.scene.parse
    sentence = parse.sentence_of[token]
    if not sentence or parse.deps[token] != "nsubj" or parse.deps[parse.heads[token]] != "ROOT":
        return False
    start, end = parse.sentences[sentence - 1]
    root = next((t for t in range(start, end) if parse.heads[t] == t), start)
    about = own_subject(parse, root)
    return about is not None and parse.tags[about] == "NN" and about not in board.by_head


def _doers(board: Board, token: int) -> set[int]:
    """Who does to others what is done to a pronoun that is an object: it means somebody else."""
    parse = board.scene.parse
    verb = parse.heads[token]
    if parse.deps[token] not in ("dobj", "dative") or parse.pos[verb] != "VERB":
        return set()
    finite = parse.tags[verb] not in ("VBG", "VB") or child(parse, verb, "aux") is not None
    told = finite and not any(parse.lower[c] == "to" for c in parse.children[verb])
    if parse.tags[verb] == "VBG" and verb and parse.lower[verb - 1] == ",":
        who = _subject_before(parse, verb)
    else:
        who = own_subject(parse, verb) if told else subject(parse, verb)
    mention = board.by_head.get(who) if who is not None and who != token else None
    return set(_numbers(mention)) if mention is not None else set()


def _subject_before(parse: Parse, participle: int) -> int | None:
    """Who does what a participle behind a comma says: "[A] chose B, [accusing] him of". The order
    of words is surer here than the tree, which takes it for B's as often."""
    start = max(parse.sentences[parse.sentence_of[participle]][0], participle - _CLAUSE)
    for at in range(participle - 1, start - 1, -1):
        if parse.pos[at] in ("VERB", "AUX") and (who := own_subject(parse, at)) is not None:
            return who
    return None


def _best(board: Board, token: int, fits: Fits, several: bool = False) -> tuple[int, ...]:
    """The best of the mentions that a pronoun may refer back to; with ``several`` also those that
    are joined by "and" together."""
    parse = board.scene.parse
    sentence, verb = parse.sentence_of[token], parse.heads[token]
    possessive = parse.deps[token] == "poss"
    doers = set() if possessive else _doers(board, token)
    quoted = bool(board.quoted[token])
    best: tuple[float, tuple[int, ...]] | None = None
    joined: dict[int, list[int]] = {}
    for back, trace in enumerate(reversed(board.traces[-_TRACES:])):
        distance = sentence - trace.sentence
        if distance > _REACH or trace.modifier:
            continue
        if doers and not doers.isdisjoint(trace.figures):
            continue
        over = parse.heads[trace.group]
        if over == verb and not possessive and distance == 0:
            continue  # two arguments of one verb are two people
        if several:
            members = joined.setdefault(trace.group, [])
            members += [n for n in trace.figures if n not in members]
        merit = _merit(board, trace, fits, joined.get(trace.group, ()))
        if merit is None:
            continue
        score = merit - distance - 0.02 * back
        if quoted != trace.quoted:
            score -= _QUOTED if quoted and distance == 0 else _PARALLEL if quoted else _SUBJECT
        if best is None or score > best[0]:
            together = joined.get(trace.group, ())
            best = score, tuple(together) if len(together) > 1 else trace.figures
    return tuple(sorted(best[1])) if best is not None else ()


def _met(board: Board, token: int) -> tuple[int, ...]:
    """The only two persons named in the sentence before: "A met B. [They] signed"."""
    sentence = board.scene.parse.sentence_of[token]
    found: list[int] = []
    for trace in board.traces[-_TRACES:]:
        if trace.sentence == sentence - 1 and not trace.modifier:
            named = [n for n in trace.figures if board.figures[n].what == "person"]
            found += [n for n in named if n not in found]
    return tuple(sorted(found)) if len(found) == _PAIR else ()


def _merit(board: Board, trace: Trace, fits: Fits, joined: Sequence[int]) -> float | None:
    """How well a mention suits a pronoun: by kind, by its place in its sentence, and by how much
    the report speaks of it."""
    salience = _SUBJECT * trace.prominence
    if len(joined) > 1:
        kinds = {board.figures[n].what for n in joined}
        return salience + _CROWD if "place" not in kinds else None
    if len(trace.figures) != 1:
        return None if fits is not _is_plural else salience + _CROWD
    figure = board.figures[trace.figures[0]]
    worth = fits(figure)
    if worth is None:
        return None
    return salience + worth + _TALKED * min(len(figure.mentions), _OFTEN)


def _country(board: Board, token: int) -> tuple[int, ...]:
    """ "Both countries", "the two nations": those named last; "the country": the one."""
    parse = board.scene.parse
    if parse.tags[token] in ("NNS", "NNPS") or is_each(board, token):
        return pair_of(board, token)
    owner = child(parse, token, "poss")
    if owner is not None and parse.lower[owner] in _OWN and owner in board.by_head:
        country = board.figures[_numbers(board.by_head[owner])[0]].country
        figure = state_figure(board, country) if country is not None else None
        return (figure.number,) if figure is not None else ()
    if parse.lower[token - 1] in ("the", "this"):
        apposed = parse.heads[parse.heads[token]]  # "X, the country's main agency"
        over = board.by_head.get(apposed)
        if parse.deps[token] == "poss" and parse.deps[parse.heads[token]] == "appos" and over:
            country = board.figures[_numbers(over)[0]].country
            figure = state_figure(board, country) if country is not None else None
            return (figure.number,) if figure is not None else ()
        one = last_ones(board, token, 1, ("state",), modifiers=False)
        if one or board.homes.home is None:
            return one
        state = board.scene.book.states.get(board.homes.home)
        number = board.by_key.get(f"state:{state.name}") if state is not None else None
        return (number,) if number is not None else ()
    return ()
