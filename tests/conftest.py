"""What the tests share: one parser for the whole session."""

import os
from collections.abc import Callable

import pytest
from spacy.language import Language

from dragoman.coder import Coder
from dragoman.coding.parsing import Parse, load_model, parse_texts

# What a user has imported on this machine must not change what the tests find.
os.environ["DRAGOMAN_GAZETTEER"] = "packaged"


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_model()


@pytest.fixture(scope="session")
def parse(nlp: Language) -> Callable[[str], Parse]:
    return lambda text: next(parse_texts(nlp, [text]))


@pytest.fixture(scope="session")
def coder(nlp: Language) -> Coder:
    return Coder(nlp)
