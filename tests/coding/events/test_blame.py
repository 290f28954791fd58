"""Blame and menace in reported speech: what is said of another's conduct is done by who says it."""

from collections.abc import Callable

import pytest

from dragoman import Coder, Report
from dragoman.model import Coding

Told = Callable[[str], list[tuple[str, set[str | None], set[str | None]]]]


@pytest.fixture(scope="module")
def told(coder: Coder) -> Told:
    def read(text: str) -> list[tuple[str, set[str | None], set[str | None]]]:
        coding: Coding = coder.code(Report(id="1", text=text, published="2021-05-04"))
        actors = {actor.id: actor.country for actor in coding.actors}
        return [
            (
                event.event,
                {actors[one.actor] for one in event.source},
                {actors[one.actor] for one in event.target},
            )
            for event in coding.events
            if event.status in ("actual", "planned")
        ]

    return read


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        # verdicts on conduct
        ("Togo's minister said Ghana's tariffs were an act of aggression.", "TGO", "GHA"),
        ("Togo's minister said Ghana's raid amounted to a breach of the treaty.", "TGO", "GHA"),
        ("Togo said Ghana was the biggest obstacle to peace.", "TGO", "GHA"),
        ("Togo labelled the Ghanaian claim a farce.", "TGO", "GHA"),
        # duties that were not kept, seen as a refusal by the words alone
        ("Togo said Ghana had broken every promise that it made.", "TGO", "GHA"),
        ("Togo said Ghana had not honoured its promise to withdraw.", "TGO", "GHA"),
        ("Togo said Ghana had ignored its commitments.", "TGO", "GHA"),
        # what was begun, sheltered or attempted
        ("Togo insists that Ghana fired first.", "TGO", "GHA"),
        ("Togo says Ghana gives militants a safe haven.", "TGO", "GHA"),
        ("Togo said the Ghanaian plan was an attempt to bypass the court.", "TGO", "GHA"),
        ("Togo's president held Ghana's government responsible.", "TGO", "GHA"),
        # the cause is told behind
        ("Togo lodged a protest after Ghana's ships entered its waters.", "TGO", "GHA"),
    ],
)
def test_who_says_it_blames_whom_it_is_said_of(
    told: Told, text: str, source: str, target: str
) -> None:
    assert ("ACCUSE", {source}, {target}) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Togo's minister said the flood in Ghana was a disaster.",
        "Togo said Ghana had honoured its promise to withdraw.",
        "Togo will deport migrants from Ghana who break the law, its minister said.",
        "Togo said Togo had broken its own promise.",
        "Ghana was the first to sign, Togo's minister said.",
    ],
)
def test_misfortune_praise_and_what_tells_which_ones_blame_nobody(told: Told, text: str) -> None:
    assert not [one for one in told(text) if one[0] == "ACCUSE" and "GHA" in one[2]]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Togo's general said Ghana would pay a heavy price.", "TGO"),
        ("Togo said any raid would be regarded as a declaration of war.", "TGO"),
        ("Togo's minister said all options were on the table against Ghana.", "TGO"),
    ],
)
def test_what_another_will_have_to_bear_is_a_threat(told: Told, text: str, source: str) -> None:
    assert any(kind == "THREATEN" and sources == {source} for kind, sources, _ in told(text))


def test_what_another_had_to_bear_is_none(told: Told) -> None:
    assert "THREATEN" not in {kind for kind, *_ in told("Togo said Ghana had paid a heavy price.")}


def test_two_sides_named_before_act_together(told: Told) -> None:
    found = told("Togo and Ghana signed a truce, but each government accused the other of fraud.")
    assert ("ACCUSE", {"TGO", "GHA"}, set()) in found
    found = told("Togo and Ghana held talks. Both signed a treaty on fishing.")
    assert ("SUPPORT", {"TGO", "GHA"}, set()) in found


def test_a_mediator_stands_between_those_who_act_under_what_he_mediated(told: Told) -> None:
    found = told("Togo and Ghana agreed in talks mediated by Benin to open the border.")
    assert ("CONSULT", {"BEN"}, {"TGO", "GHA"}) in found


def test_a_clause_before_a_semicolon_is_told_by_itself(told: Told) -> None:
    found = told("Togo's president telephoned Ghana's president; Benin told Togo to talk to Ghana.")
    assert "CONSULT" in {kind for kind, *_ in found}


def test_his_country_is_the_state_of_whom_his_means(told: Told) -> None:
    found = told("Togo's prime minister said his country stands with Ghana.")
    assert ("SUPPORT", {"TGO"}, {"GHA"}) in found
