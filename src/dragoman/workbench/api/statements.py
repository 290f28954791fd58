"""``/api/statements``."""

from litestar import get
from litestar.di import Provide

from dragoman.entries import StatementEntry
from dragoman.model import Record
from dragoman.record.questions import Page, StatementQuery
from dragoman.workbench.api.filters import TopicName, statement_filters
from dragoman.workbench.api.shapes import Ident, Limit, Offset, found, next_link, problems
from dragoman.workbench.by_topic import statements_chosen
from dragoman.workbench.state import Asking, Workbench


class StatementPage(Record, frozen=True, kw_only=True):
    """A page of statements: how many there are in all, and where the next page is."""

    total: int
    next: str | None
    items: list[StatementEntry]


@get(
    "/statements",
    operation_id="list_statements",
    tags=["statements"],
    responses=problems(),
    dependencies={"wanted": Provide(statement_filters, sync_to_thread=False)},
    sync_to_thread=True,
)
def list_statements(
    request: Asking,
    bench: Workbench,
    wanted: StatementQuery,
    about: TopicName = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> StatementPage:
    """The statements that meet all filters, the latest first."""
    page = Page(limit=limit, offset=offset)
    topics = bench.processes.topics()
    items, total = statements_chosen(bench.record, about or None, topics, wanted, page)
    after = next_link(request, limit, offset, total)
    return StatementPage(total=total, next=after, items=list(items))


@get(
    "/statements/{id:str}",
    operation_id="get_statement",
    tags=["statements"],
    responses=problems(404),
    sync_to_thread=True,
)
def get_statement(bench: Workbench, id: Ident) -> StatementEntry:
    """One statement."""
    return found(bench, id, StatementEntry)


routes = [list_statements, get_statement]
