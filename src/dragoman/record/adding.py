"""Adding reports to a record: what comes in, what becomes of it, and a run report that says so.

Reports are coded as they stream in and written in batches, each with all its consequences in one
transaction. Whatever stops the work, the record stands at the end of a batch, and the same command
goes on from there.
"""

import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, TypeAlias

from sqlalchemy import Connection, Engine, bindparam, func, insert, or_, select, update

from dragoman._version import __version__
from dragoman.coder import Failure
from dragoman.entries import InputState
from dragoman.model import Coding, Record, Report
from dragoman.record import schema
from dragoman.record.batch import add_codings, known_keys, replace_codings
from dragoman.record.engine import reading, writing
from dragoman.record.given import among
from dragoman.record.identity import report_key
from dragoman.record.sightings import (
    Sighting,
    known_report,
    load_sightings,
    note_sightings,
)
from dragoman.record.store import add_new

_runs, _reports, _inputs = schema.runs.c, schema.reports.c, schema.inputs.c
_OPEN = select(_runs.id).where(_runs.asked == bindparam("asked"), _runs.finished.is_(None))
_NEW_RUN = insert(schema.runs).returning(_runs.id)
_FINISH = update(schema.runs).where(_runs.id == bindparam("run")).values(finished=bindparam("at"))
_STALE = select(_reports.key).where(_reports.stale).order_by(_reports.key)
_REVISIONS = select(_reports.key, _reports.replaces, _reports.replaced_by).where(
    among(_reports.key), or_(_reports.replaces.is_not(None), _reports.replaced_by.is_not(None))
)
_STATES = (
    select(_inputs.state, func.count().label("inputs"))
    .where(_inputs.run == bindparam("run"))
    .group_by(_inputs.state)
    .order_by(_inputs.state)
)

Code: TypeAlias = Callable[[Iterable[Report]], Iterator[Coding | Failure]]

_BATCH = 256  # reports written in one transaction
_PATIENCE = 10.0  # seconds after which what is there is written, however little


class Incoming(NamedTuple):
    """One input: its name (path, URL, row of a table) with its report, or why there is none."""

    name: str
    report: Report | None = None
    retrieved: str | None = None
    state: InputState = "refused"
    why: str | None = None


class Outcome(Record, frozen=True, kw_only=True):
    """What became of one input. ``report`` is the key of its report, where it has one."""

    name: str
    state: InputState
    why: str | None = None
    report: str | None = None


class RunReport(Record, frozen=True, kw_only=True):
    """What a run did: how many inputs ended in which state, and those before it was resumed."""

    run: int
    states: Mapping[str, int]
    resumed: int = 0


def add(
    engine: Engine,
    inputs: Iterable[Incoming],
    code: Code,
    *,
    asked: str,
    now: Callable[[], str],
    told: Callable[[Outcome], None] = lambda _: None,
) -> RunReport:
    """Read, code and keep every input; each ends in one state.

    ``asked`` says what the run is about: an unfinished run that asked the same is gone on with.
    ``code`` codes a stream of reports in order, ``now`` gives the time (UTC, ISO 8601), ``told``
    hears of each outcome once it is written.
    """
    run, done = _open_run(engine, asked, now())
    adder = _Adder(engine, run, done, told)
    for coded in code(adder.reports(inputs)):
        adder.take(coded)
    adder.finish(code)
    with writing(engine) as connection:
        connection.execute(_FINISH, {"run": run, "at": now()})
        states = _states(connection, run)
    return RunReport(run=run, states=states, resumed=len(done))


