"""Did it happen? Negation, modality, questions and purposes, and look-alikes of each."""

from collections.abc import Callable

import pytest

from dragoman.coding.events.status import is_negated, is_purpose, is_question, modality
from dragoman.coding.parsing import Parse

Make = Callable[[str], Parse]


def at(parse: Parse, word: str) -> int:
    return parse.words.index(word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Peru did not meet Chile.", "meet"),
        ("Peru didn't meet Chile.", "meet"),
        ("Peru never met Chile.", "met"),
        ("Nobody met the envoys.", "met"),
        ("No Peruvian met the envoys.", "met"),
        ("Neither side signed the treaty.", "signed"),
        ("Peru left without signing the treaty.", "signing"),
        ("Peru did not meet or call the envoys.", "call"),
        ("There were no talks in Tacna.", "talks"),
        ("Peru is not ready for talks.", "ready"),
        ("Peru hardly helped the refugees.", "helped"),
    ],
)
def test_what_did_not_happen(parse: Make, text: str, word: str) -> None:
    made = parse(text)
    assert is_negated(made, at(made, word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Peru met Chile.", "met"),
        ("Peru met Chile, not Bolivia.", "met"),
        ("Peru met Chile but did not sign the treaty.", "met"),
        ("Peru, which has no coast, met Chile.", "met"),
        ("Not only Peru met Chile.", "met"),
        ("Peru did not sign the treaty and attacked Chile.", "attacked"),
    ],
)
def test_what_did_although_a_negation_stands_near(parse: Make, text: str, word: str) -> None:
    made = parse(text)
    assert not is_negated(made, at(made, word))


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Peru will meet Chile.", "meet", "future"),
        ("Peru won't meet Chile.", "meet", "future"),
        ("Peru is going to meet Chile.", "meet", "future"),
        ("Peru is to meet Chile.", "meet", "future"),
        ("Peru will meet and thank Chile.", "thank", "future"),
        ("Peru may meet Chile.", "meet", "possible"),
        ("Peru could meet Chile.", "meet", "possible"),
        ("Peru must meet Chile.", "meet", "obligation"),
        ("Peru should be met by Chile.", "met", "obligation"),
        ("Peru has to meet Chile.", "meet", "obligation"),
        ("Peru would meet Chile.", "meet", "would"),
        ("If Peru meets Chile, Bolivia leaves.", "meets", "conditional"),
        ("Bolivia leaves unless Peru meets Chile.", "meets", "conditional"),
        ("Peru met Chile.", "met", ""),
        ("Peru has met Chile.", "met", ""),
        ("Peru wants to meet Chile.", "meet", ""),
        ("Peru met Chile and will thank Bolivia.", "met", ""),
    ],
)
def test_how_sure_a_verb_is(parse: Make, text: str, word: str, kind: str) -> None:
    made = parse(text)
    assert modality(made, at(made, word)) == kind


def test_a_question_is_no_report(parse: Make) -> None:
    made = parse("Did Peru meet Chile? Peru met Bolivia.")
    assert is_question(made, at(made, "meet"))
    assert not is_question(made, at(made, "met"))
    quoted = parse("“Did Peru meet Chile?”")
    assert is_question(quoted, at(quoted, "meet"))


def test_a_purpose_is_not_done_yet(parse: Make) -> None:
    made = parse("Thousands marched through Lima to demand reforms.")
    assert is_purpose(made, at(made, "demand"))
    assert not is_purpose(made, at(made, "marched"))
    wanted = parse("Peru wants to demand reforms.")
    assert not is_purpose(wanted, at(wanted, "demand"))
