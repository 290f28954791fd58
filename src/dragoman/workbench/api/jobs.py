"""``/api/jobs``: what became of what was handed in; and ``/api/record``: what there is in all."""

from litestar import get
from litestar.exceptions import NotFoundException

from dragoman.model import CoderInfo, Record
from dragoman.workbench.adding import Job
from dragoman.workbench.api.shapes import Ident, problems
from dragoman.workbench.state import Workbench


class RecordInfo(Record, frozen=True, kw_only=True):
    """How much a record holds, and which versions of the coder made it."""

    counts: dict[str, int]
    coders: list[CoderInfo]


@get("/jobs", operation_id="list_jobs", tags=["jobs"], responses=problems(), sync_to_thread=False)
def list_jobs(bench: Workbench) -> list[Job]:
    """What was handed in since the workbench was started, the latest first."""
    return bench.adding.jobs()


@get(
    "/jobs/{id:str}",
    operation_id="get_job",
    tags=["jobs"],
    responses=problems(404),
    sync_to_thread=False,
)
def get_job(bench: Workbench, id: Ident) -> Job:
    """How far a job is, and what became of its inputs."""
    job = bench.adding.find(id)
    if job is None:
        raise NotFoundException(f"there is no job {id}; it may be from before a restart")
    return job


@get(
    "/record",
    operation_id="get_record",
    tags=["record"],
    responses=problems(),
    sync_to_thread=True,
)
def get_record(bench: Workbench) -> RecordInfo:
    """What the record holds."""
    return RecordInfo(counts=dict(bench.record.counts()), coders=bench.record.coders())


routes = [list_jobs, get_job, get_record]
