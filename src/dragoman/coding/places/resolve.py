"""Choosing the one place that each name of a report means, with the whole report in view.

Every candidate has a rank of its own (a country counts more than a town, a large town more than a
small one). To it is added what the report says: what stands behind a comma, which countries and
divisions it names, in which division most of its names can be found together, how near the other
places lie, the country that its address on the web ends in, the town that the paper is called
after. The more countries and divisions a report names, the less this company weighs: what is local
lies together, what is not need not. A name means one place throughout a report.

Weights were set by hand on a development set of local and world news (accuracy within 161 km), and
those for company, also so that great cities keep their place in political news; where one half of
the set was indifferent, the other was looked at, so neither half is a clean check of them.
"""

from collections import Counter
from dataclasses import dataclass
from math import log, log10
from urllib.parse import urlsplit

from dragoman.coding.places.groups import Group, groups_of
from dragoman.coding.places.holders import lies_in, near
from dragoman.coding.places.records import Found, Lookup
from dragoman.lexicon.geonames import fold
from dragoman.lexicon.places import Toponym
from dragoman.model import Report

# The rank of what is no town, in powers of ten of inhabitants.
_RANK = {
    "country": 7.6, "continent": 8.5, "region": 7.0, "sea": 7.0, "river": 6.5,
    "admin1": 6.4, "admin2": 4.3, "site": 6.5, "seat": 6.5,
}  # fmt: skip
_SMALLEST = 1000  # inhabitants of a town whose number is not known
_CAPITAL = 1.25  # of the world's countries: news means them more than their size tells
_SCALE = 1.15  # of the rank of a town
_NAMESAKE = -3.0  # a town that is called like a country or region: "Poland" in Ohio
_ALIAS = -2.0  # a second-order division by less than its name: "Charlotte" for Charlotte County
_HELD = 9.0  # the words beside the name say what it lies in
_HOLDS = 4.0  # another name lies in it
_COUNTRY, _DIVISION = 1.5, 1.6  # another place of the report is in the country, the division
_TOGETHER, _MOST = 0.5, 2.5  # for each name that the division can hold as well; at most
# What all of this together can weigh: at most, less for each country and division named, at least.
_UTMOST, _STEP, _LEAST = 8.0, 1.0, 2.0
_NONE = 0.01  # sums of weights below this are rounding
_NEAR = ((40.0, 1.6), (120.0, 1.1), (300.0, 0.5))  # km to another place: gain
_ADDRESS = 1.0  # the report's address ends in the country's code
_LEAN = 0.3  # the United States, where the address ends in no country's code
_ROUNDS = 2
_TOLD = 2  # reasons that are told
# Reports with more names than this are judged by the first ones, so that time stays linear.
_WITNESSES = 60
_DOTTED = frozenset({"city", "admin2", "site", "seat"})
# Letters of a town's name in an address, and inhabitants of a town that has a paper.
_NAMED, _PRINTING = 5, 3000
_LABEL = 63  # letters of one part of a host name, by the rules of the net
_WORDS = 12  # of a publisher that are looked at
# What the kinds of places are called in a reason.
_CALLED = {
    "city": "town", "admin1": "state or province", "admin2": "district", "seat": "seat of power",
}  # fmt: skip
_FAMOUS = frozenset({"country", "continent", "region", "sea"})
# Endings of addresses that are countries' codes and are used by everyone.
_GENERIC = frozenset({"CO", "TV", "ME", "FM", "AM", "IO", "AI", "LY", "TO", "CC", "WS"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen for a name (None: the gazetteer has none) and why."""

    place: Toponym | None
    because: str


@dataclass(frozen=True, slots=True)
class _Setting:
    """What is known of the report besides its names."""

    home: str | None  # country of the address
    together: dict[str, float]  # how many names each division can hold
    capitals: frozenset[int]
    most: float  # that the company of other places can weigh


@dataclass(frozen=True, slots=True)
class _Company:
    """The places chosen for the other names."""

    number: int
    countries: Counter[str]
    divisions: frozenset[str]
    points: list[Toponym]


def resolve(
    found: list[Found], inside: dict[int, int], lookup: Lookup, report: Report
) -> list[Choice]:
    """One choice for each of ``found``, in order."""
    groups = groups_of(found, inside, lookup)
    hometown = _hometown(report, lookup)
    witnesses = hometown + groups[:_WITNESSES]
    together: dict[str, float] = {}
    for group in witnesses:
        for code, weight in _divisions(group).items():
            together[code] = together.get(code, 0.0) + weight
    setting = _Setting(_home(report, lookup), together, lookup.gazetteer.capitals, _breadth(groups))
    for turn in range(_ROUNDS + 1):
        for group in (*hometown, *groups):
            others = [g for g in witnesses if g.name != group.name and g.chosen] if turn else []
            _choose(group, others, setting)
    choices = [Choice(None, "")] * len(found)
    for group in groups:
        for number in group.mentions:
            choices[number] = Choice(group.chosen, group.reason)
    return choices


def _breadth(groups: list[Group]) -> float:
    """How much company can weigh: the more countries and divisions a report names, the less, since
    its towns need not lie together."""
    wide = {
        (option.country, option.admin1_code)
        for group in groups
        for option in group.options[:1]
        if option.kind in ("country", "admin1")
    }
    return max(_LEAST, _UTMOST - _STEP * len(wide))


def _hometown(report: Report, lookup: Lookup) -> list[Group]:
    """The town that the report's address or publisher begins with ("bostonpost.example"), as a
    name without mentions: local papers are called after their towns, and write about them."""
    host = _host(report).removeprefix("www.")
    label = host.split(".")[0][:_LABEL]
    names = [label[:end] for end in range(len(label), _NAMED - 1, -1)]
    if report.publisher:
        words = report.publisher.removeprefix("The ").split()[:_WORDS]
        names = [" ".join(words[:end]) for end in range(len(words), 0, -1)] + names
    for name in names:
        towns = [p for p in lookup.gazetteer.cities(name) if p.population >= _PRINTING]
        if towns and name.title() not in lookup.gazetteer.words.never:
            return [Group(fold(name), tuple(towns))]
    return []


def _home(report: Report, lookup: Lookup) -> str | None:
    """The country whose code the report's address ends in (.uk, .ie, .in)."""
    host = _host(report)
    code = host.rpartition(".")[2].upper()
    known = lookup.gazetteer.country_of.get("GB" if code == "UK" else code)
    return known.country if known and code not in _GENERIC else None


def _divisions(group: Group) -> dict[str, float]:
    """The divisions that a name can be in; the fewer they are, the more each counts."""
    codes = {o.admin1_code for o in group.options if o.admin1_code is not None}
    if any(o.kind == "country" for o in group.options) or not codes:
        return {}
    weight = 1 / (1 + log(len(codes)))
    return dict.fromkeys(sorted(codes), weight)


def _company(others: list[Group]) -> _Company:
    chosen = [other.chosen for other in others if other.chosen is not None]
    return _Company(
        number=max(1, len(chosen)),
        countries=Counter(place.country for place in chosen if place.country),
        divisions=frozenset(place.admin1_code for place in chosen if place.admin1_code),
        points=[place for place in chosen if place.kind in _DOTTED],
    )


def _choose(group: Group, others: list[Group], setting: _Setting) -> None:
    """Set the best option of a group in the light of the other groups."""
    if not group.options:
        return
    company = _company(others)
    own = _divisions(group)
    famous = any(option.kind in _FAMOUS for option in group.options)
    best: tuple[float, str, Toponym] | None = None
    for option in group.options:
        gains = [(_rank(option, group.name, setting.capitals), "")]
        gains += _beside(option, group)
        if famous and option.kind in ("city", "admin2"):
            gains.append((_NAMESAKE, ""))
        soft = _around(option, company)
        if option.admin1_code is not None:
            alike = setting.together.get(option.admin1_code, 0.0) - own.get(option.admin1_code, 0.0)
            if alike > _NONE:
                gain = min(_MOST, _TOGETHER * alike)
                soft.append((gain, f"other names fit {option.admin1}"))
        total = sum(gain for gain, _ in soft)
        gains += soft
        gains.append((min(0.0, setting.most - total), ""))
        gains.append(_address(option, setting))
        score = sum(gain for gain, _ in gains)
        if best is None or score > best[0]:
            best = (score, _reasons(gains), option)
    if best is not None:
        group.chosen = best[2]
        first = _standing(best[2], group.options)
        group.reason = f"{first}; {best[1]}" if best[1] else first


def _around(option: Toponym, company: _Company) -> list[tuple[float, str]]:
    """What the other places of the report say: same country, same division, near by."""
    gains = []
    if option.country is not None and option.country in company.countries:
        share = company.countries[option.country] / company.number
        gains.append((_COUNTRY * (0.3 + share), f"others of the report in {option.country}"))
    if option.kind in _DOTTED:
        if option.admin1_code in company.divisions:
            gains.append((_DIVISION, f"others of the report in {option.admin1}"))
        gains.append(_nearness(option, company.points))
    return gains


def _address(option: Toponym, setting: _Setting) -> tuple[float, str]:
    """What the report's address says of the country."""
    if setting.home is not None:
        same = option.country == setting.home
        return (_ADDRESS, "country of the report's address") if same else (0.0, "")
    return (_LEAN, "") if option.country == "USA" else (0.0, "")


def _beside(option: Toponym, group: Group) -> list[tuple[float, str]]:
    """What the words beside the name say."""
    gains = []
    if (outer := next((h for h in group.held if lies_in(option, h)), None)) is not None:
        gains.append((_HELD, f"named with {outer.name}"))
    if (inner := next((h for h in group.holds if lies_in(h, option)), None)) is not None:
        gains.append((_HOLDS, f"{inner.name} lies in it"))
    return gains


def _nearness(option: Toponym, points: list[Toponym]) -> tuple[float, str]:
    if not points:
        return 0.0, ""
    closest = min(points, key=lambda place: near(option, place))
    distance = near(option, closest)
    for limit, gain in _NEAR:
        if distance <= limit:
            return gain, f"{distance:.0f} km from {closest.name}"
    return 0.0, ""


def _rank(option: Toponym, name: str, capitals: frozenset[int]) -> float:
    if option.kind == "city":
        rank = _SCALE * log10(max(option.population, _SMALLEST))
        return rank + _CAPITAL if option.geonameid in capitals else rank
    if option.kind == "admin2":
        rank = max(_RANK["admin2"], log10(max(option.population, 1)) - 1)
        return rank if fold(option.name) == name else rank + _ALIAS
    if option.kind == "admin1" and option.population:
        return min(_RANK["admin1"], log10(option.population) - 0.5)
    return _RANK[option.kind]


def _reasons(gains: list[tuple[float, str]]) -> str:
    """The two reasons that weighed most."""
    telling = sorted((g for g in gains if g[1] and g[0] > 0), key=lambda gain: -gain[0])
    return "; ".join(why for _, why in telling[:_TOLD])


def _standing(option: Toponym, options: tuple[Toponym, ...]) -> str:
    """What the chosen place is among those of its name: "largest of 12 places of this name"."""
    kind = _CALLED.get(option.kind, option.kind)
    if len(options) == 1:
        return f"the only place of this name, a {kind}"
    towns = [other.population for other in options if other.kind == "city"]
    if option.kind == "city" and option.population >= max(towns):
        return f"largest of {len(options)} places of this name"
    return f"a {kind}, one of {len(options)} places of this name"


def _host(report: Report) -> str:
    """The host of a report's address; "" where it has none, whatever else stands there."""
    try:
        return urlsplit(report.url or "").hostname or ""
    except ValueError:  # brackets that hold no address
        return ""
