"""Networks over time as tables: one row for each period, for each actor in it, and for each tie.

Measures are those of ``networkx``: density and degree; strength after A. Barrat and others, "The
architecture of complex weighted networks", PNAS 101 (2004); communities by greedy modularity, after
A. Clauset, M. E. J. Newman, C. Moore, "Finding community structure in very large networks",
Physical Review E 70 (2004).
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from dragoman.analysis.dyads import Lens
from dragoman.analysis.frames import Frame, frame, table_of
from dragoman.analysis.material import Material
from dragoman.analysis.network import Network, Node, Tie, TieWeight, network, networks, times
from dragoman.analysis.periods import Step
from dragoman.entries import Interval
from dragoman.model import ActorKind, Record


class NetworkRow(Record, frozen=True, kw_only=True):
    """The network of one period. ``density`` is the share of all possible ties that there are;
    ``components`` are parts without a tie between them; ``modularity`` is that of the
    ``communities``, None where there is no tie."""

    start: str
    end: str
    actors: int
    ties: int
    density: float | None
    components: int
    communities: int
    modularity: float | None
    left_out: int


class ActorRow(Record, frozen=True, kw_only=True):
    """An actor in the network of one period. ``strength`` is the sum of the weights of its ties;
    ``community`` is the key of the strongest actor of its community, ``community_name`` its
    name."""

    start: str
    end: str
    key: str
    name: str
    country: str | None
    kind: ActorKind
    events: int
    contacts: int
    partners: int
    strength: int
    degree: float
    betweenness: float
    community: str
    community_name: str


class TieRow(Record, frozen=True, kw_only=True):
    """A tie in the network of one period, with the names of its two."""

    start: str
    end: str
    one: str
    other: str
    one_name: str
    other_name: str
    events: int
    contacts: int
    cooperation: int
    conflict: int
    score: float
    first: str | None
    last: str | None


NETWORKS = table_of("networks", NetworkRow)
ACTORS = table_of("actors", ActorRow)
TIES = table_of("ties", TieRow)


class NetworkStudy(NamedTuple):
    """The networks as tables."""

    periods: Frame[NetworkRow]
    actors: Frame[ActorRow]
    ties: Frame[TieRow]


class Measures(NamedTuple):
    """What is measured of a network as a whole, and the community of each actor."""

    components: int
    communities: int
    modularity: float | None
    community: Mapping[str, str]


def network_study(
    material: Material,
    lens: Lens,
    step: Step | None,
    since: str,
    until: str,
    *,
    weight: TieWeight = "contacts",
    statuses: Sequence[str] = ("actual",),
    most: int | None = None,
) -> NetworkStudy:
    """The networks of each day, week or month between two days; of the whole time where ``step`` is
    None. Periods without a tie are there too. Raises InputError where a day is none."""
    inside = [x for x in material.events if x.day and since <= x.day[:10] <= until]
    if step is None:
        whole = network(inside, lens, weight=weight, statuses=statuses, most=most)
        found = [(Interval(start=since, end=until), whole)]
    else:
        found = networks(
            inside, lens, step, since, until, weight=weight, statuses=statuses, most=most
        )
    measured = [(period, net, measures(net, weight)) for period, net in found]
    return NetworkStudy(
        frame(NETWORKS, [_network_row(*item) for item in measured]),
        frame(ACTORS, [row for item in measured for row in _actor_rows(*item, weight)]),
        frame(TIES, [row for period, net in found for row in _tie_rows(period, net)]),
    )


def measures(net: Network, weight: TieWeight) -> Measures:
    """Components and communities. The same network gives the same ones, in any order of events:
    actors are numbered by the alphabet of their keys before they are put together."""
    import networkx

    keys = sorted(node.key for node in net.nodes)
    number = {key: n for n, key in enumerate(keys)}
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(keys)))
    for tie in sorted(net.ties, key=lambda tie: (tie.one, tie.other)):
        graph.add_edge(number[tie.one], number[tie.other], weight=times(tie, weight))
    if not net.ties:
        return Measures(len(keys), len(keys), None, {key: key for key in keys})
    groups: list[Any] = networkx.community.greedy_modularity_communities(graph, weight="weight")
    strength = strengths(net, weight)
    community = {}
    for group in groups:
        members = [keys[n] for n in sorted(group)]
        strongest = min(members, key=lambda key: (-strength[key], key))
        community.update(dict.fromkeys(members, strongest))
    return Measures(
        networkx.number_connected_components(graph),
        len(groups),
        round(networkx.community.modularity(graph, groups, weight="weight"), 6),
        community,
    )


def strengths(net: Network, weight: TieWeight) -> dict[str, int]:
    """The sum of the weights of the ties of each actor."""
    found = {node.key: 0 for node in net.nodes}
    for tie in net.ties:
        found[tie.one] += times(tie, weight)
        found[tie.other] += times(tie, weight)
    return found


def _network_row(period: Interval, net: Network, measured: Measures) -> NetworkRow:
    actors, ties = len(net.nodes), len(net.ties)
    return NetworkRow(
        start=period.start,
        end=period.end,
        actors=actors,
        ties=ties,
        density=round(2 * ties / (actors * (actors - 1)), 6) if actors > 1 else None,
        components=measured.components,
        communities=measured.communities,
        modularity=measured.modularity,
        left_out=net.left_out,
    )


def _actor_rows(
    period: Interval, net: Network, measured: Measures, weight: TieWeight
) -> list[ActorRow]:
    strength = strengths(net, weight)
    names = {node.key: node.name for node in net.nodes}

    def row(node: Node) -> ActorRow:
        return ActorRow(
            start=period.start,
            end=period.end,
            key=node.key,
            name=node.name,
            country=node.country,
            kind=node.kind,
            events=node.events,
            contacts=node.contacts,
            partners=node.partners,
            strength=strength[node.key],
            degree=node.degree,
            betweenness=node.betweenness,
            community=measured.community[node.key],
            community_name=names[measured.community[node.key]],
        )

    return [row(node) for node in net.nodes]


def _tie_rows(period: Interval, net: Network) -> list[TieRow]:
    names = {node.key: node.name for node in net.nodes}

    def row(tie: Tie) -> TieRow:
        return TieRow(
            start=period.start,
            end=period.end,
            one=tie.one,
            other=tie.other,
            one_name=names[tie.one],
            other_name=names[tie.other],
            events=tie.events,
            contacts=tie.contacts,
            cooperation=tie.cooperation,
            conflict=tie.conflict,
            score=tie.score,
            first=tie.first,
            last=tie.last,
        )

    return [row(tie) for tie in net.ties]
