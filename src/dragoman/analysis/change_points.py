"""Change points: from when on a series has another level, and how sure that is.

PELT (R. Killick, P. Fearnhead, I. A. Eckley, "Optimal detection of changepoints with a linear
computational cost", JASA 107, 2012) as ``ruptures`` has it (C. Truong, L. Oudre, N. Vayatis,
"Selective review of offline change point detection methods", Signal Processing 167, 2020), with
the squared distance from the level of each segment as cost. What that assumes, and what must not
be concluded from it, stands in docs/analysis.md.
"""

from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from math import fsum, log, sqrt
from typing import Any, Literal

from dragoman.errors import InputError, MissingPartError
from dragoman.model import Record

Kind = Literal["count", "value"]

FEWEST_PERIODS = 20  # below, one series in ten of pure chance shows a change
FEWEST_A_PERIOD = 0.25  # events; below, the counts are zeros with a few ones and nothing is normal
SHORTEST = 3  # periods that a level must last
# The penalty of a change in variances of the noise, by the log of the length. Two parameters (a
# place and a level) would cost 2 by Schwarz's criterion; 3 is that of the modified criterion of
# N. R. Zhang and D. O. Siegmund, Biometrics 63 (2007), without its term for short segments.
PENALTY = 3.0
# Twice the likelihood that a place may lose and still be in the 95% set: -2 log(1 - sqrt(0.95)),
# B. E. Hansen, "Sample splitting and threshold estimation", Econometrica 68 (2000), table 1.
LOSS_95 = 7.35
# Lag-one correlation from which on chance alone makes far more changes than the penalty allows.
CORRELATED = 0.2
_NOTHING = 1e-18  # a variance that is only the rounding of numbers


class Change(Record, frozen=True, kw_only=True):
    """One change. ``place`` is the index of the first value of the new level; with 95% it is not
    before ``earliest`` nor after ``latest``. ``before`` and ``after`` are the means of the values
    on either side, to the next changes. ``strength`` is what the change explains, in penalties:
    one that is just over 1 would be gone with a slightly higher one."""

    place: int
    earliest: int
    latest: int
    before: float
    after: float
    strength: float


class Changes(Record, frozen=True, kw_only=True):
    """What was found in a series of ``length`` values. Where it could not be looked for, ``why``
    says so, and ``changes`` are none. ``noise`` is the standard deviation of chance on the scale
    tested, ``penalty`` what a change has to explain there, ``correlation`` how much values that
    follow each other go together within a level (lag one)."""

    length: int
    kind: Kind
    changes: tuple[Change, ...] = ()
    why: str | None = None
    noise: float | None = None
    penalty: float | None = None
    correlation: float | None = None

    @property
    def warning(self) -> str | None:
        """Why less is to be believed than the numbers say, where that is so."""
        if self.correlation is not None and self.correlation > CORRELATED:
            return (
                f"values that follow each other go together (lag-one correlation "
                f"{self.correlation:.2f}): changes may be drift, and are found too often"
            )
        return None


def change_points(
    values: Sequence[float], kind: Kind = "value", *, factor: float = PENALTY
) -> Changes:
    """Where the level of a series changes.

    ``kind`` is "count" for numbers of events, which vary the more the more there are: they are
    tested as 2·sqrt(x + 3/8) (F. J. Anscombe, Biometrika 35, 1948). The noise is that of values
    next to each other (J. Rice, Annals of Statistics 12, 1984): half their mean squared distance. A
    change must explain ``factor`` · noise² · log(length). Raises InputError where the factor is
    not positive or a count negative, MissingPartError where ruptures is not installed.
    """
    if not factor > 0:
        raise InputError("the penalty must be more than nothing")
    length = len(values)
    if kind == "count" and any(value < 0 for value in values):
        raise InputError("counts are never negative")
    tested = [2 * sqrt(value + 0.375) if kind == "count" else float(value) for value in values]
    variance = _noise(tested)
    why = _unfit(values, kind, variance)
    if why is not None:
        return Changes(length=length, kind=kind, why=why)
    penalty = factor * variance * log(length)
    places = _segment(tested, penalty)
    sums = _Sums(tested)
    ends = [0, *places, length]
    changes = [
        _change(values, sums, (start, place, end), variance, penalty)
        for start, place, end in zip(ends, ends[1:], ends[2:], strict=False)
    ]
    return Changes(
        length=length,
        kind=kind,
        changes=tuple(changes),
        noise=round(sqrt(variance), 6),
        penalty=round(penalty, 6),
        correlation=_correlation(tested, ends),
    )


