"""The runs: what came in, what failed and why."""

from collections.abc import Sequence
from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException

from dragoman.record.questions import Page
from dragoman.workbench import answers, lookups
from dragoman.workbench.lookups import InputEntry
from dragoman.workbench.state import Asking, Workbench


@get("/runs", sync_to_thread=True)
def runs(request: Asking, bench: Workbench) -> Response[Any]:
    """The runs, the latest first."""
    asked = answers.asked(request, "/runs", ())
    found = lookups.runs(bench.record, asked.part(more=1))
    return bench.page(
        request,
        "runs.html",
        asked=asked,
        runs=found[: asked.per],
        more=len(found) > asked.per,
    )


@get("/runs.json", sync_to_thread=True)
def runs_json(request: Asking, bench: Workbench) -> Response[bytes]:
    """The same as JSON."""
    asked = answers.asked(request, "/runs", ())
    return answers.data({"items": lookups.runs(bench.record, asked.part())})


@get("/runs/{name:str}", sync_to_thread=True)
def run(request: Asking, bench: Workbench, name: str) -> Response[Any]:
    """One run with its inputs, what failed first."""
    name, as_json = answers.split_end(name)
    number = int(name) if name.isascii() and name.isdigit() and len(name) < 10 else -1
    found = lookups.runs(bench.record, Page(limit=1), number)
    if not found:
        if as_json:
            raise NotFoundException(f"the record has no run {name}")
        return bench.page(request, "gone.html", status=404, what="run", name=name)
    asked = answers.asked(request, f"/runs/{number}", ("state",))
    states = asked.many("state")
    inputs = lookups.inputs(bench.record, number, states, asked.part())
    total = sum(count for state, count in found[0].states.items() if not states or state in states)
    if as_json:
        return answers.listed(asked, inputs, total)
    return bench.page(
        request,
        "run.html",
        asked=asked,
        run=found[0],
        inputs=inputs,
        total=total,
        titles=_titles(bench, inputs),
    )


def _titles(bench: Workbench, inputs: Sequence[InputEntry]) -> dict[str, str]:
    """What the reports of inputs are called, by key."""
    found = lookups.reports_by_key(bench.record, [one.report for one in inputs if one.report])
    openings = lookups.openings(bench.record, found.values())
    return {key: report.title or openings.get(key, key) for key, report in found.items()}


routes = [runs, runs_json, run]
