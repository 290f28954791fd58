"""What was announced for later, and what became of it.

A plan is *kept* where an event that carries it out is reported, *called off* where a later report
denies it, *overdue* where its term has passed without either, and else *open*. States are worked
out from rows without parties, so that a page of very many plans is quick.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, select

from dragoman.entries import AgendaEntry, AgendaState
from dragoman.record import schema
from dragoman.record.engine import reading
from dragoman.record.entries_of import load_events
from dragoman.record.questions import EventQuery, Page, event_conditions, event_ids
from dragoman.record.store import chunks

_What = tuple[str, str | None, frozenset[str]]
_NEVER = "9999"  # after every term


class Plan(NamedTuple):
    """A plan without its parties: enough to order and to count it."""

    id: str
    state: AgendaState
    due: str
    announced: str | None


class Agenda:
    """The plans that meet a query as they stand on a day: those with the nearest term first, those
    without one last."""

    def __init__(self, engine: Engine, query: EventQuery, today: str) -> None:
        self._engine = engine
        self.all = _plans(engine, msgspec.structs.replace(query, status=("planned",)), today)

    @property
    def states(self) -> Counter[str]:
        """How many plans are in each state."""
        return Counter(plan.state for plan in self.all)

    def of(self, state: str | None) -> list[Plan]:
        """The plans in a state; all where it is None."""
        return [plan for plan in self.all if state in (None, plan.state)]

    def entries(self, plans: Iterable[Plan]) -> list[AgendaEntry]:
        """Plans as entries, with all that is known of them."""
        states = {plan.id: plan.state for plan in plans}
        with reading(self._engine) as connection:
            events = load_events(connection, states)
        return [
            AgendaEntry(
                event=event,
                state=states[event.id],
                announced=event.first_published,
                due=event.when,
                kept_by=event.fulfilled_by,
            )
            for event in events
        ]

    def page(self, state: str | None, page: Page) -> list[AgendaEntry]:
        """A part of the plans in a state."""
        end = None if page.limit is None else page.offset + page.limit
        return self.entries(self.of(state)[page.offset : end])


class _Row(NamedTuple):
    """An event without its parties."""

    id: str
    event: str
    mode: str | None
    due: str | None
    told: str | None


def _plans(engine: Engine, query: EventQuery, today: str) -> list[Plan]:
    links = schema.links.c
    with reading(engine) as connection:
        rows = _rows(connection, event_conditions(query))
        if query.text is not None:
            told = set(event_ids(connection, query, Page()))
            rows = [row for row in rows if row.id in told]
        kept = set(connection.execute(select(links.plan).distinct()).scalars())
        denied = _called_off(connection, rows)
    plans = [
        Plan(row.id, _state(row, kept, denied, today), row.due or _NEVER, row.told) for row in rows
    ]
    return sorted(plans, key=lambda plan: (plan.due, plan.announced or "", plan.id))


def _rows(connection: Connection, conditions: Iterable[ColumnElement[bool]]) -> list[_Row]:
    table = schema.events.c
    columns = (table.id, table.event, table.mode, table.start, table.end, table.first_published)
    return [
        _Row(id, event, mode, end if start is not None else None, told)
        for id, event, mode, start, end, told in connection.execute(
            select(*columns).where(*conditions)
        )
    ]


def _state(row: _Row, kept: set[str], denied: set[str], today: str) -> AgendaState:
    if row.id in kept:
        return "kept"
    if row.id in denied:
        return "called off"
    return "overdue" if row.due is not None and row.due < today else "open"


def _called_off(connection: Connection, plans: Iterable[_Row]) -> set[str]:
    """The plans that a later event denies: same type and mode, the same parties, negated. Only
    plans of a type and mode that something negated has are looked at."""
    negated = _rows(connection, [schema.events.c.status == "negated"])
    kinds = {(row.event, row.mode) for row in negated}
    doubtful = [row for row in plans if (row.event, row.mode) in kinds]
    if not doubtful:
        return set()
    actors = _actors(connection, [row.id for row in (*negated, *doubtful)])
    latest: dict[_What, str] = {}
    for row in negated:
        what = (row.event, row.mode, actors[row.id])
        latest[what] = max(latest.get(what, ""), row.told or "")
    called_off = set()
    for row in doubtful:
        denial = latest.get((row.event, row.mode, actors[row.id]))
        if denial is not None and denial >= (row.told or ""):
            called_off.add(row.id)
    return called_off


def _actors(connection: Connection, events: list[str]) -> dict[str, frozenset[str]]:
    table = schema.event_parties.c
    found: dict[str, set[str]] = defaultdict(set)
    for some in chunks(sorted(events)):
        question = select(table.event, table.actor).where(table.event.in_(some))
        for row in connection.execute(question):
            found[row.event].add(row.actor)
    return {id: frozenset(found[id]) for id in events}
