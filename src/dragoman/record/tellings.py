"""Reading tellings out of the tables, as merging wants them: with merged actors and families."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, select

from dragoman.entries import Party, Telling
from dragoman.record import schema
from dragoman.record.merging import Placing
from dragoman.record.store import chunks

_decoder = msgspec.json.Decoder(Telling)


class Placed(NamedTuple):
    """A telling, where merging looks for it, the cluster that merging put it into so far, and the
    event it belongs to by that and by decisions."""

    telling: Telling
    placing: Placing
    cluster: str
    event: str


def load_tellings(connection: Connection, *conditions: ColumnElement[bool]) -> list[Placed]:
    """Tellings that meet the conditions, in the order of their keys."""
    told, reports = schema.tellings, schema.reports
    question = (
        select(
            told.c.key,
            told.c.kind,
            told.c.start,
            told.c.end,
            told.c.anchored,
            told.c.cluster,
            told.c.event,
            told.c.body,
            reports.c.family,
        )
        .join(reports, reports.c.key == told.c.report)
        .where(*conditions)
        .order_by(told.c.key)
    )
    rows = connection.execute(question).all()
    parties = _actors_of(connection, [row.key for row in rows])
    told_by = [_decoder.decode(row.body) for row in rows]
    speakers = _actors_by_form(connection, {t.speaker.actor for t in told_by if t.speaker})
    return [
        Placed(
            _merged(telling, row.family, parties[row.key], speakers),
            Placing(kind=row.kind, start=row.start, end=row.end, anchored=row.anchored),
            row.cluster,
            row.event,
        )
        for row, telling in zip(rows, told_by, strict=True)
    ]


def load_by_key(connection: Connection, keys: Iterable[str]) -> list[Placed]:
    """The tellings of these keys."""
    return [
        item
        for some in chunks(sorted(keys))
        for item in load_tellings(connection, schema.tellings.c.key.in_(some))
    ]


def load_by_event(connection: Connection, events: Iterable[str]) -> dict[str, list[Telling]]:
    """The tellings of each of these events; events that have none are not in the answer."""
    members: dict[str, list[Telling]] = defaultdict(list)
    for some in chunks(sorted(events)):
        for item in load_tellings(connection, schema.tellings.c.event.in_(some)):
            members[item.event].append(item.telling)
    return members


def _actors_of(
    connection: Connection, keys: Sequence[str]
) -> dict[str, dict[tuple[str, int], tuple[str, str]]]:
    """By telling, by side and position: the merged actor's id and name."""
    members, forms, actors = schema.telling_parties, schema.forms, schema.actors
    found: dict[str, dict[tuple[str, int], tuple[str, str]]] = defaultdict(dict)
    for some in chunks(keys):
        question = (
            select(
                members.c.telling, members.c.side, members.c.position, actors.c.id, actors.c.name
            )
            .join(forms, forms.c.key == members.c.form)
            .join(actors, actors.c.id == forms.c.actor)
            .where(members.c.telling.in_(some))
        )
        for telling, side, position, actor, name in connection.execute(question):
            found[telling][side, position] = (actor, name)
    return found


def _actors_by_form(connection: Connection, forms: Iterable[str]) -> dict[str, tuple[str, str]]:
    """By form: the merged actor's id and name."""
    table, actors = schema.forms.c, schema.actors.c
    return {
        row.key: (row.id, row.name)
        for some in chunks(sorted(forms))
        for row in connection.execute(
            select(table.key, actors.id, actors.name)
            .join(schema.actors, actors.id == table.actor)
            .where(table.key.in_(some))
        )
    }


def _merged(
    telling: Telling,
    family: str,
    actors: dict[tuple[str, int], tuple[str, str]],
    speakers: dict[str, tuple[str, str]],
) -> Telling:
    speaker = telling.speaker
    if speaker is not None and speaker.actor in speakers:
        actor, name = speakers[speaker.actor]
        speaker = msgspec.structs.replace(speaker, actor=actor, name=name)
    return msgspec.structs.replace(
        telling,
        family=family,
        speaker=speaker,
        source=_side(telling.source, "source", actors),
        target=_side(telling.target, "target", actors),
    )


def _side(
    parties: tuple[Party, ...], side: str, actors: dict[tuple[str, int], tuple[str, str]]
) -> tuple[Party, ...]:
    return tuple(
        msgspec.structs.replace(party, actor=actors[side, n][0], name=actors[side, n][1])
        for n, party in enumerate(parties)
    )
