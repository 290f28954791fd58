"""The whole record's events from scratch: what adding reports one by one must come to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dragoman.entries import EventEntry, Telling
from dragoman.record.merging.attaching import Known
from dragoman.record.merging.clustering import T, cluster_anchored, event_id, group_loose
from dragoman.record.merging.consensus import consensus
from dragoman.record.merging.windows import Placing, placing


def merge_all(tellings: Iterable[Telling]) -> list[EventEntry]:
    """The events that these tellings tell, in the order of their ids."""
    events = [consensus(members, name) for name, members in cluster_all(tellings).items()]
    return sorted(events, key=lambda event: event.id)


def cluster_all(tellings: Iterable[Telling]) -> dict[str, list[Telling]]:
    """By event id, the tellings of each event. Every telling is in exactly one."""
    groups: dict[Placing, list[Telling]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda telling: telling.event_key):
        groups[placing(telling)].append(telling)
    anchored = {place: cluster_anchored(groups[place]) for place in groups if place.anchored}
    by_kind: dict[str, list[tuple[str, list[list[Telling]]]]] = defaultdict(list)
    for place, clusters in anchored.items():
        by_kind[place.kind].append((place.start or "", clusters))
    events = {event_id(c): list(c) for clusters in anchored.values() for c in clusters}
    for place, loose in groups.items():
        if not place.anchored:
            near = _near(place, by_kind.get(place.kind, ()))
            for name, members in settle_loose(loose, near).items():
                events.setdefault(name, []).extend(members)
    return events


def settle_loose(loose: Sequence[T], near: Sequence[Sequence[T]]) -> dict[str, list[T]]:
    """By event id, the tellings of one window: those that join an event of a known day near by,
    and those that are of one event among themselves."""
    known = Known(near)
    joined: dict[str, list[T]] = defaultdict(list)
    left: list[T] = []
    for telling in loose:
        found = known.attach(telling)
        if found is None:
            left.append(telling)
        else:
            joined[event_id(near[found])].append(telling)
    return dict(joined) | {event_id(group): group for group in group_loose(left)}


def _near(place: Placing, days: Iterable[tuple[str, list[list[Telling]]]]) -> list[list[Telling]]:
    if place.start is None or place.end is None:
        return []
    return [
        c
        for day, clusters in sorted(days, key=lambda pair: pair[0])
        if place.start <= day <= place.end
        for c in clusters
    ]
