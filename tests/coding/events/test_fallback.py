"""The fallback guesses at headlines that no frame fits, says so, and leaves running text alone."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dragoman import Coder, Report
from dragoman.coding.events.fallback import features
from dragoman.coding.parsing import Parse
from dragoman.errors import LexiconError
from dragoman.lexicon.fallback import load_fallback
from dragoman.lexicon.tables import DATA

# No frame of the lexicon knows the verb.
UNKNOWN = "Zambia streets swell with angry students"


def events_of(coder: Coder, text: str) -> list[tuple[str, str]]:
    return [(e.event, e.because) for e in coder.code(Report(id="1", text=text)).events]


def test_a_headline_without_a_frame_is_guessed_at_and_marked(coder: Coder) -> None:
    (event,) = events_of(coder, UNKNOWN)
    assert event[0] == "PROTEST"
    assert event[1].startswith("fallback:")


def test_a_guess_is_less_certain_than_a_frame(coder: Coder) -> None:
    guessed = coder.code(Report(id="1", text=UNKNOWN)).events[0]
    read = coder.code(Report(id="1", text="Zambian students march in Lusaka")).events[0]
    assert guessed.confidence < read.confidence


def test_the_same_words_in_running_text_are_left_alone(coder: Coder) -> None:
    assert events_of(coder, f"{UNKNOWN}.") == []


@pytest.mark.parametrize(
    "text",
    ["Bakery wins prize for best rye bread", "Ten ways to keep your houseplants alive in winter"],
)
def test_look_alikes_stay_silent(coder: Coder, text: str) -> None:
    assert events_of(coder, text) == []


def test_another_model_has_no_fallback(coder: Coder) -> None:
    weights = coder.lexicon.fallback
    assert weights.model == coder.info.model
    assert weights.weights.shape == (len(weights.types), 901)


def test_features_of_words_without_vectors_are_zero(
    parse: Callable[[str], Parse], coder: Coder
) -> None:
    row = features(parse("Xqzv"), 0, 1, coder.nlp.vocab.get_vector)
    assert row.shape == (900,)
    assert not np.isnan(row).any()


def test_a_file_that_holds_no_weights_is_named(tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    path.write_bytes(b"no weights")
    with pytest.raises(LexiconError, match=r"weights\.npz:1"):
        load_fallback(path)
    assert load_fallback(DATA / "fallback" / "weights.npz").types[0] == "ACCUSE"
