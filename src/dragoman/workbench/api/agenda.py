"""``/api/agenda``."""

from datetime import UTC, datetime
from typing import Annotated

from litestar import get
from litestar.di import Provide
from litestar.params import Parameter

from dragoman.entries import AgendaEntry, AgendaState
from dragoman.model import Record
from dragoman.reading import iso_day
from dragoman.record.questions import EventQuery, Page
from dragoman.workbench.api.filters import agenda_filters
from dragoman.workbench.api.shapes import Limit, Offset, next_link, problems
from dragoman.workbench.state import Asking, Workbench

_Today = Annotated[
    str | None,
    Parameter(max_length=40, description="The day on which it is asked what is overdue."),
]


class AgendaPage(Record, frozen=True, kw_only=True):
    """A page of the agenda: how much there is in all, and where the next page is."""

    total: int
    next: str | None
    items: list[AgendaEntry]


@get(
    "/agenda",
    operation_id="list_agenda",
    tags=["agenda"],
    responses=problems(),
    dependencies={"wanted": Provide(agenda_filters, sync_to_thread=False)},
    sync_to_thread=True,
)
def list_agenda(
    request: Asking,
    bench: Workbench,
    wanted: EventQuery,
    agenda_state: Annotated[AgendaState | None, Parameter(query="state")] = None,
    today: _Today = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> AgendaPage:
    """What was announced, as it stands on a day, the nearest term first."""
    day = iso_day(today, "today") if today else datetime.now(UTC).date().isoformat()
    plans = bench.record.plans(day, wanted)
    total = len(plans.of(agenda_state))
    items = plans.page(agenda_state, Page(limit=limit, offset=offset))
    return AgendaPage(total=total, next=next_link(request, limit, offset, total), items=items)


routes = [list_agenda]
