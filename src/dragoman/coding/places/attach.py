"""Where an event took place: the place phrase of its own clause.

A place counts where a phrase says that something happens there ("in Doha", "at the summit in
Riyadh", "to Islamabad" for a journey, "visited Oslo"), never as a possessor or an agent
("Pakistan's offer", "Iran said"), and not inside what is only talked about ("talks on the war in
Yemen").
"""

from bisect import bisect_right

from dragoman.coding.parsing import Parse
from dragoman.coding.places.records import LocatedPlace
from dragoman.model import Site

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
        "with", "between", "among", "of", "during", "at", "in", "on", "after",
    ]
)  # fmt: skip
_GOING = frozenset(
    [
        "visit", "trip", "travel", "fly", "go", "arrive", "return", "tour", "journey", "come",
        "head", "sail", "move", "flight", "arrival", "send", "dispatch", "deploy", "deployment",
        "march", "bring", "deport", "extradite", "withdraw", "withdrawal", "retreat", "evacuate",
        "pull", "expel",
    ]
)  # fmt: skip
_REACHING = frozenset(
    [
        "visit", "tour", "enter", "reach", "invade", "storm", "occupy", "seize", "capture",
        "besiege", "bomb", "shell", "raid", "retake", "recapture", "liberate", "overrun",
        "attack", "strike", "hit", "bombard",
    ]
)  # fmt: skip
_CARRYING = frozenset(
    [
        "hold", "have", "take", "make", "conduct", "launch", "carry", "stage", "give", "sign",
        "attend", "host", "begin", "start", "resume", "end", "conclude", "open", "continue",
        "convene", "pay", "schedule", "plan", "be", "occur", "happen", "place",
    ]
)  # fmt: skip
_SPECIFIC = {
    "site": 0, "seat": 0, "city": 0, "admin2": 1, "admin1": 2, "region": 3, "river": 3, "sea": 3,
    "country": 4, "continent": 5,
}  # fmt: skip
_DEEPEST = 6  # links of a chain "at the sidelines of the summit in Riyadh"
_HIGHEST = 3  # clauses to climb for a place phrase that heads the sentence


def place_of(parse: Parse, places: list[LocatedPlace], token: int) -> LocatedPlace | None:
    """The place of the event whose verb or action noun is ``token``; None if the report does not
    say. ``places`` is what ``find_places`` returned; of several ("in Mosul, Iraq") the most
    specific is taken."""
    if not places:
        return None
    if parse.lemmas[token] in _REACHING and (reached := _object(parse, places, token)) is not None:
        return reached
    seen: set[int] = set()
    for at in _carriers(parse, token):
        found = _phrases(parse, places, at, _is_going(parse, token), seen)
        if found:
            return min(found, key=lambda place: (_rank(place), place.start))
    return _where(parse, places, token)


def site_of(parse: Parse, places: list[LocatedPlace], token: int) -> Site | None:
    """``place_of`` as the record of an event's place."""
    located = place_of(parse, places, token)
    if located is None:
        return None
    place = located.place
    return Site(
        name=place.name,
        country=place.country,
        geonameid=place.geonameid,
        lat=place.lat,
        lon=place.lon,
        span=place.span,
    )


def _rank(place: LocatedPlace) -> int:
    return _SPECIFIC.get(place.level or "", 1)


def _is_going(parse: Parse, token: int) -> bool:
    return parse.lemmas[token] in _GOING


