"""Who acts with whom: the pairs of an event, and which pairs a record knows most of."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from dragoman.record.happenings import Happening, Member

Lens = Literal["country", "actor"]
LENSES: tuple[Lens, ...] = ("country", "actor")
Dyad = tuple[str, str]

# An event with more parties (all signatories of a treaty) would alone make hundreds of pairs.
MANY = 40


class DyadCount(NamedTuple):
    """Two actors and the number of events between them."""

    dyad: Dyad
    events: int


def key_of(member: Member, lens: Lens) -> str | None:
    """What a party is counted as: itself, or its country (None where it has none)."""
    return member.actor if lens == "actor" else member.country


def sides(happening: Happening, lens: Lens) -> tuple[list[str], list[str]]:
    """The sources and the targets of an event, each once, in their order."""
    found: dict[str, dict[str, None]] = {"source": {}, "target": {}}
    for member in happening.parties:
        key = key_of(member, lens)
        if key:
            found[member.side][key] = None
    return list(found["source"]), list(found["target"])


def directed_pairs(happening: Happening, lens: Lens) -> list[Dyad]:
    """Every source with every target. What a country does to itself is a pair too."""
    sources, targets = sides(happening, lens)
    if len(sources) + len(targets) > MANY:
        return []
    return [(source, target) for source in sources for target in targets]


def pairs(happening: Happening, lens: Lens) -> list[Dyad]:
    """The pairs that meet in an event, in alphabetical order: source with target, or the sources
    with each other where there is no target, as in a meeting. Nobody meets itself."""
    sources, targets = sides(happening, lens)
    if len(sources) + len(targets) > MANY:
        return []
    if targets:
        met = [(source, target) for source in sources for target in targets]
    else:
        met = list(combinations(sources, 2))
    ordered = [(min(pair), max(pair)) for pair in met if pair[0] != pair[1]]
    return sorted(set(ordered))


def between(happening: Happening, dyad: Dyad, lens: Lens) -> bool:
    """Whether an event is between two: on different sides, or side by side where it has one side
    only. Between one and itself where it is on both sides."""
    sources, targets = sides(happening, lens)
    one, other = dyad
    if (one in sources and other in targets) or (other in sources and one in targets):
        return True
    has_targets = any(member.side == "target" for member in happening.parties)
    return not has_targets and one != other and one in sources and other in sources


def count_dyads(
    happenings: Iterable[Happening],
    lens: Lens,
    statuses: Sequence[str] = ("actual",),
) -> list[DyadCount]:
    """The dyads of events of these statuses, those of most events first."""
    counts = Counter(
        pair for item in happenings if item.status in statuses for pair in pairs(item, lens)
    )
    ordered = sorted(counts.items(), key=lambda found: (-found[1], found[0]))
    return [DyadCount(pair, number) for pair, number in ordered]