def _unfit(values: Sequence[float], kind: Kind, variance: float) -> str | None:
    """Why a series cannot be tested."""
    if len(values) < FEWEST_PERIODS:
        return (
            f"too short: {len(values)} periods with a value; change points are looked for in "
            f"{FEWEST_PERIODS} or more"
        )
    if variance < _NOTHING:
        return "the series has the same value throughout"
    mean = fsum(values) / len(values)
    if kind == "count" and mean < FEWEST_A_PERIOD:
        return (
            f"too few events: {mean:.2f} a period; change points are looked for where there are "
            f"{FEWEST_A_PERIOD} or more, as in longer periods"
        )
    return None


def _noise(tested: Sequence[float]) -> float:
    steps = [(after - before) ** 2 for before, after in pairwise(tested)]
    return fsum(steps) / len(steps) / 2 if steps else 0.0


def _segment(tested: Sequence[float], penalty: float) -> list[int]:
    """The first index of each level but the first: PELT in C, with the linear kernel, whose cost is
    the squared distance from the mean."""
    import numpy

    try:
        ruptures: Any = import_module("ruptures")
    except ModuleNotFoundError:
        raise MissingPartError(
            "change points need ruptures; install it with: pip install 'dragoman[analysis]'"
        ) from None
    search = ruptures.KernelCPD(kernel="linear", min_size=SHORTEST)
    signal = numpy.asarray(tested, dtype=float).reshape(-1, 1)
    signal -= signal.mean()  # squares of large levels would hide small steps
    return [int(end) for end in search.fit(signal).predict(pen=penalty)[:-1]]


class _Sums:
    """The squared distance from the mean of any part of a series, at once."""

    def __init__(self, tested: Sequence[float]) -> None:
        level = fsum(tested) / len(tested)  # taken away first: the sums stay small
        self._first, self._second = [0.0], [0.0]
        for value in tested:
            self._first.append(self._first[-1] + value - level)
            self._second.append(self._second[-1] + (value - level) ** 2)

    def cost(self, start: int, end: int) -> float:
        total = self._first[end] - self._first[start]
        return self._second[end] - self._second[start] - total * total / (end - start)


def _change(
    values: Sequence[float],
    sums: _Sums,
    ends: tuple[int, int, int],
    variance: float,
    penalty: float,
) -> Change:
    """A change between the neighbours that were found with it."""
    start, place, end = ends
    costs = {
        other: sums.cost(start, other) + sums.cost(other, end) for other in range(start + 1, end)
    }
    limit = costs[place] + LOSS_95 * variance
    possible = [other for other, cost in costs.items() if cost <= limit]
    return Change(
        place=place,
        earliest=possible[0],
        latest=possible[-1],
        before=round(fsum(values[start:place]) / (place - start), 6),
        after=round(fsum(values[place:end]) / (end - place), 6),
        strength=round((sums.cost(start, end) - costs[place]) / penalty, 6),
    )


def _correlation(tested: Sequence[float], ends: Sequence[int]) -> float:
    """How far what is left after the levels goes together with what follows it."""
    rest: list[float] = []
    for start, end in pairwise(ends):
        level = fsum(tested[start:end]) / (end - start)
        rest += [value - level for value in tested[start:end]]
    whole = fsum(value * value for value in rest)
    if not whole:
        return 0.0
    together = fsum(one * other for one, other in pairwise(rest))
    return round(together / whole, 6)
