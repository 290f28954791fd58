"""``dragoman sql``: it answers questions, changes nothing, and reaches nothing but the record."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.record.conftest import new_record

from dragoman.errors import InputError
from dragoman.record.asking_sql import ask_sql
from dragoman.record.record import Record

QUESTIONS = ["SELECT count(*) FROM reports", "WITH a AS (SELECT 1 AS x) SELECT x FROM a",
             "VALUES (1)", "SELECT 1 UNION SELECT 2 ORDER BY 1", "-- why\n SELECT 1",
             "EXPLAIN SELECT 1", "SELECT 'pg_read_file of accounts'", "SELECT 1;"]  # fmt: skip
# What would write, or do something else than ask.
DOINGS = ["DELETE FROM reports", "COMMIT", "BEGIN", "SELECT 1; DELETE FROM decisions",
          "COMMIT; CREATE TABLE mine (x int)", "CREATE TEMP TABLE mine (x int)", "VACUUM",
          "WITH a AS (SELECT 1) DELETE FROM decisions", "ANALYZE", "", "   ", ";", "x",
          "SELECT * FROM accounts", "SELECT key FROM sessions", 'SELECT * FROM "tokens"',
          "SELECT 1 WHERE EXISTS (SELECT 1 FROM accounts WHERE password LIKE '$%')"]  # fmt: skip
ON_SQLITE = ["ATTACH DATABASE '{place}' AS x", "VACUUM INTO '{place}'", "PRAGMA query_only = OFF",
             "PRAGMA writable_schema = 1", "PRAGMA journal_mode = DELETE", "PRAGMA database_list",
             "PRAGMA user_version = 7", "SELECT load_extension('x')", "DETACH main",
             "SELECT name FROM pragma_database_list", "SELECT writefile('{place}', 'x')",
             "SELECT fts3_tokenizer('x')", "EXPLAIN ATTACH DATABASE '{place}' AS x"]  # fmt: skip
ON_POSTGRESQL = [
    "COPY (SELECT 1) TO PROGRAM 'touch {place}'", "COPY (SELECT 1) TO '{place}'",
    "SELECT pg_read_file('/etc/passwd')", "SELECT * FROM pg_ls_dir('/')", "SELECT pg_sleep(9)",
    "SET TRANSACTION READ WRITE", "SET TRANSACTION READ WRITE; DELETE FROM decisions",
    "SELECT set_config('transaction_read_only', 'off', true)", "DO $$ BEGIN END $$",
    "SELECT lo_import('/etc/passwd')", "SELECT lo_export(1, '{place}')", "LISTEN x",
    "SELECT query_to_xml('SELECT 1', true, true, '')", "SELECT pg_terminate_backend(1)",
    "SELECT * FROM dblink('', '')", "SELECT nextval('decisions_id_seq')", "SHOW data_directory",
    'SELECT "pg_read_file"(\'/etc/passwd\')', "SELECT U&\"pg_read_fil\\0065\"('/etc/passwd')",
    # Names hidden where a careless reader sees a literal or a comment.
    "SELECT E'\\'', pg_read_file('/etc/passwd') --'", "SELECT 1 AS a$b$, pg_read_file('x') AS c$b$",
    "SELECT 1 AS \"it's\", pg_read_file('/etc/passwd') AS \"it's\"",
    "SELECT 1 AS e$e'\\', pg_read_file('/etc/passwd') --'", "SELECT 1 /* */, pg_ls_dir('/') /* */",
    "SELECT passwd FROM pg_shadow", "SELECT * FROM pg_stats",
]  # fmt: skip


def asked(record: Record, question: str) -> list[list[object]]:
    """A question through a connection of its own, opened for reading as the command does."""
    where = record.engine.url.render_as_string(hide_password=False)
    if record.engine.dialect.name == "sqlite":
        where = str(record.engine.url.database)
    with Record.open(where, read_only=True) as opened:
        return ask_sql(opened.engine, question)[1]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def either(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Record]:
    """A record for all questions here: none of them changes it."""
    with new_record(request, tmp_path_factory.mktemp("sql"), request.param) as made:
        yield made


def test_questions_are_answered(either: Record) -> None:
    for question in QUESTIONS:
        assert asked(either, question), question


def test_nothing_but_questions(either: Record, tmp_path: Path) -> None:
    place = tmp_path / "written"
    tmp_path.chmod(0o777)
    others = ON_SQLITE if either.engine.dialect.name == "sqlite" else ON_POSTGRESQL
    before = _tables(either)
    for question in (*DOINGS, *others):
        with pytest.raises(InputError) as told:
            asked(either, question.format(place=place))
        assert "\n" not in str(told.value)
    assert not place.exists()
    assert _tables(either) == before


def test_it_can_search_by_words(record: Record) -> None:
    assert asked(record, "SELECT rowid FROM search_index WHERE search_index MATCH 'Iran'") == []


def test_the_server_itself_refuses_where_a_name_is_overlooked(
    either: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names are the last wall, not the only one: a superuser has a lesser role meanwhile."""
    if either.engine.dialect.name == "sqlite":
        return
    monkeypatch.setattr("dragoman.record.asking_sql._check_names", lambda plain: None)
    for question in ("SELECT pg_read_file('/etc/passwd')", "SELECT pg_reload_conf()",
                     "SELECT nextval('decisions_id_seq')"):  # fmt: skip
        with pytest.raises(InputError, match=r"permission denied|read-only"):
            asked(either, question)


def _tables(record: Record) -> object:
    from sqlalchemy import inspect

    return sorted(inspect(record.engine).get_table_names())
