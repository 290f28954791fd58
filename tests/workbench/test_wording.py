"""Values in words for people, and the overview of a timeline."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.entries import Interval, Party, StatementEntry
from dragoman.formats.facts import load_facts
from dragoman.workbench import wording
from dragoman.workbench.asking import EVENT_FILTERS, Asked, event_query
from dragoman.workbench.timeline import HEIGHT, bars_of
from dragoman.workbench.wording import Names


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2019-06-03", "2019-06-03", "3 June 2019"),
        ("2019-06-03", "2019-06-05", "3–5 June 2019"),
        ("2019-06-03", "2019-07-05", "3 June – 5 July 2019"),
        ("2018-12-31", "2019-01-01", "31 December 2018 – 1 January 2019"),
        ("2019-06-01", "2019-06-30", "June 2019"),
        ("2020-02-01", "2020-02-29", "February 2020"),
        ("2019-01-01", "2019-12-31", "2019"),
        ("2019-04-01", "2019-06-30", "1 April – 30 June 2019"),
        (None, None, ""),
        ("2019-06-03", None, "3 June 2019"),
        ("once", "later", "once to later"),
    ],
)
def test_days(start: str | None, end: str | None, words: str) -> None:
    assert wording.span_of_days(start, end) == words


@given(st.dates(), st.dates())
def test_any_days_have_words(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert str(last.year) in wording.span_of_days(first.isoformat(), last.isoformat())


def test_what_fired_is_said_in_words() -> None:
    assert wording.why("reject:71 refuse") == "lexicon: refuse (reject:71)"
    assert wording.why("operators:324 make > operators:225 commitment") == (
        "lexicon: make (operators:324) of commitment (operators:225)"
    )
    assert wording.why("written by hand") == "written by hand"


def test_what_a_run_was_asked_for() -> None:
    assert wording.asked_for('[["a.txt", "b.txt"], null]') == "a.txt, b.txt"
    assert wording.asked_for('["workbench", "a pasted text", "ada", "0f"]') == (
        "a pasted text, by ada"
    )
    assert wording.asked_for("watching three feeds") == "watching three feeds"
    assert wording.asked_for("[]") == "[]"


def test_scores_and_lists() -> None:
    assert [wording.signed(score) for score in (2.5, -4.0, 0.0)] == ["+2.5", "−4", "0"]
    assert wording.listed(["a", "b", "c"]) == "a, b and c"
    assert wording.listed(["a"]) == "a"
    assert wording.count(1204, "report") == "1,204 reports"


def test_codes_have_names_and_unknown_ones_stay() -> None:
    names = Names(load_facts())
    assert names.country("PAK") == "Pakistan"
    assert names.country("UNO") == "United Nations"
    assert names.country("XYZ") == "XYZ"
    assert names.sectors(("GOV", "REB")) == "Government, Armed opposition"
    assert names.sector("ZZZ") == "ZZZ"
    assert names.cameo("042") == "042 Make a visit"


def test_only_direct_words_are_quoted_in_a_citation() -> None:
    speaker = Party(actor="a", name="Ada Khan", kind="person", titles=("envoy",))
    item = StatementEntry(
        id="r.s1", report="r", words="“We will talk,”", kind="direct", sentence=(0, 1),
        speaker=speaker, medium="tweet", when=Interval(start="2019-06-02", end="2019-06-02"),
        publisher="Kabul Courier", published="2019-06-03",
    )  # fmt: skip
    assert wording.citation(item) == (
        "“We will talk” — Ada Khan, envoy, 2 June 2019, tweet (Kabul Courier, 3 June 2019)"
    )
    told = StatementEntry(id="r.s2", report="r", words="that talks go on", kind="indirect",
                          sentence=(0, 1))  # fmt: skip
    assert wording.citation(told) == "that talks go on — speaker not named (r)"


def test_an_address_is_kept_with_small_changes() -> None:
    asked = Asked(
        "/events",
        EVENT_FILTERS,
        [("page", "3"), ("type", "AID"), ("actor", "A & B"), ("x", "y"), ("mode", " "),
         ("type", "AID")],
    )  # fmt: skip
    assert asked.link() == "/events?actor=A+%26+B&type=AID"
    assert asked.link(page=4) == "/events?actor=A+%26+B&type=AID&page=4"
    assert asked.link(page=1) == "/events?actor=A+%26+B&type=AID"
    assert asked.link(actor=None) == "/events?type=AID"
    assert asked.without("type", "AID") == "/events?actor=A+%26+B"
    assert asked.beside(".csv") == "/events.csv?actor=A+%26+B&type=AID"
    assert event_query(asked).event == ("AID",)


@given(
    st.dictionaries(
        st.dates().map(date.isoformat), st.tuples(st.integers(0, 9), st.integers(1, 9)), max_size=9
    )
)
def test_the_overview_has_every_step_once_and_every_event(
    counts: dict[str, tuple[int, int]],
) -> None:
    found = bars_of(counts)
    if found is None:
        return
    assert len(found.bars) <= 200
    for bar, after in zip(found.bars, found.bars[1:], strict=False):
        assert date.fromisoformat(bar.until) + timedelta(1) == date.fromisoformat(after.since)
    shown = {day: pair for day, pair in counts.items() if day >= found.bars[0].since}
    assert sum(bar.cooperation for bar in found.bars) == sum(one for one, _ in shown.values())
    assert sum(bar.conflict for bar in found.bars) == sum(other for _, other in shown.values())
    assert all(bar.up <= HEIGHT and bar.down <= HEIGHT for bar in found.bars)
