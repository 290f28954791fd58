"""Actors over reports: forms of one block, clustered.

Forms are taken from the fullest to the barest. One joins a cluster where nothing speaks against
any member and no second cluster would take it: "A. Khan" joins "Asif Khan" unless "Amir Khan" is
there too. So the answer is a function of the set.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from dragoman.lexicon.names import name_key
from dragoman.model import ActorKind, Record
from dragoman.record.merging.forms import ActorForm
from dragoman.record.merging.names import can_be_one, fullness, person_name
from dragoman.record.merging.words import merge_words

# Codes of actors between states: who works for one also has a nationality.
BETWEEN = frozenset({"UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM"})

_ACRONYM = 3  # letters of a name in capitals that may be an acronym


class ActorCluster(Record, frozen=True, kw_only=True):
    """An actor: its forms, and name, kind, country and sectors that they agree on."""

    id: str
    forms: tuple[ActorForm, ...]
    name: str
    kind: ActorKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    because: str = ""


def cluster_forms(forms: Sequence[ActorForm]) -> list[ActorCluster]:
    """The actors that forms mean, in the order of their ids. Forms of several blocks may be
    handed in together; they never join across blocks."""
    blocks: dict[str, dict[str, ActorForm]] = {}
    for form in forms:
        blocks.setdefault(form.block, {})[form.key] = form
    clusters = [
        describe_forms(members, actor_id(members), _because(members))
        for block in sorted(blocks)
        for members in _cluster_block(list(blocks[block].values()))
    ]
    return sorted(clusters, key=lambda cluster: cluster.id)


def actor_id(forms: Iterable[ActorForm]) -> str:
    """The id of the actor that has these forms."""
    first = min(form.key for form in forms)
    return "a" + hashlib.sha256(first.encode()).hexdigest()[:16]


def describe_forms(forms: Sequence[ActorForm], id: str, because: str) -> ActorCluster:
    """The actor that these forms mean, under an id: the name by which it is known, or else the
    fullest; the country and sectors that most forms give."""
    ordered = sorted(forms, key=_order)
    kinds = Counter(form.kind for form in ordered)
    countries = Counter(form.country for form in ordered if form.country)
    sectors = Counter(sector for form in ordered for sector in form.sectors)
    return ActorCluster(
        id=id,
        forms=tuple(sorted(ordered, key=lambda form: form.key)),
        name=_name(ordered),
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)),
        country=min(countries, key=lambda code: (-countries[code], code), default=None),
        sectors=tuple(sorted(sectors, key=lambda code: (-sectors[code], code))),
        because=because,
    )


def _name(ordered: Sequence[ActorForm]) -> str:
    """Of a body, the name in the tables where a report uses it ("Taliban", not "Islamic Emirate");
    else the fullest name. A name In Lower Case goes before the same one in capitals."""
    key = name_key(ordered[0].name)
    if ordered[0].block.startswith("body:"):
        known = ordered[0].block.rpartition(":")[2]
        key = known if any(name_key(form.name) == known for form in ordered) else key
    names = [form.name for form in ordered if name_key(form.name) == key]
    return min(names, key=lambda name: (name.isupper() and len(name) > _ACRONYM, names.index(name)))


def _cluster_block(forms: list[ActorForm]) -> list[list[ActorForm]]:
    if not forms[0].crosses:
        return [[form] for form in forms]
    clusters: list[list[ActorForm]] = []
    for form in sorted(forms, key=_order):
        fitting = [
            cluster for cluster in clusters if all(_can_be_one(form, other) for other in cluster)
        ]
        if len(fitting) > 1:  # a name told in full chooses the one that bears just that name
            exact = [c for c in fitting if any(_equal(form, other) for other in c)]
            fitting = exact if len(exact) == 1 else []
        if fitting:
            fitting[0].append(form)
        else:
            clusters.append([form])
    return clusters


def _order(form: ActorForm) -> tuple[object, ...]:
    """From the form that tells most to the one that tells least."""
    parts = person_name(form.name) if form.kind == "person" else None
    full = fullness(parts) if parts else (0, 0)
    return (
        form.country is None, -full[0], -full[1], not form.sectors, -len(form.name), form.name,
        form.key,
    )  # fmt: skip


def _equal(one: ActorForm, other: ActorForm) -> bool:
    if one.country is None or one.country != other.country:
        return False
    mine, its = person_name(one.name), person_name(other.name)
    return (mine and mine.sound) == (its and its.sound)


def _can_be_one(one: ActorForm, other: ActorForm) -> bool:
    """True where nothing speaks against two forms of a block being one actor."""
    if not _countries_agree(one.country, other.country):
        return False
    if "person" not in (one.kind, other.kind):
        return True
    mine, its = person_name(one.name), person_name(other.name)
    if mine is None or its is None or not can_be_one(mine, its):
        return False
    return _sectors_agree(one.sectors, other.sectors)


def _countries_agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other or bool({one, other} & BETWEEN)


def _sectors_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True unless the sectors are of spheres that one person hardly has both of. Politics goes
    with the state, and most with being called a civilian."""
    mine, its = spheres_of(one), spheres_of(other)
    if not mine or not its or mine & its:
        return True
    public = {"state", "politics", "people"}
    return bool(mine & public) and bool(its & public)


def spheres_of(sectors: Iterable[str]) -> frozenset[str]:
    """The spheres of sectors: state, politics, arms, media, …"""
    book = merge_words()
    return frozenset(sphere for sector in sectors for sphere in book.spheres.get(sector, ()))


def _because(forms: Sequence[ActorForm]) -> str:
    if not forms[0].crosses:
        return "named in one report only"
    names = sorted({form.name for form in forms})
    countries = {form.country for form in forms if form.country}
    same = "one country" if len(countries) == 1 else "no country that contradicts"
    if len(names) == 1:
        return f"one name, {same}"
    return f"names that can be one ({', '.join(names[:6])}), {same}"
