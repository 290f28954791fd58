"""Adding reports from the browser: the handlers of the forms, and what becomes of it."""

from typing import Annotated, Any

from anyio.to_thread import run_sync
from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body
from litestar.response import Redirect

from dragoman.errors import InputError
from dragoman.workbench.adding import Job
from dragoman.workbench.answers import data as as_json
from dragoman.workbench.inputs import address_order, text_order, upload_order
from dragoman.workbench.orders import Order
from dragoman.workbench.state import Asking, Workbench

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
_MOST = 50  # files of one upload
_KNOWN = ("title", "publisher", "url", "published")


@post("/reports/add/text", status_code=303, sync_to_thread=True)
def add_text(request: Asking, bench: Workbench, data: Form) -> Response[Any]:
    """Add a text that was pasted."""
    known = {name: data.get(name, "").strip() or None for name in _KNOWN}
    text = data.get("text", "")
    if len(known["title"] or "") > 500 or len(known["publisher"] or "") > 500:
        raise InputError("title and publisher may have 500 characters")
    order = text_order(text, known, bench.settings)
    return _handed_in(request, bench, known["title"] or "a pasted text", order)


@post("/reports/add/address", status_code=303, sync_to_thread=True)
def add_address(request: Asking, bench: Workbench, data: Form) -> Response[Any]:
    """Add the page or feed at an address."""
    address = data.get("url", "").strip()
    return _handed_in(request, bench, address, address_order(address))


@post("/reports/add/files", status_code=303)
async def add_files(request: Asking, bench: Workbench) -> Response[Any]:
    """Add files that were uploaded, each as a job of its own."""
    form = await request.form()
    files = [found for found in form.getall("files", []) if isinstance(found, UploadFile)]
    files = [file for file in files if file.filename]
    if not files:
        raise InputError("no file was chosen")
    if len(files) > _MOST:
        raise InputError(f"{len(files)} files at once are too many; upload {_MOST} at most")
    jobs = []
    for file in files:
        order = upload_order(file.filename, await file.read())
        jobs.append(await run_sync(_hand_in, request, bench, file.filename, order))
    where = f"/jobs/{jobs[0].id}" if len(jobs) == 1 else "/jobs"
    return Redirect(where, status_code=303)


@get("/jobs", sync_to_thread=False)
def jobs(request: Asking, bench: Workbench) -> Response[str]:
    """What was handed in since the workbench was started."""
    return _page(request, bench, bench.adding.jobs()[:100])


@get("/jobs.json", sync_to_thread=False)
def jobs_json(bench: Workbench) -> Response[bytes]:
    """The same as JSON."""
    return as_json(bench.adding.jobs())


@get("/jobs/{id:str}", sync_to_thread=False)
def job(request: Asking, bench: Workbench, id: str) -> Response[Any]:
    """What becomes of one thing that was handed in; JSON with ``.json`` behind the id."""
    found = bench.adding.find(id.removesuffix(".json"))
    if found is None:
        raise NotFoundException(
            "There is no such job. The workbench forgets those that are done when it is started "
            "again; the runs say what became of everything."
        )
    return as_json(found) if id.endswith(".json") else _page(request, bench, [found])


def _page(request: Asking, bench: Workbench, shown: list[Job]) -> Response[str]:
    open_ones = any(job.state in ("waiting", "working") for job in shown)
    return bench.page(request, "jobs.html", jobs=shown, under_way=open_ones)


def _hand_in(request: Asking, bench: Workbench, what: str, order: Order) -> Job:
    return bench.adding.hand_in(what[:200], bench.visitor(request).name, order)


def _handed_in(request: Asking, bench: Workbench, what: str, order: Order) -> Redirect:
    job = _hand_in(request, bench, what, order)
    return Redirect(f"/jobs/{job.id}", status_code=303)


routes = [add_text, add_address, add_files, jobs, jobs_json, job]
