"""Processes are killed: one that codes, the one that adds, the workbench while people decide."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from tests.faults.coding import killed_in_its_second_answer
from tests.record import worker
from tests.workbench.shell.making import fill
from tests.workbench.shell.test_serving import served

from dragoman.errors import DragomanError
from dragoman.pool import code_in_processes
from dragoman.record.checking import check
from dragoman.record.engine import reading
from dragoman.record.record import Record
from dragoman.record.schema import decisions

from .conftest import COUNT, Add, Snapshot, assert_whole, one_sentence

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals")


def wait_for(what: Callable[[], object], seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.02)


def test_a_coding_process_in_the_middle_of_its_answer(
    tmp_path: Path, add: Add, undisturbed: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.pool._code", killed_in_its_second_answer)
    with Record.open(tmp_path / "record.db", create=True) as record:
        monkeypatch.setattr("dragoman.record.adding._BATCH", 4)
        with pytest.raises(DragomanError) as told:
            record.add(
                worker.inputs(0, COUNT),
                lambda reports: code_in_processes(reports, 1),
                asked="these",
            )
        one_sentence(told.value, "a coding process died (killed by SIGKILL", "--jobs")
        assert multiprocessing.active_children() == []
        assert list(check(record.engine)) == []
        assert record.counts()["reports"] == 8
        assert add(record).resumed == 8
        assert_whole(record, undisturbed)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are found in /proc")
def test_the_process_that_adds_takes_its_coding_processes_with_it(
    tmp_path: Path, add: Add, undisturbed: Snapshot
) -> None:
    where = tmp_path / "record.db"
    adding = subprocess.Popen([sys.executable, "-m", "tests.faults.coding", where], cwd=ROOT)
    try:
        with Record.open(where, create=True) as record:
            below: set[int] = set()
            while len(below) < 2 and adding.poll() is None:
                below = {pid for pid in children(adding.pid) if "spawn_main" in command(pid)}
                time.sleep(0.02)
            assert len(below) == 2
            wait_for(lambda: record.counts()["reports"])
            adding.send_signal(signal.SIGKILL)
            adding.wait()
            wait_for(lambda: not any("spawn_main" in command(pid) for pid in below))
            assert list(check(record.engine)) == []
            add(record)
            assert_whole(record, undisturbed)
    finally:
        adding.kill()


def test_the_workbench_while_reviewers_decide(tmp_path: Path) -> None:
    """Every decision that was answered for is kept, once; of each reviewer at most one more."""
    with Record.open(tmp_path / "r.db", create=True) as record:
        fill(record)
        events = [event.id for event in record.events()]
    kept: list[int] = []
    enough = threading.Event()

    def decide(where: str, reviewer: int) -> None:
        with httpx.Client(base_url=where) as client:
            for turn in range(500):
                event = events[(turn + reviewer) % len(events)]
                action = "accept" if turn % 3 else "reject"
                try:
                    answer = client.post("/api/decisions", json={"action": action, "event": event})
                except httpx.HTTPError:
                    return
                if answer.status_code == 201:  # an event that is rejected is found all the same
                    kept.append(answer.json()["decision"])
                if len(kept) >= 25:
                    enough.set()

    with served(tmp_path) as (where, process), ThreadPoolExecutor(3) as reviewers:
        deciding = [reviewers.submit(decide, where, number) for number in range(3)]
        assert enough.wait(120)
        process.kill()
        process.wait()
        for one in deciding:
            one.result()
    with Record.open(tmp_path / "r.db") as record:
        assert list(check(record.engine)) == []
        with reading(record.engine) as connection:
            have = list(connection.execute(decisions.select()).scalars())
        assert set(kept) <= set(have)
        assert len(kept) == len(set(kept))
        assert len(have) <= len(kept) + 3
    with served(tmp_path) as (where, _):
        again = httpx.post(f"{where}/api/decisions", json={"action": "accept", "event": events[0]})
        assert again.status_code == 201, "and they go on"


def children(pid: int) -> set[int]:
    found: set[int] = set()
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        found.update(map(int, path.read_text().split()))
    return found


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""
