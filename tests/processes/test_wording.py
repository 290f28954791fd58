"""Sentences say what the record says, and no more."""

from typing import Any

import msgspec
import pytest
from tests.processes.making import CHIEF, ENVOY, MINISTER, NORWAY, PROCESS, event, party, report

from dragoman.entries import EventEntry, Interval
from dragoman.processes.roster import make_roster
from dragoman.processes.taking_part import cast_of
from dragoman.processes.wording import interval_words, sentence
from dragoman.processes.words import process_words

ROSTER = make_roster(PROCESS)
DAY = report("june", "2020-06-02")
LUND, RAHIMOV = "Kari Lund (Norway)", "Daler Rahimov (Uplanders)"
SHARIFOVA = "Zarina Sharifova (Tajik government)"


def told(kind: str, source: list[Any], target: list[Any], **more: Any) -> str:
    made: EventEntry = event("e1", kind, source, target, "Something was done.", "done", DAY, **more)
    return sentence(made, cast_of(made, ROSTER))


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({}, f"{LUND} visited {SHARIFOVA}"),
        ({"status": "planned"}, f"{LUND} is to visit {SHARIFOVA}, as announced"),
        ({"status": "negated"}, f"{LUND} did not visit {SHARIFOVA}"),
        ({"status": "hypothetical"}, f"{LUND} may visit {SHARIFOVA}"),
        ({"place": ("Khorog", "TJK")}, f"{LUND} visited {SHARIFOVA} in Khorog"),
        ({"place": ("Tajik", "TJK")}, f"{LUND} visited {SHARIFOVA}"),
    ],
)
def test_whether_it_happened_is_said(more: dict[str, Any], text: str) -> None:
    assert told("CONSULT", [ENVOY], [MINISTER], mode="visit", **more) == text


def test_several_who_act_together() -> None:
    assert told("CONSULT", [CHIEF, ENVOY], []) == f"{RAHIMOV} and {LUND} held talks"


def test_a_host_whose_guest_is_not_named_makes_no_visit() -> None:
    assert told("CONSULT", [], [MINISTER], mode="visit") == f"{SHARIFOVA} received a visit"


def test_nobody_named() -> None:
    assert told("ASSAULT", [], [MINISTER]) == f"Somebody not named attacked {SHARIFOVA}"


def test_an_appeal_to_boycott_is_no_criticism_of_those_called_upon() -> None:
    more = {"mode": "disapprove", "cameo": "113"}
    assert told("ACCUSE", [CHIEF], [], **more) == f"{RAHIMOV} called for protest or a boycott"
    assert told("ACCUSE", [CHIEF], [NORWAY], **more) == f"{RAHIMOV} rallied people against Norway"


def test_who_denies_a_meeting_to_come_does_not_deny_that_they_met() -> None:
    text = told("AGREE", [CHIEF], [NORWAY], status="negated", cameo="036")
    assert text == f"{RAHIMOV} did not confirm or agree to meet or talk with Norway"


def test_force_by_a_pronoun_is_of_nobody_unless_he_says_so_himself() -> None:
    it = party("Uplanders", "TJK", "REB", kind="group", names=("It",))
    made = event("e1", "ASSAULT", [it], [MINISTER], "It killed her.", "killed", DAY)
    made = msgspec.structs.replace(made, quad=4)
    assert sentence(made, cast_of(made, ROSTER)).startswith("Somebody not named attacked")
    told = event("e1", "ASSAULT", [it], [MINISTER], "It killed her.", "killed", DAY, speaker=it)
    told = msgspec.structs.replace(told, quad=4)
    assert sentence(told, cast_of(told, ROSTER)).startswith("“It” (read as: Uplanders) attacked")


def test_who_acts_for_a_state_goes_before_the_state() -> None:
    text = told("SUPPORT", [ENVOY, NORWAY], [CHIEF, NORWAY], cameo="057")
    assert text == f"{LUND} and {RAHIMOV} signed or reached an agreement"


def test_who_acts_against_his_own_side_does_not_act_for_it() -> None:
    text = told("THREATEN", [ENVOY], [NORWAY])
    assert text == "Kari Lund threatened or warned Norway"


@pytest.mark.parametrize(
    ("cue", "text"),
    [("called off", "called off talks or a meeting"), ("put off", "put off talks or a meeting"),
     ("refused", "refused talks"), ("calls", "refused talks")],
)  # fmt: skip
def test_the_words_tell_a_refusal_from_a_cancellation(cue: str, text: str) -> None:
    made = event("e1", "REJECT", [CHIEF], [NORWAY], f"He {cue} talks.", cue, DAY, mode="meet")
    assert sentence(made, cast_of(made, ROSTER)) == f"{RAHIMOV} {text} with Norway"


def test_the_code_chooses_the_phrase_where_the_mode_does_not() -> None:
    text = told("SUPPORT", [ENVOY], [MINISTER], cameo="057")
    assert text == f"{LUND} signed or reached an agreement with {SHARIFOVA}"
    assert told("SUPPORT", [ENVOY], [MINISTER], cameo="051").endswith(
        f"spoke in support of {SHARIFOVA}"
    )


def test_every_type_of_the_codebook_has_a_phrase() -> None:
    from dragoman.lexicon.tables import DATA, read_rows

    columns = ("event", "mode", "quad", "score", "cameo")
    types = {row["event"] for row in read_rows(DATA / "codebook.csv", columns)}
    assert types == {
        event for event, mode, cameo in process_words().phrases if not mode and not cameo
    }


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2020-05-01", "2020-05-01", "1 May 2020"),
        ("2020-02-01", "2020-02-29", "February 2020"),
        ("2020-01-01", "2020-12-31", "2020"),
        ("2020-05-03", "2020-05-09", "3 to 9 May 2020"),
        ("2020-05-31", "2020-06-16", "31 May to 16 June 2020"),
        ("2019-12-30", "2020-01-02", "30 December 2019 to 2 January 2020"),
    ],
)
def test_days_for_people(start: str, end: str, text: str) -> None:
    assert interval_words(Interval(start=start, end=end)) == text
