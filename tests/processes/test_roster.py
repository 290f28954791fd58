"""Who belongs to which side: names before countries, states by their government."""

import pytest
from tests.processes.making import (
    CHIEF,
    ENVOY,
    MINISTER,
    NORWAY,
    PROCESS,
    TAJIKISTAN,
    UPLANDERS,
    event,
    party,
    report,
)

from dragoman.entries import ActorEntry, Party
from dragoman.processes.process import Process, Side
from dragoman.processes.roster import make_roster
from dragoman.processes.taking_part import cast_of

ROSTER = make_roster(PROCESS)
TODAY = report("daily", "2020-06-01")


@pytest.mark.parametrize(
    ("who", "side"),
    [
        (UPLANDERS, "Uplanders"),
        (CHIEF, "Uplanders"),
        (MINISTER, "Tajik government"),
        (ENVOY, "Norway"),
        (party("fishermen", "NOR", "CVL", kind="collective"), None),
        (party("Oslo", "NOR", kind="place"), None),
        (party("Kofi Mensah", "GHA", "GOV"), None),
    ],
)
def test_actors_belong_to_sides(who: Party, side: str | None) -> None:
    assert ROSTER.side_of(who) == side


def test_a_state_is_its_government_where_it_acts() -> None:
    soil = party("Tajikistan", "TJK", kind="state")
    assert ROSTER.side_of(soil) is None
    assert ROSTER.side_of(soil, acting=True) == "Tajik government"


def test_who_is_left_out_belongs_to_nobody() -> None:
    process = Process(
        name="x",
        parties=(
            Side(name="Government", who=("TJK:GOV",), without=("guests",)),
            Side(name="Norway", who=("NOR",)),
        ),
    )
    roster = make_roster(process)
    assert roster.side_of(party("guests", "TJK", "GOV", kind="collective")) is None
    assert roster.side_of(party("hosts", "TJK", "GOV", kind="collective")) == "Government"


def test_a_state_told_by_name_brings_those_who_act_for_it() -> None:
    process = Process(
        name="x",
        parties=(Side(name="Oman", who=("Oman",)), Side(name="Norway", who=("NOR",))),
    )
    oman = ActorEntry(id="a1", name="Oman", kind="state", country="OMN")
    roster = make_roster(process, [oman])
    assert roster.side_of(party("Badr Salim", "OMN", "GOV")) == "Oman"


def test_an_actor_that_is_the_side_has_its_name() -> None:
    front = ActorEntry(id="a1", name="Upland Front", aliases=("Uplanders",), kind="group")
    roster = make_roster(PROCESS, [front])
    same = Party(actor="a1", name="Upland Front", kind="group", names=("the Front",))
    assert roster.shown(same) == "Uplanders"


def test_descriptions_say_whose_they_are() -> None:
    assert ROSTER.shown(party("fighters", "TJK", "REB", kind="collective")) == (
        "fighters (Uplanders)"
    )
    assert ROSTER.shown(TAJIKISTAN) == "Tajikistan (Tajik government)"
    assert ROSTER.shown(CHIEF) == "Daler Rahimov"
    assert ROSTER.shown(NORWAY) == "Norway"


def test_a_delegation_belongs_to_whom_the_words_behind_it_name() -> None:
    sentence = "A delegation of the Uplanders met Kari Lund."
    guests = party("delegation", "TJK", kind="collective")
    told = event("e1", "CONSULT", [guests, ENVOY], [], sentence, "met", TODAY)
    spans = ((2, 12), (34, 43))
    import msgspec

    told = msgspec.structs.replace(
        told, tellings=(msgspec.structs.replace(told.tellings[0], source_spans=spans),)
    )
    assert cast_of(told, ROSTER).sides() == ("Uplanders", "Norway")


def test_who_tells_of_an_act_is_not_its_target() -> None:
    told = event(
        "e1", "SUPPORT", [CHIEF], [NORWAY, MINISTER],
        "Daler Rahimov praised Norway, Zarina Sharifova said.", "praised", TODAY, speaker=MINISTER,
    )  # fmt: skip
    assert [member.shown for member in cast_of(told, ROSTER).target] == ["Norway"]


def test_nobody_is_asked_by_an_adjective() -> None:
    tajik = party("Tajikistan", "TJK", "GOV", kind="state", names=("Tajik",))
    told = event(
        "e1", "REQUEST", [ENVOY], [tajik],
        "Kari Lund called for a resumption of the Tajik talks.", "called", TODAY,
    )  # fmt: skip
    assert cast_of(told, ROSTER).target == ()


def test_an_act_of_words_is_directed_at_those_its_sentence_names() -> None:
    import msgspec

    told = event("e1", "ACCUSE", [CHIEF], [NORWAY], "Rahimov condemned it.", "condemned", TODAY)
    elsewhere = msgspec.structs.replace(told.tellings[0], target_spans=((400, 406),))
    told = msgspec.structs.replace(told, tellings=(elsewhere,))
    assert cast_of(told, ROSTER).target == ()
