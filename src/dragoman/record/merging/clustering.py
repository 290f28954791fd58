"""Clusters of tellings: which tellings of one kind are of one event.

Everything is a function of the set of tellings handed in: they are taken in the order of their
keys, which come from their texts, and what could go either way goes nowhere.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Generic, TypeVar

from dragoman.entries import Telling
from dragoman.record.merging.attaching import ENOUGH_LOOSE
from dragoman.record.merging.comparing import (
    Outline,
    Told,
    compare_views,
    told_apart,
    view_of,
)
from dragoman.record.merging.index import index_of

T = TypeVar("T", Telling, Outline)

_ENOUGH = 3  # what must speak for joining where the reports give the same day


def cluster_anchored(tellings: Sequence[T]) -> list[list[T]]:
    """The events told by tellings of one kind and day."""
    return _cluster(_Links(_in_order(tellings), _ENOUGH))


def group_loose(tellings: Sequence[T]) -> list[list[T]]:
    """The events told by tellings of one kind and window that joined no event of a known day."""
    return _cluster(_Links(_in_order(tellings), ENOUGH_LOOSE, specific=True))


def event_id(members: Iterable[Told]) -> str:
    """The id of the event that these tellings define."""
    first = min(member.event_key for member in members)
    return "e" + hashlib.sha256(first.encode()).hexdigest()[:16]


def _in_order(tellings: Sequence[T]) -> list[T]:
    return sorted(tellings, key=lambda telling: telling.event_key)


def _cluster(links: "_Links[T]") -> list[list[T]]:
    """Join from the pair that most speaks for; two clusters join where no member contradicts one
    of the other's (complete linkage)."""
    clusters: _Clusters[T] = _Clusters(links)
    for one, other in links.strongest_first():
        here, there = clusters.of[one], clusters.of[other]
        if here == there or clusters.contradict(here, there):
            continue
        if clusters.is_torn(one, there) or clusters.is_torn(other, here):
            continue
        clusters.join(here, there)
    return clusters.tellings()


class _Links(Generic[T]):
    """What speaks for and against each pair of bundles, which go by number. A bundle is made of
    tellings of which all that is compared is the same, and enough to be of one event: copies and
    much-told events cost no more than one telling."""

    def __init__(self, tellings: Sequence[T], enough: int, *, specific: bool = False) -> None:
        self.tellings: Sequence[T] = tellings
        self._enough, self._specific = enough, specific
        views = [view_of(telling) for telling in tellings]
        number = {view: n for n, view in enumerate(dict.fromkeys(views))}
        self._views = list(number)
        self._known: list[dict[int, int | None]] = [{} for _ in number]
        apart = _told_apart(tellings)
        self.bundles = self._bundled([number[view] for view in views], apart)
        self.view = [number[views[bundle[0]]] for bundle in self.bundles]
        self._apart = _bundles_apart(self.bundles, apart)
        self.near: list[dict[int, list[int]]] = [defaultdict(list) for _ in self.bundles]
        """For each bundle the others it has enough in common with, by the score."""
        self._find_near()

    def _bundled(self, views: Sequence[int], apart: Sequence[set[int]]) -> list[list[int]]:
        """The tellings in bundles, in the order of the first of each."""
        found: list[list[int]] = []
        alike: dict[int, list[list[int]]] = defaultdict(list)
        for telling, view in enumerate(views):
            fitting = (bundle for bundle in alike[view] if apart[telling].isdisjoint(bundle))
            bundle = next(fitting, None) if self.compare(view, view) else None
            if bundle is None:
                bundle = []
                found.append(bundle)
                alike[view].append(bundle)
            bundle.append(telling)
        return found

    def _find_near(self) -> None:
        """Compare the views that may have enough in common."""
        told: list[list[int]] = [[] for _ in self._views]
        for bundle, view in enumerate(self.view):
            told[view].append(bundle)
        index = index_of(self._views)
        for mine in range(len(told)):
            for its in index.near(self._views[mine]) if index else range(mine + 1, len(told)):
                if mine == its or its in self._known[mine] or mine in self._known[its]:
                    continue  # it was found from the other
                score = self.compare(mine, its)
                if score:
                    self._note(told[mine], told[its], score)

    def _note(self, some: Sequence[int], others: Sequence[int], score: int) -> None:
        for one in some:
            for other in others:
                if other not in self._apart[one]:
                    self.near[one][score].append(other)
                    self.near[other][score].append(one)

    def compare(self, mine: int, its: int) -> int | None:
        """What speaks for two views being of one event, 0 where it is not enough; None where
        something speaks against it."""
        first, second = (mine, its) if mine < its else (its, mine)
        known = self._known[first]
        if second not in known:
            found = compare_views(self._views[first], self._views[second])
            counts = found.specific or not self._specific
            score = found.score if found.score is None or counts else 0
            known[second] = 0 if score is not None and score < self._enough else score
        return known[second]

    def strongest_first(self) -> Iterator[tuple[int, int]]:
        """The pairs with enough in common, each once."""
        for score in sorted({score for near in self.near for score in near}, reverse=True):
            for one, near in enumerate(self.near):
                yield from ((one, other) for other in sorted(near.get(score, ())) if one < other)

    def told_apart(self, some: Iterable[int], others: Iterable[int]) -> bool:
        """True if a report tells one of the one bundles apart from one of the others."""
        return any(not self._apart[n].isdisjoint(others) for n in some if self._apart[n])


