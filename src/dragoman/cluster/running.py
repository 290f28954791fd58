"""Who does the work: this process, several of this machine, or the workers of a Dask cluster
(``on_dask``). Each takes a function and tasks and gives back the answers as they come."""

import os
import signal
import threading
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, NamedTuple, Protocol, TypeVar

from dragoman.errors import DragomanError

Task = TypeVar("Task")
Answer = TypeVar("Answer")

_TRIES = 3  # for a task whose process dies under it


class Runner(Protocol):
    """Runs a function over tasks."""

    def run(
        self, function: Callable[[Task], Answer], tasks: Iterable[Task]
    ) -> Iterator[tuple[int, Answer]]:
        """The answers with the numbers of their tasks, as they come. What a task raises is
        raised."""

    def close(self) -> None:
        """Let go of processes and workers, whatever they are doing."""


def in_order(
    runner: Runner, function: Callable[[Task], Answer], tasks: Iterable[Task]
) -> list[Answer]:
    """All answers in the order of the tasks."""
    return [answer for _, answer in sorted(runner.run(function, tasks), key=lambda pair: pair[0])]


class InProcess:
    """One task after the other, here."""

    def run(
        self, function: Callable[[Task], Answer], tasks: Iterable[Task]
    ) -> Iterator[tuple[int, Answer]]:
        """See ``Runner``."""
        for number, task in enumerate(tasks):
            yield number, function(task)

    def close(self) -> None:
        """Nothing is held."""


class InProcesses:
    """Several processes of this machine. One that dies is replaced and its task is tried again."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._workers: list[_Worker] = []

    def run(
        self, function: Callable[[Task], Answer], tasks: Iterable[Task]
    ) -> Iterator[tuple[int, Answer]]:
        """See ``Runner``. Raises DragomanError for a task under which one process after the other
        dies."""
        stream = enumerate(tasks)
        again: deque[tuple[int, Task]] = deque()
        deaths: Counter[int] = Counter()
        under_way: dict[_Worker, tuple[int, Task]] = {}
        while True:
            while len(under_way) < self._jobs:
                item = again.popleft() if again else next(stream, None)
                if item is None:
                    break
                worker = self._idle(under_way)
                under_way[worker] = item
                worker.give(function, item[1])
            if not under_way:
                return
            for worker in _heard(under_way):
                number, task = under_way.pop(worker)
                answer = worker.answer()
                if answer is None:
                    deaths[number] += 1
                    code = self._drop(worker)
                    if deaths[number] == _TRIES:
                        raise DragomanError(
                            f"{_TRIES} processes died one after the other over the same part "
                            f"(exit {code}); try fewer of them with --jobs"
                        )
                    again.append((number, task))
                elif isinstance(answer.fault, Exception):
                    raise answer.fault
                else:
                    yield number, answer.value

    def _idle(self, busy: "Iterable[_Worker]") -> "_Worker":
        taken = set(busy)
        for worker in self._workers:
            if worker not in taken:
                return worker
        worker = _Worker()
        self._workers.append(worker)
        return worker

    def _drop(self, worker: "_Worker") -> int | None:
        self._workers.remove(worker)
        return worker.end()

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.end()
        self._workers = []


class _Said(NamedTuple):
    """What a process answers: a value, or what went wrong."""

    value: Any = None
    fault: Exception | None = None


class _Worker:
    """A process that does one task at a time, and the line to it."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self.line, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(target=_work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def signs(self) -> "tuple[Connection[Any, Any], int]":
        """What to wait on: an answer, or the end of the process."""
        return self.line, self._process.sentinel

    def give(self, function: Callable[[Task], Any], task: Task) -> None:
        """Hand over a task."""
        with suppress(BrokenPipeError, ConnectionResetError):  # it has died: its answer tells
            self.line.send((function, task))

    def answer(self) -> _Said | None:
        """The answer; None where the process died."""
        try:
            said: _Said = self.line.recv()
        except (EOFError, OSError):
            return None
        return said

    def end(self) -> int | None:
        """End the process; returns its exit code."""
        self._process.kill()
        self._process.join()
        self.line.close()
        return self._process.exitcode


def _heard(workers: "Iterable[_Worker]") -> "list[_Worker]":
    """The workers that have answered or died; waits for one."""
    by_sign: dict[Any, _Worker] = {sign: w for w in workers for sign in w.signs}
    return list(dict.fromkeys(by_sign[sign] for sign in wait(list(by_sign))))


def _work(line: "Connection[Any, Any]") -> None:
    """What a process does, until it is ended or its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to answer
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            function, task = line.recv()
        except EOFError:
            return
        line.send(_said(function, task))


def _said(function: Callable[[Any], Any], task: Any) -> _Said:
    try:
        return _Said(value=function(task))
    except DragomanError as fault:
        return _Said(fault=fault)
    except Exception as fault:  # told by its text: not every error can cross a line
        told = "".join(traceback.format_exception(fault))
        return _Said(fault=RuntimeError(f"in a coding process:\n{told}"))


def _end_with_parent() -> None:
    """Wait for the parent's end, however it comes, and end then."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
