"""Actors over reports: the forms of names in a block, clustered and written down."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, select, update

from dragoman.record import schema
from dragoman.record.merging import ActorCluster, ActorForm, cluster_forms
from dragoman.record.overlay import Overlay
from dragoman.record.rows import as_json
from dragoman.record.store import chunks, put


def merge_actors(connection: Connection, blocks: Iterable[str], overlay: Overlay) -> set[str]:
    """Cluster the forms of these blocks again.

    Returns the ids of the actors that changed: they have other forms, or another name or country,
    than before. Actors left without a form stay until ``drop_idle_actors``.
    """
    rows = _forms_in(connection, overlay.blocks_with(blocks))
    by_block: dict[str, list[ActorForm]] = defaultdict(list)
    for row in rows:
        by_block[row.block].append(form_of(row))
    clusters = overlay.actors(
        [cluster for block in sorted(by_block) for cluster in cluster_forms(by_block[block])]
    )
    changed = _put_actors(connection, clusters)
    before = {row.key: row.actor for row in rows}
    moves = [
        {"form_key": form.key, "to": cluster.id}
        for cluster in clusters
        for form in cluster.forms
        if before[form.key] != cluster.id
    ]
    if moves:
        move = update(schema.forms).where(schema.forms.c.key == bindparam("form_key"))
        connection.execute(move.values(actor=bindparam("to")), moves)
    return changed | {end for move in moves for end in (move["to"], before[move["form_key"]])}


def drop_idle_actors(connection: Connection, actors: Iterable[str]) -> None:
    """Delete those of these actors that have no form any more."""
    table, forms = schema.actors, schema.forms
    for some in chunks(sorted(actors)):
        used = select(forms.c.key).where(forms.c.actor == table.c.id).exists()
        connection.execute(delete(table).where(table.c.id.in_(some), ~used))


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


def _forms_in(connection: Connection, blocks: Iterable[str]) -> list[Row[Any]]:
    table = schema.forms
    rows = [
        row
        for some in chunks(sorted(blocks))
        for row in connection.execute(select(table).where(table.c.block.in_(some)))
    ]
    return sorted(rows, key=lambda row: row.key)


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


def _put_actors(connection: Connection, clusters: Sequence[ActorCluster]) -> set[str]:
    """Write the actors that are new or not as they were; returns their ids."""
    table = schema.actors
    rows = {
        cluster.id: {
            "id": cluster.id,
            "name": cluster.name,
            "kind": cluster.kind,
            "country": cluster.country,
            "sectors": as_json(cluster.sectors),
            "because": cluster.because,
        }
        for cluster in clusters
    }
    known: dict[str, dict[str, Any]] = {}
    for some in chunks(rows):
        found = connection.execute(select(table).where(table.c.id.in_(some))).mappings()
        known.update((row["id"], dict(row)) for row in found)
    other = [row for key, row in rows.items() if known.get(key) != row]
    put(connection, table, other)
    return {str(row["id"]) for row in other}
