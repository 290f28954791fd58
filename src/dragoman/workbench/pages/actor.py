"""One actor: names, roles over time, contacts, events, statements; to merge and to part."""

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect

from dragoman.entries import ActorEntry
from dragoman.record.questions import ActorQuery, EventQuery, Page, StatementQuery
from dragoman.workbench import answers, lookups
from dragoman.workbench.forms import Form, Posted, signer
from dragoman.workbench.state import Asking, Workbench

_EVENTS, _STATEMENTS, _ALIKE = 15, 8, 12  # so many of each on the page; the lists have them all


@get("/actors/{name:str}", sync_to_thread=True)
def actor(request: Asking, bench: Workbench, name: str) -> Response[Any]:
    """An actor, with all that the record has of it."""
    name, as_json = answers.split_end(name)
    found = answers.find(request, bench, name, "actor", as_json)
    if isinstance(found, Response):
        return found
    assert isinstance(found, ActorEntry)
    if as_json:
        return answers.data(found)
    record = bench.record
    events, said = EventQuery(actor=found.id), StatementQuery(speaker=found.id)
    return bench.page(
        request,
        "actor.html",
        actor=found,
        events=record.events(events, Page(limit=_EVENTS)),
        events_total=record.count_events(events),
        statements=record.statements(said, Page(limit=_STATEMENTS)),
        statements_total=record.count_statements(said),
        contacts=lookups.contacts_of(record, found.id),
        forms=lookups.forms_of(record, found.id),
        alike=_alike(bench, found),
        reports=lookups.reports_by_key(record, _reports(found)),
        history=record.history(found.id),
    )


def _reports(found: ActorEntry) -> list[str]:
    return [key for tenure in found.tenures for key in tenure.reports]


def _alike(bench: Workbench, found: ActorEntry) -> list[ActorEntry]:
    """Actors that share the last word of the name, which might be the same."""
    word = found.name.split()[-1] if found.name.split() else found.name
    alike = bench.record.actors(ActorQuery(name=word), Page(limit=_ALIKE + 1))
    return [other for other in alike if other.id != found.id][:_ALIKE]


@post("/actors/{name:str}/merge", sync_to_thread=True)
def merge(request: Asking, bench: Workbench, name: str, data: Form) -> Redirect:
    """Say that other actors are this one."""
    form = Posted(data)
    ids = dict.fromkeys([name, *form.ids("other")])
    bench.record.merge(list(ids), signer(bench.visitor(request)), form.one("why"))
    return Redirect(f"/actors/{name}", status_code=303)


@post("/actors/{name:str}/split", sync_to_thread=True)
def split(request: Asking, bench: Workbench, name: str, data: Form) -> Redirect:
    """Take forms of the name out of an actor, into one of their own."""
    form = Posted(data)
    keys = form.many("form")
    bench.record.split(list(keys), signer(bench.visitor(request)), form.one("why"))
    return Redirect(f"/actors/{name}", status_code=303)


@post("/actors/{name:str}/undo", sync_to_thread=True)
def undo(bench: Workbench, name: str, data: Form) -> Redirect:
    """Take a decision on an actor back."""
    bench.record.undo(Posted(data).number("decision"))
    return Redirect(f"/actors/{name}", status_code=303)


routes = [actor, merge, split, undo]
