"""Coding processes that need no model: what ``dragoman.pool`` starts in tests instead of its own.

``python -m tests.faults.coding RECORD`` adds made-up reports with two of them.
"""

import os
import signal
import struct
import sys
import time
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection
from typing import Any

from tests.record import worker

from dragoman import pool
from dragoman.model import Coding, Report
from dragoman.record import adding
from dragoman.record.record import Record

COUNT = 60


class CoderByRule:
    """Codes made-up reports, and takes its time."""

    def __init__(self, *_: object) -> None:
        pass

    def try_all(self, reports: Iterable[Report]) -> Iterator[Any]:
        for coded in worker.code(reports):
            time.sleep(0.05)
            yield coded


_code = pool._code


def by_rule(pipe: Connection, options: Any) -> None:
    """A worker that codes by rule."""
    pool.Coder = CoderByRule  # type: ignore[assignment, misc]
    _code(pipe, options)


def killed_in_its_second_answer(pipe: Connection, options: Any) -> None:
    """A worker that is killed when it has sent the beginning of an answer."""
    first: list[Coding] = list(worker.code(pipe.recv()))  # type: ignore[arg-type]
    pipe.send(first)
    pipe.recv()
    os.write(pipe.fileno(), struct.pack("!i", 1_000_000) + b"the beginning")
    os.kill(os.getpid(), signal.SIGKILL)


def main(where: str) -> None:
    pool._code = by_rule
    adding._BATCH = 10
    with Record.open(where, create=True) as record:
        inputs = worker.inputs(0, COUNT)
        record.add(inputs, lambda reports: pool.code_in_processes(reports, 2), asked="these")


if __name__ == "__main__":
    main(*sys.argv[1:])
