"""The forms of English words: what the rules make, and what the table of irregular verbs says."""

from pathlib import Path

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicon.inflection import load_irregular, plural, verb_forms
from dragoman.lexicon.tables import DATA


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("attack", "attack attacks attacking attacked"),
        ("seize", "seize seizes seizing seized"),
        ("deny", "deny denies denying denied"),
        ("deploy", "deploy deploys deploying deployed"),
        ("ban", "ban bans banning banned"),
        ("commit", "commit commits committing committed"),
        ("transfer", "transfer transfers transferring transferred"),
        ("visit", "visit visits visiting visited"),
        ("open", "open opens opening opened"),
        ("agree", "agree agrees agreeing agreed"),
        ("veto", "veto vetoes vetoing vetoed"),
        ("push", "push pushes pushing pushed"),
        ("untie", "untie unties untying untied"),
        ("boycott", "boycott boycotts boycotting boycotted"),
        ("relax", "relax relaxes relaxing relaxed"),
        ("offer", "offer offers offering offered"),
        ("limit", "limit limits limiting limited"),
        ("stop", "stop stops stopping stopped"),
        ("strip", "strip strips stripping stripped"),
        ("quit", "quit quits quitting quitted"),
        ("raid", "raid raids raiding raided"),
        ("rebel", "rebel rebels rebelling rebelled"),
        ("develop", "develop develops developing developed"),
    ],
)
def test_regular_verbs(base: str, forms: str) -> None:
    assert verb_forms(base, {}) == forms.split()


@pytest.mark.parametrize(
    ("base", "past"),
    [("meet", ("met",)), ("withdraw", ("withdrew", "withdrawn")), ("strike", ("struck",))],
)
def test_irregular_verbs_have_their_past_from_the_table(base: str, past: tuple[str, ...]) -> None:
    forms = verb_forms(base, load_irregular(DATA / "irregular.csv"))
    assert set(past) <= set(forms)
    assert base + "ed" not in forms


@pytest.mark.parametrize(
    ("word", "many"),
    [
        ("sanction", "sanctions"),
        ("embassy", "embassies"),
        ("envoy", "envoys"),
        ("clash", "clashes"),
        ("embargo", "embargoes"),
        ("truce", "truces"),
        ("tax", "taxes"),
    ],
)
def test_plurals(word: str, many: str) -> None:
    assert plural(word) == many


def test_a_bad_row_of_the_table_is_named(tmp_path: Path) -> None:
    path = tmp_path / "irregular.csv"
    path.write_text("base,forms\nmeet,met\nsee\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"irregular\.csv:3: 1 cells where 2 are needed"):
        load_irregular(path)
