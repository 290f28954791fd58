"""What a study works on: the events and the reports of a record, read once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dragoman.analysis.dyads import Lens, key_of
from dragoman.entries import ReportEntry
from dragoman.errors import InputError
from dragoman.model import CoderInfo
from dragoman.record.engine import reading
from dragoman.record.happenings import Happening, happenings
from dragoman.record.questions import EventQuery
from dragoman.record.record import Record
from dragoman.record.tellers import tellers


@dataclass(frozen=True)
class Material:
    """The events that meet a query, all reports of the record, the independent sources of each
    event (see ``tellers``), and who coded them. Reports are never filtered: they are what events
    are measured against."""

    events: Sequence[Happening]
    reports: Sequence[ReportEntry]
    tellers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    coders: tuple[CoderInfo, ...] = ()

    @cached_property
    def labels(self) -> Mapping[tuple[Lens, str], str]:
        """The names of actors, by lens and key."""
        found: dict[tuple[Lens, str], str] = {}
        for item in self.events:
            for member in item.parties:
                found.setdefault(("actor", member.actor), member.name)
        return found

    def label(self, key: str, lens: Lens) -> str:
        """What to call what is counted under a key: the name of an actor, the code of a country."""
        return self.labels.get((lens, key), key)

    def span(self, statuses: Sequence[str] = ("actual",)) -> tuple[str, str]:
        """The first and last day to study: of the reports, since of other times nothing was read;
        later ones too where what is planned is asked for. Of the events, where no report has a
        day. Raises InputError where there is no day at all."""
        days = sorted(item.day[:10] for item in self.events if item.day)
        published = sorted(entry.published[:10] for entry in self.reports if entry.published)
        known = published or days
        if not known:
            raise InputError("neither the events nor the reports have a day")
        first, last = known[0], known[-1]
        if "planned" in statuses:
            planned = (x.day[:10] for x in self.events if x.day and x.status == "planned")
            last = max([last, *planned])
        return first, last

    def outside(self, since: str, until: str, statuses: Sequence[str] = ("actual",)) -> int:
        """How many events of these statuses have no day, or another than these."""
        chosen = [item for item in self.events if item.status in statuses]
        return sum(not (item.day and since <= item.day[:10] <= until) for item in chosen)


_ALL = EventQuery()


def gather(record: Record, query: EventQuery = _ALL) -> Material:
    """The material of a record for a query."""
    with reading(record.engine) as connection:
        found = happenings(connection, query)
        families = tellers(connection)
    return Material(
        events=found,
        reports=sorted(record.reports(), key=lambda entry: (entry.published or "", entry.key)),
        tellers=families,
        coders=tuple(record.coders()),
    )


def known_key(material: Material, words: str, lens: Lens) -> str:
    """The key that is meant by the words of a user: a code of a country; or an id, a name or words
    of a name of an actor. Where several have the words, it is one of just that name, else that in
    most events. Raises InputError where no event has any."""
    wanted = words.casefold()
    counts: Counter[str] = Counter()
    exact = set()
    for item in material.events:
        for member in item.parties:
            key = key_of(member, lens)
            names = [key.casefold()] if key else []
            if lens == "actor":
                names.append(member.name.casefold())
            if key and wanted in names:
                exact.add(key)
            if key and (wanted in names or (lens == "actor" and wanted in names[-1])):
                counts[key] += 1
    if not counts:
        what = "country code" if lens == "country" else "actor"
        raise InputError(f"no event of the record has the {what} {words}")
    return min(counts, key=lambda key: (key not in exact, -counts[key], key))
