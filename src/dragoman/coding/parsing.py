"""The parsed report: plain lists over the tokens, made once, read by every stage.

spaCy parses each paragraph by itself, so that no sentence runs over a paragraph's end. What the
stages need is copied into lists of Python objects, because reading a list costs a tenth of
asking spaCy's tokens, and because a stage can then be tested on a parse without a model.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.coding.casing import sentence_case
from dragoman.coding.coordination import mend_infinitives, mend_names, mend_subjects
from dragoman.coding.headlines import may_be_headline
from dragoman.coding.layout import paragraph_spans
from dragoman.coding.rewording import Word, reworded
from dragoman.coding.wording import Piece, cut_piece, document, kept_joined, rows_of
from dragoman.lexicon.casing import Spelling
from dragoman.model import Span

_TOGETHER = 32  # reports whose paragraphs share spaCy's batches
_LONGEST_GROUP = 300_000  # characters
_MOST_WORDS = 50_000  # that spaCy stores for good, some 20 MB
# Marks that the parser was hardly trained on, each with the one mark it stands for: length, and
# so every offset, stays the same.
_PLAIN_MARKS = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u2032": "'", "\u201c": '"', "\u201d": '"',
        "\u201e": '"', "\u201f": '"', "\u00ab": '"', "\u00bb": '"', "\u2033": '"', "\u00a0": " ",
        "\u202f": " ", "\u2009": " ", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-",
        "\u2015": "\u2014", "\t": " ", "\r": " ", "\n": " ", "\u2028": " ", "\u2029": " ",
        "\ufeff": " ", "\u200b": " ", "\u00ad": "-",
    }
)  # fmt: skip
# Rows of marks that say nothing ("* * * *", "------"): each mark would be parsed as a word. The
# first may end the sentence before.
_RULER = re.compile(r"(?:[^\w\s] ?){32,}+")


class _Strings(dict[int, str]):
    """spaCy's strings by their numbers; each is decoded once for a group of reports."""

    def __init__(self, strings: Any) -> None:
        super().__init__()
        self.strings = strings

    def __missing__(self, number: int) -> str:
        text: str = self.strings[number]
        return self.setdefault(number, text)


class Entity(NamedTuple):
    """A named entity of the model: tokens ``[start, end)`` and spaCy's label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Parse:
    """The tokens of one report. All lists but ``sentences``, ``paragraphs`` and ``entities``
    have one item a token; heads are token numbers (a root is its own head)."""

    text: str
    words: list[str] = field(default_factory=list)  # as written, curly marks made straight
    lower: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)  # lower case
    pos: list[str] = field(default_factory=list)  # Universal POS: VERB, NOUN, PROPN, ...
    tags: list[str] = field(default_factory=list)  # Penn Treebank: VBD, NNS, ...
    deps: list[str] = field(default_factory=list)  # ClearNLP labels: nsubj, dobj, ...
    heads: list[int] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)  # in text order
    starts: list[int] = field(default_factory=list)  # code points of ``text``
    ends: list[int] = field(default_factory=list)
    sentence_of: list[int] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)  # token ranges
    paragraphs: list[tuple[int, int]] = field(default_factory=list)  # token ranges
    entities: list[Entity] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.words)

    def span(self, start: int, end: int) -> Span:
        """The code points of tokens ``[start, end)``."""
        return self.starts[start], self.ends[end - 1]

    def subtree(self, token: int) -> list[int]:
        """All tokens below ``token`` and itself, in text order."""
        found, stack = [], [token]
        while stack:
            at = stack.pop()
            found.append(at)
            stack.extend(self.children[at])
        return sorted(found)


def parse_texts(
    nlp: Language,
    texts: Iterable[str],
    spelling: Spelling | None = None,
    batch_size: int = 64,
) -> Iterator[Parse]:
    """Parse reports, in order. ``spelling`` says which words headlines may write small and
    sets the lemmas of verbs right, ``batch_size`` is in paragraphs.

    Reports are taken in groups, so that short ones share spaCy's batches.
    """
    spelling = spelling or Spelling()
    for group in _groups(texts):
        with _room_for_words(nlp):
            parses = _parse_group(nlp, group, spelling, batch_size)
        yield from parses


def _room_for_words(nlp: Language) -> AbstractContextManager[object]:
    """spaCy stores every new word for good, and a stream of news never runs out of names. Once it
    has stored the words that come often, those that are new to a group are given up with it."""
    return nlp.memory_zone() if len(nlp.vocab) > _MOST_WORDS else nullcontext()


def _parse_group(
    nlp: Language, group: list[str], spelling: Spelling, batch_size: int
) -> list[Parse]:
    cut = [(text, paragraph_spans(text, spelling.cities)) for text in group]
    pieces = (
        sentence_case(_parsable(text[s:e]), spelling.common)
        for text, spans in cut
        for s, e in spans
    )
    strings = _Strings(nlp.vocab.strings)
    seen = [cut_piece(nlp, piece, spelling) for piece in pieces]
    docs = nlp.pipe((piece.doc for piece in seen), batch_size=batch_size)
    pairs = zip(seen, docs, strict=True)
    read = [[_placed(start, *next(pairs)) for start, _ in spans] for _, spans in cut]
    _read_again(nlp, read, spelling, batch_size, strings)
    return [
        _assemble(text, paragraphs, spelling, strings)
        for (text, _), paragraphs in zip(cut, read, strict=True)
    ]


def _groups(texts: Iterable[str]) -> Iterator[list[str]]:
    """Reports that share spaCy's batches: some 32 at a time, fewer where they are long."""
    group: list[str] = []
    size = 0
    for text in texts:
        group.append(text)
        size += len(text)
        if len(group) == _TOGETHER or size > _LONGEST_GROUP:
            yield group
            group, size = [], 0
    if group:
        yield group


