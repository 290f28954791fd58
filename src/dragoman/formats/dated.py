"""What a format with one row a happening asks of an event: that it holds, its day, its parties.

ICEWS, GDELT and POLECAT know neither "did not" nor "might"; what is negated, hypothetical or
rejected by a reviewer is left out of them and counted.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from dragoman.entries import EventEntry, Party, Telling
from dragoman.formats.tabs import key_number

# The longest interval, in days, whose first day may stand for it.
LONGEST = 31
# Types whose planned events have taken place as words: the promise itself is the event.
_PROMISES = frozenset({"AGREE", "CONCEDE"})


@dataclass(slots=True)
class Written:
    """What became of the entries handed to a writer: how many came, how many rows were written,
    and how many were left out, by reason. ``mentions`` counts the rows of GDELT's second file."""

    entries: int = 0
    rows: int = 0
    mentions: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Dyad:
    """One row of a format that knows one source and one target: a number of its own, and the two,
    each None where the event has nobody there."""

    id: int
    source: Party | None
    target: Party | None


def left_out(event: EventEntry) -> str | None:
    """Why an event has no place among happenings with a day, None where it has one."""
    if event.review == "rejected":
        return "rejected"
    if event.status in ("negated", "hypothetical"):
        return event.status
    if event.status == "planned" and event.event not in _PROMISES:
        return "planned"
    return None if day_of(event) else "no day"


def day_of(event: EventEntry) -> str | None:
    """The one day a format dates an event with.

    A promise is dated with the day of its first report, as it is the promise that took place; all
    else with the first day of its interval, where this has at most 31 days, or with the day of
    the first report where reports give no day.
    """
    if event.status == "planned" and event.first_published:
        return event.first_published
    if event.when is None:
        return event.first_published
    start, end = date.fromisoformat(event.when.start), date.fromisoformat(event.when.end)
    return event.when.start if (end - start).days < LONGEST else None


def dyads(event: EventEntry, pairs: bool = True) -> list[Dyad]:
    """The rows of an event in a format that knows one source and one target.

    With ``pairs`` every source stands with every target, and where all parties are sources of one
    meeting each stands with each other one in both directions, as ICEWS does it; without, there is
    one row with the first of either side.
    """
    chosen = _pairs(event) if pairs else [_first_pair(event)]
    return [Dyad(key_number(_row_key(event, *pair)), *pair) for pair in chosen]


def _pairs(event: EventEntry) -> list[tuple[Party | None, Party | None]]:
    sources, targets = _once(event.source), _once(event.target)
    if len(sources) > 1 and not targets:
        return [(one, other) for one in sources for other in sources if one is not other]
    ones: list[Party | None] = [*sources] or [None]
    others: list[Party | None] = [*targets] or [None]
    return [(one, other) for one in ones for other in others]


def _first_pair(event: EventEntry) -> tuple[Party | None, Party | None]:
    sources, targets = _once(event.source), _once(event.target)
    if len(sources) > 1 and not targets:
        return sources[0], sources[1]
    return next(iter(sources), None), next(iter(targets), None)


def _once(side: tuple[Party, ...]) -> list[Party]:
    return list({party.actor: party for party in reversed(side)}.values())[::-1]


def _row_key(event: EventEntry, source: Party | None, target: Party | None) -> str:
    return " ".join([event.id, source.actor if source else "", target.actor if target else ""])


def first_told(event: EventEntry) -> Telling | None:
    """The telling of the earliest report, the first by key among those of one day."""
    return min(event.tellings, key=_earliest, default=None)


def by_report(event: EventEntry) -> Iterator[Telling]:
    """The tellings from the earliest report on."""
    yield from sorted(event.tellings, key=_earliest)


def _earliest(telling: Telling) -> tuple[str, str, str]:
    return telling.published or "9999", telling.report, telling.event_key
