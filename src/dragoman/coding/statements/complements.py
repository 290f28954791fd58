"""What stands beside a cue verb: clauses, infinitives, objects, phrases, each as a pattern.

The names of the patterns are those of the cue lexicon (``verbs.csv``)."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dragoman.coding import trees
from dragoman.coding.parsing import Parse
from dragoman.lexicon.cues import CueClass

# Patterns that are not prepositions, the weightiest first.
ORDER = ("that", "small", "as", "objinf", "inf", "ing", "obj")
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_PREDICATES = frozenset({("VBN", "acl"), ("JJ", "acl"), ("JJ", "amod"), ("VBN", "amod")})
_QUESTION = frozenset({"WDT", "WP", "WRB"})


class Complement(NamedTuple):
    """Something beside a verb that can be its content: which pattern, its head, its tokens."""

    pattern: str
    head: int
    start: int
    end: int


def complements(parse: Parse, verb: int, last: int, light: bool) -> dict[str, Complement]:
    """The complements of a verb by pattern. ``last`` is its particle, or the word that makes a
    light verb a cue. Of two with the same pattern the nearest after the verb counts."""
    found = list(_beside(parse, verb))
    if last != verb:
        below = list(_under(parse, last))
        if light:
            found = [c for c in found if c.head != last]
        elif any(c.pattern == "obj" for c in below):
            # "called on the army to stop": the infinitive may hang on the verb
            found = [_asked(c) for c in found]
        found = below + found
    chosen: dict[str, Complement] = {}
    for complement in found:
        known = chosen.get(complement.pattern)
        if known is None or (known.head < verb < complement.head):
            chosen[complement.pattern] = complement
    return chosen


def _asked(complement: Complement) -> Complement:
    if complement.pattern in ("inf", "purpose"):
        return complement._replace(pattern="objinf")
    return complement


def weighed(
    verb: int, found: Mapping[str, Complement], patterns: Mapping[str, CueClass]
) -> list[str]:
    """The patterns that hold, in the order they are to be tried: the weightiest first, but of
    clauses and infinitives the one nearest after the verb."""
    names = [name for name in ORDER if name in patterns and name in found]
    predicate = "small" in patterns and "that" not in patterns and "small" not in found
    if predicate and "that" in found and found["that"].head > verb:
        names.insert(0, "that")  # "called [the storm a hoax]"
    if "that" in names and len(names) > 1:
        that = found["that"]
        others = [found[name] for name in ("objinf", "inf") if name in names]
        if any(verb < c.head and (that.head < verb or c.start < that.start) for c in others):
            names.remove("that")
            names.append("that")
    return names


def _beside(parse: Parse, verb: int) -> Iterator[Complement]:
    has_object = False
    predicates: list[Complement] = []
    for child in parse.children[verb]:
        label = parse.deps[child]
        if label in ("ccomp", "xcomp"):
            yield _clause(parse, child, has_object)
        elif label == "advcl" and child > verb:
            yield from _adverbial(parse, child, has_object)
        elif label == "oprd" and child > verb:
            predicates.append(_whole(parse, "small", child))
        elif label == "dobj":
            has_object = child > verb
            yield _whole(parse, "obj", child)
            yield from _on_object(parse, child)
        elif label == "dative" and child > verb:
            has_object = True
        elif label == "prep" and child > verb:
            yield from _prepositional(parse, child)
    if predicates:
        yield predicates[-1]._replace(start=predicates[0].start)


def _adverbial(parse: Parse, child: int, has_object: bool) -> Iterator[Complement]:
    """An adverbial clause that is none: an infinitive, or a finite clause without conjunction."""
    if any(parse.lower[c] == "to" and parse.deps[c] == "aux" for c in parse.children[child]):
        whole = _clause(parse, child, has_object)
        if whole.pattern == "objinf":
            yield whole
            return
        if whole.pattern == "inf":
            yield whole._replace(pattern="purpose")
            return
    marked = any(
        c < child and (parse.deps[c] in ("mark", "cc") or parse.tags[c] in _QUESTION)
        for c in parse.children[child]
    )
    if not marked and trees.child(parse, child, "nsubj", "nsubjpass") is not None:
        yield _whole(parse, "that", child)


def _on_object(parse: Parse, noun: int) -> Iterator[Complement]:
    """What hangs on the object but belongs to the verb: "accused the party [of lying]", "called
    the charges [unfounded and made up]"."""
    for below in parse.children[noun]:
        if parse.deps[below] == "prep":
            yield from _prepositional(parse, below)
        elif below == noun + 1 and (parse.tags[below], parse.deps[below]) in _PREDICATES:
            yield _whole(parse, "small", below)


def _under(parse: Parse, particle: int) -> Iterator[Complement]:
    """What hangs on a particle, or on the noun or adjective of a light verb."""
    if parse.deps[particle] == "mark":  # "called for taxes to fall"
        clause = parse.heads[particle]
        yield Complement("objinf", clause, particle + 1, parse.subtree(clause)[-1] + 1)
    for child in parse.children[particle]:
        label = parse.deps[child]
        if label in ("pobj", "pcomp"):
            yield _whole(parse, "obj", child)
            for below in parse.children[child]:
                if parse.deps[below] in ("acl", "relcl") and parse.tags[below] == "VB":
                    yield _whole(parse, "objinf", below)
        elif label in ("ccomp", "acl", "xcomp", "advcl"):
            yield _clause(parse, child, False)
        elif label == "prep":
            yield from _prepositional(parse, child)


def _prepositional(parse: Parse, prep: int) -> Iterator[Complement]:
    below = trees.child(parse, prep, "pobj", "pcomp")
    if below is not None:
        whole = _whole(parse, parse.lower[prep], below)
        yield whole._replace(start=prep) if parse.lower[prep] == "as" else whole


def _clause(parse: Parse, head: int, has_object: bool) -> Complement:
    children = parse.children[head]
    to = any(parse.lower[c] == "to" and parse.deps[c] == "aux" for c in children)
    own = any(parse.deps[c] in _SUBJECTS for c in children)
    helped = any(parse.deps[c] in ("aux", "auxpass") for c in children)
    if to and not any(parse.tags[c] in _QUESTION and c < head for c in children):
        return _whole(parse, "objinf" if own or has_object else "inf", head)
    if parse.tags[head] == "VBG" and not own and not helped:
        return _whole(parse, "ing", head)
    if parse.pos[head] not in ("VERB", "AUX") and not helped:
        return _whole(parse, "small", head)
    return _whole(parse, "that", head)


def _whole(parse: Parse, pattern: str, head: int) -> Complement:
    tree = parse.subtree(head)
    return Complement(pattern, head, tree[0], tree[-1] + 1)
