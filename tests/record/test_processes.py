"""Several processes at one record, and processes that are killed: nothing lost, nothing doubled."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.record.conftest import new_record
from tests.record.snapshots import snapshot

from dragoman.record.checking import check
from dragoman.record.record import Record

ROOT = Path(__file__).parents[2]
COUNT = 240


def worker(where: str, first: int, last: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.record.worker", where, str(first), str(last)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)


def finished(process: "subprocess.Popen[bytes]") -> None:
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said.decode()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    where = tmp_path_factory.mktemp("undisturbed") / "record.db"
    finished(worker(str(where), 0, COUNT))
    with Record.open(where) as record:
        return snapshot(record)


def test_killed_at_ten_moments_and_resumed_it_is_the_same(
    tmp_path: Path, undisturbed: dict[str, list[tuple[object, ...]]]
) -> None:
    where = tmp_path / "record.db"
    dice = random.Random(7)
    killed = 0
    for _ in range(10):
        process = worker(str(where), 0, COUNT)
        time.sleep(0.5 + dice.random())
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        process.stderr.close()  # type: ignore[union-attr]
    finished(worker(str(where), 0, COUNT))
    with Record.open(where) as record:
        assert list(check(record.engine)) == []
        ended = snapshot(record)
    assert killed > 2, "the moments were too late to test anything"
    assert without_runs(ended) == without_runs(undisturbed)


def without_runs(shot: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """A run that was killed after its last batch is done again as another run."""
    return {name: rows for name, rows in shot.items() if name not in ("runs", "inputs")}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_processes_add_while_a_third_reads(
    kind: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    undisturbed: dict[str, list[tuple[object, ...]]],
) -> None:
    with new_record(request, tmp_path, kind) as record:
        where = record.engine.url.render_as_string(hide_password=False)
        where = where.removeprefix("sqlite:///").replace("postgresql+psycopg", "postgresql")
        # They overlap: the middle third is added by both.
        writers = [worker(where, 0, COUNT * 2 // 3), worker(where, COUNT // 3, COUNT)]
        seen = [0]
        while any(process.poll() is None for process in writers):
            events = record.events(tellings=True)
            assert all(event.tellings and event.reports for event in events)
            seen.append(record.counts()["reports"])
        for process in writers:
            finished(process)
        assert seen == sorted(seen)
        assert list(check(record.engine)) == []
        assert without_runs(snapshot(record)) == without_runs(undisturbed)
