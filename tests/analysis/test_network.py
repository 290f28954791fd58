"""Networks, dyads and types: what adds up, and who stands between whom."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.made import SINCE, UNTIL, happening, happenings

from dragoman.analysis.dyads import between, count_dyads, pairs
from dragoman.analysis.network import TIE_WEIGHTS, network, networks
from dragoman.analysis.types import types_by_actor
from dragoman.record.happenings import Happening


@settings(deadline=None)  # the first example loads networkx
@given(happenings, st.sampled_from(TIE_WEIGHTS), st.none() | st.integers(1, 4))
def test_a_network_adds_up(items: list[Happening], weight: str, most: int | None) -> None:
    found = network(items, "country", weight=weight, most=most)
    keys = {node.key for node in found.nodes}
    assert most is None or len(keys) <= most
    assert sum(node.partners for node in found.nodes) == 2 * len(found.ties)
    for tie in found.ties:
        assert tie.one < tie.other
        assert {tie.one, tie.other} <= keys
        assert tie.cooperation + tie.conflict == tie.events >= tie.contacts
        assert -10 <= tie.score <= 10
    for node in found.nodes:
        assert 0 <= node.degree <= 1
        assert 0 <= node.betweenness <= 1


@given(happenings)
def test_every_dyad_of_an_event_is_between_its_two(items: list[Happening]) -> None:
    for item in items:
        for pair in pairs(item, "country"):
            assert between(item, pair, "country")
            assert between(item, pair[::-1], "country")


@given(happenings)
def test_dyads_are_counted_as_ties_are(items: list[Happening]) -> None:
    ties = {(x.one, x.other): x.events for x in network(items, "country", weight="score").ties}
    assert {x.dyad: x.events for x in count_dyads(items, "country")} == ties


@given(happenings)
def test_an_actor_is_source_in_no_more_events_than_it_is_in(items: list[Happening]) -> None:
    for cell in types_by_actor(items, "actor"):
        assert 0 <= cell.as_source <= cell.events > 0


def test_who_alone_links_two_sides_stands_between_them() -> None:
    items = [happening("AAA MMM"), happening("BBB MMM"), happening("CCC MMM")]
    nodes = {node.key: node for node in network(items, "country").nodes}
    assert nodes["MMM"].betweenness == 1
    assert nodes["MMM"].partners == 3
    assert nodes["AAA"].betweenness == 0
    assert nodes["AAA"].degree == round(1 / 3, 6)


def test_a_short_way_is_one_of_many_meetings() -> None:
    often = [happening("AAA MMM")] * 5 + [happening("BBB MMM")] * 5
    items = [*often, happening("AAA BBB")]
    nodes = {node.key: node for node in network(items, "country").nodes}
    assert nodes["MMM"].betweenness == 1


def test_only_contacts_tie_unless_the_score_is_asked_for() -> None:
    attack = happening("AAA", "BBB", event="ASSAULT", quad=4, score=-10)
    assert network([attack], "country").ties == ()
    (tie,) = network([attack], "country", weight="score").ties
    assert (tie.events, tie.contacts, tie.score) == (1, 0, -10)


def test_what_is_cut_is_counted() -> None:
    items = [happening("AAA BBB")] * 2 + [happening("AAA CCC")]
    found = network(items, "country", most=2)
    assert [node.key for node in found.nodes] == ["AAA", "BBB"]
    assert found.left_out == 1


def test_a_treaty_of_all_makes_no_dyads() -> None:
    all = " ".join(f"{a}{b}X" for a in "ABCDEFG" for b in "ABCDEFG")
    assert pairs(happening(all), "country") == []


def test_a_network_for_each_month_holds_that_month_alone() -> None:
    items = [happening("AAA BBB", day="2019-02-03"), happening("AAA CCC", day="2019-03-03")]
    found = networks(items, "country", "month", SINCE, UNTIL)
    assert [[tie.other for tie in net.ties] for _, net in found] == [[], ["BBB"], ["CCC"], []]
