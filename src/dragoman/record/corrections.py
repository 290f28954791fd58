"""What reviewers decided about single events: accepted, corrected, rejected.

Decisions are about tellings, so that they hold through any merging. A decision on an event holds
for the event that its tellings belong to now; where several speak, the latest one does.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, select

from dragoman.entries import EventEntry, Interval, Party, Spot, Telling
from dragoman.model import Size
from dragoman.record import schema
from dragoman.record.given import among

FIELDS: Mapping[str, Any] = {
    "event": str,
    "mode": str | None,
    "context": tuple[str, ...],
    "cameo": str | None,
    "quad": int,
    "score": float,
    "status": str,
    "source": tuple[Party, ...],
    "target": tuple[Party, ...],
    "when": Interval | None,
    "spot": Spot | None,
    "size": Size | None,
}


class Verdict(NamedTuple):
    """What stands of the decisions on an event: the latest word, and the corrected fields."""

    review: str | None
    fields: Mapping[str, Any]


def corrected(entry: EventEntry, verdict: Verdict) -> EventEntry:
    """An event as the decisions on it leave it."""
    return msgspec.structs.replace(entry, review=verdict.review, **verdict.fields)


def verdicts_on(
    connection: Connection, members: Mapping[str, Sequence[Telling]]
) -> dict[str, Verdict]:
    """By event, what decisions say of it. Events without a decision are not in the answer."""
    event_of = {item.event_key: name for name, items in members.items() for item in items}
    rows = _decisions_on(connection, event_of)
    verdicts: dict[str, Verdict] = {}
    for row in rows:
        for name in sorted({event_of[key] for key in row.members if key in event_of}):
            verdicts[name] = _after(verdicts.get(name), row)
    return verdicts


class _Decision(NamedTuple):
    id: int
    action: str
    field: str | None
    after: str | None
    members: list[str]


_WORDS = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}

_made, _decided = schema.decisions.c, schema.decided.c
_DECISIONS = (
    select(_made.id, _made.action, _made.field, _made.after, _made.members)
    .join(schema.decided, _decided.decision == _made.id)
    .where(
        among(_decided.member),
        _made.about == "event",
        _made.action.in_(tuple(_WORDS)),
        _made.undone.is_(None),
    )
)


def _after(verdict: Verdict | None, decision: _Decision) -> Verdict:
    fields = dict(verdict.fields) if verdict else {}
    if decision.action == "correct" and decision.field and decision.after is not None:
        kind = FIELDS[decision.field]
        fields[decision.field] = msgspec.json.decode(decision.after, type=kind)
    return Verdict(_WORDS[decision.action], fields)


def _decisions_on(connection: Connection, keys: Iterable[str]) -> list[_Decision]:
    """The decisions that name one of these tellings, in the order they were made."""
    found: dict[int, _Decision] = {}
    for row in connection.execute(_DECISIONS, {"keys": sorted(keys)}):
        members = msgspec.json.decode(row.members, type=list[str])
        found[row.id] = _Decision(row.id, row.action, row.field, row.after, members)
    return [found[id] for id in sorted(found)]
