"""Dossiers for the pages: made when they are asked for, and kept as long as nothing has changed.

What a dossier is made from is read once for each state of the record; of the dossiers themselves
and of feeds the last few are kept, so that going back, printing and downloading cost nothing.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from dragoman.lexicon.topics import TopicBook
from dragoman.processes import Changes, Dossier, Process, compose, default_day, gather
from dragoman.processes.changes import compare
from dragoman.processes.feed import DAYS, changes_by_day, write_feed
from dragoman.processes.material import Material
from dragoman.processes.roster import Roster
from dragoman.record.record import Record
from dragoman.workbench.lately import Itself, Lately, state_of

_MATERIALS, _MADE = 3, 12  # some tens of megabytes for a process of thousands of events
Value = TypeVar("Value")


class Dossiers:
    """The dossiers of one record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._materials: Lately[tuple[Material, Roster]] = Lately(_MATERIALS)
        self._made: Lately[Any] = Lately(_MADE)

    def of(
        self, process: Process, topics: TopicBook, day: str | None = None, since: str | None = None
    ) -> Dossier:
        """The dossier of a process on a day, with what changed since another."""
        on = day or default_day(process)

        def make(material: Material, roster: Roster) -> Dossier:
            return compose(process, material, roster, topics, on, since=since)

        return self._get(process, topics, ("dossier", on, since), make)

    def changes(
        self, process: Process, topics: TopicBook, since: str, until: str
    ) -> tuple[Changes, Dossier]:
        """What changed from one day to another, and the dossier of the later."""
        old, new = self.of(process, topics, since), self.of(process, topics, until)
        return compare(old, new), new

    def feed(self, process: Process, topics: TopicBook) -> str:
        """The Atom feed of the last days with reports."""

        def make(material: Material, roster: Roster) -> str:
            days = changes_by_day(process, material, roster, topics, days=DAYS)
            return write_feed(process, days)

        return self._get(process, topics, ("feed",), make)

    def _get(
        self,
        process: Process,
        topics: TopicBook,
        what: tuple[Hashable, ...],
        make: Callable[[Material, Roster], Value],
    ) -> Value:
        base = (process, Itself(topics), state_of(self._record.engine))

        def made() -> Value:
            return make(*self._materials.get(base, lambda: gather(self._record, process, topics)))

        found: Value = self._made.get((base, what), made)
        return found
