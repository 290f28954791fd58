"""``/api/decisions``: what people decided, deciding, and taking it back."""

from typing import Annotated, Any, Literal

import msgspec
from litestar import get, post
from sqlalchemy import func, select

from dragoman.errors import InputError
from dragoman.model import Record
from dragoman.record.decisions import Decision, as_decision
from dragoman.record.engine import reading
from dragoman.record.schema import decisions
from dragoman.workbench.api.shapes import Limit, Number, Offset, next_link, problems
from dragoman.workbench.state import Asking, Workbench

_Line = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
_Why = Annotated[str, msgspec.Meta(max_length=2_000)]


class DecisionPage(Record, frozen=True, kw_only=True):
    """A page of decisions: how many there are in all, and where the next page is."""

    total: int
    next: str | None
    items: list[Decision]


class NewDecision(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision. ``accept`` and ``reject`` name an ``event``; ``correct`` also a ``field`` and the
    right ``value``; ``merge`` names in ``ids`` the events, or actors, that are one; ``split`` in
    ``ids`` the tellings, or forms of an actor, that are something apart."""

    action: Literal["accept", "reject", "correct", "merge", "split"]
    event: _Line | None = None
    field: _Line | None = None
    value: Any = None
    ids: Annotated[list[_Line], msgspec.Meta(max_length=500)] = msgspec.field(default_factory=list)
    why: _Why | None = None


class Decided(Record, frozen=True, kw_only=True):
    """The number of a decision that was made."""

    decision: int


@get(
    "/decisions",
    operation_id="list_decisions",
    tags=["decisions"],
    responses=problems(),
    sync_to_thread=True,
)
def list_decisions(
    request: Asking, bench: Workbench, limit: Limit = 50, offset: Offset = 0
) -> DecisionPage:
    """All decisions, the latest first, those taken back too."""
    question = select(decisions).order_by(decisions.c.id.desc()).limit(limit).offset(offset)
    with reading(bench.record.engine) as connection:
        number = select(func.count()).select_from(decisions)
        total = int(connection.execute(number).scalar_one())
        items = [as_decision(row) for row in connection.execute(question)]
    return DecisionPage(total=total, next=next_link(request, limit, offset, total), items=items)


@post(
    "/decisions",
    operation_id="decide",
    tags=["decisions"],
    responses=problems(404),
    opt={"role": "reviewer"},
    sync_to_thread=True,
)
def decide(request: Asking, bench: Workbench, data: NewDecision) -> Decided:
    """Decide, under the name of who asks. For reviewers."""
    record, who = bench.record, bench.visitor(request).name
    if data.action in ("merge", "split"):
        if not data.ids:
            raise InputError(f"to {data.action}, give ids")
        deciding = record.merge if data.action == "merge" else record.split
        return Decided(decision=deciding(data.ids, who, data.why))
    if data.event is None:
        raise InputError(f"to {data.action}, give an event")
    if data.action == "correct":
        if data.field is None:
            raise InputError("to correct, give a field and its value")
        number = record.correct(data.event, data.field, data.value, who, data.why)
    elif data.action == "accept":
        number = record.decide(data.event, "accept", who, data.why)
    else:
        number = record.decide(data.event, "reject", who, data.why)
    return Decided(decision=number)


@post(
    "/decisions/{number:int}/undo",
    operation_id="undo_decision",
    tags=["decisions"],
    responses=problems(404),
    opt={"role": "reviewer"},
    status_code=200,
    sync_to_thread=True,
)
def undo_decision(bench: Workbench, number: Number) -> Decided:
    """Take a decision back; it stays in the history. For reviewers."""
    bench.record.undo(number)
    return Decided(decision=number)


routes = [list_decisions, decide, undo_decision]
