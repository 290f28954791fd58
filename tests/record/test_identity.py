"""Which reports are the same report."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.record.identity import (
    bands,
    fingerprint,
    lead_keys,
    page_key,
    report_key,
    same_source,
    signature,
)

WIRE = """KARIBA (Wire) — Ministers from five countries on the lake met in Kariba on Tuesday and
agreed to share the water of three rivers by a fixed key. The talks had been put off twice since
spring. "We had to find a way, and we found one," the host, Grace Moyo, told reporters after the
signing. Under the deal, upstream states will open their dams in dry months, while those
downstream pay for new gauges along the banks. Farmers' unions welcomed the news but asked for
seats on the commission that is to watch over the flow. Environmental groups said that the key
left too little for the marshes, home to forty kinds of birds. The first meeting of the
commission is planned for November in the capital of one of the smaller states."""

REWRITE = (
    WIRE.replace("KARIBA (Wire) — ", "")
    .replace(
        "The talks had been put off twice since\nspring. ", "They had postponed the talks twice. "
    )
    .replace("Environmental groups said", "Conservationists warned")
)

OTHER = """Five lake states have ended a quarrel over water that began a decade ago. In Kariba,
ministers signed a paper that divides the flow of three rivers between them. "We had to find a
way, and we found one," said Grace Moyo, who chaired the round. The pact obliges those who own
dams to release water when rain fails. Those who live below will finance measuring stations. It
was not easy: two earlier dates fell through. Growers want a say in the new body, which will
gather for the first time in November. Friends of the wetlands are unhappy about their share."""


def test_a_report_is_its_text_but_for_white_space() -> None:
    assert report_key("One  line.\n\nTwo.") == report_key(" One line. Two. ")
    assert report_key("One line. Two.") != report_key("One line. Too.")
    assert len(report_key("x")) == 21


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/world/42",
        "https://www.news.example/world/42/",
        "https://m.news.example/world/42?utm_source=mail&fbclid=1",
        "https://amp.news.example/world/42#top",
        "https://news.example/amp/world/42",
        "https://news.example/world/42/amp",
        "https://NEWS.example:443//world/42",
    ],
)
def test_forms_of_one_address(url) -> None:
    assert page_key(url) == "news.example/world/42"


def test_what_tells_pages_apart_stays() -> None:
    assert page_key("https://news.example/?id=2&b=1") == page_key("https://news.example?b=1&id=2")
    assert page_key("https://news.example/?id=2") != page_key("https://news.example/?id=3")
    assert page_key("https://news.example/camp") == "news.example/camp"
    assert page_key("https://news.example:8080/a") == "news.example:8080/a"


def cut(text: str, share: float) -> str:
    return text[: int(len(text) * share)].rsplit(". ", 1)[0] + "."


@pytest.mark.parametrize(
    "copy",
    [
        WIRE.replace("\n", " "),
        "By our staff\n\n" + WIRE + "\n\nMore on our website.",
        REWRITE,
        cut(WIRE, 0.7),
        cut(WIRE, 0.4),
        WIRE.upper(),
    ],
    ids=["reflowed", "framed", "rewritten", "cut", "cut short", "capitals"],
)
def test_copies_are_of_one_source_and_the_index_finds_them(copy) -> None:
    assert same_source(fingerprint(WIRE), fingerprint(copy))
    assert same_source(fingerprint(copy), fingerprint(WIRE))
    traces = [{*bands(signature(text)), *lead_keys(text)} for text in (WIRE, copy)]
    assert traces[0] & traces[1]


def test_another_report_on_the_same_happening_is_another_source() -> None:
    assert not same_source(fingerprint(WIRE), fingerprint(OTHER))
    assert not same_source(fingerprint(cut(WIRE, 0.5)), fingerprint(OTHER))


def test_a_shared_statement_makes_no_copy() -> None:
    quote = OTHER.split('"')[1]
    long = f"{WIRE} It was late at night."
    assert not same_source(fingerprint(f'The host said: "{quote}" She smiled.'), fingerprint(long))


def test_short_texts_are_of_one_source_only_where_they_are_equal() -> None:
    assert same_source(fingerprint("Talks end in Kariba"), fingerprint("Talks end in  Kariba"))
    assert not same_source(fingerprint("Talks end in Kariba"), fingerprint("Talks end in Kampala"))


def test_empty_texts_have_a_fingerprint() -> None:
    assert same_source(fingerprint(""), fingerprint(" "))
    assert len(signature("")) == len(signature(WIRE)) == 480
    assert lead_keys("") == []


def test_a_dateline_does_not_hide_the_first_sentence() -> None:
    bare = WIRE.removeprefix("KARIBA (Wire) — ")
    assert set(lead_keys(WIRE)) == set(lead_keys(bare))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from([WIRE, REWRITE, OTHER, cut(WIRE, 0.4), "", "Talks."]), max_size=4))
def test_same_source_is_symmetric(texts) -> None:
    for one, other in combinations(map(fingerprint, texts), 2):
        assert same_source(one, other) == same_source(other, one)
