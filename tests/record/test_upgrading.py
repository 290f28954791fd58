"""The tables come from migrations alone, and migrations lead to the schema, on both databases."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from dragoman.errors import RecordError
from dragoman.record import schema
from dragoman.record.engine import connect, reading, record_url, writing
from dragoman.record.record import Record
from dragoman.record.upgrading import newest, state, steps, upgrade

# What alembic cannot know of: the index over words and its parts.
OURS = ("search_index", "ix_search_vector", "vector")


def test_migrations_lead_to_the_schema(either_record: Record) -> None:
    with reading(either_record.engine) as connection:
        found = compare_metadata(MigrationContext.configure(connection), schema.metadata)
    assert [item for item in found if not any(name in str(item) for name in OURS)] == []


@pytest.mark.parametrize("step", steps())
def test_every_earlier_record_is_brought_up_to_date(step: str, tmp_path: Path) -> None:
    engine = connect(record_url(str(tmp_path / "old.db")))
    with writing(engine, marked=False) as connection:
        upgrade(connection, step)
        assert state(connection) == step
    engine.dispose()
    with Record.open(tmp_path / "old.db") as record, reading(record.engine) as connection:
        assert state(connection) == newest()


def test_a_record_of_a_newer_version_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with Record.open(path, create=True) as record, writing(record.engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(RecordError, match="newer version"):
        Record.open(path)
    assert path.read_bytes() == before
