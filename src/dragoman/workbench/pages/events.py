"""The events: a table and a timeline, with filters that stay in the address."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from litestar import Response, get
from litestar.response import Stream

from dragoman.entries import EventEntry
from dragoman.errors import InputError
from dragoman.formats.columns import EVENTS
from dragoman.record.questions import Page
from dragoman.workbench import answers, choices
from dragoman.workbench.asking import EVENT_FILTERS, Asked, event_query
from dragoman.workbench.by_topic import events_about, events_chosen, topic_of
from dragoman.workbench.state import Asking, Workbench
from dragoman.workbench.timeline import Overview, overview


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
        overview=_overview(bench, asked) if timeline and total else None,
        choices=choices,
        kinds=choices.kinds(),
        topics=bench.processes.topics().topics,
    )


def _overview(bench: Workbench, asked: Asked) -> Overview | None:
    """The bars above the timeline, of all that was found."""
    query, topic, topics = event_query(asked), asked.one("topic"), bench.processes.topics()
    ids = None
    if topic is not None:
        ids = events_about(bench.record.engine, topic_of(topic, topics), topics, query)
    return overview(bench.record, query, ids)


def _found(bench: Workbench, asked: Asked) -> tuple[Sequence[EventEntry], int]:
    try:
        return _chosen(bench, asked, asked.part())
    except InputError as fault:  # words that a search cannot be made of
        asked.faults.append(str(fault))
        return [], 0


def _chosen(
    bench: Workbench, asked: Asked, page: Page, *, tellings: bool = False
) -> tuple[Sequence[EventEntry], int]:
    topics, query, topic = bench.processes.topics(), event_query(asked), asked.one("topic")
    return events_chosen(bench.record, topic, topics, query, page, tellings=tellings)


@get("/events.json", sync_to_thread=True)
def events_json(request: Asking, bench: Workbench) -> Response[bytes]:
    """The same as JSON, with all tellings."""
    asked = answers.asked(request, "/events", EVENT_FILTERS)
    found, total = _chosen(bench, asked, asked.part(), tellings=True)
    return answers.listed(asked, found, total)


@get("/events.csv", sync_to_thread=True)
def events_csv(request: Asking, bench: Workbench) -> Stream:
    """All of them as CSV."""
    asked = answers.asked(request, "/events", EVENT_FILTERS)
    event_query(asked)  # so that what cannot be read in it is known before the first line is sent
    return answers.as_csv(asked, EVENTS, lambda page: _chosen(bench, asked, page, tellings=True)[0])


def by_day(events: Iterable[EventEntry]) -> list[DayOfEvents]:
    """Events, which come in the order of days, under their days."""
    return [DayOfEvents(day, list(group)) for day, group in groupby(events, key=_day)]


def _day(event: EventEntry) -> str:
    return event.when.start if event.when is not None else event.first_published or ""


routes = [events, events_json, events_csv]
