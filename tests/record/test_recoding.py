"""Coding again: what an older coder coded is found, coded anew, and the difference told."""

import msgspec
from tests.record.making import INFO
from tests.record.test_adding import coder_of
from tests.record.test_decisions import ONE, OTHER, TWO

from dragoman.model import CoderInfo
from dragoman.record.batch import add_codings
from dragoman.record.checking import check
from dragoman.record.engine import writing
from dragoman.record.recoding import outdated, recode
from dragoman.record.record import Record

NEWER = CoderInfo(version="newer", lexicon="none", model="none")


def test_only_what_another_coder_coded_is_outdated(record: Record) -> None:
    with writing(record.engine) as connection:
        add_codings(connection, [ONE, msgspec.structs.replace(TWO, coder=NEWER)])
    assert outdated(record.engine, INFO) == [TWO.report.id]
    assert outdated(record.engine, NEWER) == [ONE.report.id]


def test_what_changed_is_told_and_the_record_follows(record: Record) -> None:
    inputs = [ONE, TWO, OTHER]
    from dragoman.record.adding import Incoming

    record.add(
        [Incoming(name=f"{n}", report=item.report) for n, item in enumerate(inputs)],
        coder_of(inputs),
        asked="these",
    )
    event = msgspec.structs.replace(OTHER.events[0], event="ACCUSE")
    newer = [
        msgspec.structs.replace(item, coder=NEWER)
        for item in (ONE, TWO, msgspec.structs.replace(OTHER, events=(event,)))
    ]
    found = list(recode(record.engine, outdated(record.engine, NEWER), coder_of(newer)))
    changed = [item for item in found if item.gained or item.lost]
    assert [item.report for item in changed] == [OTHER.report.id]
    assert changed[0].gained[0].startswith("ACCUSE actual: Shah Mahmood Qureshi")
    assert changed[0].lost[0].startswith("CONSULT actual")
    assert sorted(item.event for item in record.events()) == ["ACCUSE", "CONSULT"]
    assert outdated(record.engine, NEWER) == []
    assert list(check(record.engine)) == []


def test_a_report_that_fails_keeps_its_old_coding(record: Record) -> None:
    from dragoman.record.adding import Incoming

    record.add([Incoming(name="1", report=ONE.report)], coder_of([ONE]), asked="this")
    (told,) = recode(record.engine, [ONE.report.id], coder_of([]))
    assert told.failed
    assert len(record.events()) == 1
