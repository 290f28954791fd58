"""The inputs that fuzzing begins with: every target stands all of them."""

from collections.abc import Callable

import pytest
from fuzz.inputs import Broken, chosen
from fuzz.running import corpus, load, mutated
from fuzz.targets import NAMES, coder

from dragoman.coder import Coder
from dragoman.reading.inputs import Refusal

SMALL = 5_000  # bytes of an input, so that the folder stays small


@pytest.mark.parametrize("name", NAMES)
def test_a_target_stands_its_corpus(
    name: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    if name == "coder":
        loaded: Coder = request.getfixturevalue("coder")
        monkeypatch.setattr(coder, "_coder", lambda: loaded)
    check, inputs = load(name), corpus(name)
    assert len(inputs) >= 3
    for data in (b"", *inputs):
        assert len(data) <= SMALL
        check(data)


def test_a_broken_program_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    check: Callable[[bytes], None] = load("addresses")
    monkeypatch.setattr("fuzz.targets.addresses.own_path", lambda where: "//evil.example")
    with pytest.raises(Broken, match="a login leads to"):
        check(b"x")


@pytest.mark.parametrize("name", ["pages", "tables"])
def test_a_refusal_that_is_no_sentence_is_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = Refusal(source="input", state="refused", why="two\nlines")
    monkeypatch.setattr("fuzz.inputs.read_sources", lambda *_: iter([refusal]))
    with pytest.raises(Broken, match="one sentence"):
        load(name)(b"x")


def test_choices_and_changes() -> None:
    assert chosen(b"\x04rest", "abc") == ("b", b"rest")
    assert chosen(b"", "abc") == ("a", b"")
    assert mutated(b"abcdef", [(1, 2, b"XY"), (100, 0, b"!")]) == b"aX!Ydef"
