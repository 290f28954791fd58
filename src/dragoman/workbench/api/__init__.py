"""The JSON API under ``/api``, described by OpenAPI at ``/api/openapi.json``."""

from litestar import Router

from dragoman.workbench.api import (
    actors,
    agenda,
    decisions,
    events,
    jobs,
    processes,
    reports,
    statements,
)

_PARTS = (reports, events, statements, actors, agenda, processes, decisions, jobs)


def api_router() -> Router:
    """All routes of the API."""
    return Router("/api", route_handlers=[route for part in _PARTS for route in part.routes])
