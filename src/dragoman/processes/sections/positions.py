"""Where each side stands on each topic, on whose word, in which words, and how it moved."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import msgspec

from dragoman.processes.dossier import Position, Stand
from dragoman.processes.items import Item, Said, state_of
from dragoman.processes.material import days_between, together
from dragoman.processes.scene import Scene, exact_words
from dragoman.processes.sections.agenda import denials
from dragoman.processes.sections.standing import is_signed
from dragoman.processes.wording import is_meeting, joined, phrase_of, spoken_for
from dragoman.processes.words import stand_words

_NEAR = 7  # days within which stands that lean both ways contradict each other
_DEALING = "talks"
_FEWEST_WORDS = 3  # of a statement that is a stand: "the decision" is none

Key = tuple[str, str, str]  # side, topic, towards


def positions(scene: Scene) -> tuple[Position, ...]:
    """The positions of all sides, in the order of the process's sides and topics."""
    stands: dict[Key, list[Stand]] = defaultdict(list)
    told: set[tuple[str, str, str]] = set()  # report, side and topic of what events tell already
    once = scene.reader.once
    for item in scene.items:
        if item.event.status == "planned" and denials(scene, item):
            continue
        found = once(("stands", *state_of(item.event)), partial(_stands_in, scene, item))
        for key, stand in found:
            stands[key].append(stand)
            told.update((t.report, key[0], key[1]) for t in item.event.tellings)
    for said in scene.said:
        for key, stand in _of_statement(scene, said, told):
            stands[key].append(stand)
    sides = {side: n for n, side in enumerate(scene.roster.sides)}
    topics = {name: n for n, name in enumerate(scene.process.topics or scene.topics.topics)}
    # The reader keeps every stand, so that no two have one id.
    placed = [
        once(("position", *key, *map(id, rows)), partial(_position, scene, key, rows))
        for key, rows in stands.items()
    ]
    return tuple(sorted(placed, key=lambda p: (sides[p.side], topics[p.topic], p.towards or "")))


def _stands_in(scene: Scene, item: Item) -> tuple[tuple[Key, Stand], ...]:
    return tuple(_of_event(scene, item))


def _of_event(scene: Scene, item: Item) -> Iterator[tuple[Key, Stand]]:
    verb, leaning = _verb(item)
    if not verb or item.event.status in ("hypothetical", "historical"):
        return
    for topic in _topics(scene, item):
        if topic != _DEALING and is_meeting(item.event):
            continue
        words, keys = exact_words(scene, item, topic)
        for side in item.doers:
            stand = Stand(
                verb=verb,
                leaning=leaning,
                who=_who(item, side),
                words=words,
                day=item.day,
                when=item.event.when,
                on_word=_other_voice(item, side, scene),
                by_event=item.event.id,
                told=item.happening.told,
                planned=item.event.status == "planned",
                independent=item.happening.independent,
                evidence=together(keys, item.happening.evidence),
            )
            for towards in _towards(scene, item, side, topic):
                yield (side, topic, towards), stand


def _who(item: Item, side: str) -> str:
    """Who acts for a side; the side itself where that is its state."""
    members = [m for m in spoken_for(item.cast.source) if m.side == side]
    return joined([side if m.party.kind == "state" else m.shown for m in members]) or side


def _topics(scene: Scene, item: Item) -> tuple[str, ...]:
    """The topics of an event; who signs something with another also deals with him."""
    deals = is_signed(item) and len(item.sides) > 1
    wanted = scene.process.topics or scene.topics.topics
    if not deals or _DEALING in item.topics or _DEALING not in wanted:
        return item.topics
    return (*item.topics, _DEALING)


def _verb(item: Item) -> tuple[str, int]:
    words = stand_words(item.event)
    if words is None:
        return "", 0
    return words.verb.replace("{past}", phrase_of(item.event).past[1]), words.leaning


def _other_voice(item: Item, side: str, scene: Scene) -> str | None:
    """On whose word a stand is told, where that is not the side itself."""
    speakers = [t.speaker for t in item.event.tellings]
    named = [speaker for speaker in speakers if speaker]
    if len(named) < len(speakers):
        return None
    if any(scene.roster.side_of(speaker, acting=True) == side for speaker in named):
        return None
    return ", ".join(dict.fromkeys(scene.roster.shown(speaker) for speaker in named))


