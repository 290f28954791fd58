"""Word vectors of the pipeline, worked out once for each word.

The first layers of spaCy's tok2vec (Honnibal's "embed, encode, attend, predict") look at one token
alone: its form, norm, prefix, suffix, shape and whether a space follows. They take two fifths of
the time, and give a word the same vector wherever it stands. Here each word's vector is kept. It
is made by the same layers with the same arithmetic, so that every bit of the parse stays.
"""

from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import NORM, ORTH, SPACY, intify_attr
from spacy.tokens import Doc
from thinc.api import Model

Floats = NDArray[np.float32]
Ids = NDArray[np.uint64]

_MOST = 40_000  # words kept, some 20 MB; then the table is begun again
_NORM_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no two norms fall together
_LAYERS = ("extract_features", "list2ragged", "static_vectors")


def keep_word_vectors(tok2vec: Model[Any, Any]) -> bool:
    """Let a tok2vec model keep the vectors of the words it has seen. False, and nothing is
    changed, for a model that is built otherwise than those of spaCy's English pipelines."""
    if len(tok2vec.layers) != 2:
        return False
    embed = tok2vec.layers[0]
    try:
        kept = _KeptVectors(embed)
    except (IndexError, KeyError, ValueError):
        return False
    tok2vec.layers[0] = Model(
        "kept_word_vectors", kept.forward, layers=[embed], dims={"nO": embed.get_dim("nO")}
    )
    return True


class _KeptVectors:
    """The embedding layers of one tok2vec, and what they gave for each word so far."""

    def __init__(self, embed: Model[Any, Any]) -> None:
        together, self.mix, _ = embed.layers
        hashed, self.static = together.layers
        extract, ragged, with_array = hashed.layers
        if (extract.name, ragged.name, self.static.name) != _LAYERS:
            raise ValueError("unknown layers")
        self.hashed = with_array
        self.columns = [intify_attr(column) for column in extract.attrs["columns"]] + [ORTH]
        self.norm, self.spacy = self.columns.index(NORM), None
        if SPACY in self.columns:
            self.spacy = self.columns.index(SPACY)
        self.begin()

    def begin(self) -> None:
        """Forget all words."""
        self.rows: dict[int, int] = {}
        self.table: Floats = np.empty((1024, self.mix.get_dim("nO")), dtype=np.float32)

    def forward(self, model: Model[Any, Any], docs: list[Doc], is_train: bool) -> Any:
        """What the embedding layers give: an array for each document, a row for each token.

        Raises NotImplementedError in training, which would make the kept vectors wrong."""
        if is_train:
            _no_training(None)
        if not docs or docs[0].vocab.vectors.mode != "default":
            return model.layers[0](docs, is_train)
        features = np.concatenate([doc.to_array(self.columns) for doc in docs])
        rows = self._rows_of(features, docs[0])
        found = self.table[rows]
        ends = np.cumsum([len(doc) for doc in docs])
        return np.split(found, ends[:-1]), _no_training

    def _rows_of(self, features: Ids, doc: Doc) -> list[int]:
        """The rows of the table for tokens with these features, after adding those not there."""
        keys = features[:, -1] + features[:, self.norm] * _NORM_FACTOR
        if self.spacy is not None:
            keys += features[:, self.spacy]
        known = self.rows
        new = [at for at, key in enumerate(keys.tolist()) if key not in known]
        if new and len(known) > _MOST:
            self.begin()
            known, new = self.rows, list(range(len(keys)))
        if new:
            unseen, first = np.unique(keys[new], return_index=True)
            vectors = self._embedded(features[np.array(new)[first]], doc)
            self._add(unseen, vectors)
        return [known[key] for key in keys.tolist()]

    def _embedded(self, features: Ids, doc: Doc) -> Floats:
        words: Any = doc.vocab.vectors
        weights: Any = self.static.get_param("W")
        rows = words.find(keys=features[:, -1])
        static: Any = self.static.ops.gemm(words.data[rows], weights, trans2=True)
        static[rows < 0] = 0
        hashed = self.hashed.predict(np.ascontiguousarray(features[:, :-1]))
        vectors: Floats = self.mix.predict(np.hstack([hashed, static]))
        return vectors

    def _add(self, keys: Ids, vectors: Floats) -> None:
        first = len(self.rows)
        needed = first + len(keys)
        if needed > len(self.table):
            larger = np.empty((2 * needed, self.table.shape[1]), dtype=np.float32)
            larger[:first] = self.table[:first]
            self.table = larger
        self.table[first:needed] = vectors
        self.rows.update(zip(keys.tolist(), range(first, needed), strict=True))


def _no_training(_: Any) -> NoReturn:
    raise NotImplementedError("a pipeline that keeps its word vectors cannot be trained")
