"""What was made last of a record, kept for who asks the same again while the record is the same."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

from sqlalchemy import Engine

from dragoman.record.changes import latest_mark
from dragoman.record.engine import reading

Value = TypeVar("Value")
State = str


def state_of(engine: Engine) -> State:
    """A mark that is another one whenever anybody, also another program, changed reports, events,
    statements, actors or decisions: what was made from a record holds as long as it is the same."""
    with reading(engine) as connection:
        return latest_mark(connection)


class Itself(Generic[Value]):
    """Something in a key that is the same only as itself, whatever stands in it. The key holds it,
    so that no other is taken for it."""

    def __init__(self, value: Value) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Itself) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


class Lately(Generic[Value]):
    """The last few things that were made, by what they were made for.

    A key has to say in which state the record was. One thing is made at a time: two that ask for
    the same wait for one.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """What was made for a key, or is made now."""
        with self._lock:
            if key not in self._made:
                self._made[key] = make()
                while len(self._made) > self._most:
                    self._made.popitem(last=False)
            self._made.move_to_end(key)
            found: Value = self._made[key]
            return found
