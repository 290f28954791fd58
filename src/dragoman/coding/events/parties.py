"""From the words in a slot to the actors they mean.

"the Turkish president" is an actor; "a convoy of UN trucks" is none but belongs to one; "scores of
protesters" means those it is made of. The rules here are about noun phrases only; who an actor is
was settled before, in the cast.
"""

from typing import NamedTuple

from dragoman.coding.cast import Cast, Mention
from dragoman.coding.parsing import Parse
from dragoman.coding.trees import conjuncts, prepositional


class Party(NamedTuple):
    """An actor id and the tokens ``[start, end)`` of the mention that puts it into the event."""

    actor: str
    start: int
    end: int


_DOER_PREPOSITIONS = ("of", "by", "from", "between", "among")
_OWNER_PREPOSITIONS = (*_DOER_PREPOSITIONS, "in", "with")
_NAMED = frozenset({"name", "title"})
_CLAUSE_PARTS = frozenset({"nsubj", "nsubjpass"})
# Where in its phrase an actor has to stand to be what a predicate is about.
_ARGUMENTS = frozenset(
    {"poss", "pobj", "dobj", "nsubj", "nsubjpass", "compound", "amod", "dative", "attr"}
)
_SETTING = frozenset(
    {
        "after", "amid", "although", "as", "before", "despite", "during", "following", "if",
        "including", "like", "since", "though", "unless", "unlike", "until", "when", "where",
        "while", "without",
    }
)  # fmt: skip
_MAX_DEPTH = 4  # phrases of phrases: "the head of the office of the president of X"


def direct(parse: Parse, cast: Cast, token: int, transparent: frozenset[str]) -> list[Party]:
    """The actors that the noun at ``token`` itself means, with its conjuncts. Nouns that only
    count or group ("dozens of", "a group of") are looked through."""
    found: list[Party] = []
    for at in conjuncts(parse, token):
        one = _one(parse, cast, at, transparent, _MAX_DEPTH)
        found.extend(one)
        if one:
            found.extend(_listed(parse, cast, at, transparent))
    return _unique(found)


def _listed(parse: Parse, cast: Cast, token: int, transparent: frozenset[str]) -> list[Party]:
    """Names that the parser took for appositions and that are other actors: members of a list
    ("met A, B and C")."""
    own = set(cast.by_head[token].actors) if token in cast.by_head else set()
    found: list[Party] = []
    for at in parse.children[token]:
        mention = cast.by_head.get(at)
        if parse.deps[at] != "appos" or mention is None or mention.kind not in _NAMED:
            continue
        if mention.kind == "title" and not _is_named_below(parse, cast, at, mention.actors):
            continue
        # The same actor under another name is none, but what is coordinated with it is.
        new = own.isdisjoint(mention.actors)
        for other in [at] if new else conjuncts(parse, at)[1:]:
            found.extend(direct(parse, cast, other, transparent) if own else [])
    return found


def _is_named_below(parse: Parse, cast: Cast, token: int, actors: tuple[str, ...]) -> bool:
    """True for a title that its own name follows: "Secretary Aftab Khokher"."""
    return any(
        at in cast.by_head and cast.by_head[at].kind == "name" and cast.by_head[at].actors == actors
        for at in parse.subtree(token)
    )


def _one(
    parse: Parse, cast: Cast, token: int, transparent: frozenset[str], depth: int
) -> list[Party]:
    mention = cast.by_head.get(token)
    if mention is None:
        # "Chief of Army Staff General Bajwa": the name at the end of its title's phrase
        for _, at in prepositional(parse, token):
            named = cast.by_head.get(at)
            if named is not None and named.start <= token < named.end:
                mention = named
                break
    if mention is None and parse.deps[token] in _CLAUSE_PARTS:
        mention = _name_around(parse, cast, token)
    if mention is not None and mention.actors:
        return [Party(actor, mention.start, mention.end) for actor in mention.actors]
    if depth and (parse.lemmas[token] in transparent or parse.pos[token] in ("NUM", "DET", "PRON")):
        for prep, at in prepositional(parse, token):
            if prep in ("of", "between", "among"):
                return [
                    party
                    for each in conjuncts(parse, at)
                    for party in _one(parse, cast, each, transparent, depth - 1)
                ]
    return []


def _name_around(parse: Parse, cast: Cast, token: int) -> Mention | None:
    """The name of which the parser made a part the head: "Theresa" of "Theresa May welcomed"."""
    if parse.pos[token] != "PROPN":
        return None
    for at in (token + 1, token + 2):
        mention = cast.by_head.get(at)
        if mention is not None and mention.start <= token and mention.kind in _NAMED:
            return mention
    return None


def owners(
    parse: Parse,
    cast: Cast,
    token: int,
    transparent: frozenset[str],
    by: tuple[str, ...] = _OWNER_PREPOSITIONS,
) -> list[Party]:
    """The actors that stand behind a thing: its possessor, an actor's name or adjective before
    it, or the phrase after it ("Iran's plan", "US sanctions", "the offer of the rebels").
    ``by`` are the prepositions that may introduce them, the likeliest first."""
    return _owners(parse, cast, token, transparent, by, _MAX_DEPTH)


