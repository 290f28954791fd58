"""Choosing the one place that each name of a report means, with the whole report in view.

Every candidate has a rank of its own (a country counts more than a town, a large town more than a
small one). To it is added what the report says: what stands behind a comma, which countries and
divisions it names, in which division most of its names can be found together, how near the other
places lie, the country that its address on the web ends in. A name means one place throughout a
report. Weights were set on the even half of the development set of local and world news and
checked on the odd half.
"""

from collections import Counter
from dataclasses import dataclass, field
from math import log, log10
from urllib.parse import urlsplit

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
_CAPITAL = 1.0
_ALIAS = -2.0  # a second-order division by less than its name: "Charlotte" for Charlotte County
_HELD = 9.0  # the words beside the name say what it lies in
_HOLDS = 4.0  # another name lies in it
_COUNTRY, _DIVISION = 1.2, 1.6  # another place of the report is in the country, the division
_TOGETHER, _MOST = 0.5, 2.5  # for each name that the division can hold as well; at most
_NEAR = ((40.0, 1.6), (120.0, 1.1), (300.0, 0.5))  # km to another place: gain
_ADDRESS = 1.0  # the report's address ends in the country's code
_LEAN = 0.3  # the United States, where the address ends in no country's code
_ROUNDS = 2
# Reports with more names than this are judged by the first ones, so that time stays linear.
_WITNESSES = 60
_DOTTED = frozenset({"city", "admin2", "site", "seat"})
# Endings of addresses that are countries' codes and are used by everyone.
_GENERIC = frozenset({"CO", "TV", "ME", "FM", "AM", "IO", "AI", "LY", "TO", "CC", "WS"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen for a name (None: the gazetteer has none) and why."""

    place: Toponym | None
    because: str


@dataclass(slots=True)
class _Group:
    """All mentions of one name."""

    name: str
    options: tuple[Toponym, ...]
    held: tuple[Toponym, ...] = ()  # what the words beside it say it lies in
    holds: tuple[Toponym, ...] = ()  # what they say lies in it
    mentions: list[int] = field(default_factory=list)
    chosen: Toponym | None = None
    reason: str = ""


def resolve(
    found: list[Found], inside: dict[int, int], lookup: Lookup, report: Report
) -> list[Choice]:
    """One choice for each of ``found``, in order."""
    groups = _groups(found, inside, lookup)
    witnesses = groups[:_WITNESSES]
    together: dict[str, float] = {}
    for group in witnesses:
        for code, weight in _divisions(group).items():
            together[code] = together.get(code, 0.0) + weight
    home = _home(report, lookup)
    for turn in range(_ROUNDS + 1):
        for group in groups:
            others = [g for g in witnesses if g.name != group.name and g.chosen] if turn else []
            _choose(group, others, together, home, lookup.gazetteer.capitals)
    choices = [Choice(None, "")] * len(found)
    for group in groups:
        for number in group.mentions:
            choices[number] = Choice(group.chosen, group.reason)
    return choices


def _groups(found: list[Found], inside: dict[int, int], lookup: Lookup) -> list[_Group]:
    """Mentions by name; "Washington" behind a comma is kept apart from "Washington" alone."""
    groups: dict[tuple[str, bool], _Group] = {}
    holders = set(inside.values())
    for number, match in enumerate(found):
        key = (match.name.lower(), number in holders)
        if key not in groups:
            groups[key] = _Group(fold(match.name), _options(match, lookup))
        group = groups[key]
        group.mentions.append(number)
        if number in inside and not group.held:
            group.held = lookup.all(found[inside[number]].name)
        if number - 1 in inside and not group.holds:
            group.holds = lookup.all(found[number - 1].name)
    return list(groups.values())


def _options(match: Found, lookup: Lookup) -> tuple[Toponym, ...]:
    if match.kind == "adjective":
        return (lookup.gazetteer.adjectives[match.name],)
    return lookup.all(match.name)


def _home(report: Report, lookup: Lookup) -> str | None:
    """The country whose code the report's address ends in (.uk, .ie, .in)."""
    host = urlsplit(report.url or "").hostname or ""
    code = host.rpartition(".")[2].upper()
    known = lookup.gazetteer.country_of.get("GB" if code == "UK" else code)
    return known.country if known and code not in _GENERIC else None


def _divisions(group: _Group) -> dict[str, float]:
    """The divisions that a name can be in; the fewer they are, the more each counts."""
    codes = {o.admin1_code for o in group.options if o.admin1_code is not None}
    if any(o.kind == "country" for o in group.options) or not codes:
        return {}
    weight = 1 / (1 + log(len(codes)))
    return dict.fromkeys(sorted(codes), weight)


def _choose(
    group: _Group,
    others: list[_Group],
    together: dict[str, float],
    home: str | None,
    capitals: frozenset[int],
) -> None:
    """Set the best option of a group in the light of the other groups."""
    if not group.options:
        return
    chosen = [o.chosen for o in others if o.chosen is not None]
    countries = Counter(place.country for place in chosen if place.country)
    divisions = {place.admin1_code for place in chosen if place.admin1_code}
    points = [place for place in chosen if place.kind in _DOTTED]
    own = _divisions(group)
    best: tuple[float, str, Toponym] | None = None
    for option in group.options:
        gains = [(_rank(option, group.name, capitals), _size(option))]
        gains += _beside(option, group)
        if option.country is not None and option.country in countries:
            share = countries[option.country] / len(chosen)
            gains.append((_COUNTRY * (0.3 + share), f"others in {option.country}"))
        code = option.admin1_code
        if option.kind in _DOTTED and code in divisions:
            gains.append((_DIVISION, f"others in {option.admin1}"))
        if code is not None and (rest := together.get(code, 0.0) - own.get(code, 0.0)) > 0.01:
            gains.append((min(_MOST, _TOGETHER * rest), f"found with others in {option.admin1}"))
        if option.kind in _DOTTED and points:
            gains.append(_nearness(option, points))
        if home is not None and option.country == home:
            gains.append((_ADDRESS, "the country of the address"))
        elif home is None and option.country == "USA":
            gains.append((_LEAN, ""))
        score = sum(gain for gain, _ in gains)
        if best is None or score > best[0]:
            best = (score, "; ".join(why for gain, why in gains if why and gain > 0), option)
    if best is not None:
        number = len(group.options)
        group.chosen = best[2]
        group.reason = f"one of {number} places: {best[1]}" if number > 1 else best[1]


def _beside(option: Toponym, group: _Group) -> list[tuple[float, str]]:
    """What the words beside the name say."""
    gains = []
    if (outer := next((h for h in group.held if lies_in(option, h)), None)) is not None:
        gains.append((_HELD, f"named with {outer.name}"))
    if (inner := next((h for h in group.holds if lies_in(h, option)), None)) is not None:
        gains.append((_HOLDS, f"{inner.name} lies in it"))
    return gains


def _nearness(option: Toponym, points: list[Toponym]) -> tuple[float, str]:
    closest = min(points, key=lambda place: near(option, place))
    distance = near(option, closest)
    for limit, gain in _NEAR:
        if distance <= limit:
            return gain, f"{distance:.0f} km from {closest.name}"
    return 0.0, ""


def _rank(option: Toponym, name: str, capitals: frozenset[int]) -> float:
    if option.kind == "city":
        rank = log10(max(option.population, _SMALLEST))
        return rank + _CAPITAL if option.geonameid in capitals else rank
    if option.kind == "admin2":
        rank = max(_RANK["admin2"], log10(max(option.population, 1)) - 1)
        return rank if fold(option.name) == name else rank + _ALIAS
    if option.kind == "admin1" and option.population:
        return min(_RANK["admin1"], log10(option.population) - 0.5)
    return _RANK[option.kind]


def _size(option: Toponym) -> str:
    return f"{option.population:,} inhabitants" if option.kind == "city" else option.kind
