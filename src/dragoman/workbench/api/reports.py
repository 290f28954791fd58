"""``/api/reports``: reading them, adding them, and taking them out."""

from dataclasses import dataclass
from typing import Annotated

import msgspec
from anyio.to_thread import run_sync
from litestar import Response, delete, get, post
from litestar.datastructures import UploadFile
from litestar.di import Provide
from litestar.enums import RequestEncodingType
from litestar.params import Body

from dragoman.entries import ReportEntry
from dragoman.errors import InputError
from dragoman.model import Coding, PublishedFrom, Record
from dragoman.record.questions import Page, ReportQuery
from dragoman.workbench.adding import Job
from dragoman.workbench.api.filters import report_filters
from dragoman.workbench.api.shapes import (
    Ident,
    Limit,
    Offset,
    found,
    next_link,
    present,
    problems,
)
from dragoman.workbench.inputs import address_order, text_order, upload_order
from dragoman.workbench.state import Asking, Workbench

_Line = Annotated[str, msgspec.Meta(max_length=2_000)]


class ReportPage(Record, frozen=True, kw_only=True):
    """A page of reports: how many there are in all, and where the next page is."""

    total: int
    next: str | None
    items: list[ReportEntry]


class ReportText(ReportEntry, frozen=True, kw_only=True):
    """A report with its text, in which all spans count code points."""

    text: str
    published_from: PublishedFrom


class NewReport(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report to be added: its text with what is known of it, or the address of a page or feed to
    be read."""

    text: str | None = None
    address: _Line | None = None
    title: _Line | None = None
    publisher: _Line | None = None
    url: _Line | None = None
    published: _Line | None = None


@dataclass
class Upload:
    """A file that is handed in."""

    file: UploadFile


@get(
    "/reports",
    operation_id="list_reports",
    tags=["reports"],
    responses=problems(),
    dependencies={"wanted": Provide(report_filters, sync_to_thread=False)},
    sync_to_thread=True,
)
def list_reports(
    request: Asking, bench: Workbench, wanted: ReportQuery, limit: Limit = 50, offset: Offset = 0
) -> ReportPage:
    """The reports that meet all filters, the latest first."""
    total = bench.record.count_reports(wanted)
    items = bench.record.reports(wanted, Page(limit=limit, offset=offset))
    return ReportPage(total=total, next=next_link(request, limit, offset, total), items=items)


@get(
    "/reports/{id:str}",
    operation_id="get_report",
    tags=["reports"],
    responses=problems(404),
    sync_to_thread=True,
)
def get_report(bench: Workbench, id: Ident) -> ReportText:
    """One report with its text."""
    entry = found(bench, id, ReportEntry)
    report = present(lambda: bench.record.coding(entry.key)).report
    known = {name: getattr(entry, name) for name in ReportEntry.__struct_fields__}
    return ReportText(**known, text=report.text, published_from=report.published_from)


@get(
    "/reports/{id:str}/coding",
    operation_id="get_report_coding",
    tags=["reports"],
    responses=problems(404),
    sync_to_thread=True,
)
def get_report_coding(bench: Workbench, id: Ident) -> Coding:
    """All that was read in a report: the same as ``dragoman code --format json`` gives."""
    entry = found(bench, id, ReportEntry)
    return present(lambda: bench.record.coding(entry.key))


@post(
    "/reports",
    operation_id="add_report",
    tags=["reports"],
    responses=problems(413),
    status_code=202,
    sync_to_thread=True,
)
def add_report(request: Asking, bench: Workbench, data: NewReport) -> Response[Job]:
    """Add a report. It is coded aside: the answer is a job, which says what became of it."""
    if (data.text is None) == (data.address is None):
        raise InputError("give either the text of a report or the address of a page")
    by = bench.visitor(request).name
    if data.address is not None:
        job = bench.adding.hand_in(data.address, by, address_order(data.address))
    else:
        known = {name: getattr(data, name) for name in ("title", "publisher", "url", "published")}
        order = text_order(data.text or "", known, bench.settings)
        job = bench.adding.hand_in(data.title or "a text", by, order)
    return accepted(job)


@post(
    "/uploads",
    operation_id="upload_reports",
    tags=["reports"],
    responses=problems(413),
    status_code=202,
)
async def upload_reports(
    request: Asking,
    bench: Workbench,
    data: Annotated[Upload, Body(media_type=RequestEncodingType.MULTI_PART)],
) -> Response[Job]:
    """Add a file of any kind that ``dragoman add`` reads: a text, a page, JSON lines, a table, a
    feed, a web archive."""
    name = data.file.filename or "upload"
    order = upload_order(name, await data.file.read())
    by = bench.visitor(request).name
    return accepted(await run_sync(bench.adding.hand_in, name, by, order))


def accepted(job: Job) -> Response[Job]:
    """The answer for something that will be done."""
    return Response(job, status_code=202, headers={"Location": f"/api/jobs/{job.id}"})


@delete(
    "/reports/{id:str}",
    operation_id="delete_report",
    tags=["reports"],
    responses=problems(404),
    opt={"role": "admin"},
    sync_to_thread=True,
)
def delete_report(bench: Workbench, id: Ident) -> None:
    """Take a report out of the record, with all that only it says. For admins."""
    entry = found(bench, id, ReportEntry)
    bench.record.delete([entry.key])


routes = [
    list_reports,
    get_report,
    get_report_coding,
    add_report,
    upload_reports,
    delete_report,
]
