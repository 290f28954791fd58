"""``/api/processes``: which processes there are, the dossier of each, and what changed in it."""

from typing import Annotated

from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import Parameter

from dragoman.errors import InputError
from dragoman.model import Record
from dragoman.processes import Changes, Dossier, default_day
from dragoman.processes.process import Process
from dragoman.reading import iso_day
from dragoman.workbench.api.shapes import Ident, problems
from dragoman.workbench.process_files import Kept
from dragoman.workbench.state import Workbench

_Day = Annotated[str | None, Parameter(max_length=40, description="A day as 2019-06-03.")]
_From = Annotated[
    str | None, Parameter(query="from", max_length=40, description="The earlier of two days.")
]
_To = Annotated[
    str | None,
    Parameter(
        query="to",
        max_length=40,
        description="The later of two days; by default today, or the last day of the process.",
    ),
]


class ProcessInfo(Record, frozen=True, kw_only=True):
    """A process under the name of its file. ``own`` is false for those that come with Dragoman;
    ``fault`` says what is wrong in a file that cannot be read."""

    id: str
    own: bool
    process: Process | None = None
    fault: str | None = None


@get(
    "/processes",
    operation_id="list_processes",
    tags=["processes"],
    responses=problems(),
    sync_to_thread=True,
)
def list_processes(bench: Workbench) -> list[ProcessInfo]:
    """All processes, by the names of their files."""
    return [info(kept) for kept in bench.processes.all()]


@get(
    "/processes/{id:str}",
    operation_id="get_process",
    tags=["processes"],
    responses=problems(404),
    sync_to_thread=True,
)
def get_process(bench: Workbench, id: Ident) -> ProcessInfo:
    """One process: its parties, third parties, topics and period."""
    return info(_kept(bench, id))


@get(
    "/processes/{id:str}/dossier",
    operation_id="get_dossier",
    tags=["processes"],
    responses=problems(404),
    sync_to_thread=True,
)
def get_dossier(bench: Workbench, id: Ident, on: _Day = None, since: _Day = None) -> Dossier:
    """The dossier of a process as it stood ``on`` a day (today, or the last day of the process),
    with what changed ``since`` another. Every claim has the keys of its evidence, whose words stand
    in ``sources``."""
    process = _process(bench, id)
    day = _day(on, "on") or default_day(process)
    before = _day(since, "since")
    if before is not None and before >= day:
        raise InputError(f"since: {before} is not before {day}")
    return bench.dossiers.of(process, bench.processes.topics(), day, before)


@get(
    "/processes/{id:str}/changes",
    operation_id="get_changes",
    tags=["processes"],
    responses=problems(404),
    sync_to_thread=True,
)
def get_changes(bench: Workbench, id: Ident, first: _From = None, last: _To = None) -> Changes:
    """What changed in a process ``from`` one day ``to`` another."""
    process = _process(bench, id)
    start, end = _day(first, "from"), _day(last, "to") or default_day(process)
    if start is None:
        raise InputError("give the earlier day with from")
    if start >= end:
        raise InputError(f"from: {start} is not before {end}")
    return bench.dossiers.changes(process, bench.processes.topics(), start, end)[0]


def _kept(bench: Workbench, id: str) -> Kept:
    kept = bench.processes.find(id)
    if kept is None:
        raise NotFoundException(f"there is no process {id}")
    return kept


def _process(bench: Workbench, id: str) -> Process:
    kept = _kept(bench, id)
    if kept.process is None:
        raise InputError(kept.fault)
    return kept.process


def info(kept: Kept) -> ProcessInfo:
    """A process for programs."""
    return ProcessInfo(id=kept.name, own=kept.own, process=kept.process, fault=kept.fault or None)


def _day(value: str | None, name: str) -> str | None:
    return iso_day(value, name) if value else None


routes = [list_processes, get_process, get_dossier, get_changes]
