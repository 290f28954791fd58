"""Decisions of reviewers stand beside the machine's values and survive merging and coding again."""

import msgspec
import pytest
from tests.record.making import Told, coding
from tests.record.snapshots import snapshot
from tests.record.test_remerge import PEOPLE, keyed

from dragoman.entries import EventEntry
from dragoman.errors import InputError
from dragoman.record.batch import add_codings, replace_codings
from dragoman.record.checking import check
from dragoman.record.engine import writing
from dragoman.record.questions import EventQuery
from dragoman.record.record import Record

PAIR = ["Shah Mahmood Qureshi", "Zalmay Khalilzad"]


def meeting(text: str, **known: str) -> Told:
    return Told("CONSULT", PAIR, cue="met", **({"day": "2019-06-02"} | known))


ONE = keyed(coding("Qureshi met Khalilzad on Sunday.", meeting(""), people=PEOPLE))
TWO = keyed(coding("Khalilzad and Qureshi met.", meeting(""), people=PEOPLE))
OTHER = keyed(coding("Again Qureshi met Khalilzad.", meeting("", day="2019-06-05"), people=PEOPLE))


@pytest.fixture
def filled(record: Record) -> Record:
    put(record, ONE, TWO, OTHER)
    return record


def put(record: Record, *items: object) -> None:
    with writing(record.engine) as connection:
        add_codings(connection, items)


def of_day(record: Record, day: str) -> EventEntry:
    found = record.events(EventQuery(since=day, until=day), tellings=True)
    assert len(found) == 1
    return found[0]


def test_an_event_is_accepted_corrected_and_rejected(filled: Record) -> None:
    event = of_day(filled, "2019-06-02")
    filled.decide(event.id, "accept", "Ann")
    assert of_day(filled, "2019-06-02").review == "accepted"
    filled.correct(event.id, "mode", "visit", "Ann", "the envoy travelled")
    changed = of_day(filled, "2019-06-02")
    assert (changed.review, changed.mode, event.mode) == ("corrected", "visit", None)
    filled.decide(event.id, "reject", "Bob")
    assert filled.events(EventQuery(until="2019-06-02")) == []
    assert len(filled.events(EventQuery(review="rejected"))) == 1
    assert [item.who for item in filled.history(event.id)] == ["Ann", "Ann", "Bob"]


def test_a_decision_is_taken_back_and_stays_in_the_history(filled: Record) -> None:
    before = snapshot(filled, "decisions", "decided")
    event = of_day(filled, "2019-06-02")
    number = filled.correct(event.id, "mode", "visit", "Ann")
    filled.undo(number)
    assert snapshot(filled, "decisions", "decided") == before
    assert filled.history(event.id)[0].undone
    with pytest.raises(InputError, match="no decision"):
        filled.undo(number)


def test_a_new_telling_joins_a_corrected_event(record: Record) -> None:
    put(record, ONE)
    record.correct(record.events()[0].id, "mode", "visit", "Ann")
    put(record, TWO)
    assert (record.events()[0].mode, record.events()[0].reports) == ("visit", 2)


def test_events_are_merged_and_split_by_hand(filled: Record) -> None:
    before = snapshot(filled, "decisions", "decided")
    first, second = of_day(filled, "2019-06-02"), of_day(filled, "2019-06-05")
    merge = filled.merge([first.id, second.id], "Ann")
    assert [event.reports for event in filled.events()] == [3]
    assert filled.find(second.id).id == filled.find(first.id).id, "old ids lead to the new event"
    filled.undo(merge)
    assert snapshot(filled, "decisions", "decided") == before
    split = filled.split([first.tellings[0].event_key], "Ann")
    assert [event.reports for event in filled.events()] == [1, 1, 1]
    assert list(check(filled.engine)) == []
    filled.undo(split)
    assert snapshot(filled, "decisions", "decided") == before


def test_decisions_survive_coding_again(filled: Record) -> None:
    event = of_day(filled, "2019-06-02")
    filled.correct(event.id, "mode", "visit", "Ann")
    moved = msgspec.structs.replace(ONE.events[0], id="e7", score=5.0)
    with writing(filled.engine) as connection:
        replace_codings(connection, [msgspec.structs.replace(ONE, events=(moved,))])
        replace_codings(connection, [TWO])
    again = of_day(filled, "2019-06-02")
    assert (again.mode, again.review, again.reports) == ("visit", "corrected", 2)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [("colour", "red", "no field colour"), ("when", "Sunday", "cannot be the when")],
)
def test_what_cannot_be_a_correction_is_refused(
    filled: Record, field: str, value: str, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        filled.correct(of_day(filled, "2019-06-02").id, field, value, "Ann")


def test_agreement_is_measured_where_two_people_decided(filled: Record) -> None:
    assert filled.agreement() == []
    first, second = of_day(filled, "2019-06-02"), of_day(filled, "2019-06-05")
    for who in ("Ann", "Bob"):
        filled.decide(first.id, "accept", who)
    filled.decide(second.id, "accept", "Ann")
    filled.decide(second.id, "reject", "Bob")
    (verdicts,) = filled.agreement()
    # Three tellings: Ann accepts all, Bob all but one. By hand: observed disagreement 1/3,
    # expected 1 - (5*4 + 1*0) / (6*5) = 1/3, so alpha is 0.
    assert (verdicts.field, verdicts.tellings, verdicts.people) == ("verdict", 3, 2)
    assert verdicts.alpha == pytest.approx(0.0)
