"""A record is one line, also where its text holds marks that some readers take for a line's end."""

import json

import pytest

from dragoman.formats.lines import json_line, json_page
from dragoman.model import Report


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\u0085", "\n", "\r", "\x0b", "\x1c"])
def test_no_mark_in_a_text_breaks_the_line(mark: str) -> None:
    report = Report(id="1", text=f"Chile{mark}Peru")
    line = json_line(report)
    assert len(line.splitlines()) == 1
    assert json.loads(line)["text"] == f"Chile{mark}Peru"


def test_the_page_says_the_same_in_more_lines() -> None:
    report = Report(id="1", text="Chile\u2028Peru")
    assert json.loads(json_page(report)) == json.loads(json_line(report))
    assert len(json_page(report).splitlines()) > 5
