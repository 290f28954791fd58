"""``/api/events``."""

from typing import Annotated

from litestar import get
from litestar.di import Provide
from litestar.params import Parameter

from dragoman.entries import EventEntry
from dragoman.model import Record
from dragoman.record.decisions import Decision
from dragoman.record.questions import EventQuery, Page
from dragoman.workbench.api.filters import TopicName, event_filters
from dragoman.workbench.api.shapes import (
    Ident,
    Limit,
    Offset,
    found,
    next_link,
    present,
    problems,
)
from dragoman.workbench.by_topic import events_chosen
from dragoman.workbench.state import Asking, Workbench

_Tellings = Annotated[bool, Parameter(description="With what each report says of it.")]


class EventPage(Record, frozen=True, kw_only=True):
    """A page of events: how many there are in all, and where the next page is."""

    total: int
    next: str | None
    items: list[EventEntry]


@get(
    "/events",
    operation_id="list_events",
    tags=["events"],
    responses=problems(),
    dependencies={"wanted": Provide(event_filters, sync_to_thread=False)},
    sync_to_thread=True,
)
def list_events(
    request: Asking,
    bench: Workbench,
    wanted: EventQuery,
    about: TopicName = None,
    limit: Limit = 50,
    offset: Offset = 0,
    tellings: _Tellings = False,
) -> EventPage:
    """The events that meet all filters, the latest first. Rejected ones are left out unless they
    are asked for by ``review``."""
    page = Page(limit=limit, offset=offset)
    topics = bench.processes.topics()
    items, total = events_chosen(
        bench.record, about or None, topics, wanted, page, tellings=tellings
    )
    after = next_link(request, limit, offset, total)
    return EventPage(total=total, next=after, items=list(items))


@get(
    "/events/{id:str}",
    operation_id="get_event",
    tags=["events"],
    responses=problems(404),
    sync_to_thread=True,
)
def get_event(bench: Workbench, id: Ident) -> EventEntry:
    """One event with all its tellings. An old id leads to what stands in its place."""
    return found(bench, id, EventEntry)


@get(
    "/events/{id:str}/decisions",
    operation_id="get_event_decisions",
    tags=["decisions"],
    responses=problems(404),
    sync_to_thread=True,
)
def get_event_decisions(bench: Workbench, id: Ident) -> list[Decision]:
    """All decisions on an event, the first first, those taken back too."""
    event = found(bench, id, EventEntry)
    return present(lambda: bench.record.history(event.id))


routes = [list_events, get_event, get_event_decisions]
