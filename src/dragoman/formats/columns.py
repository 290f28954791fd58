"""The tables of a record: which columns each kind of entry has, of which type, and from where.

The same columns make the CSV and the Parquet file. Cells that hold several values run parallel:
the second of ``source_countries`` belongs to the second of ``source``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from dragoman.entries import (
    ActorEntry,
    AgendaEntry,
    EventEntry,
    Interval,
    Party,
    ReportEntry,
    Spot,
    StatementEntry,
)
from dragoman.model import Size

E = TypeVar("E")
ColumnType = Literal["text", "whole", "real", "day", "texts"]
Value = str | int | float | None | list[str | None]


@dataclass(frozen=True, slots=True)
class Column(Generic[E]):
    """A column: its name, its type, and what stands in it for an entry. ``day`` is an ISO 8601
    day, ``texts`` are several texts."""

    name: str
    type: ColumnType
    value: Callable[[E], Value]


@dataclass(frozen=True, slots=True)
class Table(Generic[E]):
    """A table of one kind of entry."""

    name: str
    columns: tuple[Column[E], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def row(self, entry: E) -> list[Value]:
        """The values of one entry, in the order of the columns."""
        return [column.value(entry) for column in self.columns]


def _names(side: tuple[Party, ...]) -> Value:
    return [party.name for party in side]


def _ids(side: tuple[Party, ...]) -> Value:
    return [party.actor for party in side]


def _countries(side: tuple[Party, ...]) -> Value:
    return [party.country for party in side]


def _sectors(side: tuple[Party, ...]) -> Value:
    return ["/".join(party.sectors) or None for party in side]


def _start(when: Interval | None) -> Value:
    return when.start if when else None


def _end(when: Interval | None) -> Value:
    return when.end if when else None


def _distinct(values: list[str | None]) -> Value:
    return [*dict.fromkeys(value for value in values if value)]


_NOWHERE = Spot(name="")
_NO_SIZE = Size()


def _event_columns() -> tuple[Column[EventEntry], ...]:
    return (
        Column("id", "text", lambda e: e.id),
        Column("event", "text", lambda e: e.event),
        Column("mode", "text", lambda e: e.mode),
        Column("context", "texts", lambda e: list(e.context)),
        Column("cameo", "text", lambda e: e.cameo),
        Column("quad", "whole", lambda e: e.quad),
        Column("score", "real", lambda e: e.score),
        Column("status", "text", lambda e: e.status),
        Column("source", "texts", lambda e: _names(e.source)),
        Column("source_countries", "texts", lambda e: _countries(e.source)),
        Column("source_sectors", "texts", lambda e: _sectors(e.source)),
        Column("source_actors", "texts", lambda e: _ids(e.source)),
        Column("target", "texts", lambda e: _names(e.target)),
        Column("target_countries", "texts", lambda e: _countries(e.target)),
        Column("target_sectors", "texts", lambda e: _sectors(e.target)),
        Column("target_actors", "texts", lambda e: _ids(e.target)),
        Column("start", "day", lambda e: _start(e.when)),
        Column("end", "day", lambda e: _end(e.when)),
        Column("first_published", "day", lambda e: e.first_published),
        Column("place", "text", lambda e: e.spot.name if e.spot else None),
        Column("country", "text", lambda e: (e.spot or _NOWHERE).country),
        Column("lat", "real", lambda e: (e.spot or _NOWHERE).lat),
        Column("lon", "real", lambda e: (e.spot or _NOWHERE).lon),
        Column("geonameid", "whole", lambda e: (e.spot or _NOWHERE).geonameid),
        Column("dead", "whole", lambda e: (e.size or _NO_SIZE).dead),
        Column("injured", "whole", lambda e: (e.size or _NO_SIZE).injured),
        Column("arrested", "whole", lambda e: (e.size or _NO_SIZE).arrested),
        Column("participants", "whole", lambda e: (e.size or _NO_SIZE).participants),
        Column("confidence", "real", lambda e: e.confidence),
        Column("reports", "whole", lambda e: e.reports),
        Column("sources", "whole", lambda e: e.sources),
        Column("review", "text", lambda e: e.review),
        Column("report_keys", "texts", lambda e: _distinct([t.report for t in e.tellings])),
        Column("urls", "texts", lambda e: _distinct([t.url for t in e.tellings])),
    )


EVENTS: Table[EventEntry] = Table("events", _event_columns())

STATEMENTS: Table[StatementEntry] = Table(
    "statements",
    (
        Column("id", "text", lambda s: s.id),
        Column("speaker", "text", lambda s: s.speaker.name if s.speaker else None),
        Column("speaker_country", "text", lambda s: s.speaker.country if s.speaker else None),
        Column("speaker_sectors", "texts", lambda s: [*s.speaker.sectors] if s.speaker else []),
        Column("speaker_titles", "texts", lambda s: [*s.speaker.titles] if s.speaker else []),
        Column("speaker_actor", "text", lambda s: s.speaker.actor if s.speaker else None),
        Column("addressee", "texts", lambda s: _names(s.addressee)),
        Column("addressee_actors", "texts", lambda s: _ids(s.addressee)),
        Column("words", "text", lambda s: s.words),
        Column("kind", "text", lambda s: s.kind),
        Column("cue_kind", "text", lambda s: s.cue_kind),
        Column("medium", "text", lambda s: s.medium),
        Column("start", "day", lambda s: _start(s.when)),
        Column("end", "day", lambda s: _end(s.when)),
        Column("within", "text", lambda s: s.within),
        Column("report", "text", lambda s: s.report),
        Column("title", "text", lambda s: s.title),
        Column("publisher", "text", lambda s: s.publisher),
        Column("published", "day", lambda s: s.published),
        Column("url", "text", lambda s: s.url),
        Column("spans", "texts", lambda s: [f"{start}-{end}" for start, end in s.content]),
    ),
)

ACTORS: Table[ActorEntry] = Table(
    "actors",
    (
        Column("id", "text", lambda a: a.id),
        Column("name", "text", lambda a: a.name),
        Column("kind", "text", lambda a: a.kind),
        Column("country", "text", lambda a: a.country),
        Column("sectors", "texts", lambda a: list(a.sectors)),
        Column("aliases", "texts", lambda a: list(a.aliases)),
        Column("titles", "texts", lambda a: [tenure.title for tenure in a.tenures]),
        Column("titles_first", "texts", lambda a: [tenure.first for tenure in a.tenures]),
        Column("titles_last", "texts", lambda a: [tenure.last for tenure in a.tenures]),
        Column("reports", "whole", lambda a: a.reports),
        Column("sources", "whole", lambda a: a.sources),
        Column("first", "day", lambda a: a.first),
        Column("last", "day", lambda a: a.last),
        Column("because", "text", lambda a: a.because),
    ),
)

REPORTS: Table[ReportEntry] = Table(
    "reports",
    (
        Column("key", "text", lambda r: r.key),
        Column("title", "text", lambda r: r.title),
        Column("publisher", "text", lambda r: r.publisher),
        Column("url", "text", lambda r: r.url),
        Column("published", "day", lambda r: r.published),
        Column("retrieved", "text", lambda r: r.retrieved),
        Column("state", "text", lambda r: r.state),
        Column("why", "text", lambda r: r.why),
        Column("family", "text", lambda r: r.family),
        Column("replaces", "text", lambda r: r.replaces),
        Column("replaced_by", "text", lambda r: r.replaced_by),
        Column("events", "whole", lambda r: r.events),
        Column("statements", "whole", lambda r: r.statements),
    ),
)


def _of_event(column: Column[EventEntry]) -> Column[AgendaEntry]:
    return Column(column.name, column.type, lambda entry: column.value(entry.event))


AGENDA: Table[AgendaEntry] = Table(
    "agenda",
    (
        Column("state", "text", lambda a: a.state),
        Column("announced", "day", lambda a: a.announced),
        Column("due_start", "day", lambda a: _start(a.due)),
        Column("due_end", "day", lambda a: _end(a.due)),
        Column("kept_by", "texts", lambda a: list(a.kept_by)),
        *(_of_event(column) for column in _event_columns()),
    ),
)
