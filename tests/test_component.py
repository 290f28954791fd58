"""The spaCy component: a pipeline that ends with "dragoman" fills `doc._.coding`."""

import msgspec
import pytest
from spacy.language import Language

from dragoman import Coding, Report
from dragoman.coding.pipeline import load_model
from dragoman.component import DragomanComponent

TEXT = (
    "Peru's foreign minister met her Chilean counterpart in Tacna on Monday. “We agree”, she said."
)


@pytest.fixture(scope="module")
def pipeline() -> Language:
    made = load_model()
    made.add_pipe("dragoman")
    return made


def test_the_coding_is_on_the_document(pipeline: Language) -> None:
    coding = pipeline(TEXT)._.coding
    assert isinstance(coding, Coding)
    assert coding.report == Report(id="doc", text=TEXT)
    assert [event.event for event in coding.events] == ["CONSULT"]


def test_what_is_known_of_the_report_may_be_set_before(pipeline: Language) -> None:
    doc = pipeline.make_doc(TEXT)
    doc.user_data["dragoman"] = {"id": "r-1", "published": "2019-06-04", "title": "Talks"}
    report = pipeline(doc)._.coding.report
    assert (report.id, report.title) == ("r-1", "Talks")
    assert (report.published, report.published_from) == ("2019-06-04", "given")


def test_documents_of_a_stream_are_coded_like_single_ones(pipeline: Language) -> None:
    many = [doc._.coding for doc in pipeline.pipe([TEXT, "Nothing.", TEXT])]
    single = [pipeline(text)._.coding for text in (TEXT, "Nothing.", TEXT)]
    assert [msgspec.json.encode(c) for c in many] == [msgspec.json.encode(c) for c in single]


def test_the_component_reads_the_parse_of_the_pipeline_it_stands_in(pipeline: Language) -> None:
    component = pipeline.get_pipe("dragoman")
    assert isinstance(component, DragomanComponent)
    assert component.coder.nlp is pipeline


def test_a_document_without_words_has_a_coding_too(pipeline: Language) -> None:
    assert pipeline("")._.coding.events == ()
