"""Which time belongs to a verb or an action noun: its own clause first, then what governs it."""

from collections.abc import Mapping, Sequence

from dragoman.coding.parsing import Parse
from dragoman.coding.times.expression import (
    DatedExpression,
    above_preposition,
    governor_of,
    nearest,
    top_of,
)
from dragoman.coding.times.offsets import offset_of
from dragoman.lexicon.times import Sense, TimeWords

__all__ = ["offset_of", "time_of"]

# Where a time stands below the word it belongs to, without another clause between.
_CARRIERS = frozenset(
    {"prep", "pobj", "npadvmod", "tmod", "advmod", "nmod", "amod", "compound", "poss", "pcomp",
     "nummod", "appos", "dep", "conj", "quantmod", "det"}
)  # fmt: skip
_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
# Prepositions that put a time beside the event and not at it.
_BESIDE = frozenset({"by", "between", "for", "ahead"})
# Prepositions that put the event on another day than the one they name.
_NEVER = frozenset({"since", "than", "until", "till", "before", "after"})
_INSIDE = frozenset({"in", "at", "during"})
# How far above a noun its governing clause may stand.
_REACH = 6
# The length of a value that is as fine as a month or week: what is coarser ("a 1967 border")
# describes the noun it stands at and does not date the verb above that.
_FINE = 7


def time_of(
    parse: Parse,
    dated: Sequence[DatedExpression],
    token: int,
    words: TimeWords | None = None,
) -> DatedExpression | None:
    """The time that belongs to the verb or action noun at ``token``, None if no words say it.

    Looks below the word itself first, not into other clauses; then at the event noun beside it
    ("in a meeting held on May 31, they agreed"); then at the clause that governs it: a verb it is
    coordinated with, or, for a noun, a verb that happens when the noun happens ("held talks on
    Sunday"; any verb where ``words`` is not given). Of several the one with days goes before one
    without, "on Sunday" before "since Sunday", the nearer before the farther. Lengths and
    repeated times are no dates.
    """
    within = _of_sentence(parse, dated, token)
    if not within:
        return None
    named = _before_when(parse, within, token)
    if named is not None:
        return named
    units = words.senses if words is not None else {}
    at = token
    for _ in range(_REACH):
        best = _best(parse, within, at, token, units) or _beside(parse, within, at, words)
        if best is not None:
            return best
        above = _governor(parse, at, words)
        if above is None or _has_own(parse, within, at):
            break
        at = above
    return _of_described(parse, within, at)


def _before_when(
    parse: Parse, within: Sequence[DatedExpression], verb: int
) -> DatedExpression | None:
    """The time right before the "when" of a clause: "last September, when he cancelled it"."""
    for below in parse.children[verb]:
        if parse.lower[below] == "when" and below < verb:
            for one in within:
                gap = parse.lower[one.end : below]
                if gap in ([], [","]):
                    return one
    return None


def _of_described(
    parse: Parse, within: Sequence[DatedExpression], verb: int
) -> DatedExpression | None:
    """The time of the action noun over a relative clause in the past: "a visit of the envoy on
    Sunday, who held talks". Not of a verb: "the envoy, who held talks, left on Sunday"."""
    if parse.deps[verb] != "relcl" or parse.tags[verb] != "VBD":
        return None
    at = parse.heads[verb]
    for _ in range(_REACH):
        if parse.pos[at] in _VERBAL:
            return None
        if parse.pos[at] == "NOUN":
            found = _best(parse, within, at, at)
            if found is not None:
                return found
        at = parse.heads[at]
    return None


def _of_sentence(
    parse: Parse, dated: Sequence[DatedExpression], token: int
) -> list[DatedExpression]:
    """The dates and times that stand in the token's sentence. A feast that names something
    ("his Easter message") does not date it."""
    found = []
    for one in nearest(parse, dated, token):
        named = one.kind == "holiday" and parse.deps[top_of(parse, one.start, one.end)] in (
            "compound",
            "nmod",
        )
        if one.time.type in ("DATE", "TIME") and not named:
            found.append(one)
    return found


def _best(
    parse: Parse,
    within: Sequence[DatedExpression],
    at: int,
    token: int,
    units: Mapping[str, tuple[Sense, ...]] | None = None,
) -> DatedExpression | None:
    """The best of the times that hang on ``at`` without another clause between; of two that agree
    ("two years ago, in February 2018") the finer."""
    ranked = []
    for one in within:
        path = _path(parse, one, at)
        if path is None or any(parse.lower[step] in _NEVER for step in path):
            continue
        if units and any(_is_unit(units.get(parse.lower[step], ())) for step in path):
            path = path[:1]  # "met for a second day on Monday"
        through = [step for step in path if parse.pos[step] in _NOMINAL]
        if through and at not in through and len(one.time.value) < _FINE:
            continue
        beside = any(parse.lower[step] in _BESIDE for step in path)
        if beside and through and at not in through:
            continue  # "met ahead of Friday's vote" was not on Friday
        ranked.append((one.time.start is None, beside, len(path), abs(one.start - token), one))
    if not ranked:
        return None
    best = min(ranked, key=lambda entry: entry[:4])
    for entry in ranked:
        if entry[1] == best[1] and _lies_in(entry[-1], best[-1]):
            best = entry
    return best[-1]


def _has_own(parse: Parse, within: Sequence[DatedExpression], verb: int) -> bool:
    """True for a coordinated verb that words of its own put at another time: "fell in March and
    has talked since May", "left, but offered to return a day later"."""
    if parse.deps[verb] != "conj" or parse.pos[verb] not in _VERBAL:
        return False
    below = [verb, *(c for c in parse.children[verb] if parse.deps[c] == "xcomp")]
    return any(
        one.start > verb and any(_path(parse, one, at) is not None for at in below)
        for one in within
    )


