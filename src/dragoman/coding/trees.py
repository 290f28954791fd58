"""Walking a dependency tree: the few questions that every stage asks of it.

All functions take token numbers of one Parse and return token numbers. Labels are the ClearNLP
ones that spaCy's English models use.
"""

from dragoman.coding.parsing import Parse

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
# What hangs on a noun without being part of the phrase that names it.
_OUTSIDE_PHRASE = frozenset(
    {"relcl", "acl", "appos", "conj", "cc", "punct", "preconj", "parataxis", "advcl", "dep"}
)


def child(parse: Parse, token: int, *labels: str) -> int | None:
    """The first child of ``token`` that carries one of the labels."""
    for at in parse.children[token]:
        if parse.deps[at] in labels:
            return at
    return None


def conjuncts(parse: Parse, token: int) -> list[int]:
    """``token`` and everything coordinated with it to its right: "A, B and C" from A."""
    found, stack = [], [token]
    while stack:
        at = stack.pop()
        found.append(at)
        stack.extend(c for c in reversed(parse.children[at]) if parse.deps[c] == "conj")
    return found


def noun_phrase(parse: Parse, head: int) -> tuple[int, int]:
    """The tokens ``[start, end)`` of the phrase around a noun: determiner, adjectives, compounds,
    possessors and prepositional phrases, without relative clauses, appositions and conjuncts."""
    start, end = head, head + 1
    stack = [c for c in parse.children[head] if parse.deps[c] not in _OUTSIDE_PHRASE]
    seen = {head}
    while stack:
        at = stack.pop()
        seen.add(at)
        stack.extend(c for c in parse.children[at] if parse.deps[c] not in ("relcl", "advcl"))
    while start - 1 in seen:
        start -= 1
    while end in seen:
        end += 1
    return start, end


def is_passive(parse: Parse, verb: int) -> bool:
    """True for a verb in the passive, also a bare participle behind a noun ("a man killed by")."""
    if parse.tags[verb] != "VBN":
        return any(parse.deps[c] in ("nsubjpass", "auxpass") for c in parse.children[verb])
    if any(parse.deps[c] in ("nsubjpass", "auxpass", "csubjpass") for c in parse.children[verb]):
        return True
    has_aux = any(parse.deps[c] == "aux" for c in parse.children[verb])
    has_subject = any(parse.deps[c] == "nsubj" for c in parse.children[verb])
    if parse.deps[verb] == "conj" and not has_aux and not has_subject:
        return parse.tags[parse.heads[verb]] == "VBN" and is_passive(parse, parse.heads[verb])
    return parse.deps[verb] in ("acl", "advcl") and not has_aux and not has_subject


def own_subject(parse: Parse, verb: int) -> int | None:
    """The subject that stands beside the verb itself, a relative pronoun read as its noun."""
    at = child(parse, verb, "nsubj", "nsubjpass", "csubj", "csubjpass")
    if at is not None and parse.lower[at] in _RELATIVE and parse.deps[verb] == "relcl":
        return parse.heads[verb]
    return at


def subject(parse: Parse, verb: int) -> int | None:
    """Who does what the verb says (in the passive: who undergoes it), also where it is shared.

    Inherited from the verb coordinated with it ("came and said"), from the governing verb's
    object or subject ("urged Iran to stop", "wants to stop"), from the noun it modifies ("a man
    wearing"), or from the main clause ("said on Monday, adding").
    """
    seen: set[int] = set()
    while verb not in seen:
        seen.add(verb)
        at = own_subject(parse, verb)
        if at is not None:
            return at
        label, head = parse.deps[verb], parse.heads[verb]
        if head == verb:
            return None
        if label in ("acl", "relcl") and parse.pos[head] in ("NOUN", "PROPN", "PRON"):
            if is_headline_future(parse, verb):
                return head
            return head if parse.tags[verb] in ("VBG", "VBN", "VBD", "VBZ", "VBP") else None
        if label == "xcomp" or (label == "ccomp" and parse.tags[verb] in ("VB", "VBG")):
            controlled = child(parse, head, "dobj", "dative")
            if controlled is not None and controlled < verb and label == "xcomp":
                return controlled
            if label == "ccomp":
                return None
        elif label == "pcomp":
            head = parse.heads[head]
            if parse.pos[head] not in ("VERB", "AUX"):
                return None
        elif label in ("acomp", "attr", "oprd", "prep"):
            # "is about to sign", "was ready to help": the subject of "be"
            if parse.pos[head] not in ("VERB", "AUX"):
                return None
        elif label not in ("conj", "advcl", "aux", "auxpass", "dep"):
            return None
        verb = head
    return None


def is_headline_future(parse: Parse, verb: int) -> bool:
    """True for the verb of "Kenya to close camp": an infinitive on the noun that is all there is
    of a main clause."""
    head = parse.heads[verb]
    return (
        parse.deps[verb] in ("acl", "relcl")
        and parse.tags[verb] == "VB"
        and parse.deps[head] == "ROOT"
        and parse.pos[head] in ("NOUN", "PROPN")
        and any(parse.tags[c] == "TO" for c in parse.children[verb] if c < verb)
    )


def object_of(parse: Parse, verb: int) -> int | None:
    """The direct object beside the verb, or the noun a relative clause hangs on in its place."""
    at = child(parse, verb, "dobj")
    if at is not None and parse.lower[at] in _RELATIVE and parse.deps[verb] == "relcl":
        return parse.heads[verb]
    return at


def prepositional(parse: Parse, token: int) -> list[tuple[str, int]]:
    """The prepositional complements of a token as (preposition, object token) pairs.

    "by" of a passive is among them; "because of" and the like are read by their last word.
    """
    found: list[tuple[str, int]] = []
    stack = []
    for c in parse.children[token]:
        if parse.deps[c] in ("prep", "agent", "dative"):
            stack.append(c)
        elif parse.deps[c] in ("advmod", "prt") and parse.pos[c] in ("ADV", "ADP"):
            # "walked away from the talks"
            stack += [deeper for deeper in parse.children[c] if parse.deps[deeper] == "prep"]
    while stack:
        at = stack.pop(0)
        if parse.pos[at] not in ("ADP", "SCONJ", "VERB", "PART", "ADV"):
            continue
        for below in parse.children[at]:
            if parse.deps[below] in ("pobj", "pcomp"):
                found.append((parse.lower[at], below))
            elif parse.deps[below] == "prep":
                stack.append(below)
    return found


def clause_verb(parse: Parse, token: int) -> int:
    """The nearest verb above a token, or itself if it is one; the root where there is none."""
    while parse.pos[token] not in ("VERB", "AUX") and parse.heads[token] != token:
        token = parse.heads[token]
    return token
