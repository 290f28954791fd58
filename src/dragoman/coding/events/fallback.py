"""A guess at the type of a headline in which no frame of the lexicon fits.

The words are turned into vectors: all of them, the root alone, and those near the root. A linear
classifier trained on sentences of our own tells the type, or that it is none. Only reports that
are nothing but a headline are guessed at: in running text the guess was wrong more often than
right.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.coding.parsing import Parse
from dragoman.lexicon.fallback import SILENT, FallbackWeights

Vector = NDArray[np.float32]
VectorOf = Callable[[str], Any]  # spaCy's vocab.get_vector

_CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADV"})
# The least probability at which a guess is told. At it, two guesses of three were right on the
# headlines of the development set that no frame fits.
LEAST = 0.35


class Guess(NamedTuple):
    """A type, how probable the classifier holds it, and the token it hangs on."""

    event: str
    probability: float
    token: int


def features(parse: Parse, start: int, end: int, vector_of: VectorOf) -> Vector:
    """Three mean vectors of tokens ``[start, end)``: content words, root, words near the root."""
    content = [t for t in range(start, end) if parse.pos[t] in _CONTENT]
    root = root_of(parse, start, end)
    near = [t for t in content if root in (t, parse.heads[t], parse.heads[parse.heads[t]])]
    parts = [_mean(parse, tokens, vector_of) for tokens in (content, [root], near)]
    return np.concatenate(parts)


def root_of(parse: Parse, start: int, end: int) -> int:
    """The first root among the tokens."""
    return next((t for t in range(start, end) if parse.heads[t] == t), start)


def _mean(parse: Parse, tokens: list[int], vector_of: VectorOf) -> Vector:
    vectors = [vector_of(parse.lemmas[t]) for t in tokens]
    lengths = [float(np.linalg.norm(vector)) for vector in vectors]
    unit = [v / length for v, length in zip(vectors, lengths, strict=True) if length > 0]
    if unit:
        mean: Vector = np.mean(unit, axis=0).astype(np.float32)
        return mean
    return np.zeros(vector_of("").shape, dtype=np.float32)


def guess(parse: Parse, book: FallbackWeights, vector_of: VectorOf) -> Guess | None:
    """What the headline tells, None where the classifier is not sure enough or holds it for
    nothing political."""
    row = np.append(features(parse, 0, len(parse), vector_of), np.float32(1.0))
    scores = book.weights @ row
    powers = np.exp(scores - scores.max())
    shares = powers / powers.sum()
    best = int(shares.argmax())
    if book.types[best] == SILENT or shares[best] < LEAST:
        return None
    return Guess(book.types[best], float(shares[best]), root_of(parse, 0, len(parse)))
