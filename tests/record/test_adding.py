"""Adding: every input ends in one state, nothing is doubled, an interruption costs nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from tests.record.making import Told, coding
from tests.record.snapshots import snapshot

from dragoman.coder import Failure
from dragoman.model import Coding, Report
from dragoman.record.adding import Incoming, Outcome
from dragoman.record.checking import check
from dragoman.record.identity import report_key
from dragoman.record.record import Record

MEETING = coding(
    "Qureshi met Khalilzad in Islamabad on Sunday.",
    Told("CONSULT", ["Qureshi", "Khalilzad"], cue="met", day="2019-06-02", place="Islamabad"),
)
ATTACK = coding(
    "A bomb killed five people in Kabul.",
    Told("ASSAULT", [], ["people"], cue="killed", day="2019-06-02", place="Kabul", dead=5),
)
WEATHER = coding("It rained in the hills.")
ALL = (MEETING, ATTACK, WEATHER)


def coder_of(codings: Sequence[Coding]) -> Callable[[Iterable[Report]], Iterator[Coding | Failure]]:
    """A coder that knows these texts, and fails on all others."""
    known = {item.report.text: item for item in codings}

    def code(reports: Iterable[Report]) -> Iterator[Coding | Failure]:
        for report in reports:
            if report.text in known:
                yield msgspec.structs.replace(known[report.text], report=report)
            else:
                yield Failure(report=report.id, why="the coder failed on it")

    return code


def incoming(item: Coding | str, name: str, **known: str) -> Incoming:
    text = item if isinstance(item, str) else item.report.text
    values = {"published": "2019-06-03", "published_from": "given"} | known
    return Incoming(name=name, report=Report(id=name, text=text, **values))


def add(record: Record, *inputs: Incoming, asked: str = "these") -> dict[str, Outcome]:
    heard: list[Outcome] = []
    record.add(inputs, coder_of(ALL), asked=asked, told=heard.append)
    return {item.name: item for item in heard}


def test_every_input_ends_in_one_state(record: Record) -> None:
    told = add(
        record,
        incoming(MEETING, "a.txt"),
        incoming(WEATHER, "b.txt"),
        incoming(MEETING, "copy.txt"),
        Incoming(name="c.txt", why="the text is empty"),
        incoming("Nobody can code this.", "d.txt"),
        Incoming(name="https://example.org", state="failed", why="the server did not answer"),
    )
    assert {name: item.state for name, item in told.items()} == {
        "a.txt": "coded",
        "b.txt": "nothing found",
        "copy.txt": "duplicate",
        "c.txt": "refused",
        "d.txt": "failed",
        "https://example.org": "failed",
    }
    assert all(item.why for item in told.values() if item.state != "coded")
    assert told["copy.txt"].report == told["a.txt"].report


def test_the_run_report_counts_the_states(record: Record) -> None:
    inputs = [incoming(MEETING, "a"), incoming(WEATHER, "b"), Incoming(name="c", why="empty")]
    report = record.add(inputs, coder_of(ALL), asked="these")
    assert dict(report.states) == {"coded": 1, "nothing found": 1, "refused": 1}


def test_the_same_text_in_other_white_space_is_the_same_report(record: Record) -> None:
    spaced = MEETING.report.text.replace(" ", "\n ")
    told = add(record, incoming(MEETING, "a"), incoming(spaced, "b"))
    assert told["b"].state == "duplicate"
    assert record.counts()["reports"] == 1


def test_adding_again_changes_nothing(record: Record) -> None:
    add(record, incoming(MEETING, "a"), incoming(ATTACK, "b"))
    before = snapshot(record, "runs", "inputs")
    add(record, incoming(MEETING, "a"), incoming(ATTACK, "b"))
    assert snapshot(record, "runs", "inputs") == before


def test_a_page_whose_text_changed_is_a_revision(record: Record) -> None:
    page = "https://example.org/kabul"
    told = add(
        record,
        incoming(MEETING, "first", url=page, published="2019-06-03"),
        incoming(ATTACK, "second", url=page + "?utm_source=feed", published="2019-06-04"),
    )
    assert [told["first"].state, told["second"].state] == ["coded", "revision"]
    later, earlier = record.reports()
    assert (earlier.replaced_by, later.replaces) == (later.key, earlier.key)
    assert later.family == earlier.family, "revisions of a page are one independent source"


def test_what_another_copy_knows_is_taken_in_whatever_order_they_come(record: Record) -> None:
    bare = Incoming(name="a.txt", report=Report(id="a", text=MEETING.report.text))
    dated = incoming(MEETING, "b.html", publisher="Kabul Courier", url="https://example.org/1")
    add(record, bare)
    assert record.reports()[0].published is None
    add(record, dated)
    report = record.reports()[0]
    assert (report.published, report.publisher) == ("2019-06-03", "Kabul Courier")


def test_a_report_that_turns_out_to_be_of_no_page_leaves_the_revisions_of_its_old_one(
    record: Record, tmp_path: Path
) -> None:
    page = "https://example.org/kabul"
    bare = Report(id="a", text=MEETING.report.text, url=page)
    inputs = [
        Incoming(name="a", report=bare),
        incoming(ATTACK, "b", url=page),
        incoming(WEATHER, "c", url=page, published="2019-06-04"),
        incoming(MEETING, "d"),  # a date tells more than a page
    ]
    for item in inputs:
        add(record, item, asked=item.name)
    by_key = {item.key: item for item in record.reports()}
    meeting, attack, weather = (by_key[report_key(item.report.text)] for item in ALL)
    assert (meeting.replaces, meeting.replaced_by) == (None, None)
    assert (attack.replaces, attack.replaced_by) == (None, weather.key)
    assert meeting.family == meeting.key
    assert attack.family == weather.family == attack.key
    with Record.open(tmp_path / "other.db", create=True) as other:
        for item in reversed(inputs):
            add(other, item, asked=item.name)
        assert snapshot(other, "runs", "inputs") == snapshot(record, "runs", "inputs")
    assert list(check(record.engine)) == []


@pytest.mark.parametrize("stop_after", [0, 1, 2])
def test_an_interrupted_run_is_gone_on_with(
    record: Record, stop_after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.record.adding._BATCH", 1)
    inputs = [incoming(item, f"{n}.txt") for n, item in enumerate(ALL)]

    def interrupted() -> Iterator[Incoming]:
        yield from inputs[:stop_after]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record.add(interrupted(), coder_of(ALL), asked="these")
    report = record.add(inputs, coder_of(ALL), asked="these")
    assert dict(report.states) == {"coded": 2, "nothing found": 1}
    assert report.run == 1, "it is the same run"
    assert record.counts()["reports"] == 3
