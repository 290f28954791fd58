"""Decisions of reviewers, kept beside what the machine says.

A decision is a row that is never changed, only taken back. It names the tellings (of an event) or
the forms (of an actor) that it is about, so that it holds through merging and coding again.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from dragoman.entries import EventEntry
from dragoman.errors import InputError
from dragoman.model import Record
from dragoman.record import schema
from dragoman.record.corrections import FIELDS
from dragoman.record.remerge import Change, remerge
from dragoman.record.rows import ReportRows, as_json
from dragoman.record.store import add_new, chunks

Action = Literal["accept", "correct", "reject", "merge", "split"]
About = Literal["event", "actor"]


class Decision(Record, frozen=True, kw_only=True):
    """Who decided what about which event or actor, from what to what, when and why."""

    id: int
    at: str
    who: str
    about: str
    action: str
    members: tuple[str, ...]
    field: str | None = None
    before: str | None = None
    after: str | None = None
    why: str | None = None
    undone: str | None = None


class Deciding(NamedTuple):
    """Who decides, when (UTC, ISO 8601), and why."""

    who: str
    at: str
    why: str | None = None


def decide_event(
    connection: Connection,
    entry: EventEntry,
    action: Literal["accept", "reject"],
    by: Deciding,
) -> int:
    """Accept or reject an event as it stands. Returns the decision's number."""
    number = _write(connection, by, "event", action, _members(entry), before=entry.review)
    _again(connection, "event", _members(entry))
    return number


def correct_event(
    connection: Connection, entry: EventEntry, field: str, value: Any, by: Deciding
) -> int:
    """Give a field of an event another value. Returns the decision's number.

    Raises InputError where there is no such field or the value is none for it.
    """
    if field not in FIELDS:
        raise InputError(f"an event has no field {field}; the fields are {', '.join(FIELDS)}")
    try:
        value = msgspec.convert(value, FIELDS[field])
    except msgspec.ValidationError as fault:
        raise InputError(f"{value!r} cannot be the {field} of an event: {fault}") from None
    number = _write(
        connection,
        by,
        "event",
        "correct",
        _members(entry),
        field=field,
        before=as_json(getattr(entry, field)),
        after=as_json(value),
    )
    _again(connection, "event", _members(entry))
    return number


def join_or_part(
    connection: Connection,
    about: About,
    action: Literal["merge", "split"],
    members: Sequence[str],
    by: Deciding,
) -> int:
    """Say that tellings (or forms of actors) are one, or that they are something apart.

    Raises InputError where fewer than two are to be merged, or one of them is not in the record.
    """
    if action == "merge" and len(set(members)) < 2:
        raise InputError("a merge needs two or more to become one")
    table = schema.tellings.c.key if about == "event" else schema.forms.c.key
    known = {
        key
        for some in chunks(sorted(set(members)))
        for key in connection.execute(select(table).where(table.in_(some))).scalars()
    }
    for key in members:
        if key not in known:
            raise InputError(f"the record has no {about} with {key}")
    number = _write(connection, by, about, action, sorted(set(members)))
    _again(connection, about, members)
    return number


def undo(connection: Connection, number: int, at: str) -> None:
    """Take a decision back; it stays in the history. Raises InputError where it is not there."""
    table = schema.decisions
    row = connection.execute(select(table).where(table.c.id == number)).first()
    if row is None or row.undone is not None:
        raise InputError(f"there is no decision {number} that could be taken back")
    connection.execute(update(table).where(table.c.id == number).values(undone=at))
    _again(connection, row.about, msgspec.json.decode(row.members, type=list[str]))


def history(connection: Connection, members: Iterable[str]) -> list[Decision]:
    """Every decision that names one of these tellings or forms, the first first."""
    table, named = schema.decisions, schema.decided
    found: dict[int, Decision] = {}
    for some in chunks(sorted(set(members))):
        question = (
            select(table)
            .join(named, named.c.decision == table.c.id)
            .where(named.c.member.in_(some))
        )
        for row in connection.execute(question):
            found[row.id] = as_decision(row)
    return [found[number] for number in sorted(found)]


