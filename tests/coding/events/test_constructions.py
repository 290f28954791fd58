"""Constructions that one word order of English hides from another: who does what all the same."""

from collections.abc import Callable

import pytest

from dragoman import Coder, Report
from dragoman.model import Coding

Code = Callable[[str], Coding]


@pytest.fixture(scope="module")
def code(coder: Coder) -> Code:
    return lambda text: coder.code(Report(id="1", text=text, published="2021-05-04"))


def told(coding: Coding) -> list[tuple[str, set[str | None], set[str | None], str]]:
    actors = {actor.id: actor.country for actor in coding.actors}
    return [
        (
            event.event,
            {actors[one.actor] for one in event.source},
            {actors[one.actor] for one in event.target},
            event.status,
        )
        for event in coding.events
    ]


@pytest.mark.parametrize(
    ("text", "kind", "source", "target"),
    [
        # reported participles
        ("A Kenyan officer is presumed killed by Somali rebels.", "ASSAULT", "SOM", "KEN"),
        # for + infinitive, active and passive
        ("Norway called for Sudan to free the pilot.", "REQUEST", "NOR", "SDN"),
        ("Norway's call for Sudan to free the pilot went unheeded.", "REQUEST", "NOR", "SDN"),
        # sums and what they are for
        ("Norway has suspended $40 million in aid to Sudan.", "SANCTION", "NOR", "SDN"),
        # who is counted among those that undergo it
        ("The Kenyan pilot was one of the nine people arrested by Sudan.", "COERCE", "SDN", "KEN"),
        # the infinitive of purpose is the subject's
        ("Norway's premier telephoned the Sudanese leader to urge him to free the pilot.",
         "REQUEST", "NOR", "SDN"),
        # who issued the statement does what it does
        ("Norway issued a statement condemning Sudan.", "ACCUSE", "NOR", "SDN"),
        # a particle that the parser takes for a preposition; two objects; bare infinitives
        ("Sudan let in aid convoys from Norway.", "RETREAT", "SDN", "NOR"),
        ("Greece handed Ukraine its ageing missiles.", "AID", "GRC", "UKR"),
        ("Norway helped Sudan rebuild the bridge.", "AID", "NOR", "SDN"),
        # a participle as adjective
        ("Norway is opposed to any further arms for Ukraine.", "REJECT", "NOR", "UKR"),
        # an order in quotation marks
        ('"Close the camps now," the Norwegian minister told the Libyan government.',
         "REQUEST", "NOR", "LBY"),
        # no willingness, no plans
        ("Greece has no plans to recognise Kosovo.", "REJECT", "GRC", "KOS"),
        # what follows "after" is told beside what is promised
        ("Norway vowed to go on helping Sudan after the Kenyan invasion of Sudan.",
         "ASSAULT", "KEN", "SDN"),
    ],
)  # fmt: skip
def test_who_does_what_to_whom(code: Code, text: str, kind: str, source: str, target: str) -> None:
    found = told(code(text))
    assert any(
        event == kind and source in doers and target in others for event, doers, others, _ in found
    ), found


@pytest.mark.parametrize(
    "text", ["Norway, Sudan agree to hold talks", "Norway, Sudan to hold joint exercise"]
)
def test_both_names_before_a_headline_verb_act(code: Code, text: str) -> None:
    assert any(doers == {"NOR", "SDN"} for _, doers, _, _ in told(code(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Norway never kept its word by paying aid to Sudan.",
        "Our partners have attacked enemies.",
        "Volkswagen and Siemens signed a deal with Samsung.",
    ],
)
def test_what_was_not_done_and_what_nobody_political_did_stays_silent(
    code: Code, text: str
) -> None:
    assert not [one for one in told(code(text)) if one[3] in ("actual", "planned")]


def test_what_a_protest_is_about_is_no_second_event(code: Code) -> None:
    found = told(code("Sudanese doctors began a strike to protest against Norway's decision."))
    assert [one[0] for one in found] == ["PROTEST"]


def test_two_refusals_of_one_sentence_are_two(code: Code) -> None:
    coding = code("The Kenyan rebels ruled out a ceasefire and rejected talks with Kenya.")
    assert {event.mode for event in coding.events if event.event == "REJECT"} == {"yield", "meet"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Norway's minister will visit Sudan from May 10 to May 12.", "2021-05-10/2021-05-12"),
        ("Norway's minister will visit Sudan on May 10.", "2021-05-10"),
    ],
)
def test_a_term_is_told_by_its_first_and_last_day(code: Code, text: str, value: str) -> None:
    assert [event.time.value for event in code(text).events if event.time] == [value]


def test_who_calls_on_somebody_in_a_town_visits_him(code: Code) -> None:
    text = "Norway's minister began the trip in Khartoum, where he called on the Sudanese premier."
    visits = [event for event in code(text).events if event.mode == "visit"]
    assert len(visits) == 2


def test_who_stops_killing_kills_nobody(code: Code) -> None:
    found = told(code("Peace will come only if Sudan's rebels stop killing Sudanese farmers."))
    assert "ASSAULT" not in {one[0] for one in found}


def test_a_refusal_to_talk_to_a_government(code: Code) -> None:
    found = told(code("The Kenyan rebels will not talk to the Kenyan government."))
    assert [one[0] for one in found] == ["REJECT"]
