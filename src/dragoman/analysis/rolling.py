"""Rolling means: what a series is over some periods together, so that no single one misleads."""

from collections.abc import Mapping, Sequence
from math import fsum

from dragoman.analysis.periods import Step
from dragoman.analysis.series import Point
from dragoman.errors import InputError

# How many periods are taken together where nobody says so.
WINDOWS: Mapping[Step, int] = {"day": 7, "week": 4, "month": 3}


def rolling_mean(
    values: Sequence[float | None],
    window: int,
    *,
    least: int | None = None,
    centred: bool = False,
) -> list[float | None]:
    """The mean over ``window`` values: each with those before it or, ``centred``, with those around
    it (one more before than after where the window is even).

    None stands where fewer than ``least`` of them are known: at the ends and in gaps. Without
    ``least``, all must be. Raises InputError where the window is less than one, or ``least`` is
    not between one and the window.
    """
    means = []
    enough = _checked(window, least)
    for part in _windows(len(values), window, centred=centred):
        known = [value for value in values[part] if value is not None]
        means.append(fsum(known) / len(known) if len(known) >= enough else None)
    return means


def rolling_ratio(
    parts: Sequence[float],
    wholes: Sequence[float],
    window: int,
    *,
    least: int | None = None,
    centred: bool = False,
) -> list[float | None]:
    """The sum of the parts by the sum of the wholes, over ``window`` periods, so that a period
    counts for as much as there is in it. None stands where fewer than ``least`` periods (without
    it, than all) are in the window, as at the ends, or the wholes are nothing. Raises InputError
    as ``rolling_mean``."""
    means: list[float | None] = []
    enough = _checked(window, least)
    for part in _windows(len(parts), window, centred=centred):
        whole = fsum(wholes[part])
        known = len(wholes[part]) >= enough and whole
        means.append(fsum(parts[part]) / whole if known else None)
    return means


def rolling_score(
    points: Sequence[Point],
    window: int,
    *,
    least: int | None = None,
    centred: bool = False,
) -> list[float | None]:
    """The mean score by event over ``window`` periods. A period with many events counts for more
    than one with few. See ``rolling_ratio``."""
    scores = [point.score for point in points]
    events = [float(point.events) for point in points]
    return rolling_ratio(scores, events, window, least=least, centred=centred)


def _checked(window: int, least: int | None) -> int:
    """How many must be known."""
    if window < 1:
        raise InputError("a window has at least one period")
    if least is not None and not 1 <= least <= window:
        raise InputError(f"of a window of {window} periods, {least} cannot be the least")
    return window if least is None else least


def _windows(length: int, window: int, *, centred: bool) -> list[slice]:
    """The window of each place, cut off at the ends of the series."""
    after = (window - 1) // 2 if centred else 0
    ends = [place + after + 1 for place in range(length)]
    return [slice(max(end - window, 0), min(end, length)) for end in ends]
