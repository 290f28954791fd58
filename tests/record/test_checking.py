"""``check`` finds what is not as it has to be."""

import pytest
from tests.record.test_decisions import ONE, OTHER, TWO

from dragoman.record.batch import add_codings
from dragoman.record.checking import check
from dragoman.record.engine import writing
from dragoman.record.record import Record


@pytest.fixture
def filled(record: Record) -> Record:
    with writing(record.engine) as connection:
        add_codings(connection, [ONE, TWO, OTHER])
    return record


def test_a_sound_record_has_no_fault(filled: Record) -> None:
    assert list(check(filled.engine)) == []


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        ("UPDATE reports SET text = text || '!'", "the text is not the one that was coded"),
        ("UPDATE tellings SET body = replace(body, 'CONSULT', 'AGREE')", "do not follow"),
        ("UPDATE statements SET words = words || 'x'", None),
        ("UPDATE tellings SET event = (SELECT max(id) FROM events)", "belongs to"),
        ("UPDATE forms SET actor = (SELECT max(id) FROM actors)", "stands under"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM reports", "refers to no row"),
    ],
)
def test_harm_is_found(filled: Record, harm: str, found: str | None) -> None:
    raw = filled.engine.raw_connection()
    raw.executescript(harm + ";")  # type: ignore[attr-defined]
    raw.close()
    told = " ".join(fault.what for fault in check(filled.engine))
    assert found is None or found in told
