"""The mention beside a cue: who is said to speak."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import islice, takewhile

from dragoman.coding import trees
from dragoman.coding.parsing import Parse
from dragoman.coding.statements.attribution import Range
from dragoman.lexicon.cues import CueClass, CueWords

_SENTENCE_ENDS = frozenset({".", "?", "!"})
_TIMES = frozenset({"DATE", "TIME"})  # the model's labels
_OWNING = frozenset({"by", "from", "of"})
_AFTER_WORDS = frozenset({",", '"', "''", "'"})
_CUTS = frozenset({",", ";", ":", '"', "''", "``", "("})
_NOMINAL = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM", "PART"})
# A phrase that took a verb's subject is at least so long, with its comma and the subject; and the
# subject that was lost at most so long.
_SHORTEST_LEAD = 4
_LONGEST_SUBJECT = 10


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


def time_around(parse: Parse, token: int) -> Range | None:
    """The date or time that a word stands in ("said Thursday morning")."""
    at = bisect_right(parse.entities, token, key=lambda entity: entity.start) - 1
    if at < 0 or parse.entities[at].end <= token or parse.entities[at].label not in _TIMES:
        return None
    return parse.entities[at].start, parse.entities[at].end


def _is_time(parse: Parse, token: int) -> bool:
    return time_around(parse, token) is not None


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
    quoted = _quoted(parse, verb)
    if quoted is not None:
        return quoted
    if stray_conjunct(parse, verb):
        above = parse.heads[parse.heads[verb]]
        return subject_of(parse, above, words)
    found = trees.subject(parse, verb)
    if found is None and parse.tags[verb] == "VBG" and verb and parse.lower[verb - 1] == ",":
        found = _main_subject(parse, verb)  # ", accusing him of" that the parser hung elsewhere
    if found is None and parse.deps[verb] == "ROOT":
        found = lost_subject(parse, verb)
    if found is None or found == verb:
        return None
    if (
        found == parse.heads[verb]
        and parse.deps[verb] == "acl"
        and parse.lemmas[found] in words.media
    ):
        return _behind(parse, found, words)
    return found


def inverted_subject(parse: Parse, verb: int, parts: Sequence[Range]) -> int | None:
    """Who speaks behind a finite cue that follows its words, where the parser took the speaker for
    the cue's object ('"...," recalled one of the women')."""
    if parse.tags[verb] not in ("VBD", "VBZ") or not parts or verb + 1 >= len(parse):
        return None
    if any(end > verb for _, end in parts) or parse.lower[verb - 1] not in _AFTER_WORDS:
        return None
    for child in parse.children[verb]:
        if child > verb and parse.deps[child] in ("dobj", "attr", "oprd"):
            begins = parse.subtree(child)[0] == verb + 1
            return child if begins and not _is_time(parse, child) else None
    return None


def lost_subject(parse: Parse, verb: int) -> int | None:
    """The noun phrase right before a finite main verb that the parser left without any subject,
    where a comma sets it off from the phrase that took it ("In a letter on Sunday, envoy Ana Roe
    wrote", "Also speaking, the mayor, Ana Roe, warned")."""
    first = parse.sentences[parse.sentence_of[verb]][0]
    if parse.tags[verb] not in ("VBD", "VBZ") or verb - first < _SHORTEST_LEAD:
        return None
    end = verb - 1 if parse.lower[verb - 1] == "," else verb
    start = end
    while start > max(first, end - _LONGEST_SUBJECT) and parse.lower[start - 1] not in _CUTS:
        start -= 1
    if start <= first + 1 or parse.lower[start - 1] != "," or start == end:
        return None
    if any(parse.pos[at] not in _NOMINAL for at in range(start, end)):
        return None
    inside = [at for at in range(start, end) if not start <= parse.heads[at] < end]
    head = inside[-1] if inside else end - 1
    named = parse.pos[head] == "PROPN" or (end == verb and parse.pos[head] in ("NOUN", "PRON"))
    return head if named and not _is_time(parse, head) else None


def _quoted(parse: Parse, verb: int) -> int | None:
    """Who is quoted "as saying": the object of the active verb above ("the memo quotes her as
    saying")."""
    link = parse.heads[verb]
    if parse.deps[verb] != "pcomp" or parse.lower[link] != "as":
        return None
    above = parse.heads[link]
    return trees.child(parse, above, "dobj") if parse.pos[above] == "VERB" else None


def _main_subject(parse: Parse, verb: int) -> int | None:
    """The subject of the sentence's main verb, if it stands before this one."""
    at = verb
    while parse.heads[at] != at:
        at = parse.heads[at]
    found = subject_beside(parse, at)
    if found is None:
        found = lost_subject(parse, at)
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
        if parse.deps[child] in ("acl", "relcl") and parse.lemmas[child] not in words.receivers:
            agent = agent_of(parse, child)
            if agent is not None:
                return agent
    return None


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
