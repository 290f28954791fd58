"""Statements and events by topic: what processes are about, looked for in the whole record.

A statement is about a topic where its words name it; an event, where a sentence that tells it does,
or its type implies it. The search index finds what may do; the topics' own words decide, since the
index takes "transition" for "transit".
"""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import Engine, and_, or_, select

from dragoman.entries import EventEntry, StatementEntry
from dragoman.errors import InputError
from dragoman.lexicon.topics import Topic, TopicBook
from dragoman.record import schema
from dragoman.record.engine import reading
from dragoman.record.entries_of import load_events, load_statements
from dragoman.record.questions import EventQuery, Page, StatementQuery, event_ids, statement_ids
from dragoman.record.record import Record
from dragoman.record.words import holding
from dragoman.workbench.lately import Itself, State, state_of


def topic_of(name: str, topics: TopicBook) -> str:
    """The name of a topic that is asked for by its name or title. Raises InputError where there is
    none."""
    wanted = name.strip().casefold()
    for topic in topics.topics.values():
        if wanted in (topic.name, topic.title.casefold()):
            return topic.name
    raise InputError(f"topic: {name!r} is none of {', '.join(topics.topics)}")


def statements_about(
    engine: Engine, topic: str, topics: TopicBook, query: StatementQuery
) -> Sequence[str]:
    """The ids of the statements that meet a query and are about a topic, in the query's order."""
    with reading(engine) as connection:
        ids = statement_ids(connection, query, Page())
    about = _naming(engine, "statement", topic, Itself(topics), state_of(engine))
    return [id for id in ids if id in about]


def events_about(engine: Engine, topic: str, topics: TopicBook, query: EventQuery) -> Sequence[str]:
    """The ids of the events that meet a query and are about a topic, in the query's order."""
    with reading(engine) as connection:
        ids = event_ids(connection, query, Page())
    about = _events(engine, topic, Itself(topics), state_of(engine))
    return [id for id in ids if id in about]


@lru_cache(maxsize=8)
def _naming(
    engine: Engine, about: str, topic: str, book: Itself[TopicBook], state: State
) -> frozenset[str]:
    """The ids of what names a topic in its words."""
    phrases = (" ".join(phrase) for phrase in sorted(book.value.topics[topic].phrases))
    table = schema.search.c
    with reading(engine) as connection:
        may = holding(connection, about, phrases).subquery()
        rows = connection.execute(
            select(table.id, table.words).where(
                table.about == about, table.id.in_(select(may.c.id))
            )
        )
        find = book.value.find
        return frozenset(
            id for id, words in rows if any(match.topic == topic for match in find(words))
        )


@lru_cache(maxsize=8)
def _events(engine: Engine, topic: str, book: Itself[TopicBook], state: State) -> frozenset[str]:
    named = _naming(engine, "event", topic, book, state)
    told = schema.tellings.c
    found = _implied(engine, book.value.topics[topic])
    with reading(engine) as connection:
        rows = connection.execute(select(told.key, told.event))
        return frozenset(found | {event for key, event in rows if key in named})


def _implied(engine: Engine, topic: Topic) -> set[str]:
    """The ids of the events whose type, mode or context implies a topic."""
    table = schema.events.c
    kinds = [
        and_(table.event == event, table.mode == mode) if mode else table.event == event
        for event, mode in sorted(topic.events)
    ]
    kinds += [
        table.context.contains(f'"{context}"', autoescape=True)
        for context in sorted(topic.contexts)
    ]
    if not kinds:
        return set()
    with reading(engine) as connection:
        return set(connection.execute(select(table.id).where(or_(*kinds))).scalars())


def statements_chosen(
    record: Record, topic: str | None, topics: TopicBook, query: StatementQuery, page: Page
) -> tuple[Sequence[StatementEntry], int]:
    """A page of the statements that meet a query, about a topic where one is named, and how many
    there are. Raises InputError for a topic that there is not."""
    if topic is None:
        return record.statements(query, page), record.count_statements(query)
    ids = statements_about(record.engine, topic_of(topic, topics), topics, query)
    with reading(record.engine) as connection:
        return load_statements(connection, _part(ids, page)), len(ids)


def events_chosen(
    record: Record,
    topic: str | None,
    topics: TopicBook,
    query: EventQuery,
    page: Page,
    *,
    tellings: bool = False,
) -> tuple[Sequence[EventEntry], int]:
    """A page of the events that meet a query, about a topic where one is named, and how many there
    are. Raises InputError for a topic that there is not."""
    if topic is None:
        return record.events(query, page, tellings=tellings), record.count_events(query)
    ids = events_about(record.engine, topic_of(topic, topics), topics, query)
    with reading(record.engine) as connection:
        return load_events(connection, _part(ids, page), tellings=tellings), len(ids)


def _part(ids: Sequence[str], page: Page) -> Sequence[str]:
    """The part of an answer that a page shows."""
    stop = None if page.limit is None else page.offset + page.limit
    return ids[page.offset : stop]
