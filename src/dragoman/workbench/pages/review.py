"""Review: the queue of what is doubtful and important, one event at a time, and who agrees."""

from typing import Any, Literal

from litestar import Response, get, post
from litestar.response import Redirect

from dragoman.entries import EventEntry
from dragoman.errors import InputError
from dragoman.record import reviewing
from dragoman.record.decisions import Deciding, Decision
from dragoman.record.disputes import disputes
from dragoman.record.record import utc_now
from dragoman.record.reviewing import ORDERS, WHICH, Overtaken, Queue
from dragoman.workbench import answers, choices, correcting
from dragoman.workbench.asking import Asked, event_query
from dragoman.workbench.forms import Form, Posted, signer
from dragoman.workbench.pages.event import quoted
from dragoman.workbench.seeing import one_of
from dragoman.workbench.state import Asking, Workbench

FILTERS = (
    "actor", "dyad", "type", "status", "since", "until", "sources", "report", "order", "which",
)  # fmt: skip
_SHOWN = 25
_ACTIONS: tuple[Literal["accept", "reject", "correct"], ...] = ("accept", "reject", "correct")


def _asked(request: Asking, path: str = "/review") -> Asked:
    return answers.asked(request, path, FILTERS)


def _queue(request: Asking, bench: Workbench, asked: Asked) -> Queue:
    return Queue(
        query=event_query(asked),
        order=one_of(asked, "order", ORDERS, "both"),
        which=one_of(asked, "which", WHICH, "open"),
        who=signer(bench.visitor(request)),
    )


def _done(request: Asking, bench: Workbench) -> Decision | None:
    """The decision that was just made, to say so and to offer to take it back."""
    number, _, event = request.query_params.get("done", "").partition("-")
    found = answers.find_quietly(bench, event) if event else None
    if not isinstance(found, EventEntry):
        return None
    made = bench.record.history(found.id)
    return next((item for item in made if str(item.id) == number and not item.undone), None)


@get("/review", sync_to_thread=True)
def review(request: Asking, bench: Workbench) -> Response[str]:
    """The queue, how far it is done, and how far people agree."""
    asked = _asked(request)
    queue = _queue(request, bench, asked)
    engine = bench.record.engine
    return bench.page(
        request,
        "review.html",
        asked=asked,
        queue=queue,
        done=_done(request, bench),
        waiting=reviewing.waiting(engine, queue, _SHOWN, (asked.page - 1) * _SHOWN),
        total=reviewing.count_waiting(engine, queue),
        shown=_SHOWN,
        progress=reviewing.progress(engine, queue.query),
        agreement=bench.record.agreement(),
        disputes=disputes(engine),
        choices=choices,
        kinds=choices.kinds(),
    )


@get("/review.json", sync_to_thread=True)
def review_json(request: Asking, bench: Workbench) -> Response[bytes]:
    """The same as JSON."""
    asked = _asked(request)
    queue = _queue(request, bench, asked)
    answers.refuse(asked)
    engine = bench.record.engine
    progress = reviewing.progress(engine, queue.query)
    return answers.data(
        {
            "total": reviewing.count_waiting(engine, queue),
            "page": asked.page,
            "items": reviewing.waiting(engine, queue, _SHOWN, (asked.page - 1) * _SHOWN),
            "progress": progress,
            "agreement": bench.record.agreement(),
            "disputes": disputes(engine),
        }
    )


@get("/review/next", sync_to_thread=True)
def onward(request: Asking, bench: Workbench) -> Redirect:
    """To the event that comes after another one in the queue, or before it."""
    asked = _asked(request)
    queue = _queue(request, bench, asked)
    after, before = request.query_params.get("after"), request.query_params.get("before")
    found = None
    if before or after:
        engine, back = bench.record.engine, bool(before)
        found = reviewing.neighbour(engine, queue, before or after or "", back=back)
    else:
        first = reviewing.waiting(bench.record.engine, queue, 1)
        found = first[0].id if first else None
    return Redirect(asked.link(f"/review/{found}" if found else "/review"), status_code=303)


@get("/review/{name:str}", sync_to_thread=True)
def one(request: Asking, bench: Workbench, name: str) -> Response[Any]:
    """One event to decide on."""
    found = answers.find_quietly(bench, name)
    if not isinstance(found, EventEntry):
        return bench.page(request, "gone.html", status=404, what="event", name=name)
    if found.id != name:
        return Redirect(_asked(request).link(f"/review/{found.id}"), status_code=302)
    return _show(request, bench, found)


def _show(
    request: Asking,
    bench: Workbench,
    event: EventEntry,
    *,
    status: int = 200,
    overtaken: Overtaken | None = None,
    fault: str = "",
) -> Response[str]:
    asked = _asked(request)
    queue = _queue(request, bench, asked)
    made = bench.record.history(event.id)
    standing = [item.id for item in made if item.undone is None]
    return bench.page(
        request,
        "review_event.html",
        status=status,
        asked=asked,
        queue=queue,
        event=event,
        told=[(telling, quoted(telling)) for telling in event.tellings],
        history=made,
        seen=max(standing, default=0),
        done=_done(request, bench),
        progress=reviewing.progress(bench.record.engine, queue.query),
        codebook=correcting.codebook(),
        parties=correcting.parties_to_choose(bench.record, event),
        spots=correcting.spots_to_choose(event),
        contexts=correcting.contexts(),
        sizes=correcting.SIZES,
        statuses=choices.STATUSES,
        overtaken=overtaken,
        fault=fault,
    )


@post("/review/{name:str}", sync_to_thread=True)
def decide(request: Asking, bench: Workbench, name: str, data: Form) -> Response[Any]:
    """Accept, correct or reject an event, unless somebody else decided on it meanwhile."""
    form = Posted(data)
    event = answers.find_quietly(bench, name)
    if not isinstance(event, EventEntry):
        return bench.page(request, "gone.html", status=404, what="event", name=name)
    action = next((item for item in _ACTIONS if item == form.one("action")), None)
    after = reviewing.neighbour(
        bench.record.engine, _queue(request, bench, _asked(request)), event.id
    )
    by = Deciding(who=signer(bench.visitor(request)), at=utc_now(), why=form.one("why"))
    try:
        if action is None:
            raise InputError("choose to accept, correct or reject")
        numbers = reviewing.settle(
            bench.record.engine,
            event.id,
            by,
            action=action,
            seen=form.number("seen"),
            changes=correcting.changes(bench.record, event, form) if action == "correct" else None,
        )
    except Overtaken as fault:
        again = answers.find_quietly(bench, event.id)
        shown = again if isinstance(again, EventEntry) else event
        return _show(request, bench, shown, status=409, overtaken=fault)
    except InputError as fault:
        return _show(request, bench, event, status=422, fault=str(fault))
    where = f"/review/{after}" if after else "/review"
    done = f"{numbers[-1]}-{event.id}"
    return Redirect(_asked(request).link(where, done=done), status_code=303)


@post("/review/{name:str}/undo", sync_to_thread=True)
def take_back(request: Asking, bench: Workbench, name: str, data: Form) -> Redirect:
    """Take a decision back; it stays in the history."""
    bench.record.undo(Posted(data).number("decision"))
    return Redirect(_asked(request).link(f"/review/{name}"), status_code=303)


routes = [review, review_json, onward, one, decide, take_back]
