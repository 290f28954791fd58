"""Who takes part in an event, by all its tellings together."""

from collections import defaultdict
from collections.abc import Sequence

from dragoman.entries import Party, Telling
from dragoman.record.merging.parties import who
from dragoman.record.merging.ties import Tie, tie

_RANK = {"person": 4, "group": 3, "organization": 3, "igo": 3, "state": 2, "collective": 1}

_Sides = tuple[tuple[Party, ...], tuple[Party, ...]]


def cast_of(tellings: Sequence[Telling], lead: Telling) -> _Sides:
    """Sources and targets. One that only stands for another ("officials" for their minister) is
    left out where a telling names the other. ``lead`` decides where sources are even on who stands
    on which side, and whether the event has two sides."""
    told = _gather([lead, *(t for t in tellings if t is not lead)])
    kept: list[_Told] = []
    for party in sorted(told, key=lambda party: party.order):
        if not any(_stands_for(party, other) for other in kept):
            kept.append(party)
    mutual = not lead.target and len(lead.source) > 1
    kept.sort(key=lambda party: party.first)
    source = tuple(p.party() for p in kept if mutual or p.side(lead) == "source")
    target = tuple(p.party() for p in kept if not mutual and p.side(lead) == "target")
    return source, target


class _Told:
    """An actor of an event with all that tellings say of its part."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.parties: list[Party] = []
        self.tellings: set[str] = set()
        self.sources: dict[str, set[str]] = defaultdict(set)  # side -> families

    @property
    def order(self) -> tuple[int, int, int]:
        """From those told most specifically, and by most sources, to the vaguest."""
        party = self.parties[0]
        rank = _RANK.get(party.kind, 0) if who(party).named else 0
        families = {family for some in self.sources.values() for family in some}
        return -rank, -len(families), self.first

    def side(self, lead: Telling) -> str:
        """The side on which most sources put it."""
        here, there = len(self.sources["source"]), len(self.sources["target"])
        if here != there:
            return "source" if here > there else "target"
        actor = self.parties[0].actor
        return "target" if any(p.actor == actor for p in lead.target) else "source"

    def party(self) -> Party:
        """The actor as the event's party: titles and words of all tellings."""
        first = self.parties[0]
        sectors = dict.fromkeys(s for p in self.parties for s in p.sectors)
        return Party(
            actor=first.actor,
            name=first.name,
            kind=first.kind,
            country=next((p.country for p in self.parties if p.country), None),
            sectors=tuple(sectors),
            titles=tuple(dict.fromkeys(t for p in self.parties for t in p.titles)),
            names=tuple(dict.fromkeys(n for p in self.parties for n in p.names)),
        )


def _gather(tellings: Sequence[Telling]) -> list[_Told]:
    told: dict[str, _Told] = {}
    for telling in tellings:
        for side, parties in (("source", telling.source), ("target", telling.target)):
            for party in parties:
                entry = told.setdefault(party.actor, _Told(len(told)))
                entry.parties.append(party)
                entry.tellings.add(telling.event_key)
                entry.sources[side].add(telling.family)
    return list(told.values())


def _stands_for(vague: _Told, other: _Told) -> bool:
    """True where no telling has both and the one can be the other, told with less."""
    if vague.tellings & other.tellings:
        return False
    found = tie(who(vague.parties[0]), who(other.parties[0]))
    return found >= Tie.LIKE or (found is Tie.OPEN and vague.order[0] == 0 > other.order[0])
