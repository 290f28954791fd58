"""Where an event took place: the place phrase of its own clause.

A place counts where a phrase says that something happens there ("in Doha", "at the summit in
Riyadh", "to Islamabad" for a journey, "visited Oslo"), never as a possessor or an agent
("Pakistan's offer", "Iran said"), and not inside what is only talked about ("talks on the war in
Yemen").
"""

from bisect import bisect_right
from typing import NamedTuple

from dragoman.coding.parsing import Parse
from dragoman.coding.places.records import LocatedPlace
from dragoman.lexicon.places import PlaceWords
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
        "with", "between", "among", "of", "during", "at", "in", "on", "after", "by",
    ]
)  # fmt: skip
# Between a noun and the place behind it: always "a hotel in Doha", "of" only behind a part of a
# place ("the port of Hodeida"), so that "at the request of Oslo" names none.
_WITHIN = frozenset(["in", "near", "at", "outside"])
_NOMINAL = frozenset(["NOUN", "PROPN"])
_SPECIFIC = {
    "site": 0, "seat": 0, "city": 0, "admin2": 1, "admin1": 2, "region": 3, "river": 3, "sea": 3,
    "country": 4, "continent": 5,
}  # fmt: skip
_DEEPEST = 6  # links of a chain "at the sidelines of the summit in Riyadh"
_PHRASES = 40  # words below a verb among which "in a meeting held in Oslo" is looked for
_JOINED = 12  # members of a list of places
_HIGHEST = 3  # clauses to climb for a place phrase that heads the sentence


def place_of(
    parse: Parse, places: list[LocatedPlace], token: int, words: PlaceWords | None = None
) -> LocatedPlace | None:
    """The place of the event whose verb or action noun is ``token``; None if the report does not
    say.

    ``places`` is what ``find_places`` returned; of several ("in Mosul, Iraq") the most specific
    is taken. ``words`` are the gazetteer's, by default those that ``places`` came with.
    """
    found = places_of(parse, places, token, words)
    return min(found, key=lambda place: (_rank(place), place.start)) if found else None


def places_of(
    parse: Parse, places: list[LocatedPlace], token: int, words: PlaceWords | None = None
) -> list[LocatedPlace]:
    """All places that the words give to the event at ``token``: several capitals of one tour, or
    a town and the country it lies in."""
    words = words or getattr(places, "words", None)
    if not places or words is None:
        return []
    lemma = parse.lemmas[token]
    if lemma in words.reaching and (reached := _object(parse, places, token, words)):
        return reached
    seen: set[int] = set()
    search = _Search(parse, places, words, lemma in words.going)
    for at in _carriers(parse, token, words):
        found = _phrases(search, at, seen)
        if found:
            return found
    return _where(search, token)


class _Search(NamedTuple):
    """What a search for a place goes by; ``going`` where the event is a journey."""

    parse: Parse
    places: list[LocatedPlace]
    words: PlaceWords
    going: bool


def site_of(
    parse: Parse, places: list[LocatedPlace], token: int, words: PlaceWords | None = None
) -> Site | None:
    """``place_of`` as the record of an event's place."""
    located = place_of(parse, places, token, words)
    return None if located is None else as_site(located)


def as_site(located: LocatedPlace) -> Site:
    """A place of the report as the record of an event's place."""
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


def _carriers(parse: Parse, token: int, words: PlaceWords) -> list[int]:
    """The tokens whose place phrases are the event's: itself, the participle behind it ("a meeting
    held in Oslo"), the verb that carries it, the verbs it is joined with, the meeting at which."""
    chain = [token, *_participles(parse, token, words)]
    at = token
    if parse.pos[at] in _NOMINAL:
        head = parse.heads[at]
        if parse.deps[at] == "pobj":
            head = parse.heads[head]
        carries = parse.lemmas[head] in words.carrying or parse.deps[at] in ("nsubj", "nsubjpass")
        if head != at and parse.pos[head] in ("VERB", "AUX") and carries:
            chain.append(head)
            at = head
    else:
        acts = parse.lemmas[at] not in words.telling
        labels = ("dobj", "nsubjpass")  # "killed two people in Oslo", "two in Oslo were killed"
        chain += [c for c in parse.children[at] if acts and parse.deps[c] in labels]
    for _ in range(_HIGHEST):
        if parse.deps[at] not in ("conj", "xcomp") or parse.pos[parse.heads[at]] != "VERB":
            break
        at = parse.heads[at]
        chain.append(at)
    for prep in parse.children[at][:_PHRASES] if parse.pos[at] in ("VERB", "AUX") else ():
        if parse.lower[prep] in ("in", "at", "during"):
            nouns = [c for c in parse.children[prep] if parse.deps[c] == "pobj"]
            chain += [clause for noun in nouns for clause in _participles(parse, noun, words)]
    return chain


