"""The sample reports: complete, dated as said, and coded into records whose words can be shown."""

from collections.abc import Iterator
from datetime import date

import pytest

from dragoman.lexicon.tables import read_rows
from dragoman.model import Coding, Report, Span
from dragoman.samples import FOLDER, INDEX_COLUMNS, sample_reports

REPORTS = list(sample_reports())
each_report = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.id)


def spans(coding: Coding) -> Iterator[tuple[str, Span]]:
    """Every span of a coding with the name of the field it stands in."""
    yield from (("published_evidence", item.span) for item in coding.report.published_evidence)
    for actor in coding.actors:
        yield from (("mention", span) for span in actor.mentions)
        yield from (("role", role.span) for role in actor.roles)
    yield from (("time", time.span) for time in coding.times)
    yield from (("place", place.span) for place in coding.places)
    for statement in coding.statements:
        yield from (("content", span) for span in statement.content)
        yield "statement sentence", statement.sentence
        if statement.speaker_span:
            yield "speaker", statement.speaker_span
        if statement.cue:
            yield "statement cue", statement.cue
        if statement.time and statement.time.span:
            yield "statement time", statement.time.span
    for event in coding.events:
        yield from (("event cue", span) for span in event.cue)
        yield "event sentence", event.sentence
        for member in event.source + event.target:
            if member.span:
                yield "participant", member.span
        if event.time and event.time.span:
            yield "event time", event.time.span
        if event.place:
            yield "event place", event.place.span


def test_index_and_folder_name_the_same_files() -> None:
    listed = [row["file"] for row in read_rows(FOLDER / "index.csv", INDEX_COLUMNS)]
    assert sorted(listed) == sorted(path.name for path in FOLDER.glob("*.txt"))


def test_every_report_says_what_it_is_and_where_its_facts_come_from() -> None:
    for row in read_rows(FOLDER / "index.csv", INDEX_COLUMNS):
        assert all(row[column] for column in ("title", "publisher", "facts")), row["file"]


@each_report
def test_dates_are_days_and_said_to_be_given(report: Report) -> None:
    if report.published:
        assert date.fromisoformat(report.published).isoformat() == report.published
        assert report.published_from == "given"
    else:
        assert report.published_from == "unknown"


def test_one_report_comes_without_its_date() -> None:
    assert [report.id for report in REPORTS if not report.published] == ["ghani-refuses-release"]


@each_report
def test_a_report_yields_events_and_statements(
    report: Report, sample_codings: dict[str, Coding]
) -> None:
    assert sample_codings[report.id].events
    assert sample_codings[report.id].statements


@each_report
def test_every_span_is_words_of_the_text(report: Report, sample_codings: dict[str, Coding]) -> None:
    for field, (start, end) in spans(sample_codings[report.id]):
        assert 0 <= start < end <= len(report.text), field
        words = report.text[start:end]
        assert words == words.strip(), f"{field}: {words!r}"
