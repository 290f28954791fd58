"""What was handed in and is not done yet, kept in the record: a restart loses nothing of it."""

import secrets
from collections.abc import Mapping
from typing import Literal, get_args

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, select, text, update

from dragoman.errors import DragomanError
from dragoman.model import Record
from dragoman.record.engine import reading, writing
from dragoman.record.schema import waiting

OrderKind = Literal["text", "file", "address"]
_KINDS: tuple[OrderKind, ...] = get_args(OrderKind)
_MOST = 200  # orders that may wait
_HEAVIEST = 500_000_000  # bytes of all files that may wait
_CLOCK = text("SELECT extract(epoch from clock_timestamp())")
LEASE = 60  # seconds after which an order is free whose holder was not heard of
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
    """The queue of a record, as one workbench sees it.

    Several may share a record. Each order is held by one of them: by the one it was handed in to,
    or that took it when it was free. A holder says again and again that it is still there
    (``hold_on``); what it has not said so of for ``LEASE`` seconds is free.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._me = secrets.token_hex(8)

    def put(self, item: Waiting, order: Order) -> None:
        """Keep an order until it is done, and hold it. Raises BusyError where too much is
        waiting."""
        weight = func.coalesce(func.sum(func.length(waiting.c.data)), 0)
        with writing(self._engine, marked=False) as connection:
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
                    **self._held(connection),
                )
            )

    def take(self) -> list[Waiting]:
        """Take what nobody holds, the first first. Of two workbenches that take at once, the
        second finds it taken: only one transaction writes at a time."""
        columns = waiting.c
        question = select(columns.id, columns.what, columns.by, columns.made).order_by(columns.n)
        if not self._any_free():
            return []
        with writing(self._engine, marked=False) as connection:
            free = _free(_now(connection))
            found = [
                Waiting(id=row.id, what=row.what, by=row.by, made=row.made)
                for row in connection.execute(question.where(free))
            ]
            connection.execute(update(waiting).where(free).values(self._held(connection)))
        return found

    def _any_free(self) -> bool:
        """Looked at first, since writing may have to wait for another program."""
        with reading(self._engine) as connection:
            question = select(waiting.c.id).where(_free(_now(connection))).limit(1)
            return connection.execute(question).first() is not None

    def hold_on(self) -> None:
        """Say that this workbench is still there."""
        with writing(self._engine, marked=False) as connection:
            mine = waiting.c.holder == self._me
            connection.execute(update(waiting).where(mine).values(self._held(connection)))

    def let_go(self) -> None:
        """Leave what this workbench holds to others."""
        with writing(self._engine, marked=False) as connection:
            mine = waiting.c.holder == self._me
            connection.execute(update(waiting).where(mine).values(holder=None, held_until=None))

    def begin(self, id: str) -> tuple[Order, int] | None:
        """An order that is begun now, and how many times it was begun before; None where this
        workbench does not hold it (any more)."""
        mine = (waiting.c.id == id) & (waiting.c.holder == self._me)
        with writing(self._engine, marked=False) as connection:
            row = connection.execute(select(waiting).where(mine)).one_or_none()
            if row is None:
                return None
            held = self._held(connection)
            connection.execute(update(waiting).where(mine).values(begun=row.begun + 1, **held))
        kind = next(kind for kind in _KINDS if kind == row.kind)
        return Order(kind=kind, given=_given.decode(row.given), data=row.data), row.begun

    def end(self, id: str) -> None:
        """Take an order out of the queue."""
        with writing(self._engine, marked=False) as connection:
            connection.execute(delete(waiting).where(waiting.c.id == id))

    def _held(self, connection: Connection) -> dict[str, str | int]:
        return {"holder": self._me, "held_until": _now(connection) + LEASE}


def _free(now: int) -> ColumnElement[bool]:
    return waiting.c.held_until.is_(None) | (waiting.c.held_until < now)


def _now(connection: Connection) -> int:
    """Seconds since 1970 by the clock of the database: workbenches on several machines share it."""
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql("SELECT strftime('%s', 'now')").scalar_one())
    return int(connection.execute(_CLOCK).scalar_one())
