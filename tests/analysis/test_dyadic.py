"""Series beside their reports: zeros, days and months alike, plans apart, sources and rates."""

import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.made import SINCE, UNTIL, happening, happenings

from dragoman.analysis.dyadic import Asked, SeriesRow, lines, series_frame
from dragoman.analysis.material import Material, known_key
from dragoman.analysis.measures import MEASURES, Window
from dragoman.analysis.periods import STEPS, periods
from dragoman.analysis.series import dyad_series
from dragoman.entries import ReportEntry
from dragoman.errors import InputError
from dragoman.record.happenings import Happening

DYAD = ("AAA", "BBB")
_days = st.dates(date(2019, 1, 10), date(2019, 4, 20)).map(date.isoformat)
reports = st.lists(st.tuples(_days, st.integers(0, 4)), max_size=12).map(
    lambda found: [
        ReportEntry(key=f"r{n}", published=day, family=f"r{min(n, root)}")
        for n, (day, root) in enumerate(found)
    ]
)


def rows_of(
    items: list[Happening], published: Sequence[ReportEntry] = (), **asked: object
) -> list[SeriesRow]:
    tellers = {item.id: tuple(sorted({x.family for x in published[:2]})) for item in items}
    question = Asked(**{"dyads": (DYAD,), "since": SINCE, "until": UNTIL, **asked})
    found = lines(Material(items, published, tellers), question)
    return list(series_frame(found, question))


@given(happenings, st.sampled_from(STEPS))
def test_every_period_has_a_row_and_what_is_missing_is_zero(
    items: list[Happening], step: str
) -> None:
    rows = rows_of(items, step=step)
    assert [(row.start, row.end) for row in rows] == [
        (period.start, period.end) for period in periods(SINCE, UNTIL, step)
    ]
    points = dyad_series(items, DYAD, "country", step, SINCE, UNTIL)
    assert [(row.events, row.score, row.mean) for row in rows] == [
        (point.events, point.score, point.mean) for point in points
    ]
    assert all(row.value == row.events for row in rows)


@given(happenings, reports)
def test_months_add_up_as_their_days_do(
    items: list[Happening], published: list[ReportEntry]
) -> None:
    columns = (
        "events", "verbal_cooperation", "material_conflict", "score", "undated", "sources",
        "reports", "published", "independent", "told", "telling",
    )  # fmt: skip
    by_day: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows_of(items, published, step="day"):
        for column in columns:
            by_day[row.start[:7]][column] += getattr(row, column)
    for row in rows_of(items, published, step="month"):
        for column in columns:
            assert getattr(row, column) == pytest.approx(by_day[row.start[:7]][column])


@given(happenings)
def test_what_is_planned_is_never_in_a_row_of_what_happened(items: list[Happening]) -> None:
    both = rows_of(items, statuses=("actual", "planned"))
    done = rows_of([item for item in items if item.status == "actual"])
    planned = rows_of([item for item in items if item.status == "planned"], statuses=("planned",))
    assert both == done + planned


@given(happenings)
def test_sources_are_at_least_one_an_event_and_at_most_one_a_report(
    items: list[Happening],
) -> None:
    for row in rows_of(items):
        assert row.events <= row.sources <= row.reports
    for one, other in zip(rows_of(items), rows_of(items, weight="sources"), strict=True):
        assert other.events == one.sources


@given(happenings, reports)
def test_independent_reports_are_at_most_all_and_those_that_tell_at_most_these(
    items: list[Happening], published: list[ReportEntry]
) -> None:
    for row in rows_of(items, published):
        assert row.telling <= row.independent <= row.published
        assert (row.share is None) == (row.independent == 0)
        assert row.share is None or 0 <= row.share <= 1


