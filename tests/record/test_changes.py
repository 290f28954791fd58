"""Every change of a record is seen by the other programs that have it open."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.record.changing import STEPS
from tests.record.worker import code, inputs

from dragoman.record.backing import backup, restore
from dragoman.record.changes import latest_mark
from dragoman.record.engine import reading, writing
from dragoman.record.record import Record

ROOT = Path(__file__).parents[2]


def mark(record: Record) -> str:
    with reading(record.engine) as connection:
        return latest_mark(connection)


@contextmanager
def other_process(record: Record) -> "Iterator[subprocess.Popen[str]]":
    where = record.engine.url.render_as_string(hide_password=False)
    where = str(record.engine.url.database) if "sqlite" in where else where
    command = [sys.executable, "-m", "tests.record.changing", where]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(20) == 0


def do(process: "subprocess.Popen[str]", step: str) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    print(step, file=process.stdin, flush=True)
    assert process.stdout.readline() == "done\n"


def test_what_another_process_changes_is_seen(either_record: Record) -> None:
    either_record.add(inputs(0, 6), code, asked="these")
    seen = [mark(either_record)]
    modes = {event.mode for event in either_record.events()}
    with other_process(either_record) as process:
        for step in STEPS:
            do(process, step)
            seen.append(mark(either_record))
            assert mark(either_record) == seen[-1]
    assert len(set(seen)) == len(STEPS) + 1
    assert modes == {"meet"}
    assert "visit" in {event.mode for event in either_record.events()}


def test_reading_and_what_no_answer_is_made_from_leave_no_mark(record: Record) -> None:
    record.add(inputs(0, 2), code, asked="these")
    before = mark(record)
    assert before
    record.events()
    record.note_feed("https://example.org/feed", "2019-06-11T00:00:00Z", None, None)
    with writing(record.engine, marked=False):
        pass
    assert mark(record) == before


def test_what_is_not_written_leaves_no_mark(record: Record) -> None:
    before = mark(record)
    with pytest.raises(ZeroDivisionError), writing(record.engine):
        raise ZeroDivisionError
    assert mark(record) == before


def test_a_backup_that_goes_another_way_has_another_mark(record: Record, tmp_path: Path) -> None:
    record.add(inputs(0, 2), code, asked="these")
    backup(record.engine, tmp_path / "kept.db")
    restore(tmp_path / "kept.db", str(tmp_path / "other.db"))
    with Record.open(tmp_path / "other.db") as other:
        assert mark(other) == mark(record)
        for one in (record, other):
            one.delete([one.reports()[0].key])
        assert mark(other) != mark(record)
