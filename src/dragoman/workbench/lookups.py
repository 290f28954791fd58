"""Questions that only pages ask of a record: what leads from here to there, and how many there are.

All only read. They stand beside ``Record``, whose questions are those of people who program.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import func, select

from dragoman.entries import EventEntry, ReportEntry
from dragoman.model import Record as Struct
from dragoman.record import schema
from dragoman.record.engine import reading
from dragoman.record.entries_of import load_events, report_entry
from dragoman.record.questions import Page
from dragoman.record.record import Record
from dragoman.record.store import chunks


class Known(NamedTuple):
    """An actor of the record: its id and name."""

    id: str
    name: str


class RunEntry(Struct, frozen=True, kw_only=True):
    """A run of adding: what was asked for, when, and how many inputs ended how."""

    id: int
    asked: str
    started: str
    finished: str | None
    version: str
    states: Mapping[str, int]


class InputEntry(Struct, frozen=True, kw_only=True):
    """What came in under a name and what became of it."""

    run: int
    name: str
    state: str
    why: str | None
    report: str | None


class FormEntry(Struct, frozen=True, kw_only=True):
    """A form of an actor's name as reports use it; forms can be parted from each other."""

    key: str
    name: str
    kind: str
    country: str | None
    sectors: str
    reports: int


class Contact(Struct, frozen=True, kw_only=True):
    """Another actor in the same events, with how many there are and their mean score."""

    actor: str
    name: str
    country: str | None
    events: int
    score: float


def actors_in(record: Record, report: str) -> dict[str, Known]:
    """The actors of the record by the ids that the coding of a report gives them."""
    local, forms, actors = schema.report_actors, schema.forms, schema.actors
    question = (
        select(local.c.local, actors.c.id, actors.c.name)
        .join(forms, forms.c.key == local.c.form)
        .join(actors, actors.c.id == forms.c.actor)
        .where(local.c.report == report)
    )
    with reading(record.engine) as connection:
        return {row.local: Known(row.id, row.name) for row in connection.execute(question)}


def events_in(record: Record, report: str) -> dict[str, str]:
    """The ids of events of the record by the ids that the coding of a report gives them."""
    told = schema.tellings.c
    question = select(told.key, told.event).where(told.report == report)
    with reading(record.engine) as connection:
        rows = connection.execute(question).all()
    return {row.key.removeprefix(f"{report}."): row.event for row in rows}


def reports_by_key(record: Record, keys: Iterable[str]) -> dict[str, ReportEntry]:
    """The reports that have these keys; keys that no report has are left out."""
    wanted = sorted(set(keys))[:_MANY]
    table = schema.reports
    with reading(record.engine) as connection:
        rows = connection.execute(select(table).where(table.c.key.in_(wanted))).all()
    return {row.key: report_entry(row) for row in rows}


_OPENING, _TITLE = 300, 90  # code points read of a text without a title, and shown of them
_MANY = 500  # as many as one page could show; also well under what a database takes as parameters


def openings(record: Record, reports: Iterable[ReportEntry]) -> dict[str, str]:
    """By key, the first words of the reports that have no title, to name them by."""
    return openings_by_key(record, (report.key for report in reports if not report.title))


def openings_by_key(record: Record, keys: Iterable[str]) -> dict[str, str]:
    """By key, the first words of reports."""
    wanted = sorted(set(keys))[:_MANY]
    if not wanted:
        return {}
    table = schema.reports.c
    question = select(table.key, func.substr(table.text, 1, _OPENING).label("words"))
    with reading(record.engine) as connection:
        rows = connection.execute(question.where(table.key.in_(wanted))).all()
    return {row.key: opening(row.words) for row in rows}


def opening(text: str) -> str:
    """The first line of a text, cut behind a word where it is long."""
    line = next(iter(text.strip().splitlines()), "")
    if len(line) <= _TITLE:
        return line
    return line[:_TITLE].rpartition(" ")[0].rstrip(" ,;:-") + " …"


def names_of_report(record: Record, key: str) -> list[str]:
    """Under which names (paths, addresses, rows of tables) a report came in."""
    table = schema.sightings.c
    question = select(table.name).where(table.report == key).order_by(table.name).limit(_MANY)
    with reading(record.engine) as connection:
        return list(connection.execute(question).scalars())


def publishers(record: Record) -> list[str]:
    """The publishers of the reports, those of most reports first."""
    table = schema.reports.c
    question = (
        select(table.publisher)
        .where(table.publisher.is_not(None))
        .group_by(table.publisher)
        .order_by(func.count().desc(), table.publisher)
        .limit(_MANY)
    )
    with reading(record.engine) as connection:
        return list(connection.execute(question).scalars())


def media(record: Record) -> list[str]:
    """The media in which statements were made."""
    table = schema.statements.c
    question = select(table.medium).where(table.medium.is_not(None)).distinct()
    with reading(record.engine) as connection:
        return sorted(connection.execute(question).scalars())