def _towards(scene: Scene, item: Item, side: str, topic: str) -> tuple[str, ...]:
    """Towards whom a stand on a topic is taken, ("",) where that does not matter."""
    if not scene.topics.topics[topic].per_counterpart:
        return ("",)
    others = tuple(name for name in item.others if name != side) or _fellows(item, side, scene)
    wanted = tuple(name for name in others if name in scene.roster.principals)
    outside = not wanted or side not in scene.roster.principals
    if outside and (
        item.event.event in ("CONSULT", "REJECT") or (others and is_meeting(item.event))
    ):
        return ()  # meetings with mediators are contacts, not stands on talks
    return wanted or ("",)


def _fellows(item: Item, side: str, scene: Scene) -> tuple[str, ...]:
    """The other sides of an event in which all act together. Of an announced meeting of three or
    more only those of the side that announces it, and it: whether the rest meet is not said."""
    others = tuple(name for name in item.doers if name != side)
    speakers = {
        scene.roster.side_of(telling.speaker, acting=True)
        for telling in item.event.tellings
        if telling.speaker
    }
    if item.event.status != "planned" or len(others) < 2 or side in speakers:
        return others
    return tuple(name for name in others if name in speakers)


def _of_statement(
    scene: Scene, said: Said, told: set[tuple[str, str, str]]
) -> Iterator[tuple[Key, Stand]]:
    """What a side says on a topic, where no event of the same report tells its stand already."""
    entry = said.entry
    if not entry.speaker or len(entry.words.split()) < _FEWEST_WORDS:
        return
    for topic in said.topics:
        if (entry.report, said.side, topic) in told:
            continue
        yield (
            (said.side, topic, ""),
            scene.reader.once(("words", entry.id), lambda: _word(scene, said)),
        )


def _word(scene: Scene, said: Said) -> Stand:
    entry = said.entry
    return Stand(
        verb="says",
        leaning=0,
        who=scene.roster.shown(entry.speaker) if entry.speaker else said.side,
        words=entry.words,
        day=said.day,
        when=entry.when,
        evidence=(entry.id,),
    )


def _position(scene: Scene, key: Key, stands: list[Stand]) -> Position:
    side, topic, towards = key
    ordered = sorted(
        _once(stands), key=lambda stand: (stand.day, stand.when is not None, stand.evidence)
    )
    leaning = [stand for stand in ordered if stand.leaning]
    latest = leaning[-1] if leaning else ordered[-1]
    before, since = _turn(leaning, latest)
    against = tuple(s for s in leaning if _contradict(s, latest) and s is not before)
    return Position(
        side=side,
        topic=topic,
        title=scene.topics.topics[topic].title,
        towards=towards or None,
        latest=latest,
        since=since,
        moved_from=before,
        contradicts=against,
        history=tuple(ordered),
        evidence=latest.evidence,
    )


def _once(stands: Iterable[Stand]) -> list[Stand]:
    """Stands without repetition: the same words of the same people, by several reports, are one
    stand of the first day with the evidence of all."""
    found: dict[tuple[str, str, str], Stand] = {}
    for stand in sorted(stands, key=lambda stand: (stand.day, stand.evidence)):
        key = (stand.verb, stand.who, " ".join(stand.words.lower().split()))
        known = found.get(key)
        if known is None:
            found[key] = stand
        else:
            found[key] = msgspec.structs.replace(
                known,
                day=stand.day if known.leaning else known.day,
                independent=known.independent + stand.independent,
                evidence=together(known.evidence, stand.evidence),
            )
    return list(found.values())


def _turn(leaning: Sequence[Stand], latest: Stand) -> tuple[Stand | None, str]:
    """The last stand that leans the other way, and the first day of those since."""
    since = latest.day
    for stand in reversed(leaning):
        if stand.leaning != latest.leaning:
            return stand, since
        since = stand.day
    return None, since


def _contradict(stand: Stand, latest: Stand) -> bool:
    apart = days_between(stand.day, latest.day)
    return stand.leaning == -latest.leaning and apart is not None and abs(apart) <= _NEAR
