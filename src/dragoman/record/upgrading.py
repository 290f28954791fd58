"""Bringing the tables of a record up to this version of the program."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from dragoman.errors import RecordError

_FOLDER = Path(__file__).parent / "migrations"


def state(connection: Connection) -> str | None:
    """The step at which the tables stand; None where there are none yet."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The step that this version of the program works with."""
    head = ScriptDirectory(str(_FOLDER)).get_current_head()
    assert head is not None
    return head


def steps() -> list[str]:
    """All steps that this version of the program knows, the newest first."""
    return [step.revision for step in ScriptDirectory(str(_FOLDER)).walk_revisions()]


def upgrade(connection: Connection, to: str = "head") -> None:
    """Take all steps that are missing, in the running transaction.

    Raises RecordError where the record was made by a newer version of the program.
    """
    have = state(connection)
    if have is not None and have not in steps():
        raise RecordError(
            f"the record was made by a newer version of Dragoman (its tables stand at {have}); "
            "install that version or a later one"
        )
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
