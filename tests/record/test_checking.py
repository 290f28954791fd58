"""``check`` finds what is not as it has to be."""

import pytest
from tests.record.making import coding
from tests.record.test_decisions import ONE, OTHER, PEOPLE, TWO
from tests.record.test_remerge import keyed

from dragoman.record.batch import add_codings
from dragoman.record.checking import check
from dragoman.record.engine import writing
from dragoman.record.record import Record

SAID = keyed(
    coding(
        "Qureshi said peace was near.",
        people=PEOPLE,
        says=[("Shah Mahmood Qureshi", "peace was near")],
    )
)


@pytest.fixture
def filled(record: Record) -> Record:
    with writing(record.engine) as connection:
        add_codings(connection, [ONE, TWO, OTHER, SAID])
    return record


def test_a_sound_record_has_no_fault(filled: Record) -> None:
    assert list(check(filled.engine)) == []


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        ("UPDATE reports SET text = text || '!'", "the text is not the one that was coded"),
        ("UPDATE tellings SET body = replace(body, 'CONSULT', 'AGREE')", "do not follow"),
        ("UPDATE statements SET words = words || 'x'", "the statements do not follow"),
        ("UPDATE tellings SET event = (SELECT max(id) FROM events)", "belongs to"),
        ("UPDATE forms SET actor = (SELECT max(id) FROM actors)", "stands under"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM reports", "refers to no row"),
    ],
)
def test_harm_is_found(filled: Record, harm: str, found: str) -> None:
    raw = filled.engine.raw_connection()
    raw.executescript(harm + ";")  # type: ignore[attr-defined]
    raw.close()
    told = " ".join(fault.what for fault in check(filled.engine))
    assert found in told


def test_rows_of_an_older_version_are_for_recoding_and_no_fault(filled: Record) -> None:
    with writing(filled.engine) as connection:
        connection.exec_driver_sql("UPDATE reports SET version = '0.0.1'")
        connection.exec_driver_sql("UPDATE tellings SET body = replace(body, '0.8', '0.80')")
    assert list(check(filled.engine)) == []
