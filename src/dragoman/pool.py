"""Coding in several processes: the whole coder in each, answers in the order of the reports.

Each worker keeps a coder to itself and has a pipe of its own, at whose other end a thread hands it
one numbered chunk of reports after the other. So whichever process is killed, at whatever moment,
the others notice by the end of a pipe: the parent that a worker has died, even in the middle of an
answer, and workers that there is no parent any more. Few chunks are under way at a time, so a
stream of any length needs little memory.
"""

import gc
import multiprocessing
import signal
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from dragoman.coder import Coder, Failure
from dragoman.errors import DragomanError
from dragoman.model import Coding, Report

_CHUNK = 8  # reports handed to a process at a time
_AHEAD = 3  # chunks under way for each process: one in work, others waiting or done

_Options = tuple[str | None, Path | None, Path | None]
_Answer = list[Coding | Failure] | Exception
_Work = SimpleQueue[tuple[int, list[Report]] | None]
_Done = SimpleQueue[tuple[int, _Answer]]
Found = TypeVar("Found")


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
    work: _Work = SimpleQueue()
    done: _Done = SimpleQueue()
    workers: list[_Worker] = []
    try:
        with uninterrupted():
            workers.extend(_Worker((model, lexicon, actors)) for _ in range(jobs))
        for worker in workers:
            worker.begin(work, done)
        yield from _in_order(reports, work, done, _AHEAD * jobs)
    finally:
        for _ in workers:
            work.put(None)
        for worker in workers:
            worker.end()


class _Worker:
    """A process that codes, and the thread that hands it work and takes its answers."""

    def __init__(self, options: _Options) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_code, args=(theirs, options), daemon=True)
        self._process.start()
        theirs.close()  # held by the process alone, so that the pipe ends when it does
        self._thread: threading.Thread | None = None

    def begin(self, work: _Work, done: _Done) -> None:
        """Let it work on what is waiting."""
        self._thread = threading.Thread(target=self._go_on, args=(work, done), daemon=True)
        self._thread.start()

    def _go_on(self, work: _Work, done: _Done) -> None:
        try:
            while (item := work.get()) is not None:
                number, reports = item
                self._pipe.send(reports)
                done.put((number, self._pipe.recv()))
        except (EOFError, OSError):
            self._process.join(5)
            done.put((-1, DragomanError(death(self._process.exitcode))))
        except Exception as fault:  # what cannot cross the pipe; else the parent would wait forever
            done.put((-1, fault))

    def end(self) -> None:
        """End the process, whatever it does; the thread ends with it."""
        self._process.terminate()
        self._process.join()
        if self._thread is not None:
            self._thread.join()
        self._pipe.close()


def _code(pipe: Connection, options: _Options) -> None:
    """What a worker process does, until nobody is at the other end of its pipe."""
    coder = answered(lambda: Coder(*options))
    gc.freeze()  # it stays to the end: looking through it for garbage is in vain
    with suppress(EOFError, OSError):
        while True:
            reports: list[Report] = pipe.recv()
            if isinstance(coder, Exception):
                pipe.send(coder)
            else:
                pipe.send(answered(partial(_all, coder, reports)))


def _all(coder: Coder, reports: list[Report]) -> list[Coding | Failure]:
    return list(coder.try_all(reports))


def answered(work: Callable[[], Found]) -> Found | Exception:
    """What work gives, or its error in a form that can cross a pipe, as not every error can."""
    try:
        return work()
    except DragomanError as fault:
        return fault
    except Exception as fault:
        return RuntimeError(f"in a coding process:\n{''.join(traceback.format_exception(fault))}")


@contextmanager
def uninterrupted() -> Iterator[None]:
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
    reports: Iterable[Report], work: _Work, done: _Done, room: int
) -> Iterator[Coding | Failure]:
    stream = iter(reports)
    chunks = enumerate(iter(lambda: list(islice(stream, _CHUNK)), []))
    finished: dict[int, list[Coding | Failure]] = {}  # empty while a chunk is under way
    turn = 0
    while True:
        for item in islice(chunks, room):
            finished[item[0]] = []
            work.put(item)
        if turn not in finished:
            return
        while not finished[turn]:
            number, answer = done.get()
            if isinstance(answer, Exception):
                raise answer
            finished[number] = answer
        yield from finished.pop(turn)
        turn, room = turn + 1, 1


def death(code: int | None) -> str:
    """A sentence for the end of a process that should not have ended."""
    if code is not None and code < 0:
        with suppress(ValueError):
            how = f"killed by {signal.Signals(-code).name}"
            return f"a coding process died ({how}; is memory short?); try fewer with --jobs"
    return f"a coding process died (exit {code}); try fewer with --jobs"
