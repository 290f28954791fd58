"""Clusters of tellings: which tellings of one kind are of one event.

Everything is a function of the set of tellings handed in: they are taken in the order of their
keys, which come from their texts, and what could go either way goes nowhere.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Generic, TypeVar

from dragoman.entries import Telling
from dragoman.record.merging.comparing import (
    Outline,
    Told,
    compare,
    compare_views,
    told_apart,
    view_of,
)
from dragoman.record.merging.index import Index

T = TypeVar("T", Telling, Outline)

_ENOUGH = 3  # what must speak for joining where the reports give the same day
_ENOUGH_LOOSE = 4  # where they leave the day open
_CROWD = 16  # of so many, making an index takes as long as comparing every two


def cluster_anchored(tellings: Sequence[T]) -> list[list[T]]:
    """The events told by tellings of one kind and day."""
    return _cluster(_Links(_in_order(tellings), _ENOUGH))


def group_loose(tellings: Sequence[T]) -> list[list[T]]:
    """The events told by tellings of one kind and window that joined no event of a known day."""
    return _cluster(_Links(_in_order(tellings), _ENOUGH_LOOSE, specific=True))


def attach(telling: Told, candidates: Sequence[Sequence[Told]]) -> int | None:
    """Which of these events of known days a telling without one belongs to; None where none fits
    or two fit equally well."""
    found = ((fit(telling, cluster), number) for number, cluster in enumerate(candidates))
    scores = sorted(((score, number) for score, number in found if score), reverse=True)
    if not scores or (len(scores) > 1 and scores[0][0] == scores[1][0]):
        return None
    return scores[0][1]


def fit(telling: Told, cluster: Sequence[Told]) -> int:
    """How well a telling without a day fits an event of a known day; 0 where not enough speaks for
    it, or something against it. Only events that it fits have a say in what becomes of it."""
    best = 0
    for member in cluster:
        found = compare(telling, member)
        if found.score is None:
            return 0
        if found.specific:
            best = max(best, found.score)
    return best if best >= _ENOUGH_LOOSE else 0


def event_id(members: Iterable[Told]) -> str:
    """The id of the event that these tellings define."""
    first = min(member.event_key for member in members)
    return "e" + hashlib.sha256(first.encode()).hexdigest()[:16]


def _in_order(tellings: Sequence[T]) -> list[T]:
    return sorted(tellings, key=lambda telling: telling.event_key)


def _cluster(links: "_Links[T]") -> list[list[T]]:
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


class _Links(Generic[T]):
    """What speaks for and against each pair of some tellings, which go by number."""

    def __init__(self, tellings: Sequence[T], enough: int, *, specific: bool = False) -> None:
        self.tellings: Sequence[T] = tellings
        self._enough, self._specific = enough, specific
        views = [view_of(telling) for telling in tellings]
        number = {view: n for n, view in enumerate(dict.fromkeys(views))}
        self._views, self._view = list(number), [number[view] for view in views]
        self._known: dict[tuple[int, int], int | None] = {}
        self._apart = _told_apart(tellings)
        self.scores: list[dict[int, int]] = [{} for _ in tellings]
        self._find_scores()

    def _find_scores(self) -> None:
        """Compare the views that may have enough in common; what one view says, all of its tellings
        say."""
        told: list[list[int]] = [[] for _ in self._views]
        for telling, view in enumerate(self._view):
            told[view].append(telling)
        index = Index(self._views) if len(told) > _CROWD else None
        for mine in range(len(told)):
            for its in index.near(mine) if index else range(mine, len(told)):
                if mine == its and len(told[mine]) == 1:
                    continue
                if (min(mine, its), max(mine, its)) in self._known:
                    continue  # it was found from the other
                score = self._compare(mine, its)
                if score:
                    self._note(told[mine], told[its], score)

    def _note(self, some: Sequence[int], others: Sequence[int], score: int) -> None:
        for one in some:
            for other in others:
                if one != other and other not in self._apart[one]:
                    self.scores[one][other] = self.scores[other][one] = score

    def _compare(self, mine: int, its: int) -> int | None:
        """What speaks for two views being of one event, 0 where it is not enough; None where
        something speaks against it."""
        pair = (min(mine, its), max(mine, its))
        if pair not in self._known:
            found = compare_views(self._views[mine], self._views[its])
            counts = found.specific or not self._specific
            score = found.score if found.score is None or counts else 0
            self._known[pair] = 0 if score is not None and score < self._enough else score
        return self._known[pair]

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
        if any(not self._apart[n].isdisjoint(others) for n in some if self._apart[n]):
            return True
        mine, its = {self._view[n] for n in some}, {self._view[n] for n in others}
        return any(self._compare(one, other) is None for one in mine for other in its)

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


def _told_apart(tellings: Sequence[Told]) -> list[set[int]]:
    """For each telling, by number, the others that its report tells apart from it."""
    by_report: dict[str, list[int]] = defaultdict(list)
    for n, telling in enumerate(tellings):
        by_report[telling.report].append(n)
    apart: list[set[int]] = [set() for _ in tellings]
    for numbers in by_report.values():
        for one, other in combinations(numbers, 2):
            if told_apart(tellings[one], tellings[other]):
                apart[one].add(other)
                apart[other].add(one)
    return apart