def as_decision(row: Any) -> Decision:
    """A row of ``decisions`` as a record."""
    return Decision(
        id=row.id,
        at=row.at,
        who=row.who,
        about=row.about,
        action=row.action,
        members=tuple(msgspec.json.decode(row.members, type=list[str])),
        field=row.field,
        before=row.before,
        after=row.after,
        why=row.why,
        undone=row.undone,
    )


def _members(entry: EventEntry) -> list[str]:
    return sorted(telling.event_key for telling in entry.tellings)


def _write(
    connection: Connection,
    by: Deciding,
    about: About,
    action: Action,
    members: Sequence[str],
    **values: str | None,
) -> int:
    if not by.who.strip():
        raise InputError("a decision needs the name of who decides")
    row = {
        "at": by.at,
        "who": by.who,
        "about": about,
        "action": action,
        "members": as_json(list(members)),
        "field": None,
        "before": None,
        "after": None,
        "why": by.why,
        "undone": None,
        **values,
    }
    number = connection.execute(
        insert(schema.decisions).returning(schema.decisions.c.id), row
    ).scalar_one()
    add_new(connection, schema.decided, [{"member": key, "decision": number} for key in members])
    return int(number)


def _again(connection: Connection, about: str, members: Iterable[str]) -> None:
    """Merge again what a decision is about."""
    keys = sorted(set(members))
    if about == "event":
        events = _column(connection, schema.tellings.c.event, schema.tellings.c.key, keys)
        remerge(connection, Change(tellings=frozenset(keys), events=frozenset(events)))
        return
    blocks = _column(connection, schema.forms.c.block, schema.forms.c.key, keys)
    remerge(connection, Change(blocks=frozenset(blocks)))


def _column(connection: Connection, column: Any, key: Any, keys: Sequence[str]) -> set[str]:
    return {
        value
        for some in chunks(keys)
        for value in connection.execute(select(column).where(key.in_(some))).scalars()
    }


def carry_over(connection: Connection, batch: Sequence[ReportRows]) -> None:
    """Let decisions on the tellings of reports that are about to be replaced speak of the new
    tellings that stand in the same words. Where none does, the decision keeps the old key: it then
    decides nothing, but is not lost."""
    moves: dict[str, str] = {}
    for rows in batch:
        moves.update(_moves(connection, rows))
    if not moves:
        return
    table, named = schema.decisions, schema.decided
    numbers = _column(connection, named.c.decision, named.c.member, sorted(moves))
    for number in sorted(numbers):
        keys = connection.execute(select(table.c.members).where(table.c.id == number)).scalar_one()
        members = [moves.get(key, key) for key in msgspec.json.decode(keys, type=list[str])]
        members = sorted(set(members))
        connection.execute(
            update(table).where(table.c.id == number).values(members=as_json(members))
        )
        connection.execute(delete(named).where(named.c.decision == number))
        add_new(connection, named, [{"member": key, "decision": number} for key in members])


class _Words(msgspec.Struct):
    """Of a telling's JSON, what finds it again."""

    event_key: str
    event: str
    sentence: tuple[int, int]
    cue: tuple[tuple[int, int], ...]


def _moves(connection: Connection, rows: ReportRows) -> Mapping[str, str]:
    """From old to new keys of one report's tellings: the cue overlaps, the type breaks ties."""
    table = schema.tellings.c
    bodies = connection.execute(
        select(table.body).where(table.report == rows.report["key"]).order_by(table.key)
    ).scalars()
    old = [msgspec.json.decode(body, type=_Words) for body in bodies]
    new = [msgspec.json.decode(row["body"], type=_Words) for row in rows.tellings]
    moves = {}
    for item in old:
        best = max(new, key=lambda other: _likeness(item, other), default=None)
        if best is not None and _likeness(item, best)[0] > 0:
            moves[item.event_key] = best.event_key
    return {before: after for before, after in moves.items() if before != after}


def _likeness(one: _Words, other: _Words) -> tuple[int, bool, str]:
    shared = sum(
        max(0, min(end, last) - max(start, first))
        for start, end in one.cue
        for first, last in other.cue
    )
    return shared, one.event == other.event, other.event_key
