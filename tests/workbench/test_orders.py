"""Several workbenches share the queue of one record: each job is done, and by one of them."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.record.conftest import either_record, postgresql, record
from tests.workbench.shell.making import age, queued

from dragoman.record.record import Record
from dragoman.workbench.inputs import text_order
from dragoman.workbench.orders import Orders, Waiting
from dragoman.workbench.settings import WorkbenchSettings

__all__ = ["either_record", "postgresql", "record"]  # fixtures

ROOT = Path(__file__).parents[2]
Process = subprocess.Popen[str]


def left(record: Record, count: int) -> None:
    """Jobs that a workbench left that ended."""
    before = Orders(record.engine)
    for n in range(count):
        order = text_order(f"Report {n:02} of Kabul.", {}, WorkbenchSettings())
        before.put(Waiting(id=f"job{n:02}", what="a", by="b", made="2019-06-11T00:00:00Z"), order)
    before.let_go()


@contextmanager
def workbench(record: Record, hangs_at: str = "nothing") -> Iterator[Process]:
    """Another process with a workbench on the record, killed at the end."""
    url = record.engine.url
    where = str(url.database)
    if url.get_backend_name() != "sqlite":
        where = url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.workbench.adder", where, hangs_at]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert line(process) == "ready"
        yield process
        process.kill()


def line(process: Process) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def tell(process: Process) -> None:
    assert process.stdin is not None
    print(file=process.stdin, flush=True)


def rest(process: Process) -> list[str]:
    """All that it still says, once it is told to end."""
    tell(process)
    assert process.stdout is not None
    return process.stdout.read().split("\n")[:-1]


def wait_until_done(record: Record) -> None:
    until = time.monotonic() + 30
    while queued(record):
        assert time.monotonic() < until
        time.sleep(0.02)


def test_of_two_that_take_at_once_each_job_is_one_s(either_record: Record) -> None:
    left(either_record, 20)
    with workbench(either_record) as one, workbench(either_record) as other:
        for process in (one, other):
            tell(process)
        wait_until_done(either_record)
        coded = [*rest(one), *rest(other)]
    assert sorted(coded) == [f"Report {n:02} of Kabul." for n in range(20)]
    assert len(either_record.reports()) == 20


def test_the_jobs_of_one_that_died_come_back(either_record: Record) -> None:
    left(either_record, 3)
    with workbench(either_record, hangs_at="01") as dying, workbench(either_record) as living:
        tell(dying)
        assert [line(dying), line(dying)] == ["Report 00 of Kabul.", "Report 01 of Kabul."]
        dying.kill()
        dying.wait()
        assert Orders(either_record.engine).take() == []  # it may be alive and busy
        age(either_record)
        tell(living)
        wait_until_done(either_record)
        assert rest(living) == ["Report 01 of Kabul.", "Report 02 of Kabul."]
    assert len(either_record.reports()) == 3


def test_a_workbench_that_ends_lets_its_jobs_go(record: Record) -> None:
    left(record, 3)
    with workbench(record, hangs_at="01") as ending, workbench(record) as next_one:
        tell(ending)
        assert [line(ending), line(ending)] == ["Report 00 of Kabul.", "Report 01 of Kabul."]
        assert rest(ending) == []
        assert ending.wait() == 0
        tell(next_one)
        wait_until_done(record)
        assert rest(next_one) == ["Report 01 of Kabul.", "Report 02 of Kabul."]


def test_whoever_is_heard_of_keeps_its_jobs(either_record: Record) -> None:
    left(either_record, 2)
    one, other = Orders(either_record.engine), Orders(either_record.engine)
    assert [item.id for item in one.take()] == ["job00", "job01"]
    age(either_record)
    one.hold_on()
    assert other.take() == []
    assert other.begin("job00") is None
    assert one.begin("job00") is not None
    age(either_record)
    assert one.begin("job01") is not None  # nobody else took it
    assert [item.id for item in other.take()] == ["job00"]
    assert one.begin("job00") is None
