"""Networks over time: what holds of each, whatever the order of events; and as graph files."""

import io
import random

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.made import SINCE, UNTIL, happening, happenings

from dragoman.analysis.graphs import graph_bytes
from dragoman.analysis.material import Material
from dragoman.analysis.network_time import NetworkStudy, network_study
from dragoman.record.happenings import Happening


def study(items: list[Happening], step: str | None = None, **options: object) -> NetworkStudy:
    return network_study(Material(items, []), "country", step, SINCE, UNTIL, **options)


@settings(deadline=None)
@given(happenings, st.sampled_from(["contacts", "score"]))
def test_measures_hold_together(items: list[Happening], weight: str) -> None:
    found = study(items, "month", weight=weight)
    assert len(found.periods) == 4
    for period in found.periods:
        actors = [row for row in found.actors if row.start == period.start]
        ties = [row for row in found.ties if row.start == period.start]
        assert (period.actors, period.ties) == (len(actors), len(ties))
        assert period.communities == len({row.community for row in actors})
        assert period.components <= period.communities
        assert period.density is None or 0 <= period.density <= 1
        times = sum(row.contacts if weight == "contacts" else row.events for row in ties)
        assert sum(row.strength for row in actors) == 2 * times
        for row in actors:
            assert row.community in {other.key for other in actors}
            assert row.strength >= row.partners


@settings(deadline=None, max_examples=40)
@given(happenings, st.randoms())
def test_the_order_of_events_does_not_matter(items: list[Happening], chance: random.Random) -> None:
    before = study(items, weight="score")
    chance.shuffle(items)
    after = study(items, weight="score")
    assert [frame.rows for frame in before] == [frame.rows for frame in after]
    assert graph_bytes(before, "graphml") == graph_bytes(after, "graphml")
    assert graph_bytes(before, "gexf") == graph_bytes(after, "gexf")


def test_two_circles_are_two_communities_named_after_their_strongest() -> None:
    items = [happening(pair) for pair in ("AAA BBB", "AAA CCC", "BBB CCC", "DDD EEE")]
    items += [happening(pair) for pair in ("DDD FFF", "EEE FFF", "AAA DDD", "DDD EEE")]
    found = study(items)
    assert {row.key: row.community for row in found.actors} == {
        **dict.fromkeys(["AAA", "BBB", "CCC"], "AAA"),
        **dict.fromkeys(["DDD", "EEE", "FFF"], "DDD"),
    }
    (period,) = found.periods
    assert (period.start, period.end) == (SINCE, UNTIL)
    assert (period.components, period.communities) == (1, 2)
    assert period.density == round(7 / 15, 6)
    assert period.modularity is not None


def test_an_empty_time_is_an_empty_network() -> None:
    (period,) = study([]).periods
    assert (period.actors, period.ties, period.density, period.modularity) == (0, 0, None, None)


def test_graph_files_hold_names_and_measures_and_no_day_of_their_making() -> None:
    items = [happening("AAA BBB"), happening("AAA", "CCC", event="ACCUSE", quad=3, score=-4)]
    found = study(items, weight="score")
    graph = networkx.read_graphml(io.BytesIO(graph_bytes(found, "graphml")))
    assert graph.nodes["AAA"]["partners"] == 2
    assert graph.edges["AAA", "CCC"]["score"] == -4
    assert graph.edges["AAA", "CCC"]["weight"] == 1
    gexf = graph_bytes(found, "gexf")
    assert b"lastmodified" not in gexf
    assert set(networkx.read_gexf(io.BytesIO(gexf)).nodes) == {"AAA", "BBB", "CCC"}
