"""Train the fallback's weights on sentences of our own and write them into the lexicon.

    python training/fallback.py

Reads ``sentences.jsonl`` beside this file and the cases of the tests; both were written for this
project. Multinomial logistic regression with an L2 penalty, fitted by gradient descent with
momentum: the same data give the same weights. Prints the accuracy in five-fold cross-validation.
"""

import json
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.coding.events.fallback import features
from dragoman.coding.parsing import parse_texts
from dragoman.coding.pipeline import load_model, model_name
from dragoman.lexicon.fallback import SILENT
from dragoman.lexicon.lexicon import load_lexicon
from dragoman.lexicon.tables import DATA

HERE = Path(__file__).parent
CASES = HERE.parent / "tests" / "cases"
PENALTY = 1.0 / 8.0  # of the squared weights, against the summed loss
STEPS = 1500
RATE = 1.0
MOMENTUM = 0.9

Matrix = NDArray[np.float64]


def sentences() -> list[tuple[str, str]]:
    """Text and type of every sentence, each text once."""
    found: dict[str, str] = {}
    for path in sorted(CASES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            events = case["events"]
            found.setdefault(case["text"], events[0]["event"] if events else SILENT)
    for line in (HERE / "sentences.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row["text"], row["event"])
    return list(found.items())


def fit(rows: Matrix, wanted: Matrix) -> Matrix:
    """The weights that make the wanted classes (one-hot) most probable, shrunk by the penalty."""
    weights = np.zeros((wanted.shape[1], rows.shape[1]))
    speed = np.zeros_like(weights)
    for _ in range(STEPS):
        scores = rows @ weights.T
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares = powers / powers.sum(axis=1, keepdims=True)
        slope = (shares - wanted).T @ rows + PENALTY * weights
        speed = MOMENTUM * speed - RATE / len(rows) * slope
        weights = weights + speed
    return weights


def main() -> int:
    """Train, cross-validate and write."""
    nlp = load_model()
    pairs = sentences()
    spelling = load_lexicon().spelling
    parses = list(parse_texts(nlp, [text for text, _ in pairs], spelling))
    vector_of = nlp.vocab.get_vector
    rows = np.array([np.append(features(p, 0, len(p), vector_of), 1.0) for p in parses])
    types = sorted({event for _, event in pairs})
    labels = np.array([types.index(event) for _, event in pairs])
    wanted = np.eye(len(types))[labels]
    folds = np.arange(len(pairs)) % 5
    right = 0
    for fold in range(5):
        weights = fit(rows[folds != fold], wanted[folds != fold])
        right += int(
            (np.argmax(rows[folds == fold] @ weights.T, axis=1) == labels[folds == fold]).sum()
        )
    print(f"{len(pairs)} sentences, {right / len(pairs):.3f} right in five-fold cross-validation")
    target = DATA / "fallback" / "weights.npz"
    np.savez_compressed(
        target,
        types=np.array(types),
        weights=fit(rows, wanted).astype(np.float16),
        model=np.array(model_name(nlp)),
    )
    print(f"written to {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
