"""The word lists and tables of dossiers, and what their loader refuses."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.processes.making import CHIEF, NORWAY, event, report

from dragoman.errors import LexiconError
from dragoman.processes.words import FOLDER, load_process_words, process_words, stand_words

DAY = report("june", "2020-06-02")


def stand(kind: str, cue: str = "did", **more: Any) -> tuple[str, int] | None:
    made = event("e1", kind, [CHIEF], [NORWAY], f"He {cue} it.", cue, DAY, **more)
    found = stand_words(made)
    return (found.verb, found.leaning) if found else None


def test_a_stand_is_told_by_type_mode_and_code() -> None:
    assert stand("REQUEST") == ("asks for", 1)
    assert stand("SANCTION", mode="withdraw") == ("draws back", -1)
    assert stand("SUPPORT", cameo="051") == ("supports", 1)
    assert stand("SUPPORT", cameo="057") == ("has {past}", 1)


def test_what_tells_no_stand() -> None:
    assert stand("ASSAULT") is None
    assert stand("ASSAULT", status="negated") is None
    assert stand("SANCTION") is None


@pytest.mark.parametrize(
    ("cue", "told"),
    [("refused", "refuses"), ("called off", "called off"), ("postponed", "put off"),
     ("walked out", "kept away from"), ("boycotted", "kept away from")],
)  # fmt: skip
def test_a_refusal_is_told_by_its_words(cue: str, told: str) -> None:
    assert stand("REJECT", cue, mode="meet") == (told, -1)


def test_what_is_planned_or_denied_is_told_as_such() -> None:
    meeting = ("is to meet or talk, as announced", 1)
    assert stand("CONSULT", status="planned", mode="visit") == meeting
    assert stand("AGREE", status="planned", cameo="0361") == meeting
    assert stand("AGREE", status="planned", cameo="030") == ("is to act on it, as announced", 1)
    assert stand("REJECT", status="planned") == ("refuses", -1)
    assert stand("CONSULT", status="negated") == ("does not confirm or denies", 0)


def test_lists_are_in_small_letters() -> None:
    words = process_words()
    for listed in (words.pronouns, words.referring):
        assert listed
        assert {word.lower() for word in listed} == listed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "data"))


@pytest.mark.parametrize(
    ("file", "row", "why"),
    [
        ("stands.csv", "QUARREL,,,,,quarrels,-1", "'QUARREL' is no type"),
        ("stands.csv", "REJECT,fly,,,,flies,-1", "'REJECT fly' is no type, or type and mode"),
        ("stands.csv", "AID,,08,,,gives it,2", "leaning '2' is none"),
        ("stands.csv", "AID,,,,someday,gives it,1", "status 'someday' is none"),
        ("stands.csv", "AID,,,,planned,,1", "verb must not be empty"),
        ("stands.csv", "AID,,,,,gives,1", "a row before this one"),
        ("stands.csv", "REJECT,meet,,cancel,,cancels,-1", "no phrase of this type"),
        ("phrases.csv", "QUARREL,,,,a|b,a|b,a", "'QUARREL' is no type"),
        ("phrases.csv", "AID,,,,a|b,,a", "base must not be empty"),
        ("phrases.csv", "AID,,,,a|b,a|b,a", "a row before this one"),
    ],
)
def test_a_bad_row_is_named_with_file_and_line(folder: Path, file: str, row: str, why: str) -> None:
    path = folder / file
    line = len(path.read_text().splitlines()) + 1
    path.write_text(f"{path.read_text()}{row}\n")
    with pytest.raises(LexiconError, match=why) as told:
        load_process_words(folder)
    assert str(told.value).startswith(f"{path}:{line}: ")
