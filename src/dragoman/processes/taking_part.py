"""Who takes part in an event, and for which side of a process."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.entries import EventEntry, Party, Telling
from dragoman.model import Span
from dragoman.processes.focusing import VERBAL
from dragoman.processes.roster import Roster, adjectives
from dragoman.processes.words import process_words

# "a delegation of the Taliban Political Commission", "a delegation from the group's office"
_OF = re.compile(r"\s+(?:of|from)\s+(?:the\s+)?(.{1,80})", re.DOTALL)
_FORCE = 4  # material conflict, among PLOVER's quad classes
_GIVEN = frozenset({"AGREE", "CONCEDE", "SUPPORT"})
_VAGUE = frozenset({"collective", "organization"})


@dataclass(frozen=True, slots=True)
class Member:
    """An actor in an event, the side it belongs to, and its name for people: with its side where
    it is a description (``shown``), and without (``bare``). ``is_part`` where it is not the side
    itself."""

    party: Party
    side: str | None
    shown: str
    bare: str = ""
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Cast:
    """The two sides of an event. ``target`` is empty where all act together (a meeting)."""

    source: tuple[Member, ...]
    target: tuple[Member, ...]

    @property
    def all(self) -> tuple[Member, ...]:
        """Everybody who takes part."""
        return self.source + self.target

    def sides(self) -> tuple[str, ...]:
        """The sides of the process that take part, each once."""
        return sides_of(self.all)


def sides_of(members: Iterable[Member]) -> tuple[str, ...]:
    """The sides that members belong to, each once, in their order."""
    return tuple(dict.fromkeys(member.side for member in members if member.side))


def cast_of(event: EventEntry, roster: Roster) -> Cast:
    """Who takes part in an event.

    Left out of those acted on are who tells of the act; in acts of words places, and those whom
    the sentence does not name; things that are promised something; states that are there as an
    adjective only and asked for something: "they called for the resumption of the Afghan talks".
    Left out of those who use force is who is meant by a pronoun, unless he says so himself: a
    bomb, too, is an "it". Where one side stands on both sides of a meeting or a signature, all act
    together.
    """
    # By name: a speaker has the key of a form, not the id of a merged actor.
    speakers = {telling.speaker.name for telling in event.tellings if telling.speaker}
    target = [party for party in event.target if not _misplaced(party, event, speakers)]
    source: Sequence[Party] = event.source
    if event.quad == _FORCE and only_by_pronoun(source):
        source = [party for party in source if not speakers.isdisjoint((party.name, *party.names))]
    doers = _members(source, event.tellings, "source", roster)
    others = _members(target, event.tellings, "target", roster)
    if event.event in _GIVEN:
        others = tuple(m for m in others if m.side or not m.party.name[:1].islower())
    if event.event in _GIVEN or event.event == "CONSULT":
        doers = tuple(m for m in doers if m.side or not _is_nobody(m.party)) or doers
    if not _is_mutual(event):
        doers, others = _without_own(doers, others)
    elif set(sides_of(doers)) & set(sides_of(others)):
        known = {member.shown for member in doers}
        doers, others = (*doers, *(m for m in others if m.shown not in known)), ()
    return Cast(source=doers, target=others)


def _is_nobody(party: Party) -> bool:
    """Whether it is a description that says neither of which country nor of which sector."""
    return party.kind == "collective" and not party.country and not party.sectors


def _without_own(
    doers: tuple[Member, ...], others: tuple[Member, ...]
) -> tuple[tuple[Member, ...], tuple[Member, ...]]:
    """Who acts against his own side does not act for it; and where somebody acts on others and on
    his own side, the latter is a slip."""
    own = {member.side for member in others if member.side and not member.is_part}
    acting = {member.side for member in doers if member.is_part} & own
    if not acting:
        return doers, others
    rest = tuple(member for member in others if member.side not in acting)
    if rest:
        return doers, rest
    freed = (replace(m, side=None, shown=m.bare) if m.side in acting else m for m in doers)
    return tuple(freed), others


def _is_mutual(event: EventEntry) -> bool:
    signed = event.event == "SUPPORT" and (event.cameo or "").startswith("057")
    return signed or (event.event == "CONSULT" and event.mode != "visit")


def _misplaced(party: Party, event: EventEntry, speakers: set[str]) -> bool:
    """Whether somebody or something stands among those acted on that cannot be one of them."""
    if not speakers.isdisjoint((party.name, *party.names)):
        return True
    if party.kind == "place" and len(event.target) > 1:
        return True
    if event.event in VERBAL and (party.kind == "place" or not _named_there(party, event)):
        return True
    adjective = party.kind == "state" and adjectives().issuperset(party.names or ("",))
    return adjective and event.event == "REQUEST"


def _named_there(party: Party, event: EventEntry) -> bool:
    """Whether some report names a party in the sentence that tells the act. Whom an act of words is
    directed at is else guessed from sentences around it."""
    spans = [
        (span, telling.sentence)
        for telling in event.tellings
        if len(telling.target) == len(telling.target_spans)
        for member, span in zip(telling.target, telling.target_spans, strict=True)
        if member.actor == party.actor
    ]
    return not spans or any(start <= span[0] < end for span, (start, end) in spans)


def only_by_pronoun(parties: Iterable[Party]) -> bool:
    """Whether no report names any of these: "it killed three people" may be a bomb's doing."""
    names = [name.lower() for party in parties for name in party.names]
    return bool(names) and process_words().pronouns.issuperset(names)


def _members(
    parties: Sequence[Party], tellings: Sequence[Telling], where: str, roster: Roster
) -> tuple[Member, ...]:
    members: dict[str, Member] = {}
    for party in parties:
        side = roster.side_of(party, acting=where == "source")
        if side is None and party.kind in _VAGUE:
            side = _side_by_words(party, tellings, where, roster)
        shown = roster.shown(party, side)
        bare, is_part = roster.bare(party, side)
        members.setdefault(shown, Member(party, side, shown, bare, is_part))
    return tuple(members.values())


def _side_by_words(
    party: Party, tellings: Iterable[Telling], where: str, roster: Roster
) -> str | None:
    """The side of a description without a sector, by the name in it or behind it."""
    side = roster.side_behind(party.name)
    if side:
        return side
    for telling in tellings:
        for span in _spans(telling, party, where):
            behind = _OF.match(telling.quote, span[1] - telling.sentence[0])
            side = roster.side_behind(behind[1]) if behind else None
            if side:
                return side
    return None


def _spans(telling: Telling, party: Party, where: str) -> list[Span]:
    parties = telling.source if where == "source" else telling.target
    spans = telling.source_spans if where == "source" else telling.target_spans
    if len(parties) != len(spans):
        return []
    return [
        span
        for member, span in zip(parties, spans, strict=True)
        if member.actor == party.actor and span[1] >= telling.sentence[0]
    ]
