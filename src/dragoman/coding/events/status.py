"""Did it happen? Negation, modality and tense around one predicate."""

from dragoman.coding.events.slots import is_order
from dragoman.coding.parsing import Parse
from dragoman.coding.trees import child, is_headline_future
from dragoman.model import Status

_VERBS = frozenset({"VERB", "AUX"})
NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "hardly", "without"})
_FUTURE = frozenset({"will", "'ll", "shall", "wo"})
_POSSIBLE = frozenset({"may", "might", "could", "can", "ca"})
_OBLIGATION = frozenset({"must", "should", "ought"})
_INSISTING = frozenset({"insist"})
_CONDITION = frozenset({"if", "unless", "whether", "lest", "until", "before"})


def is_negated(parse: Parse, token: int) -> bool:
    """Negated by a word of its own: "did not sign", "no talks", "without signing", "never"."""
    for at in parse.children[token]:
        if parse.deps[at] in ("neg", "preconj") and parse.lower[at] in NEGATIONS:
            return True
        if parse.deps[at] == "det" and parse.lower[at] in ("no", "neither"):
            return True
        if parse.deps[at] == "advmod" and parse.lower[at] in ("never", "hardly"):
            return True
        if parse.deps[at] in ("nsubj", "nsubjpass") and _is_nobody(parse, at):
            return True
        if parse.deps[at] == "dobj" and _is_nobody(parse, at):
            return True  # "has shown no willingness to", "met nobody"
        if parse.deps[at] == "expl" and parse.lower[at] == "there":
            what = child(parse, token, "attr", "dobj")
            if what is not None and is_negated(parse, what):
                return True
    head = parse.heads[token]
    if parse.deps[token] in ("pcomp", "pobj") and parse.lower[head] == "without":
        return True
    if parse.deps[token] == "pcomp" and parse.lower[head] == "by":
        # "never kept its word by paying"
        return is_negated(parse, parse.heads[head])
    if parse.deps[token] in ("acomp", "attr") and parse.pos[token] != "VERB":
        return any(parse.deps[c] == "neg" for c in parse.children[head])
    return _shares_negation(parse, token)


def _shares_negation(parse: Parse, token: int) -> bool:
    """The second of two alternatives: "did not meet or speak"."""
    head = parse.heads[token]
    if parse.deps[token] != "conj" or head == token:
        return False
    if any(parse.deps[c] in ("nsubj", "aux") for c in parse.children[token]):
        return False
    joined = any(parse.lower[c] in ("or", "nor") for c in parse.children[head])
    return joined and is_negated(parse, head)


def _is_nobody(parse: Parse, subject: int) -> bool:
    if parse.lower[subject] in ("none", "nobody", "neither"):
        return True
    return any(
        parse.deps[c] == "det" and parse.lower[c] in ("no", "neither")
        for c in parse.children[subject]
    )


def modality(parse: Parse, verb: int) -> str:
    """ "future", "possible", "obligation", "conditional" or "" from the auxiliaries of a verb and
    the conjunction that opens its clause."""
    for at in parse.children[verb]:
        if parse.deps[at] == "mark" and parse.lower[at] in _CONDITION:
            return "conditional"
    for at in parse.children[verb]:
        if parse.deps[at] not in ("aux", "auxpass"):
            continue
        lower = parse.lower[at]
        if lower in _FUTURE or (lower == "to" and parse.tags[at] == "MD"):
            return "future"  # "to" as the "will" of headlines: see coding.rewording
        if lower in ("would", "'d") and parse.tags[at] == "MD":
            return "would"
        if lower in _POSSIBLE:
            return "possible"
        if lower in _OBLIGATION:
            # "should never have been lifted" looks back on what was done
            done = any(parse.lower[c] == "have" for c in parse.children[verb])
            return "possible" if done else "obligation"
    if parse.lemmas[parse.heads[verb]] in _INSISTING and _is_subjunctive(parse, verb):
        return "obligation"
    return "future" if is_headline_future(parse, verb) else _periphrastic(parse, verb)


def _is_subjunctive(parse: Parse, verb: int) -> bool:
    """ "insists that Israel leave": a bare verb with a subject."""
    below = {parse.deps[c] for c in parse.children[verb]}
    return (
        parse.tags[verb] == "VB"
        and parse.deps[verb] == "ccomp"
        and "nsubj" in below
        and not below & {"aux", "auxpass"}
    )


def _periphrastic(parse: Parse, verb: int) -> str:
    """ "is to visit", "is going to", "has to", "needs to", "is due to"."""
    head = parse.heads[verb]
    if parse.deps[verb] == "xcomp" and head != verb:
        lemma = parse.lemmas[head]
        if lemma in ("have", "need") and parse.tags[verb] == "VB":
            return "obligation"
        if lemma == "go" and parse.tags[head] == "VBG" and parse.tags[verb] == "VB":
            return "future"
        if lemma == "be" and parse.tags[verb] == "VB":
            return "future"
    if parse.deps[verb] != "conj" or parse.tags[verb] not in ("VB", "VBN"):
        return ""
    helped = ("nsubj", "nsubjpass", "aux", "auxpass")
    if parse.tags[head] != parse.tags[verb] or any(
        parse.deps[c] in helped for c in parse.children[verb]
    ):
        return ""
    return modality(parse, head) if head != verb else ""


def is_question(parse: Parse, token: int) -> bool:
    """True in a sentence that ends with a question mark."""
    start, end = parse.sentences[parse.sentence_of[token]]
    return any(parse.words[at] == "?" for at in range(max(start, end - 2), end))


def is_purpose(parse: Parse, verb: int) -> bool:
    """An infinitive that says what something is done for: "marched to demand reforms"."""
    if parse.deps[verb] not in ("advcl", "acl") or parse.tags[verb] != "VB":
        return False
    if is_headline_future(parse, verb):
        return False
    return any(parse.tags[c] == "TO" for c in parse.children[verb] if c < verb)


def is_imperative(parse: Parse, verb: int) -> bool:
    """A bare infinitive without subject that heads its sentence: "Let the aid in"."""
    if is_order(parse, verb):
        return True
    if parse.tags[verb] != "VB" or parse.deps[verb] not in ("ROOT", "ccomp"):
        return False
    return not any(
        parse.deps[c] in ("nsubj", "nsubjpass", "aux", "auxpass", "expl")
        for c in parse.children[verb]
    )


def status_of(parse: Parse, token: int, announced: frozenset[str]) -> Status:
    """The status that a word's own negation and auxiliaries give. ``announced`` are adjectives
    that put a noun into the future."""
    verb = token
    if parse.pos[token] not in _VERBS:
        verb = parse.heads[token]
        if parse.deps[token] not in ("acomp", "attr", "oprd") or parse.pos[verb] not in (
            "VERB",
            "AUX",
        ):
            verb = token
    if (
        verb == token
        and parse.pos[token] in ("NOUN", "PROPN")
        and _is_announced(parse, token, announced)
    ):
        return "planned"
    if is_negated(parse, token) or (verb != token and is_negated(parse, verb)):
        return "negated"
    how = modality(parse, verb)
    if is_purpose(parse, verb):
        return "hypothetical"
    if how in ("future", "would"):
        return "planned"
    if how in ("possible", "conditional", "obligation"):
        return "hypothetical"
    if is_question(parse, token):
        return "hypothetical"
    return "actual"


def _is_announced(parse: Parse, noun: int, announced: frozenset[str]) -> bool:
    """ "the forthcoming visit", "planned talks"."""
    return any(
        parse.lower[c] in announced
        for c in parse.children[noun]
        if parse.deps[c] in ("amod", "compound")
    )
