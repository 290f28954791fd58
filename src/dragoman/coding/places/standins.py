"""Points for names that the gazetteer does not have: the place that the report puts them in."""

from collections import Counter
from typing import NamedTuple

from dragoman.coding.parsing import Parse
from dragoman.coding.places.holders import near
from dragoman.coding.places.records import Found
from dragoman.coding.places.resolve import Choice
from dragoman.lexicon.places import Toponym

# How far the places of a local report lie from its main one (km), and how many of them at least.
_AROUND, _SHARE = 160.0, 0.6
# Share of its towns that a report's main town has to have to hold what is unknown.
_OPENING = 0.5
# What a report is mainly about, the most telling kind first.
_KINDS = (
    frozenset({"city", "admin2", "site", "seat"}),
    frozenset({"admin1", "region"}),
    frozenset({"country"}),
)


class StandIn(NamedTuple):
    """The place whose point a name takes, and why that one."""

    place: Toponym
    because: str


def stand_ins(
    parse: Parse, found: list[Found], inside: dict[int, int], choices: list[Choice]
) -> list[StandIn | None]:
    """For each of ``found`` that has no place of its own: what the words beside it say it lies in.

    A local report, whose places lie close together, tells more: there a name lies by the last town
    named before it in the sentence, or by the place the report names most. So does a report that
    opens with the town it is mostly about ("KABUL (Agency) - …").
    """
    main, local = _main(found, choices)
    local = local or _opens(found, choices, main)
    result: list[StandIn | None] = []
    last: tuple[int, Toponym] | None = None  # sentence and town
    for number, (match, choice) in enumerate(zip(found, choices, strict=True)):
        sentence = parse.sentence_of[match.start]
        outer = choices[inside[number]].place if number in inside else None
        if choice.place is not None:
            result.append(None)
        elif outer is not None:
            result.append(StandIn(outer, "named with it"))
        elif last is not None and last[0] == sentence and local:
            result.append(StandIn(last[1], "named before it"))
        elif main is not None and local:
            result.append(StandIn(main, "the place that the report is about"))
        else:
            result.append(None)
        if match.kind == "name" and choice.place is not None and choice.place.kind in _KINDS[0]:
            last = (sentence, choice.place)
    return result


def _opens(found: list[Found], choices: list[Choice], main: Toponym | None) -> bool:
    """True if the first name of the report is its main place, a town, and most of the names in
    its country are that town's."""
    if main is None or main.kind != "city" or choices[0].place != main:
        return False
    named = [
        choice.place
        for match, choice in zip(found, choices, strict=True)
        if match.kind == "name" and choice.place is not None and choice.place.kind in _KINDS[0]
    ]
    return named.count(main) >= _OPENING * len(named)


def _main(found: list[Found], choices: list[Choice]) -> tuple[Toponym | None, bool]:
    """The town named most, else the division, else the country (the first one among equals), and
    whether the report is local: most of its towns and divisions lie around there."""
    named = [
        choice.place
        for match, choice in zip(found, choices, strict=True)
        if match.kind == "name" and choice.place is not None
    ]
    for kinds in _KINDS:
        alike = [place for place in named if place.kind in kinds]
        if alike:
            main = Counter(alike).most_common(1)[0][0]
            around = sum(near(place, main) <= _AROUND for place in alike)
            return main, main.kind != "country" and around >= _SHARE * len(alike)
    return None, False
