"""Clusters of tellings: which tellings of one kind are of one event.

Everything is a function of the set of tellings handed in: they are taken in the order of their
keys, which come from their texts, and what could go either way goes nowhere.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from dragoman.entries import Telling
from dragoman.record.merging.comparing import (
    APART,
    Comparison,
    compare,
    compare_views,
    told_apart,
    view_of,
)

_ENOUGH = 3  # what must speak for joining where the reports give the same day
_ENOUGH_LOOSE = 4  # where they leave the day open


def cluster_anchored(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """The events told by tellings of one kind and day."""
    return _cluster(_Links(_in_order(tellings), _ENOUGH))


def group_loose(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """The events told by tellings of one kind and window that joined no event of a known day."""
    return _cluster(_Links(_in_order(tellings), _ENOUGH_LOOSE, specific=True))


def attach(telling: Telling, candidates: Sequence[Sequence[Telling]]) -> int | None:
    """Which of these events of known days a telling without one belongs to; None where none fits
    or two fit equally well."""
    scores: list[tuple[int, int]] = []
    for number, cluster in enumerate(candidates):
        found = [compare(telling, member) for member in cluster]
        if all(pair.score is not None for pair in found):
            best = max((pair.score or 0 for pair in found if pair.specific), default=0)
            if best >= _ENOUGH_LOOSE:
                scores.append((best, number))
    scores.sort(reverse=True)
    if not scores or (len(scores) > 1 and scores[0][0] == scores[1][0]):
        return None
    return scores[0][1]


def event_id(members: Iterable[Telling]) -> str:
    """The id of the event that these tellings define."""
    first = min(member.event_key for member in members)
    return "e" + hashlib.sha256(first.encode()).hexdigest()[:16]


def _in_order(tellings: Sequence[Telling]) -> list[Telling]:
    return sorted(tellings, key=lambda telling: telling.event_key)


def _cluster(links: "_Links") -> list[list[Telling]]:
    """Join from the pair that most speaks for; two clusters join where no member contradicts one
    of the other's (complete linkage)."""
    group = list(range(len(links.tellings)))
    members = {n: [n] for n in group}
    for _, one, other in links.strongest_first():
        here, there = group[one], group[other]
        if here == there or links.contradict(members[here], members[there]):
            continue
        if links.is_torn(one, there, group, members) or links.is_torn(other, here, group, members):
            continue
        kept, lost = sorted((here, there))
        for n in members.pop(lost):
            group[n] = kept
            members[kept].append(n)
    return [[links.tellings[n] for n in sorted(members[first])] for first in sorted(members)]


class _Links:
    """What speaks for and against each pair of some tellings, which go by number."""

    def __init__(self, tellings: Sequence[Telling], enough: int, *, specific: bool = False) -> None:
        self.tellings = tellings
        self.scores: list[dict[int, int]] = [{} for _ in tellings]
        self.against: list[set[int]] = [set() for _ in tellings]
        views = [view_of(telling) for telling in tellings]
        number = {view: n for n, view in enumerate(dict.fromkeys(views))}
        names = [number[view] for view in views]
        known: dict[tuple[int, int], Comparison] = {}
        for one, other in combinations(range(len(tellings)), 2):
            pair = (min(names[one], names[other]), max(names[one], names[other]))
            found = known.get(pair)
            if found is None:
                found = known[pair] = compare_views(views[one], views[other])
            if told_apart(tellings[one], tellings[other]):
                found = APART
            self._note(one, other, found, enough, specific)

    def _note(self, one: int, other: int, found: Comparison, enough: int, specific: bool) -> None:
        if found.score is None:
            self.against[one].add(other)
            self.against[other].add(one)
        elif found.score >= enough and (found.specific or not specific):
            self.scores[one][other] = self.scores[other][one] = found.score

    def strongest_first(self) -> list[tuple[int, int, int]]:
        """The pairs with enough in common, each once, as (-score, one, other)."""
        return sorted(
            (-score, one, other)
            for one, others in enumerate(self.scores)
            for other, score in others.items()
            if one < other
        )

    def contradict(self, some: Sequence[int], others: Sequence[int]) -> bool:
        """True if a telling of the one cluster contradicts one of the other."""
        return any(not self.against[n].isdisjoint(others) for n in some)

    def is_torn(
        self, one: int, to: int, group: Sequence[int], members: Mapping[int, Sequence[int]]
    ) -> bool:
        """True where a telling that stands alone could as well join another cluster than ``to``,
        and the two are not of one event."""
        if len(members[group[one]]) > 1:
            return False
        best: dict[int, int] = {}
        for other, score in self.scores[one].items():
            best[group[other]] = max(best.get(group[other], 0), score)
        return any(
            score >= best[to]
            and self.contradict(members[name], members[to])
            and not self.contradict(members[name], [one])
            for name, score in best.items()
            if name != to
        )
