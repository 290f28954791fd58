"""In which state a record is: what was computed from it holds as long as this is the same."""

from sqlalchemy import Engine, func, select

from dragoman.record import schema
from dragoman.record.engine import reading
from dragoman.record.happenings import fingerprint

State = tuple[float, ...]


def state_of(engine: Engine) -> State:
    """Numbers that change where reports, events, statements, actors or decisions change."""
    with reading(engine) as connection:
        counts = [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (schema.reports, schema.statements)
        ]
        return (*fingerprint(connection), *map(float, counts))
