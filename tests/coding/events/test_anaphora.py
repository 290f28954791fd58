"""Whose deed it was that a later sentence only names again."""

from collections.abc import Callable

import pytest

from dragoman import Coder, Report
from dragoman.model import Coding, Event

Code = Callable[[str], Coding]


@pytest.fixture(scope="module")
def code(coder: Coder) -> Code:
    return lambda text: coder.code(Report(id="1", text=text, published="2021-05-04"))


def countries(coding: Coding, event: Event) -> tuple[set[str | None], set[str | None]]:
    actors = {actor.id: actor.country for actor in coding.actors}
    source, target = ({actors[one.actor] for one in side} for side in (event.source, event.target))
    return source, target


@pytest.mark.parametrize(
    ("text", "kind", "source", "target"),
    [
        ("Ugandan jets bombed a Congolese town. Belgium condemned the attack.",
         "ACCUSE", "BEL", "UGA"),
        ("Uganda demanded compensation from Kenya. Belgium rejected the demand.",
         "REJECT", "BEL", "UGA"),
        ("Kenya lifted its ban on Ugandan milk. Belgium welcomed the step.",
         "SUPPORT", "BEL", "KEN"),
    ],
)  # fmt: skip
def test_the_doer_of_a_deed_named_again_is_the_target(
    code: Code, text: str, kind: str, source: str, target: str
) -> None:
    coding = code(text)
    found = [countries(coding, event) for event in coding.events if event.event == kind]
    assert ({source}, {target}) in found


@pytest.mark.parametrize(
    "text",
    [
        "Ugandan jets bombed a Congolese town. Belgium condemned an attack.",
        "Ugandan jets bombed a Congolese town. Belgium condemned the strike by Kenya.",
        "Uganda met Kenya for talks. Belgium condemned the attack.",
    ],
)
def test_an_unknown_deed_another_doer_and_another_deed_stay_apart(code: Code, text: str) -> None:
    coding = code(text)
    blamed = [countries(coding, e)[1] for e in coding.events if e.event == "ACCUSE"]
    assert all("UGA" not in side for side in blamed)


def test_nobody_condemns_what_he_did_himself(code: Code) -> None:
    coding = code("Ugandan jets bombed a Congolese town. Uganda defended and praised the raid.")
    for event in coding.events:
        source, target = countries(coding, event)
        assert event.event != "SUPPORT" or not source & target


def test_what_names_no_other_side_is_about_the_country_of_the_sentence_before(code: Code) -> None:
    coding = code("Kenya accused Chad of backing rebels. Belgium has suspended economic aid.")
    found = [countries(coding, event) for event in coding.events if event.event == "SANCTION"]
    assert len(found) == 1
    assert found[0][0] == {"BEL"}
    assert found[0][1] == {"TCD"}
