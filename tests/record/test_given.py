"""Lists handed to a question as one parameter, on both databases."""

import pytest
from sqlalchemy import and_, select

from dragoman.record import schema
from dragoman.record.engine import reading, writing
from dragoman.record.given import among, given_rows, item
from dragoman.record.record import Record

FEEDS = schema.feeds.c
ODD = ['a "quoted" name', "it's", "[1]", "Zürich", "x, y", ""]


@pytest.fixture
def feeds(either_record: Record) -> Record:
    with writing(either_record.engine) as connection:
        rows = [{"url": name, "asked": f"{len(name)}"} for name in ODD]
        connection.execute(schema.feeds.insert(), rows)
    return either_record


def test_a_column_is_among_keys_however_many_and_however_written(feeds: Record) -> None:
    question = select(FEEDS.url).where(among(FEEDS.url))
    with reading(feeds.engine) as connection:
        for wanted in ([], ODD[:1], ODD, [*ODD, *map(str, range(2000))]):
            found = set(connection.execute(question, {"keys": wanted}).scalars())
            assert found == set(wanted) & set(ODD)


def test_rows_are_given_and_joined_by_their_columns(feeds: Record) -> None:
    rows = given_rows("rows")
    question = select(FEEDS.url).join_from(
        rows, schema.feeds, and_(FEEDS.url == item(rows, 1), FEEDS.asked == item(rows, 0))
    )
    with reading(feeds.engine) as connection:
        wanted = [(str(len(name)), name) for name in ODD[:4]]
        asked = [*wanted, ("99", ODD[4])]  # not with this other column
        found = connection.execute(question, {"rows": asked}).scalars()
        assert sorted(found) == sorted(ODD[:4])
        assert connection.execute(question, {"rows": []}).all() == []


def test_columns_of_rows_are_told_apart_by_number() -> None:
    rows = given_rows("rows")
    first, second = (select(item(rows, number)) for number in (0, 1))
    assert first._generate_cache_key() != second._generate_cache_key()
