"""One request at a time for each host, with a pause between two."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dragoman.reading.inputs import FailedInput


class Pace:
    """When each host may be asked again. Times are seconds of ``clock``; safe in threads."""

    def __init__(
        self, clock: Callable[[], float], sleep: Callable[[float], None], longest_wait: float
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._longest_wait = longest_wait
        self._free: dict[str, float] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()

    @contextmanager
    def turn(self, host: str, delay: float) -> Iterator[None]:
        """Our turn at a host: comes when the one before is over and ``delay`` seconds have passed.

        Raises FailedInput where the host has asked for a longer pause than we wait.
        """
        with self._guard:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            wait = self._free.get(host, 0.0) - self._clock()
            if wait > self._longest_wait:
                raise FailedInput(f"{host} asked for a pause that lasts {wait:,.0f} seconds more")
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                free = self._clock() + delay
                self._free[host] = max(free, self._free.get(host, 0.0))

    def pause(self, host: str, seconds: float) -> None:
        """Note that a host asked to be left alone for so long."""
        self._free[host] = max(self._clock() + seconds, self._free.get(host, 0.0))
