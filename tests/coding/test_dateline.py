"""The day of a report: given, written at its head or foot, in its address, or inferred."""

from collections.abc import Callable

import pytest

from dragoman.coding.dateline import date_of_address, find_dateline
from dragoman.coding.parsing import Parse
from dragoman.coding.times import recognize
from dragoman.lexicon.times import TimeWords, load_times
from dragoman.model import Report

Parser = Callable[[str], Parse]


@pytest.fixture(scope="module")
def words() -> TimeWords:
    return load_times()


def find(
    parse: Parser,
    words: TimeWords,
    text: str,
    *,
    url: str | None = None,
    published: str | None = None,
    offices: Callable[[int], float] | None = None,
) -> Report:
    parsed = parse(text)
    report = Report(id="r", text=text, url=url, published=published)
    return find_dateline(report, parsed, recognize(parsed, words), words, offices)


STATED = [
    "KABUL, June 3, 2019 (Agency) - The envoys met on Monday.",
    "Published: 3 June 2019\n\nThe envoys met on Monday.",
    "Last updated on Monday 3 June 2019, 10:45 GMT\n\nThe envoys met.",
    "The envoys meet\nJune 3, 2019\n\nThe envoys met on Monday.",
    "By Ann Author | June 3, 2019 | World\n\nThe envoys met on Monday.",
    "2019-06-03\n\nThe envoys met on Monday.",
    "Kabul, June 3, 2019 (Agency) - The envoys met.",
    "GENEVA (3 June 2019) – The envoys met.",
    "Accra, June 3, 2019, GNA - The envoys met.",
    "OSLO, Norway (AP) — June 3, 2019 — The envoys met.",
    "JUNE 3, 2019 / 9:45 AM / UPDATED 2 HOURS AGO\n\nThe envoys met.",
    "(Agency) 08:12, June 03, 2019\n\nThe envoys met.",
    "03 June 2019, Monday\n\nThe envoys met.",
    "Updated 1215 GMT (2015 HKT) June 3, 2019\n\nThe envoys met.",
    "Statement of the ministry\n\nThe minister thanked the envoys.\n\nOslo, 3 June 2019",
]


@pytest.mark.parametrize("text", STATED)
def test_the_text_says_when_it_was_published(parse: Parser, words: TimeWords, text: str) -> None:
    found = find(parse, words, text)
    assert (found.published, found.published_from) == ("2019-06-03", "text")
    (evidence,) = found.published_evidence
    assert "3" in text[evidence.span[0] : evidence.span[1]]


SILENT = [
    "The envoys met in Oslo on 3 June 2019 and agreed to meet again.",
    "On 3 June 2019, after months of talks, the envoys met.",
    "The envoys met on Monday.",
    "",
]


@pytest.mark.parametrize("text", SILENT)
def test_a_date_that_is_told_is_not_the_day_of_the_report(
    parse: Parser, words: TimeWords, text: str
) -> None:
    found = find(parse, words, text)
    assert (found.published, found.published_from) == (None, "unknown")
    assert found.published_evidence == ()


def test_a_given_day_stands(parse: Parser, words: TimeWords) -> None:
    found = find(parse, words, "Published: 3 June 2019\n\nThey met.", published="2019-06-04")
    assert (found.published, found.published_from) == ("2019-06-04", "given")


def test_the_address_gives_the_day_or_the_year_of_a_dateline(
    parse: Parser, words: TimeWords
) -> None:
    url = "https://news.example/world/2019/06/04/envoys-meet"
    found = find(parse, words, "The envoys met on Monday.", url=url)
    assert (found.published, found.published_from) == ("2019-06-04", "metadata")
    found = find(parse, words, "OSLO, June 3 (Agency) -- The envoys met.", url=url)
    assert (found.published, found.published_from) == ("2019-06-03", "text")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://x.example/2019/jun/03/a", "2019-06-03"),
        ("https://x.example/a-20190603", "2019-06-03"),
        ("https://x.example/a_2019-6-3", "2019-06-03"),
        ("https://x.example/a?date=2019-06-03", "2019-06-03"),
        ("https://x.example/20190603101530-a", "2019-06-03"),
        ("https://x.example/a-june-3-2019", "2019-06-03"),
        ("https://x.example/jun/3/2019/a", "2019-06-03"),
        ("https://x.example/2019/13/41/a", None),
        ("https://x.example/article/4201906031", None),
        ("https://x.example/a", None),
    ],
)
def test_days_in_addresses(url: str, day: str | None) -> None:
    found = date_of_address(url)
    assert (found.isoformat() if found else None) == day


