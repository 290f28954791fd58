"""The weights of the fallback: a linear classifier over word vectors, trained on sentences of our
own by ``training/fallback.py``."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import LexiconError

SILENT = "none"  # the class of look-alikes


@dataclass(frozen=True, slots=True)
class FallbackWeights:
    """``weights`` has a row for each of ``types`` and a column for each feature and the constant.
    They hold for the word vectors of ``model`` only."""

    types: tuple[str, ...]
    weights: NDArray[np.float32]
    model: str


def load_fallback(path: Path) -> FallbackWeights:
    """Read the weights.

    Raises LexiconError where the file is not what the training script writes.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            return FallbackWeights(
                types=tuple(str(name) for name in stored["types"]),
                weights=stored["weights"].astype(np.float32),
                model=str(stored["model"]),
            )
    except (OSError, KeyError, ValueError) as fault:
        raise LexiconError(f"{path}:1: holds no weights ({fault}); train them anew") from fault
