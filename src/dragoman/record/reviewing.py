"""The queue of events to review, and decisions that do not run over another one's.

An event is the more worth a look the less sure it is (doubt) and the more hangs on it
(importance). Both are computed by the database, so that a queue over a hundred thousand events
opens at once.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, case, func, or_, select

from dragoman.entries import EventEntry
from dragoman.errors import InputError
from dragoman.model import Record
from dragoman.record import schema
from dragoman.record.decisions import Deciding, Decision, correct_event, decide_event, history
from dragoman.record.engine import reading, writing
from dragoman.record.entries_of import load_events
from dragoman.record.finding import resolve_id
from dragoman.record.questions import EventQuery, event_conditions

Order = Literal["both", "doubt", "importance"]
ORDERS: tuple[Order, ...] = ("both", "doubt", "importance")
Which = Literal["open", "second"]
WHICH: tuple[Which, ...] = ("open", "second")

_DISPUTED = 0.25  # what a contradiction between reports adds to the doubt
_MANY = 5  # more independent sources than so many make an event no more important


class Queue(Record, frozen=True, kw_only=True):
    """Which events wait for whom. ``open`` are those that nobody decided on, ``second`` those that
    others decided on and ``who`` did not."""

    query: EventQuery = EventQuery()
    order: Order = "both"
    which: Which = "open"
    who: str = ""


class Progress(Record, frozen=True, kw_only=True):
    """How far the review of some events is: all of them, and those decided, by the last word."""

    events: int
    accepted: int
    corrected: int
    rejected: int

    @property
    def decided(self) -> int:
        """How many somebody decided on."""
        return self.accepted + self.corrected + self.rejected


class Overtaken(InputError):
    """Somebody else decided on the event since it was shown. ``latest`` is that decision."""

    def __init__(self, latest: Decision) -> None:
        super().__init__(f"{latest.who} decided on this event meanwhile (decision {latest.id})")
        self.latest = latest


def waiting(engine: Engine, queue: Queue, limit: int, offset: int = 0) -> list[EventEntry]:
    """The events of a queue, what is most worth a look first."""
    weight = _weight(queue.order)
    with reading(engine) as connection:
        question = _in_queue(select(schema.events.c.id), queue)
        question = question.order_by(weight.desc(), schema.events.c.id)
        ids = connection.execute(question.limit(limit).offset(offset)).scalars()
        return load_events(connection, [str(id) for id in ids])


def count_waiting(engine: Engine, queue: Queue) -> int:
    """How many events wait in a queue."""
    with reading(engine) as connection:
        question = _in_queue(select(func.count()).select_from(schema.events), queue)
        return int(connection.execute(question).scalar_one())


def neighbour(engine: Engine, queue: Queue, event: str, *, back: bool = False) -> str | None:
    """The event of a queue that comes after another one, or before it; None at the end. The other
    one may have left the queue, by a decision just made."""
    table, weight = schema.events.c, _weight(queue.order)
    with reading(engine) as connection:
        here = connection.execute(select(weight).where(table.id == event)).scalar()
        if here is None:
            return None
        if back:
            behind = or_(weight > here, and_(weight == here, table.id < event))
            order = (weight.asc(), table.id.desc())
        else:
            behind = or_(weight < here, and_(weight == here, table.id > event))
            order = (weight.desc(), table.id.asc())
        question = _in_queue(select(table.id), queue).where(behind).order_by(*order).limit(1)
        found = connection.execute(question).scalar()
    return None if found is None else str(found)


def progress(engine: Engine, query: EventQuery) -> Progress:
    """How far the review of the events of a query is; rejected ones count too."""
    table = schema.events.c
    question = select(table.review, func.count()).where(*_conditions(query)).group_by(table.review)
    with reading(engine) as connection:
        counts = {row[0]: int(row[1]) for row in connection.execute(question)}
    return Progress(
        events=sum(counts.values()),
        accepted=counts.get("accepted", 0),
        corrected=counts.get("corrected", 0),
        rejected=counts.get("rejected", 0),
    )


def settle(
    engine: Engine,
    event: str,
    by: Deciding,
    *,
    action: Literal["accept", "reject", "correct"],
    seen: int,
    changes: Mapping[str, Any] | None = None,
) -> list[int]:
    """Decide on an event as it was shown: ``seen`` is the number of the latest decision on it then,
    0 where there was none. ``changes`` are corrected fields. Returns the numbers of the decisions.

    Raises Overtaken where there is a later decision: then nothing is decided. Check and decision
    are one transaction, so of two at once only one decides.
    """
    with writing(engine) as connection:
        entry = _event(connection, event)
        latest = latest_on(connection, entry)
        if latest is not None and latest.id != seen:
            raise Overtaken(latest)
        if action != "correct":
            return [decide_event(connection, entry, action, by)]
        if not changes:
            raise InputError("nothing was changed; accept the event if it is right as it stands")
        numbers = []
        for field, value in changes.items():
            numbers.append(correct_event(connection, entry, field, value, by))
            entry = _event(connection, entry.tellings[0].event_key)
        return numbers


def latest_on(connection: Connection, entry: EventEntry) -> Decision | None:
    """The latest decision on an event, or on one of its tellings, that stands."""
    made = history(connection, [telling.event_key for telling in entry.tellings])
    return next((item for item in reversed(made) if item.undone is None), None)


def _event(connection: Connection, name: str) -> EventEntry:
    about, id = resolve_id(connection, name)
    if about != "event":
        raise InputError(f"{name} is no event but a {about}")
    return load_events(connection, [id], tellings=True)[0]


def _weight(order: Order) -> ColumnElement[float]:
    """What the queue is ordered by: doubt, importance, or the one times the other."""
    table = schema.events.c
    disputed = case((table.disagreements != "[]", _DISPUTED), else_=0.0)
    doubt = (1.0 - table.confidence) + disputed
    sources = case((table.sources > _MANY, _MANY), else_=table.sources)
    likely = case((table.status.in_(("actual", "planned")), 1.0), else_=0.5)
    importance = likely * (1.0 + 0.5 * (sources - 1)) * (0.5 + func.abs(table.score) / 10.0)
    if order == "doubt":
        return doubt
    return importance if order == "importance" else doubt * importance


def _in_queue(question: Select[Any], queue: Queue) -> Select[Any]:
    table = schema.events.c
    if queue.which == "open":
        return question.where(*_conditions(queue.query), table.review.is_(None))
    told, named, made = schema.tellings.c, schema.decided.c, schema.decisions.c
    mine = (
        select(told.event)
        .join(schema.decided, named.member == told.key)
        .join(schema.decisions, made.id == named.decision)
        .where(made.who == queue.who, made.undone.is_(None), made.about == "event")
    )
    return question.where(
        *_conditions(queue.query), table.review.is_not(None), table.id.not_in(mine)
    )


def _conditions(query: EventQuery) -> Sequence[ColumnElement[bool]]:
    """The conditions of a query, without that which leaves rejected events out."""
    conditions = event_conditions(query)
    return conditions[:-1] if query.review is None else conditions
