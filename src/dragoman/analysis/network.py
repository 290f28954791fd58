"""The network of actors over a period: who has to do with whom, and who stands between.

Degree and betweenness after L. C. Freeman, "Centrality in social networks: conceptual
clarification", Social Networks 1 (1979); betweenness by Brandes' algorithm in ``networkx``.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from dragoman.analysis.dyads import Dyad, Lens, key_of, pairs
from dragoman.analysis.periods import Step, period_of, periods
from dragoman.entries import Interval
from dragoman.model import ActorKind, Record
from dragoman.record.happenings import Happening

TieWeight = Literal["contacts", "score"]
TIE_WEIGHTS: tuple[TieWeight, ...] = ("contacts", "score")
CONTACT = "CONSULT"  # the type of event in which actors meet, visit, telephone, negotiate


class Tie(Record, frozen=True, kw_only=True):
    """Two actors, in alphabetical order of their keys. ``contacts`` of the ``events`` between them
    are meetings, visits, calls and talks; ``score`` is the mean PLOVER score of all."""

    one: str
    other: str
    events: int
    contacts: int
    cooperation: int
    conflict: int
    score: float
    first: str | None = None
    last: str | None = None


class Node(Record, frozen=True, kw_only=True):
    """An actor of the network. ``partners`` are the actors it has ties with; ``degree`` is their
    share of all others; ``betweenness`` the share of shortest ways between others that lead
    through it (0 to 1)."""

    key: str
    name: str
    country: str | None = None
    kind: ActorKind
    events: int
    contacts: int
    partners: int
    degree: float
    betweenness: float


class Network(Record, frozen=True, kw_only=True):
    """Actors with most ties first, ties of most weight first. ``left_out`` actors were cut."""

    nodes: tuple[Node, ...] = ()
    ties: tuple[Tie, ...] = ()
    left_out: int = 0


def network(
    happenings: Iterable[Happening],
    lens: Lens,
    *,
    weight: TieWeight = "contacts",
    statuses: Sequence[str] = ("actual",),
    most: int | None = None,
) -> Network:
    """The network of events of these statuses.

    With ``weight="contacts"`` only contacts make a tie; with ``"score"`` every event does. With
    ``most`` only so many actors, those in most events of the network, are left, and measures are
    of the network that is left.
    """
    chosen = [item for item in happenings if item.status in statuses]
    met: dict[Dyad, list[Happening]] = {}
    for item in chosen:
        for pair in pairs(item, lens):
            met.setdefault(pair, []).append(item)
    ties = [_tie(pair, items) for pair, items in met.items()]
    if weight == "contacts":
        ties = [tie for tie in ties if tie.contacts]
    kept, left_out = _kept(ties, weight, most)
    ties = [tie for tie in ties if tie.one in kept and tie.other in kept]
    ties.sort(key=lambda tie: (-times(tie, weight), tie.one, tie.other))
    return Network(
        nodes=tuple(_nodes(chosen, ties, kept, lens, weight)),
        ties=tuple(ties),
        left_out=left_out,
    )


def networks(
    happenings: Sequence[Happening],
    lens: Lens,
    step: Step,
    since: str,
    until: str,
    *,
    weight: TieWeight = "contacts",
    statuses: Sequence[str] = ("actual",),
    most: int | None = None,
) -> list[tuple[Interval, Network]]:
    """The network of each day, week or month; see ``network``."""
    rows = periods(since, until, step)
    inside: dict[str, list[Happening]] = {row.start: [] for row in rows}
    for item in happenings:
        start = period_of(item.day, step).start if item.day else None
        if start in inside:
            inside[start].append(item)
    return [
        (row, network(inside[row.start], lens, weight=weight, statuses=statuses, most=most))
        for row in rows
    ]


def _tie(pair: Dyad, items: Sequence[Happening]) -> Tie:
    days = sorted(item.day for item in items if item.day)
    return Tie(
        one=pair[0],
        other=pair[1],
        events=len(items),
        contacts=sum(item.event == CONTACT for item in items),
        cooperation=sum(item.quad < 3 for item in items),
        conflict=sum(item.quad > 2 for item in items),
        score=round(sum(item.score for item in items) / len(items), 6),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


def times(tie: Tie, weight: TieWeight) -> int:
    """The weight of a tie: its contacts, or its events where every event makes one."""
    return tie.contacts if weight == "contacts" else tie.events


def _kept(ties: Iterable[Tie], weight: TieWeight, most: int | None) -> tuple[dict[str, int], int]:
    """The actors that stay, with the weight of their ties, and how many do not."""
    strength: dict[str, int] = {}
    for tie in ties:
        for key in (tie.one, tie.other):
            strength[key] = strength.get(key, 0) + times(tie, weight)
    ranked = sorted(strength, key=lambda key: (-strength[key], key))
    kept = ranked if most is None else ranked[:most]
    return {key: strength[key] for key in kept}, len(ranked) - len(kept)


def _nodes(
    happenings: Iterable[Happening],
    ties: Sequence[Tie],
    strength: dict[str, int],
    lens: Lens,
    weight: TieWeight,
) -> list[Node]:
    members = {}
    events: dict[str, int] = {}
    contacts: dict[str, int] = {}
    for item in happenings:
        seen = {key_of(member, lens): member for member in item.parties}
        for key, member in seen.items():
            if key in strength:
                members[key] = member
                events[key] = events.get(key, 0) + 1
                contacts[key] = contacts.get(key, 0) + (item.event == CONTACT)
    partners, between = _measures(ties, strength, weight)
    others = max(len(strength) - 1, 1)
    return [
        Node(
            key=key,
            name=members[key].name if lens == "actor" else key,
            country=members[key].country,
            kind=members[key].kind if lens == "actor" else "state",
            events=events[key],
            contacts=contacts[key],
            partners=partners[key],
            degree=round(partners[key] / others, 6),
            betweenness=round(between[key], 6),
        )
        for key in strength
    ]


def _measures(
    ties: Sequence[Tie], keys: Iterable[str], weight: TieWeight
) -> tuple[dict[str, int], dict[str, float]]:
    """Partners and betweenness by actor. The more often two meet, the shorter the way."""
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(keys)
    for tie in ties:
        graph.add_edge(tie.one, tie.other, distance=1 / times(tie, weight))
    between = networkx.betweenness_centrality(graph, weight="distance", normalized=True)
    return dict(graph.degree()), between
