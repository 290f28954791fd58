"""What the words beside a name say of where it lies: "Salem, Ore.", "Mosul, in northern Iraq"."""

from itertools import pairwise
from math import cos, hypot, radians

from dragoman.coding.parsing import Parse
from dragoman.coding.places.records import Found, Lookup
from dragoman.coding.trees import SUBJECTS
from dragoman.lexicon.places import PlaceWords, Toponym

_FEW = 4  # words between a place and what it lies in
_NARROW = frozenset({"city", "admin1", "admin2", "site"})
_WIDE = frozenset({"country", "admin1", "admin2", "region", "city"})


def holders(parse: Parse, found: list[Found], lookup: Lookup) -> dict[int, int]:
    """For each number in ``found`` whose place lies in the next one, the number of that one.

    Read are a comma, a bracket, "in", and "of" between the two, if the gazetteer agrees that the
    one can lie in the other, or knows the first not at all and the second as a country or division.
    """
    inside: dict[int, int] = {}
    for number, (first, second) in enumerate(pairwise(found)):
        if second.kind != "name" or first.kind == "adjective":
            continue
        if parse.deps[second.end - 1] in SUBJECTS:
            continue  # "In Paris, France said"
        if parse.deps[second.end - 1] == "conj" and parse.lower[second.end : second.end + 1] in (
            ["and"],
            ["or"],
        ):
            continue  # a list: "Geneva, New York and Beijing"
        between = parse.lower[first.end : second.start]
        if parse.sentence_of[first.start] == parse.sentence_of[second.start] and _joins(
            between, lookup.gazetteer.words
        ):
            inners, outers = lookup.all(first.name), lookup.all(second.name)
            if any(lies_in(a, b) for a in inners for b in outers) or (
                not inners and _holds_unknown(first, between, outers)
            ):
                inside[number] = number + 1
    return inside


def _holds_unknown(first: Found, between: list[str], outers: tuple[Toponym, ...]) -> bool:
    """True where the report says where a name lies that the gazetteer does not have: "Xandu, Iran",
    "the Xandu area of Kabul"; "a Xandu hotel in Iran" says too little."""
    if between[:1] == [","]:
        return any(outer.kind in _WIDE for outer in outers)
    unknown = first.kind in ("unknown", "facility")
    return unknown and any(outer.kind in _NARROW for outer in outers[:1])


def _joins(between: list[str], skipped: PlaceWords) -> bool:
    if len(between) > _FEW:
        return False
    words = [
        w
        for w in between
        if w != "the"
        and w not in skipped.part
        and w not in skipped.settlement
        and w not in skipped.ground
    ]
    return words in ([","], ["("], ["in"], [",", "in"], ["of"])


def lies_in(inner: Toponym, outer: Toponym) -> bool:
    """True if the gazetteer has the one in the other (for a town and its county: near it)."""
    if outer.kind == "country":
        return inner.country == outer.country and inner.kind != "country"
    if outer.kind == "admin1":
        return inner.admin1_code == outer.admin1_code and inner.kind not in ("admin1", "country")
    if outer.kind == "admin2":
        same = inner.admin1_code is not None and inner.admin1_code == outer.admin1_code
        return same and inner.kind in ("city", "site", "seat") and near(inner, outer) < 80
    return False


def near(a: Toponym, b: Toponym) -> float:
    """Rough distance in km, good enough to rank by (degrees, narrowed by the latitude)."""
    across = abs(a.lon - b.lon)
    across = min(across, 360 - across) * cos(radians((a.lat + b.lat) / 2))
    return 111.2 * hypot(a.lat - b.lat, across)
