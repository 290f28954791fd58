"""What was handed in and is not done yet, kept in the record: a restart loses nothing of it."""

from collections.abc import Mapping
from typing import Literal, get_args

import msgspec
from sqlalchemy import Engine, delete, func, insert, select, update

from dragoman.errors import DragomanError
from dragoman.model import Record
from dragoman.record.engine import reading, writing
from dragoman.record.schema import waiting

OrderKind = Literal["text", "file", "address"]
_KINDS: tuple[OrderKind, ...] = get_args(OrderKind)
_MOST = 200  # orders that may wait
_HEAVIEST = 500_000_000  # bytes of all files that may wait
_given = msgspec.json.Decoder(dict[str, str | None])


class BusyError(DragomanError):
    """More is waiting to be added than can be kept waiting."""


class Order(Record, frozen=True, kw_only=True):
    """Something that is to be added: a text, a file or the address of a page. ``given`` is what is
    known of it, with the text, the file's name or the address itself; ``data`` are a file's bytes.
    """

    kind: OrderKind
    given: Mapping[str, str | None]
    data: bytes = b""


class Waiting(Record, frozen=True, kw_only=True):
    """An order in the queue: its id, what people call it, who handed it in, and when."""

    id: str
    what: str
    by: str
    made: str


class Orders:
    """The queue of a record."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put(self, item: Waiting, order: Order) -> None:
        """Keep an order until it is done. Raises BusyError where too much is waiting."""
        weight = func.coalesce(func.sum(func.length(waiting.c.data)), 0)
        with writing(self._engine) as connection:
            number, heavy = connection.execute(select(func.count(), weight)).one()
            if number >= _MOST or heavy + len(order.data) > _HEAVIEST:
                raise BusyError("too much is waiting to be added; try again in a while")
            connection.execute(
                insert(waiting).values(
                    **{name: getattr(item, name) for name in ("id", "what", "by", "made")},
                    kind=order.kind,
                    given=msgspec.json.encode(order.given).decode(),
                    data=order.data,
                    begun=0,
                )
            )

    def all(self) -> list[Waiting]:
        """What is in the queue, the first first."""
        columns = waiting.c
        question = select(columns.id, columns.what, columns.by, columns.made).order_by(columns.n)
        with reading(self._engine) as connection:
            return [
                Waiting(id=row.id, what=row.what, by=row.by, made=row.made)
                for row in connection.execute(question)
            ]

    def begin(self, id: str) -> tuple[Order, int] | None:
        """An order that is begun now, and how many times it was begun before; None where it is not
        in the queue (any more)."""
        with writing(self._engine) as connection:
            row = connection.execute(select(waiting).where(waiting.c.id == id)).one_or_none()
            if row is None:
                return None
            connection.execute(
                update(waiting).where(waiting.c.id == id).values(begun=row.begun + 1)
            )
        kind = next(kind for kind in _KINDS if kind == row.kind)
        return Order(kind=kind, given=_given.decode(row.given), data=row.data), row.begun

    def end(self, id: str) -> None:
        """Take an order out of the queue."""
        with writing(self._engine) as connection:
            connection.execute(delete(waiting).where(waiting.c.id == id))
