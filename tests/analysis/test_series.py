"""Series count every event once, show zeros, and keep apart what happened and what is planned."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.made import SINCE, UNTIL, happening, happenings

from dragoman.analysis.periods import STEPS
from dragoman.analysis.rolling import rolling_mean, rolling_score
from dragoman.analysis.series import dyad_series, series, span_of
from dragoman.errors import InputError
from dragoman.record.happenings import Happening


@given(happenings, st.sampled_from(STEPS))
def test_every_event_of_the_time_counts_once(items: list[Happening], step: str) -> None:
    points = series(items, step, SINCE, UNTIL)
    inside = [
        x for x in items if x.status == "actual" and x.day is not None and SINCE <= x.day <= UNTIL
    ]
    assert sum(point.events for point in points) == len(inside)
    assert sum(point.score for point in points) == pytest.approx(sum(x.score for x in inside))
    assert sum(point.undated for point in points) == sum(not x.dated for x in inside)
    for point in points:
        assert point.events == point.cooperation + point.conflict
        assert (point.mean is None) == (point.events == 0)


@given(happenings)
def test_days_weeks_and_months_say_the_same_in_all(items: list[Happening]) -> None:
    sums = {
        tuple(
            sum(point.quads[quad] for point in series(items, step, SINCE, UNTIL))
            for quad in range(4)
        )
        for step in STEPS
    }
    assert len(sums) == 1


@given(happenings, st.randoms())
def test_the_order_of_events_does_not_matter(items: list[Happening], chance: random.Random) -> None:
    before = series(items, "week", SINCE, UNTIL)
    chance.shuffle(items)
    after = series(items, "week", SINCE, UNTIL)
    assert [p.quads for p in before] == [p.quads for p in after]
    assert [p.score for p in before] == [p.score for p in after]


@given(happenings)
def test_statuses_add_up(items: list[Happening]) -> None:
    apart = [series(items, "month", SINCE, UNTIL, statuses=(s,)) for s in ("actual", "planned")]
    both = series(items, "month", SINCE, UNTIL, statuses=("actual", "planned"))
    for done, planned, all in zip(*apart, both, strict=True):
        assert done.events + planned.events == all.events


@given(happenings, st.sampled_from([("AAA", "BBB"), ("CCC", "AAA"), ("BBB", "BBB")]))
def test_a_dyad_has_no_direction_unless_asked_for(
    items: list[Happening], dyad: tuple[str, str]
) -> None:
    def ask(pair: tuple[str, str], *, directed: bool = False) -> int:
        points = dyad_series(items, pair, "country", "month", SINCE, UNTIL, directed=directed)
        return sum(point.events for point in points)

    assert ask(dyad) == ask(dyad[::-1])
    assert ask(dyad, directed=True) <= ask(dyad)


@given(happenings)
def test_sources_weigh_each_event(items: list[Happening]) -> None:
    plain = series(items, "week", SINCE, UNTIL)
    weighed = series(items, "week", SINCE, UNTIL, weight="sources")
    for one, other in zip(plain, weighed, strict=True):
        assert one.events <= other.events <= 3 * one.events


def test_a_period_without_events_is_a_zero_without_a_mean() -> None:
    items = [
        happening("AAA", "BBB", day="2019-03-01", score=-2, quad=3),
        happening("BBB", "AAA", day="2019-03-03", score=4),
    ]
    points = dyad_series(items, ("AAA", "BBB"), "country", "day", "2019-03-01", "2019-03-03")
    assert [(p.events, p.score, p.mean) for p in points] == [(1, -2, -2), (0, 0, None), (1, 4, 4)]


def test_those_who_meet_side_by_side_are_a_dyad_but_fellow_attackers_are_not() -> None:
    talks = happening("AAA BBB")
    attack = happening("AAA BBB", "CCC", event="ASSAULT", quad=4)
    points = dyad_series(
        [talks, attack], ("AAA", "BBB"), "country", "month", "2019-03-01", "2019-03-31"
    )
    assert points[0].quads == (1, 0, 0, 0)


def test_an_event_before_the_first_day_asked_for_does_not_count_in_its_week() -> None:
    points = series([happening("AAA", day="2019-03-04")], "week", "2019-03-05", "2019-03-10")
    assert [(p.start, p.events) for p in points] == [("2019-03-04", 0)]


@given(st.lists(st.floats(-1e6, 1e6), max_size=30), st.integers(1, 40))
def test_a_rolling_mean_lies_between_the_values_of_its_window(
    values: list[float], window: int
) -> None:
    means = rolling_mean(values, window)
    assert len(means) == len(values)
    for end, mean in enumerate(means, 1):
        assert (mean is None) == (end < window)
        if mean is not None:
            part = values[end - window : end]
            assert min(part) - 1e-6 <= mean <= max(part) + 1e-6


def test_a_window_of_nothing_is_an_error() -> None:
    with pytest.raises(InputError, match="at least one"):
        rolling_mean([1.0], 0)


def test_the_rolling_score_weighs_periods_by_their_events() -> None:
    items = [happening(day="2019-03-01", score=-1, quad=3)] * 3
    items += [happening(day="2019-03-02", score=7)]
    points = series(items, "day", "2019-03-01", "2019-03-04")
    assert rolling_score(points, 2) == [None, 1.0, 7.0, None]


def test_the_span_of_events_without_days_is_open() -> None:
    assert span_of([happening(day=None)]) is None
    assert span_of([happening(day="2019-03-02"), happening(day="2019-03-01")]) == (
        "2019-03-01",
        "2019-03-02",
    )
