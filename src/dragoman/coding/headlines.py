"""The look of a headline: whether a paragraph is one, what is told in it, who its subject is.

All functions but the first take the first reading of the paragraph and ask it about tokens.
"""

from typing import Protocol

from spacy.tokens import Doc

LONGEST_HEADLINE = 24  # tokens
FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS"})
VERBAL = frozenset({"VERB", "AUX"})
_ENDS = frozenset({".", "!", "?", "...", "\u2026", '"', "''"})
_PLURAL = frozenset({"NNS", "NNPS"})
# What a headline's subject may be made of.
_IN_SUBJECT = NOMINAL | {"JJ", "CD", "POS", "PRP$", "HYPH", "CC", ",", "$", "DT", "AFX", "``", "''"}
_INSIDE = frozenset({"of", "in", "from", "near", "at"})
_IN_PARTNER = NOMINAL | {"JJ", "POS"}
_COLLECTIVE = frozenset({"police", "people"})  # nouns that look singular and are plural
_LONGEST_LABEL = 4  # tokens behind a colon
_LONGEST_PARTNER = 4  # tokens between commas


class Tree(Protocol):
    """The lists of a `Parse` that are looked at or changed before it is complete."""

    @property
    def words(self) -> list[str]: ...  # noqa: D102
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


def may_be_headline(paragraph: Doc) -> bool:
    """True for a short paragraph that is not closed like a sentence, or has no verb at all."""
    if not 3 <= len(paragraph) <= LONGEST_HEADLINE:
        return False
    last = paragraph[-1].text
    if last not in _ENDS:
        return True
    return last == "." and not any(token.tag_ in FINITE for token in paragraph)


def body_of(tree: Tree) -> tuple[int, int]:
    """The tokens of what is told, without the name before or behind a colon."""
    size = len(tree.lower)
    colons = [t for t in range(size) if tree.lower[t] == ":"]
    if not colons:
        return 0, size
    first, last = colons[0], colons[-1]
    if last > 2 and size - last - 1 <= _LONGEST_LABEL and not _has_verb(tree, last + 1, size):
        return 0, last
    if first <= _LONGEST_LABEL and len(colons) == 1:
        return first + 1, size
    return 0, size


def _has_verb(tree: Tree, start: int, end: int) -> bool:
    return any(tree.pos[t] in VERBAL for t in range(start, end))


def is_plural(tree: Tree, token: int) -> bool:
    """True for a noun in the plural."""
    return tree.tags[token] in _PLURAL or tree.lower[token] in _COLLECTIVE


def may_be_subject(tree: Tree, start: int, end: int) -> bool:
    """True if nothing but a noun phrase stands there."""
    return end > start and all(
        tree.tags[t] in _IN_SUBJECT
        or tree.lower[t] in _INSIDE
        or (tree.tags[t] in ("VBN", "VBG") and tree.deps[t] == "amod")
        or (t == start and tree.tags[t] == "MD" and tree.words[t][0].isupper())
        for t in range(start, end)
    )


def sure_verb(tree: Tree, start: int, end: int) -> int | None:
    """The finite verb of a headline that the parser read as a person does."""
    root = next(
        (
            t
            for t in range(start, end)
            if tree.tags[t] in FINITE
            and tree.pos[t] in VERBAL
            and t > start
            and tree.deps[t] in ("ROOT", "ccomp")
        ),
        None,
    )
    if root is None:
        return None
    subject = next(
        (
            t
            for t in range(start, root)
            if tree.heads[t] == root and tree.deps[t].startswith("nsubj")
        ),
        None,
    )
    return root if subject is not None else None


def joining_commas(tree: Tree, start: int, verb: int) -> list[int]:
    """The commas between those who act together: "Norway, Sudan sign trade deal"."""
    commas = [t for t in range(start, verb) if tree.lower[t] == ","]
    parts = list(zip([start, *(t + 1 for t in commas)], [*commas, verb], strict=True))
    if len(parts) < 2 or any(not 0 < last - first <= _LONGEST_PARTNER for first, last in parts):
        return []
    if tree.tags[verb] == "VBZ" or any(
        tree.tags[t] not in _IN_PARTNER for first, last in parts for t in range(first, last)
    ):
        return []
    return commas
