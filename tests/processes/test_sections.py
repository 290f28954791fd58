"""The sections of a dossier, on events made by hand, with look-alikes that must stay silent."""

from typing import Any

import pytest
from tests.processes.making import (
    CHIEF,
    ENVOY,
    MINISTER,
    NORWAY,
    OMAN,
    QATAR,
    TAJIKISTAN,
    UPLANDERS,
    dossier,
    event,
    material,
    party,
    report,
    statement,
)

from dragoman.entries import EventEntry, ReportEntry
from dragoman.model import Size
from dragoman.processes.dossier import Position

MAY = report("may", "2020-05-02")
JUNE = report("june", "2020-06-02")
JULY = report("july", "2020-07-02")
ALL = (MAY, JUNE, JULY)


def position(found: tuple[Position, ...], side: str, topic: str, towards: str | None) -> Position:
    return next(p for p in found if (p.side, p.topic, p.towards) == (side, topic, towards))


# -- positions -------------------------------------------------------------------------------------
def test_refusal_of_talks_with_one_and_talks_with_another_are_two_positions() -> None:
    refusal = event(
        "e1", "REJECT", [UPLANDERS], [MINISTER], "The Uplanders refuse talks with Sharifova.",
        "refuse", MAY, mode="meet",
    )  # fmt: skip
    meeting = event(
        "e2", "CONSULT", [CHIEF, ENVOY], [], "Rahimov and Lund held talks.", "talks", JUNE
    )
    found = dossier(material(refusal, meeting, reports=ALL)).positions
    no = position(found, "Uplanders", "talks", "Tajik government")
    yes = position(found, "Uplanders", "talks", "Norway")
    assert (no.latest.leaning, yes.latest.leaning) == (-1, 1)
    assert no.latest.words == "The Uplanders refuse talks with Sharifova."


@pytest.mark.parametrize(
    ("cue", "verb"),
    [("signed", "has signed an agreement"), ("reached", "has reached an agreement"),
     ("entered", "has signed or reached an agreement")],
)  # fmt: skip
def test_a_stand_says_of_an_agreement_what_the_timeline_says(cue: str, verb: str) -> None:
    deal = event(
        "e1", "SUPPORT", [CHIEF, MINISTER], [], f"They {cue} a truce.", cue, MAY, cameo="057"
    )
    made = dossier(material(deal, reports=ALL))
    assert position(made.positions, "Uplanders", "ceasefire", None).latest.verb == verb
    assert verb.removeprefix("has ") in made.timeline[0].text


def test_a_position_tells_its_movement_and_since_when() -> None:
    early = event("e1", "REJECT", [UPLANDERS], [], "They rejected a truce.", "rejected", MAY)
    turn = event("e2", "AGREE", [UPLANDERS], [], "They offered a truce.", "offered", JUNE)
    again = event("e3", "AGREE", [CHIEF], [], "Rahimov promised a truce.", "promised", JULY)
    found = dossier(material(early, turn, again, reports=ALL)).positions
    truce = position(found, "Uplanders", "ceasefire", None)
    assert truce.latest.who == "Daler Rahimov"
    assert truce.since == "2020-06-02"
    assert truce.moved_from is not None
    assert truce.moved_from.day == "2020-05-02"
    assert len(truce.history) == 3


def test_stands_that_lean_both_ways_within_days_contradict_each_other() -> None:
    days = [report("one", "2020-06-01"), report("two", "2020-06-03"), report("three", "2020-06-04")]
    no = event("e1", "REJECT", [CHIEF], [], "Rahimov rejected a truce.", "rejected", days[1])
    yes = event("e2", "AGREE", [UPLANDERS], [], "They offered a truce.", "offered", days[0])
    yes2 = event("e3", "AGREE", [UPLANDERS], [], "They promised a truce.", "promised", days[2])
    truce = position(
        dossier(material(no, yes, yes2, reports=days)).positions, "Uplanders", "ceasefire", None
    )
    assert truce.moved_from is not None
    assert truce.contradicts == ()
    truce = position(
        dossier(material(no, yes, reports=days)).positions, "Uplanders", "ceasefire", None
    )
    assert truce.moved_from is not None
    assert truce.moved_from.verb.startswith("agrees")


def test_what_somebody_else_says_of_a_stand_is_on_his_word() -> None:
    told = event(
        "e1", "REJECT", [UPLANDERS], [], "The Uplanders rejected a truce, Lund said.", "rejected",
        MAY, speaker=ENVOY,
    )  # fmt: skip
    truce = position(dossier(material(told, reports=ALL)).positions, "Uplanders", "ceasefire", None)
    assert truce.latest.on_word == "Kari Lund"


