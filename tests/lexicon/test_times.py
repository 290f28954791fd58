"""The words of time: the shipped files load, and a bad row is named by file and line."""

import re
import shutil
from pathlib import Path

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicon.tables import DATA
from dragoman.lexicon.times import load_times


def test_the_shipped_files_load() -> None:
    words = load_times()
    assert words.senses["june"][0].kind == "MONTH"
    assert words.holidays["easter"].rule == "easter 0"
    assert words.directions["will"] == 1
    assert words.carriers["begin"] == {"subject", "object"}
    assert {pattern.kind for pattern in words.patterns} >= {"calendar", "weekday", "duration"}


def test_every_class_has_a_letter_of_its_own() -> None:
    words = load_times()
    assert len(set(words.letters.values())) == len(words.letters)
    assert all(words.names[letter] == kind for kind, letter in words.letters.items())


@pytest.mark.parametrize(
    ("file", "row"),
    [
        ("words.csv", "spring,lower,SP,,"),
        ("words.csv", "spring,SEASON,SP,capital,"),
        ("patterns.csv", "calendar,MONTH NOSUCHCLASS"),
        ("patterns.csv", "calendar,@NOSUCH"),
        ("patterns.csv", "calendar,(MONTH"),
        ("patterns.csv", "calendar,MONTH [DAY]"),
        ("holidays.csv", "some day,sometimes,1"),
        ("directions.csv", "go,sideways"),
        ("carriers.csv", "hold,verb"),
        ("carriers.csv", "hold"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, file: str, row: str) -> None:
    folder = tmp_path / "times"
    shutil.copytree(DATA / "times", folder)
    path = folder / file
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, row]) + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=re.escape(f"{path}:{len(lines) + 1}: ")):
        load_times(folder)
