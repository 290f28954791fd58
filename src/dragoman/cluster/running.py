"""Who does the work: this process, several of this machine, or the workers of a Dask cluster
(``on_dask``). Each takes a function and tasks and gives back the answers as they come.

The processes here are not those of ``pool``, which hands on reports that one reader waits for in
their order, and which ends when a process dies. A task here is a minute of work that leaves files
behind. So it is done again by another process, its answer is taken whenever it comes, and a process
does not finish its task once there is nobody to hear of it.
"""

import os
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Protocol, TypeVar

from dragoman.errors import DragomanError
from dragoman.pool import answered, death, uninterrupted

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
        under_way: dict[_Worker, tuple[int, Task]] = {}
        try:
            yield from self._answers(function, enumerate(tasks), under_way)
        finally:  # where it was left early, nobody waits for these answers
            for worker in [one for one in self._workers if one in under_way]:
                self._drop(worker)

    def _answers(
        self,
        function: Callable[[Task], Answer],
        stream: Iterator[tuple[int, Task]],
        under_way: "dict[_Worker, tuple[int, Task]]",
    ) -> Iterator[tuple[int, Answer]]:
        again: deque[tuple[int, Task]] = deque()
        deaths: Counter[int] = Counter()
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
                try:
                    answer = worker.answer()
                except (EOFError, OSError):
                    code = self._drop(worker)
                    deaths[number] += 1
                    if deaths[number] == _TRIES:
                        told = f"{_TRIES} times over the same part, {death(code)}"
                        raise DragomanError(told) from None
                    again.append((number, task))
                    continue
                if isinstance(answer, Exception):
                    raise answer
                yield number, answer

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


class _Worker:
    """A process that does one task at a time, and the line to it."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self.line, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(target=_work, args=(theirs,), daemon=True)
        with uninterrupted():
            self._process.start()
        theirs.close()  # held by the process alone, so that the pipe ends when it does

    @property
    def signs(self) -> "tuple[Connection[Any, Any], int]":
        """What to wait on: an answer, or the end of the process."""
        return self.line, self._process.sentinel

    def give(self, function: Callable[[Task], Any], task: Task) -> None:
        """Hand over a task."""
        with suppress(BrokenPipeError, ConnectionResetError):  # it has died: its answer tells
            self.line.send((function, task))

    def answer(self) -> Any:
        """The answer: a value, or the exception raised. Raises EOFError or OSError where the
        process died."""
        return self.line.recv()

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
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            function, task = line.recv()
            line.send(answered(partial(function, task)))


def _end_with_parent() -> None:
    """Wait for the parent's end, however it comes, and end then."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