class _Clusters(Generic[T]):
    """The bundles as they are joined. A cluster goes by the number of its first bundle."""

    def __init__(self, links: _Links[T]) -> None:
        self._links: _Links[T] = links
        self.of = list(range(len(links.bundles)))
        self._members = {n: [n] for n in self.of}
        self._views = {n: {links.view[n]} for n in self.of}
        self._against: dict[int, set[int]] = defaultdict(set)  # as far as it was asked

    def contradict(self, one: int, other: int) -> bool:
        """True if a member of the one cluster contradicts one of the other."""
        if other in self._against[one]:
            return True
        compare = self._links.compare
        if self._links.told_apart(self._members[one], self._members[other]) or any(
            compare(mine, its) is None for mine in self._views[one] for its in self._views[other]
        ):
            self._against[one].add(other)
            self._against[other].add(one)
            return True
        return False

    def is_torn(self, one: int, to: int) -> bool:
        """True where a telling that stands alone could as well join another cluster than ``to``,
        and the two are not of one event."""
        alone = self.of[one]
        if len(self._members[alone]) > 1 or len(self._links.bundles[one]) > 1:
            return False
        rivals: set[int] = set()
        near = self._links.near[one]
        for score in sorted(near, reverse=True):
            rivals.update(self.of[other] for other in near[score])
            if to in rivals:
                break
        rivals.discard(to)
        return any(
            self.contradict(rival, to) and not self.contradict(rival, alone) for rival in rivals
        )

    def join(self, one: int, other: int) -> None:
        """Make one cluster of two."""
        kept, lost = sorted((one, other))
        for n in self._members[lost]:
            self.of[n] = kept
        self._members[kept] += self._members.pop(lost)
        self._views[kept] |= self._views.pop(lost)
        for foe in self._against.pop(lost, ()):
            self._against[foe].remove(lost)
            self._against[foe].add(kept)
            self._against[kept].add(foe)

    def tellings(self) -> list[list[T]]:
        """The tellings of each cluster."""
        told, bundles = self._links.tellings, self._links.bundles
        return [
            [told[n] for n in sorted(n for bundle in members for n in bundles[bundle])]
            for _, members in sorted(self._members.items())
        ]


def _bundles_apart(bundles: Sequence[Sequence[int]], apart: Sequence[set[int]]) -> list[set[int]]:
    """For each bundle, by number, the others that a report tells apart from it."""
    bundle_of = {telling: n for n, bundle in enumerate(bundles) for telling in bundle}
    return [
        {bundle_of[other] for telling in bundle for other in apart[telling]} for bundle in bundles
    ]


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
