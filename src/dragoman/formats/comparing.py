"""Our events beside those of another system: how many a dyad and month each of them has."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from dragoman.entries import EventEntry, Party
from dragoman.formats.cells import csv_line
from dragoman.formats.dated import Written, day_of, left_out
from dragoman.formats.foreign_cells import ForeignEvent, ForeignParty
from dragoman.formats.streams import text_out
from dragoman.model import Record

_Key = tuple[str, str, str, str]
COLUMNS = ("source", "target", "month", "event", "ours", "theirs")


class DyadMonth(Record, frozen=True, kw_only=True):
    """How many events the two have for a dyad of countries in a month. ``event`` is the PLOVER type
    where types were asked for; what a CAMEO statement or appeal is has none."""

    source: str
    target: str
    month: str
    event: str | None = None
    ours: int
    theirs: int


def compare(
    ours: Iterable[EventEntry],
    theirs: Iterable[ForeignEvent],
    *,
    by_type: bool = False,
    directed: bool = True,
    dyad: tuple[str, str] | None = None,
    since: str | None = None,
    until: str | None = None,
) -> list[DyadMonth]:
    """Count events by dyad of countries and month, ours and theirs side by side, in order.

    An event counts once for each dyad of countries in it; a meeting in both directions. What other
    formats cannot say (``dated.left_out``) is not counted, nor a party without a country. The two
    of an undirected dyad stand in the order of the alphabet. ``dyad``: only between these two
    countries, in both directions; ``since`` and ``until``: only on the days from one to the other,
    by the day that formats date an event with (``dated.day_of``).
    """
    wanted = frozenset(dyad) if dyad else None
    mine: Counter[_Key] = Counter()
    for event in ours:
        day = day_of(event) or ""
        if left_out(event) is None and _is_within(day, since, until):
            kind = event.event if by_type else ""
            mine.update(_keys(_dyads(event, wanted), day, kind, directed))
    other: Counter[_Key] = Counter()
    for foreign in theirs:
        if _is_within(foreign.day, since, until):
            kind = (foreign.event or "") if by_type else ""
            other.update(_keys(_dyads(foreign, wanted), foreign.day, kind, directed))
    return [
        DyadMonth(
            source=key[0],
            target=key[1],
            month=key[2],
            event=key[3] or None,
            ours=mine[key],
            theirs=other[key],
        )
        for key in sorted(mine.keys() | other.keys())
    ]


def write_comparison(rows: Iterable[DyadMonth], out: TextIO | Path) -> Written:
    """Write a comparison as CSV. Raises OSError where the path cannot be written."""
    written = Written()
    with text_out(out) as stream:
        stream.write(csv_line(COLUMNS) + "\n")
        for row in rows:
            cells = (row.source, row.target, row.month, row.event or "")
            stream.write(csv_line([*cells, str(row.ours), str(row.theirs)]) + "\n")
            written.entries += 1
    written.rows = written.entries
    return written


def _keys(dyads: Iterable[tuple[str, str]], day: str, kind: str, directed: bool) -> set[_Key]:
    turned = (dyad if directed else _ordered(dyad) for dyad in dyads)
    return {(source, target, day[:7], kind) for source, target in turned}


def _ordered(dyad: tuple[str, str]) -> tuple[str, str]:
    return (min(dyad), max(dyad))


def _is_within(day: str, since: str | None, until: str | None) -> bool:
    return (since is None or day >= since) and (until is None or day <= until)


def _dyads(
    event: EventEntry | ForeignEvent, wanted: frozenset[str] | None
) -> Iterator[tuple[str, str]]:
    """The dyads of countries in an event; where two are wanted, only those of these two."""
    return (dyad for dyad in _all_dyads(event) if wanted is None or frozenset(dyad) == wanted)


def _all_dyads(event: EventEntry | ForeignEvent) -> Iterator[tuple[str, str]]:
    sources, targets = _countries(event.source), _countries(event.target)
    if event.target or len(event.source) < 2:
        yield from ((source, target) for source in sources for target in targets)
        return
    # Parties of a meeting; two of one country are a dyad of that country with itself.
    for number, one in enumerate(sources):
        yield from ((one, other) for place, other in enumerate(sources) if place != number)


def _countries(side: Iterable[Party] | Iterable[ForeignParty]) -> list[str]:
    return [party.country for party in side if party.country]