FEAST = (
    "The president flew to the capital on Friday. In a message on Saturday he thanked his host. "
    "The visit came after his Easter address. The two had last met at a summit on April 3."
)


def test_a_movable_feast_a_date_and_weekdays_settle_on_one_day(
    parse: Parser, words: TimeWords
) -> None:
    # Near Easter and after April 3 there are several such Saturdays; a year named decides.
    found = find(parse, words, FEAST + " The treaty was signed on March 2, 2015.")
    assert (found.published, found.published_from) == ("2015-04-04", "inferred")
    assert {"Friday", "Saturday", "Easter"} <= {
        found.text[e.span[0] : e.span[1]] for e in found.published_evidence
    }


def test_an_inferred_day_says_how_sure_it_is(parse: Parser, words: TimeWords) -> None:
    found = find(parse, words, FEAST + " The treaty was signed on March 2, 2015.")
    assert "2015-04-04 has a confidence of 0." in found.published_evidence[0].because


def test_a_date_of_which_day_and_month_may_be_either_stays_open(
    parse: Parser, words: TimeWords
) -> None:
    text = "Published: 03/06/2019\n\nThe envoys met."
    found = find(parse, words, text)
    assert (found.published, found.published_from) == (None, "unknown")
    assert "2019-03-06 or 2019-06-03" in found.published_evidence[0].because
    found = find(parse, words, text, url="https://x.example/2019/06/03/a")
    assert (found.published, found.published_from) == ("2019-06-03", "text")


def test_evidence_for_some_days_of_one_year_gives_a_range(parse: Parser, words: TimeWords) -> None:
    text = (
        "The king received the envoy on Sunday, March 1. The treaty, signed on Saturday, "
        "February 29, enters into force by March 10. They had signed another one in 2018."
    )
    found = find(parse, words, text)
    assert found.published is None
    assert "the day lies from 2020-03-01 to 2020-03-06" in found.published_evidence[0].because


def test_what_fits_several_years_stays_unknown(parse: Parser, words: TimeWords) -> None:
    text = "The president left on Friday. He had arrived on Sunday, March 3."
    assert find(parse, words, text).published is None


def test_office_holders_may_decide_the_year(parse: Parser, words: TimeWords) -> None:
    assert find(parse, words, FEAST).published is None
    found = find(parse, words, FEAST, offices=lambda year: 0.0 if year == 2015 else -3.0)
    assert (found.published, found.published_from) == ("2015-04-04", "inferred")


def test_nothing_is_inferred_without_the_lexicon(parse: Parser, words: TimeWords) -> None:
    text = "The president left on Tuesday. He had arrived on Monday, March 4."
    parsed = parse(text)
    report = Report(id="r", text=text)
    assert find_dateline(report, parsed, recognize(parsed, words)) is report


def test_two_weekdays_with_their_dates_settle_the_year(parse: Parser, words: TimeWords) -> None:
    text = (
        "The king received the envoy on Sunday, March 1. The treaty, signed on Saturday, "
        "February 29, enters into force by March 10. The rebels rejected it on Monday. They had "
        "signed another one in 2018."
    )
    found = find(parse, words, text)
    assert (found.published, found.published_from) == ("2020-03-02", "inferred")


@pytest.mark.parametrize(
    "pair", ["Two years ago, in June 2016,", "In June 2016, two years ago,", "Last year, in 2017,"]
)
def test_a_distance_beside_a_year_tells_the_year(
    parse: Parser, words: TimeWords, pair: str
) -> None:
    text = (
        "The envoy left on Tuesday. He had come on Sunday, and the court will meet on "
        f"Thursday, March 8. {pair} the two states had quarrelled."
    )
    found = find(parse, words, text)
    assert (found.published, found.published_from) == ("2018-03-06", "inferred")
    assert any("distance" in item.because for item in found.published_evidence)
