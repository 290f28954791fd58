"""Reading tellings out of the tables, as merging wants them: with merged actors and families."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

import msgspec
from sqlalchemy import Connection, Select, and_, select

from dragoman.entries import Party, Telling
from dragoman.record import schema
from dragoman.record.given import among, given_rows, item
from dragoman.record.merging import Outline, Placing
from dragoman.record.merging.windows import WIDEST, shift

T = TypeVar("T", Telling, Outline)
Actors: TypeAlias = Mapping[str, tuple[str, str]]  # by form: the merged actor's id and name
Day: TypeAlias = tuple[str, str]  # of a kind of tellings


class Placed(NamedTuple, Generic[T]):
    """A telling, where merging looks for it, the cluster that merging put it into so far, and the
    event it belongs to by that and by decisions."""

    telling: T
    placing: Placing
    cluster: str
    event: str


_telling = msgspec.json.Decoder(Telling)
_outline = msgspec.json.Decoder(Outline)

_told = schema.tellings.c
_placed = (
    _told.key, _told.kind, _told.start, _told.end, _told.anchored, _told.cluster, _told.event,
    _told.body,
)  # fmt: skip
_WITH_FAMILY = select(*_placed, schema.reports.c.family).join(
    schema.reports, schema.reports.c.key == _told.report
)
_ALL = _WITH_FAMILY.order_by(_told.key)
_OF_EVENTS = _WITH_FAMILY.where(among(_told.event)).order_by(_told.key)

_rows = given_rows("rows")
_OF_KEYS = select(*_placed).where(among(_told.key)).order_by(_told.key)
_ON_DAYS = (
    select(*_placed)
    .join_from(
        _rows,
        schema.tellings,
        and_(_told.kind == item(_rows, 0), _told.anchored, _told.start == item(_rows, 1)),
    )
    .order_by(_told.key)
)
_OF_WINDOWS = (
    select(*_placed)
    .join_from(
        _rows,
        schema.tellings,
        and_(
            _told.kind == item(_rows, 0),
            ~_told.anchored,
            _told.start == item(_rows, 1),
            _told.end == item(_rows, 2),
        ),
    )
    .order_by(_told.key)
)
_WITHOUT_DAYS = (
    select(*_placed)
    .where(among(_told.kind), ~_told.anchored, _told.start.is_(None))
    .order_by(_told.key)
)
_AROUND_DAYS = (
    select(*_placed)
    .join_from(
        _rows,
        schema.tellings,
        and_(
            _told.kind == item(_rows, 0),
            ~_told.anchored,
            _told.start >= item(_rows, 1),
            _told.start <= item(_rows, 2),
            _told.end >= item(_rows, 2),
        ),
    )
    .order_by(_told.key)
)

_forms, _actors = schema.forms.c, schema.actors.c
_ACTORS = (
    select(_forms.key, _actors.id, _actors.name)
    .join(schema.actors, _actors.id == _forms.actor)
    .where(among(_forms.key))
)


def load_all(connection: Connection) -> list[Placed[Telling]]:
    """Every telling of the record, in the order of their keys."""
    return _whole(connection, connection.execute(_ALL).all())


def load_by_event(connection: Connection, events: Iterable[str]) -> dict[str, list[Telling]]:
    """The tellings of each of these events; events that have none are not in the answer."""
    members: dict[str, list[Telling]] = defaultdict(list)
    rows = connection.execute(_OF_EVENTS, {"keys": events}).all()
    for placed in _whole(connection, rows):
        members[placed.event].append(placed.telling)
    return members


class Outlines:
    """The outlines of tellings in the tables, for one round of merging. Actors must not change
    while it is used: they are read once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._actors: dict[str, tuple[str, str]] = {}

    def of(self, keys: Iterable[str]) -> list[Placed[Outline]]:
        """The tellings of these keys."""
        return self._asked(_OF_KEYS, keys=keys)

    def anchored_on(self, days: Iterable[Day]) -> list[Placed[Outline]]:
        """The anchored tellings of these kinds and days."""
        return self._asked(_ON_DAYS, rows=sorted(days))

    def in_windows(self, windows: Iterable[Placing]) -> list[Placed[Outline]]:
        """The loose tellings of these very windows."""
        rows = sorted((w.kind, w.start, w.end) for w in windows if w.start and w.end)
        kinds = sorted(window.kind for window in windows if window.start is None)
        found = self._asked(_OF_WINDOWS, rows=rows)
        return found + self._asked(_WITHOUT_DAYS, keys=kinds)

    def around(self, days: Iterable[Day]) -> list[Placed[Outline]]:
        """The loose tellings whose windows hold one of these days."""
        rows = [(kind, shift(day, -WIDEST), day) for kind, day in sorted(days)]
        found = self._asked(_AROUND_DAYS, rows=rows)
        return list({placed.telling.event_key: placed for placed in found}.values())

    def _asked(self, question: Select[Any], **given: Iterable[Any]) -> list[Placed[Outline]]:
        if not any(given.values()):
            return []
        rows = self._connection.execute(question, given).all()
        told = [_outline.decode(row.body) for row in rows]
        new = _forms_in(told) - self._actors.keys()
        if new:
            self._actors.update(_merged_actors(self._connection, new))
        return [
            _placed_at(row, _merged(telling, self._actors))
            for row, telling in zip(rows, told, strict=True)
        ]


def _whole(connection: Connection, rows: Sequence[Any]) -> list[Placed[Telling]]:
    told = [_telling.decode(row.body) for row in rows]
    speakers = {telling.speaker.actor for telling in told if telling.speaker}
    actors = _merged_actors(connection, _forms_in(told) | speakers)
    found = []
    for row, telling in zip(rows, told, strict=True):
        found.append(_placed_at(row, merged_telling(telling, row.family, actors)))
    return found


def merged_telling(telling: Telling, family: str, actors: Actors) -> Telling:
    """A telling as written down, where actors are forms, with its family and the merged actors.
    ``actors``: by form, the merged actor's id and name."""
    speaker = telling.speaker and _party(telling.speaker, actors)
    return msgspec.structs.replace(_merged(telling, actors), family=family, speaker=speaker)


def _placed_at(row: Any, telling: T) -> Placed[T]:
    place = Placing(kind=row.kind, start=row.start, end=row.end, anchored=row.anchored)
    return Placed(telling, place, row.cluster, row.event)


def _forms_in(told: Iterable[Telling] | Iterable[Outline]) -> set[str]:
    """As written down, the actor of a party is the form by which its report names it."""
    return {party.actor for one in told for party in (*one.source, *one.target)}


def _merged_actors(connection: Connection, forms: Iterable[str]) -> Actors:
    rows = connection.execute(_ACTORS, {"keys": sorted(forms)})
    return {form: (actor, name) for form, actor, name in rows}


def _merged(telling: T, actors: Actors) -> T:
    return msgspec.structs.replace(
        telling,
        source=tuple(_party(party, actors) for party in telling.source),
        target=tuple(_party(party, actors) for party in telling.target),
    )


def _party(party: Party, actors: Actors) -> Party:
    actor, name = actors[party.actor]
    return msgspec.structs.replace(party, actor=actor, name=name)