def test_where_no_event_tells_a_stand_the_latest_word_does() -> None:
    told = event("e1", "CONSULT", [CHIEF, ENVOY], [], "They met.", "met", MAY)
    said = statement("s1", MINISTER, "A truce needs trust first.", JUNE)
    truce = position(
        dossier(material(told, reports=ALL, statements=[said])).positions,
        "Tajik government", "ceasefire", None,
    )  # fmt: skip
    assert (truce.latest.verb, truce.latest.leaning) == ("says", 0)
    assert truce.latest.words == "A truce needs trust first."


def test_what_only_may_be_is_no_stand() -> None:
    told = event(
        "e1", "REJECT", [UPLANDERS], [], "They may reject a truce.", "reject", MAY,
        status="hypothetical",
    )  # fmt: skip
    assert dossier(material(told, reports=ALL)).positions == ()


# -- requests --------------------------------------------------------------------------------------
REQUEST = event(
    "ask", "REQUEST", [ENVOY], [MINISTER], "Lund urged Sharifova to free prisoners.", "urged",
    MAY, mode="yield",
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "sentence", "cue", "state"),
    [
        ("REJECT", "Sharifova refused to free prisoners.", "refused", "refused"),
        ("AGREE", "Sharifova promised to free prisoners.", "promised", "agreed"),
        ("SUPPORT", "Sharifova praised those who free prisoners.", "praised", "spoken on"),
        ("REJECT", "Sharifova refused to lift sanctions.", "refused", "no answer reported"),
    ],
)
def test_an_answer_is_about_what_was_asked(kind: str, sentence: str, cue: str, state: str) -> None:
    answer = event("answer", kind, [MINISTER], [], sentence, cue, JUNE)
    (asked,) = dossier(material(REQUEST, answer, reports=ALL)).requests
    assert asked.state == state
    assert (asked.by, asked.to) == (("Norway",), ("Tajik government",))


def test_what_came_before_the_request_is_no_answer() -> None:
    april = report("april", "2020-04-02")
    before = event(
        "e1", "REJECT", [MINISTER], [], "Sharifova refused to free prisoners.", "refused", april
    )
    (asked,) = dossier(material(REQUEST, before, reports=[april, *ALL])).requests
    assert asked.state == "no answer reported"


def test_of_one_report_the_order_is_not_known() -> None:
    same = event(
        "e1", "REJECT", [MINISTER], [], "Sharifova refused to free prisoners.", "refused", MAY
    )
    (asked,) = dossier(material(REQUEST, same, reports=ALL)).requests
    assert [answer.order_told for answer in asked.answers] == [False]


# -- commitments -----------------------------------------------------------------------------------
PROMISE = event(
    "vow", "AGREE", [UPLANDERS], [NORWAY], "The Uplanders promised a truce to Norway.", "promised",
    MAY,
)  # fmt: skip


def test_a_promise_of_a_truce_is_broken_by_an_attack() -> None:
    attack = event("hit", "ASSAULT", [UPLANDERS], [MINISTER], "Uplanders fired.", "fired", JUNE)
    (vow,) = dossier(material(PROMISE, attack, reports=ALL)).commitments
    assert vow.state == "broken"
    assert vow.outcome[0].event == "hit"


def test_an_attack_that_names_its_doer_by_a_pronoun_only_breaks_nothing() -> None:
    it = party("Uplanders", "TJK", "REB", kind="group", names=("It",))
    attack = event("hit", "ASSAULT", [it], [MINISTER], "It killed three.", "killed", JUNE)
    (vow,) = dossier(material(PROMISE, attack, reports=ALL)).commitments
    assert vow.state == "open"


def test_to_refuse_talks_with_one_breaks_no_promise_to_another() -> None:
    vow = event(
        "vow", "AGREE", [UPLANDERS], [NORWAY], "They agreed to go on with the talks.", "agreed", MAY
    )
    refusal = event(
        "no", "REJECT", [UPLANDERS], [MINISTER], "They refuse talks.", "refuse", JUNE, mode="meet"
    )
    (found,) = dossier(material(vow, refusal, reports=ALL)).commitments
    assert found.state == "open"


