"""The queue of the review, decisions that do not run over each other, and who differs."""

import pytest
from tests.record.making import Told, coding
from tests.record.test_remerge import keyed

from dragoman.errors import InputError
from dragoman.record.batch import add_codings
from dragoman.record.decisions import Deciding
from dragoman.record.disputes import disputes
from dragoman.record.engine import reading, writing
from dragoman.record.happenings import happening_of, happenings
from dragoman.record.questions import EventQuery
from dragoman.record.record import Record
from dragoman.record.reviewing import (
    ORDERS,
    Overtaken,
    Queue,
    count_waiting,
    neighbour,
    progress,
    settle,
    waiting,
)

REPORTS = [
    coding(
        "Pakistan met Iran in Tehran on Monday, and Iran accused officials.",
        Told("CONSULT", ["Pakistan", "Iran"], cue="met", day="2019-06-03", place="Tehran"),
        Told("ACCUSE", ["Iran"], ["officials"], cue="accused", day="2019-06-03"),
        published="2019-06-03",
    ),
    coding(
        "Taliban attacked Pakistan, and Pakistan will meet Iran.",
        Told("ASSAULT", ["Taliban"], ["Pakistan"], cue="attacked", day="2019-06-05"),
        Told("AGREE", ["Pakistan", "Iran"], cue="meet", status="planned"),
        published="2019-06-06",
    ),
    coding(
        "In other words: Iran and Pakistan sat down and met in Tehran.",
        Told("CONSULT", ["Iran", "Pakistan"], cue="met", day="2019-06-03", place="Tehran"),
        published="2019-06-04",
    ),
]
ANNA, BILAL = Deciding("Anna", "2020-01-01T00:00:00Z"), Deciding("Bilal", "2020-01-02T00:00:00Z")


@pytest.fixture
def filled(either_record: Record) -> Record:
    with writing(either_record.engine) as connection:
        add_codings(connection, [keyed(item) for item in REPORTS])
    return either_record


def accept(record: Record, event: str, by: Deciding = ANNA, seen: int = 0) -> int:
    (number,) = settle(record.engine, event, by, action="accept", seen=seen)
    return number


@pytest.mark.parametrize("order", ORDERS)
def test_the_way_through_a_queue_is_its_order(filled: Record, order: str) -> None:
    queue = Queue(order=order)
    ids = [event.id for event in waiting(filled.engine, queue, 10)]
    assert len(ids) == count_waiting(filled.engine, queue) == 4
    on = [neighbour(filled.engine, queue, id) for id in ids]
    back = [neighbour(filled.engine, queue, id, back=True) for id in ids]
    assert on == [*ids[1:], None]
    assert back == [None, *ids[:-1]]
    assert neighbour(filled.engine, queue, "e0") is None


def test_what_more_sources_tell_is_more_important(filled: Record) -> None:
    first = waiting(
        filled.engine, Queue(order="importance", query=EventQuery(event=("CONSULT",))), 1
    )
    assert first[0].sources == 2


def test_what_is_decided_leaves_the_queue_and_its_neighbour_is_still_found(filled: Record) -> None:
    ids = [event.id for event in waiting(filled.engine, Queue(), 10)]
    accept(filled, ids[1])
    assert [event.id for event in waiting(filled.engine, Queue(), 10)] == [ids[0], *ids[2:]]
    assert neighbour(filled.engine, Queue(), ids[1]) == ids[2]
    found = progress(filled.engine, EventQuery())
    assert (found.events, found.decided, found.accepted) == (4, 1, 1)


def test_rejected_events_count_as_decided(filled: Record) -> None:
    event = waiting(filled.engine, Queue(), 1)[0].id
    settle(filled.engine, event, ANNA, action="reject", seen=0)
    found = progress(filled.engine, EventQuery())
    assert (found.events, found.rejected) == (4, 1)


def test_a_second_opinion_is_asked_of_others_only(filled: Record) -> None:
    event = waiting(filled.engine, Queue(), 1)[0].id
    accept(filled, event)
    assert count_waiting(filled.engine, Queue(which="second", who="Anna")) == 0
    waits = waiting(filled.engine, Queue(which="second", who="Bilal"), 10)
    assert [item.id for item in waits] == [event]


def test_who_has_not_seen_the_latest_decision_decides_nothing(filled: Record) -> None:
    event = waiting(filled.engine, Queue(), 1)[0].id
    number = accept(filled, event)
    with pytest.raises(Overtaken, match="Anna decided on this event meanwhile"):
        settle(filled.engine, event, BILAL, action="reject", seen=0)
    assert filled.counts()["decisions"] == 1
    settle(filled.engine, event, BILAL, action="reject", seen=number)
    assert filled.find(event).review == "rejected"


def test_a_decision_that_was_taken_back_stands_in_nobodys_way(filled: Record) -> None:
    event = waiting(filled.engine, Queue(), 1)[0].id
    filled.undo(accept(filled, event))
    assert accept(filled, event, BILAL, seen=0)


def test_corrections_are_kept_together(filled: Record) -> None:
    event = next(item.id for item in filled.events() if item.event == "ACCUSE")
    values = {"event": "THREATEN", "status": "negated"}
    numbers = settle(filled.engine, event, ANNA, action="correct", seen=0, changes=values)
    assert len(numbers) == 2
    now = filled.find(event)
    assert (now.event, now.status, now.review) == ("THREATEN", "negated", "corrected")
    with pytest.raises(InputError, match="nothing was changed"):
        settle(filled.engine, event, ANNA, action="correct", seen=numbers[-1], changes={})


def test_one_bad_correction_undoes_all_of_it(filled: Record) -> None:
    event = waiting(filled.engine, Queue(), 1)[0].id
    with pytest.raises(InputError, match="no field"):
        settle(
            filled.engine, event, ANNA, action="correct", seen=0,
            changes={"event": "AID", "colour": "red"},
        )  # fmt: skip
    assert filled.counts()["decisions"] == 0


def test_who_differs_with_whom_on_what(filled: Record) -> None:
    assert disputes(filled.engine) == []
    one, other = (event.id for event in waiting(filled.engine, Queue(), 2))
    first = accept(filled, one)
    settle(filled.engine, one, BILAL, action="reject", seen=first)
    accept(filled, other, BILAL, seen=accept(filled, other))
    (pair,) = disputes(filled.engine)
    assert (pair.one, pair.other, pair.events) == ("Anna", "Bilal", 2)
    assert pair.differing == ((one, ("verdict",)),)


def test_happenings_are_the_events(filled: Record) -> None:
    entries = sorted((happening_of(item) for item in filled.events()), key=lambda item: item.id)
    with reading(filled.engine) as connection:
        found = happenings(connection)
        some = happenings(connection, EventQuery(event=("CONSULT",)))
    assert sorted(found, key=lambda item: item.id) == entries
    assert [item.day for item in found] == sorted(item.day or "~" for item in found)
    assert some == [item for item in found if item.event == "CONSULT"]


def test_a_rejected_event_is_no_happening(filled: Record) -> None:
    event = waiting(filled.engine, Queue(), 1)[0].id
    settle(filled.engine, event, ANNA, action="reject", seen=0)
    with reading(filled.engine) as connection:
        assert event not in {item.id for item in happenings(connection)}
