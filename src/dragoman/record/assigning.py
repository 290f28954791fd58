"""Which event each telling belongs to, worked out again where a change can have moved it.

An anchored telling is clustered with those of its kind and day. A loose one joins a cluster on a
day of its window, or those of the very same window. So a change on a day reaches the tellings of
that day and the loose ones whose windows hold it and which fit a cluster that came or went there,
and no further.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from sqlalchemy import Connection, bindparam, select, update

from dragoman.record import schema
from dragoman.record.given import among
from dragoman.record.merging import (
    Known,
    Outline,
    Placing,
    cluster_anchored,
    event_id,
    settle_loose,
)
from dragoman.record.merging.windows import days_between, shift
from dragoman.record.overlay import Overlay
from dragoman.record.tellings import Day, Outlines, Placed

Cluster: TypeAlias = list[Outline]

_told = schema.tellings.c
_OF_CLUSTERS = select(_told.key, _told.cluster, _told.event).where(among(_told.cluster))
_MOVE = update(schema.tellings).where(_told.key == bindparam("telling_key"))
_TO_CLUSTER = _MOVE.values(cluster=bindparam("to"))
_TO_EVENT = _MOVE.values(event=bindparam("to"))


class Moved(NamedTuple):
    """What may stand elsewhere: keys of tellings that are new, keys of those whose parties are
    others now, and where tellings stood that are no more."""

    fresh: frozenset[str]
    altered: frozenset[str]
    gone: frozenset[Placing]


def assign(connection: Connection, moved: Moved, overlay: Overlay) -> frozenset[str]:
    """Write the event of every telling that the change can have moved.

    Returns the ids of the events that lost or gained a telling, and of those of the tellings named.
    """
    outlines = Outlines(connection)
    items = outlines.of(moved.fresh | moved.altered)
    seen = {item.telling.event_key: item for item in items}
    days = _days_of({*moved.gone, *(item.placing for item in items)})
    here = outlines.anchored_on(days)
    seen.update((item.telling.event_key, item) for item in here)
    by_day = {day: cluster_anchored(told) for day, told in _by_day(here).items()}
    clusters = _named(cluster for found in by_day.values() for cluster in found)

    windows = _windows(outlines, moved, items, _came_or_went(here, by_day, days, moved.fresh))
    near = _Nearby(outlines, windows, by_day)
    for window, members in windows.items():
        seen.update((item.telling.event_key, item) for item in members)
        loose = [item.telling for item in members]
        settled = settle_loose(loose, near.clusters(window))
        clusters.update((told.event_key, name) for name in settled for told in settled[name])
    asked = {item.cluster for item in items}  # a decision may have parted or joined them
    return _write(connection, seen, clusters, asked, overlay)


def _days_of(placings: Iterable[Placing]) -> set[Day]:
    return {(place.kind, place.start) for place in placings if place.anchored and place.start}


def _by_day(items: Iterable[Placed[Outline]]) -> dict[Day, Cluster]:
    found: dict[Day, Cluster] = defaultdict(list)
    for item in items:
        found[item.placing.kind, item.placing.start or ""].append(item.telling)
    return found


def _named(clusters: Iterable[Cluster]) -> dict[str, str]:
    """By telling, the id of the cluster it stands in."""
    return {
        member.event_key: name
        for cluster in clusters
        for name in (event_id(cluster),)
        for member in cluster
    }


def _came_or_went(
    here: Sequence[Placed[Outline]],
    by_day: Mapping[Day, Sequence[Cluster]],
    days: Iterable[Day],
    fresh: Collection[str],
) -> dict[Day, list[Cluster]]:
    """By day, the clusters that stand there now and did not before, or the other way round."""
    before: dict[Day, dict[str, Cluster]] = {day: defaultdict(list) for day in sorted(days)}
    for item in here:
        if item.telling.event_key not in fresh:
            day = (item.placing.kind, item.placing.start or "")
            before[day][item.cluster].append(item.telling)
    changed: dict[Day, list[Cluster]] = {}
    for day, old in before.items():
        was = {frozenset(told.event_key for told in cluster): cluster for cluster in old.values()}
        now = {
            frozenset(told.event_key for told in cluster): cluster
            for cluster in by_day.get(day, ())
        }
        changed[day] = [cluster for members, cluster in was.items() if members not in now]
        changed[day] += [cluster for members, cluster in now.items() if members not in was]
    return changed


def _windows(
    outlines: Outlines,
    moved: Moved,
    items: Sequence[Placed[Outline]],
    changed: Mapping[Day, Sequence[Cluster]],
) -> dict[Placing, list[Placed[Outline]]]:
    """The windows that a change can have touched, each with all its loose tellings: those in which
    something came or went, and those with a telling that fits a cluster which did."""
    own = {place for place in moved.gone if not place.anchored}
    own |= {item.placing for item in items if not item.placing.anchored}
    found: dict[Placing, list[Placed[Outline]]] = {place: [] for place in sorted(own, key=_order)}
    for item in outlines.in_windows(own):
        found[item.placing].append(item)
    # What a cluster said before can no longer be read where parties are others or tellings gone.
    unknown = _days_of(moved.gone)
    unknown |= _days_of(item.placing for item in items if item.telling.event_key in moved.altered)
    reached = {day for day, clusters in changed.items() if clusters} | unknown
    around: dict[Placing, list[Placed[Outline]]] = defaultdict(list)
    for item in outlines.around(reached):
        if item.placing not in own:
            around[item.placing].append(item)
    for place, members in around.items():
        held = [(place.kind, day) for day in _days_in(place)]
        known = Known([cluster for day in held for cluster in changed.get(day, ())])
        if not unknown.isdisjoint(held) or any(known.fitting(item.telling) for item in members):
            found[place] = members
    return found


def _order(place: Placing) -> tuple[str, str, str]:
    return place.kind, place.start or "", place.end or ""


class _Nearby:
    """The anchored clusters on the days of windows: those just made, and else those written."""

    def __init__(
        self,
        outlines: Outlines,
        windows: Collection[Placing],
        made: Mapping[Day, Sequence[Cluster]],
    ) -> None:
        wanted = {(place.kind, day) for place in windows for day in _days_in(place)} - made.keys()
        written: dict[Day, dict[str, Cluster]] = defaultdict(lambda: defaultdict(list))
        for item in outlines.anchored_on(wanted):
            day = (item.placing.kind, item.placing.start or "")
            written[day][item.cluster].append(item.telling)
        self._clusters: dict[Day, list[Cluster]] = {
            day: [members[name] for name in sorted(members)] for day, members in written.items()
        }
        self._clusters.update((day, list(clusters)) for day, clusters in made.items())

    def clusters(self, window: Placing) -> list[Cluster]:
        """The clusters on the days of a window, day by day."""
        return [
            cluster
            for day in _days_in(window)
            for cluster in self._clusters.get((window.kind, day), ())
        ]


def _days_in(window: Placing) -> list[str]:
    if window.start is None or window.end is None:
        return []
    length = days_between(window.start, window.end)
    return [shift(window.start, n) for n in range(length + 1)]


def _write(
    connection: Connection,
    items: Mapping[str, Placed[Outline]],
    clusters: Mapping[str, str],
    asked: set[str],
    overlay: Overlay,
) -> frozenset[str]:
    """Write clusters and events that are others now; returns the ids of events touched."""
    moved = [
        {"telling_key": key, "to": cluster}
        for key, cluster in sorted(clusters.items())
        if items[key].cluster != cluster
    ]
    if moved:
        connection.execute(_TO_CLUSTER, moved)
    reached = {items[row["telling_key"]].cluster for row in moved} | {row["to"] for row in moved}
    reached |= asked
    return _follow(connection, overlay.clusters_with(connection, reached), overlay)


def _follow(connection: Connection, clusters: Iterable[str], overlay: Overlay) -> frozenset[str]:
    """Give the tellings of these clusters the events that clusters and decisions say. An event
    that is not there yet is written by settling, in the same transaction."""
    rows = connection.execute(_OF_CLUSTERS, {"keys": sorted(clusters)}).all()
    events = overlay.events({row.key: row.cluster for row in rows})
    moves = [
        {"telling_key": row.key, "to": events[row.key]}
        for row in rows
        if row.event != events[row.key]
    ]
    if moves:
        connection.execute(_TO_EVENT, moves)
    return frozenset({row.event for row in rows} | set(events.values()))
