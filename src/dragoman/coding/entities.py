"""spaCy's named entity recogniser, with the same weights and the same answers, decoded at once.

spaCy walks through a text token by token, and asks at each which of 74 moves are allowed, taking
and dropping Python's lock at every question; that takes as long as all its neural layers. But what
the recogniser sees outside an entity is the token alone, and inside one the token, the one before
and the one that began it. So the best move outside an entity is worked out here for all tokens in
one go, then the end of every entity that may begin somewhere, and what is left is to walk from
entity to entity. The sums are taken in the order in which spaCy takes them, so that no bit differs.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

NAME = "dragoman_entities"
_FEATURES = 3  # of a state: the token, the first of the entity, the one before
_NEVER = np.float32(-np.inf)

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.intp]


def decode_at_once(nlp: Language) -> bool:
    """Put this in the place of the entity recogniser. False, and nothing is changed, for a
    recogniser of another kind than those of spaCy's English pipelines."""
    ner: Any = nlp.get_pipe("ner") if "ner" in nlp.pipe_names else None
    if not isinstance(ner, EntityRecognizer) or ner.cfg.get("beam_width", 1) != 1:
        return False
    model: Any = ner.model
    plain = model.attrs.get("has_upper") and not model.attrs.get("unseen_classes")
    lower = model.layers[1]
    if not plain or lower.get_dim("nF") != _FEATURES or lower.get_dim("nP") < 2:
        return False
    nlp.disable_pipe("ner")
    nlp.add_pipe(NAME, after="ner")
    return True


@Language.factory(NAME)
def make_entities(nlp: Language, name: str) -> "_Entities":
    """The component, for a pipeline that has an entity recogniser."""
    return _Entities(nlp.get_pipe("ner"))


class _Texts(NamedTuple):
    """The tokens of several documents in one row."""

    cached: Floats  # what each token adds to a state in each of its features; the first: nothing
    may_go_on: Flags  # an entity may hold this token and the next
    is_space: Flags


class _Entities:
    """Finds named entities, many documents at a time."""

    def __init__(self, ner: Any) -> None:
        self.ner = ner
        self.tok2vec, self.lower, self.upper = ner.model.layers
        names = [ner.moves.get_class_name(at) for at in range(self.upper.get_dim("nO"))]
        moves = [name.partition("-") for name in names]
        self.outside = np.array([at for at, move in enumerate(moves) if _is_outside(move)])
        self.begins = np.array([moves[at][0] == "B" for at in self.outside])
        self.empty = int(np.flatnonzero([moves[at][0] == "O" for at in self.outside])[0])
        self.labels = [moves[at][2] for at in self.outside]
        number = {move: at for at, move in enumerate(names)}
        self.inner = np.array([number.get(f"I-{label}", 0) for label in self.labels])
        self.last = np.array([number.get(f"L-{label}", 0) for label in self.labels])

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 256) -> Iterator[Doc]:
        """The documents with their entities, in order."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            fresh = [doc for doc in batch if len(doc) and not doc.has_annotation("ENT_IOB")]
            if fresh:
                self._annotate(fresh)
            read = set(map(id, fresh))
            for doc in batch:
                yield doc if id(doc) in read else self.ner(doc)

    def _annotate(self, docs: list[Doc]) -> None:
        texts = self._texts(docs)
        best = self._outside(texts)
        ends = self._ends(texts, best)
        first = 0
        for doc in docs:
            spans, reach = [], 0
            for start in np.flatnonzero(best[first : first + len(doc)] != self.empty).tolist():
                if start < reach:
                    continue
                reach = int(ends[first + start]) + 1 - first
                label = self.labels[best[first + start]]
                spans.append(Span(doc, start, reach, label=label))
            doc.set_ents(spans)
            first += len(doc)

    def _texts(self, docs: list[Doc]) -> _Texts:
        marks = np.concatenate([doc.to_array([SENT_START, IS_SPACE]) for doc in docs])
        may_go_on = np.append(marks[1:, 0] != 1, False)
        may_go_on[np.cumsum([len(doc) for doc in docs]) - 1] = False
        cached = self.lower.predict(self.tok2vec.predict(docs))
        return _Texts(cached, may_go_on, marks[:, 1] != 0)

    def _scores(self, cached: Floats, at: Numbers, begun: Numbers, before: Numbers) -> Floats:
        """The score of every move in these states; -1 where a feature has no token."""
        summed = cached[at + 1, 0] + cached[begun + 1, 1]
        summed += cached[before + 1, 2]
        summed += self.lower.get_param("b")
        hidden = np.ascontiguousarray(summed.max(axis=2))
        scores: Floats = self.upper.ops.gemm(hidden, self.upper.get_param("W"), trans2=True)
        scores += self.upper.get_param("b")
        return scores

    def _outside(self, texts: _Texts) -> Numbers:
        """The best move at each token outside an entity, as its place in ``self.outside``."""
        tokens = np.arange(len(texts.is_space))
        none = np.full(len(tokens), -1)
        scores = self._scores(texts.cached, tokens, none, none)[:, self.outside]
        scores[np.ix_(~texts.may_go_on, self.begins)] = _NEVER
        spaces = np.flatnonzero(texts.is_space)
        scores[spaces[:, None], np.flatnonzero(np.arange(len(self.outside)) != self.empty)] = _NEVER
        best: Numbers = scores.argmax(axis=1)
        return best

    def _ends(self, texts: _Texts, best: Numbers) -> Numbers:
        """The last token of the entity that would begin at each token."""
        ends = np.arange(len(best))
        begun = np.flatnonzero(self.begins[best])
        at = begun + 1
        while len(begun):
            scores = self._scores(texts.cached, at, begun, at - 1)
            rows = np.arange(len(begun))
            inner, last = self.inner[best[begun]], self.last[best[begun]]
            goes_on, stops = scores[rows, inner], scores[rows, last]
            # Of two moves with the same score spaCy takes the one that it numbers first.
            more = (goes_on > stops) | ((goes_on == stops) & (inner < last))
            more &= texts.may_go_on[at]
            ends[begun[~more]] = at[~more]
            begun, at = begun[more], at[more] + 1
        return ends


def _is_outside(move: tuple[str, str, str]) -> bool:
    """True for a move that may be made outside an entity. A unit without a label is none."""
    kind, _, label = move
    return kind == "O" or (kind in ("B", "U") and label != "")
