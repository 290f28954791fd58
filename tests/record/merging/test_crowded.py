"""Crowded days: what the index leaves out, comparing every two tellings would not have joined."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.entries import Party, Spot, Telling
from dragoman.model import Size
from dragoman.record.merging import cluster_anchored, clustering, compare, group_loose
from dragoman.record.merging.comparing import compare_views, view_of
from dragoman.record.merging.index import Index

from .making import TOWNS, party, telling

thorough = settings(deadline=None, max_examples=300)

NAMED = [
    ("Asif Khan", "person"), ("the President", "state"), ("Omar Abdel Fattah", "person"),
    ("Khan", "person"), ("A. Khan", "person"), ("Abdel Fattah", "person"),
    ("Abdelfattah Said", "person"), ("Zelensky", "person"), ("Volodymyr Zelenskiy", "person"),
    ("the minister", "person"), ("gunman", "person"), ("Pakistan", "state"), ("Iran", "state"),
    ("Germany", "state"), ("Rapid Support Forces", "group"), ("RSF", "group"), ("Taliban", "group"),
    ("Al-Shabaab", "group"), ("Pakistani Taliban", "group"), ("Reporters Without Borders", "igo"),
    ("government", "organization"), ("Foreign Ministry", "organization"), ("RSF", "organization"),
    ("Ministry of Finance", "organization"), ("United Nations", "igo"), ("UN", "igo"),
    ("Green Party", "organization"), ("Green Youth Party", "organization"),
    ("Islamic Revolutionary Guard Corps", "organization"), ("RSF fighters", "collective"),
    ("Taliban militants", "collective"), ("Green Party members", "collective"),
    ("militants", "collective"), ("officials", "collective"), ("Pakistani officials", "collective"),
    ("Pakistanis", "collective"), ("Houthi fighters", "collective"), ("fighters", "collective"),
    ("Shia Houthis", "collective"), ("Quetta", "place"), ("Chaman", "place"), ("embassy", "place"),
]  # fmt: skip
COUNTRIES = [None, "PAK", "IRN", "DEU", "UNO", "EUR"]
SECTORS = [(), ("GOV",), ("REB",), ("UAF",), ("COP",), ("MIL", "REB"), ("CVL",), ("PRE",)]
SPOTS = [
    None, *TOWNS.values(), Spot(name="Quetta", country="PAK"),
    Spot(name="Kuetta", geonameid=1167528),
    Spot(name="Balochistan", country="PAK"), Spot(name="Springfield"), Spot(name="Iran"),
    Spot(name="Quetta airport", country="PAK", lat=30.25, lon=66.94),
]  # fmt: skip
MODES = [None, "explosives", "suicide-attack", "abduct", "visit"]


@st.composite
def parties(draw: st.DrawFn) -> Party:
    name, kind = draw(st.sampled_from(NAMED))
    made = party(name, kind, draw(st.sampled_from(COUNTRIES)), *draw(st.sampled_from(SECTORS)))  # type: ignore[arg-type]
    actor = draw(st.sampled_from([f"{name} {made.country}", f"{name} {made.sectors}", "someone"]))
    return Party(actor=actor, name=name, kind=made.kind, country=made.country, sectors=made.sectors)


def sides() -> st.SearchStrategy[tuple[Party, ...]]:
    return st.lists(parties(), max_size=3).map(tuple)


@st.composite
def days(draw: st.DrawFn) -> list[Telling]:
    """Tellings of one kind and day, many of them told with the parties of others."""
    event = draw(st.sampled_from(["ASSAULT", "CONSULT", "ACCUSE"]))
    some = draw(st.lists(sides(), min_size=1, max_size=4))
    keys = draw(st.sets(st.tuples(st.integers(0, 9), st.integers(1, 3)), max_size=12))
    return [
        telling(
            f"r{report}.e{number}",
            event,
            day="2024-03-11",
            mode=draw(st.sampled_from(MODES)),
            source=draw(st.sampled_from(some)),
            target=draw(st.sampled_from(some)),
            spot=draw(st.sampled_from(SPOTS)),
            size=draw(st.sampled_from([None, None, Size(dead=9), Size(dead=1), Size(dead=200)])),
            sentence=(draw(st.integers(0, 2)) * 50, 400),
        )
        for report, number in sorted(keys)
    ]


@thorough
@given(sides(), sides(), sides(), sides(), st.sampled_from(["ASSAULT", "CONSULT"]), st.data())
def test_what_has_enough_in_common_is_found(source, target, its, their, event, data) -> None:
    def told(key: str, one: tuple[Party, ...], other: tuple[Party, ...]) -> Telling:
        mode, spot = data.draw(st.sampled_from(MODES)), data.draw(st.sampled_from(SPOTS))
        return telling(key, event, source=one, target=other, mode=mode, spot=spot, dead=9)

    views = [view_of(told("r1.e1", source, target)), view_of(told("r2.e1", its, their))]
    score = compare_views(*views).score
    if score is not None and score >= 3:
        index = Index(views)
        assert 1 in index.near(0) or 0 in index.near(1)


def test_any_two_parties_with_something_in_common_are_found() -> None:
    told = [
        Party(actor=f"{name} {country}", name=name, kind=kind, country=country, sectors=sectors)
        for name, kind in NAMED
        for country in (None, "PAK", "IRN", "UNO")
        for sectors in ((), ("GOV",), ("REB",))
    ]
    towns, regions = (  # one mode and fitting places, so that the least tie is enough
        [view_of(telling(f"r{n}.e1", source=(one,), mode="abduct", spot=spot))
         for n, one in enumerate(told)]
        for spot in (TOWNS["Quetta"], Spot(name="Balochistan", country="PAK"))
    )  # fmt: skip
    index = Index([*towns, *regions])
    near = [set(index.near(n)) for n in range(2 * len(told))]
    for one, mine in enumerate(towns):
        for other, its in enumerate(regions[one:], one + len(told)):
            if other not in near[one] and one not in near[other]:
                score = compare_views(mine, its).score
                assert score is None or score < 3, (mine.source, its.source)


@thorough
@given(days(), st.sampled_from([0, 1000]))
def test_an_index_comes_to_the_same_as_comparing_every_two(told, crowd) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clustering, "_CROWD", crowd)
        assert cluster_anchored(told) == every_two(told, 3, specific=False)
        assert group_loose(told) == every_two(told, 4, specific=True)


@pytest.mark.parametrize("event", ["CONSULT", "ASSAULT"])
def test_a_crowded_day_is_compared_in_part_only(event: str) -> None:
    codes = [f"{a}{b}X" for a in "ABCDEFGHIJ" for b in "ABCDEFGHIJ"]
    views = [
        view_of(telling(f"r{n}", event, source=(_state(one),), target=(_state(other),), dead=9))
        for n, (one, other) in enumerate(combinations(codes[:40], 2))
    ]
    index = Index(views)
    found = sum(sum(1 for _ in index.near(n)) for n in range(len(views)))
    assert found == len(views), "each has nothing in common but with itself"


def _state(code: str) -> Party:
    return party(code, "state", code)


def every_two(tellings: Sequence[Telling], enough: int, *, specific: bool) -> list[list[Telling]]:
    """Clusters by the rule, in plain words: every two tellings are compared; from the pair that
    most speaks for, two clusters join where no member contradicts one of the other's, unless one
    that stands alone could as well join a third which the second contradicts."""
    told = sorted(tellings, key=lambda item: item.event_key)
    found = {
        (a, b): compare(told[a], told[b])
        for a in range(len(told))
        for b in range(len(told))
        if a != b
    }
    scores = {
        pair: item.score
        for pair, item in found.items()
        if item.score is not None and item.score >= enough and (item.specific or not specific)
    }
    group = {n: frozenset([n]) for n in range(len(told))}

    def contradict(some: frozenset[int], others: frozenset[int]) -> bool:
        return any(found[a, b].score is None for a in some for b in others)

    for one, other in sorted((p for p in scores if p[0] < p[1]), key=lambda p: (-scores[p], p)):
        here, there = group[one], group[other]
        if here is there or contradict(here, there):
            continue
        if _is_torn(one, there, group, scores, contradict):
            continue
        if not _is_torn(other, here, group, scores, contradict):
            group.update(dict.fromkeys(here | there, here | there))
    return [[told[n] for n in sorted(some)] for some in sorted(set(group.values()), key=min)]


def _is_torn(
    one: int,
    to: frozenset[int],
    group: Mapping[int, frozenset[int]],
    scores: Mapping[tuple[int, int], int],
    contradict: Callable[[frozenset[int], frozenset[int]], bool],
) -> bool:
    if len(group[one]) > 1:
        return False
    best: dict[frozenset[int], int] = {}
    for (mine, other), score in scores.items():
        if mine == one:
            best[group[other]] = max(best.get(group[other], 0), score)
    return any(
        score >= best[to] and contradict(some, to) and not contradict(some, frozenset([one]))
        for some, score in best.items()
        if some is not to
    )
