"""The material of a process, read once: each event with its cast, its topics and its sentence.

All sections of a dossier are computed from this, and from nothing else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from dragoman.entries import EventEntry, Spot, StatementEntry, Telling
from dragoman.lexicon.topics import TopicBook
from dragoman.model import Span
from dragoman.processes.dossier import Evidence, Happening
from dragoman.processes.focusing import (
    VERBAL,
    clause,
    cues_in_quote,
    event_topics,
    statement_topics,
    telling_topics,
)
from dragoman.processes.material import Material, by_family, day_of, spoken_day
from dragoman.processes.process import Process
from dragoman.processes.roster import Roster
from dragoman.processes.taking_part import Cast, cast_of, sides_of
from dragoman.processes.wording import is_meeting, place_of, sentence

DONE = frozenset({"actual"})
_LONG = 260  # characters: a longer sentence is cut to the clause that tells the event


@dataclass(frozen=True, slots=True)
class Item:
    """An event of the process as sections want it. ``day`` puts it in order; ``doers`` are the
    sides that act, ``others`` those that are acted on."""

    event: EventEntry
    cast: Cast
    topics: tuple[str, ...]
    happening: Happening
    day: str
    doers: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that take part."""
        return self.happening.sides

    @property
    def done(self) -> bool:
        """Whether it happened, as far as reports say."""
        return self.event.status in DONE


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of a side, with its topics."""

    entry: StatementEntry
    side: str
    topics: tuple[str, ...]
    day: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that sections are computed from. ``acts`` are the items in which a side acts,
    ``denying`` those that refuse talks or tell that something was not."""

    process: Process
    topics: TopicBook
    roster: Roster
    material: Material
    day: str
    items: tuple[Item, ...]
    said: tuple[Said, ...]
    by_id: Mapping[str, Item]
    acts: Mapping[str, tuple[Item, ...]]
    denying: tuple[Item, ...]
    spoken: Mapping[tuple[str, Span], tuple[Said, ...]]

    def acts_of(self, sides: Iterable[str]) -> list[Item]:
        """The items in which one of these sides acts, each once, in the order of days."""
        found = {item.event.id: item for side in sides for item in self.acts.get(side, ())}
        return sorted(found.values(), key=lambda item: (item.day, item.event.id))

    def outcome(self, ids: Iterable[str]) -> list[Item]:
        """The items of these events, in the order of their days."""
        found = (self.by_id[id] for id in ids if id in self.by_id)
        return sorted(found, key=lambda item: (item.day, item.event.id))


def make_scene(
    process: Process, material: Material, roster: Roster, topics: TopicBook, day: str
) -> Scene:
    """Read the material of a process as it stands on a day."""
    events, ids = without_twins(material.events)
    items = sorted(
        (_item(event, process, roster, topics) for event in events),
        key=lambda item: (item.day, item.event.id),
    )
    by_id = {item.event.id: item for item in items}
    said = _statements(process, material, roster, topics)
    spoken: dict[tuple[str, Span], list[Said]] = {}
    for one in said:
        spoken.setdefault((one.entry.report, one.entry.sentence), []).append(one)
    return Scene(
        process=process,
        topics=topics,
        roster=roster,
        material=material,
        day=day,
        items=tuple(items),
        said=said,
        by_id={id: by_id[kept] for id, kept in ids.items()},
        acts={side: tuple(item for item in items if side in item.doers) for side in roster.sides},
        denying=tuple(
            item for item in items if item.event.status == "negated" or item.event.event == "REJECT"
        ),
        spoken={place: tuple(found) for place, found in spoken.items()},
    )


def without_twins(
    events: Iterable[EventEntry],
) -> tuple[list[EventEntry], dict[str, str]]:
    """Events without those that say the same of the same day: one type, mode, status and cast, in
    places that do not differ. Merging keeps them apart where a report tells one happening twice;
    a dossier must not count it twice. Returns also which event stands for which."""
    kept: dict[tuple[object, ...], EventEntry] = {}
    ids: dict[str, str] = {}
    for event in events:
        key = _same(event)
        twin = kept.get(key)
        if twin is None or event.when is None or event.when.start != event.when.end:
            kept[key if twin is None else (event.id,)] = event
            ids[event.id] = event.id
            continue
        kept[key] = msgspec.structs.replace(
            twin,
            spot=_closer(twin, event),
            tellings=twin.tellings + event.tellings,
            fulfils=together(twin.fulfils, event.fulfils),
            fulfilled_by=together(twin.fulfilled_by, event.fulfilled_by),
        )
        ids[event.id] = twin.id
    return list(kept.values()), ids


def _same(event: EventEntry) -> tuple[object, ...]:
    sides = (frozenset(party.actor for party in side) for side in (event.source, event.target))
    country = event.spot.country if event.spot else None
    return event.event, event.mode, event.status, event.when, country, *sides


