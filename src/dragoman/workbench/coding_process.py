"""The coder in a process of its own, so that pages stay quick while reports are coded.

The process is started when the first report comes and keeps its coder. It ends when its end of the
pipe closes: with the workbench, however that ends.
"""

import gc
import multiprocessing
import signal
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from dragoman.coder import Coder, Failure
from dragoman.errors import DragomanError
from dragoman.model import Coding, Report

_PATIENCE = 600.0  # seconds for one report, the loading of the model included
_Options = tuple[str | None, Path | None, Path | None]


class CodingStopped(DragomanError):
    """The workbench ended while a report was being coded."""


class CodingProcess:
    """Codes reports one after the other; a process that dies or hangs costs one report."""

    def __init__(self, model: str | None, lexicon: Path | None, actors: Path | None) -> None:
        self._options: _Options = (model, lexicon, actors)
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._closed = False

    def __call__(self, reports: Iterable[Report]) -> Iterator[Coding | Failure]:
        """The codings of reports, in order, and a failure for each that could not be coded."""
        for report in reports:
            yield self._code(report)

    def close(self) -> None:
        """End the process for good: what is being coded raises CodingStopped."""
        self._closed = True
        self._end()

    def _end(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.terminate()
            self._process.join(5)
        self._process = self._pipe = None

    def _code(self, report: Report) -> Coding | Failure:
        try:
            pipe = self._started()
            pipe.send(report)
            if not pipe.poll(_PATIENCE):
                raise TimeoutError
            coded: Coding | Failure = pipe.recv()
        except TimeoutError:
            self._end()
            why = f"it was not coded within {_PATIENCE:.0f} seconds"
            return Failure(report=report.id, why=why)
        except (EOFError, OSError):
            if self._closed:
                raise CodingStopped("the workbench ended") from None
            code = self._exit_code()
            self._end()
            why = f"the coding process died (exit {code}); try it again"
            return Failure(report=report.id, why=why)
        return coded

    def _exit_code(self) -> int | None:
        if self._process is None:
            return None
        self._process.join(1)
        return self._process.exitcode

    def _started(self) -> Connection:
        if self._closed:
            raise EOFError
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(
                target=_work, args=(theirs, self._options), daemon=True, name="dragoman-coder"
            )
            self._process.start()
            theirs.close()
        return self._pipe


def _work(pipe: Connection, options: _Options) -> None:
    """What the process does, until nobody is at the other end. Ctrl-C is for the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    coder: Coder | None = None
    with suppress(EOFError, OSError):
        while True:
            report: Report = pipe.recv()
            try:
                if coder is None:
                    coder = Coder(*options)
                    gc.freeze()  # it stays to the end, and is not to be looked through for garbage
                coded = next(coder.try_all([report]))
            except Exception as fault:  # the model or a file of the user's cannot be loaded
                coded = Failure(report=report.id, why=f"the coder cannot start: {fault}")
            pipe.send(coded)
