"""The mention beside a cue: who is said to speak."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from itertools import islice, takewhile

from dragoman.coding import trees
from dragoman.coding.parsing import Parse
from dragoman.coding.statements.attribution import Range
from dragoman.lexicon.cues import CueClass, CueWords

_SENTENCE_ENDS = frozenset({".", "?", "!"})
_OWNING = frozenset({"by", "from", "of"})


def subject_beside(parse: Parse, verb: int) -> int | None:
    """The subject among the verb's own children; the one behind the verb where the parser took a
    headline's fragment for another ("No talks, says Khan")."""
    found: int | None = None
    for child in parse.children[verb]:
        if parse.deps[child] in ("nsubj", "nsubjpass") and (
            found is None or not _is_time(parse, child)
        ):
            found = child
    return found


def _is_time(parse: Parse, token: int) -> bool:
    """True for a word inside a date or time ("said Thursday morning")."""
    at = bisect_right(parse.entities, token, key=lambda entity: entity.start) - 1
    if at < 0 or parse.entities[at].end <= token:
        return False
    return parse.entities[at].label in ("DATE", "TIME")


def stray_conjunct(parse: Parse, verb: int) -> bool:
    """True for a past tense without subject that the parser joined to an infinitive below another
    verb: it belongs to that verb's subject ("urged her to go and left")."""
    head = parse.heads[verb]
    return (
        parse.deps[verb] == "conj"
        and parse.tags[verb] in ("VBD", "VBZ")
        and parse.tags[head] == "VB"
        and parse.heads[head] != head
        and parse.pos[parse.heads[head]] == "VERB"
        and subject_beside(parse, verb) is None
        and trees.child(parse, verb, "aux", "auxpass") is None
    )


def subject_of(parse: Parse, verb: int, words: CueWords) -> int | None:
    """The head of the verb's subject as it stands beside it (a relative pronoun stays), or the
    one it shares with another verb."""
    own = subject_beside(parse, verb)
    if own is not None:
        return own
    if stray_conjunct(parse, verb):
        above = parse.heads[parse.heads[verb]]
        return subject_of(parse, above, words)
    found = trees.subject(parse, verb)
    if found is None and parse.tags[verb] == "VBG" and verb and parse.lower[verb - 1] == ",":
        found = _main_subject(parse, verb)  # ", accusing him of" that the parser hung elsewhere
    if found is None or found == verb:
        return None
    if (
        found == parse.heads[verb]
        and parse.deps[verb] == "acl"
        and parse.lemmas[found] in words.media
    ):
        return _behind(parse, found, words)
    return found


def _main_subject(parse: Parse, verb: int) -> int | None:
    """The subject of the sentence's main verb, if it stands before this one."""
    at = verb
    while parse.heads[at] != at:
        at = parse.heads[at]
    found = subject_beside(parse, at)
    return found if found is not None and found < verb else None


def _behind(parse: Parse, noun: int, words: CueWords) -> int:
    """Who speaks in a text that is no actor itself ("issued a letter saying"): its owner, or who
    does what the clause tells; the text where nobody is named."""
    owner = issuer_of(parse, noun, words)
    if owner is not None:
        return owner
    verb = trees.clause_verb(parse, noun)
    if verb != noun and parse.deps[noun] not in ("nsubj", "nsubjpass"):
        found = trees.subject(parse, verb)
        if found is not None and found != noun:
            return found
    return noun


def speaker_of(
    parse: Parse, verb: int, patterns: Mapping[str, CueClass], words: CueWords
) -> int | None:
    """Who speaks by a cue verb: its subject, in the passive its agent, or who "was quoted"."""
    if not passive_cue(parse, verb):
        return subject_of(parse, verb, words)
    if "quoted" in patterns:
        return trees.child(parse, verb, "nsubjpass")
    return agent_of(parse, verb)


def passive_cue(parse: Parse, verb: int) -> bool:
    """True for a passive, also a headline's bare one ("Envoy accused of lying by minister")."""
    if trees.is_passive(parse, verb):
        return True
    return (
        parse.tags[verb] == "VBN"
        and trees.child(parse, verb, "aux", "dobj", "ccomp", "xcomp") is None
        and agent_of(parse, verb) is not None
    )


def noun_among(parse: Parse, tokens: range) -> int | None:
    """The head of the first noun phrase or pronoun among tokens, before any full stop."""
    for token in tokens:
        if parse.lower[token] in _SENTENCE_ENDS:
            break
        if parse.pos[token] in ("PROPN", "NOUN", "PRON"):
            while parse.heads[token] in tokens and parse.deps[token] in ("compound", "nmod"):
                token = parse.heads[token]
            return token
    return None


def agent_of(parse: Parse, verb: int) -> int | None:
    """Who does what a passive verb says: the object of its "by"."""
    for child in parse.children[verb]:
        if parse.deps[child] in ("agent", "prep") and parse.lower[child] == "by":
            return trees.child(parse, child, "pobj")
    return None


def issuer_of(parse: Parse, noun: int, words: CueWords) -> int | None:
    """Whose utterance a noun like "statement" is: its possessor, or who issued it."""
    for child in parse.children[noun]:
        if parse.deps[child] == "poss":
            return child
    for child in parse.children[noun]:
        if parse.deps[child] in ("compound", "nmod") and parse.pos[child] == "PROPN":
            return child
        if parse.deps[child] in ("prep", "agent") and parse.lower[child] in ("by", "from"):
            return trees.child(parse, child, "pobj")
        if parse.deps[child] in ("acl", "relcl"):
            agent = agent_of(parse, child)
            if agent is not None:
                return agent
    return None


_TIMES = frozenset({"DATE", "TIME"})  # the model's labels


def mention(parse: Parse, head: int) -> Range:
    """The tokens of the phrase around a head noun, with everything coordinated with it."""
    start, end = trees.noun_phrase(parse, head)
    for other in trees.conjuncts(parse, head)[1:]:
        if parse.pos[other] in ("NOUN", "PROPN", "PRON"):
            end = max(end, trees.noun_phrase(parse, other)[1])
    return start, _without_time(parse, head, end)


def _without_time(parse: Parse, head: int, end: int) -> int:
    """Where the phrase ends if a time at its end is left to the verb: "said the minister [on
    Monday]"."""
    first = bisect_left(parse.entities, head, key=lambda one: one.start)
    near = takewhile(lambda one: one.start < end, islice(parse.entities, first, None))
    dates = {t for one in near if one.label in _TIMES for t in range(one.start, one.end)}
    for child in parse.children[head]:
        if head < child < end and parse.deps[child] in ("prep", "npadvmod"):
            below = [t for t in parse.subtree(child) if t != child]
            if child in dates or (below and all(t in dates for t in below)):
                return child
    return end


def owner_of(parse: Parse, noun: int, words: CueWords, content: int) -> int | None:
    """Who owns a noun of saying: possessor, "by X", a nation before it, or the subject of the verb
    that carries it ("made a promise")."""
    for child in parse.children[noun]:
        if parse.deps[child] == "poss":
            return child
    for child in parse.children[noun]:
        if parse.deps[child] in ("prep", "agent") and parse.lower[child] in _OWNING:
            below = trees.child(parse, child, "pobj")
            if below is not None and not child <= content <= below and below != content:
                return below
    verb = parse.heads[noun]
    if parse.deps[noun] in ("dobj", "attr") and parse.lemmas[verb] in words.carriers:
        return subject_of(parse, verb, words)
    for child in parse.children[noun]:
        if parse.deps[child] in ("compound", "amod", "nmod") and parse.pos[child] in ("PROPN",):
            return child
    return None