def count_unreviewed(record: Record) -> int:
    """How many events nobody has decided on."""
    table = schema.events.c
    question = select(func.count()).select_from(schema.events).where(table.review.is_(None))
    with reading(record.engine) as connection:
        return int(connection.execute(question).scalar_one())


def doubtful_events(record: Record, limit: int) -> list[EventEntry]:
    """The events that nobody has decided on and that are least sure, among what
    happened or is planned: those told by most sources first where they are as sure."""
    table = schema.events.c
    question = (
        select(table.id)
        .where(table.review.is_(None), table.status.in_(("actual", "planned")))
        .order_by(table.confidence, table.sources.desc(), table.id)
        .limit(limit)
    )
    with reading(record.engine) as connection:
        return load_events(connection, connection.execute(question).scalars().all())


def runs(record: Record, page: Page, number: int | None = None) -> list[RunEntry]:
    """The runs, the latest first; or the one that has a number."""
    table, came = schema.runs, schema.inputs
    question = select(table).order_by(table.c.id.desc()).limit(page.limit).offset(page.offset)
    if number is not None:
        question = question.where(table.c.id == number)
    with reading(record.engine) as connection:
        rows = connection.execute(question).all()
        states: dict[int, dict[str, int]] = {row.id: {} for row in rows}
        counts = (
            select(came.c.run, came.c.state, func.count().label("number"))
            .where(came.c.run.in_(list(states)))
            .group_by(came.c.run, came.c.state)
            .order_by(came.c.run, came.c.state)
        )
        for row in connection.execute(counts):
            states[row.run][row.state] = row.number
    return [
        RunEntry(
            id=row.id,
            asked=row.asked,
            started=row.started,
            finished=row.finished,
            version=row.version,
            states=states[row.id],
        )
        for row in rows
    ]


def inputs(
    record: Record, number: int, states: Sequence[str] = (), page: Page | None = None
) -> list[InputEntry]:
    """What came in in a run, those that failed or were refused first."""
    page = page or Page()
    table = schema.inputs
    question = select(table).where(table.c.run == number)
    if states:
        question = question.where(table.c.state.in_(states))
    bad = table.c.state.in_(("failed", "refused"))
    question = question.order_by(bad.desc(), table.c.name).limit(page.limit).offset(page.offset)
    with reading(record.engine) as connection:
        return [
            InputEntry(run=row.run, name=row.name, state=row.state, why=row.why, report=row.report)
            for row in connection.execute(question)
        ]


def forms_of(record: Record, actor: str) -> list[FormEntry]:
    """The forms of an actor, those in most reports first."""
    forms, local = schema.forms, schema.report_actors
    used = func.count(func.distinct(local.c.report))
    question = (
        select(forms, used.label("reports"))
        .join(local, local.c.form == forms.c.key)
        .where(forms.c.actor == actor)
        .group_by(*forms.c)
        .order_by(used.desc(), forms.c.name, forms.c.key)
        .limit(_MANY)
    )
    with reading(record.engine) as connection:
        return [
            FormEntry(
                key=row.key,
                name=row.name,
                kind=row.kind,
                country=row.country,
                sectors=row.sectors,
                reports=row.reports,
            )
            for row in connection.execute(question)
        ]


def contacts_of(record: Record, actor: str, limit: int = 12) -> list[Contact]:
    """The actors in most events together with one. Rejected events do not count."""
    mine, other = schema.event_parties.alias("mine"), schema.event_parties.alias("other")
    events, actors = schema.events, schema.actors
    number = func.count(func.distinct(events.c.id))
    question = (
        select(
            actors.c.id,
            actors.c.name,
            actors.c.country,
            number.label("events"),
            func.avg(events.c.score).label("score"),
        )
        .select_from(mine)
        .join(other, (other.c.event == mine.c.event) & (other.c.actor != mine.c.actor))
        .join(events, events.c.id == mine.c.event)
        .join(actors, actors.c.id == other.c.actor)
        .where(
            mine.c.actor == actor,
            events.c.review.is_(None) | (events.c.review != "rejected"),
        )
        .group_by(actors.c.id, actors.c.name, actors.c.country)
        .order_by(number.desc(), actors.c.name, actors.c.id)
        .limit(limit)
    )
    with reading(record.engine) as connection:
        return [
            Contact(
                actor=row.id,
                name=row.name,
                country=row.country,
                events=row.events,
                score=float(row.score),
            )
            for row in connection.execute(question)
        ]


def events_of_tellings(record: Record, keys: Iterable[str]) -> dict[str, str]:
    """The ids of the events that tellings tell, by the keys of the tellings."""
    told = schema.tellings.c
    with reading(record.engine) as connection:
        return {
            key: event
            for some in chunks(sorted(set(keys)))
            for key, event in connection.execute(
                select(told.key, told.event).where(told.key.in_(some))
            )
        }
