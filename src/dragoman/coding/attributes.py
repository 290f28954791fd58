"""Parts of speech and lemmas, as spaCy's attribute ruler and lemmatizer give them, from tables.

Both are functions of a token's word, tag and label (and, for a few phrases as "let's", of two
tokens), but spaCy matches its 180 patterns anew at every token, which takes a fifth of the time of
the whole parse. Here the two components are asked once about each word in each part, alone in a
document of its own, and their answer is kept; a paragraph in which a pattern of two tokens may
match is left to them.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
from spacy.attrs import DEP, LEMMA, ORTH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc, Token

NAME = "dragoman_attributes"
_KNOWN_KEYS = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})


def keep_attributes(nlp: Language) -> bool:
    """Put the tables in the place of a pipeline's attribute ruler and lemmatizer. False, and
    nothing is changed, where their patterns are of another kind than those of spaCy's English
    pipelines."""
    if not {"attribute_ruler", "lemmatizer"} <= set(nlp.pipe_names):
        return False
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    if not isinstance(ruler, AttributeRuler) or not isinstance(lemmatizer, Lemmatizer):
        return False
    if lemmatizer.overwrite or not all(map(_is_plain, _patterns(ruler))):
        return False
    nlp.disable_pipe("attribute_ruler")
    nlp.disable_pipe("lemmatizer")
    nlp.add_pipe(NAME, after="lemmatizer")
    return True


def _patterns(ruler: Any) -> list[Any]:
    return [pattern for entry in ruler.patterns for pattern in entry["patterns"]]


def _is_plain(pattern: list[dict[str, Any]]) -> bool:
    return len(pattern) <= 2 and all(_KNOWN_KEYS.issuperset(token) for token in pattern)


class _Ruling(NamedTuple):
    """What the ruler says of a token, by a number of its own, and which patterns of two tokens the
    token may begin or end (one bit each)."""

    number: int
    pos: int
    morph: int
    lemma: int  # 0: for the lemmatizer to say
    begins: int
    ends: int


@Language.factory(NAME)
def make_attributes(nlp: Language, name: str) -> "_Attributes":
    """The component, for a pipeline that has an attribute ruler and a lemmatizer."""
    ruler: Any = nlp.get_pipe("attribute_ruler")
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    return _Attributes(nlp, ruler, lemmatizer)


class _Attributes:
    """Sets the part of speech and the lemma of every token."""

    def __init__(self, nlp: Language, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self.vocab, self.ruler, self.lemmatizer = nlp.vocab, ruler, lemmatizer
        patterns = _patterns(ruler)
        self.named, self.shaped = _words_in(patterns)
        pairs = [pattern for pattern in patterns if len(pattern) == 2]
        self.beginning = self._matcher([[first] for first, _ in pairs])
        self.ending = self._matcher([[second] for _, second in pairs])
        self.special: dict[int, int] = {}  # 0 for the words that no pattern asks for
        self.rulings: dict[tuple[int, int, int], _Ruling] = {}
        self.lemmas: dict[tuple[int, int], int] = {}

    def _matcher(self, patterns: list[Any]) -> Matcher:
        matcher = Matcher(self.vocab)
        for number, pattern in enumerate(patterns):
            matcher.add(str(number), [pattern])
        return matcher

    @contextmanager
    def memory_zone(self, mem: object = None) -> Iterator[object]:
        """What is found out inside about new words is forgotten at the end: their lemmas are
        strings that spaCy gives up then."""
        tables: list[tuple[dict[Any, int], int]]
        tables = [(table, len(table)) for table in (self.special, self.lemmas)]
        try:
            yield mem
        finally:
            for table, size in tables:
                while len(table) > size:
                    table.popitem()
            self.lemmatizer.cache.clear()

    def __call__(self, doc: Doc) -> Doc:
        parts, lemmas, before = [], [], 0
        for orth, tag, dep in doc.to_array([ORTH, TAG, DEP]).tolist():
            special = self.special.get(orth)
            if special is None:
                special = self._special(orth)
            ruling = self.rulings.get((special, tag, dep)) or self._ruling(orth, tag, dep)
            if before & ruling.ends:
                return self._both(doc)
            before = ruling.begins
            parts.append(ruling.pos)
            key = (orth, ruling.number)
            lemmas.append(self.lemmas.get(key) or self._lemma(orth, ruling))
        found: Any = np.array([parts, lemmas], dtype=np.uint64).T
        return doc.from_array([POS, LEMMA], found)

    def _both(self, doc: Doc) -> Doc:
        return self.lemmatizer(self.ruler(doc))

    def _special(self, orth: int) -> int:
        lexeme = self.vocab[orth]
        lower = lexeme.lower_
        named = lexeme.is_space or lower in self.named or any(p.search(lower) for p in self.shaped)
        return self.special.setdefault(orth, orth if named else 0)

    def _ruling(self, orth: int, tag: int, dep: int) -> _Ruling:
        token = self._alone(orth)
        token.tag, token.dep = tag, dep
        self.ruler(token.doc)
        begins, ends = (self._matched(m, token.doc) for m in (self.beginning, self.ending))
        morph: int = token.morph.key  # type: ignore[attr-defined]
        number = len(self.rulings)
        ruling = _Ruling(number, token.pos, morph, token.lemma, begins, ends)
        return self.rulings.setdefault((self.special[orth], tag, dep), ruling)

    def _matched(self, matcher: Matcher, doc: Doc) -> int:
        found: Any = matcher(doc, allow_missing=True)
        return sum(1 << int(self.vocab.strings[number]) for number, _, _ in found)

    def _lemma(self, orth: int, ruling: _Ruling) -> int:
        token = self._alone(orth)
        token.pos, token.lemma = ruling.pos, ruling.lemma
        token.set_morph(ruling.morph)  # type: ignore[attr-defined]
        if not ruling.lemma:
            self.lemmatizer(token.doc)
        return self.lemmas.setdefault((orth, ruling.number), token.lemma)

    def _alone(self, orth: int) -> Token:
        """The word in a document of its own."""
        return Doc(self.vocab, words=[self.vocab.strings[orth]])[0]


def _words_in(patterns: list[Any]) -> tuple[frozenset[str], list[re.Pattern[str]]]:
    """The words that patterns ask for, in small letters, and the expressions for them."""
    named: set[str] = set()
    shaped: list[re.Pattern[str]] = []
    for pattern in patterns:
        for token in pattern:
            asked = token.get("LOWER", [])
            if isinstance(asked, str):
                named.add(asked)
            elif isinstance(asked, dict) and "REGEX" in asked:
                shaped.append(re.compile(asked["REGEX"]))
            elif isinstance(asked, dict):
                named.update(word for words in asked.values() for word in words)
    return frozenset(named), shaped
