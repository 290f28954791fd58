"""The processes: which there are, the dossier of each as a page and in its other forms, and what
changed between two days."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from dragoman.errors import InputError
from dragoman.lexicon.topics import TopicBook
from dragoman.processes import default_day
from dragoman.processes.chapters import sheet_of
from dragoman.processes.chapters.opening import changes as changes_chapter
from dragoman.processes.chapters.opening import quotes_of
from dragoman.processes.dossier import Dossier, Source
from dragoman.processes.pdf import to_pdf
from dragoman.processes.process import Process
from dragoman.processes.rendering import to_html, to_json, to_markdown
from dragoman.processes.sheet import Sheet
from dragoman.workbench import answers, lookups
from dragoman.workbench.api.processes import info
from dragoman.workbench.asking import Asked
from dragoman.workbench.contact_drawing import contact_drawing
from dragoman.workbench.dossier_page import DossierPage, dossier_page, keys_of_tellings
from dragoman.workbench.process_files import Kept
from dragoman.workbench.route_drawing import Route, route
from dragoman.workbench.state import Asking, Workbench

FILTERS = ("on", "since")
CHANGE_FILTERS = ("from", "to")
_MEDIA = {
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "atom": "application/atom+xml; charset=utf-8",
}


@get("/processes", sync_to_thread=True)
def processes(request: Asking, bench: Workbench) -> Response[str]:
    """All processes."""
    return bench.page(
        request, "processes.html", processes=bench.processes.all(), topics=_topics(bench).topics
    )


@get("/processes.json", sync_to_thread=True)
def processes_json(bench: Workbench) -> Response[bytes]:
    """The same as JSON: of each its file's name and what stands in it, or what is wrong in it."""
    return answers.data([info(kept) for kept in bench.processes.all()])


def _topics(bench: Workbench) -> TopicBook:
    return bench.processes.topics()


@get("/processes/{name:str}", sync_to_thread=True)
def process(request: Asking, bench: Workbench, name: str) -> Response[Any]:
    """The dossier of a process: as a page, or with an ending in another form."""
    stem, _, ending = name.rpartition(".")
    if not stem or ending not in _MEDIA:
        stem, ending = name, ""
    kept = bench.processes.find(stem)
    if kept is None or kept.process is None:
        return _missing(request, bench, stem, kept, ending)
    if kept.name != stem:
        return Redirect(f"/processes/{kept.name}{ending and '.' + ending}", status_code=302)
    asked = answers.asked(request, f"/processes/{kept.name}", FILTERS)
    if ending:
        return _file(bench, kept.name, kept.process, asked, ending)
    return _page(request, bench, kept, kept.process, asked)


def _missing(
    request: Asking, bench: Workbench, name: str, kept: Kept | None, ending: str
) -> Response[Any]:
    """What is said where there is no process, or none that can be read."""
    if kept is None and ending:
        raise NotFoundException(f"there is no process {name}")
    if kept is None:
        return bench.page(request, "gone.html", status=404, what="process", name=name)
    if ending:
        raise InputError(kept.fault)
    return bench.page(request, "process_fault.html", status=422, kept=kept)


def _dossier(bench: Workbench, process: Process, asked: Asked) -> Dossier:
    """The dossier of the days that an address asks for. A day that comes before the other is a
    fault."""
    day, since = asked.day("on"), asked.day("since")
    last = day or default_day(process)
    if since and since >= last:
        asked.faults.append(f"what changed since {since} cannot be told for {last}")
        since = None
    return bench.dossiers.of(process, _topics(bench), day, since)


def _file(
    bench: Workbench, name: str, process: Process, asked: Asked, ending: str
) -> Response[bytes]:
    """A dossier, or the feed of a process, as a file."""
    headers = {"Cache-Control": "no-cache"}
    if ending == "atom":
        feed = bench.dossiers.feed(process, _topics(bench))
        return Response(feed.encode(), media_type=_MEDIA[ending], headers=headers)
    dossier = _dossier(bench, process, asked)
    answers.refuse(asked)
    write = {"json": to_json, "md": to_markdown, "html": to_html}
    body = to_pdf(dossier) if ending == "pdf" else write[ending](dossier).encode()
    if ending != "json":
        file = f"{_plain(name)}-{dossier.day}.{ending}"
        headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return Response(body, media_type=_MEDIA[ending], headers=headers)


