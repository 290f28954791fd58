"""Making, changing and removing a process: the form, and what it posts."""

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect

from dragoman.errors import InputError
from dragoman.processes.process import ROLES
from dragoman.workbench.forms import Form, Posted
from dragoman.workbench.process_files import Kept, ProcessChanged
from dragoman.workbench.process_form import (
    ProcessForm,
    empty_form,
    form_of,
    process_of,
    read_form,
)
from dragoman.workbench.state import Asking, Workbench

_CHANGED = (
    "Somebody else changed this process while you had it open. Below stands what you wrote; "
    "keep it again to write over theirs."
)


def _show(
    request: Asking,
    bench: Workbench,
    form: ProcessForm,
    kept: Kept | None = None,
    *,
    faults: list[str] | None = None,
    status: int = 200,
) -> Response[str]:
    return bench.page(
        request,
        "process_form.html",
        status=status,
        form=form,
        kept=kept,
        faults=faults or [],
        topics=bench.processes.topics().topics,
        roles=ROLES,
    )


@get("/processes/new", opt={"role": "reviewer"}, sync_to_thread=True)
def new(request: Asking, bench: Workbench) -> Response[str]:
    """The form of a new process."""
    return _show(request, bench, empty_form())


@post("/processes/new", sync_to_thread=True)
def make(request: Asking, bench: Workbench, data: Form) -> Response[Any]:
    """Keep a new process."""
    return _take(request, bench, Posted(data), None)


@get("/processes/{name:str}/edit", opt={"role": "reviewer"}, sync_to_thread=True)
def edit(request: Asking, bench: Workbench, name: str) -> Response[Any]:
    """The form of a process that there is."""
    kept = bench.processes.find(name)
    if kept is None:
        return bench.page(request, "gone.html", status=404, what="process", name=name)
    if kept.process is None:
        return bench.page(request, "process_fault.html", status=422, kept=kept)
    return _show(request, bench, form_of(kept.process, kept.stamp), kept)


@post("/processes/{name:str}/edit", sync_to_thread=True)
def change(request: Asking, bench: Workbench, name: str, data: Form) -> Response[Any]:
    """Keep what was changed. One that comes with Dragoman is kept as the user's own from then."""
    kept = bench.processes.find(name)
    if kept is None:
        return bench.page(request, "gone.html", status=404, what="process", name=name)
    return _take(request, bench, Posted(data), kept)


def _take(request: Asking, bench: Workbench, posted: Posted, kept: Kept | None) -> Response[Any]:
    """What a form asks for: another row, or to be kept."""
    form = read_form(posted)
    more = posted.one("more")
    if more:
        rows = {"party": {"parties": 1}, "third": {"third_parties": 1}}.get(more, {})
        return _show(request, bench, form.with_rows(**rows), kept)
    process, faults = process_of(form, bench.processes.topics().topics)
    if process is None:
        return _show(request, bench, form, kept, faults=faults, status=422)
    try:
        written = bench.processes.write(process, kept.name if kept else None, form.stamp)
    except ProcessChanged:
        now = bench.processes.find(kept.name) if kept else None
        again = form._replace(stamp=now.stamp if now else "")
        return _show(request, bench, again, kept, faults=[_CHANGED], status=409)
    except InputError as fault:
        return _show(request, bench, form, kept, faults=[str(fault)], status=422)
    return Redirect(f"/processes/{written.name}", status_code=303)


@post("/processes/{name:str}/remove", sync_to_thread=True)
def remove(bench: Workbench, name: str) -> Redirect:
    """Take a process of one's own away. The record stays as it is."""
    bench.processes.remove(name)
    return Redirect("/processes", status_code=303)


routes = [new, make, edit, change, remove]
