"""What the tests of faults share: a record that nothing ever happened to, and what every record has
to be after whatever did."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from tests.record import worker
from tests.record.snapshots import snapshot

# Fixtures of other folders that are used here as they are there.
from tests.reading.conftest import site  # noqa: F401  # isort: skip

from dragoman.record.adding import Incoming, RunReport
from dragoman.record.checking import check
from dragoman.record.record import Record

COUNT = 60
_BATCH = 10
Snapshot = dict[str, list[tuple[Any, ...]]]
Add = Callable[..., RunReport]


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.record.adding._BATCH", _BATCH)
    monkeypatch.setattr("dragoman.record.adding._PATIENCE", 1e9)  # however slow the machine is


@pytest.fixture
def add() -> Add:
    """Adds ``COUNT`` made-up reports; something may happen ``at`` one of them."""

    def added(
        record: Record, at: int | None = None, happens: Callable[[], object] | None = None
    ) -> RunReport:
        def inputs() -> Iterator[Incoming]:
            for number, item in enumerate(worker.inputs(0, COUNT)):
                if number == at and happens is not None:
                    happens()
                yield item

        return record.add(inputs(), worker.code, asked="these")

    return added


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """All that a record of the made-up reports holds."""
    with Record.open(tmp_path_factory.mktemp("faults") / "record.db", create=True) as record:
        record.add(worker.inputs(0, COUNT), worker.code, asked="these")
        assert record.counts()["reports"] == COUNT
        return _contents(record)


def _contents(record: Record) -> Snapshot:
    return snapshot(record, "runs", "inputs")


def assert_whole(record: Record, undisturbed: Snapshot) -> None:
    """Nothing is lost, doubled or amiss in a record that all reports were added to in the end."""
    assert list(check(record.engine)) == []
    assert _contents(record) == undisturbed


def assert_sound(record: Record, fewest: int) -> None:
    """A record that adding broke off in stands at the end of a batch."""
    assert list(check(record.engine)) == []
    reports = record.counts()["reports"]
    assert fewest <= reports < COUNT
    assert reports % _BATCH == 0


def one_sentence(fault: BaseException | str, *words: str) -> None:
    """What is said is one line that holds these words and nothing of the program's insides."""
    said = str(fault).strip()
    assert said.count("\n") == 0, said
    for word in (*words,):
        assert word in said, said
    for inside in ("Traceback", "sqlalchemy", "sqlite3.", "psycopg.", "Error("):
        assert inside not in said, said


def states(inputs: Iterable[Any]) -> dict[str, str]:
    """The state of each outcome by its name."""
    return {item.name: item.state for item in inputs}