# -- agenda ----------------------------------------------------------------------------------------
def visit(**more: Any) -> EventEntry:
    return event(
        "plan", "AGREE", [MINISTER], [NORWAY], "Sharifova will visit Norway.", "visit", MAY,
        status="planned", cameo="036", **more,
    )  # fmt: skip


def test_a_visit_without_a_day_stays_open() -> None:
    (plan,) = dossier(material(visit(), reports=ALL), "2020-06-01").agenda
    assert (plan.state, plan.due, plan.waited) == ("open", None, 30)


def test_a_visit_whose_day_has_passed_is_overdue() -> None:
    made = material(visit(day="2020-05-20"), reports=ALL)
    (plan,) = dossier(made, "2020-06-01").agenda
    assert (plan.state, plan.late) == ("overdue", 12)


def test_a_visit_that_took_place_is_kept_from_the_day_it_is_told() -> None:
    done = event(
        "done", "CONSULT", [MINISTER], [NORWAY], "Sharifova visited Norway.", "visited", JUNE,
        mode="visit", fulfils=("plan",),
    )  # fmt: skip
    made = material(visit(fulfilled_by=("done",)), done, reports=ALL)
    assert dossier(made, "2020-06-30").agenda[0].state == "kept"
    assert dossier(made, "2020-06-01").agenda[0].state == "open"


def test_a_visit_is_called_off_by_one_who_was_to_take_part() -> None:
    no = event(
        "no", "REJECT", [NORWAY], [MINISTER], "Norway called off the visit of Sharifova.",
        "called off", JUNE, mode="meet",
    )  # fmt: skip
    made = material(visit(day="2020-06-20"), no, reports=ALL)
    assert dossier(made).agenda[0].state == "called off"


def test_who_refuses_talks_in_june_calls_off_no_visit_without_a_day() -> None:
    no = event(
        "no", "REJECT", [NORWAY], [MINISTER], "Norway refused.", "refused", JUNE, mode="meet"
    )
    assert dossier(material(visit(), no, reports=ALL)).agenda[0].state == "open"


# -- contacts and journeys -------------------------------------------------------------------------
STATES = [
    TAJIKISTAN, OMAN, QATAR, party("Belgium", "BEL", kind="state"),
    party("Germany", "DEU", kind="state"), party("Kuwait", "KWT", kind="state"),
]  # fmt: skip
TOUR = event(
    "tour", "AGREE", [ENVOY], STATES, "Lund will travel to six countries.", "travel", MAY,
    status="planned", cameo="036", day="2020-05-10", until="2020-05-25",
)  # fmt: skip


def test_an_announced_journey_tells_which_stops_other_reports_confirm() -> None:
    muscat = event(
        "muscat", "CONSULT", [ENVOY], [OMAN], "Lund was in Muscat.", "was", JUNE, mode="visit",
        day="2020-05-14", place=("Muscat", "OMN"),
    )  # fmt: skip
    doha = event(
        "doha", "CONSULT", [ENVOY], [QATAR], "Lund was in Doha.", "was", MAY, mode="visit",
        day="2020-05-12", place=("Doha", "QAT"),
    )  # fmt: skip
    later = event(
        "later", "CONSULT", [ENVOY], [TAJIKISTAN], "Lund was in Dushanbe.", "was", JULY,
        mode="visit", day="2020-06-28", place=("Dushanbe", "TJK"),
    )  # fmt: skip
    found = dossier(material(TOUR, muscat, doha, later, reports=ALL))
    (trip,) = found.contacts.trips
    assert [stop.place for stop in trip.stops] == [
        "Tajikistan", "Oman", "Qatar", "Belgium", "Germany", "Kuwait",
    ]  # fmt: skip
    by_place = {stop.place: stop for stop in trip.stops}
    assert by_place["Oman"].others == ("june.muscat",)
    assert by_place["Qatar"].reported == ("may.doha",)
    assert by_place["Qatar"].others == ()
    assert by_place["Tajikistan"].reported == ()
    assert found.agenda[0].state == "partly kept"


def test_visits_days_apart_are_a_journey_and_weeks_apart_are_none() -> None:
    def visit_on(day: str, town: str, country: str) -> EventEntry:
        return event(
            f"in {town}", "CONSULT", [ENVOY], [], f"Lund was in {town}.", "was", JUNE,
            mode="visit", day=day, place=(town, country),
        )  # fmt: skip

    near = [visit_on("2020-05-10", "Doha", "QAT"), visit_on("2020-05-12", "Muscat", "OMN")]
    far = [visit_on("2020-05-10", "Doha", "QAT"), visit_on("2020-05-30", "Muscat", "OMN")]
    (trip,) = dossier(material(*near, reports=ALL)).contacts.trips
    assert [stop.place for stop in trip.stops] == ["Doha", "Muscat"]
    assert dossier(material(*far, reports=ALL)).contacts.trips == ()