def _placed(offset: int, piece: Piece, doc: Doc) -> Piece:
    return piece._replace(offset=offset, doc=doc)


def _read_again(
    nlp: Language,
    read: list[list[Piece]],
    spelling: Spelling,
    batch_size: int,
    strings: _Strings,
) -> None:
    """Put the readings of reworded headlines in the place of their first ones."""
    found: list[tuple[list[Piece], int, list[Word], list[Span]]] = []
    for paragraphs in read:
        for at, piece in enumerate(paragraphs):
            if not may_be_headline(piece.doc):
                continue
            draft = Parse(piece.seen)
            _append(draft, piece._replace(offset=0), spelling, strings)
            words = reworded(draft, spelling)
            if words is not None:
                words = kept_joined(words, piece.words)
                spots = list(zip(draft.starts, draft.ends, strict=True))
                found.append((paragraphs, at, words, spots))
    made = (document(nlp, words, spots) for _, _, words, spots in found)
    docs = nlp.pipe(made, batch_size=batch_size)
    for (paragraphs, at, words, spots), doc in zip(found, docs, strict=True):
        paragraphs[at] = paragraphs[at]._replace(doc=doc, words=words, spots=spots)


def _parsable(text: str) -> str:
    """A paragraph as the parser sees it, of the same length: plain marks, and no rows of marks."""
    return _RULER.sub(_blank, text.translate(_PLAIN_MARKS))


def _blank(match: re.Match[str]) -> str:
    return match.group()[0] + " " * (len(match.group()) - 1)


def parse_of(doc: Doc, spelling: Spelling | None = None) -> Parse:
    """The parse of a spaCy document that is parsed already, taken as one paragraph."""
    strings = _Strings(doc.vocab.strings)
    return _assemble(doc.text, [Piece(0, doc, doc.text)], spelling or Spelling(), strings)


def _assemble(text: str, pieces: list[Piece], spelling: Spelling, strings: _Strings) -> Parse:
    parse = Parse(text)
    for piece in pieces:
        _append(parse, piece, spelling, strings)
    for start, end in parse.sentences:
        mend_infinitives(parse, start, end)
        mend_names(parse, start, end)
        mend_subjects(parse, start, end)
    parse.children.extend([] for _ in parse.words)
    for token, head in enumerate(parse.heads):
        if head != token:
            parse.children[head].append(token)
    return parse


def _append(parse: Parse, piece: Piece, spelling: Spelling, strings: _Strings) -> None:
    """Add one parsed paragraph, leaving out tokens of white space and words that were put in."""
    rows, kept = rows_of(piece)
    if not kept:
        return
    first = len(parse)
    number = dict(zip(kept, range(first, first + len(kept)), strict=True))
    text, verbs = parse.text, spelling.lemmas
    entity: Entity | None = None
    for here, at in enumerate(kept, start=first):
        orth, lower, lemma, pos, tag, dep, head, sent_start, iob, label, place, _ = rows[at]
        if sent_start == 1 or here == first:
            parse.sentences.append((here, here))
        parse.sentence_of.append(len(parse.sentences) - 1)
        word, small, part = strings[orth], strings[lower], strings[pos]
        if piece.spots is None:
            start = piece.offset + place
            end = start + len(word)
        else:
            start, end = (piece.offset + edge for edge in piece.spots[here - first])
        written = text[start:end]
        parse.words.append(written if written.isascii() else written.translate(_PLAIN_MARKS))
        parse.lower.append(small)
        parse.pos.append(part)
        known = verbs.get(small) if part in ("VERB", "AUX") else None
        parse.lemmas.append(known or (strings[lemma] or word).lower())
        parse.tags.append(strings[tag])
        parse.deps.append(strings[dep])
        parse.heads.append(number.get(head, here))
        parse.starts.append(start)
        parse.ends.append(end)
        if iob == 3 or (iob == 1 and entity is None):
            entity = Entity(here, here + 1, strings[label])
            parse.entities.append(entity)
        elif iob == 1 and entity is not None:
            entity = parse.entities[-1] = entity._replace(end=here + 1)
        else:
            entity = None
        if piece.words is not None:
            _set_back(parse, here, piece.words[at])
    parse.paragraphs.append((first, len(parse)))
    _close_sentences(parse, first)


def _close_sentences(parse: Parse, first: int) -> None:
    """Let each sentence from token ``first`` on end where the next begins."""
    end = len(parse)
    for at in range(len(parse.sentences) - 1, -1, -1):
        start = parse.sentences[at][0]
        if start < first:
            return
        parse.sentences[at] = (start, end)
        end = start


def _set_back(parse: Parse, token: int, word: Word) -> None:
    """Give a token that the parser may have seen as another word its own form again."""
    lower = parse.lower[token] = parse.words[token].lower()
    if word.tag:
        parse.tags[token] = word.tag
    if word.tag.startswith("VB"):
        parse.pos[token] = "VERB"
    elif word.tag == "NNP":
        parse.pos[token] = "PROPN"
    elif word.tag == ":":
        parse.pos[token], parse.deps[token], parse.lemmas[token] = "PUNCT", "punct", ":"
    if word.lemma:
        parse.lemmas[token] = word.lemma if parse.pos[token] == "VERB" else lower