def _plain(name: str) -> str:
    """A file name that every header and system takes."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in name)


def _page(
    request: Asking, bench: Workbench, kept: Kept, process: Process, asked: Asked
) -> Response[str]:
    dossier = _dossier(bench, process, asked)
    sheet = sheet_of(dossier)
    record = bench.record
    events = lookups.events_of_tellings(record, keys_of_tellings(sheet.sources))
    return bench.page(
        request,
        "process.html",
        asked=asked,
        kept=kept,
        process=process,
        dossier=dossier,
        shown=dossier_page(sheet, dossier, events),
        openings=lookups.openings_by_key(record, _untitled(sheet.sources)),
        topics=_topics(bench).topics,
        drawing=contact_drawing(dossier.contacts.pairs, dossier.parties),
        routes=list(_routes(dossier)),
    )


def _untitled(sources: Iterable[Source]) -> list[str]:
    """The keys of reports that have no title, which are named by their first words."""
    return [source.report for source in sources if not source.title]


def _routes(dossier: Dossier) -> Iterator[Route]:
    """The journeys that can be drawn."""
    for trip in dossier.contacts.trips:
        drawn = route(trip)
        if drawn is not None:
            yield drawn


class _Days(NamedTuple):
    """The two days whose dossiers are compared."""

    first: str
    last: str


def _days(bench: Workbench, process: Process, asked: Asked) -> _Days | None:
    """The days that an address asks for; None where the earlier is not given or not earlier."""
    first, last = asked.day("from"), asked.day("to") or default_day(process)
    if first is None:
        return None
    if first >= last:
        asked.faults.append(f"the first day, {first}, must be before the last, {last}")
        return None
    return _Days(first, last)


@get("/processes/{name:str}/changes", sync_to_thread=True)
def changes(request: Asking, bench: Workbench, name: str) -> Response[Any]:
    """What changed in a process from one day to another."""
    kept = bench.processes.find(name)
    if kept is None or kept.process is None:
        return _missing(request, bench, name, kept, "")
    asked = answers.asked(request, f"/processes/{kept.name}/changes", CHANGE_FILTERS)
    days = _days(bench, kept.process, asked)
    shown = _compared(bench, kept.process, days) if days is not None else None
    untitled = _untitled(shown.sheet.sources) if shown else []
    return bench.page(
        request,
        "process_changes.html",
        asked=asked,
        kept=kept,
        process=kept.process,
        days=days,
        shown=shown,
        openings=lookups.openings_by_key(bench.record, untitled),
        last_day=default_day(kept.process),
    )


def _compared(bench: Workbench, process: Process, days: _Days) -> DossierPage:
    """The changes as a sheet of one chapter, with only the words that it rests on."""
    found, later = bench.dossiers.changes(process, _topics(bench), days.first, days.last)
    chapter = changes_chapter(found, quotes_of(later))
    wanted = {key for change in found.changes for key in change.evidence} | set(found.evidence)
    sources = tuple(source for source in later.sources if source.key in wanted)
    sheet = Sheet(title=process.name, about="", day=days.last, chapters=(chapter,), sources=sources)
    events = lookups.events_of_tellings(bench.record, keys_of_tellings(sources))
    return dossier_page(sheet, later, events)


@get("/processes/{name:str}/changes.json", sync_to_thread=True)
def changes_json(request: Asking, bench: Workbench, name: str) -> Response[Any]:
    """The same as JSON."""
    kept = bench.processes.find(name)
    if kept is None or kept.process is None:
        return _missing(request, bench, name, kept, "json")
    asked = answers.asked(request, f"/processes/{kept.name}/changes", CHANGE_FILTERS)
    days = _days(bench, kept.process, asked)
    answers.refuse(asked)
    if days is None:
        raise InputError("give the earlier day as from=YYYY-MM-DD")
    found, _ = bench.dossiers.changes(kept.process, _topics(bench), *days)
    return answers.data(found)


routes = [processes, processes_json, process, changes, changes_json]
