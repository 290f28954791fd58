"""Change points: clear ones are found with their intervals, chance is not, short series say so."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analysis import change_points as module
from dragoman.analysis.change_points import FEWEST_PERIODS, change_points
from dragoman.errors import InputError, MissingPartError


def counts(seed: int, *levels: tuple[float, int]) -> list[float]:
    """Poisson counts of a mean, for so many periods each."""
    chance = random.Random(seed)

    def one(mean: float) -> float:
        number, product = 0, chance.random()
        while product > 2.718281828459045**-mean:
            number, product = number + 1, product * chance.random()
        return float(number)

    return [one(mean) for mean, length in levels for _ in range(length)]


def test_a_level_that_doubles_twice_changes_twice() -> None:
    found = change_points(counts(4, (2, 40), (8, 40), (20, 40)), "count")
    assert [abs(change.place - true) <= 3 for change, true in zip(
        found.changes, (40, 80), strict=True
    )] == [True, True]  # fmt: skip
    for change, true in zip(found.changes, (40, 80), strict=True):
        assert change.earliest <= true <= change.latest
        assert change.before < change.after
        assert change.strength > 1
    assert found.why is None


def test_chance_alone_is_rarely_a_change() -> None:
    hits = sum(bool(change_points(counts(n, (3, 60)), "count").changes) for n in range(60))
    assert hits <= 4  # one in fifteen


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    inside = looked = 0
    for n in range(60):
        for change in change_points(counts(n, (3, 40), (6, 40)), "count").changes[:1]:
            looked += 1
            inside += change.earliest <= 40 <= change.latest
    assert looked >= 40
    assert inside / looked >= 0.9


def test_a_higher_penalty_leaves_the_strong_changes() -> None:
    values = counts(4, (2, 40), (8, 40))
    (change,) = change_points(values, "count").changes
    kept = change_points(values, "count", factor=3 * change.strength * 0.9)
    assert [item.place for item in kept.changes] == [change.place]
    assert change_points(values, "count", factor=3 * change.strength * 1.1).changes == ()


def test_a_short_series_is_told_to_be_short() -> None:
    found = change_points([0.0, 9.0] * 5, "count")
    assert found.changes == ()
    assert found.why == (
        f"too short: 10 periods with a value; change points are looked for in {FEWEST_PERIODS} "
        "or more"
    )


def test_a_series_that_never_varies_or_is_nearly_empty_is_not_tested() -> None:
    assert "same value" in (change_points([2.0] * 40).why or "")
    assert "too few events" in (change_points([1.0, *[0.0] * 39], "count").why or "")
    assert change_points([1.0, *[0.0] * 39]).why is None  # of values there may be many zeros


def test_drift_is_warned_of() -> None:
    chance = random.Random(1)
    drift, values = 0.0, []
    for _ in range(100):
        drift = 0.8 * drift + chance.gauss(0, 1)
        values.append(drift)
    found = change_points(values)
    assert found.correlation is not None
    assert "go together" in (found.warning or "")


@settings(deadline=None, max_examples=40)
@given(st.lists(st.floats(-50, 50), min_size=FEWEST_PERIODS, max_size=60))
def test_changes_are_in_order_with_their_intervals_between_neighbours(values: list[float]) -> None:
    found = change_points(values)
    ends = [0, *(change.place for change in found.changes), len(values)]
    assert ends == sorted(set(ends))
    for before, change, after in zip(ends, found.changes, ends[2:], strict=False):
        assert before < change.earliest <= change.place <= change.latest < after
        assert change.strength > 0


def test_the_sign_of_a_series_turns_its_changes_round() -> None:
    values = counts(2, (3, 30), (9, 30))
    up, down = change_points(values), change_points([-value for value in values])
    assert [change.place for change in up.changes] == [change.place for change in down.changes]
    assert [change.before for change in up.changes] == [-change.before for change in down.changes]


def test_what_cannot_be_asked_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="penalty"):
        change_points([1.0], factor=0)
    with pytest.raises(InputError, match="never negative"):
        change_points([-1.0], "count")

    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(module, "import_module", missing)
    with pytest.raises(MissingPartError, match=r"dragoman\[analysis\]"):
        change_points(counts(1, (3, 40)), "count")
