"""The overview above the timeline: how many events of cooperation and of conflict, over time."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from sqlalchemy import func, select

from dragoman.record import schema
from dragoman.record.engine import reading
from dragoman.record.questions import EventQuery, Page, event_conditions, event_ids
from dragoman.record.record import Record
from dragoman.record.store import chunks

Step = Literal["day", "month", "year"]
_LENGTH: dict[Step, int] = {"day": 10, "month": 7, "year": 4}  # of the ISO day that names the step
_MOST_DAYS, _MOST_MONTHS, _MOST_YEARS = 62, 72, 200  # bars that can still be told apart
_COOPERATION = (1, 2)  # quad classes
HEIGHT = 40  # of the highest bar, in units of the drawing
BAR = 10
_LEAST = 1.5  # height of the lowest bar that is not empty


class Bar(NamedTuple):
    """One step of time: its days, how many events of either kind, and where it is drawn."""

    since: str
    until: str
    cooperation: int
    conflict: int
    x: int
    up: float
    down: float


class Overview(NamedTuple):
    """The bars in order of time, one for every step from the first to the last."""

    step: Step
    bars: tuple[Bar, ...]

    @property
    def width(self) -> int:
        """Of the drawing."""
        return BAR * len(self.bars)

    @property
    def highest(self) -> Bar:
        """The step in which there was most."""
        return max(self.bars, key=lambda bar: bar.cooperation + bar.conflict)


Counts = dict[str, tuple[int, int]]  # by day: events of cooperation, of conflict


def overview(
    record: Record, query: EventQuery, ids: Sequence[str] | None = None
) -> Overview | None:
    """The overview of the events that meet a query, or of those that have ``ids``; None where there
    are too few days to show."""
    table = schema.events.c
    kind = table.quad.in_(_COOPERATION).label("kind")
    question = (
        select(table.day, kind, func.count().label("number"))
        .where(table.day.is_not(None))
        .group_by(table.day, kind)
    )
    counts: dict[str, list[int]] = {}
    with reading(record.engine) as connection:
        if ids is None and query.text is not None:
            ids = event_ids(connection, query, Page())
        if ids is None:
            parts = [question.where(*event_conditions(query))]
        else:
            parts = [question.where(table.id.in_(some)) for some in chunks(ids)]
        for part in parts:
            for row in connection.execute(part):
                counts.setdefault(row.day[:10], [0, 0])[0 if row.kind else 1] += row.number
    return bars_of({day: (one, other) for day, (one, other) in counts.items()})


def bars_of(counts: Counts) -> Overview | None:
    """The bars of counts by day; None for fewer than two steps."""
    days = sorted(day for day in counts if _is_day(day))
    if not days:
        return None
    step = _step(date.fromisoformat(days[0]), date.fromisoformat(days[-1]))
    sums: Counts = {}
    for day in days:
        name = day[: _LENGTH[step]]
        had, more = sums.get(name, (0, 0)), counts[day]
        sums[name] = (had[0] + more[0], had[1] + more[1])
    names = list(_names(min(sums), max(sums), step))[-_MOST_YEARS:]
    if len(names) < 2:
        return None
    most = max(max(pair) for pair in sums.values())
    return Overview(step, tuple(_bars(names, sums, most, step)))


def _bars(names: list[str], sums: Counts, most: int, step: Step) -> Iterable[Bar]:
    for number, name in enumerate(names):
        cooperation, conflict = sums.get(name, (0, 0))
        yield Bar(
            *_days_of(name, step),
            cooperation,
            conflict,
            number * BAR,
            _height(cooperation, most),
            _height(conflict, most),
        )


def _height(number: int, most: int) -> float:
    """In proportion, but one event among thousands is seen too."""
    return max(_LEAST, round(HEIGHT * number / most, 1)) if number else 0.0


def _step(first: date, last: date) -> Step:
    if (last - first).days < _MOST_DAYS:
        return "day"
    months = (last.year - first.year) * 12 + last.month - first.month
    return "month" if months < _MOST_MONTHS else "year"


def _names(first: str, last: str, step: Step) -> Iterable[str]:
    """The names of all steps from one to another."""
    here = first
    while here <= last:
        yield here
        _, until = _days_of(here, step)
        if until == date.max.isoformat():
            return
        after = date.fromisoformat(until) + timedelta(days=1)
        here = after.isoformat()[: _LENGTH[step]]


def _days_of(name: str, step: Step) -> tuple[str, str]:
    """The first and the last day of a step."""
    if step == "day":
        return name, name
    if step == "year":
        return f"{name}-01-01", f"{name}-12-31"
    year, month = int(name[:4]), int(name[5:7])
    if (year, month) == (date.max.year, 12):
        return f"{name}-01", date.max.isoformat()
    after = date(year + month // 12, month % 12 + 1, 1)
    return f"{name}-01", (after - timedelta(days=1)).isoformat()


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
