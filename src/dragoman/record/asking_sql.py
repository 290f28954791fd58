"""Questions in SQL, by users who know it. Nothing can be changed: the database sees to that."""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, ResourceClosedError

from dragoman.errors import InputError


def ask_sql(engine: Engine, question: str) -> tuple[list[str], list[list[Any]]]:
    """The columns and rows of an answer. ``engine`` must have been opened for reading only.

    Raises InputError where the question is not one, or would change something.
    """
    try:
        with engine.connect() as connection, connection.begin():
            answer = connection.exec_driver_sql(question)
            return list(answer.keys()), [list(row) for row in answer]
    except ResourceClosedError:
        raise InputError("this is no question: it gives no rows") from None
    except DBAPIError as fault:
        said = str(fault.orig).strip().splitlines()[0]
        raise InputError(f"the database does not answer this: {said}") from None
