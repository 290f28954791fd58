"""The material of a process as it stands on a day, in the order and by the keys that sections ask.

All sections of a dossier are computed from this, and from nothing else.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from dragoman.entries import StatementEntry, Telling
from dragoman.lexicon.topics import TopicBook
from dragoman.model import Span
from dragoman.processes.dossier import Evidence
from dragoman.processes.focusing import clause, cues_in_quote, telling_topics
from dragoman.processes.items import Item, Reader, Said, tells_much
from dragoman.processes.material import Material, by_family
from dragoman.processes.process import Process
from dragoman.processes.roster import Roster
from dragoman.processes.twins import without_twins

_ORDER = attrgetter("order")
_LONG = 260  # characters: a longer sentence is cut to the clause that tells the event


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that sections are computed from. ``acts`` are the items in which a side acts, by
    side and type, in their order and with their days; ``denying`` those that refuse talks or tell
    that something was not, by who takes part; ``spoken`` the statements of a sentence, by its
    report and place. ``last`` is the day of the last report."""

    reader: Reader
    material: Material
    day: str
    items: tuple[Item, ...]
    said: tuple[Said, ...]
    by_id: Mapping[str, Item]
    acts: Mapping[tuple[str, str], tuple[list[str], list[Item]]]
    denying: Mapping[str, tuple[Item, ...]]
    spoken: Mapping[tuple[str, Span], tuple[Said, ...]]
    last: str

    def denying_of(self, actors: Iterable[str]) -> list[Item]:
        """The items that refuse talks or tell that something was not, in which one of these actors
        takes part, each once, in the order of days."""
        found = {
            item.event.id: item for actor in sorted(actors) for item in self.denying.get(actor, ())
        }
        return sorted(found.values(), key=_ORDER)

    @property
    def process(self) -> Process:
        """The process."""
        return self.reader.process

    @property
    def topics(self) -> TopicBook:
        """The topics of the lexicon."""
        return self.reader.topics

    @property
    def roster(self) -> Roster:
        """The sides."""
        return self.reader.roster

    def acts_of(
        self, sides: Iterable[str], types: Collection[str], first: str, last: str = "9999"
    ) -> list[Item]:
        """The items of these types in which one of these sides acts, from a day to a day, each
        once, in their order."""
        found: dict[str, Item] = {}
        for side in sides:
            for kind in types:
                days, items = self.acts.get((side, kind), ((), ()))
                for item in items[bisect_left(days, first) : bisect_right(days, last)]:
                    found[item.event.id] = item
        return sorted(found.values(), key=_ORDER)

    def outcome(self, ids: Iterable[str]) -> list[Item]:
        """The items of these events, in the order of their days."""
        found = (self.by_id[id] for id in ids if id in self.by_id)
        return sorted(found, key=_ORDER)


def make_scene(reader: Reader, material: Material, day: str) -> Scene:
    """Read the material of a process as it stands on a day."""
    events, ids = without_twins(material.events, reader.compared)
    items = sorted(filter(tells_much, map(reader.item, events)), key=_ORDER)
    by_id = {item.event.id: item for item in items}
    said = sorted(
        (one for entry in material.statements if (one := reader.said(entry))),
        key=_ORDER,
    )
    spoken: dict[tuple[str, Span], list[Said]] = {}
    for one in said:
        spoken.setdefault((one.entry.report, one.entry.sentence), []).append(one)
    return Scene(
        reader=reader,
        material=material,
        day=day,
        items=tuple(items),
        said=tuple(said),
        by_id={id: by_id[kept] for id, kept in ids.items() if kept in by_id},
        acts=_acts(items),
        denying=_denying(items),
        spoken={place: tuple(found) for place, found in spoken.items()},
        last=max((report.published or "" for report in material.reports), default=""),
    )


def _acts(items: Iterable[Item]) -> dict[tuple[str, str], tuple[list[str], list[Item]]]:
    found: dict[tuple[str, str], tuple[list[str], list[Item]]] = {}
    for item in items:
        for side in item.doers:
            days, acts = found.setdefault((side, item.event.event), ([], []))
            days.append(item.day)
            acts.append(item)
    return found


def _denying(items: Iterable[Item]) -> dict[str, tuple[Item, ...]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        if item.event.status == "negated" or item.event.event == "REJECT":
            for actor in {member.party.actor for member in item.cast.all}:
                found.setdefault(actor, []).append(item)
    return {actor: tuple(rows) for actor, rows in found.items()}


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
