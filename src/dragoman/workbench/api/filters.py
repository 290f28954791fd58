"""The filters of the API, the same as those of the command line, as typed queries.

Each function here is a dependency: litestar takes its parameters from the query of a request and
describes them in OpenAPI.
"""

from typing import Annotated

from litestar.params import Parameter

from dragoman.errors import InputError
from dragoman.model import ActorKind, StatementKind, Status
from dragoman.reading import iso_day
from dragoman.record.questions import (
    ActorQuery,
    EventQuery,
    ReportQuery,
    StatementQuery,
)
from dragoman.workbench.api.shapes import Words
from dragoman.workbench.asking import read_dyad

_Actor = Annotated[
    str | None,
    Parameter(
        max_length=500,
        description="Words of a name, a country code in capitals, or an id; on either side.",
    ),
]
_Dyad = Annotated[
    str | None, Parameter(max_length=500, description="Two actors with a colon, as USA:IRN.")
]
_Types = Annotated[
    list[Annotated[str, Parameter(max_length=40)]] | None,
    Parameter(query="type", max_items=40, description="PLOVER types, as CONSULT."),
]
TopicName = Annotated[
    str | None,
    Parameter(
        query="topic", max_length=100, description="A topic of processes, as ceasefire or talks."
    ),
]
_Since = Annotated[str | None, Parameter(max_length=40, description="From this day on.")]
_Until = Annotated[str | None, Parameter(max_length=40, description="Up to this day.")]
_Text = Annotated[
    str | None,
    Parameter(max_length=500, description="Words to be found; the best fitting come first."),
]


def event_filters(
    actor: _Actor = None,
    source: Words = None,
    target: Words = None,
    dyad: _Dyad = None,
    event_types: _Types = None,
    mode: Words = None,
    status: list[Status] | None = None,
    since: _Since = None,
    until: _Until = None,
    place: Words = None,
    sources: Annotated[int | None, Parameter(ge=1, le=1_000_000)] = None,
    confidence: Annotated[float | None, Parameter(ge=0, le=1)] = None,
    text: _Text = None,
    review: Words = None,
    report: Words = None,
) -> EventQuery:
    """Which events. Raises InputError for what cannot be read."""
    return EventQuery(
        actor=actor or None,
        source=source or None,
        target=target or None,
        dyad=read_dyad(dyad) if dyad else None,
        event=tuple(event_types or ()),
        mode=mode or None,
        status=tuple(status or ()),
        since=_day(since, "since"),
        until=_day(until, "until"),
        place=place or None,
        sources=sources,
        confidence=confidence,
        text=_words(text),
        review=review or None,
        report=report or None,
    )


def statement_filters(
    speaker: _Actor = None,
    text: _Text = None,
    since: _Since = None,
    until: _Until = None,
    medium: Words = None,
    kind: StatementKind | None = None,
    cue: Words = None,
    report: Words = None,
) -> StatementQuery:
    """Which statements. Raises InputError for what cannot be read."""
    return StatementQuery(
        speaker=speaker or None,
        text=_words(text),
        since=_day(since, "since"),
        until=_day(until, "until"),
        medium=medium or None,
        kind=kind,
        cue_kind=cue or None,
        report=report or None,
    )


def actor_filters(
    name: Words = None,
    country: Words = None,
    sector: Words = None,
    kind: ActorKind | None = None,
    report: Words = None,
) -> ActorQuery:
    """Which actors."""
    return ActorQuery(
        name=name or None,
        country=country or None,
        sector=sector or None,
        kind=kind,
        report=report or None,
    )


def report_filters(
    text: _Text = None,
    publisher: Words = None,
    since: _Since = None,
    until: _Until = None,
    report_state: Annotated[str | None, Parameter(query="state", max_length=500)] = None,
    family: Words = None,
    url: Annotated[str | None, Parameter(max_length=2_000)] = None,
) -> ReportQuery:
    """Which reports. Raises InputError for what cannot be read."""
    return ReportQuery(
        text=_words(text),
        publisher=publisher or None,
        since=_day(since, "since"),
        until=_day(until, "until"),
        state=report_state or None,
        family=family or None,
        url=url or None,
    )


def agenda_filters(
    actor: _Actor = None,
    dyad: _Dyad = None,
    event_types: _Types = None,
    since: _Since = None,
    until: _Until = None,
) -> EventQuery:
    """What of the agenda. Raises InputError for what cannot be read."""
    return EventQuery(
        actor=actor or None,
        dyad=read_dyad(dyad) if dyad else None,
        event=tuple(event_types or ()),
        since=_day(since, "since"),
        until=_day(until, "until"),
    )


def _day(value: str | None, name: str) -> str | None:
    if not value:
        return None
    if "\x00" in value:
        raise InputError(f"{name}: is no date; write it as 2019-06-03")
    return iso_day(value, name)


def _words(text: str | None) -> str | None:
    return text if text and text.strip() else None
