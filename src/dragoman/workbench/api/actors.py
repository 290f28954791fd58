"""``/api/actors``."""

from litestar import get
from litestar.di import Provide

from dragoman.entries import ActorEntry
from dragoman.model import Record
from dragoman.record.decisions import Decision
from dragoman.record.questions import ActorQuery, Page
from dragoman.workbench.api.filters import actor_filters
from dragoman.workbench.api.shapes import (
    Ident,
    Limit,
    Offset,
    found,
    next_link,
    present,
    problems,
)
from dragoman.workbench.state import Asking, Workbench


class ActorPage(Record, frozen=True, kw_only=True):
    """A page of actors: how many there are in all, and where the next page is."""

    total: int
    next: str | None
    items: list[ActorEntry]


@get(
    "/actors",
    operation_id="list_actors",
    tags=["actors"],
    responses=problems(),
    dependencies={"wanted": Provide(actor_filters, sync_to_thread=False)},
    sync_to_thread=True,
)
def list_actors(
    request: Asking, bench: Workbench, wanted: ActorQuery, limit: Limit = 50, offset: Offset = 0
) -> ActorPage:
    """The actors that meet all filters, those in most reports first."""
    total = bench.record.count_actors(wanted)
    items = bench.record.actors(wanted, Page(limit=limit, offset=offset))
    return ActorPage(total=total, next=next_link(request, limit, offset, total), items=items)


@get(
    "/actors/{id:str}",
    operation_id="get_actor",
    tags=["actors"],
    responses=problems(404),
    sync_to_thread=True,
)
def get_actor(bench: Workbench, id: Ident) -> ActorEntry:
    """One actor. An old id leads to what stands in its place."""
    return found(bench, id, ActorEntry)


@get(
    "/actors/{id:str}/decisions",
    operation_id="get_actor_decisions",
    tags=["decisions"],
    responses=problems(404),
    sync_to_thread=True,
)
def get_actor_decisions(bench: Workbench, id: Ident) -> list[Decision]:
    """All decisions on an actor, the first first, those taken back too."""
    actor = found(bench, id, ActorEntry)
    return present(lambda: bench.record.history(actor.id))


routes = [list_actors, get_actor, get_actor_decisions]
