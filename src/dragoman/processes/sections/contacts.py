"""Who met whom: pairs of sides, their place in the network, meetings."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from dragoman.processes.dossier import Contacts, Pair, Tie
from dragoman.processes.items import Item
from dragoman.processes.material import together
from dragoman.processes.scene import Scene
from dragoman.processes.sections.meetings import is_contact, one_contact
from dragoman.processes.sections.trips import trips

_MONTH = 7  # "2019-06" of a day


def contacts(scene: Scene) -> Contacts:
    """Meetings that took place, those announced only, and the journeys of envoys."""
    met = [item for item in scene.items if is_contact(item)]
    planned = [item for item in scene.items if is_announced(item)]
    groups = one_contact(met)
    pairs = tuple(
        pair
        for one, other in combinations(scene.roster.sides, 2)
        if (pair := _pair(scene, one, other, groups, planned))
    )
    return Contacts(
        pairs=pairs,
        ties=_ties(scene.roster.sides, pairs),
        meetings=tuple(item.happening for item in met),
        trips=trips(scene),
        same=tuple(tuple(item.event.id for item in group) for group in groups if len(group) > 1),
    )


def is_announced(item: Item) -> bool:
    """Whether it is a contact of two sides that was only announced."""
    meeting = item.event.event == "CONSULT" or (item.event.cameo or "").startswith("036")
    return item.event.status == "planned" and meeting and len(item.sides) > 1


def _pair(
    scene: Scene, one: str, other: str, groups: Sequence[Sequence[Item]], planned: Sequence[Item]
) -> Pair | None:
    joint = [group for group in groups if any(_joins(item, one, other) for item in group)]
    open_ = [item for item in planned if _joins(item, one, other)]
    if not joint and not open_:
        return None
    done = [item for group in joint for item in group]
    days = sorted(day for group in joint if (day := _day_of(group)))
    months = Counter(day[:_MONTH] for day in days)
    reported = together(*(item.happening.evidence for item in done))
    return Pair(
        one=one,
        other=other,
        contacts=len(joint),
        announced=len(open_),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        places=tuple(dict.fromkeys(i.happening.place for i in done if i.happening.place)),
        through=_through(scene, one, other, done),
        months=tuple(sorted(months.items())),
        undated=len(joint) - len(days),
        reported=reported,
        evidence=together(reported, *(item.happening.evidence for item in open_)),
    )


def _day_of(group: Iterable[Item]) -> str | None:
    """The day of a contact, None where no report gives one."""
    return next((item.day for item in group if item.event.when), None)


def _joins(item: Item, one: str, other: str) -> bool:
    """Whether two sides were in contact in an event: of a visit to many the visitor with each of
    them, not they among themselves."""
    if item.cast.target:
        doers, others = item.doers, item.others
        return (one in doers and other in others) or (other in doers and one in others)
    return one in item.doers and other in item.doers


def _through(scene: Scene, one: str, other: str, items: Iterable[Item]) -> tuple[str, ...]:
    """Third parties that took part in the contacts of two others."""
    third = [name for name, side in scene.roster.sides.items() if side.roles]
    return tuple(
        name
        for name in third
        if name not in (one, other) and any(name in item.sides for item in items)
    )


def _ties(sides: Iterable[str], pairs: Sequence[Pair]) -> tuple[Tie, ...]:
    """The network of contacts that took place, the best connected first."""
    real = [pair for pair in pairs if pair.contacts]
    near: dict[str, set[str]] = {side: set() for side in sides}
    for pair in real:
        near[pair.one].add(pair.other)
        near[pair.other].add(pair.one)
    found = [
        Tie(
            side=side,
            partners=len(near[side]),
            contacts=sum(p.contacts for p in real if side in (p.one, p.other)),
            links=(links := _links(side, near)),
            between=_share(links, side, near),
            evidence=together(*(p.reported for p in real if side in (p.one, p.other))),
        )
        for side in near
        if near[side]
    ]
    return tuple(sorted(found, key=lambda tie: (-tie.contacts, -tie.partners, tie.side)))


def _links(side: str, near: dict[str, set[str]]) -> tuple[tuple[str, str], ...]:
    """The pairs of others that have this side alone in common and no contact of their own."""
    others = [name for name in near if name != side and near[name]]
    return tuple(
        (a, b)
        for a, b in combinations(others, 2)
        if b not in near[a] and near[a] & near[b] == {side}
    )


def _share(links: Sequence[tuple[str, str]], side: str, near: dict[str, set[str]]) -> float:
    others = [name for name in near if name != side and near[name]]
    pairs = len(others) * (len(others) - 1) // 2
    return round(len(links) / pairs, 2) if pairs else 0.0
