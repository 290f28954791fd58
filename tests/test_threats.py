"""The page of threats: each of its lines names a test, and the test is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")
LINES = [
    line for line in PAGE.splitlines() if line.startswith("| ") and not line.endswith("| test |")
]


def test_there_are_lines() -> None:
    assert len(LINES) > 45


@pytest.mark.parametrize("line", LINES, ids=lambda line: re.sub(r"\W+", "-", line[2:40]))
def test_a_line_has_a_test_that_is_there(line: str) -> None:
    last = line.rstrip("|").rpartition("|")[2]
    named = re.findall(r"`(tests/[\w/.]+\.py)(?:::(\w+))?`", last)
    assert named or last.strip() == "is trusted"
    for path, name in named:
        text = (ROOT / path).read_text(encoding="utf-8")
        if name:
            assert re.search(rf"^ *(?:def|class) {name}\b", text, re.M), (path, name)
        else:
            assert "def test_" in text
