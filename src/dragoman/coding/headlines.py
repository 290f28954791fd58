"""Headlines whose verb the parser took for a noun: "Iran jails journalist", "Gunmen storm hotel".

A headline that came out without a finite verb is looked through for a word that the lexicon
knows as a verb, in a form that agrees with the noun before it. The tree is then built anew around
that word: what stands before it is the subject, the nouns behind it the object.
"""

from typing import Protocol

_FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "VBZ", "VBP", "VB"})
_PLURAL = frozenset({"NNS", "NNPS"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_LONGEST = 24  # tokens


class Tree(Protocol):
    """The lists of a `Parse` that are changed here."""

    @property
    def lower(self) -> list[str]: ...  # noqa: D102
    @property
    def lemmas(self) -> list[str]: ...  # noqa: D102
    @property
    def pos(self) -> list[str]: ...  # noqa: D102
    @property
    def tags(self) -> list[str]: ...  # noqa: D102
    @property
    def deps(self) -> list[str]: ...  # noqa: D102
    @property
    def heads(self) -> list[int]: ...  # noqa: D102


def mend_headline(tree: Tree, start: int, end: int, verbs: dict[str, str]) -> None:
    """Make a verb the root of tokens ``[start, end)`` if they are a headline that lacks one.

    ``verbs`` gives the lemma of each form of the lexicon's verbs.
    """
    if not 3 <= end - start <= _LONGEST or any(tree.tags[t] in _FINITE for t in range(start, end)):
        return
    verb = _find_verb(tree, start, end, verbs)
    if verb is None:
        return
    tree.pos[verb], tree.tags[verb] = "VERB", "VBZ"
    tree.lemmas[verb] = verbs[tree.lower[verb]]
    tree.deps[verb], tree.heads[verb] = "ROOT", verb
    _gather(tree, start, verb, verb, "nsubj")
    after = verb + 1
    stop = _phrase_end(tree, after, end)
    if stop > after:
        _gather(tree, after, stop, verb, "dobj")
    for token in range(stop, end):
        if not stop <= tree.heads[token] < end or tree.heads[token] == token:
            tree.heads[token] = verb
            tree.deps[token] = _label(tree, token)


def _find_verb(tree: Tree, start: int, end: int, verbs: dict[str, str]) -> int | None:
    for token in range(start + 1, end - 1):
        lower = tree.lower[token]
        if lower not in verbs or tree.tags[token] not in _NOUN_TAGS:
            continue
        if tree.pos[token - 1] not in _NOUNS or tree.pos[token + 1] in ("ADP", "VERB", "AUX"):
            continue
        if any(tree.pos[t] in ("ADP", "PUNCT", "VERB") for t in range(start, token)):
            return None
        singular = lower != verbs[lower] and lower.endswith("s")
        plural = lower == verbs[lower] and tree.tags[token - 1] in _PLURAL
        if singular or plural:
            return token
    return None


def _phrase_end(tree: Tree, start: int, end: int) -> int:
    """Where the nouns behind the verb end."""
    for token in range(start, end):
        if tree.pos[token] in ("ADP", "PUNCT", "VERB", "AUX", "SCONJ", "PART", "ADV"):
            return token
    return end


def _gather(tree: Tree, start: int, end: int, verb: int, label: str) -> None:
    """Make tokens ``[start, end)`` one phrase around its last noun, hung on the verb."""
    head = next((t for t in range(end - 1, start - 1, -1) if tree.pos[t] in _NOUNS), end - 1)
    tree.heads[head], tree.deps[head] = verb, label
    for token in range(start, end):
        inside = start <= tree.heads[token] < end and tree.heads[token] != token
        if token != head and not inside:
            tree.heads[token], tree.deps[token] = head, "compound"


def _label(tree: Tree, token: int) -> str:
    pos = tree.pos[token]
    if pos == "ADP":
        return "prep"
    return "advcl" if pos == "VERB" else "dep" if pos != "PUNCT" else "punct"