def _is_unit(senses: tuple[Sense, ...]) -> bool:
    return any(sense.kind == "UNIT" for sense in senses)


def _lies_in(one: DatedExpression, other: DatedExpression) -> bool:
    """True if the days of the one are some of the days of the other."""
    a, b = one.time, other.time
    if not (a.start and a.end and b.start and b.end):
        return False
    return b.start <= a.start and a.end <= b.end and (a.start, a.end) != (b.start, b.end)


def _path(parse: Parse, one: DatedExpression, at: int) -> list[int] | None:
    """The tokens between a time and the word it hangs on; None where it does not hang on it."""
    label = parse.deps[top_of(parse, one.start, one.end)]
    head = governor_of(parse, one.start, one.end)
    path: list[int] = []
    for _ in range(_REACH):
        behind_verb = not path and head == one.start - 1
        if label not in _CARRIERS and not behind_verb:
            return None
        if head == at:
            return path
        if parse.pos[head] in _VERBAL or parse.heads[head] == head:
            return None
        path.append(head)
        above = parse.heads[head]
        if head == one.start - 1:
            above = above_preposition(parse, head, one.end)
        label, head = parse.deps[head], above
    return None


def _beside(
    parse: Parse, within: Sequence[DatedExpression], at: int, words: TimeWords | None
) -> DatedExpression | None:
    """The time of "held on May 31" for the noun it modifies, and for the verb that noun dates."""
    clauses = _participles(parse, at) if parse.pos[at] in _NOMINAL else []
    if parse.pos[at] in _VERBAL:
        preps = [c for c in parse.children[at] if parse.lower[c] in _INSIDE]
        nouns = [b for c in preps for b in parse.children[c] if parse.deps[b] == "pobj"]
        clauses = [clause for noun in nouns for clause in _participles(parse, noun)]
        if nouns:  # "In a meeting, held on May 31, they agreed": often hung on the verb
            clauses += [
                c
                for c in parse.children[at]
                if parse.deps[c] == "advcl" and parse.tags[c] == "VBN" and words is not None
            ]
        found = _of_carried(parse, within, at, words)
        if found is not None:
            return found
    for clause in clauses:
        if _carries(parse, clause, "object", words):
            found = _best(parse, within, clause, clause)
            if found is not None:
                return found
    return None


def _of_carried(
    parse: Parse, within: Sequence[DatedExpression], verb: int, words: TimeWords | None
) -> DatedExpression | None:
    """The time of "Monday's attack" for "killed", which happens when its subject happens."""
    roles = words.carriers.get(parse.lemmas[verb], ()) if words is not None else ()
    acts = words is not None and "told" not in roles
    for at in parse.children[verb]:
        label = parse.deps[at]
        if label == "dobj" and acts and "object" not in roles:
            found = _best(parse, within, at, at)
            if found is not None and _hangs_loosely(parse, found, at):
                return found
        if (label == "nsubj" and "subject" in roles) or (
            label in ("dobj", "nsubjpass") and "object" in roles
        ):
            found = _best(parse, within, at, at)
            if found is not None:
                return found
    return None


def _hangs_loosely(parse: Parse, one: DatedExpression, noun: int) -> bool:
    """True for "on Tuesday" behind an object, which parsers like to hang on that: "cancelled the
    deal with them on Tuesday". "Tuesday's deal" and "the Tuesday deal" are the object's own."""
    head = governor_of(parse, one.start, one.end)
    return one.start > noun and head < one.start and parse.lower[head] in ("on", "in", "at")


def _participles(parse: Parse, noun: int) -> list[int]:
    """The clauses on a noun and on the nouns that complete it ("a meeting of A and B, held …":
    parsers like to hang "held" on B)."""
    found, level = [], [noun]
    for _ in range(_REACH):
        below = [c for at in level for c in parse.children[at]]
        found += [c for c in below if parse.deps[c] in ("acl", "relcl")]
        level = [c for c in below if parse.deps[c] in ("prep", "pobj", "conj", "appos")]
    return found


def _carries(parse: Parse, verb: int, role: str, words: TimeWords | None) -> bool:
    """True if the verb happens when the noun in this role happens."""
    return words is None or role in words.carriers.get(parse.lemmas[verb], ())


def _governor(parse: Parse, at: int, words: TimeWords | None) -> int | None:
    """The word whose time is also the time of ``at``; None at a clause of its own."""
    head, label = parse.heads[at], parse.deps[at]
    if head == at:
        return None
    if parse.pos[at] in _VERBAL:
        if label == "conj" and parse.pos[head] in _VERBAL and not _has_own_subject(parse, at):
            return head
        bare = label == "xcomp" and not any(parse.lower[c] == "to" for c in parse.children[at])
        return head if bare or label in ("aux", "auxpass") else None
    if parse.pos[head] not in _VERBAL:
        return head if label in ("pobj", "conj", "prep", "compound", "appos", "amod") else None
    if label == "prep":
        return head if parse.lower[at] in _INSIDE or parse.lower[at] == "with" else None
    passive = label in ("nsubjpass", "dobj", "attr", "conj")
    return head if _carries(parse, head, "object" if passive else "subject", words) else None


def _has_own_subject(parse: Parse, verb: int) -> bool:
    return any(parse.deps[c] in ("nsubj", "nsubjpass") for c in parse.children[verb])
