"""Where a telling is looked for: its kind, and the days on which it may have happened."""

import hashlib
from datetime import date, timedelta

from dragoman.entries import Telling
from dragoman.model import Record

WIDEST = 31  # days; a wider window says too little for merging
_CLASSES = {"actual": "happened", "historical": "happened"}


class Placing(Record, frozen=True, kw_only=True):
    """The kind of a telling (type and whether it happened) and its window of days. ``anchored``
    where the report gives the very day; without a window a telling meets its like by ``kind``."""

    kind: str
    start: str | None = None
    end: str | None = None
    anchored: bool = False


def placing(telling: Telling) -> Placing:
    """Where a telling stands. Without a day of its own it happened on the day of publication or
    the day before; without either, or with a window above 31 days, only reports that say it in the
    same sentence meet it."""
    kind = f"{telling.event}/{_CLASSES.get(telling.status, telling.status)}"
    when, published = telling.when, telling.published
    if when is not None:
        if when.start == when.end:
            return Placing(kind=kind, start=when.start, end=when.end, anchored=True)
        if days_between(when.start, when.end) < WIDEST:
            return Placing(kind=kind, start=when.start, end=when.end)
    elif published is not None and telling.status != "historical":
        return Placing(kind=kind, start=shift(published, -1), end=published[:10])
    words = " ".join(telling.quote.split()).lower()
    digest = hashlib.sha256(words.encode()).hexdigest()[:16]
    return Placing(kind=f"{kind}/{digest}")


def days_between(start: str, end: str) -> int:
    """Days from one day to another."""
    return (date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])).days


def shift(day: str, days: int) -> str:
    """The day so many days later, or earlier."""
    return (date.fromisoformat(day[:10]) + timedelta(days=days)).isoformat()
