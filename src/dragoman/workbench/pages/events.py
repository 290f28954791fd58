"""The events: a table and a timeline, with filters that stay in the address."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from litestar import Response, get
from litestar.response import Stream

from dragoman.entries import EventEntry
from dragoman.errors import InputError
from dragoman.formats.columns import EVENTS
from dragoman.workbench import answers, choices
from dragoman.workbench.asking import EVENT_FILTERS, Asked, event_query
from dragoman.workbench.state import Asking, Workbench
from dragoman.workbench.timeline import overview


class DayOfEvents(NamedTuple):
    """A day of the timeline: what happened on it, or, where reports do not say when it did, was
    first told on it. Empty for what has no day at all."""

    day: str
    events: list[EventEntry]


@get("/events", sync_to_thread=True)
def events(request: Asking, bench: Workbench) -> Response[Any]:
    """The events that are asked for."""
    asked = answers.asked(request, "/events", EVENT_FILTERS)
    found, total = _found(bench, asked)
    timeline = asked.one("view") == "timeline"
    return bench.page(
        request,
        "events.html",
        asked=asked,
        events=found,
        total=total,
        timeline=by_day(found) if timeline else None,
        overview=overview(bench.record, event_query(asked)) if timeline else None,
        choices=choices,
        kinds=choices.kinds(),
    )


def _found(bench: Workbench, asked: Asked) -> tuple[Sequence[EventEntry], int]:
    query = event_query(asked)
    try:
        return bench.record.events(query, asked.part()), bench.record.count_events(query)
    except InputError as fault:  # words that a search cannot be made of
        asked.faults.append(str(fault))
        return [], 0


@get("/events.json", sync_to_thread=True)
def events_json(request: Asking, bench: Workbench) -> Response[bytes]:
    """The same as JSON, with all tellings."""
    asked = answers.asked(request, "/events", EVENT_FILTERS)
    query = event_query(asked)
    found = bench.record.events(query, asked.part(), tellings=True)
    return answers.listed(asked, found, bench.record.count_events(query))


@get("/events.csv", sync_to_thread=True)
def events_csv(request: Asking, bench: Workbench) -> Stream:
    """All of them as CSV."""
    asked = answers.asked(request, "/events", EVENT_FILTERS)
    query = event_query(asked)
    return answers.as_csv(
        asked, EVENTS, lambda page: bench.record.events(query, page, tellings=True)
    )


def by_day(events: Iterable[EventEntry]) -> list[DayOfEvents]:
    """Events, which come in the order of days, under their days."""
    return [DayOfEvents(day, list(group)) for day, group in groupby(events, key=_day)]


def _day(event: EventEntry) -> str:
    return event.when.start if event.when is not None else event.first_published or ""


routes = [events, events_json, events_csv]
