"""Adding reports from the browser and the API: jobs that wait their turn and are done aside.

What waits is kept in the record, and each job is held by one workbench. One goes on with what
another left when that ended or died, also with what it had begun: its run is gone on with where it
stood.
"""

import json
import logging
import queue
import secrets
import threading
from collections.abc import Callable, Iterator
from typing import Literal

from dragoman.errors import DragomanError, InputError
from dragoman.model import Record as Struct
from dragoman.record.adding import Code, Incoming, Outcome
from dragoman.record.record import Record, utc_now
from dragoman.workbench.coding_process import CodingStopped
from dragoman.workbench.orders import Order, Orders, Waiting

_LOG = logging.getLogger("dragoman.workbench")
_TRIES = 3  # times that a job is begun: one that takes the workbench down is not tried for ever
_ROUND = 15.0  # seconds between two looks at the queue, several in a lease
_KEPT = 1_000  # jobs that are remembered
_TOLD = 500  # outcomes of a job that are remembered; the runs of the record know them all

JobState = Literal["waiting", "working", "done", "failed"]
Inputs = Callable[[], Iterator[Incoming]]


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

    def __init__(self, item: Waiting) -> None:
        self.id, self.what, self.by, self.made = item.id, item.what, item.by, item.made
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
    first needed. ``read`` gives the inputs of an order."""

    def __init__(self, record: Record, code: Code, read: Callable[[Order], Inputs]) -> None:
        self._record, self._code, self._read = record, code, read
        self._orders = Orders(record.engine)
        self._waiting: queue.Queue[_Work | None] = queue.Queue()
        self._known: dict[str, _Work] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._minder: threading.Thread | None = None
        self._closing = threading.Event()

    def hand_in(self, what: str, by: str, order: Order) -> Job:
        """Let something be added: ``what`` names it, ``by`` who wants it. Raises BusyError where
        too much is waiting."""
        name = what.encode("utf-8", "replace").decode().replace("\x00", "")
        item = Waiting(id=secrets.token_hex(8), what=name, by=by, made=utc_now())
        self._orders.put(item, order)
        return self._take(item).job()

    def take_up(self) -> None:
        """Go on with what other workbenches left undone, now and from now on."""
        self._look()
        self._mind()

    def _look(self) -> None:
        """Say that this workbench is there, if it has anything to do, and take what is free. A job
        that slipped from it meanwhile is taken back: its thread goes on with it."""
        if self._is_busy():
            self._orders.hold_on()
        for item in self._orders.take():
            known = self._known.get(item.id)
            if known is None or known.state in ("done", "failed"):
                self._take(item)

    def _mind(self) -> None:
        with self._lock:
            if self._minder is None:
                self._minder = threading.Thread(target=self._rounds, name="minding", daemon=True)
                self._minder.start()

    def _rounds(self) -> None:
        while not self._closing.wait(_ROUND):
            try:
                self._look()
            except Exception as fault:  # the record may be there again in the next round
                _LOG.error("the queue cannot be looked at", exc_info=fault)

    def _take(self, item: Waiting) -> _Work:
        work = _Work(item)
        with self._lock:
            self._known[work.id] = work
            while len(self._known) > _KEPT:
                self._known.pop(next(iter(self._known)))
            self._waiting.put(work)
            if self._thread is None:
                self._thread = threading.Thread(target=self._go_on, name="adding", daemon=True)
                self._thread.start()
        self._mind()
        return work

    def find(self, id: str) -> Job | None:
        """A job by its id."""
        work = self._known.get(id)
        return work.job() if work is not None else None

    def jobs(self) -> list[Job]:
        """The jobs that are remembered, the latest first."""
        with self._lock:
            return [work.job() for work in reversed(self._known.values())]

    def close(self) -> None:
        """Begin nothing more; what is under way ends with its batch, what waits stays in the queue
        of the record."""
        self._closing.set()
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join(2)
        if self._minder is not None:
            self._minder.join(2)
        if self._is_busy():
            self._let_go()

    def _is_busy(self) -> bool:
        with self._lock:
            return any(work.state in ("waiting", "working") for work in self._known.values())

    def _let_go(self) -> None:
        try:
            self._orders.let_go()
        except Exception as fault:  # whoever is next waits until they are free
            _LOG.error("the jobs that wait are not let go", exc_info=fault)

    def _go_on(self) -> None:
        while (work := self._waiting.get()) is not None and not self._closing.is_set():
            self._do(work)

    def _do(self, work: _Work) -> None:
        work.state = "working"
        try:
            begun = self._orders.begin(work.id)
            if begun is None:
                work.state, work.why = "done", "another workbench on this record took it over"
                return
            order, times = begun
            if times >= _TRIES:
                raise InputError(f"it was begun {times} times and never ended; it is given up")
            work.run = self._add(work, order)
            work.state = "done"
        except CodingStopped:  # the next workbench goes on with it
            return
        except DragomanError as fault:
            work.state, work.why = "failed", str(fault)
        except Exception as fault:  # whatever it is, the next job is still done
            _LOG.error("adding %s failed", work.id, exc_info=fault)
            work.state, work.why = "failed", "it could not be added; the log says why"
        self._end(work)

    def _add(self, work: _Work, order: Order) -> int:
        """Add what an order holds; the number of the run."""
        asked = json.dumps(["workbench", work.what, work.by, work.id], ensure_ascii=False)
        inputs = self._read(order)
        return self._record.add(inputs(), self._code, asked=asked, told=work.hear).run

    def _end(self, work: _Work) -> None:
        try:
            self._orders.end(work.id)
        except Exception as fault:  # it is done all the same, and known by then when done again
            _LOG.error("the job %s stays in the queue", work.id, exc_info=fault)
