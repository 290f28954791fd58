"""How often a wrong password may be tried."""

import threading
from collections import deque
from collections.abc import Callable, Hashable

WINDOW = 15 * 60.0  # seconds in which failures count
_PAIR = 5  # of one name from one address
_ADDRESS = 20  # of any names from one address
_NAME = 50  # of one name from anywhere
_KEPT = 10_000  # names and addresses remembered
_LONGEST = 64  # characters of a name that are remembered: no account has more


class LoginLimit:
    """Counts attempts by name and address, and says how long to wait.

    An attempt counts as failed until it has succeeded, so that many at once do not slip through.
    A right password does not get through either while the limit is reached, or guessing would go
    on until it is found.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failures: dict[Hashable, deque[float]] = {}
        self._lock = threading.Lock()

    def attempt(self, name: str, address: str) -> float:
        """Note an attempt and return 0; or the seconds until this name may be tried from this
        address, where that may not be now."""
        with self._lock:
            wait = max(self._wait(key, most) for key, most in _keys(name, address))
            if wait:
                return wait
            for key, most in _keys(name, address):
                times = self._failures.pop(key, deque(maxlen=most))
                times.append(self._clock())
                self._failures[key] = times  # the latest last: the oldest are forgotten first
            while len(self._failures) > _KEPT:
                self._failures.pop(next(iter(self._failures)))
            return 0.0

    def succeeded(self, name: str, address: str) -> None:
        """The attempt was none to count: forget the failures of the name from this address."""
        with self._lock:
            for key, _ in _keys(name, address)[1:]:
                times = self._failures.get(key)
                if times:
                    times.pop()
            self._failures.pop(_keys(name, address)[0][0], None)

    def _wait(self, key: Hashable, most: int) -> float:
        times = self._failures.get(key)
        if times is None or len(times) < most:
            return 0.0
        return max(0.0, times[0] + WINDOW - self._clock())


def _keys(name: str, address: str) -> tuple[tuple[Hashable, int], ...]:
    name = name[: _LONGEST + 1]
    return (((name, address), _PAIR), (("at", address), _ADDRESS), (("as", name), _NAME))
