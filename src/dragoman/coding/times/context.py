"""What a resolver knows beside the expression itself."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dragoman.coding.parsing import Parse
from dragoman.coding.times.calendar import Interval, interval
from dragoman.coding.times.expression import Expression
from dragoman.lexicon.times import TimeWords
from dragoman.model import TimeType

# How many sentences back a date still is what "that day" or "a year earlier" counts from.
_MEMORY = 4
# A quarter is remembered longer: company news is about one from end to end.
_QUARTER_MEMORY = 10
# So is the day that "the same day" points back to.
_DAY_MEMORY = 12


class Reading(NamedTuple):
    """Type and value of an expression; ``days`` where the value does not say them itself."""

    type: TimeType
    value: str
    days: Interval | None = None


@dataclass(slots=True)
class Context:
    """The report's day, the date last spoken of, and the expression being read."""

    parse: Parse
    words: TimeWords
    today: date | None
    turn: int = 0  # -1 past, 0 open, 1 future: the tense around the expression
    here: Expression | None = None
    focus: str | None = None  # the value of the last date spoken of
    focus_sentence: int = -1
    day: date | None = None  # the last single day spoken of
    day_sentence: int = -1
    past_day: date | None = None  # the last such day that was not to come
    past_sentence: int = -1
    quarter: str | None = None  # the last quarter spoken of
    quarter_sentence: int = -1

    def remember(self, reading: Reading) -> None:
        """Make a date that has days the one last spoken of.

        Not what it is only compared with ("up from a year ago"), or a chain of comparisons
        would walk away into the past.
        """
        if reading.type not in ("DATE", "TIME") or self.here is None:
            return
        compared = self.here.has("AGO", "EARLIER") and self.here.has("UNIT", "UNITS")
        days = interval(reading.value[:10])
        vague = len(reading.value) < 4 or "X" in reading.value  # a century is no day to count from
        if days is None or vague or (compared and len(reading.value) < 10):
            return
        sentence = self._sentence()
        if "-Q" in reading.value:
            to_come = self.today is not None and days[0] > self.today
            if self.here.kind == "ordinal" and not to_come:
                self.quarter, self.quarter_sentence = reading.value, sentence
            if self.here.kind == "relunit":
                return
        self.focus, self.focus_sentence = reading.value, sentence
        if days[0] == days[1]:
            self.day, self.day_sentence = days[0], sentence
            if self.today is None or days[0] <= self.today:
                self.past_day, self.past_sentence = days[0], sentence

    def recent_focus(self) -> str | None:
        """The date last spoken of, if that was within a few sentences."""
        near = self.focus is not None and self._sentence() - self.focus_sentence <= _MEMORY
        return self.focus if near else None

    def recent_quarter(self) -> str | None:
        """The quarter last spoken of, if that was within a few sentences."""
        near = (
            self.quarter is not None and self._sentence() - self.quarter_sentence <= _QUARTER_MEMORY
        )
        return self.quarter if near else None

    def single_day(self) -> date | None:
        """The last single day spoken of within a few sentences, else the report's day."""
        near = self.day is not None and self._sentence() - self.day_sentence <= _MEMORY
        return self.day if near else self.today

    def told_day(self) -> date | None:
        """The day that "the same day" and "the next day" count from: the last single day spoken
        of, in a story of the past the last one that is not to come; else the report's day."""
        sentence = self._sentence()
        day, at = self.day, self.day_sentence
        if self.turn <= 0 and self.past_day is not None:
            day, at = self.past_day, self.past_sentence
        return day if day is not None and sentence - at <= _DAY_MEMORY else self.today

    def focus_here(self) -> Interval | None:
        """The days of the date last spoken of in the same sentence."""
        if self.focus is None or self.focus_sentence != self._sentence():
            return None
        return interval(self.focus)

    def focus_day(self) -> date | None:
        """The first day of the date last spoken of, else the report's day."""
        value = self.recent_focus()
        days = interval(value) if value else None
        return days[0] if days else self.today

    def _sentence(self) -> int:
        return self.parse.sentence_of[self.here.start] if self.here else 0
