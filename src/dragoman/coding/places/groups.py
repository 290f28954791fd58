"""The names of a report, each with its mentions and what the words beside them say."""

from dataclasses import dataclass, field

from dragoman.coding.places.records import Found, Lookup
from dragoman.lexicon.geonames import fold
from dragoman.lexicon.places import Toponym

_DIFFERENT = 2  # places of one name that the report tells apart


@dataclass(slots=True)
class Group:
    """All mentions of one name."""

    name: str
    options: tuple[Toponym, ...]
    held: tuple[Toponym, ...] = ()  # what the words beside it say it lies in
    holds: tuple[Toponym, ...] = ()  # what they say lies in it
    mentions: list[int] = field(default_factory=list)
    chosen: Toponym | None = None
    reason: str = ""


def groups_of(found: list[Found], inside: dict[int, int], lookup: Lookup) -> list[Group]:
    """Mentions by name; "Washington" behind a comma is kept apart from "Washington" alone, and
    "London, Ont." from "London, England"."""
    groups: dict[tuple[str, bool, str], Group] = {}
    holders = set(inside.values())
    outer = _outers(found, inside)
    for number, match in enumerate(found):
        key = (match.name.lower(), number in holders, outer[number])
        if key not in groups:
            groups[key] = Group(fold(match.name), _options(match, lookup))
        group = groups[key]
        group.mentions.append(number)
        if number in inside and not group.held:
            group.held = lookup.all(found[inside[number]].name)
        if number - 1 in inside and not group.holds:
            group.holds = lookup.all(found[number - 1].name)
    return list(groups.values())


def _outers(found: list[Found], inside: dict[int, int]) -> list[str]:
    """For each mention what the words beside it say it lies in, where mentions of one name differ
    in that; a bare one means the same as the one before it. "" where there is nothing to tell."""
    told = {n: found[outer].name.lower() for n, outer in inside.items()}
    named: dict[str, set[str]] = {}
    for number, name in told.items():
        named.setdefault(found[number].name.lower(), set()).add(name)
    latest: dict[str, str] = {}
    result = []
    for number, match in enumerate(found):
        name = match.name.lower()
        if len(named.get(name, ())) < _DIFFERENT:
            result.append("")
            continue
        latest[name] = told.get(number, latest.get(name, ""))
        result.append(latest[name])
    return result


def _options(match: Found, lookup: Lookup) -> tuple[Toponym, ...]:
    if match.kind == "adjective":
        return (lookup.gazetteer.adjectives[match.name],)
    return lookup.all(match.name)