@given(happenings, reports, st.randoms(), st.sampled_from(MEASURES))
def test_the_order_of_events_and_reports_does_not_matter(
    items: list[Happening], published: list[ReportEntry], chance: random.Random, measure: str
) -> None:
    asked = {"measure": measure, "window": Window(2, least=1), "directed": True}
    tellers = {item.id: tuple(sorted({x.family for x in published[:2]})) for item in items}
    question = Asked(dyads=(DYAD,), since=SINCE, until=UNTIL, **asked)
    before = series_frame(lines(Material(items, published, tellers), question), question)
    chance.shuffle(items)
    chance.shuffle(published)
    after = series_frame(lines(Material(items, published, tellers), question), question)
    assert before.rows == after.rows


def test_a_rate_is_of_the_reports_in_which_an_event_was_first_told() -> None:
    events = [happening("AAA", "BBB", day="2019-03-04")] * 2
    published = [
        ReportEntry(key=f"r{n}", published="2019-03-05", family=f"r{n % 8}") for n in range(10)
    ]
    rows = rows_of(events, published, since="2019-03-01", until="2019-03-31")
    assert [(r.told, r.published, r.independent, r.per_100_reports) for r in rows] == [
        (2, 10, 8, 25.0)
    ]


def test_directed_series_stand_beside_those_between() -> None:
    items = [happening("AAA", "BBB"), happening("BBB", "AAA"), happening("AAA", "BBB")]
    rows = rows_of(items, since="2019-03-01", until="2019-03-31", directed=True)
    assert [(row.series, row.way, row.events) for row in rows] == [
        ("AAA and BBB", "between", 3), ("AAA to BBB", "to", 2), ("BBB to AAA", "to", 1),
    ]  # fmt: skip


def test_without_dyads_those_of_most_events_inside_the_time_are_taken() -> None:
    items = [happening("AAA", "CCC", day="2018-01-01")] * 5
    items += [happening("AAA", "BBB")] * 2 + [happening("BBB", "CCC")]
    rows = rows_of(items, dyads=(), most=1, since="2019-03-01", until="2019-03-31")
    assert [row.series for row in rows] == ["AAA and BBB"]
    (all_,) = rows_of(items, dyads=(), together=True, since="2019-03-01", until="2019-03-31")
    assert (all_.series, all_.way, all_.one, all_.events) == ("all events", "all", None, 3)


def test_a_name_leads_to_its_actor_and_a_wrong_one_is_an_error() -> None:
    material = Material([happening("AAA", "BBB")], [])
    assert known_key(material, "aaa", "country") == "AAA"
    assert known_key(material, "Bbb", "actor") == "a-BBB"
    assert known_key(material, "a-BBB", "actor") == "a-BBB"
    longer = Material([happening("BBBX"), happening("BBBX"), happening("BBB")], [])
    assert known_key(longer, "bbb", "actor") == "a-BBB", "of just that name"
    assert known_key(longer, "bb", "actor") == "a-BBBX", "else that in most events"
    for lens in ("country", "actor"):
        with pytest.raises(InputError, match="nobody"):
            known_key(material, "nobody", lens)


def test_the_time_of_a_study_is_that_of_the_reports() -> None:
    items = [
        happening("AAA", day="2018-01-01"),
        happening("AAA", day="2019-03-01"),
        happening("AAA", day="2019-09-01", status="planned"),
        happening("AAA", day=None),
    ]
    published = [ReportEntry(key="r", published="2019-03-05T10:00", family="r")]
    material = Material(items, [*published, ReportEntry(key="q", family="q")])
    assert material.span() == ("2019-03-05", "2019-03-05")
    assert material.span(("actual", "planned")) == ("2019-03-05", "2019-09-01")
    assert Material(items, []).span() == ("2018-01-01", "2019-09-01")
    assert material.outside("2019-01-01", "2019-12-31") == 2
    with pytest.raises(InputError, match="neither"):
        Material([], []).span()


@settings(deadline=None)
@given(happenings)
def test_all_measures_have_a_value_or_none_for_each_period(items: list[Happening]) -> None:
    for measure in MEASURES:
        rows = rows_of(items, measure=measure, window=Window(3))
        assert all(row.rolling is None for row in rows[:2])
        assert len(rows) == 4
