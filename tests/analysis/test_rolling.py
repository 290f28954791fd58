"""Rolling means: what a window holds, at the ends, in gaps, and where periods weigh."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analysis.rolling import rolling_mean, rolling_ratio
from dragoman.errors import InputError

_values = st.lists(st.none() | st.integers(-100, 100), max_size=25)


@given(_values, st.integers(1, 9), st.data(), st.booleans())
def test_a_mean_is_that_of_the_known_values_of_its_window(
    values: list[float | None], window: int, data: st.DataObject, centred: bool
) -> None:
    least = data.draw(st.none() | st.integers(1, window))
    means = rolling_mean(values, window, least=least, centred=centred)
    assert len(means) == len(values)
    before = window // 2 if centred else window - 1
    for place, mean in enumerate(means):
        first = place - before
        inside = [values[n] for n in range(first, first + window) if 0 <= n < len(values)]
        known = [value for value in inside if value is not None]
        if len(known) < (window if least is None else least):
            assert mean is None
        else:
            assert mean == pytest.approx(sum(known) / len(known))


def test_a_centred_window_looks_both_ways_a_trailing_one_back() -> None:
    assert rolling_mean([0, 0, 9, 0, 0], 3) == [None, None, 3, 3, 3]
    assert rolling_mean([0, 0, 9, 0, 0], 3, centred=True) == [None, 3, 3, 3, None]
    assert rolling_mean([0, 0, 9, 0, 0], 3, centred=True, least=2) == [0, 3, 3, 3, 0]


def test_a_rate_over_a_window_weighs_periods_by_what_is_in_them() -> None:
    # one event in one report, then none in nine: one in ten, not the mean of 1 and 0
    assert rolling_ratio([1, 0], [1, 9], 2) == [None, 0.1]
    assert rolling_ratio([0, 0], [0, 0], 2, least=1) == [None, None]


@pytest.mark.parametrize(("window", "least"), [(0, None), (3, 0), (3, 4)])
def test_a_window_that_cannot_be_is_an_error(window: int, least: int | None) -> None:
    with pytest.raises(InputError):
        rolling_mean([1.0], window, least=least)
