"""The coder as a whole: fixed JSON, the same bytes always, spans that cut exactly their words."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from dragoman import Coder, Coding, Report
from dragoman.samples import sample_reports

TEXT = (
    "TACNA, 4 June 2019 - Peru's foreign minister Ana Rojas met her Chilean counterpart in Tacna "
    "on Monday.\n\n“We will meet again next week”, Rojas told reporters in a statement. She said "
    "that Bolivia had condemned the talks.\n\nTwo soldiers were killed in a bombing in Lima on "
    "Sunday, police said."
)


def encoded(coding: Coding) -> bytes:
    return msgspec.json.encode(coding)


class TestSameBytes:
    def test_the_same_report_twice(self, coder: Coder) -> None:
        report = Report(id="r", text=TEXT)
        assert encoded(coder.code(report)) == encoded(coder.code(report))

    def test_another_coder_with_the_same_lexicon(self, coder: Coder, nlp: Language) -> None:
        report = Report(id="r", text=TEXT, published="2019-06-04", published_from="given")
        assert encoded(Coder(nlp, coder.lexicon).code(report)) == encoded(coder.code(report))

    def test_many_together_as_one_by_one(self, coder: Coder) -> None:
        reports = [*sample_reports(), Report(id="r", text=TEXT), Report(id="x", text="!")]
        together = [encoded(coding) for coding in coder.code_all(iter(reports))]
        assert together == [encoded(coder.code(report)) for report in reports]

    def test_in_any_order(self, coder: Coder) -> None:
        reports = list(sample_reports())
        forward = {c.report.id: encoded(c) for c in coder.code_all(reports)}
        backward = {c.report.id: encoded(c) for c in coder.code_all(reversed(reports))}
        assert forward == backward


# The keys of the fixed shape, and those that we add to it.
KEYS = {
    "": "report actors times places statements events coder",
    "report": "id title text language publisher url published published_from published_evidence",
    "report.published_evidence": "span because",
    "actors": "id name aliases kind country sectors roles mentions",
    "actors.roles": "title span",
    "times": "span type value start end",
    "places": "span name geonameid lat lon country admin1 because",
    "statements": "id speaker speaker_span cue content kind medium addressee time within sentence",
    "statements.time": "value start end span",
    "events": "id event mode context cameo quad score status source target time place cue sentence "
    "statement because confidence",
    "events.source": "actor span",
    "events.target": "actor span",
    "events.time": "value start end span",
    "events.place": "name country geonameid lat lon span",
    "coder": "version lexicon model",
}
ADDED = {"events": {"size"}, "statements": {"cue_kind"}}


def objects(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        if path not in ("events.size",):
            yield path, node
        for key, value in node.items():
            yield from objects(value, f"{path}.{key}".lstrip("."))
    elif isinstance(node, list):
        for item in node:
            yield from objects(item, path)


def test_the_json_has_exactly_the_keys_of_the_design(coder: Coder) -> None:
    seen = set()
    for report in [*sample_reports(), Report(id="r", text=TEXT)]:
        for path, found in objects(json.loads(encoded(coder.code(report)))):
            seen.add(path)
            assert set(found) - ADDED.get(path, set()) == set(KEYS[path].split()), path
    assert seen == set(KEYS)


def test_what_is_unknown_is_null_and_what_is_none_is_an_empty_list(coder: Coder) -> None:
    found = json.loads(encoded(coder.code(Report(id="r", text="Nothing of note took place."))))
    assert found["report"]["published"] is None
    assert found["report"]["published_from"] == "unknown"
    assert found["events"] == found["statements"] == found["places"] == []


def test_json_reads_back_into_the_same_records(coder: Coder) -> None:
    coding = coder.code(Report(id="r", text=TEXT))
    assert msgspec.json.decode(encoded(coding), type=Coding) == coding


# -- every span of every coding cuts exactly words -------------------------------------------------
SENTENCES = sorted(
    {
        sentence.strip() + "."
        for report in sample_reports()
        for line in report.text.splitlines()
        for sentence in line.split(". ")
        if 20 < len(sentence) < 300
    }
)
JOINTS = [" ", "\n", "\n\n", "\r\n\r\n", "\u00a0", " 🕊️ ", "  ", " — ", "\ufeff", " 👩‍👩‍👧 ", "\t"]
MARKS = [
    ("'", "’"),
    ('"', "“"),
    ('"', "”"),
    (" ", "\u00a0"),
    ("e", "e\u0301"),
    ("-", "–"),
    ("", ""),
]


@st.composite
def mixed_texts(draw: st.DrawFn) -> str:
    parts = []
    for _ in range(draw(st.integers(1, 8))):
        old, new = draw(st.sampled_from(MARKS))
        sentence = draw(st.sampled_from(SENTENCES))
        cut = draw(st.integers(0, 3))
        if cut == 1:
            sentence = sentence.upper()
        elif cut == 2:
            sentence = f"“{sentence[: draw(st.integers(1, len(sentence)))]}"
        parts.append(sentence.replace(old, new) if old else sentence)
        parts.append(draw(st.sampled_from(JOINTS)))
    return "".join(parts)


def spans(node: Any, key: str = "") -> Iterator[tuple[str, tuple[int, int]]]:
    """All spans below a JSON node, with the name of the field that holds them."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from spans(value, name)
    elif isinstance(node, list):
        if key in SPANS and len(node) == 2 and all(isinstance(item, int) for item in node):
            yield key, (node[0], node[1])
        else:
            for item in node:
                yield from spans(item, key)


