"""The places that phrases name: "in Doha", "at a hotel in Doha", "on a trip to Doha"."""

from bisect import bisect_right
from typing import NamedTuple

from dragoman.coding.parsing import Parse
from dragoman.coding.places.records import LocatedPlace
from dragoman.lexicon.places import PlaceWords

_AT = frozenset(
    [
        "in", "at", "near", "outside", "inside", "around", "across", "throughout", "within",
        "into", "off", "through", "along", "beside", "amid", "aboard", "on",
    ]
)  # fmt: skip
_TO = frozenset(
    [
        "to", "into", "towards", "toward", "for", "from",
    ]
)  # fmt: skip
# Prepositions of parties and occasions: the place may hang on their object.
_THROUGH = frozenset(
    [
        "with", "between", "among", "of", "during", "at", "in", "on", "after", "by",
    ]
)  # fmt: skip
# Between a noun and the place behind it: always "a hotel in Doha", "of" only behind a part of a
# place ("the port of Hodeida"), so that "at the request of Oslo" names none.
_WITHIN = frozenset(["in", "near", "at", "outside"])
# "called on the government in Oslo": there the one called on is.
_ADDRESSED = frozenset(["on", "upon"])
# Prepositions of a journey under way ("on a trip to Oslo").
_DURING = frozenset(["on", "during", "in"])
_DEEPEST = 6  # links of a chain "at the sidelines of the summit in Riyadh"
_JOINED = 12  # members of a list of places


class Search(NamedTuple):
    """What a search for a place goes by; ``going`` where the event is a journey."""

    parse: Parse
    places: list[LocatedPlace]
    words: PlaceWords
    going: bool


def phrases(search: Search, start: int, seen: set[int]) -> list[LocatedPlace]:
    """Places in the prepositional phrases below a token, clauses left out."""
    parse = search.parse
    found: list[LocatedPlace] = []
    stack = [(start, 0, search.going)]
    while stack:
        at, depth, going = stack.pop()
        if at in seen or depth > _DEEPEST:
            continue
        seen.add(at)
        for prep in parse.children[at]:
            if parse.deps[prep] not in ("prep", "dative", "advmod"):
                continue
            word = parse.lower[prep]
            if word in _ADDRESSED and parse.lemmas[at] in ("call", "prevail"):
                continue  # "called on the government in Oslo": there the addressee is
            towards = going and word in _TO
            for below in parse.children[prep]:
                if parse.deps[below] == "prep":  # "out of", "from near"
                    stack.append((prep, depth + 1, going))
                if parse.deps[below] != "pobj":
                    continue
                if word in _AT or towards:
                    found.extend(on_ground(search, below, word))
                elif word == "from" and parse.lower[below] in search.words.ground:
                    found.extend(named(search, below))  # "spoke from the embassy in Kabul"
                if word in _THROUGH or towards:
                    # "on a trip to Oslo"; but not "after a trip to Oslo"
                    goes = towards or (
                        word in _DURING and parse.lemmas[below] in search.words.going
                    )
                    stack += [(one, depth + 1, goes) for one in _members(parse, below)]
    return found


def _members(parse: Parse, head: int) -> list[int]:
    """A noun and what it is joined with: parsers hang "in Oslo" on the last of "talks between the
    army and the rebels in Oslo"."""
    members = [head]
    for _ in range(_JOINED):
        joined = [c for c in parse.children[members[-1]] if parse.deps[c] == "conj"]
        if not joined:
            break
        members.append(joined[0])
    return members


def named(search: Search, head: int, depth: int = 0) -> list[LocatedPlace]:
    """The places that a noun phrase names: its head ("Doha"), what stands before the head ("a Doha
    hotel"), behind it ("the capital, Kabul"; "the port of Hodeida"; "Mosul, Iraq"), and what it is
    joined with ("Oslo, Bergen and Bodø")."""
    parse, places = search.parse, search.places
    found = [place] if (place := at_token(places, head)) is not None else []
    at: int | None = head
    for _ in range(_JOINED):
        if at is None:
            break
        joined = None
        for below in parse.children[at]:
            if parse.deps[below] in ("compound", "nmod", "appos", "npadvmod"):
                place = at_token(places, below)
            elif parse.deps[below] == "poss" and parse.lower[at] in search.words.ground:
                place = at_token(places, below)  # "in Oslo's harbour district"
            elif parse.deps[below] == "conj":
                place, joined = at_token(places, below), below
            elif parse.deps[below] == "prep" and depth < _DEEPEST and _leads(search, at, below):
                inner = [c for c in parse.children[below] if parse.deps[c] == "pobj"]
                found += named(search, inner[0], depth + 1) if inner else []
                continue
            else:
                continue
            if place is not None:
                found.append(place)
        at = joined
    return list(dict.fromkeys(found))


def on_ground(search: Search, head: int, word: str) -> list[LocatedPlace]:
    """The places of a phrase; "on" leads to islands, lines and sites: "imposed on Oslo" does not
    say where."""
    found = named(search, head)
    if word != "on" or at_token(search.places, head) is None:
        return found
    return [place for place in found if place.level in ("site", "sea", "river", "region")]


def _leads(search: Search, noun: int, prep: int) -> bool:
    """True where what follows the preposition says where the noun is."""
    word, words = search.parse.lower[prep], search.words
    ground = search.parse.lower[noun] in words.ground or search.parse.lower[noun] in (
        words.settlement
    )
    if word == "between":  # "on the road between Oslo and Bergen"
        return ground
    return word in _WITHIN or (
        word == "of" and (ground or at_token(search.places, noun) is not None)
    )


def at_token(places: list[LocatedPlace], token: int) -> LocatedPlace | None:
    """The place that a token is part of; adjectives are none."""
    number = bisect_right(places, token, key=lambda place: place.start) - 1
    if number < 0:
        return None
    place = places[number]
    return place if token < place.end and place.kind != "adjective" else None