def _participles(parse: Parse, noun: int, words: PlaceWords) -> list[int]:
    """The "held" of "a meeting held in Oslo", also where the parser hangs it on a party ("a meeting
    of A and B, held …") or on the verb behind ("in a meeting, held in Oslo, they agreed")."""
    if parse.pos[noun] not in _NOMINAL:
        return []
    found, level = [], [noun]
    for _ in range(_HIGHEST):
        below = [c for at in level for c in parse.children[at]]
        found += [c for c in below if parse.deps[c] in ("acl", "relcl")]
        level = [c for c in below if parse.deps[c] in ("prep", "pobj", "conj", "appos")]
    verb = parse.heads[parse.heads[noun]]
    if parse.deps[noun] == "pobj" and verb > noun:
        found += [c for c in parse.children[verb] if noun < c < verb and parse.tags[c] == "VBN"]
    return [c for c in found if parse.lemmas[c] in words.carrying]


def _phrases(search: _Search, start: int, seen: set[int]) -> list[LocatedPlace]:
    """Places in the prepositional phrases below a token, clauses left out."""
    parse = search.parse
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
            towards = search.going and word in _TO
            for below in parse.children[prep]:
                if parse.deps[below] == "prep":  # "out of", "from near"
                    stack.append((prep, depth + 1))
                if parse.deps[below] != "pobj":
                    continue
                if word in _AT or towards:
                    found.extend(_on_ground(search, below, word))
                elif word == "from" and parse.lower[below] in search.words.ground:
                    found.extend(_named(search, below))  # "spoke from the embassy in Kabul"
                if word in _THROUGH or towards:
                    stack += [(member, depth + 1) for member in _members(parse, below)]
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


def _named(search: _Search, head: int, depth: int = 0) -> list[LocatedPlace]:
    """The places that a noun phrase names: its head ("Doha"), what stands before the head ("a Doha
    hotel"), behind it ("the capital, Kabul"; "the port of Hodeida"; "Mosul, Iraq"), and what it is
    joined with ("Oslo, Bergen and Bodø")."""
    parse, places = search.parse, search.places
    found = [place] if (place := _at(places, head)) is not None else []
    at: int | None = head
    for _ in range(_JOINED):
        if at is None:
            break
        joined = None
        for below in parse.children[at]:
            if parse.deps[below] in ("compound", "nmod", "appos", "npadvmod"):
                place = _at(places, below)
            elif parse.deps[below] == "conj":
                place, joined = _at(places, below), below
            elif parse.deps[below] == "prep" and depth < _DEEPEST and _leads(search, at, below):
                inner = [c for c in parse.children[below] if parse.deps[c] == "pobj"]
                found += _named(search, inner[0], depth + 1) if inner else []
                continue
            else:
                continue
            if place is not None:
                found.append(place)
        at = joined
    return list(dict.fromkeys(found))


def _on_ground(search: _Search, head: int, word: str) -> list[LocatedPlace]:
    """The places of a phrase; "on" leads to islands, lines and sites: "imposed on Oslo" does not
    say where."""
    found = _named(search, head)
    if word != "on" or _at(search.places, head) is None:
        return found
    return [place for place in found if place.level in ("site", "sea", "river", "region")]


def _leads(search: _Search, noun: int, prep: int) -> bool:
    """True where what follows the preposition says where the noun is."""
    word, words = search.parse.lower[prep], search.words
    ground = search.parse.lower[noun] in words.ground or search.parse.lower[noun] in (
        words.settlement
    )
    return word in _WITHIN or (word == "of" and (ground or _at(search.places, noun) is not None))


def _object(
    parse: Parse, places: list[LocatedPlace], verb: int, words: PlaceWords
) -> list[LocatedPlace]:
    """The places that a verb of going there has as its object, or its subject in the passive."""
    search = _Search(parse, places, words, going=True)
    for below in parse.children[verb]:
        if parse.deps[below] in ("dobj", "nsubjpass"):
            found = _named(search, below)
            if found:
                return found
    return []


def _where(search: _Search, token: int) -> list[LocatedPlace]:
    """ "... in Riyadh, where they met"; and "here" in a report with a dateline."""
    parse, at = search.parse, token
    for _ in range(_HIGHEST):
        words = {parse.lower[c] for c in parse.children[at] if parse.deps[c] == "advmod"}
        if "where" in words:
            named = _named(search, parse.heads[at]) if parse.deps[at] == "relcl" else []
            return named or _before_where(search, at)
        if "here" in words:
            place = _dateline(parse, search.places)
            return [place] if place is not None else []
        if parse.heads[at] == at:
            break
        at = parse.heads[at]
    return []


def _before_where(search: _Search, verb: int) -> list[LocatedPlace]:
    """The place right before the "where" of a clause, wherever the parser hung that."""
    parse = search.parse
    for below in parse.children[verb]:
        if parse.lower[below] == "where" and below > 1:
            end = below - 1 if parse.lower[below - 1] == "," else below
            place = _at(search.places, end - 1)
            return [place] if place is not None else []
    return []


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
