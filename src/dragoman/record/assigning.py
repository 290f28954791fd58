"""Which event each telling belongs to, worked out again where a change can have moved it.

An anchored telling is clustered with those of its kind and day. A loose one joins a cluster on a
day of its window, or those of the very same window. So a change on a day reaches the tellings of
that day and the loose ones whose windows hold it, and no further.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeAlias

from sqlalchemy import ColumnElement, Connection, and_, bindparam, or_, select, update

from dragoman.entries import Telling
from dragoman.record import schema
from dragoman.record.merging import (
    Placing,
    attach,
    cluster_anchored,
    event_id,
    group_loose,
)
from dragoman.record.overlay import Overlay
from dragoman.record.store import add_new, blank_event, chunks
from dragoman.record.tellings import Placed, load_by_key, load_tellings

Cluster: TypeAlias = list[Telling]
Day: TypeAlias = tuple[str, str]  # of a kind of tellings


def assign(
    connection: Connection, touched: Iterable[str], gone: Iterable[Placing], overlay: Overlay
) -> frozenset[str]:
    """Write the event of every telling that the change can have moved.

    ``touched`` are keys of tellings that are new or whose parties are others now, ``gone`` where
    tellings stood that are no more. Returns the ids of the events that lost or gained a telling.
    """
    items = load_by_key(connection, touched)
    placings = {*gone, *(item.placing for item in items)}
    days = {(place.kind, place.start) for place in placings if place.anchored and place.start}
    fresh = {item.telling.event_key: item for item in _anchored_on(connection, days)}
    by_day = {day: cluster_anchored(members) for day, members in _by_day(fresh.values()).items()}
    clusters = _named(cluster for found in by_day.values() for cluster in found)
    windows = _windows(connection, placings, days)
    near = _Nearby(connection, windows, by_day)
    for window, members in windows.items():
        fresh.update((item.telling.event_key, item) for item in members)
        loose = [item.telling for item in members]
        clusters.update(_settle_window(loose, near.clusters(window)))
    asked = {item.cluster for item in items}  # a decision may have parted or joined them
    return _write(connection, fresh, clusters, asked, overlay)


def _by_day(items: Iterable[Placed]) -> dict[Day, list[Telling]]:
    found: dict[Day, list[Telling]] = defaultdict(list)
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


def _settle_window(loose: Sequence[Telling], near: Sequence[Cluster]) -> dict[str, str]:
    """By telling of one window, the id of the cluster it joins or founds."""
    joined: dict[str, str] = {}
    left: list[Telling] = []
    for telling in loose:
        found = attach(telling, near)
        if found is None:
            left.append(telling)
        else:
            joined[telling.event_key] = event_id(near[found])
    return joined | _named(group_loose(left))


def _anchored_on(connection: Connection, days: Collection[Day]) -> list[Placed]:
    """The anchored tellings of these kinds and days."""
    table = schema.tellings.c
    kinds: dict[str, list[str]] = defaultdict(list)
    for kind, day in sorted(days):
        kinds[kind].append(day)
    some = [
        and_(table.kind == kind, table.start.in_(starts)) for kind, starts in sorted(kinds.items())
    ]
    return load_tellings(connection, table.anchored, or_(*some)) if some else []


def _windows(
    connection: Connection, placings: Iterable[Placing], days: Collection[Day]
) -> dict[Placing, list[Placed]]:
    """The windows that a change can have touched, each with all its loose tellings: those in which
    something came or went, and those that hold a day on which something did."""
    table = schema.tellings.c
    own = {place for place in placings if not place.anchored}
    kinds: dict[str, list[str]] = defaultdict(list)
    for kind, day in [*days, *((place.kind, place.start or "") for place in own)]:
        kinds[kind].append(day)
    found: dict[Placing, list[Placed]] = {place: [] for place in sorted(own, key=_order)}
    conditions = [
        and_(table.kind == kind, _reaches(min(starts), max(starts)))
        for kind, starts in sorted(kinds.items())
    ]
    if not conditions:
        return found
    for item in load_tellings(connection, ~table.anchored, or_(*conditions)):
        place = item.placing
        holds = place.start and any(
            kind == place.kind and place.start <= day <= (place.end or "") for kind, day in days
        )
        if place in own or holds:
            found.setdefault(place, []).append(item)
    return found


def _reaches(first: str, last: str) -> ColumnElement[bool]:
    """The window has a day from ``first`` to ``last``, or is none."""
    table = schema.tellings.c
    return or_(table.start.is_(None), and_(table.start <= last, table.end >= first))


def _order(place: Placing) -> tuple[str, str, str]:
    return place.kind, place.start or "", place.end or ""


class _Nearby:
    """The anchored clusters on the days of windows: those just made, and else those written."""

    def __init__(
        self,
        connection: Connection,
        windows: Collection[Placing],
        made: Mapping[Day, Sequence[Cluster]],
    ) -> None:
        wanted = {(place.kind, day) for place in windows for day in _days_of(place)} - made.keys()
        written: dict[Day, dict[str, Cluster]] = defaultdict(lambda: defaultdict(list))
        for item in _anchored_on(connection, wanted):
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
            for day in _days_of(window)
            for cluster in self._clusters.get((window.kind, day), ())
        ]


def _days_of(window: Placing) -> list[str]:
    if window.start is None or window.end is None:
        return []
    first = date.fromisoformat(window.start)
    length = (date.fromisoformat(window.end) - first).days
    return [(first + timedelta(days=n)).isoformat() for n in range(length + 1)]


def _write(
    connection: Connection,
    items: Mapping[str, Placed],
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
        move = update(schema.tellings).where(schema.tellings.c.key == bindparam("telling_key"))
        connection.execute(move.values(cluster=bindparam("to")), moved)
    reached = {items[row["telling_key"]].cluster for row in moved} | {row["to"] for row in moved}
    reached |= asked
    return _follow(connection, overlay.clusters_with(connection, reached), overlay)


def _follow(connection: Connection, clusters: Iterable[str], overlay: Overlay) -> frozenset[str]:
    """Give the tellings of these clusters the events that clusters and decisions say."""
    table = schema.tellings.c
    rows = [
        row
        for some in chunks(sorted(clusters))
        for row in connection.execute(
            select(table.key, table.cluster, table.event).where(table.cluster.in_(some))
        )
    ]
    events = overlay.events({row.key: row.cluster for row in rows})
    moves = [
        {"telling_key": row.key, "to": events[row.key]}
        for row in rows
        if row.event != events[row.key]
    ]
    _write_events(connection, moves)
    return frozenset({row.event for row in rows} | set(events.values()))


def _write_events(connection: Connection, moves: Sequence[Mapping[str, str]]) -> None:
    """Move tellings to events; an event that is not there yet is made, to be filled by settling."""
    if not moves:
        return
    add_new(
        connection,
        schema.events,
        [blank_event(event) for event in sorted({m["to"] for m in moves})],
    )
    move = update(schema.tellings).where(schema.tellings.c.key == bindparam("telling_key"))
    connection.execute(move.values(event=bindparam("to")), list(moves))