def test_pairs_count_contacts_and_plans_apart() -> None:
    met = event("met", "CONSULT", [CHIEF, ENVOY, QATAR], [], "They met.", "met", MAY)
    found = dossier(material(met, TOUR, reports=ALL)).contacts
    pairs = {(pair.one, pair.other): pair for pair in found.pairs}
    talked = pairs["Uplanders", "Norway"]
    assert (talked.contacts, talked.announced, talked.through) == (1, 0, ("Qatar",))
    assert pairs["Norway", "Oman"].announced == 1


def test_a_visitor_meets_hosts_who_do_not_meet_each_other() -> None:
    both = event("e", "CONSULT", [ENVOY], [MINISTER, QATAR], "Lund met them.", "met", MAY)
    pairs = {(p.one, p.other) for p in dossier(material(both, reports=ALL)).contacts.pairs}
    assert pairs == {("Tajik government", "Norway"), ("Norway", "Qatar")}


def test_who_alone_is_in_contact_with_two_others_links_them() -> None:
    one = event("e1", "CONSULT", [CHIEF, ENVOY], [], "They met.", "met", MAY)
    other = event("e2", "CONSULT", [MINISTER, ENVOY], [], "They met.", "met", JUNE)
    best = dossier(material(one, other, reports=ALL)).contacts.ties[0]
    assert (best.side, best.links, best.between) == (
        "Norway", (("Uplanders", "Tajik government"),), 1.0,
    )  # fmt: skip


def test_a_happening_that_one_report_tells_twice_counts_once() -> None:
    told = [
        event(
            f"e{n}", "CONSULT", [ENVOY], [OMAN], f"Lund visited Oman {n}.", "visited", MAY,
            mode="visit", day="2020-05-01",
        )
        for n in (1, 2)
    ]  # fmt: skip
    found = dossier(material(*told, reports=ALL))
    assert len(found.timeline) == 1
    assert set(found.timeline[0].evidence) == {"may.e1", "may.e2"}


# -- remarks, disputes, standing -------------------------------------------------------------------
def test_remarks_are_between_sides_only() -> None:
    blame = event("e1", "ACCUSE", [CHIEF], [MINISTER], "Rahimov blamed her.", "blamed", MAY)
    other = event(
        "e2", "ACCUSE", [CHIEF], [party("reporters", kind="collective")], "He blamed reporters.",
        "blamed", MAY,
    )  # fmt: skip
    (remark,) = dossier(material(blame, other, reports=ALL)).remarks
    assert (remark.by, remark.about, remark.kind) == ("Uplanders", "Tajik government", "blame")


def test_numbers_of_attacks_that_may_be_one_are_compared() -> None:
    def attack(id: str, dead: int, told: ReportEntry, town: str = "Khorog") -> EventEntry:
        return event(
            id, "ASSAULT", [UPLANDERS], [MINISTER], f"{dead} died.", "died", told,
            size=Size(dead=dead), place=(town, "TJK"),
        )  # fmt: skip

    third = report("third", "2020-05-03")
    made = material(
        attack("a", 4, MAY), attack("b", 6, third), attack("c", 9, JULY),
        attack("d", 5, third, "Murghob"), reports=[*ALL, third],
    )  # fmt: skip
    (dispute,) = dossier(made).disputes
    assert [version.value for version in dispute.versions] == ["4 dead", "6 dead"]
    assert not dispute.certain


def test_standing_counts_copies_once_and_tells_silence() -> None:
    copy = report("copy", "2020-07-03", family="july")
    met = event("e1", "CONSULT", [CHIEF, ENVOY], [], "They met.", "met", JULY, copy)
    now = dossier(material(met, reports=[*ALL, copy]), "2020-07-30").standing
    assert (now.reports, now.independent, now.silent) == (4, 3, 27)
    assert (now.pace.reports, now.pace.reports_before, now.pace.contacts) == (2, 1, 1)
    assert now.last_contact is not None
    assert now.last_refusal is None


def test_nothing_known_is_a_dossier_too() -> None:
    empty = dossier(material())
    assert empty.standing.reports == 0
    assert empty.positions == empty.timeline == ()
