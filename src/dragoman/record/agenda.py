"""What was announced for later, and what became of it."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from dragoman.entries import AgendaEntry, AgendaState, EventEntry
from dragoman.record import schema
from dragoman.record.entries_of import load_events
from dragoman.record.questions import EventQuery, Page, event_ids


def agenda(connection: Connection, query: EventQuery, today: str) -> list[AgendaEntry]:
    """The plans that meet a query, as they stand on a day: those with the nearest term first, those
    without one last.

    A plan is *kept* where an event that carries it out is reported, *called off* where a later
    report denies it, *overdue* where its term has passed without either, and else *open*.
    """
    plans = load_events(connection, _plans(connection, query))
    denied = _called_off(connection, plans)
    entries = [
        AgendaEntry(
            event=plan,
            state=_state(plan, plan.id in denied, today),
            announced=plan.first_published,
            due=plan.when,
            kept_by=plan.fulfilled_by,
        )
        for plan in plans
    ]
    return sorted(entries, key=_order)


def _plans(connection: Connection, query: EventQuery) -> list[str]:
    import msgspec

    planned = msgspec.structs.replace(query, status=("planned",))
    return event_ids(connection, planned, Page())


def _order(entry: AgendaEntry) -> tuple[str, str, str]:
    due = entry.due.end if entry.due else "9999"
    return due, entry.announced or "", entry.event.id


def _state(plan: EventEntry, denied: bool, today: str) -> AgendaState:
    if plan.fulfilled_by:
        return "kept"
    if denied:
        return "called off"
    if plan.when is not None and plan.when.end < today:
        return "overdue"
    return "open"


def _called_off(connection: Connection, plans: Iterable[EventEntry]) -> set[str]:
    """The plans that a later event denies: same type and mode, the same parties, negated."""
    table = schema.events.c
    question = select(table.id).where(table.status == "negated")
    negated = load_events(connection, connection.execute(question).scalars().all())
    by_parties: dict[tuple[str, str | None, frozenset[str]], list[EventEntry]] = {}
    for event in negated:
        by_parties.setdefault(_what(event), []).append(event)
    return {plan.id for plan in plans if _denied(plan, by_parties.get(_what(plan), ()))}


def _what(event: EventEntry) -> tuple[str, str | None, frozenset[str]]:
    actors = frozenset(party.actor for party in (*event.source, *event.target))
    return event.event, event.mode, actors


def _denied(plan: EventEntry, events: Sequence[EventEntry]) -> bool:
    announced = plan.first_published or ""
    return any((event.first_published or "") >= announced for event in events)
