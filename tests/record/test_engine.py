"""Opening a record, and what is said where that cannot be."""

from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from dragoman.errors import RecordError
from dragoman.record.engine import reading, writing
from dragoman.record.record import Record


def test_foreign_keys_are_on(record: Record) -> None:
    with pytest.raises(IntegrityError), writing(record.engine) as connection:
        connection.exec_driver_sql("INSERT INTO links VALUES ('a plan', 'nothing', '')")


def test_a_file_is_in_write_ahead_mode(record: Record) -> None:
    with reading(record.engine) as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_what_is_opened_for_reading_cannot_be_changed(either_record: Record) -> None:
    where = either_record.engine.url.render_as_string(hide_password=False)
    where = where.removeprefix("sqlite:///").replace("postgresql+psycopg", "postgresql")
    with (
        Record.open(where, read_only=True) as record,
        pytest.raises(RecordError),
        reading(record.engine) as connection,
    ):
        connection.exec_driver_sql("DELETE FROM reports")


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("nowhere.db", "there is no record at"),
        ("mysql://localhost/x", "is no database Dragoman knows"),
        ("://", "is no database URL"),
    ],
)
def test_one_sentence_says_what_is_wrong(
    where: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RecordError, match=says):
        Record.open(where)


def test_another_file_is_not_taken_for_a_record(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Not a database at all, but long enough to look like something. " * 20)
    with pytest.raises(RecordError, match="not a database"):
        Record.open(file)
    assert file.read_text().startswith("Not a database")


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    with pytest.raises(RecordError) as told:
        Record.open("postgresql://ann:secret@127.0.0.1:1/x", create=True)
    assert "could not be used" in str(told.value)
    assert "secret" not in str(told.value)
