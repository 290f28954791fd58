"""Backups hold everything, and restoring gives the same record, from either database to either."""

from pathlib import Path

import pytest
from tests.record.snapshots import snapshot
from tests.record.test_decisions import ONE, OTHER, TWO

from dragoman.errors import RecordError
from dragoman.record.backing import backup, restore
from dragoman.record.batch import add_codings
from dragoman.record.checking import check
from dragoman.record.engine import writing
from dragoman.record.record import Record


def fill(record: Record) -> None:
    with writing(record.engine) as connection:
        add_codings(connection, [ONE, TWO, OTHER])
    record.decide(record.events()[0].id, "accept", "Ann")


def test_a_backup_is_restored_whole(either_record: Record, tmp_path: Path) -> None:
    fill(either_record)
    backup(either_record.engine, tmp_path / "backup.db")
    restore(tmp_path / "backup.db", str(tmp_path / "again.db"))
    with Record.open(tmp_path / "again.db") as again:
        assert snapshot(again) == snapshot(either_record)
        assert list(check(again.engine)) == []


def test_a_backup_is_restored_into_a_server(
    record: Record, tmp_path: Path, postgresql: str
) -> None:
    import psycopg

    fill(record)
    backup(record.engine, tmp_path / "backup.db")
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("CREATE DATABASE restored")
    where = postgresql.removesuffix("/postgres") + "/restored"
    restore(tmp_path / "backup.db", where)
    with Record.open(where) as again:
        assert snapshot(again) == snapshot(record)
        assert again.decide(again.events()[1].id, "reject", "Bob") == 2, "numbers go on"


def test_a_backup_is_consistent_while_another_writes(record: Record, tmp_path: Path) -> None:
    fill(record)
    with writing(record.engine) as connection:
        connection.exec_driver_sql("DELETE FROM links")
        backup(record.engine, tmp_path / "backup.db")
    with Record.open(tmp_path / "backup.db") as copy:
        assert list(check(copy.engine)) == []


def test_nothing_is_overwritten_by_restoring(record: Record, tmp_path: Path) -> None:
    fill(record)
    backup(record.engine, tmp_path / "backup.db")
    with pytest.raises(RecordError, match="holds a record already"):
        restore(tmp_path / "backup.db", str(record.engine.url.database))


@pytest.mark.parametrize("bytes_", [b"", b"not a database" * 100])
def test_what_is_no_backup_is_refused(tmp_path: Path, bytes_: bytes) -> None:
    (tmp_path / "x").write_bytes(bytes_)
    with pytest.raises(RecordError):
        restore(tmp_path / "x", str(tmp_path / "new.db"))
