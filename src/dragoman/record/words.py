"""Finding things by their words, the best first: FTS5 in SQLite, text vectors in PostgreSQL."""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    column,
    false,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy import table as sql_table

from dragoman.errors import InputError
from dragoman.record import schema

_TOKEN = re.compile(r'"([^"]*)"|(\S+)')
_index = sql_table("search_index", column("rowid"), column("search_index"), column("rank"))


def matches(connection: Connection, about: str, words: str) -> Select[tuple[str, float]]:
    """A question for the ids of what holds these words, with a rank: the lower, the better.

    ``about`` is report, event or statement (for events, the ids are those of tellings). All words
    must be there, in any form; words between quotation marks must stand together. Raises
    InputError where there is nothing to look for.
    """
    phrases = [
        phrase for quoted, single in _TOKEN.findall(words) if (phrase := _plain(quoted or single))
    ]
    if not phrases:
        raise InputError(f"{words!r} holds no word to look for")
    if connection.dialect.name == "postgresql":
        return _in_postgresql(about, phrases)
    return _in_sqlite(about, phrases)


def holding(connection: Connection, about: str, phrases: Iterable[str]) -> Select[tuple[str]]:
    """A question for the ids of what holds any of these phrases, each word of them in any form.

    ``about`` as for ``matches``. Phrases without a word are left out; of none nothing is found.
    """
    asked = [plain for phrase in phrases if (plain := _plain(phrase))]
    table = schema.search
    if not asked:
        return select(table.c.id).where(false())
    if connection.dialect.name == "postgresql":
        vector: ColumnElement[str] = literal_column("search.vector", Text)
        any_of: ColumnElement[Any] = func.phraseto_tsquery("english", asked[0])
        for phrase in asked[1:]:
            any_of = any_of.op("||")(func.phraseto_tsquery("english", phrase))
        return select(table.c.id).where(vector.op("@@")(any_of), table.c.about == about)
    words = " OR ".join(f'"{phrase}"' for phrase in asked)
    return (
        select(table.c.id)
        .select_from(_index.join(table, table.c.n == _index.c.rowid))
        .where(text("search_index MATCH :any_of").bindparams(any_of=words), table.c.about == about)
    )


def _plain(phrase: str) -> str:
    """The words of a phrase without the signs that a database would read as its own."""
    return re.sub(r"[^\w]+", " ", phrase).strip()


def _in_sqlite(about: str, phrases: list[str]) -> Select[tuple[str, float]]:
    asked = " ".join(f'"{phrase}"' for phrase in phrases)
    table = schema.search
    return (
        select(table.c.id, literal_column("search_index.rank").label("rank"))
        .select_from(_index.join(table, table.c.n == _index.c.rowid))
        .where(text("search_index MATCH :asked").bindparams(asked=asked), table.c.about == about)
    )


def _in_postgresql(about: str, phrases: list[str]) -> Select[tuple[str, float]]:
    table = schema.search
    vector: ColumnElement[str] = literal_column("search.vector", Text)
    asked: ColumnElement[Any] = func.phraseto_tsquery("english", phrases[0])
    for phrase in phrases[1:]:
        asked = asked.op("&&")(func.phraseto_tsquery("english", phrase))
    rank = -func.ts_rank(vector, asked)
    return select(table.c.id, rank.label("rank")).where(
        vector.op("@@")(asked), table.c.about == about
    )
