"""Each event of a process with its cast, its topics and its sentence; each statement of a side.

A ``Reader`` reads an event once for as many days as a feed asks about: what it makes of one depends
on nothing but the event with the tellings that were known by then.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from dragoman.entries import EventEntry, StatementEntry, Telling
from dragoman.lexicon.topics import TopicBook
from dragoman.processes.dossier import Evidence, Happening
from dragoman.processes.focusing import VERBAL, event_topics, statement_topics
from dragoman.processes.material import by_family, day_of, spoken_day
from dragoman.processes.process import Process
from dragoman.processes.roster import Roster
from dragoman.processes.taking_part import Cast, cast_of, sides_of
from dragoman.processes.wording import is_meeting, joined, place_of, sentence

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Item:
    """An event of the process as sections want it. ``order`` puts it in order: by day, those that
    reports date before those only told by then; ``doers`` are the sides that act, ``others`` those
    that are acted on."""

    event: EventEntry
    cast: Cast
    topics: tuple[str, ...]
    happening: Happening
    day: str
    order: tuple[str, bool, str]
    doers: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that take part."""
        return self.happening.sides

    @property
    def done(self) -> bool:
        """Whether it happened, as far as reports say."""
        return self.event.status == "actual"


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of a side, with its topics. ``order`` puts it in order."""

    entry: StatementEntry
    side: str
    topics: tuple[str, ...]
    day: str
    order: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the events and statements of one process, each once. ``known`` keeps what was made by
    its key, ``compared`` what events are compared by when twins are looked for."""

    process: Process
    roster: Roster
    topics: TopicBook
    known: dict[tuple[Any, ...], Any] = field(default_factory=dict, compare=False, repr=False)
    compared: dict[str, tuple[object, ...]] = field(default_factory=dict, compare=False, repr=False)

    def once(self, key: tuple[Any, ...], make: Callable[[], Made]) -> Made:
        """What ``make`` makes, made at the first call with a key only."""
        if key not in self.known:
            self.known[key] = make()
        made: Made = self.known[key]
        return made

    def item(self, event: EventEntry) -> Item:
        """An event as sections want it."""
        return self.once(("item", *state_of(event)), lambda: self._item(event))

    def said(self, entry: StatementEntry) -> Said | None:
        """A statement with its side and topics, None where no side makes it."""
        return self.once(("said", entry.id), lambda: self._said(entry))

    def _said(self, entry: StatementEntry) -> Said | None:
        side = self.roster.side_of(entry.speaker, acting=True) if entry.speaker else None
        if side is None:
            return None
        about = statement_topics(entry, self.process.topics, self.topics)
        day = spoken_day(entry)
        return Said(entry, side, about, day, (day, entry.id))

    def _item(self, event: EventEntry) -> Item:
        cast = cast_of(event, self.roster)
        about = event_topics(event, self.process.topics, self.topics)
        text = sentence(event, cast)
        happening = Happening(
            event=event.id,
            type=event.event,
            mode=event.mode,
            status=event.status,
            text=text + _matter(event, about, self.topics, text),
            when=event.when,
            day=day_of(event),
            told=event.first_published or "",
            place=place_of(event),
            country=event.spot.country if event.spot else None,
            sides=cast.sides(),
            topics=about,
            word=_on_word(event.tellings, self.roster, cast),
            score=event.score,
            reports=len({telling.report for telling in event.tellings}),
            independent=len({telling.family for telling in event.tellings}),
            evidence=evidence_of(event),
        )
        first = min(telling.event_key for telling in event.tellings)
        return Item(
            event=event,
            cast=cast,
            topics=about,
            happening=happening,
            day=happening.day,
            order=(happening.day, event.when is None, first),
            doers=sides_of(cast.source),
            others=sides_of(cast.target),
        )


def state_of(event: EventEntry) -> tuple[Any, ...]:
    """What tells an event as it was known by one day from the same as known by another: reports
    only ever add tellings and links."""
    return event.id, len(event.tellings), event.fulfils, event.fulfilled_by


def state_of_all(items: Sequence[Item]) -> tuple[int, int]:
    """The same of what a question finds: by a later day it finds no fewer, and knows no less."""
    return len(items), sum(len(item.event.tellings) for item in items)


def tells_much(item: Item) -> bool:
    """Left out are what may only be, talks of a single side with nobody who is named, and plans of
    such talks without a day."""
    event = item.event
    if event.status == "hypothetical":
        return False
    if not is_meeting(event) or event.mode == "visit" or len(item.cast.all) > 1:
        return True
    if event.status == "planned":
        return event.when is not None and event.when.end >= (event.first_published or "")
    return event.event != "CONSULT"


def _matter(event: EventEntry, about: Sequence[str], topics: TopicBook, told: str) -> str:
    """What an act of words is about, where its phrase does not say so."""
    if event.event not in VERBAL or event.mode == "meet" or is_meeting(event):
        return ""
    titles = [topics.topics[topic].title.lower() for topic in about]
    new = [title for title in titles if title.partition(" ")[0] not in told]
    return f", on {joined(new)}" if new else ""


def evidence_of(event: EventEntry) -> Evidence:
    """The keys of an event's tellings: those of different sources first."""
    firsts = [telling.event_key for telling in by_family(event.tellings)]
    return tuple(dict.fromkeys([*firsts, *sorted(t.event_key for t in event.tellings)]))


def _on_word(tellings: Sequence[Telling], roster: Roster, cast: Cast) -> tuple[str, ...]:
    """On whose word an event is told, where no report tells it in its own voice; nobody where all
    of them do it themselves, by saying so."""
    if any(telling.speaker is None for telling in tellings):
        return ()
    named = [telling.speaker for telling in tellings if telling.speaker]
    doers = {name for member in cast.source for name in (member.party.name, *member.party.names)}
    if all(not doers.isdisjoint((speaker.name, *speaker.names)) for speaker in named):
        return ()
    return tuple(dict.fromkeys(roster.shown(speaker) for speaker in named))
