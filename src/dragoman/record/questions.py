"""Questions to a record, as typed filters, and their answers as ids in order."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from dragoman.model import Record
from dragoman.record import schema
from dragoman.record.words import matches

_COUNTRY_LENGTH = 3


class Page(Record, frozen=True, kw_only=True):
    """Which part of an answer is wanted; all of it where ``limit`` is None."""

    limit: int | None = None
    offset: int = 0


class EventQuery(Record, frozen=True, kw_only=True):
    """Which events. Every filter that is given must hold.

    ``actor``, ``source``, ``target`` take an id, a country code in capitals, or words of a name;
    ``dyad`` two of them, on either side. ``since`` and ``until`` are days, both included. ``text``
    are words in the sentences that tell the event; the answer is then ordered by how well they fit.
    Rejected events are left out unless asked for by ``review``.
    """

    actor: str | None = None
    source: str | None = None
    target: str | None = None
    dyad: tuple[str, str] | None = None
    event: tuple[str, ...] = ()
    mode: str | None = None
    status: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    place: str | None = None
    sources: int | None = None
    confidence: float | None = None
    text: str | None = None
    review: str | None = None
    report: str | None = None


class StatementQuery(Record, frozen=True, kw_only=True):
    """Which statements. ``speaker`` as the actors of events; ``text`` are words of the statement;
    ``cue_kind`` tells saying from thinking (speech, writing, thought, plan, …)."""

    speaker: str | None = None
    addressee: str | None = None
    text: str | None = None
    since: str | None = None
    until: str | None = None
    medium: str | None = None
    kind: str | None = None
    cue_kind: str | None = None
    report: str | None = None


class ActorQuery(Record, frozen=True, kw_only=True):
    """Which actors. ``name`` are words of a name, a country code, or an id."""

    name: str | None = None
    country: str | None = None
    sector: str | None = None
    kind: str | None = None
    report: str | None = None


class ReportQuery(Record, frozen=True, kw_only=True):
    """Which reports."""

    text: str | None = None
    publisher: str | None = None
    since: str | None = None
    until: str | None = None
    state: str | None = None
    family: str | None = None
    url: str | None = None


def event_ids(connection: Connection, query: EventQuery, page: Page) -> list[str]:
    """The ids of the events that meet a query: the latest first, or the best fitting."""
    table = schema.events.c
    conditions = event_conditions(query)
    if query.text is None:
        question = select(table.id).where(*conditions).order_by(table.day.desc(), table.id)
        return _page(connection, question, page)
    fits = matches(connection, "event", query.text).subquery()
    told = schema.tellings.c
    best = func.min(fits.c.rank)
    question = (
        select(table.id)
        .join(schema.tellings, told.event == table.id)
        .join(fits, fits.c.id == told.key)
        .where(*conditions)
        .group_by(table.id)
        .order_by(best, table.id)
    )
    return _page(connection, question, page)


def count_events(connection: Connection, query: EventQuery) -> int:
    """How many events meet a query."""
    conditions = event_conditions(query)
    if query.text is None:
        question = select(func.count()).select_from(schema.events).where(*conditions)
        return int(connection.execute(question).scalar_one())
    told = schema.tellings.c
    fits = matches(connection, "event", query.text).with_only_columns(schema.search.c.id)
    fitting = (
        select(func.count(told.event.distinct()))
        .join(schema.events, schema.events.c.id == told.event)
        .where(told.key.in_(fits), *conditions)
    )
    return int(connection.execute(fitting).scalar_one())


def event_conditions(query: EventQuery) -> list[ColumnElement[bool]]:
    """What rows of ``events`` have to meet for a query, but for its words."""
    table = schema.events.c
    conditions: list[ColumnElement[bool]] = []
    for words, side in ((query.actor, None), (query.source, "source"), (query.target, "target")):
        if words:
            conditions.append(table.id.in_(_with_actor(words, side)))
    if query.dyad:
        conditions.append(_between(*query.dyad))
    if query.event:
        conditions.append(table.event.in_([name.upper() for name in query.event]))
    if query.status:
        conditions.append(table.status.in_(query.status))
    if query.since:
        conditions.append(table.day >= query.since)
    if query.until:
        conditions.append(table.day <= query.until)
    if query.place:
        conditions.append(_where(query.place))
    if query.sources is not None:
        conditions.append(table.sources >= query.sources)
    if query.confidence is not None:
        conditions.append(table.confidence >= query.confidence)
    if query.report:
        told = schema.tellings.c
        conditions.append(table.id.in_(select(told.event).where(told.report == query.report)))
    conditions += _equal({table.mode: query.mode, table.review: query.review})
    if query.review is None:
        conditions.append(or_(table.review.is_(None), table.review != "rejected"))
    return conditions


def _equal(wanted: dict[Any, str | None]) -> list[ColumnElement[bool]]:
    return [column == value for column, value in wanted.items() if value is not None]


def _where(words: str) -> ColumnElement[bool]:
    table = schema.events.c
    if _is_country(words):
        return table.place_country == words
    return func.lower(table.place) == words.lower()


def _is_country(words: str) -> bool:
    return len(words) == _COUNTRY_LENGTH and words.isalpha() and words.isupper()


def _with_actor(words: str, side: str | None) -> Select[tuple[str]]:
    """The events in which an actor takes part."""
    table = schema.event_parties.c
    question = select(table.event)
    if _is_country(words):
        question = question.where(table.country == words)
    else:
        question = question.where(table.actor.in_(actors_named(words)))
    return question.where(table.side == side) if side else question


def _between(one: str, other: str) -> ColumnElement[bool]:
    """Events between two actors: on different sides, or side by side where there is one side."""
    table = schema.events.c
    crossed = [
        and_(table.id.in_(_with_actor(a, "source")), table.id.in_(_with_actor(b, "target")))
        for a, b in ((one, other), (other, one))
    ]
    parties = schema.event_parties.c
    one_sided = (
        ~select(parties.event).where(parties.event == table.id, parties.side == "target").exists()
    )
    together = and_(
        table.id.in_(_with_actor(one, "source")),
        table.id.in_(_with_actor(other, "source")),
        one_sided,
    )
    return or_(*crossed, together)


def actors_named(words: str) -> Select[tuple[str]]:
    """The ids of actors by an id, or by words of a name in any report."""
    actors, forms = schema.actors.c, schema.forms.c
    if words[:1] == "a" and len(words) == 17 and not words.strip("abcdef0123456789"):
        return select(actors.id).where(actors.id == words)
    like = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    # What stays in one report ("officials") is found by all of its words only: there are many.
    named = or_(and_(forms.crosses, forms.name.ilike(like, escape="\\")), forms.name == words)
    return select(forms.actor).where(named)


def statement_ids(connection: Connection, query: StatementQuery, page: Page) -> list[str]:
    """The ids of the statements that meet a query: the latest first, or the best fitting."""
    return _page(connection, _statements(connection, query), page)


def count_statements(connection: Connection, query: StatementQuery) -> int:
    """How many statements meet a query."""
    return _count(connection, _statements(connection, query))


def _statements(connection: Connection, query: StatementQuery) -> Select[Any]:
    table = schema.statements.c
    conditions = _equal(
        {
            table.medium: query.medium,
            table.kind: query.kind,
            table.cue_kind: query.cue_kind,
            table.report: query.report,
        }
    )
    if query.speaker:
        conditions.append(table.speaker.in_(_forms_of(query.speaker)))
    if query.since:
        conditions.append(table.day >= query.since)
    if query.until:
        conditions.append(table.day <= query.until)
    question = select(table.id).where(*conditions)
    if query.text is None:
        return question.order_by(table.day.desc(), table.id)
    fits = matches(connection, "statement", query.text).subquery()
    return question.join(fits, fits.c.id == table.id).order_by(fits.c.rank, table.id)


def _forms_of(words: str) -> Select[tuple[str]]:
    forms = schema.forms.c
    if _is_country(words):
        return select(forms.key).where(forms.country == words)
    return select(forms.key).where(forms.actor.in_(actors_named(words)))


def actor_ids(connection: Connection, query: ActorQuery, page: Page) -> list[str]:
    """The ids of the actors that meet a query, those in most reports first."""
    return _page(connection, _actors(query), page)


def count_actors(connection: Connection, query: ActorQuery) -> int:
    """How many actors meet a query."""
    actors, forms, local = schema.actors.c, schema.forms.c, schema.report_actors.c
    question = select(actors.id).where(*_of_actors(query))
    if query.report:
        named = select(forms.actor).join(schema.report_actors, local.form == forms.key)
        question = question.where(actors.id.in_(named.where(local.report == query.report)))
    return _count(connection, question)


def _actors(query: ActorQuery) -> Select[Any]:
    actors, forms, local = schema.actors.c, schema.forms.c, schema.report_actors.c
    # Counted by what the index of forms holds; names are looked up for what was counted.
    uses = (
        select(forms.actor, func.count().label("uses"))
        .join(schema.report_actors, local.form == forms.key)
        .group_by(forms.actor)
    )
    if query.report:
        uses = uses.where(local.report == query.report)
    if conditions := _of_actors(query):
        uses = uses.where(forms.actor.in_(select(actors.id).where(*conditions)))
    counted = uses.subquery()
    return (
        select(actors.id)
        .join(counted, counted.c.actor == actors.id)
        .order_by(counted.c.uses.desc(), actors.name, actors.id)
    )


def _of_actors(query: ActorQuery) -> list[ColumnElement[bool]]:
    """What an actor must be, whatever reports say of it."""
    actors = schema.actors.c
    conditions = _equal({actors.country: query.country, actors.kind: query.kind})
    if query.sector:
        conditions.append(actors.sectors.like(f'%"{query.sector}"%'))
    if query.name and _is_country(query.name):
        conditions.append(actors.country == query.name)
    elif query.name:
        conditions.append(actors.id.in_(actors_named(query.name)))
    return conditions


def report_keys(connection: Connection, query: ReportQuery, page: Page) -> list[str]:
    """The keys of the reports that meet a query: the latest first, or the best fitting."""
    return _page(connection, _reports(connection, query), page)


def count_reports(connection: Connection, query: ReportQuery) -> int:
    """How many reports meet a query."""
    return _count(connection, _reports(connection, query))


def _reports(connection: Connection, query: ReportQuery) -> Select[Any]:
    table = schema.reports.c
    conditions = _equal(
        {table.publisher: query.publisher, table.state: query.state, table.family: query.family}
    )
    if query.url:
        conditions.append(table.url == query.url)
    if query.since:
        conditions.append(table.published >= query.since)
    if query.until:
        conditions.append(table.published <= query.until)
    question = select(table.key).where(*conditions)
    if query.text is None:
        return question.order_by(table.published.desc(), table.key)
    fits = matches(connection, "report", query.text).subquery()
    return question.join(fits, fits.c.id == table.key).order_by(fits.c.rank, table.key)


def _page(connection: Connection, question: Select[Any], page: Page) -> list[str]:
    if page.limit is not None:
        question = question.limit(page.limit)
    if page.offset:
        question = question.offset(page.offset)
        if page.limit is None and connection.dialect.name == "sqlite":
            question = question.limit(-1)
    return [str(found) for found in connection.execute(question).scalars()]


def _count(connection: Connection, question: Select[Any]) -> int:
    found = question.order_by(None).subquery()
    return int(connection.execute(select(func.count()).select_from(found)).scalar_one())
