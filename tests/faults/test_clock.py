"""The clock of the machine is set back: times that are written down never decide what comes first,
what goes on, or for how long somebody may stay."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.record import worker
from tests.workbench.shell.making import PASSWORD, fill

from dragoman.reading.watching import FeedSettings, rounds
from dragoman.record.adding import Incoming
from dragoman.record.checking import check
from dragoman.record.questions import Page
from dragoman.record.record import Record
from dragoman.workbench.lookups import runs
from dragoman.workbench.security import logins
from dragoman.workbench.security.accounts import add_account

from .conftest import Snapshot, assert_whole

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Clock:
    """A clock that goes on by a second whenever it is asked, and can be set."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> str:
        self.time += timedelta(seconds=1)
        return self.time.isoformat()

    def back(self, **by: float) -> None:
        self.time -= timedelta(**by)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("dragoman.record.record.utc_now", made)
    return made


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "record.db", create=True) as opened:
        yield opened


def test_a_run_that_was_broken_off_goes_on_though_it_began_in_the_future(
    record: Record, clock: Clock, undisturbed: Snapshot
) -> None:
    inputs = list(worker.inputs(0, 60))

    def interrupted() -> Iterator[Incoming]:
        yield from inputs[:25]
        clock.back(days=400)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record.add(interrupted(), worker.code, asked="these", now=clock)
    report = record.add(inputs, worker.code, asked="these", now=clock)
    assert (report.run, report.resumed) == (1, 20)
    assert_whole(record, undisturbed)


def test_runs_stand_in_the_order_in_which_they_were(record: Record, clock: Clock) -> None:
    for number in range(3):
        record.add(worker.inputs(number, number + 1), worker.code, asked=str(number), now=clock)
        clock.back(days=1)
    assert [run.id for run in runs(record, Page())] == [3, 2, 1]


def test_the_last_decision_counts_and_stands_last(record: Record, clock: Clock) -> None:
    fill(record)
    event = record.events()[0].id
    record.decide(event, "accept", "Ann")
    clock.back(days=30)
    record.correct(event, "mode", "visit", "Ann")
    clock.back(days=30)
    last = record.correct(event, "mode", "meet", "Ann")
    assert record.events()[0].mode == "meet"
    history = record.history(event)
    assert [item.id for item in history] == sorted(item.id for item in history)
    record.undo(last)
    assert record.events()[0].mode == "visit"
    assert list(check(record.engine)) == []


def test_a_feed_asked_in_the_future_is_due_at_once_and_then_at_its_pace() -> None:
    feed = FeedSettings(url="https://example.org/feed", every=1800)
    now = [1_000_000.0]
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    turns = rounds([feed], lambda: now[0], sleep, {feed.url: now[0] + 1e8})
    assert next(turns) == feed
    now[0] -= 500_000  # set back again, while it runs
    assert next(turns) == feed
    assert slept == []
    assert next(turns) == feed
    assert slept == [1800]


@pytest.mark.parametrize(("days", "in_"), [(0, True), (0.001, True), (1, False), (400, False)])
def test_a_login_made_in_the_future_ends(
    record: Record, monkeypatch: pytest.MonkeyPatch, days: float, in_: bool
) -> None:
    """Or a clock that was wrong for an hour would keep somebody in for years."""
    add_account(record.engine, "anna", "admin", PASSWORD)
    future = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    monkeypatch.setattr(logins, "utc_now", lambda: future)
    cookie = logins.log_in(record.engine, "anna", None)
    visitor, _ = logins.visitor_with(record.engine, cookie, timedelta(hours=12))
    assert (visitor.name == "anna") is in_
