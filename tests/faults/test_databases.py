"""The database fails in the middle of adding: full, locked, gone, stopped. The record stands at the
end of a batch, one sentence says why, and the same command goes on from there."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.record.conftest import running_server

from dragoman.errors import RecordError
from dragoman.record.record import Record

from .conftest import COUNT, Add, Snapshot, assert_sound, assert_whole, one_sentence


class Disk:
    """A small disk of its own, in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def size(self, kilobytes: int, *more: str) -> None:
        options = ",".join((f"size={kilobytes}k", *more))
        command = ["mount", "-t", "tmpfs", "-o", options, "dragoman-test", str(self.folder)]
        subprocess.run(command, check=True, capture_output=True)

    def free(self) -> int:
        found = os.statvfs(self.folder)
        return found.f_bavail * found.f_frsize


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    made = Disk(tmp_path)
    try:
        made.size(8_000)
    except (OSError, subprocess.CalledProcessError):
        # No part that is missing, but a right: a database that may not grow is tested anywhere.
        pytest.skip("no disk can be mounted here: that needs root, and a container that may")
    yield made
    subprocess.run(["umount", "--lazy", str(tmp_path)], check=True)


class TestFullDisk:
    def test_what_was_written_stays_and_with_room_it_goes_on(
        self, disk: Disk, add: Add, undisturbed: Snapshot
    ) -> None:
        with Record.open(disk.folder / "record.db", create=True) as record:
            with pytest.raises(RecordError) as told:
                add(record, 25, lambda: fill_up(disk))
            one_sentence(told.value, "the disk of the record", "record.db is full", "try again")
            assert_sound(record, fewest=20)
        (disk.folder / "filler").unlink()
        with Record.open(disk.folder / "record.db") as record:
            assert add(record).resumed == 20
            assert_whole(record, undisturbed)

    def test_a_database_that_may_not_grow(
        self, tmp_path: Path, add: Add, undisturbed: Snapshot
    ) -> None:
        """The same answer of SQLite, where no disk can be mounted."""
        with Record.open(tmp_path / "record.db", create=True) as record:

            def no_more() -> None:
                with record.engine.connect() as connection:
                    pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
                    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

            with pytest.raises(RecordError) as told:
                add(record, 25, no_more)
            one_sentence(told.value, "record.db is full")
            assert_sound(record, fewest=20)
        with Record.open(tmp_path / "record.db") as record:
            assert add(record).resumed == 20
            assert_whole(record, undisturbed)

    def test_no_room_for_a_record_at_all(self, disk: Disk) -> None:
        fill_up(disk)
        with pytest.raises(RecordError) as told:
            Record.open(disk.folder / "record.db", create=True)
        one_sentence(told.value, "record.db is full")

    def test_a_backup_that_has_no_room_leaves_the_last_one(self, disk: Disk, add: Add) -> None:
        from dragoman.record.backing import backup

        with Record.open(disk.folder / "record.db", create=True) as record:
            add(record)
            good = disk.folder / "backup.db"
            backup(record.engine, good)
            before = good.read_bytes()
            fill_up(disk)
            with pytest.raises(RecordError) as told:
                backup(record.engine, good)
        one_sentence(told.value, "backup.db could not be written", "full")
        assert good.read_bytes() == before
        assert [path.name for path in disk.folder.glob("*.part")] == []


def fill_up(disk: Disk) -> None:
    with (disk.folder / "filler").open("wb") as file:
        while free := disk.free():
            file.write(bytes(free))
            file.flush()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("command", [["--version"], ["code", "--help"]])
def test_output_that_cannot_be_written_is_told(command: list[str]) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dragoman", *command],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    one_sentence(done.stderr, "the output could not be written", "No space left on device")


class TestLocked:
    def test_another_program_that_does_not_let_go_is_waited_for_and_told(
        self, tmp_path: Path, add: Add, undisturbed: Snapshot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("dragoman.record.engine._WAIT", 0.1)
        where = tmp_path / "record.db"
        with (
            Record.open(where, create=True) as record,
            closing(sqlite3.connect(where, isolation_level=None)) as other,
        ):
            with pytest.raises(RecordError) as told:
                add(record, 25, lambda: other.execute("BEGIN IMMEDIATE"))
            one_sentence(told.value, "record.db", "another program", "try again")
            assert record.counts()["reports"] == 20, "it can still be read"
            other.execute("ROLLBACK")
            assert_sound(record, fewest=20)
            assert add(record).resumed == 20
            assert_whole(record, undisturbed)


class TestGone:
    @pytest.mark.parametrize("how", ["deleted", "moved", "replaced"])
    def test_a_file_that_is_taken_away_is_not_written_to(
        self, tmp_path: Path, add: Add, undisturbed: Snapshot, how: str
    ) -> None:
        """SQLite would write on into a file that nobody can find again, and call it done."""
        where, aside = tmp_path / "record.db", tmp_path / "aside.db"

        def take_away() -> None:
            if how == "deleted":
                where.unlink()
            else:
                where.rename(aside)
            if how == "replaced":
                shutil.copy(aside, where)

        with Record.open(where, create=True) as record:
            with pytest.raises(RecordError) as told:
                add(record, 25, take_away)
            one_sentence(told.value, "record.db", "was moved or deleted")
        for left in tmp_path.glob("record.db*"):
            left.unlink()
        with Record.open(where, create=True) as record:
            assert sum(add(record).states.values()) == COUNT
            assert_whole(record, undisturbed)


def test_a_server_that_stops_in_the_middle_and_starts_again(
    add: Add, undisturbed: Snapshot
) -> None:
    with running_server() as server, Record.open(server.url, create=True) as record:
        stop: Callable[[], object] = server.stop
        with pytest.raises(RecordError) as told:
            add(record, 25, stop)
        one_sentence(told.value, "postgresql", "could not be used")
        with pytest.raises(RecordError) as told:
            record.counts()
        one_sentence(told.value, "postgresql", "could not be used")
        server.start()
        assert_sound(record, fewest=20)
        assert add(record).resumed == 20
        assert_whole(record, undisturbed)
