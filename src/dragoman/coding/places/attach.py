"""Where an event took place: the place phrase of its own clause.

A place counts where a phrase says that something happens there ("in Doha", "at the summit in
Riyadh", "to Islamabad" for a journey, "visited Oslo"), never as a possessor or an agent
("Pakistan's offer", "Iran said"), and not inside what is only talked about ("talks on the war in
Yemen").
"""

from bisect import bisect_right

from dragoman.coding.parsing import Parse
from dragoman.coding.places.phrases import Search, at_token, named, on_ground, phrases
from dragoman.coding.places.records import LocatedPlace
from dragoman.lexicon.places import PlaceWords
from dragoman.model import Site

# Prepositions that say where a subject is ("the ministry in Oslo").
_STANDING = frozenset(["in", "at", "near", "outside", "on"])
_NOMINAL = frozenset(["NOUN", "PROPN"])
_SPECIFIC = {
    "site": 0, "seat": 0, "city": 0, "admin2": 1, "admin1": 2, "region": 3, "river": 3, "sea": 3,
    "country": 4, "continent": 5,
}  # fmt: skip
_PHRASES = 40  # words below a verb among which "in a meeting held in Oslo" is looked for
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
    search = Search(parse, places, words, lemma in words.going)
    for at in _carriers(parse, token, words):
        found = phrases(search, at, seen)
        if found:
            return found
    return _where(search, token) or _of_doer(search, token)


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
        if parse.deps[at] == "conj" and _has_own_time(parse, at):
            break  # "was arrested in Oslo in May and freed in June"
        at = parse.heads[at]
        chain.append(at)
    for prep in parse.children[at][:_PHRASES] if parse.pos[at] in ("VERB", "AUX") else ():
        if parse.lower[prep] in ("in", "at", "during"):
            nouns = [c for c in parse.children[prep] if parse.deps[c] == "pobj"]
            chain += [clause for noun in nouns for clause in _participles(parse, noun, words)]
    return chain


def _has_own_time(parse: Parse, verb: int) -> bool:
    """True for a verb with a date of its own behind it."""
    for child in parse.children[verb]:
        if child < verb or parse.deps[child] not in ("prep", "npadvmod"):
            continue
        for at in (child, *parse.children[child]):
            near = bisect_right(parse.entities, at, key=lambda entity: entity.start) - 1
            inside = near >= 0 and at < parse.entities[near].end
            if inside and parse.entities[near].label in ("DATE", "TIME"):
                return True
    return False


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


def _object(
    parse: Parse, places: list[LocatedPlace], verb: int, words: PlaceWords
) -> list[LocatedPlace]:
    """The places that a verb of going there has as its object, or its subject in the passive."""
    search = Search(parse, places, words, going=True)
    for below in parse.children[verb]:
        if parse.deps[below] in ("dobj", "nsubjpass"):
            found = named(search, below)
            if found:
                return found
    return []


def _where(search: Search, token: int) -> list[LocatedPlace]:
    """ "... in Riyadh, where they met"; and "here" in a report with a dateline."""
    parse, at = search.parse, token
    for _ in range(_HIGHEST):
        words = {parse.lower[c] for c in parse.children[at] if parse.deps[c] == "advmod"}
        if "where" in words:
            found = named(search, parse.heads[at]) if parse.deps[at] == "relcl" else []
            return found or _before_where(search, at)
        if "here" in words:
            place = _dateline(parse, search.places)
            return [place] if place is not None else []
        if parse.heads[at] == at:
            break
        at = parse.heads[at]
    return []


def _of_doer(search: Search, verb: int) -> list[LocatedPlace]:
    """Where who acts is, if nothing tells where the act is: "speaking in Oslo, she vowed", "leaders
    meeting in Oslo pledged", "an Oslo court convicted", "the ministry in Oslo summoned"; and, for
    what one travels for, where one goes: "flew to Oslo to meet them"."""
    parse, words = search.parse, search.words
    if parse.pos[verb] != "VERB":
        return []
    head = parse.heads[verb]
    to = any(parse.lower[c] == "to" and parse.deps[c] == "aux" for c in parse.children[verb])
    if to and parse.deps[verb] in ("advcl", "xcomp"):  # "flew to Oslo to meet them"
        if parse.lemmas[head] in words.going:
            return _reached(search, head)
        if parse.lemmas[head] in words.reaching:
            return _object(parse, search.places, head, words)
    staged = [c for c in parse.children[verb] if parse.deps[c] == "advcl"]
    subject = next(
        (c for c in parse.children[verb] if parse.deps[c] in ("nsubj", "nsubjpass")), None
    )
    if subject is not None:
        staged += [c for c in parse.children[subject] if parse.deps[c] == "acl"]
    for clause in staged:
        if parse.tags[clause] in ("VBG", "VBN") and parse.lemmas[clause] in words.staging:
            found = places_of(parse, search.places, clause, words)
            if found:
                return found
    if subject is None or parse.pos[subject] not in _NOMINAL:
        return []
    return _of_subject(search, subject)


def _of_subject(search: Search, subject: int) -> list[LocatedPlace]:
    parse, words = search.parse, search.words
    for prep in parse.children[subject]:
        if parse.deps[prep] != "prep" or parse.lower[prep] not in _STANDING:
            continue
        for below in parse.children[prep]:
            if parse.deps[below] == "pobj":
                away = parse.lemmas[below] in words.going
                found = (
                    _reached(search, below) if away else on_ground(search, below, parse.lower[prep])
                )
                if found:
                    return found
    return named(search, subject) if parse.lower[subject] in words.authority else []


def _reached(search: Search, going: int) -> list[LocatedPlace]:
    """Where a journey leads: "flew [to Oslo]", "on a trip [to Oslo]"."""
    for prep in search.parse.children[going]:
        if search.parse.lower[prep] == "to":
            for below in search.parse.children[prep]:
                if search.parse.deps[below] == "pobj":
                    return named(search, below)
    return []


def _before_where(search: Search, verb: int) -> list[LocatedPlace]:
    """The place right before the "where" of a clause, wherever the parser hung that."""
    parse = search.parse
    for below in parse.children[verb]:
        if parse.lower[below] == "where" and below > 1:
            end = below - 1 if parse.lower[below - 1] == "," else below
            place = at_token(search.places, end - 1)
            return [place] if place is not None else []
    return []


def _dateline(parse: Parse, places: list[LocatedPlace]) -> LocatedPlace | None:
    """The place in capitals that the report begins with."""
    first = places[0]
    opens = first.start <= 3 and parse.words[first.start].isupper()
    return first if opens and _rank(first) == 0 else None