def _carriers(parse: Parse, token: int) -> list[int]:
    """The tokens whose place phrases are the event's: itself, the verb that carries it, the verbs
    it is joined with, the participle behind it ("a meeting held in Oslo")."""
    chain = [token]
    chain += [
        c
        for c in parse.children[token]
        if parse.deps[c] in ("acl", "relcl") and parse.lemmas[c] in _CARRYING
    ]
    at = token
    if parse.pos[at] in ("NOUN", "PROPN"):
        head = parse.heads[at]
        if parse.deps[at] == "pobj":
            head = parse.heads[head]
        carries = parse.lemmas[head] in _CARRYING or parse.deps[at] in ("nsubj", "nsubjpass")
        if head != at and parse.pos[head] in ("VERB", "AUX") and carries:
            chain.append(head)
            at = head
    else:
        chain += [
            c
            for c in parse.children[at]
            if parse.deps[c] == "dobj" and parse.lemmas[at] in _CARRYING
        ]
    for _ in range(_HIGHEST):
        if parse.deps[at] not in ("conj", "xcomp") or parse.pos[parse.heads[at]] != "VERB":
            break
        at = parse.heads[at]
        chain.append(at)
    return chain


def _phrases(
    parse: Parse, places: list[LocatedPlace], start: int, going: bool, seen: set[int]
) -> list[LocatedPlace]:
    """Places in the prepositional phrases below a token, clauses left out."""
    found: list[LocatedPlace] = []
    stack = [(start, 0)]
    while stack:
        at, depth = stack.pop()
        if at in seen or depth > _DEEPEST:
            continue
        seen.add(at)
        for prep in parse.children[at]:
            if parse.deps[prep] not in ("prep", "dative", "advmod"):
                continue
            word = parse.lower[prep]
            for below in parse.children[prep]:
                if parse.deps[below] == "prep":  # "out of", "from near"
                    stack.append((prep, depth + 1))
                if parse.deps[below] != "pobj":
                    continue
                if word in _AT or (going and word in _TO):
                    found.extend(_named(parse, places, below))
                if word in _THROUGH or (going and word in _TO):
                    stack.append((below, depth + 1))
    return found


def _named(parse: Parse, places: list[LocatedPlace], head: int) -> list[LocatedPlace]:
    """The places that a noun phrase names: its head ("Doha"), what stands before the head ("a Doha
    hotel"), behind it ("the capital, Kabul"; "the port of Hodeida"; "Mosul, Iraq")."""
    found = [place] if (place := _at(places, head)) is not None else []
    for below in parse.children[head]:
        if parse.deps[below] in ("compound", "nmod", "appos", "conj", "npadvmod"):
            place = _at(places, below)
        elif parse.deps[below] == "prep" and parse.lower[below] in ("of", "in", "near"):
            inner = [c for c in parse.children[below] if parse.deps[c] == "pobj"]
            place = _at(places, inner[0]) if inner else None
        else:
            continue
        if place is not None:
            found.append(place)
    return found


def _object(parse: Parse, places: list[LocatedPlace], verb: int) -> LocatedPlace | None:
    """The place that a verb of going there has as its object, or its subject in the passive."""
    for below in parse.children[verb]:
        if parse.deps[below] in ("dobj", "nsubjpass"):
            found = _named(parse, places, below)
            if found:
                return min(found, key=lambda place: (_rank(place), place.start))
    return None


def _where(parse: Parse, places: list[LocatedPlace], token: int) -> LocatedPlace | None:
    """ "... in Riyadh, where they met"; and "here" in a report with a dateline."""
    at = token
    for _ in range(_HIGHEST):
        words = {parse.lower[c] for c in parse.children[at] if parse.deps[c] == "advmod"}
        if parse.deps[at] == "relcl" and "where" in words:
            found = _named(parse, places, parse.heads[at])
            return min(found, key=_rank) if found else None
        if "here" in words:
            return _dateline(parse, places)
        if parse.heads[at] == at:
            break
        at = parse.heads[at]
    return None


def _dateline(parse: Parse, places: list[LocatedPlace]) -> LocatedPlace | None:
    """The place in capitals that the report begins with."""
    first = places[0]
    opens = first.start <= 3 and parse.words[first.start].isupper()
    return first if opens and _rank(first) == 0 else None


def _at(places: list[LocatedPlace], token: int) -> LocatedPlace | None:
    """The place that a token is part of; adjectives are none."""
    number = bisect_right(places, token, key=lambda place: place.start) - 1
    if number < 0:
        return None
    place = places[number]
    return place if token < place.end and place.kind != "adjective" else None
