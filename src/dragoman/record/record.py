"""A record, for the people who program: open it, ask it, decide in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from sqlalchemy import URL, Connection, Engine, func, select

from dragoman.entries import (
    ActorEntry,
    AgendaEntry,
    EventEntry,
    ReportEntry,
    StatementEntry,
)
from dragoman.errors import InputError, RecordError
from dragoman.model import CoderInfo, Coding
from dragoman.record import schema
from dragoman.record.actors_of import load_actors
from dragoman.record.adding import Code, Incoming, Outcome, RunReport, add
from dragoman.record.agenda import Agenda
from dragoman.record.agreeing import Agreement, agreement
from dragoman.record.batch import delete_reports
from dragoman.record.decisions import (
    Deciding,
    Decision,
    correct_event,
    decide_event,
    history,
    join_or_part,
    undo,
)
from dragoman.record.engine import connect, reading, record_url, shown_record, writing
from dragoman.record.entries_of import load_events, load_statements, report_entry
from dragoman.record.finding import resolve_id
from dragoman.record.questions import (
    ActorQuery,
    EventQuery,
    Page,
    ReportQuery,
    StatementQuery,
    actor_ids,
    count_actors,
    count_events,
    count_reports,
    count_statements,
    event_ids,
    report_keys,
    statement_ids,
)
from dragoman.record.rows import unpack
from dragoman.record.store import chunks, put
from dragoman.record.upgrading import newest, state, upgrade

Entry = TypeVar("Entry")


class Record:
    """Many reports, with their actors and events merged.

    >>> with Record.open("dragoman.db") as record:
    ...     for event in record.events(EventQuery(actor="Qureshi", event=("CONSULT",))):
    ...         print(event.when, [party.name for party in event.source])
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, where: str | Path, *, create: bool = False, read_only: bool = False) -> Self:
        """Open the record in a SQLite file or a PostgreSQL database (``postgresql://…``).

        With ``create`` it is made where there is none. A record of an older version is brought up
        to this one first, also where it is then opened ``read_only``. Raises RecordError where it
        cannot be used.
        """
        url = record_url(str(where))
        file = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
        if file is not None and not file.is_file():
            if not create:
                raise RecordError(
                    f"there is no record at {file}; make one with: dragoman add --record {file} …"
                )
            if not file.parent.is_dir():
                raise RecordError(f"there is no folder {file.parent} to make the record in")
        _make_ready(url, create=create)
        return cls(connect(url, read_only=read_only))

    def close(self) -> None:
        """Let the database go."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _asking(self) -> Iterator[Connection]:
        with reading(self.engine) as connection:
            yield connection

    def add(
        self,
        inputs: Iterable[Incoming],
        code: Code,
        *,
        asked: str,
        now: Callable[[], str] | None = None,
        told: Callable[[Outcome], None] = lambda _: None,
    ) -> RunReport:
        """Code inputs and keep them; see ``adding.add``."""
        return add(self.engine, inputs, code, asked=asked, now=now or utc_now, told=told)

    def events(
        self,
        query: EventQuery | None = None,
        page: Page | None = None,
        *,
        tellings: bool = False,
    ) -> "Answer[EventEntry]":
        """The events that meet a query, the latest first; with all their tellings if asked for."""
        with self._asking() as connection:
            ids = event_ids(connection, query or EventQuery(), page or Page())
            return Answer(load_events(connection, ids, tellings=tellings))

    def count_events(self, query: EventQuery | None = None) -> int:
        """How many events meet a query."""
        with self._asking() as connection:
            return count_events(connection, query or EventQuery())

    def statements(
        self, query: StatementQuery | None = None, page: Page | None = None
    ) -> "Answer[StatementEntry]":
        """The statements that meet a query, the latest first."""
        with self._asking() as connection:
            ids = statement_ids(connection, query or StatementQuery(), page or Page())
            return Answer(load_statements(connection, ids))

    def actors(
        self, query: ActorQuery | None = None, page: Page | None = None
    ) -> "Answer[ActorEntry]":
        """The actors that meet a query, those in most reports first."""
        with self._asking() as connection:
            ids = actor_ids(connection, query or ActorQuery(), page or Page())
            return Answer(load_actors(connection, ids))

    def reports(
        self, query: ReportQuery | None = None, page: Page | None = None
    ) -> "Answer[ReportEntry]":
        """The reports that meet a query, the latest first."""
        with self._asking() as connection:
            keys = report_keys(connection, query or ReportQuery(), page or Page())
            return Answer(_reports(connection, keys))

    def count_statements(self, query: StatementQuery | None = None) -> int:
        """How many statements meet a query."""
        with self._asking() as connection:
            return count_statements(connection, query or StatementQuery())

    def count_actors(self, query: ActorQuery | None = None) -> int:
        """How many actors meet a query."""
        with self._asking() as connection:
            return count_actors(connection, query or ActorQuery())

    def count_reports(self, query: ReportQuery | None = None) -> int:
        """How many reports meet a query."""
        with self._asking() as connection:
            return count_reports(connection, query or ReportQuery())

    def agenda(self, today: str, query: EventQuery | None = None) -> "Answer[AgendaEntry]":
        """What was announced, as it stands on a day, the nearest term first."""
        plans = self.plans(today, query)
        return Answer(plans.entries(plans.all))

    def plans(self, today: str, query: EventQuery | None = None) -> Agenda:
        """The same for reading in pages and counting by state, where there are very many."""
        return Agenda(self.engine, query or EventQuery(), today)

    def find(self, name: str) -> EventEntry | ActorEntry | StatementEntry | ReportEntry:
        """The event (with its tellings), actor, statement or report that has an id, or whose id
        alone begins so. An old id leads to what stands in its place. Raises InputError if none."""
        with self._asking() as connection:
            about, id = resolve_id(connection, name)
            if about == "event":
                return load_events(connection, [id], tellings=True)[0]
            if about == "actor":
                return load_actors(connection, [id])[0]
            if about == "statement":
                return load_statements(connection, [id])[0]
            return _reports(connection, [id])[0]

    def coding(self, report: str) -> Coding:
        """The coding of a report, as the coder made it. Raises InputError if there is none."""
        table = schema.reports.c
        with self._asking() as connection:
            packed = connection.execute(select(table.coding).where(table.key == report)).scalar()
        if packed is None:
            raise InputError(f"the record has no report {report}")
        return unpack(packed)

    def decide(
        self, event: str, action: Literal["accept", "reject"], who: str, why: str | None = None
    ) -> int:
        """Accept or reject an event. Returns the number of the decision."""
        with writing(self.engine) as connection:
            return decide_event(connection, _event(connection, event), action, _by(who, why))

    def correct(self, event: str, field: str, value: Any, who: str, why: str | None = None) -> int:
        """Give a field of an event another value, beside the machine's. Returns the number of the
        decision. Raises InputError where field or value is none."""
        with writing(self.engine) as connection:
            entry = _event(connection, event)
            return correct_event(connection, entry, field, value, _by(who, why))

    def merge(self, ids: Sequence[str], who: str, why: str | None = None) -> int:
        """Say that events, or actors, are one. Returns the number of the decision."""
        with writing(self.engine) as connection:
            about, members = _members(connection, ids)
            return join_or_part(connection, about, "merge", members, _by(who, why))

    def split(self, members: Sequence[str], who: str, why: str | None = None) -> int:
        """Take tellings out of their event (by their keys), or an actor of single reports out of
        another (by its names' forms). Returns the number of the decision. Raises InputError where
        none is given or there is no such one."""
        if not members:
            raise InputError("nothing was chosen to be taken out")
        with writing(self.engine) as connection:
            about: Literal["event", "actor"] = "event"
            table = schema.forms.c
            if connection.execute(select(table.key).where(table.key == members[0])).scalar():
                about = "actor"
            return join_or_part(connection, about, "split", members, _by(who, why))

    def undo(self, decision: int) -> None:
        """Take a decision back. It stays in the history."""
        with writing(self.engine) as connection:
            undo(connection, decision, utc_now())

    def history(self, name: str) -> list[Decision]:
        """All decisions on an event or an actor, those taken back too."""
        with self._asking() as connection:
            _, members = _members(connection, [name])
            return history(connection, members)

    def agreement(self) -> list[Agreement]:
        """How far people agree who decided on the same events."""
        with self._asking() as connection:
            return agreement(connection)

    def delete(self, reports: Sequence[str]) -> None:
        """Take reports out of the record, with all that only they say."""
        with writing(self.engine) as connection:
            delete_reports(connection, reports)

    def addresses(self) -> frozenset[str]:
        """The web addresses of all reports: those asked for, and those they were found at."""
        table = schema.sightings.c
        with self._asking() as connection:
            rows = connection.execute(select(table.name, table.url).where(table.url.is_not(None)))
            return frozenset(address for row in rows for address in row)

    def feeds_asked(self) -> dict[str, float]:
        """When each watched feed was last asked, in seconds since 1970."""
        table = schema.feeds.c
        with self._asking() as connection:
            rows = connection.execute(select(table.url, table.asked))
            return {url: datetime.fromisoformat(asked).timestamp() for url, asked in rows}

    def feed_validators(self, url: str) -> tuple[str | None, str | None]:
        """The ETag and Last-Modified that a feed was last given with."""
        table = schema.feeds.c
        with self._asking() as connection:
            row = connection.execute(
                select(table.etag, table.modified).where(table.url == url)
            ).first()
        return (row.etag, row.modified) if row else (None, None)

    def note_feed(self, url: str, asked: str, etag: str | None, modified: str | None) -> None:
        """Write down that a feed was asked, and what came with its answer."""
        row = {"url": url, "asked": asked, "etag": etag, "modified": modified}
        with writing(self.engine, marked=False) as connection:
            put(connection, schema.feeds, [row])

    def coders(self) -> list[CoderInfo]:
        """The versions, lexicons and models that coded the reports."""
        table = schema.reports.c
        question = select(table.version, table.lexicon, table.model).distinct()
        with self._asking() as connection:
            rows = connection.execute(question).all()
        return [
            CoderInfo(version=version, lexicon=lexicon, model=model)
            for version, lexicon, model in sorted(tuple(row) for row in rows)
        ]

    def counts(self) -> Mapping[str, int]:
        """How many reports, independent sources, events, statements and actors there are."""
        with self._asking() as connection:
            counts = {
                name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
                for name, table in (
                    ("reports", schema.reports),
                    ("events", schema.events),
                    ("statements", schema.statements),
                    ("actors", schema.actors),
                    ("decisions", schema.decisions),
                )
            }
            families = select(func.count(func.distinct(schema.reports.c.family)))
            return {**counts, "sources": int(connection.execute(families).scalar_one())}


class Answer(list[Entry]):
    """Entries, as a list that can become a data frame."""

    def rows(self) -> list[dict[str, Any]]:
        """The entries as plain dictionaries."""
        import msgspec

        return [msgspec.to_builtins(entry) for entry in self]

    def to_polars(self) -> Any:
        """A polars data frame. Raises MissingPartError where polars is not installed."""

        return library("polars").DataFrame(self.rows(), infer_schema_length=None)

    def to_pandas(self) -> Any:
        """A pandas data frame. Raises MissingPartError where pandas is not installed."""
        return library("pandas").DataFrame(self.rows())


def utc_now() -> str:
    """The time now, UTC, to the second, as ISO 8601."""
    return datetime.now(UTC).replace(microsecond=0).isoformat()


def library(name: str) -> Any:
    """A library that Dragoman can do without. Raises MissingPartError where it is missing."""
    from importlib import import_module

    from dragoman.errors import MissingPartError

    try:
        return import_module(name)
    except ModuleNotFoundError:
        raise MissingPartError(
            f"{name} is not installed; install it with: pip install 'dragoman[frames]'"
        ) from None


def _make_ready(url: URL, *, create: bool) -> None:
    """Make the tables, or bring them up to date, or say why that cannot be."""
    engine = connect(url)
    try:
        with reading(engine) as connection:
            have = state(connection)
        if have is None and not create:
            name = shown_record(url.render_as_string())
            raise RecordError(f"{name} holds no record; make one with: dragoman add")
        if have != newest():
            with writing(engine, marked=False) as connection:
                upgrade(connection)
    finally:
        engine.dispose()


def _by(who: str, why: str | None) -> Deciding:
    return Deciding(who=who, at=utc_now(), why=why)


def _event(connection: Connection, name: str) -> EventEntry:
    about, id = resolve_id(connection, name)
    if about != "event":
        raise InputError(f"{name} is no event but a {about}")
    return load_events(connection, [id], tellings=True)[0]


def _members(
    connection: Connection, ids: Sequence[str]
) -> tuple[Literal["event", "actor"], list[str]]:
    """What ids of events or actors are made of: keys of tellings, or of forms."""
    found = [resolve_id(connection, name) for name in ids]
    kinds = {about for about, _ in found}
    names = [id for _, id in found]
    if kinds == {"event"}:
        told = schema.tellings.c
        return "event", _all(connection, select(told.key).where(told.event.in_(names)))
    if kinds == {"actor"}:
        forms = schema.forms.c
        return "actor", _all(connection, select(forms.key).where(forms.actor.in_(names)))
    raise InputError("only events can be merged with events, and actors with actors")


def _all(connection: Connection, question: Any) -> list[str]:
    return sorted(connection.execute(question).scalars())


def _reports(connection: Connection, keys: Sequence[str]) -> list[ReportEntry]:
    table = schema.reports
    rows = {
        row.key: row
        for some in chunks(keys)
        for row in connection.execute(select(table).where(table.c.key.in_(some)))
    }
    return [report_entry(rows[key]) for key in keys if key in rows]