def _closer(one: EventEntry, other: EventEntry) -> Spot | None:
    """The place of two that says more: one with a name over one with an adjective."""
    return one.spot if place_of(one) else other.spot or one.spot


def _item(event: EventEntry, process: Process, roster: Roster, topics: TopicBook) -> Item:
    cast = cast_of(event, roster)
    about = event_topics(event, process.topics, topics)
    happening = Happening(
        event=event.id,
        type=event.event,
        mode=event.mode,
        status=event.status,
        text=sentence(event, cast) + _matter(event, about, topics),
        when=event.when,
        day=day_of(event),
        place=place_of(event),
        country=event.spot.country if event.spot else None,
        sides=cast.sides(),
        topics=about,
        word=_on_word(event.tellings, roster),
        score=event.score,
        reports=len({telling.report for telling in event.tellings}),
        independent=len({telling.family for telling in event.tellings}),
        evidence=evidence_of(event),
    )
    return Item(
        event=event,
        cast=cast,
        topics=about,
        happening=happening,
        day=happening.day,
        doers=sides_of(cast.source),
        others=sides_of(cast.target),
    )


def _matter(event: EventEntry, about: Sequence[str], topics: TopicBook) -> str:
    """What an act of words is about, where its phrase does not say so."""
    if event.event not in VERBAL or not about or event.mode == "meet" or is_meeting(event):
        return ""
    return f" [{', '.join(topics.topics[topic].title.lower() for topic in about)}]"


def evidence_of(event: EventEntry) -> Evidence:
    """The keys of an event's tellings: those of different sources first."""
    firsts = [telling.event_key for telling in by_family(event.tellings)]
    return tuple(dict.fromkeys([*firsts, *sorted(t.event_key for t in event.tellings)]))


def _on_word(tellings: Sequence[Telling], roster: Roster) -> tuple[str, ...]:
    """On whose word an event is told, where no report tells it in its own voice."""
    if any(telling.speaker is None for telling in tellings):
        return ()
    speakers = (roster.shown(telling.speaker) for telling in tellings if telling.speaker)
    return tuple(dict.fromkeys(speakers))


def _statements(
    process: Process, material: Material, roster: Roster, topics: TopicBook
) -> tuple[Said, ...]:
    found = [
        Said(entry, side, statement_topics(entry, process.topics, topics), spoken_day(entry))
        for entry in material.statements
        if entry.speaker and (side := roster.side_of(entry.speaker, acting=True))
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.entry.id)))


def exact_words(scene: Scene, item: Item, topic: str | None = None) -> tuple[str, Evidence]:
    """The words of an event (on a topic) as a report has them, and the key they are found by: those
    of the statement in which its doer makes it, or the sentence (where that is long, the clause).
    """
    return words_of(scene, item, _telling_of(scene, item, topic))


def words_of(scene: Scene, item: Item, telling: Telling) -> tuple[str, Evidence]:
    """The words of one telling of an event, as ``exact_words``."""
    fitting = [
        one
        for one in scene.spoken.get((telling.report, telling.sentence), ())
        if one.side in item.doers and _touches(one.entry, telling)
    ]
    if fitting:
        best = min(fitting, key=lambda one: _distance(one, item, telling))
        return best.entry.words, (best.entry.id, telling.event_key)
    quote = telling.quote
    if len(quote) <= _LONG:
        return quote, (telling.event_key,)
    cues = cues_in_quote(telling)
    begin, stop = clause(quote, cues[0][0], cues[-1][1])
    return quote[begin:stop].strip(" ,"), (telling.event_key,)


def _telling_of(scene: Scene, item: Item, topic: str | None) -> Telling:
    tellings = [*by_family(item.event.tellings), *item.event.tellings]
    about = (t for t in tellings if topic and topic in telling_topics(t, scene.topics))
    return next(about, tellings[0])


def _touches(statement: StatementEntry, telling: Telling) -> bool:
    """Whether a statement holds one of an event's cue words, or begins right behind one."""
    near = 12  # characters between a cue ("refused", "called for") and what it brings
    return any(
        start <= cue[1] + near and cue[0] < end
        for start, end in statement.content
        for cue in telling.cue
    )


def _distance(one: Said, item: Item, telling: Telling) -> tuple[bool, int]:
    """How far a statement is from the words of an event: by topic, then in characters from the
    last of its cues."""
    last = max((cue[1] for cue in telling.cue), default=0)
    near = min((abs(start - last) for start, _ in one.entry.content), default=0)
    return not set(one.topics) & set(item.topics), near


def days_between(first: str, last: str) -> int | None:
    """How many days lie between two days; None where one is not known."""
    try:
        return (date.fromisoformat(last) - date.fromisoformat(first)).days
    except ValueError:
        return None


def together(*parts: Evidence) -> Evidence:
    """Keys of evidence in their order, each once."""
    return tuple(dict.fromkeys(key for part in parts for key in part))
