"""What charts, network and map ask for alike: which events, of which time, counted how."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from sqlalchemy import Engine, func, select

from dragoman.analysis.dyads import LENSES, Dyad, Lens, key_of
from dragoman.analysis.periods import STEPS, Step, readable_step
from dragoman.errors import InputError
from dragoman.record import schema
from dragoman.record.engine import reading
from dragoman.record.happenings import Happening, happenings
from dragoman.record.questions import EventQuery, actors_named
from dragoman.record.record import Record
from dragoman.workbench.asking import Asked, event_query
from dragoman.workbench.lately import Lately, state_of
from dragoman.workbench.pages.words import names

Value = TypeVar("Value", bound=str)
STATUSES = ("actual", "planned")
SHARED = ("actor", "dyad", "type", "status", "sources", "since", "until")


@dataclass(frozen=True)
class View:
    """The events a page draws. ``since`` and ``until`` bound its time, ``all`` are the events
    whatever their time, ``inside`` those in it; of the others ``outside`` have another day and
    ``dayless`` none."""

    lens: Lens
    status: str
    since: str
    until: str
    all: Sequence[Happening]
    with_dayless: bool = False

    @cached_property
    def inside(self) -> list[Happening]:
        """The events of this time and status."""
        return [item for item in self._of_status if self._holds(item)]

    def _holds(self, item: Happening) -> bool:
        if not item.day:
            return self.with_dayless
        return self.since <= item.day[:10] <= self.until

    @cached_property
    def _of_status(self) -> list[Happening]:
        return [item for item in self.all if item.status == self.status]

    @cached_property
    def dayless(self) -> int:
        """Events left out since no report gives their day, nor its own."""
        return 0 if self.with_dayless else sum(not item.day for item in self._of_status)

    @cached_property
    def outside(self) -> int:
        """Events of this status before or after this time."""
        return len(self._of_status) - len(self.inside) - self.dayless

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The names of all that events are counted by."""
        found: dict[str, str] = {}
        for item in self.all:
            for member in item.parties:
                key = key_of(member, self.lens)
                if key and key not in found:
                    found[key] = member.name if self.lens == "actor" else names().country(key)
        return found

    def label(self, key: str) -> str:
        """The name of one."""
        return self.labels.get(key) or names().country(key)


def view(
    record: Record,
    asked: Asked,
    *,
    lens: Lens = "country",
    whole: bool = False,
    with_dyad: bool = True,
) -> View:
    """What an address asks to see. Without a time it is that of the reports, and goes on to what is
    planned where that is asked for; with ``whole`` events of which no report gives a day are in it
    too, as long as no time is asked for. ``with_dyad`` leaves only the events between two; the
    charts count them themselves, by country too."""
    query = event_query(asked)
    found = _happenings(
        record,
        EventQuery(
            actor=query.actor,
            dyad=query.dyad if with_dyad else None,
            event=query.event,
            sources=query.sources,
        ),
    )
    status = one_of(asked, "status", STATUSES, "actual")
    first, last = whole_time(record, found)
    if status == "planned":
        last = max([last, *(item.day[:10] for item in found if item.day and item.status == status)])
    since, until = query.since or first, query.until or last
    if since > until:
        asked.faults.append(f"{since} is after {until}")
        since, until = until, since
    return View(
        lens=one_of(asked, "by", LENSES, lens),
        status=status,
        since=since,
        until=until,
        all=found,
        with_dayless=whole and not (query.since or query.until),
    )


def _happenings(record: Record, query: EventQuery) -> Sequence[Happening]:
    """The events of a query. A page and its charts ask the same, so they are read once for each
    state of the record."""
    key = (record.engine, query, state_of(record.engine))
    return _lately.get(key, lambda: _read(record.engine, query))


_lately: Lately[Sequence[Happening]] = Lately(3)


def _read(engine: Engine, query: EventQuery) -> Sequence[Happening]:
    with reading(engine) as connection:
        return tuple(happenings(connection, query))


def one_of(asked: Asked, name: str, values: Sequence[Value], default: Value) -> Value:
    """A filter that takes one of a few values. Another one is a fault."""
    given = asked.one(name)
    if given is None:
        return default
    found = next((value for value in values if value == given), None)
    if found is None:
        asked.faults.append(f"{name}: {given!r} is none of {', '.join(values)}")
        return default
    return found


def step_of(asked: Asked, seen: View) -> Step:
    """By day, week or month: as asked, or as it is read best."""
    return one_of(asked, "step", STEPS, readable_step(seen.since, seen.until))


def dyad_of(record: Record, asked: Asked, lens: Lens) -> Dyad | None:
    """The dyad that an address asks for by names, codes or ids, as keys of the lens."""
    query = event_query(asked)
    if query.dyad is None:
        return None
    one, other = (_key(record, words, lens) for words in query.dyad)
    return one, other


def _key(record: Record, words: str, lens: Lens) -> str:
    if lens == "country":
        codes = {name.casefold(): code for code, name in names().all_countries()}
        return codes.get(words.casefold(), words.upper())
    local, forms = schema.report_actors.c, schema.forms.c
    question = (
        select(forms.actor)
        .join(schema.report_actors, local.form == forms.key)
        .where(forms.actor.in_(actors_named(words)))
        .group_by(forms.actor)
        .order_by(func.count().desc(), forms.actor)
        .limit(1)
    )
    with reading(record.engine) as connection:
        found = connection.execute(question).scalar()
    if found is None:
        raise InputError(f"the record has no actor {words}")
    return str(found)


def whole_time(record: Record, found: Sequence[Happening]) -> tuple[str, str]:
    """From the first to the last day of publication; of what happened, where none is known."""
    table = schema.reports.c
    with reading(record.engine) as connection:
        first, last = connection.execute(
            select(func.min(table.published), func.max(table.published))
        ).one()
    if first and last:
        return str(first)[:10], str(last)[:10]
    days = [item.day[:10] for item in found if item.day] or ["2000-01-01"]
    return min(days), max(days)
