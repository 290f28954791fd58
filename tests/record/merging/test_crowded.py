"""Crowded days: what the index leaves out, comparing every two tellings would not have joined."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.entries import Party, Spot, Telling
from dragoman.model import Size
from dragoman.record.merging import Known, cluster_anchored, compare, group_loose, index
from dragoman.record.merging.comparing import compare_views, view_of
from dragoman.record.merging.index import Index

from .making import MINISTER, TOWNS, party, telling

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
    ("Lula", "person"), ("Lula da Silva", "person"), ("Karimov", "person"),
    ("Rustam Kerimov", "person"), ("Kamal Abdel Fattah", "person"), ("K. Abdelfattah", "person"),
    ("Free Harbour Movement", "group"), ("FHM fighters", "collective"),  # no table knows them
    ("Dock Rangers", "group"), ("Pakistani Dock Rangers", "group"),
    ("Dock Rangers Youth", "organization"), ("dock ranger youths", "collective"),
    ("Ansar Beit al-Maqdis", "group"), ("Islamic State Sinai Province", "group"),  # are one
    ("Sinai State", "group"), ("Islamic State Sinai Province Broadcasting", "organization"),
    ("young Ansar Beit al-Maqdis gunmen", "collective"), ("RSF staff", "collective"),
]  # fmt: skip
COUNTRIES = [None, "PAK", "IRN", "DEU", "UNO", "EUR", "NGO"]
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
        found = Index(views)
        assert 1 in found.near(views[0])
        assert 0 in found.near(views[1])


@pytest.mark.parametrize(
    ("mode", "place"),
    [
        (None, None),  # one actor is enough
        ("abduct", None),  # a tie that is worth two, and one mode
        (None, Spot(name="Balochistan", country="PAK")),  # or places that go together
        ("abduct", Spot(name="Balochistan", country="PAK")),  # the least tie is enough
        ("abduct", TOWNS["Quetta"]),  # none is needed
        (None, Spot(name="Balochistan")),  # only the other has a mode, only this one a country
    ],
)
def test_any_two_parties_that_go_together_are_found(mode: str | None, place: Spot | None) -> None:
    told = [
        Party(actor=f"{name} {country}", name=name, kind=kind, country=country, sectors=sectors)
        for name, kind in NAMED
        for country in (None, "PAK", "IRN", "NGO")
        for sectors in ((), ("GOV",), ("REB",))
    ]
    told += [
        Party(actor="someone", name=name, kind=kind, country=country)
        for name, kind in NAMED[::3]
        for country in (None, "PAK", "IRN")
    ]
    here, there = (
        [
            view_of(telling(f"r{n}.e1", source=(one,), mode=its, spot=spot))
            for n, one in enumerate(told)
        ]
        for its, spot in ((mode, TOWNS["Quetta"]), ("abduct", place))
    )
    both = Index([*here, *there])
    near = [set(both.near(view)) for view in [*here, *there]]
    for one, mine in enumerate(here):
        for other, its in enumerate(there[one:], one + len(told)):
            if other not in near[one] or one not in near[other]:
                score = compare_views(mine, its).score
                assert score is None or score < 3, (mine.source, its.source)


@pytest.mark.parametrize("spot", [Spot(name="Kuetta", geonameid=1167528), Spot(name="QUETTA")])
def test_one_place_is_found_however_it_is_written(spot: Spot) -> None:
    views = [view_of(telling("r1.e1", town="Quetta")), view_of(telling("r2.e1", spot=spot))]
    assert compare_views(*views).score == 3
    assert 1 in Index(views).near(views[0])


RANGERS, FIGHTERS = party("Dock Rangers", "group"), party("fighters", "collective", "PAK")
RANGERS_THERE = party("Dock Rangers", "group", "PAK")
YOUTHS, TOWN = party("dock ranger youths", "collective"), party("Quetta", "place")
YOUTHS_THERE = party("dock ranger youths", "collective", "PAK")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (((RANGERS_THERE, FIGHTERS), ()), ((MINISTER,), (YOUTHS, TOWN))),  # has no sides
        (((MINISTER,), (RANGERS_THERE, FIGHTERS)), ((YOUTHS, TOWN), ())),  # the other has none
        (((RANGERS, MINISTER), (TOWN,)), ((YOUTHS_THERE,), ())),  # names more, on either side
        (((RANGERS,), (MINISTER,)), ((YOUTHS_THERE,), ())),
    ],
)
def test_sides_are_looked_at_as_comparing_does(
    one: Sequence[tuple[Party, ...]], other: Sequence[tuple[Party, ...]]
) -> None:
    """A name looks for the description that holds it; the description is found from it too."""
    region = Spot(name="Balochistan", country="PAK")
    views = [
        view_of(telling("r1.e1", source=one[0], target=one[1], town="Quetta")),
        view_of(telling("r2.e1", source=other[0], target=other[1], spot=region)),
    ]
    assert compare_views(*views).score == 3
    assert 1 in Index(views).near(views[0])


@thorough
@given(days(), st.sampled_from([0, 1000]))
def test_an_index_comes_to_the_same_as_comparing_every_two(told, crowd) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(index, "_CROWD", crowd)
        assert cluster_anchored(told) == every_two(told, 3, specific=False)
        assert group_loose(told) == every_two(told, 4, specific=True)


@thorough
@given(days(), days(), st.sampled_from([0, 1000]))
def test_an_index_finds_the_same_events_as_comparing_with_each(known, told, crowd) -> None:
    clusters = cluster_anchored(known)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(index, "_CROWD", crowd)
        events = Known(clusters)
        for item in told:
            assert events.fitting(item) == with_each(item, clusters)


@pytest.mark.parametrize("event", ["CONSULT", "ASSAULT"])
def test_a_crowded_day_is_compared_in_part_only(event: str) -> None:
    codes = [f"{a}{b}X" for a in "ABCDEFGHIJ" for b in "ABCDEFGHIJ"]
    views = [
        view_of(telling(f"r{n}", event, source=(_state(one),), target=(_state(other),), dead=9))
        for n, (one, other) in enumerate(combinations(codes[:40], 2))
    ]
    crowd = Index(views)
    found = sum(sum(1 for _ in crowd.near(view)) for view in views)
    assert found == len(views), "each has nothing in common but with itself"


def _state(code: str) -> Party:
    return party(code, "state", code)


def with_each(telling: Telling, clusters: Sequence[Sequence[Telling]]) -> dict[int, int]:
    """The clusters that a telling fits, in plain words: no member speaks against it, and one of
    them enough for it."""
    found = {n: [compare(telling, member) for member in c] for n, c in enumerate(clusters)}
    scores = {
        n: max((item.score for item in items if item.specific), default=0)
        for n, items in found.items()
        if all(item.score is not None for item in items)
    }
    return {n: score for n, score in scores.items() if score >= 4}


def every_two(tellings: Sequence[Telling], enough: int, *, specific: bool) -> list[list[Telling]]:
    """Clusters by the rule, in plain words: tellings of which the same is compared are one where
    that is enough; then every two are compared, and from the pair that most speaks for, two
    clusters join where no member contradicts one of the other's, unless a telling that stands
    alone could as well join a third which the second contradicts."""
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
    for n in range(len(told)):
        like = [
            group[m]
            for m in range(n)
            if view_of(told[m]) == view_of(told[n])
            and all((n, other) in scores for other in group[m])
        ]
        if like:
            group.update(dict.fromkeys(like[0] | {n}, like[0] | {n}))

    def contradict(some: frozenset[int], others: frozenset[int]) -> bool:
        return any(found[a, b].score is None for a in some for b in others)

    firsts = {min(some) for some in group.values()}  # each pair of bundles is looked at once
    pairs = [(a, b) for a, b in scores if a < b and {a, b} <= firsts]
    for one, other in sorted(pairs, key=lambda pair: (-scores[pair], pair)):
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
