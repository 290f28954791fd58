"""Coding in several processes: the whole coder in each, answers in the order of the reports.

Each worker keeps a coder to itself. Reports go out in numbered chunks over one queue, codings come
back over another; few are under way at a time, so a stream of any length needs little memory.
"""

import multiprocessing
import signal
import threading
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from multiprocessing.context import SpawnProcess
from multiprocessing.queues import Queue
from pathlib import Path
from queue import Empty

from dragoman.coder import Coder, Failure
from dragoman.errors import DragomanError
from dragoman.model import Coding, Report

_CHUNK = 8  # reports handed to a process at a time
_AHEAD = 3  # chunks under way for each process: one in work, others waiting
_PATIENCE = 1.0  # seconds between two looks at whether the workers are alive

_Work = tuple[int, list[Report]]
_Done = tuple[int, list[Coding | Failure] | Exception]


def code_in_processes(
    reports: Iterable[Report],
    jobs: int,
    model: str | None = None,
    actors: Path | None = None,
    lexicon: Path | None = None,
) -> Iterator[Coding | Failure]:
    """Code reports with ``jobs`` processes. The codings are the same as those of one process, and
    in the order of the reports; one that cannot be coded gives a Failure in its place.

    Raises DragomanError where a worker cannot start or dies.
    """
    context = multiprocessing.get_context("spawn")
    work: Queue[_Work] = context.Queue()
    done: Queue[_Done] = context.Queue()
    workers = [
        context.Process(target=_work, args=(work, done, model, actors, lexicon), daemon=True)
        for _ in range(jobs)
    ]
    try:
        with _uninterrupted():
            for worker in workers:
                worker.start()
        yield from _in_order(reports, work, done, workers)
    finally:
        for worker in workers:
            worker.terminate()
        work.cancel_join_thread()  # what no worker has taken is dropped


def _work(
    work: "Queue[_Work]",
    done: "Queue[_Done]",
    model: str | None,
    actors: Path | None,
    lexicon: Path | None,
) -> None:
    """What a worker process does, until it is ended."""
    try:
        coder = Coder(model, lexicon, actors)
        while True:
            number, reports = work.get()
            done.put((number, list(coder.try_all(reports))))
    except DragomanError as fault:
        done.put((-1, fault))
    except Exception as fault:  # told by its text: not every error can cross a queue
        told = "".join(traceback.format_exception(fault))
        done.put((-1, RuntimeError(f"in a coding process:\n{told}")))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Processes started inside ignore Ctrl-C, which is for the parent to answer."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _in_order(
    reports: Iterable[Report],
    work: "Queue[_Work]",
    done: "Queue[_Done]",
    workers: list[SpawnProcess],
) -> Iterator[Coding | Failure]:
    stream = iter(reports)
    chunks = enumerate(iter(lambda: list(islice(stream, _CHUNK)), []))
    finished: dict[int, list[Coding | Failure]] = {}  # empty while a chunk is under way
    turn, room = 0, _AHEAD * len(workers)
    while True:
        for item in islice(chunks, room):
            finished[item[0]] = []
            work.put(item)
        if turn not in finished:
            return
        while not finished[turn]:
            number, codings = _next_done(done, workers)
            if isinstance(codings, Exception):
                raise codings
            finished[number] = codings
        yield from finished.pop(turn)
        turn, room = turn + 1, 1


def _next_done(done: "Queue[_Done]", workers: list[SpawnProcess]) -> _Done:
    while True:
        try:
            return done.get(timeout=_PATIENCE)
        except Empty:
            for worker in workers:
                if not worker.is_alive():
                    raise DragomanError(
                        f"a process died (exit {worker.exitcode}); try fewer of them with --jobs"
                    ) from None
