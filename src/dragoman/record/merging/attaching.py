"""Tellings without a day and the events of known days that they may belong to."""

from collections import defaultdict
from collections.abc import Sequence

from dragoman.record.merging.comparing import Told, View, compare_views, told_apart, view_of
from dragoman.record.merging.index import index_of

ENOUGH_LOOSE = 4  # what must speak for joining where the reports leave the day open


class Known:
    """Events of known days, each given as its tellings. Only events that a telling without a day
    fits have a say in what becomes of it."""

    def __init__(self, clusters: Sequence[Sequence[Told]]) -> None:
        self._clusters = clusters
        self._views = [tuple(dict.fromkeys(map(view_of, cluster))) for cluster in clusters]
        told: dict[View, list[int]] = defaultdict(list)
        for number, views in enumerate(self._views):
            for view in views:
                told[view].append(number)
        self._told = list(told.values())
        self._index = index_of(list(told))
        self._fitting: dict[View, dict[int, int]] = {}

    def attach(self, telling: Told) -> int | None:
        """Which of the events a telling belongs to, by number; None where none fits or two fit
        equally well."""
        scores = sorted(((score, n) for n, score in self.fitting(telling).items()), reverse=True)
        if not scores or (len(scores) > 1 and scores[0][0] == scores[1][0]):
            return None
        return scores[0][1]

    def fitting(self, telling: Told) -> dict[int, int]:
        """The events that a telling fits, by number, and how well: something speaks for it that is
        enough, and nothing against it."""
        view = view_of(telling)
        if view not in self._fitting:
            self._fitting[view] = self._compared(view)
        return {
            number: score
            for number, score in self._fitting[view].items()
            if not any(told_apart(telling, member) for member in self._clusters[number])
        }

    def _compared(self, view: View) -> dict[int, int]:
        if self._index is None:
            near = set(range(len(self._clusters)))
        else:
            near = {number for its in self._index.near(view) for number in self._told[its]}
        scores = ((number, self._score(view, number)) for number in sorted(near))
        return {number: score for number, score in scores if score >= ENOUGH_LOOSE}

    def _score(self, view: View, number: int) -> int:
        best = 0
        for its in self._views[number]:
            found = compare_views(view, its)
            if found.score is None:
                return 0
            if found.specific:
                best = max(best, found.score)
        return best
