"""The statements: who said what, to search and to cite."""

from collections.abc import Sequence
from typing import Any

from litestar import Response, get
from litestar.response import Stream

from dragoman.entries import StatementEntry
from dragoman.errors import InputError
from dragoman.formats.columns import STATEMENTS
from dragoman.record.questions import Page, StatementQuery
from dragoman.workbench import answers, choices, lookups
from dragoman.workbench.asking import STATEMENT_FILTERS, Asked, statement_query
from dragoman.workbench.by_topic import statements_chosen
from dragoman.workbench.state import Asking, Workbench


@get("/statements", sync_to_thread=True)
def statements(request: Asking, bench: Workbench) -> Response[Any]:
    """The statements that are asked for."""
    asked = answers.asked(request, "/statements", STATEMENT_FILTERS)
    found, total = _found(bench, asked)
    return bench.page(
        request,
        "statements.html",
        asked=asked,
        statements=found,
        total=total,
        media=lookups.media(bench.record),
        choices=choices,
        topics=bench.processes.topics().topics,
    )


def _found(bench: Workbench, asked: Asked) -> tuple[Sequence[StatementEntry], int]:
    try:
        return _chosen(bench, asked, asked.part())
    except InputError as fault:
        asked.faults.append(str(fault))
        return [], 0


def _chosen(bench: Workbench, asked: Asked, page: Page) -> tuple[Sequence[StatementEntry], int]:
    topics, query = bench.processes.topics(), statement_query(asked)
    return statements_chosen(bench.record, asked.one("topic"), topics, query, page)


@get("/statements.json", sync_to_thread=True)
def statements_json(request: Asking, bench: Workbench) -> Response[bytes]:
    """The same as JSON."""
    asked = answers.asked(request, "/statements", STATEMENT_FILTERS)
    found, total = _chosen(bench, asked, asked.part())
    return answers.listed(asked, found, total)


@get("/statements.csv", sync_to_thread=True)
def statements_csv(request: Asking, bench: Workbench) -> Stream:
    """All of them as CSV."""
    asked = answers.asked(request, "/statements", STATEMENT_FILTERS)
    statement_query(
        asked
    )  # so that what cannot be read in it is known before the first line is sent
    return answers.as_csv(asked, STATEMENTS, lambda page: _chosen(bench, asked, page)[0])


@get("/statements/{name:str}", sync_to_thread=True)
def statement(request: Asking, bench: Workbench, name: str) -> Response[Any]:
    """One statement, with those around it."""
    name, as_json = answers.split_end(name)
    found = answers.find(request, bench, name, "statement", as_json)
    if isinstance(found, Response):
        return found
    assert isinstance(found, StatementEntry)
    if as_json:
        return answers.data(found)
    outer = answers.find_quietly(bench, found.within) if found.within else None
    more: Sequence[StatementEntry] = []
    if found.speaker:
        query = StatementQuery(speaker=found.speaker.actor)
        more = bench.record.statements(query, Page(limit=_MORE + 1))
    return bench.page(
        request,
        "statement.html",
        item=found,
        outer=outer,
        more=[other for other in more if other.id != found.id][:_MORE],
    )


_MORE = 5  # other statements of the speaker

routes = [statements, statements_json, statements_csv, statement]
