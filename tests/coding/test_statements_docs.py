"""docs/statements.md tells the truth: every example is coded as it says, every value is there."""

import json
import re
from pathlib import Path

import msgspec
import pytest

from dragoman.coder import Coder
from dragoman.lexicon.cues import CLASSES, load_cues
from dragoman.model import Report, Statement

DOC = (Path(__file__).parents[2] / "docs" / "statements.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^> (.+)\n\n```json\n((?:[^`].*\n)+)```", DOC, flags=re.MULTILINE)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 15


@pytest.mark.parametrize(("text", "wanted"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_an_example_is_coded_as_it_says(coder: Coder, text: str, wanted: str) -> None:
    report = Report(id="doc", text=text, published="2019-06-05", published_from="given")
    found = [
        {key: value for key, value in json.loads(msgspec.json.encode(item)).items() if value}
        for item in coder.code(report).statements
    ]
    assert found == [json.loads(one) for one in re.split(r"\n(?=\{)", wanted.strip())]


@pytest.mark.parametrize("kind", sorted(CLASSES))
def test_every_cue_kind_is_explained_and_shown(kind: str) -> None:
    assert f"| `{kind}` |" in DOC
    assert f'"cue_kind": "{kind}"' in DOC


def test_every_field_is_explained() -> None:
    for field in Statement.__struct_fields__:
        assert f"| `{field}` |" in DOC, field


def test_every_medium_is_listed() -> None:
    words = load_cues()
    media = {*words.media.values()} | {
        cue.medium for cues in words.verbs.values() for cue in cues if cue.medium
    }
    for medium in sorted(media):
        assert f"`{medium}`" in DOC, medium
