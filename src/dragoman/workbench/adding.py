"""Adding reports from the browser and the API: jobs that wait their turn and are done aside."""

import json
import logging
import queue
import secrets
import threading
from collections.abc import Callable, Iterator
from typing import Literal

from dragoman.errors import DragomanError
from dragoman.model import Record as Struct
from dragoman.record.adding import Code, Incoming, Outcome
from dragoman.record.record import Record, utc_now

_LOG = logging.getLogger("dragoman.workbench")
_WAITING = 200  # jobs that may wait
_KEPT = 1_000  # jobs that are remembered
_TOLD = 500  # outcomes of a job that are remembered; the runs of the record know them all

JobState = Literal["waiting", "working", "done", "failed"]
Inputs = Callable[[], Iterator[Incoming]]


class BusyError(DragomanError):
    """More is waiting to be added than can be kept waiting."""


class Job(Struct, frozen=True, kw_only=True):
    """Something that is to be added, and how far it is. ``outcomes`` says what became of each
    input; of very many, the first."""

    id: str
    what: str
    by: str
    made: str
    state: JobState
    run: int | None = None
    why: str | None = None
    outcomes: tuple[Outcome, ...] = ()


class _Work:
    """A job as the worker knows it."""

    def __init__(self, what: str, by: str, inputs: Inputs) -> None:
        self.id, self.what, self.by, self.made = secrets.token_hex(8), what, by, utc_now()
        self.inputs: Inputs | None = inputs
        self.state: JobState = "waiting"
        self.run: int | None = None
        self.why: str | None = None
        self.outcomes: list[Outcome] = []

    def hear(self, outcome: Outcome) -> None:
        """Take note of what became of an input."""
        if len(self.outcomes) < _TOLD:
            self.outcomes.append(outcome)

    def job(self) -> Job:
        """The job as it stands."""
        return Job(
            id=self.id,
            what=self.what,
            by=self.by,
            made=self.made,
            state=self.state,
            run=self.run,
            why=self.why,
            outcomes=tuple(self.outcomes),
        )


class Adding:
    """Adds what is handed in, one job at a time, in a thread of its own that is started when it is
    first needed."""

    def __init__(self, record: Record, code: Code) -> None:
        self._record, self._code = record, code
        self._waiting: queue.Queue[_Work | None] = queue.Queue()
        self._known: dict[str, _Work] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def hand_in(self, what: str, by: str, inputs: Inputs) -> Job:
        """Let something be added: ``what`` names it, ``by`` who wants it. Raises BusyError where
        too much is waiting."""
        work = _Work(what, by, inputs)
        with self._lock:
            if self._waiting.qsize() >= _WAITING:
                raise BusyError("too much is waiting to be added; try again in a while")
            self._known[work.id] = work
            while len(self._known) > _KEPT:
                self._known.pop(next(iter(self._known)))
            self._waiting.put(work)
            if self._thread is None:
                self._thread = threading.Thread(target=self._go_on, name="adding", daemon=True)
                self._thread.start()
        return work.job()

    def find(self, id: str) -> Job | None:
        """A job by its id."""
        work = self._known.get(id)
        return work.job() if work is not None else None

    def jobs(self) -> list[Job]:
        """The jobs that are remembered, the latest first."""
        with self._lock:
            return [work.job() for work in reversed(self._known.values())]

    def close(self) -> None:
        """Take no more; what is under way ends with its batch."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join(2)

    def _go_on(self) -> None:
        while (work := self._waiting.get()) is not None:
            self._do(work)

    def _do(self, work: _Work) -> None:
        assert work.inputs is not None
        work.state = "working"
        asked = json.dumps(["workbench", work.what, work.by, work.id], ensure_ascii=False)
        try:
            report = self._record.add(work.inputs(), self._code, asked=asked, told=work.hear)
        except DragomanError as fault:
            work.state, work.why = "failed", str(fault)
        except Exception as fault:  # whatever it is, the next job is still done
            _LOG.error("adding %s failed", work.id, exc_info=fault)
            work.state, work.why = "failed", "it could not be added; the log says why"
        else:
            work.state, work.run = "done", report.run
        work.inputs = None  # lets go of what was uploaded