SPANS = {"span", "speaker_span", "cue", "content", "sentence", "mentions"}


def check(coding: Coding) -> None:
    text, found = coding.report.text, json.loads(encoded(coding))
    for key, (start, end) in spans(found):
        assert 0 <= start < end <= len(text), (key, start, end)
        words = text[start:end]
        assert words == words.strip(), (key, words)
    actors = {actor["id"] for actor in found["actors"]}
    statements = {statement["id"] for statement in found["statements"]}
    assert len(actors) == len(found["actors"])
    assert len(statements) == len(found["statements"])
    assert len({event["id"] for event in found["events"]}) == len(found["events"])
    for statement in found["statements"]:
        assert statement["speaker"] is None or statement["speaker"] in actors
        assert set(statement["addressee"]) <= actors
        assert statement["within"] is None or statement["within"] in statements - {statement["id"]}
        assert statement["content"]
    for event in found["events"]:
        assert {member["actor"] for member in event["source"] + event["target"]} <= actors
        assert event["source"] or event["target"] or event["confidence"] <= 0.9
        assert event["statement"] is None or event["statement"] in statements
        assert event["cue"]
    for actor in found["actors"]:
        assert actor["mentions"] == sorted(actor["mentions"])


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=mixed_texts())
def test_every_span_cuts_words_and_every_reference_resolves(coder: Coder, text: str) -> None:
    check(coder.code(Report(id="r", text=text)))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(text=st.text(max_size=300))
def test_no_text_breaks_the_coder(coder: Coder, text: str) -> None:
    check(coder.code(Report(id="r", text=text)))


@pytest.mark.parametrize("report", list(sample_reports()), ids=lambda report: report.id)
def test_the_sample_reports_keep_to_it_too(coder: Coder, report: Report) -> None:
    check(coder.code(report))
    crlf = msgspec.structs.replace(report, text=report.text.replace("\n", "\r\n"))
    check(coder.code(crlf))


# -- what nobody writes comes back within seconds --------------------------------------------------
CLAUSE = "the minister said that Iran would meet Russia in Kabul on 3 June and "
STRANGE = {
    "a sentence of 5,000 words": CLAUSE * 357,
    "100,000 quotation marks": '"' * 100_000,
    "100,000 curly quotation marks": "“”" * 50_000,
    "300,000 characters without a space": "abcdefghij" * 30_000,
    "20,000 line ends": "Iran met Russia." + "\n" * 20_000 + "They talked.",
    "50,000 nested brackets": "(" * 50_000 + "Iran met Russia" + ")" * 50_000,
    "5,000 opened quotations": "He said “" * 5_000,
}


@pytest.mark.parametrize("kind", STRANGE)
def test_a_strange_text_comes_back_within_seconds(coder: Coder, kind: str) -> None:
    import time

    begun = time.process_time()
    check(coder.code(Report(id="r", text=STRANGE[kind])))
    assert time.process_time() - begun < 15  # 3 s on one idle core
