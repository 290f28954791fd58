"""JSON lines of reports: what a line may hold, and what is said about a bad one."""

import json

import pytest

from dragoman.errors import InputError
from dragoman.model import Report
from dragoman.reading.lines import iso_day, read_lines, report_of


def lines(*objects: object) -> bytes:
    return "\n".join(o if isinstance(o, str) else json.dumps(o) for o in objects).encode()


def test_a_line_says_what_is_known_of_its_report() -> None:
    line = {
        "id": "k-7",
        "text": "First.\r\nSecond.",
        "title": "Two lines",
        "published": "2020-02-29",
        "publisher": "The Courier",
        "url": "https://courier.example/k-7",
        "colour": "left alone",
    }
    assert list(read_lines(lines(line), "r.jsonl")) == [
        Report(
            id="k-7",
            text="First.\nSecond.",
            title="Two lines",
            published="2020-02-29",
            published_from="given",
            publisher="The Courier",
            url="https://courier.example/k-7",
        )
    ]


def test_ids_may_be_numbers_or_missing() -> None:
    found = list(read_lines(lines({"id": 12, "text": "a"}, "", {"text": "b"}), "r.jsonl"))
    assert [report.id for report in found if isinstance(report, Report)] == ["12", "3"]


def test_a_bad_line_is_named_and_the_others_are_read() -> None:
    data = lines(
        {"text": "a"}, "{not json", {"title": "no text"}, {"text": 5}, '"x"', {"text": "b"}
    )
    found = list(read_lines(data, "r.jsonl"))
    assert [type(item) is Report for item in found] == [True, False, False, False, False, True]
    told = [str(item) for item in found if isinstance(item, InputError)]
    for number, message in zip((2, 3, 4, 5), told, strict=True):
        assert message.startswith(f"r.jsonl, line {number}: ")
    assert "'text'" in told[1]
    assert "'text'" in told[2]


def test_a_line_that_is_no_utf_8_is_named() -> None:
    (found,) = read_lines(b'{"text": "caf\xe9"}', "r.jsonl")
    assert isinstance(found, InputError)
    assert str(found).startswith("r.jsonl, line 1: ")


def test_a_byte_order_mark_and_crlf_are_no_part_of_a_line() -> None:
    data = b'\xef\xbb\xbf{"text": "a"}\r\n{"text": "b"}\r\n'
    assert [item.text for item in read_lines(data, "r") if isinstance(item, Report)] == ["a", "b"]


@pytest.mark.parametrize(
    "day", ["2019-02-29", "2019-13-01", "3 June 2019", "yesterday", "0000-01-01"]
)
def test_an_impossible_day_is_told_with_its_line(day: str) -> None:
    (found,) = read_lines(lines({"text": "a", "published": day}), "r.jsonl")
    assert isinstance(found, InputError)
    assert str(found) == f"r.jsonl, line 1: {day!r} is no date; write it as 2019-06-03"


def test_a_time_of_day_behind_the_day_is_cut_off() -> None:
    assert iso_day("2019-06-03T08:30:00Z", "--date") == "2019-06-03"
    assert iso_day(" 2020-02-29 ", "--date") == "2020-02-29"


def test_one_object_is_one_report() -> None:
    assert report_of(b'{"text": "a"}', "r.json", "r.json").id == "r.json"
