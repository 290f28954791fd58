"""The record is a function of the set of reports: order, splitting and repetition do not matter."""

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.entries import Interval, Party, Telling
from dragoman.model import Size
from dragoman.record.merging import (
    Placing,
    cluster_all,
    cluster_anchored,
    cluster_forms,
    compare,
    compatible,
    consensus,
    event_id,
    group_loose,
    merge_all,
    placing,
)

from .making import (
    BLA,
    BOMBER,
    GERMANY,
    MINISTER,
    POLICE,
    PRESIDENT,
    TOWNS,
    TTP,
    UKRAINE,
    form,
    telling,
)

quick = settings(deadline=None, max_examples=50)

PARTIES = [BLA, BOMBER, GERMANY, MINISTER, POLICE, PRESIDENT, TTP, UKRAINE]
DAYS = ["2024-03-10", "2024-03-11", "2024-03-12"]
NAMES = [
    "Asif Khan", "A. Khan", "Amir Khan", "Aamir Khan", "Asif Ali Khan", "Khan", "officials",
    "Volodymyr Zelensky", "Vladimir Zelenskiy", "V. Zelenskyy",
]  # fmt: skip


def sides() -> st.SearchStrategy[tuple[Party, ...]]:
    return st.lists(st.sampled_from(PARTIES), max_size=2, unique_by=lambda p: p.actor).map(tuple)


@st.composite
def intervals(draw: st.DrawFn) -> Interval | None:
    if draw(st.integers(0, 3)) == 0:
        return None
    first, last = sorted((draw(st.sampled_from(DAYS)), draw(st.sampled_from(DAYS))))
    return Interval(start=first, end=last)


@st.composite
def telling_sets(draw: st.DrawFn) -> list[Telling]:
    keys = draw(st.sets(st.tuples(st.integers(0, 9), st.integers(1, 3)), max_size=14))
    return [
        telling(
            f"r{report}.e{number}",
            draw(st.sampled_from(["ASSAULT", "CONSULT"])),
            published=draw(st.sampled_from([*DAYS, None])),
            status=draw(st.sampled_from(["actual", "actual", "historical", "planned"])),
            mode=draw(st.sampled_from([None, "explosives", "suicide-attack", "visit"])),
            source=draw(sides()),
            target=draw(sides()),
            when=draw(intervals()),
            spot=draw(st.sampled_from([None, None, *TOWNS.values()])),
            size=draw(st.sampled_from([None, Size(dead=9), Size(dead=12)])),
            sentence=(draw(st.integers(0, 2)) * 50, 400),
            quote=draw(st.sampled_from(["One sentence.", "Another sentence."])),
        )
        for report, number in sorted(keys)
    ]


