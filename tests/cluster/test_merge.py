"""A merged corpus says what a record of the same reports says, id for id and value for value."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from tests.cluster.making import contents, write_corpus
from tests.record.making import PEOPLE, Told, coding

from dragoman.cluster.merge import joined, merge_corpus, revisions_in_order
from dragoman.cluster.merged_rows import event_row
from dragoman.cluster.running import InProcess, InProcesses
from dragoman.coder import Coder
from dragoman.errors import DragomanError, InputError
from dragoman.model import Coding
from dragoman.reading import Reading, read_sources
from dragoman.record import schema
from dragoman.record.adding import Incoming
from dragoman.record.engine import reading
from dragoman.record.identity import report_key
from dragoman.record.record import Record


@st.composite
def told_events(draw: st.DrawFn) -> Told:
    names = st.sampled_from(sorted(PEOPLE))
    day = draw(st.sampled_from([None, "2019-05-31", "2019-06-01", "2019-06-02"]))
    return Told(
        draw(st.sampled_from(["CONSULT", "ASSAULT", "AGREE"])),
        draw(st.lists(names, min_size=1, max_size=2, unique=True)),
        draw(st.lists(names, max_size=1)),
        cue=draw(st.sampled_from(["met", "struck"])),
        day=day,
        until=draw(st.sampled_from([None, "2019-06-04"])) if day else None,
        place=draw(st.sampled_from([None, "Islamabad", "Kabul"])),
        status=draw(st.sampled_from(["actual", "planned"])),
        dead=draw(st.sampled_from([None, 3, 5])),
    )


@st.composite
def found(draw: st.DrawFn) -> list[tuple[Reading, Coding]]:
    """Reports with their codings; some pages have revisions, some texts come in two ways."""
    made = []
    names = " and ".join(sorted(PEOPLE))
    for number in range(draw(st.integers(1, 7))):
        told = draw(st.lists(told_events(), max_size=3))
        same = "".join(f" Word {n} of the same long text stands here again." for n in range(9))
        text = f"Report {number}: {names} met or struck in Islamabad and Kabul."
        text += draw(st.sampled_from(["", same]))
        known = draw(st.sampled_from([{}, {"url": "https://example.org/a"}]))
        says = draw(st.sampled_from([(), (("Zalmay Khalilzad", "met or struck"),)]))
        day = draw(st.sampled_from([None, "2019-06-02", "2019-06-03"]))
        item = coding(text, *told, published=day, people=PEOPLE, says=says, **known)
        made.append(read(item, f"{number}.txt"))
        if draw(st.booleans()):
            other = coding(text, *told, published="2019-06-04", people=PEOPLE, says=says,
                           **known)  # fmt: skip
            made.append(read(other, f"{number}-copy.txt"))
    return made


def read(item: Coding, name: str) -> tuple[Reading, Coding]:
    report = item.report
    keyed = msgspec.structs.replace(report, id=report_key(report.text))
    given = msgspec.structs.replace(report, id=name)
    return Reading(report=given, source=name), msgspec.structs.replace(item, report=keyed)


def recorded(folder: Path, items: Sequence[tuple[Reading, Coding]]) -> Record:
    """A record of the same reports; what the coder says of each is known."""
    known = {msgspec.structs.replace(one.report, id=coded.report.id): coded for one, coded in items}
    record = Record.open(folder / "record.db", create=True)
    incoming = [
        Incoming(name=one.source, report=one.report, retrieved=one.retrieved) for one, _ in items
    ]
    record.add(incoming, lambda reports: (known[report] for report in reports), asked="these")
    return record


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    return list(pq.read_table(folder / "merged" / f"{table}.parquet").to_pylist())


def merged(folder: Path) -> dict[str, Any]:
    """What a merged corpus says, in the shape of ``said_by``."""
    return {
        "reports": {
            row["report"]: (row["family"], row["replaces"], row["replaced_by"], row["published"],
                            row["state"], row["retrieved"])
            for row in rows(folder, "reports")
        },
        "names": {
            (row["report"], row["local"]): (row["form"], row["actor"])
            for row in rows(folder, "names")
        },
        "actors": {
            row["id"]: tuple(value if name != "sectors" else tuple(value)
                             for name, value in row.items())
            for row in rows(folder, "actors")
        },
        "tellings": {row["telling"]: row["event"] for row in rows(folder, "mentions")},
        "events": {
            row["id"]: {**row, "fulfils": tuple(row["fulfils"]),
                        "fulfilled_by": tuple(row["fulfilled_by"])}
            for row in rows(folder, "events")
        },
        "links": sorted((row["plan"], row["event"], row["because"])
                        for row in rows(folder, "links")),
        "speakers": {row["id"]: row["speaker"] for row in rows(folder, "statements")},
    }  # fmt: skip


def said_by(record: Record) -> dict[str, Any]:
    """The same of a record."""
    members, forms, told = schema.report_actors.c, schema.forms.c, schema.tellings.c
    table, links, said = schema.reports.c, schema.links.c, schema.statements.c
    with reading(record.engine) as connection:

        def asked(*columns: Any) -> list[tuple[Any, ...]]:
            return [tuple(row) for row in connection.execute(select(*columns))]

        actor = dict(asked(forms.key, forms.actor))
        return {
            "reports": {
                row[0]: row[1:]
                for row in asked(table.key, table.family, table.replaces, table.replaced_by,
                                 table.published, table.state, table.retrieved)
            },
            "names": {
                (report, local): (form, actor[form])
                for report, local, form in asked(members.report, members.local, members.form)
            },
            "actors": {
                entry.id: (entry.id, entry.name, entry.kind, entry.country, entry.sectors,
                           entry.reports, entry.sources, entry.first, entry.last, entry.because)
                for entry in record.actors()
            },
            "tellings": dict(asked(told.key, told.event)),
            "events": {
                entry.id: event_row(entry)
                | {"fulfils": entry.fulfils, "fulfilled_by": entry.fulfilled_by}
                for entry in record.events()
            },
            "links": sorted(asked(links.plan, links.event, links.because)),
            "speakers": {id: actor.get(form) for id, form in asked(said.id, said.speaker)},
        }  # fmt: skip


def check_same(folder: Path, items: Sequence[tuple[Reading, Coding]]) -> dict[str, Any]:
    corpus = write_corpus(folder / "corpus", items)
    merge_corpus(str(corpus), InProcess())
    found = merged(corpus)
    with recorded(folder, items) as record:
        wanted = said_by(record)
    for name, value in wanted.items():
        assert found[name] == value, name
    return found


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(items=found())
def test_it_says_what_a_record_says(
    items: list[tuple[Reading, Coding]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    check_same(tmp_path_factory.mktemp("merge"), items)


def test_it_says_what_a_record_says_of_coded_reports(tmp_path: Path, coder: Coder) -> None:
    happenings = Path(__file__).parents[1] / "record" / "happenings"
    readings = [one for one in read_sources([str(happenings)]) if isinstance(one, Reading)]
    keyed = [
        msgspec.structs.replace(one.report, id=report_key(one.report.text)) for one in readings
    ]
    items = [
        (one, coded)
        for one, coded in zip(readings, coder.try_all(keyed), strict=True)
        if isinstance(coded, Coding)
    ]
    found = check_same(tmp_path, items)
    assert len(set(found["tellings"].values())) < len(found["tellings"]) - 20
    assert len({row[0] for row in found["reports"].values()}) <= len(items)


def test_another_process_writes_what_this_one_does(coded: Path, tmp_path: Path) -> None:
    shutil.copytree(coded, tmp_path / "one")
    shutil.copytree(coded, tmp_path / "two")
    merge_corpus(str(tmp_path / "one"), InProcess())
    runner = InProcesses(1)
    try:
        made = merge_corpus(str(tmp_path / "two"), runner)
    finally:
        runner.close()
    assert made.counts["reports"] == 24
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    merge_corpus(str(tmp_path / "one"), InProcess())  # again: the same
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_many_parts_give_what_one_gives(
    coded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(coded, tmp_path / "one")
    shutil.copytree(coded, tmp_path / "many")
    merge_corpus(str(tmp_path / "one"), InProcess())
    monkeypatch.setattr("dragoman.cluster.merge._A_PART", 3)
    merge_corpus(str(tmp_path / "many"), InProcess())
    assert contents(tmp_path / "one") == contents(tmp_path / "many")


def test_a_corpus_without_reports_can_be_merged(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", [])
    assert merge_corpus(str(corpus), InProcess()).counts["events"] == 0


def test_what_is_no_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no corpus"):
        merge_corpus(str(tmp_path), InProcess())
    corpus = write_corpus(tmp_path / "it's a corpus", [])
    with pytest.raises(DragomanError, match="DuckDB cannot go on"):
        merge_corpus(str(corpus), InProcess(), memory="nonsense")
    assert not (corpus / "merged.tmp").exists()
    with pytest.raises(InputError, match="works on a folder"):
        merge_corpus("memory://corpus", InProcess())


def test_pairs_join_to_groups() -> None:
    groups = joined([("a", "b"), ("d", "c"), ("b", "c"), ("x", "y")])
    assert groups == dict.fromkeys("abcd", "a") | dict.fromkeys("xy", "x")
    assert joined([]) == {}


def test_revisions_stand_in_the_order_of_their_days() -> None:
    rows = [
        {"key": "r3", "published": "2019-06-02", "retrieved": None},
        {"key": "r1", "published": "2019-06-02", "retrieved": None},
        {"key": "r2", "published": None, "retrieved": "2019-06-09"},
    ]
    assert revisions_in_order(rows) == ["r2", "r1", "r3"]
