"""Who disagrees with whom, about which events."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from sqlalchemy import Connection, Engine, select

from dragoman.model import Record
from dragoman.record import schema
from dragoman.record.agreeing import decided_values
from dragoman.record.engine import reading
from dragoman.record.store import chunks


class Dispute(Record, frozen=True, kw_only=True):
    """Two people, how many ``events`` both decided on, and those that they see differently, with
    the fields they differ on (``verdict`` is accept or reject)."""

    one: str
    other: str
    events: int
    differing: tuple[tuple[str, tuple[str, ...]], ...]


def disputes(engine: Engine) -> list[Dispute]:
    """Every two people who decided on the same events, those who differ most often first."""
    with reading(engine) as connection:
        values = decided_values(connection)
        events = _events(connection, {key for units in values.values() for key in units})
    return _by_pair(values, events)


def _by_pair(
    values: Mapping[str, Mapping[str, Mapping[str, str]]], events: Mapping[str, str]
) -> list[Dispute]:
    both: dict[tuple[str, str], set[str]] = defaultdict(set)
    fields: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for field, units in values.items():
        for member, people in units.items():
            event = events.get(member)
            if event is None:  # coded away since; nobody can look at it any more
                continue
            for one, other in combinations(sorted(people), 2):
                both[one, other].add(event)
                if people[one] != people[other]:
                    fields[one, other][event].add(field)
    found = [
        Dispute(
            one=one,
            other=other,
            events=len(shared),
            differing=tuple(
                (event, tuple(sorted(names))) for event, names in sorted(fields[one, other].items())
            ),
        )
        for (one, other), shared in both.items()
    ]
    return sorted(found, key=lambda item: (-len(item.differing), item.one, item.other))


def _events(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    told = schema.tellings.c
    return {
        row.key: row.event
        for some in chunks(sorted(keys))
        for row in connection.execute(select(told.key, told.event).where(told.key.in_(some)))
    }
