"""The record is a function of the set of its reports: order, batches, removals and interruptions
make no difference, and nothing is merged again but what a change can have touched."""

from itertools import permutations
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.record.conftest import new_record
from tests.record.making import PEOPLE, Told, coding
from tests.record.snapshots import snapshot

from dragoman.model import Coding
from dragoman.record.batch import add_codings, delete_reports, replace_codings
from dragoman.record.checking import check
from dragoman.record.engine import writing
from dragoman.record.identity import report_key
from dragoman.record.record import Record


@st.composite
def told_events(draw: st.DrawFn) -> Told:
    names = st.sampled_from(sorted(PEOPLE))
    day = draw(st.sampled_from([None, "2019-06-01", "2019-06-02"]))
    return Told(
        draw(st.sampled_from(["CONSULT", "ASSAULT"])),
        draw(st.lists(names, min_size=1, max_size=2, unique=True)),
        draw(st.lists(names, max_size=1)),
        cue=draw(st.sampled_from(["met", "struck"])),
        day=day,
        until=draw(st.sampled_from([None, "2019-06-04"])) if day else None,
        place=draw(st.sampled_from([None, "Islamabad", "Kabul"])),
        status=draw(st.sampled_from(["actual", "planned"])),
        dead=draw(st.sampled_from([None, 3, 5])),
    )


@st.composite
def codings(draw: st.DrawFn) -> list[Coding]:
    made = []
    for number in range(draw(st.integers(2, 6))):
        told = draw(st.lists(told_events(), max_size=3))
        names = " and ".join(sorted(PEOPLE))
        text = f"Report {number}: {names} met or struck in Islamabad and Kabul."
        published = draw(st.sampled_from([None, "2019-06-02", "2019-06-03"]))
        made.append(keyed(coding(text, *told, published=published, people=PEOPLE)))
    return made


def keyed(item: Coding) -> Coding:
    report = msgspec.structs.replace(item.report, id=report_key(item.report.text))
    return msgspec.structs.replace(item, report=report)


def added(folder: Path, name: str, *batches: list[Coding]) -> Record:
    record = Record.open(folder / f"{name}.db", create=True)
    for batch in batches:
        with writing(record.engine) as connection:
            add_codings(connection, batch)
    return record


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_order_and_batches_make_no_difference(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("order")
    items = data.draw(codings())
    shuffled = data.draw(st.permutations(items))
    cut = data.draw(st.integers(1, len(items)))
    batches = [[item] for item in shuffled[:cut]] + [list(shuffled[cut:])]
    with (
        added(folder, "one", items) as one,
        added(folder, "other", *filter(None, batches)) as other,
    ):
        assert snapshot(one) == snapshot(other)
        assert list(check(one.engine)) == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_taken_out_or_coded_again_leaves_no_trace(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("gone")
    items = data.draw(codings())
    gone, kept = items[0], items[1:]
    with added(folder, "all", items) as one, added(folder, "kept", kept) as other:
        with writing(one.engine) as connection:
            bare = msgspec.structs.replace(gone, events=(), actors=())
            replace_codings(connection, [bare])
            delete_reports(connection, [gone.report.id])
        assert snapshot(one) == snapshot(other)


def test_every_order_of_three_tellings_gives_one_event(tmp_path: Path) -> None:
    def told(text: str, **known: str) -> Coding:
        event = Told(
            "CONSULT", ["Shah Mahmood Qureshi", "Zalmay Khalilzad"], cue="met",
            day=known.pop("day", None), place=known.pop("place", None),
        )  # fmt: skip
        return keyed(coding(text, event, people=PEOPLE, **known))

    items = [
        told("Qureshi met Khalilzad on Sunday.", day="2019-06-02"),
        told("In Islamabad Khalilzad met Qureshi.", place="Islamabad", published="2019-06-02"),
        told("Khalilzad, who met Qureshi in Islamabad.", day="2019-06-02", place="Islamabad"),
    ]
    shots = []
    for number, order in enumerate(permutations(items)):
        with added(tmp_path, str(number), *([item] for item in order)) as record:
            assert len(record.events()) == 1
            shots.append(snapshot(record))
    assert all(shot == shots[0] for shot in shots)


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_it_holds_on_postgresql_as_in_a_file(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> None:
    folder = tmp_path_factory.mktemp("both")
    items = data.draw(codings())
    with added(folder, "file", items) as one, new_record(request, folder, "postgresql") as other:
        for item in data.draw(st.permutations(items)):
            with writing(other.engine) as connection:
                add_codings(connection, [item])
        assert snapshot(one) == snapshot(other)
