"""The cue words: the shipped files load, and a bad row is named by file and line."""

import re
import shutil
from pathlib import Path

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicon.cues import CLASSES, PATTERNS, load_cues
from dragoman.lexicon.tables import DATA


def test_the_shipped_files_load() -> None:
    words = load_cues()
    assert len(words.verbs) > 400
    assert words.verbs["say"][0].patterns["that"] == "speech"
    assert words.verbs["believe"][0].patterns["that"] == "thought"
    assert words.verbs["tweet"][0].medium == "tweet"
    assert words.media["press conference"] == "press conference"
    assert "spokeswoman" in words.sources


def test_a_verb_with_a_particle_is_tried_before_the_bare_verb() -> None:
    cues = load_cues().verbs["call"]
    assert ("for",) in [cue.particles for cue in cues]
    assert cues[-1].particles == ()


def test_rows_of_the_same_verb_are_joined_and_the_first_class_of_a_pattern_counts() -> None:
    agree = load_cues().verbs["agree"][-1]
    assert agree.patterns["that"] == "speech"
    assert agree.patterns["inf"] == "decision"


def test_every_class_and_pattern_is_a_known_one() -> None:
    words = load_cues()
    for cues in words.verbs.values():
        for cue in cues:
            assert set(cue.patterns) <= PATTERNS
            assert set(cue.patterns.values()) <= CLASSES


def test_a_noun_keeps_which_patterns_need_an_owner() -> None:
    promise = load_cues().nouns["promise"]
    assert "inf" in promise.owned
    assert "that" not in promise.owned


@pytest.mark.parametrize(
    ("file", "row"),
    [
        ("verbs.csv", "mumble,noise,quote,"),
        ("verbs.csv", "mumble,speech,loudly,"),
        ("verbs.csv", "mumble,speech,,"),
        ("verbs.csv", "mumble,speech"),
        ("nouns.csv", "mumbling,speech,loudly!"),
        ("light.csv", "make,noise,sound,that"),
        ("phrases.csv", "in line with,beside,speech"),
        ("phrases.csv", "in mouth,possessed,speech"),
        ("phrases.csv", "mouth of _,source-of,speech"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, file: str, row: str) -> None:
    folder = tmp_path / "cues"
    shutil.copytree(DATA / "cues", folder)
    path = folder / file
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, row]) + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=re.escape(f"{path}:{len(lines) + 1}: ")):
        load_cues(folder)


def test_a_missing_word_list_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "cues"
    shutil.copytree(DATA / "cues", folder)
    (folder / "carriers.txt").unlink()
    with pytest.raises(LexiconError, match="carriers"):
        load_cues(folder)
