"""Decisions to merge and to split, laid over what merging alone says.

Decisions name tellings and forms, which outlive any merging. A merge joins whatever clusters its
members stand in; a split takes its members out into an event or actor of their own. The later
decision counts: members of a split that are merged again leave the split.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select

from dragoman.record import schema
from dragoman.record.given import among
from dragoman.record.merging import ActorCluster, ActorForm, describe_forms

_made, _forms = schema.decisions.c, schema.forms.c
_JOININGS = (
    select(_made.id, _made.about, _made.action, _made.members)
    .where(_made.action.in_(("merge", "split")), _made.undone.is_(None))
    .order_by(_made.id)
)
_BLOCKS = select(_forms.key, _forms.block).where(among(_forms.key))
_CLUSTERS = select(schema.tellings.c.key, schema.tellings.c.cluster).where(
    among(schema.tellings.c.key)
)


class Joining(NamedTuple):
    """A decision that members belong together (merge) or to nothing else (split)."""

    id: int
    action: str
    members: frozenset[str]


class Overlay:
    """The merges and splits that hold, for tellings and for forms of actors."""

    def __init__(
        self,
        events: Sequence[Joining],
        actors: Sequence[Joining],
        blocks: Mapping[str, str],
    ) -> None:
        self._events, self._actors = events, actors
        self._blocks = blocks  # of the forms that decisions name

    def blocks_with(self, blocks: Iterable[str]) -> set[str]:
        """These blocks and those that decisions tie to them."""
        return _reached(blocks, self._actors, self._blocks)

    def decided_of(self, blocks: Iterable[str]) -> frozenset[str]:
        """Those of these blocks that hold a form which a decision names."""
        return frozenset(self._blocks.values()) & frozenset(blocks)

    def clusters_with(self, connection: Connection, clusters: Iterable[str]) -> set[str]:
        """These clusters and those that decisions tie to them."""
        if not self._events:
            return set(clusters)
        where = _clusters_of(connection, {key for item in self._events for key in item.members})
        return _reached(clusters, self._events, where)

    def events(self, clusters: Mapping[str, str]) -> dict[str, str]:
        """The event of each telling, from the cluster of each."""
        return _laid_over(clusters, self._events, "e")

    def actors(self, clusters: Sequence[ActorCluster]) -> list[ActorCluster]:
        """Clusters of forms after decisions."""
        if not self._actors:
            return list(clusters)
        forms = {form.key: form for cluster in clusters for form in cluster.forms}
        before = {form.key: cluster.id for cluster in clusters for form in cluster.forms}
        after = _laid_over(before, self._actors, "a")
        members: dict[str, list[ActorForm]] = defaultdict(list)
        for key in sorted(after):
            members[after[key]].append(forms[key])
        same = {cluster.id: cluster for cluster in clusters}
        return [
            same[name]
            if name in same and len(same[name].forms) == len(members[name])
            else describe_forms(members[name], name, "a reviewer's decision")
            for name in sorted(members)
        ]


def load_overlay(connection: Connection) -> Overlay:
    """The merges and splits of the record that have not been undone."""
    joinings: dict[str, list[Joining]] = {"event": [], "actor": []}
    for row in connection.execute(_JOININGS):
        members = frozenset(msgspec.json.decode(row.members, type=list[str]))
        joinings[row.about].append(Joining(row.id, row.action, members))
    named = {key for joining in joinings["actor"] for key in joining.members}
    blocks: dict[str, str] = {}
    if named:
        found = connection.execute(_BLOCKS, {"keys": sorted(named)})
        blocks = {row.key: row.block for row in found}
    return Overlay(joinings["event"], joinings["actor"], blocks)


def _reached(
    start: Iterable[str], joinings: Sequence[Joining], where: Mapping[str, str]
) -> set[str]:
    """What is reached from the start over the members of decisions; ``where`` each member is."""
    reached = set(start)
    ties = [{where[key] for key in item.members if key in where} for item in joinings]
    while grown := [tied for tied in ties if tied & reached and not tied <= reached]:
        reached.update(*grown)
    return reached


def _laid_over(
    clusters: Mapping[str, str], joinings: Sequence[Joining], letter: str
) -> dict[str, str]:
    """Members to groups, from members to clusters, after each decision in its turn."""
    groups = dict(clusters)
    for joining in joinings:
        members = sorted(joining.members & groups.keys())
        if not members:
            continue
        if joining.action == "split":
            named = "\n".join(("split", *members))  # what is left keeps the name it had
            own = letter + hashlib.sha256(named.encode()).hexdigest()[:16]
            groups.update((key, own) for key in members)
            continue
        joined = {groups[key] for key in members}
        into = min(joined)
        groups = {key: into if group in joined else group for key, group in groups.items()}
    return groups


def _clusters_of(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    found = connection.execute(_CLUSTERS, {"keys": sorted(keys)})
    return {row.key: row.cluster for row in found}
