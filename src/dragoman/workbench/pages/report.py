"""One report: its text to read, with everything that was found marked in it."""

from typing import Any

from litestar import Response, get

from dragoman.entries import ReportEntry
from dragoman.errors import InputError
from dragoman.record.questions import Page, ReportQuery
from dragoman.workbench import answers, lookups
from dragoman.workbench.found import Notes
from dragoman.workbench.marks import LAYERS, marked_text, marks_of
from dragoman.workbench.pages.words import names
from dragoman.workbench.state import Asking, Workbench

_COPIES = 20  # wire copies named on the page; the list of reports has them all


@get("/reports/{name:str}", sync_to_thread=True)
def report(request: Asking, bench: Workbench, name: str) -> Response[Any]:
    """A report to read; as JSON, its coding."""
    name, as_json = answers.split_end(name)
    found = answers.find(request, bench, name, "report", as_json)
    if isinstance(found, Response):
        return found
    assert isinstance(found, ReportEntry)
    record = bench.record
    try:
        coding = record.coding(found.key)
    except InputError:  # taken out of the record since it was found above
        return bench.page(request, "gone.html", status=404, what="report", name=name)
    if as_json:
        return answers.data({"report": found, "coding": coding})
    notes = Notes(
        coding,
        names(),
        found.key,
        lookups.actors_in(record, found.key),
        lookups.events_in(record, found.key),
    ).all()
    copies = record.reports(ReportQuery(family=found.family), Page(limit=_COPIES))
    return bench.page(
        request,
        "report.html",
        report=found,
        coding=coding,
        web_address=is_web_address,
        text=marked_text(coding.report.text, marks_of(coding)),
        notes=notes,
        layers=_shown(request.query_params.getall("layers", [])),
        copies=[copy for copy in copies if copy.key != found.key],
        openings=lookups.openings(record, [found, *copies]),
        sightings=lookups.names_of_report(record, found.key),
    )


def is_web_address(url: str | None) -> bool:
    """Whether an address may be a link: only the web's own schemes, never a script's."""
    return url is not None and url.lower().startswith(("http://", "https://"))


def _shown(asked: list[str]) -> set[str]:
    """The layers that are shown: all, unless some were asked for (``none`` for no layer)."""
    wanted = {layer for value in asked for layer in value.split(",")}
    return wanted & set(LAYERS) if wanted else set(LAYERS)


routes = [report]