def _owners(
    parse: Parse,
    cast: Cast,
    token: int,
    transparent: frozenset[str],
    by: tuple[str, ...],
    depth: int,
) -> list[Party]:
    found: list[Party] = []
    for at in parse.children[token]:
        if parse.deps[at] in ("poss", "compound", "amod", "nmod"):
            found.extend(direct(parse, cast, at, transparent))
            if not found and depth and parse.deps[at] == "poss":
                found.extend(_owners(parse, cast, at, transparent, by, depth - 1))
    if found:
        return _unique(found)
    pairs = prepositional(parse, token)
    for wanted in by:
        for prep, at in pairs:
            if prep != wanted:
                continue
            found = direct(parse, cast, at, transparent)
            if not found and depth:
                found = _owners(parse, cast, at, transparent, by, depth - 1)
            if found:
                return found
    return []


def any_party(
    parse: Parse, cast: Cast, token: int, transparent: frozenset[str], doer: bool = False
) -> list[Party]:
    """Whom a slot's filler means, or else who stands behind it; with ``doer`` only who can have
    done it, not where it was ("a bombing in Iraq")."""
    found = direct(parse, cast, token, transparent)
    if found:
        return found
    behind = [
        party
        for at in conjuncts(parse, token)
        if parse.pos[at] in ("NOUN", "PROPN", "VERB", "NUM", "ADJ")
        for party in owners(
            parse, cast, at, transparent, _DOER_PREPOSITIONS if doer else _OWNER_PREPOSITIONS
        )
    ]
    return _unique(behind)


def _unique(parties: list[Party]) -> list[Party]:
    """Each actor once, at its first mention."""
    seen: dict[str, Party] = {}
    for party in parties:
        seen.setdefault(party.actor, party)
    return list(seen.values())


def union(*groups: list[Party]) -> list[Party]:
    """The parties of several groups, each actor once, in order."""
    return _unique([party for group in groups for party in group])


def without_places(cast: Cast, parties: list[Party]) -> list[Party]:
    """The parties without places of a state that takes part itself: "Russia's Tula region"."""
    states = {
        cast.actors[party.actor].country
        for party in parties
        if cast.actors[party.actor].kind == "state"
    }
    return [
        party
        for party in parties
        if cast.actors[party.actor].kind != "place"
        or cast.actors[party.actor].country not in states
    ]


def not_at_home(cast: Cast, parties: list[Party], source: list[Party]) -> list[Party]:
    """The parties without the places and the state of who acts: troops that drill off their own
    coast drill against nobody."""
    own = {cast.actors[party.actor].country for party in source}
    return [
        party
        for party in parties
        if cast.actors[party.actor].kind not in ("place", "state")
        or cast.actors[party.actor].country not in own
    ]


def others_below(
    parse: Parse, cast: Cast, token: int, parties: list[Party], labels: frozenset[str]
) -> list[Party]:
    """The first actors of some country behind ``token`` and below it that take no part yet, with
    those they are coordinated with. What belongs to a party ("its troops") or stands in its own
    phrase is none. ``labels`` are dependencies that are not followed."""
    known = {party.actor for party in parties}
    level = [
        c
        for c in parse.children[token]
        if c > token and parse.deps[c] not in labels and not _is_setting(parse, c)
    ]
    for _ in range(_MAX_DEPTH + 2):
        for at in level:
            found = _new_party(parse, cast, at, parties, known)
            if found:
                return found
        level = [
            c
            for at in level
            for c in parse.children[at]
            if (parse.deps[c] not in labels or parse.deps[c] in ("nsubj", "nsubjpass"))
            and not _is_setting(parse, c)
        ]
    return []


def _new_party(
    parse: Parse, cast: Cast, token: int, parties: list[Party], known: set[str]
) -> list[Party]:
    mention = cast.by_head.get(token)
    if mention is None or mention.kind == "pronoun" or known & set(mention.actors):
        return []
    if parse.deps[token] not in _ARGUMENTS or _belongs(parse, cast, token, known):
        return []
    if any(party.start <= token < party.end for party in parties):
        return []
    return [
        party
        for party in direct(parse, cast, token, frozenset())
        if party.actor not in known and cast.actors[party.actor].country is not None
    ]


def _is_setting(parse: Parse, token: int) -> bool:
    """What tells when and under which circumstances, not whom it is about: "after the coup",
    "despite pressure by the Commission", "as the government fell"."""
    if parse.deps[token] == "prep":
        return parse.lower[token] in _SETTING
    return parse.deps[token] == "advcl" and any(
        parse.deps[c] in ("mark", "advmod") and parse.lower[c] in _SETTING
        for c in parse.children[token]
    )


def _belongs(parse: Parse, cast: Cast, token: int, known: set[str]) -> bool:
    """True for "its troops" and "Iran's diplomats", where Iran is known."""
    return any(
        parse.deps[c] == "poss" and c in cast.by_head and known & set(cast.by_head[c].actors)
        for c in parse.children[token]
    )