class _Adder:
    """The state of one run between its batches."""

    def __init__(
        self, engine: Engine, run: int, done: set[str], told: Callable[[Outcome], None]
    ) -> None:
        self._engine, self._run, self._done, self._told = engine, run, done, told
        self._waiting: deque[tuple[str, Incoming]] = deque()  # given to the coder, in order
        self._under_way: set[str] = set()
        self._codings: dict[str, tuple[Coding, Incoming]] = {}
        self._again: list[tuple[str, Incoming]] = []  # sightings of reports that are known
        self._outcomes: list[Outcome] = []
        self._written = time.monotonic()

    def reports(self, inputs: Iterable[Incoming]) -> Iterator[Report]:
        """The reports of the inputs that have to be coded."""
        for item in inputs:
            if item.name in self._done:
                continue
            if item.report is None:
                self._outcomes.append(Outcome(name=item.name, state=item.state, why=item.why))
                continue
            key = report_key(item.report.text)
            if key in self._under_way or self._knows(key):
                self._again.append((key, item))
                continue
            self._under_way.add(key)
            self._waiting.append((key, item))
            yield known_report([Sighting(item.name, item.report)], key)

    def _knows(self, key: str) -> bool:
        with reading(self._engine) as connection:
            return bool(known_keys(connection, [key]))

    def take(self, coded: Coding | Failure) -> None:
        """Keep the answer for the report that has waited longest."""
        key, item = self._waiting.popleft()
        if isinstance(coded, Failure):
            self._under_way.discard(key)
            self._outcomes.append(Outcome(name=item.name, state="failed", why=coded.why))
        else:
            self._codings[key] = (coded, item)
        late = time.monotonic() - self._written > _PATIENCE
        if len(self._codings) >= _BATCH or late:
            self._write()

    def finish(self, code: Code) -> None:
        """Write what is left, and code again what more is known of now."""
        self._write()
        for _, item in self._again:  # the first of these texts failed, so the others do
            why = "another input with the same text could not be coded"
            self._outcomes.append(Outcome(name=item.name, state="failed", why=why))
        self._again = []
        if self._outcomes:
            self._write()
        refresh(self._engine, code)

    def _write(self) -> None:
        """One transaction: codings, sightings, outcomes."""
        with writing(self._engine) as connection:
            outcomes = [*self._outcomes, *self._add(connection)]
            known = known_keys(connection, [key for key, _ in self._again])
            seen = _by_key(item for item in self._again if item[0] in known)
            outcomes += [_duplicate(item, key) for key, items in seen.items() for item in items]
            _note(connection, seen)
            add_new(connection, schema.inputs, [_input_row(self._run, item) for item in outcomes])
        for outcome in outcomes:
            self._told(outcome)
        self._under_way -= self._codings.keys()
        self._again = [item for item in self._again if item[0] not in known]
        self._codings, self._outcomes = {}, []
        self._written = time.monotonic()

    def _add(self, connection: Connection) -> list[Outcome]:
        """Add the codings at hand, unless another process did meanwhile."""
        had = known_keys(connection, self._codings)
        fresh = {key: self._codings[key] for key in sorted(self._codings) if key not in had}
        if fresh:
            add_codings(connection, [coding for coding, _ in fresh.values()])
        revised = _revisions(connection, fresh)
        _note(connection, {key: [item] for key, (_, item) in self._codings.items()})
        return [
            _duplicate(item, key) if key in had else _coded(item, coding, key, revised)
            for key, (coding, item) in self._codings.items()
        ]


def refresh(engine: Engine, code: Code) -> int:
    """Code again the reports of which more is known than when they were coded, as when a copy with
    a date came in after one without. Returns how many."""
    with reading(engine) as connection:
        keys = list(connection.execute(_STALE).scalars())
        if not keys:
            return 0
        seen = load_sightings(connection, keys)
    reports = [known_report(seen[key], key) for key in keys]
    coded = (item for item in code(reports) if isinstance(item, Coding))
    while some := list(islice(coded, _BATCH)):
        with writing(engine) as connection:
            replace_codings(connection, some)
    return len(keys)


def _open_run(engine: Engine, asked: str, now: str) -> tuple[int, set[str]]:
    """The number of the run and the inputs it has done, where it goes on from before."""
    inputs = schema.inputs
    with writing(engine) as connection:
        open_one = connection.execute(_OPEN, {"asked": asked}).scalar()
        if open_one is not None:
            done = connection.execute(select(inputs.c.name).where(inputs.c.run == open_one))
            return open_one, set(done.scalars())
        row = {"asked": asked, "started": now, "finished": None, "version": __version__}
        made = connection.execute(_NEW_RUN, row).scalar_one()
        return made, set()


def _states(connection: Connection, run: int) -> dict[str, int]:
    rows = connection.execute(_STATES, {"run": run})
    return {row.state: row.inputs for row in rows}


def _by_key(items: Iterable[tuple[str, Incoming]]) -> dict[str, list[Incoming]]:
    found: dict[str, list[Incoming]] = {}
    for key, item in items:
        found.setdefault(key, []).append(item)
    return found


def _note(connection: Connection, seen: Mapping[str, Sequence[Incoming]]) -> None:
    note_sightings(
        connection,
        {
            key: [Sighting(item.name, item.report, item.retrieved) for item in items if item.report]
            for key, items in seen.items()
        },
    )


def _revisions(connection: Connection, fresh: Collection[str]) -> dict[str, str]:
    """Of reports just added: those that are not the first of their page, with what they revise or
    were revised by before they came."""
    found = {}
    for row in connection.execute(_REVISIONS, {"keys": sorted(fresh)}):
        if row.replaces is not None:
            found[row.key] = f"of {row.replaces}"
        elif row.replaced_by is not None and row.replaced_by not in fresh:
            found[row.key] = f"an earlier one of {row.replaced_by}"
    return found


def _coded(item: Incoming, coding: Coding, key: str, revised: Mapping[str, str]) -> Outcome:
    """How a newly coded input ends."""
    if key in revised:
        return Outcome(name=item.name, state="revision", why=revised[key], report=key)
    if not coding.events and not coding.statements:
        why = "it tells of no event and reports no statement"
        return Outcome(name=item.name, state="nothing found", why=why, report=key)
    return Outcome(name=item.name, state="coded", report=key)


def _duplicate(item: Incoming, key: str) -> Outcome:
    return Outcome(name=item.name, state="duplicate", why=f"of {key}", report=key)


def _input_row(run: int, outcome: Outcome) -> dict[str, object]:
    return {
        "run": run,
        "name": outcome.name,
        "state": outcome.state,
        "why": outcome.why,
        "report": outcome.report,
    }
