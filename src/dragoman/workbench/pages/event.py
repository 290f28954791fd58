"""One event: all its tellings side by side, where they disagree, what was decided on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect

from dragoman.entries import EventEntry, Telling
from dragoman.workbench import answers, lookups
from dragoman.workbench.forms import Form, Posted, signer
from dragoman.workbench.marks import Mark, Segment, cut
from dragoman.workbench.state import Asking, Workbench


@dataclass(frozen=True, slots=True)
class Told:
    """A telling with its words cut into segments."""

    telling: Telling
    segments: tuple[Segment, ...]


@get("/events/{name:str}", sync_to_thread=True)
def event(request: Asking, bench: Workbench, name: str) -> Response[Any]:
    """An event with all its evidence."""
    name, as_json = answers.split_end(name)
    found = answers.find(request, bench, name, "event", as_json)
    if isinstance(found, Response):
        return found
    assert isinstance(found, EventEntry)
    if as_json:
        return answers.data(found)
    plans, kept = _others(bench, found.fulfils), _others(bench, found.fulfilled_by)
    told_in = {key for item in found.disagreements for _, keys in item.values for key in keys}
    return bench.page(
        request,
        "event.html",
        event=found,
        told=[Told(item, tuple(quoted(item))) for item in found.tellings],
        families=_families(found.tellings),
        reports=lookups.reports_by_key(bench.record, told_in),
        plans=plans,
        kept=kept,
        history=bench.record.history(found.id),
    )


def _others(bench: Workbench, ids: Sequence[str]) -> list[EventEntry]:
    """The plans or fulfilments of an event; one that is gone by now is left out."""
    found = (answers.find_quietly(bench, id) for id in ids)
    return [event for event in found if isinstance(event, EventEntry)]


def _families(tellings: Sequence[Telling]) -> dict[str, int]:
    """A number for each independent source, in the order of the tellings."""
    order = dict.fromkeys(telling.family for telling in tellings)
    return {family: number for number, family in enumerate(order, 1)}


def quoted(telling: Telling) -> list[Segment]:
    """A telling's sentence with its cue, source and target marked."""
    offset = telling.sentence[0]
    parts = (
        ("cue", telling.cue),
        ("source", telling.source_spans),
        ("target", telling.target_spans),
    )
    marks = [
        Mark((start - offset, end - offset), "event", telling.local, part)
        for part, spans in parts
        for start, end in spans
    ]
    return cut(telling.quote, marks)


@post("/events/{name:str}/split", sync_to_thread=True)
def split(request: Asking, bench: Workbench, name: str, data: Form) -> Redirect:
    """Take tellings out of an event, into one of their own."""
    form = Posted(data)
    keys = form.many("telling")
    bench.record.split(list(keys), signer(bench.visitor(request)), form.one("why"))
    return Redirect(f"/events/{name}", status_code=303)


@post("/events/{name:str}/merge", sync_to_thread=True)
def merge(request: Asking, bench: Workbench, name: str, data: Form) -> Redirect:
    """Say that another event is this one."""
    form = Posted(data)
    bench.record.merge([name, *form.ids("other")], signer(bench.visitor(request)), form.one("why"))
    return Redirect(f"/events/{name}", status_code=303)


@post("/events/{name:str}/undo", sync_to_thread=True)
def undo(bench: Workbench, name: str, data: Form) -> Redirect:
    """Take a decision on an event back."""
    bench.record.undo(Posted(data).number("decision"))
    return Redirect(f"/events/{name}", status_code=303)


routes = [event, split, merge, undo]
