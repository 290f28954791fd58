"""The actors: a list with search."""

from typing import Any

from litestar import Response, get
from litestar.response import Stream

from dragoman.formats.columns import ACTORS
from dragoman.workbench import answers, choices
from dragoman.workbench.asking import ACTOR_FILTERS, actor_query
from dragoman.workbench.pages.words import names
from dragoman.workbench.state import Asking, Workbench


@get("/actors", sync_to_thread=True)
def actors(request: Asking, bench: Workbench) -> Response[Any]:
    """The actors that are asked for."""
    asked = answers.asked(request, "/actors", ACTOR_FILTERS)
    query = actor_query(asked)
    return bench.page(
        request,
        "actors.html",
        asked=asked,
        actors=bench.record.actors(query, asked.part()),
        total=bench.record.count_actors(query),
        countries=names().all_countries(),
        sectors=names().all_sectors(),
        choices=choices,
    )


@get("/actors.json", sync_to_thread=True)
def actors_json(request: Asking, bench: Workbench) -> Response[bytes]:
    """The same as JSON."""
    asked = answers.asked(request, "/actors", ACTOR_FILTERS)
    query = actor_query(asked)
    found = bench.record.actors(query, asked.part())
    return answers.listed(asked, found, bench.record.count_actors(query))


@get("/actors.csv", sync_to_thread=True)
def actors_csv(request: Asking, bench: Workbench) -> Stream:
    """All of them as CSV."""
    asked = answers.asked(request, "/actors", ACTOR_FILTERS)
    query = actor_query(asked)
    return answers.as_csv(asked, ACTORS, lambda page: bench.record.actors(query, page))


routes = [actors, actors_json, actors_csv]
