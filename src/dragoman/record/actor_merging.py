"""Actors over reports: the forms of names in a block, clustered and written down."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, select, update

from dragoman.record import schema
from dragoman.record.given import among
from dragoman.record.merging import ActorCluster, ActorForm, cluster_forms
from dragoman.record.overlay import Overlay
from dragoman.record.store import actor_row, chunks, put

_forms = schema.forms.c
_IN_BLOCKS = select(schema.forms).where(among(_forms.block)).order_by(_forms.key)
_ACTORS = select(schema.actors).where(among(schema.actors.c.id))
_TO_ACTOR = (
    update(schema.forms).where(_forms.key == bindparam("form_key")).values(actor=bindparam("to"))
)


class Merged(NamedTuple):
    """What clustering forms again changed: forms whose actor is another or has another name now,
    and actors that lost a form. Those stay until ``drop_idle_actors``."""

    forms: frozenset[str]
    left: frozenset[str]


def merge_actors(connection: Connection, blocks: Iterable[str], overlay: Overlay) -> Merged:
    """Cluster the forms of these blocks again."""
    wanted = overlay.blocks_with(blocks)
    if not wanted:
        return Merged(frozenset(), frozenset())
    rows = connection.execute(_IN_BLOCKS, {"keys": sorted(wanted)}).all()
    by_block: dict[str, list[ActorForm]] = defaultdict(list)
    for row in rows:
        by_block[row.block].append(form_of(row))
    clusters = overlay.actors(
        [cluster for block in sorted(by_block) for cluster in cluster_forms(by_block[block])]
    )
    renamed = _put_actors(connection, clusters)
    before = {row.key: row.actor for row in rows}
    moves = [
        {"form_key": form.key, "to": cluster.id}
        for cluster in clusters
        for form in cluster.forms
        if before[form.key] != cluster.id
    ]
    if moves:
        connection.execute(_TO_ACTOR, moves)
    moved = frozenset(move["form_key"] for move in moves)
    return Merged(moved | renamed, frozenset(before[key] for key in moved))


def drop_idle_actors(connection: Connection, actors: Iterable[str]) -> None:
    """Delete those of these actors that have no form any more."""
    names = sorted(actors)
    if names:
        used = select(_forms.key).where(_forms.actor == schema.actors.c.id).exists()
        gone = delete(schema.actors).where(among(schema.actors.c.id), ~used)
        connection.execute(gone, {"keys": names})


def drop_idle_forms(
    connection: Connection, keys: Iterable[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Delete those of these forms that no report uses any more; returns the blocks they stood in
    and the actors they meant."""
    table, used_in = schema.forms, schema.report_actors
    blocks: set[str] = set()
    actors: set[str] = set()
    for some in chunks(sorted(keys)):
        used = select(used_in.c.form).where(used_in.c.form == table.c.key).exists()
        idle = connection.execute(
            select(table.c.key, table.c.block, table.c.actor).where(table.c.key.in_(some), ~used)
        ).all()
        blocks.update(row.block for row in idle)
        actors.update(row.actor for row in idle)
        gone = [row.key for row in idle]
        connection.execute(delete(table).where(table.c.key.in_(gone)))
    return frozenset(blocks), frozenset(actors)


def form_of(row: Row[Any]) -> ActorForm:
    """A row of ``forms`` as merging takes it."""
    return ActorForm(
        key=row.key,
        block=row.block,
        name=row.name,
        kind=row.kind,
        country=row.country,
        sectors=tuple(msgspec.json.decode(row.sectors)),
        crosses=row.crosses,
    )


def _put_actors(connection: Connection, clusters: Sequence[ActorCluster]) -> frozenset[str]:
    """Write the actors that are new or not as they were. Returns the forms of those that had
    another name."""
    found = connection.execute(_ACTORS, {"keys": [cluster.id for cluster in clusters]}).mappings()
    known = {row["id"]: dict(row) for row in found}
    rows = {cluster.id: actor_row(cluster) for cluster in clusters}
    put(connection, schema.actors, [row for key, row in rows.items() if known.get(key) != row])
    return frozenset(
        form.key
        for cluster in clusters
        if cluster.id in known and known[cluster.id]["name"] != cluster.name
        for form in cluster.forms
    )