class Store:
    """A store in memory that merges again only what an addition can have touched."""

    def __init__(self) -> None:
        self.at: dict[Placing, list[Telling]] = defaultdict(list)
        self.clusters: dict[tuple[str, str], list[list[Telling]]] = {}
        self.loose: dict[Placing, dict[str, list[Telling]]] = {}

    def add(self, tellings: list[Telling]) -> None:
        touched = {placing(item) for item in tellings}
        for item in tellings:
            self.at[placing(item)].append(item)
        for place in touched:
            if place.anchored and place.start is not None:
                self.clusters[place.kind, place.start] = cluster_anchored(self.at[place])
        for place in self.at:
            if not place.anchored and (place in touched or self._reaches(place, touched)):
                self.loose[place] = self._settle(place)

    def _reaches(self, place: Placing, touched: set[Placing]) -> bool:
        return any(
            other.anchored and other.kind == place.kind and self._holds(place, other.start)
            for other in touched
        )

    def _holds(self, place: Placing, day: str | None) -> bool:
        return None not in (place.start, day) and place.start <= day <= place.end  # type: ignore[operator]

    def _settle(self, place: Placing) -> dict[str, list[Telling]]:
        near = [
            cluster
            for (kind, day), clusters in sorted(self.clusters.items())
            if kind == place.kind and self._holds(place, day)
            for cluster in clusters
        ]
        joined: dict[str, list[Telling]] = defaultdict(list)
        left = []
        for item in self.at[place]:
            found = attached(item, near)
            if found is None:
                left.append(item)
            else:
                joined[event_id(near[found])].append(item)
        return joined | {event_id(group): group for group in group_loose(left)}

    def events(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for clusters in self.clusters.values():
            for cluster in clusters:
                found[event_id(cluster)] |= {item.event_key for item in cluster}
        for groups in self.loose.values():
            for name, members in groups.items():
                found[name] |= {item.event_key for item in members}
        return dict(found)


def named(tellings: list[Telling]) -> dict[str, set[str]]:
    return {
        name: {item.event_key for item in members}
        for name, members in cluster_all(tellings).items()
    }


@quick
@given(telling_sets(), st.randoms(use_true_random=False))
def test_order_does_not_matter(tellings, random) -> None:
    shuffled = list(tellings)
    random.shuffle(shuffled)
    assert merge_all(shuffled) == merge_all(tellings)


@quick
@given(telling_sets(), st.randoms(use_true_random=False), st.integers(1, 5))
def test_adding_in_parts_comes_to_the_same(tellings, random, step) -> None:
    shuffled = list(tellings)
    random.shuffle(shuffled)
    store = Store()
    for start in range(0, len(shuffled), step):
        store.add(shuffled[start : start + step])
    assert store.events() == named(tellings)


@quick
@given(telling_sets())
def test_every_telling_is_in_exactly_one_event(tellings) -> None:
    found = [item.event_key for event in merge_all(tellings) for item in event.tellings]
    assert sorted(found) == sorted(item.event_key for item in tellings)


@quick
@given(telling_sets())
def test_members_of_an_event_do_not_contradict_each_other(tellings) -> None:
    for cluster in cluster_all(tellings).values():
        anchored = [item for item in cluster if placing(item).anchored]
        loose = [item for item in cluster if not placing(item).anchored]
        pairs = [(a, b) for a in anchored for b in cluster]
        pairs += [(a, b) for a in loose for b in loose] if not anchored else []
        assert all(compatible(a, b) for a, b in pairs if a is not b)


@quick
@given(telling_sets())
def test_comparing_is_symmetric(tellings) -> None:
    for one in tellings:
        for other in tellings:
            if one is not other and one.event == other.event:
                assert compare(one, other) == compare(other, one)


@quick
@given(telling_sets(), st.randoms(use_true_random=False))
def test_consensus_is_a_function_of_the_set(tellings, random) -> None:
    for name, members in cluster_all(tellings).items():
        shuffled = list(members)
        random.shuffle(shuffled)
        assert consensus(shuffled, name) == consensus(members, name)


@quick
@given(telling_sets())
def test_ids_differ_and_come_from_the_members(tellings) -> None:
    events = merge_all(tellings)
    assert len({event.id for event in events}) == len(events)
    assert all(event.id.startswith("e") and len(event.id) == 17 for event in events)
    keys = {event_id([item]) for event in events for item in event.tellings}
    assert {event.id for event in events} <= keys


@quick
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from([None, "PAK", "UKR"]))))
def test_actors_are_a_function_of_the_set_of_forms(names) -> None:
    forms = [form(name, "person", country) for name, country in names]
    clusters = cluster_forms(forms)
    assert clusters == cluster_forms(forms[::-1])
    assert clusters == cluster_forms(forms + forms)
    members = [item.key for cluster in clusters for item in cluster.forms]
    assert sorted(members) == sorted({item.key for item in forms})


@quick
@given(st.lists(st.sampled_from(NAMES), min_size=1))
def test_a_block_alone_clusters_as_all_blocks_together(names) -> None:
    forms = {item.key: item for item in (form(name, "person", "PAK") for name in names)}
    together = cluster_forms(list(forms.values()))
    for block in {item.block for item in forms.values()}:
        alone = cluster_forms([item for item in forms.values() if item.block == block])
        assert alone == [c for c in together if c.forms[0].block == block]


def attached(item: Telling, near: list[list[Telling]]) -> int | None:
    """The event of a known day that a telling without one belongs to, in plain words: no telling of
    it speaks against that, one speaks for it enough, and no other event fits as well."""
    fits = {}
    for number, cluster in enumerate(near):
        found = [compare(item, member) for member in cluster]
        scores = [one.score for one in found if one.specific and one.score is not None]
        if all(one.score is not None for one in found) and max(scores, default=0) >= 4:
            fits[number] = max(scores)
    best = [number for number, score in fits.items() if score == max(fits.values())]
    return best[0] if len(best) == 1 else None
