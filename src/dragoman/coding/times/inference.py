"""Inferring the day of a report that does not say it, from the dates it speaks of.

Each date of the text is evidence: a function from a candidate day to a penalty (0 fits, -1 is
unlikely, -5 hardly possible). Weekdays told in the past lie on the candidate or a few days
before it; a weekday with a date fits one year in six; a feast of a moving calendar is spoken of
around its day; a day of a month without a year is near; what was announced last week for May 31
was announced before that day. The penalties add up over every day of the years considered, and a
day is inferred only if it beats every other day by a clear margin.

The weights are plain judgements of how reports speak, not trained; see the constants.
"""

from collections.abc import Callable, Sequence
from datetime import date
from math import exp
from typing import NamedTuple

from dragoman.coding.parsing import Parse
from dragoman.coding.times.clues import (
    DATELINE,
    FIRST_YEAR,
    FULL_DATE,
    LAST_YEAR,
    Clue,
    clues_of,
    of_dateline,
)
from dragoman.coding.times.expression import Expression
from dragoman.lexicon.times import TimeWords
from dragoman.model import Evidence

# How much better than any other day the best one has to be: than a day of the same weeks (where
# one step of a weekday decides), and than any day farther off (a wrong year is the worse mistake).
NEAR_MARGIN, FAR_MARGIN = 0.5, 1.0
_SAME_WEEKS = 14
# A few weeks beat every day outside them by this, or they are no answer either: the year must
# be sure.
RANGE_MARGIN = 2.0
# How fast confidence grows with the lead over the next best day.
_STEEPNESS = 2.0
# Days that the evidence may leave open; where it leaves more, it says nothing.
_WIDEST = 45
# A best day that contradicts more than this is no answer.
_WORST = -6.0
# A clue agrees with a day that it gives no worse a penalty; so many have to.
_AGREES, _CLUES_NEEDED = -1.0, 3
# Candidates lie this many days before and after a date that anchors them.
_AROUND = (-21, 60)
# More dates than this do not make the answer better, only slower.
_ENOUGH = 24


class Inference(NamedTuple):
    """What the evidence settles on: one day, or, where ``day`` is None, no more than that it lies
    between ``first`` and ``last``; and the words that say so. ``confidence`` sets the best day
    against the next best one: one half where they are equal, near one where it is far ahead."""

    day: date | None
    evidence: tuple[Evidence, ...]
    first: date
    last: date
    confidence: float


def infer(
    parse: Parse,
    expressions: Sequence[Expression],
    words: TimeWords,
    *,
    dateline: tuple[Expression, int, int] | None = None,
    offices: Callable[[int], float] | None = None,
) -> Inference | None:
    """The one day that the evidence of the text settles on, or the few weeks at most that it
    leaves open; None if it leaves open more.

    ``dateline`` is a dateline without a year (expression, month, day). ``offices`` gives a year
    a penalty (0 or less) from who holds which office in the text.
    """
    clues = _different(clues_of(parse, expressions, words))[:_ENOUGH]
    if dateline is not None:
        clues.insert(0, of_dateline(*dateline))
    if not any(clue.tells_year for clue in clues):
        return None  # any year would do
    candidates = _candidates(clues)
    if not candidates:
        return None
    by_year = {y: offices(y) if offices else 0.0 for y in range(FIRST_YEAR, LAST_YEAR + 1)}
    scored = []
    for day in candidates:
        score = by_year[date.fromordinal(day).year]
        for clue in clues:
            score += clue.penalty(day)
        scored.append((score, -day))
    scored.sort(reverse=True)
    return _settled(scored, clues)


def _settled(scored: Sequence[tuple[float, int]], clues: Sequence[Clue]) -> Inference | None:
    """What days (negative, with their scores, the best first) the evidence leaves open."""
    best, day = scored[0][0], -scored[0][1]
    fitting = [clue for clue in clues if clue.penalty(day) > _AGREES]
    if best < _WORST or len(fitting) < _CLUES_NEEDED:
        return None
    # One day needs a clue that tells days apart: a weekday or a dateline.
    telling = any(clue.expression.kind == "weekday" or clue.because == DATELINE for clue in fitting)
    rivals, outside = [day], scored[-1][0]
    for score, other in scored[1:]:
        margin = NEAR_MARGIN if abs(day + other) <= _SAME_WEEKS else FAR_MARGIN
        if best - score < margin:
            rivals.append(-other)
        elif abs(day + other) > _WIDEST:
            outside = score
            break
    years = any(clue.tells_year and clue.because != FULL_DATE for clue in fitting)
    one = len(rivals) == 1 and telling
    if not one and (
        len(rivals) == 1
        or max(rivals) - min(rivals) > _WIDEST
        or not years
        or best - outside < RANGE_MARGIN
    ):
        return None
    second = scored[1][0] if len(scored) > 1 else best - RANGE_MARGIN
    evidence = tuple(Evidence(span=c.expression.span, because=c.because) for c in fitting)
    return Inference(
        day=date.fromordinal(day) if one else None,
        evidence=evidence,
        first=date.fromordinal(min(rivals)),
        last=date.fromordinal(max(rivals)),
        confidence=1 / (1 + exp(_STEEPNESS * (second - best))),
    )


def _different(clues: Sequence[Clue | None]) -> list[Clue]:
    """The clues without repetitions: "Monday" said twice is no more evidence than once."""
    found: dict[tuple[object, ...], Clue] = {}
    for clue in clues:
        if clue is not None:
            said = tuple((part.kind, part.value) for part in clue.expression.parts if part.value)
            found.setdefault((clue.because, *said), clue)
    return list(found.values())


def _candidates(clues: Sequence[Clue]) -> list[int]:
    """The days around the anchor that has the fewest, within the years considered."""
    anchored = [clue for clue in clues if clue.anchors]
    if not anchored:
        return []
    fewest = min(anchored, key=lambda clue: len(clue.anchors))
    first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
    days = {
        day
        for anchor in fewest.anchors
        for day in range(anchor + _AROUND[0], anchor + _AROUND[1])
        if first <= day <= last
    }
    return sorted(days)
