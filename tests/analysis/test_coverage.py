"""Coverage: where reporting rose, fell or is missing, events are not read as if it had not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.made import happening

from dragoman.analysis.change_points import change_points
from dragoman.analysis.changing import find_changes
from dragoman.analysis.coverage import coverage, reporting_warnings
from dragoman.analysis.dyadic import Asked, lines
from dragoman.analysis.material import Material
from dragoman.analysis.periods import periods
from dragoman.entries import ReportEntry


@pytest.mark.parametrize(
    ("numbers", "last"),
    [
        ([20, 20, 20, 20], None),
        ([20, 20, 20, 60], "reporting rose"),
        ([60, 60, 60, 20], "reporting fell"),
        ([20, 20, 20, 25], None),  # no more than chance
        ([20, 60], None),  # nothing to compare with yet
        ([20, 20, 20, 0], "no reports; reporting fell"),
        ([0, 0, 0, 0], "no reports"),
        ([0, 0, 0, 1], "few reports"),  # a first report is no rise
        ([2, 2, 2, 9], "reporting rose; few reports"),
    ],
)
def test_the_number_of_reports_is_held_against_those_before(
    numbers: list[int], last: str | None
) -> None:
    assert reporting_warnings(numbers, 3)[-1] == last


@given(st.lists(st.integers(0, 50), max_size=20), st.integers(1, 5))
def test_every_period_without_reports_says_so(numbers: list[int], window: int) -> None:
    warnings = reporting_warnings(numbers, window)
    assert len(warnings) == len(numbers)
    for number, warning in zip(numbers, warnings, strict=True):
        assert ("no reports" in (warning or "")) == (number == 0)
        assert not warning or not ("rose" in warning and "fell" in warning)


def test_copies_of_a_report_are_no_independent_ones() -> None:
    published = [ReportEntry(key=f"r{n}", published="2019-03-04", family="r0") for n in range(3)]
    (row,) = coverage(published, [happening("AAA")], "month", "2019-03-01", "2019-03-31")
    assert (row.reports, row.independent, row.told, row.per_report) == (3, 1, 1, 1)


def study(reports_after: int) -> tuple[list, list]:
    """A year and more of weeks: events by report stay, or rise, while reports rise or stay."""
    weeks = [period.start for period in periods("2019-01-07", "2020-06-28", "week")]
    events, published = [], []
    for number, day in enumerate(weeks):
        late = number >= len(weeks) // 2
        reports = 10 if not late else reports_after
        published += [
            ReportEntry(key=f"r{number}-{n}", published=day, family=f"r{number}-{n}")
            for n in range(reports + number % 2)
        ]
        events += [happening("AAA", "BBB", day=day)] * ((6 if late else 2) + number % 2)
    asked = Asked(dyads=(("AAA", "BBB"),), step="week", since=weeks[0], until="2020-06-28")
    found = find_changes(lines(Material(events, published), asked), "events")
    return list(found.changes), list(found.trials)


def test_a_rise_of_events_that_is_one_of_reporting_is_known_by_its_rate() -> None:
    (change,), trials = study(reports_after=30)
    assert change.after > 2 * change.before
    assert change.reporting_change == change.start
    assert change.rate_change is None
    assert {trial.measure for trial in trials} == {"events", "reports", "per_100_reports"}


def test_a_rise_of_events_under_steady_reporting_is_one_of_events() -> None:
    (change,), _ = study(reports_after=10)
    assert change.reporting_change is None
    assert change.rate_change == change.start


def test_a_short_study_says_why_it_finds_nothing() -> None:
    asked = Asked(since="2019-03-01", until="2019-05-31", together=True)
    found = find_changes(lines(Material([happening("AAA")], []), asked), "mean")
    assert len(found.changes) == 0
    assert [trial.note for trial in found.trials if trial.measure == "mean"] == [
        change_points([1.0]).why
    ]
