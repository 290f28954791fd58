"""Which events are contacts of two sides, and which of them are one contact."""

from collections import defaultdict
from collections.abc import Iterable

from dragoman.processes.items import Item
from dragoman.processes.wording import is_hosted


def is_contact(item: Item) -> bool:
    """Whether two sides met or talked. Who is host to the talks of others is in contact with them,
    not with a second host."""
    met = item.event.event == "CONSULT" and item.done and len(item.sides) > 1
    return met and (bool(item.cast.target) or not is_hosted(item.event))


def one_contact(met: Iterable[Item]) -> list[list[Item]]:
    """Meetings that are one contact: of the same sides on one day, and in no different countries;
    and those without a day that a report tells beside the only dated one of the same sides."""
    groups: list[list[Item]] = []
    by_day: dict[tuple[frozenset[str], str], list[int]] = defaultdict(list)
    by_report: dict[tuple[frozenset[str], str], set[int]] = defaultdict(set)
    loose: list[Item] = []
    for item in met:
        when, sides = item.event.when, frozenset(item.sides)
        if when is None:
            loose.append(item)
            continue
        known = by_day[sides, when.start] if when.start == when.end else []
        number = next((n for n in known if _in_one_country([*groups[n], item])), None)
        if number is None:
            number = len(groups)
            groups.append([])
            known.append(number)
        groups[number].append(item)
        for telling in item.event.tellings:
            by_report[sides, telling.report].add(number)
    for item in loose:
        sides = frozenset(item.sides)
        beside = [by_report.get((sides, t.report), set()) for t in item.event.tellings]
        homes = set[int]().union(*beside)
        home = homes.pop() if len(homes) == 1 else None
        if home is not None and _in_one_country([*groups[home], item]):
            groups[home].append(item)
        else:
            groups.append([item])
    return groups


def _in_one_country(items: Iterable[Item]) -> bool:
    return len({item.happening.country for item in items if item.happening.country}) < 2
