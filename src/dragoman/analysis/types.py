"""Which types of event an actor takes part in."""

from collections import Counter
from collections.abc import Iterable, Sequence

from dragoman.analysis.dyads import Lens, sides
from dragoman.model import Record
from dragoman.record.happenings import Happening


class TypeCount(Record, frozen=True, kw_only=True):
    """How many events of a type an actor is in, and in how many of them as their source."""

    key: str
    event: str
    events: int
    as_source: int


def types_by_actor(
    happenings: Iterable[Happening],
    lens: Lens,
    *,
    statuses: Sequence[str] = ("actual",),
    most: int | None = None,
) -> list[TypeCount]:
    """Events by actor and type: actors in most events first, types by the alphabet. ``most``
    leaves only so many actors. An event counts once for each actor in it."""
    all_in: Counter[tuple[str, str]] = Counter()
    acting: Counter[tuple[str, str]] = Counter()
    totals: Counter[str] = Counter()
    for item in happenings:
        if item.status not in statuses:
            continue
        sources, targets = sides(item, lens)
        for key in dict.fromkeys((*sources, *targets)):
            all_in[key, item.event] += 1
            totals[key] += 1
        for key in sources:
            acting[key, item.event] += 1
    ranked = sorted(totals, key=lambda key: (-totals[key], key))[:most]
    place = {key: n for n, key in enumerate(ranked)}
    cells = sorted((cell for cell in all_in if cell[0] in place), key=lambda c: (place[c[0]], c[1]))
    return [
        TypeCount(key=key, event=event, events=all_in[key, event], as_source=acting[key, event])
        for key, event in cells
    ]
