"""The words of a paragraph as the parser is to see them, and their way back into the parse.

Most paragraphs are handed to the parser as they are. In some a verb with a hyphen is put into one
piece ("re-opened", which the tokenizer cuts into three), and a headline may be put into a full
sentence (see `rewording`): then what the parser saw is kept as a list of words, each with the
token it stands for.
"""

import re
from itertools import pairwise
from typing import Any, NamedTuple

from spacy.attrs import (
    DEP,
    ENT_IOB,
    ENT_TYPE,
    HEAD,
    IDX,
    IS_SPACE,
    LEMMA,
    LOWER,
    ORTH,
    POS,
    SENT_START,
    TAG,
)
from spacy.language import Language
from spacy.tokens import Doc

from dragoman.coding.rewording import Word
from dragoman.lexicon.casing import Spelling
from dragoman.model import Span

Row = list[Any]

_ATTRIBUTES = [
    ORTH, LOWER, LEMMA, POS, TAG, DEP, HEAD, SENT_START, ENT_IOB, ENT_TYPE, IDX, IS_SPACE,
]  # fmt: skip
_DEP, _HEAD, _SENT_START, _IS_SPACE = 5, 6, 7, 11  # their columns
_HALF = 1 << 63
_HEIRS = frozenset({"acomp", "attr", "oprd", "ccomp"})
_HYPHENED = re.compile(r"\b([A-Za-z]+)-([a-z]{3,})\b")
_PREFIXES = frozenset({"re", "co"})


class Piece(NamedTuple):
    """A paragraph, where it starts, and, where the parser saw other words than are written, those
    words and where the tokens they stand for are in the paragraph."""

    offset: int
    doc: Doc
    seen: str  # the paragraph, of the same length, as it was cut into tokens
    words: list[Word] | None = None
    spots: list[Span] | None = None


def cut_piece(nlp: Language, text: str, spelling: Spelling) -> Piece:
    """A paragraph cut into tokens, known verbs with a hyphen in one piece."""
    doc = nlp.make_doc(text)
    if "-" not in text:
        return Piece(0, doc, text)
    verbs = {
        match.start(): (match.end(), lemma)
        for match in _HYPHENED.finditer(text)
        if (lemma := _verb_in(match, spelling))
    }
    if not verbs:
        return Piece(0, doc, text)
    words: list[Word] = []
    spots: list[Span] = []
    reach = 0
    for token in doc:
        if token.idx < reach or token.is_space:
            continue
        start, reach, word, lemma = token.idx, token.idx + len(token), token.text, ""
        if start in verbs:
            reach, lemma = verbs[start]
            word = text[start:reach].rpartition("-")[2]
        words.append(Word(word, len(words), lemma=lemma))
        spots.append((start, reach))
    return Piece(0, document(nlp, words, spots), text, words, spots)


def _verb_in(match: re.Match[str], spelling: Spelling) -> str:
    """The lemma of a verb written with a hyphen, or nothing."""
    before, after = match.group(1).lower(), match.group(2)
    whole = spelling.lemmas.get(before + after)
    return whole or (spelling.lemmas.get(after, "") if before in _PREFIXES else "")


def kept_joined(words: list[Word], first: list[Word] | None) -> list[Word]:
    """Reworded words, those in one piece as they were in the ``first`` reading."""
    if first is None:
        return words
    return [
        first[word.token]._replace(tag=word.tag)
        if word.token is not None and first[word.token].lemma and "-" in word.text
        else word
        for word in words
    ]


def document(nlp: Language, words: list[Word], spots: list[Span]) -> Doc:
    """The words as a document, with spaces between them as in the paragraph."""
    spaces = [True] * len(words)
    for at, (word, after) in enumerate(pairwise(words)):
        if after.token is None:
            spaces[at] = after.text not in (",", ".")
        elif word.token is not None:
            spaces[at] = spots[after.token][0] > spots[word.token][1] or after.text == "and"
    return Doc(nlp.vocab, words=[word.text for word in words], spaces=spaces)


def rows_of(piece: Piece) -> tuple[list[Row], list[int]]:
    """What the parser says of each of its words (word, small letters, lemma, part of speech, tag,
    label, head, sentence start, entity, place), and the numbers of those that are tokens: neither
    white space nor put in."""
    doc = piece.doc
    rows: list[Row] = doc.to_array(_ATTRIBUTES).tolist()
    for at, row in enumerate(rows):
        head = row[_HEAD]  # relative, and spaCy keeps it as an unsigned number
        row[_HEAD] = at + head if head < _HALF else at + head - 2 * _HALF
    if piece.words is None:
        return rows, [at for at, row in enumerate(rows) if not row[_IS_SPACE]]
    _take_out(rows, piece.words, doc.vocab.strings)
    return rows, [at for at, word in enumerate(piece.words) if word.token is not None]


def _take_out(rows: list[Row], words: list[Word], strings: Any) -> None:
    """Take the words that were put in out of the tree: what hangs on one goes to its head, or on
    the word that says what the clause says ("Norway is open")."""
    for at, word in enumerate(words):
        saying = word.tag == ":"
        if word.token is not None and not saying:
            continue
        below = [t for t in range(len(rows)) if rows[t][_HEAD] == at and t != at]
        head = rows[at][_HEAD]
        heir = min(below, key=lambda t: (strings[rows[t][_DEP]] not in _HEIRS, t), default=None)
        if heir is not None and (head == at or strings[rows[heir][_DEP]] in _HEIRS):
            rows[heir][_DEP] = rows[at][_DEP]
            rows[heir][_HEAD] = heir if head == at else head
            rows[at][_HEAD] = head = heir
        else:
            heir = None
        for t in below:
            if t != heir:
                rows[t][_HEAD] = head
            if t != heir and saying and strings[rows[t][_DEP]] == "nsubj":
                rows[t][_DEP] = strings["dep"]  # the name behind the colon
        if rows[at][_SENT_START] == 1 and at + 1 < len(rows):
            rows[at + 1][_SENT_START] = 1
