"""Whose deed it was that is only named again: "condemned the attack", "rejected the demand",
"a step welcomed by Paris".

The doer is that of the last action told before it that the noun can mean: an attack is an ASSAULT,
a demand a REQUEST, a step whatever was done. What names no other side at all is taken to be about
the country of the sentences before it.
"""

from dataclasses import replace

from dragoman.coding.cast import Cast
from dragoman.coding.events.actions import VERBS, Action
from dragoman.coding.events.interpreter import Interpreter
from dragoman.coding.events.parties import Party
from dragoman.coding.parsing import Parse
from dragoman.coding.trees import subject

# Types that are about what somebody did.
_ABOUT_DEEDS = frozenset({"ACCUSE", "SUPPORT", "REJECT", "REQUEST", "THREATEN"})
# Types that somebody has to suffer, get or be told.
_TAKES_TWO = frozenset({"SANCTION", "AID", "REQUEST", "ACCUSE", "REJECT"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
_RALLYING = "113"  # an appeal to the people is against whom it names, or against nobody
_CAPTURE = frozenset({"arrest", "abduct"})  # modes
_ANSWERS = frozenset({"ACCUSE", "SANCTION"})  # to what was done, by whoever did it
_CAUSES = frozenset({"after", "because", "since", "as"})
_FAR = 6  # sentences back
_NEAR = 2
_CLEARLY = 3  # times as often spoken of as who was named last


def with_doers(found: list[Action], parse: Parse, interpreter: Interpreter) -> list[Action]:
    """The actions, those without a target given the doer of the deed that they are about."""
    told: list[Action] = []
    weights = _weights(interpreter.cast)
    for action in found:
        if action.event in _ABOUT_DEEDS and action.source and not action.target:
            action = _with_doer(action, told, parse, interpreter)
        if (
            action.event in _TAKES_TWO
            and action.cameo != _RALLYING
            and action.source
            and not action.target
            and not _names_a_deed(action, parse, interpreter)
        ):
            caused = _with_cause(action, parse, interpreter)
            action = caused or _with_topic(action, told, parse, interpreter, weights)
        if action.mode == "third-party" and action.source and not action.target:
            action = _between(action, parse, interpreter)
        told.append(action)
    return told


def _between(action: Action, parse: Parse, interpreter: Interpreter) -> Action:
    """The mediation, between those who act under what was mediated: "A and B agreed in [talks
    mediated by C]", "under [a deal brokered by C], A will free"."""
    noun = parse.heads[action.token]
    over = parse.heads[noun]
    if parse.deps[action.token] not in ("acl", "relcl") or parse.deps[noun] != "pobj":
        return action
    who = subject(parse, parse.heads[over]) if parse.pos[parse.heads[over]] in VERBS else None
    own = {party.actor for party in action.source}
    found = [] if who is None else interpreter.roles.meant(who, doer=True)
    sides = tuple(party for party in found if party.actor not in own)
    return replace(action, target=sides, certain=min(action.certain, 0.8)) if sides else action


def _names_a_deed(action: Action, parse: Parse, interpreter: Interpreter) -> bool:
    """True for "condemned the attack", of which the doer was not told."""
    return any(
        parse.pos[at] == "NOUN"
        and at not in action.cue
        and _is_known(parse, at, interpreter.deeds)
        and parse.lemmas[at] in interpreter.book.nouns
        for at in action.covers
    )


def _weights(cast: Cast) -> dict[str, int]:
    """How often a report speaks of the actors of each country."""
    counts: dict[str, int] = {}
    for mention in cast.mentions:
        for actor in mention.actors:
            country = cast.actors[actor].country
            if country is not None:
                counts[country] = counts.get(country, 0) + 1
    return counts


def _with_cause(action: Action, parse: Parse, interpreter: Interpreter) -> Action | None:
    """The action, against whoever did what set it off: "protested after Chad's ships entered"."""
    if action.event not in _ANSWERS:
        return None
    own = _countries(action.source, interpreter) | {None}
    for clause in parse.children[action.token]:
        opened = [parse.lower[c] for c in parse.children[clause] if parse.deps[c] == "mark"]
        if parse.deps[clause] != "advcl" or not _CAUSES.intersection(opened):
            continue
        for at in interpreter.slots(clause).get("subj", ()):
            found = tuple(
                party
                for party in interpreter.roles.meant(at, doer=True)
                if interpreter.cast.actors[party.actor].country not in own
            )
            if found:
                return replace(action, target=found, certain=min(action.certain, 0.8))
    return None


def _countries(parties: tuple[Party, ...], interpreter: Interpreter) -> set[str | None]:
    return {interpreter.cast.actors[party.actor].country for party in parties}


def _with_topic(
    action: Action,
    told: list[Action],
    parse: Parse,
    interpreter: Interpreter,
    weights: dict[str, int],
) -> Action:
    """The action, done to the country that the sentences before it were about: "Chad's army seized
    power. Washington has frozen aid." The last of them, unless the report speaks of another far
    more."""
    here = parse.sentence_of[action.token]
    actors = interpreter.cast.actors
    own = _countries(action.source, interpreter) | {None}
    best, most = None, 0
    for other in reversed(told):
        back = here - parse.sentence_of[other.token]
        if back > _NEAR:
            break
        for party in (*other.target, *other.source) if back else ():
            country = actors[party.actor].country
            weight = 0 if country is None or country in own else weights.get(country, 0)
            if weight >= max(1, _CLEARLY * most):
                best, most = party, weight
    if best is None:
        return action
    return replace(action, target=(best,), certain=min(action.certain, 0.8))


def _with_doer(
    action: Action, told: list[Action], parse: Parse, interpreter: Interpreter
) -> Action:
    for noun in sorted(action.covers):
        if parse.pos[noun] != "NOUN" or not _is_known(parse, noun, interpreter.deeds):
            continue
        earlier = _told_before(noun, action, told, parse, interpreter)
        if earlier is not None:
            return replace(action, target=earlier.source, certain=min(action.certain, 0.8))
    return action


def _told_before(
    noun: int, action: Action, told: list[Action], parse: Parse, interpreter: Interpreter
) -> Action | None:
    """The action that the noun names again: best one told with the same word, else the last of
    its type. Whoever is to release people is who took them."""
    lemma = parse.lemmas[noun]
    frames = interpreter.book.nouns.get(lemma, ())
    kinds = {frame.event for frame in frames}
    generic = lemma in interpreter.deeds
    held = action.event == "REQUEST" and any(frame.mode == "release" for frame in frames)
    sources = {party.actor for party in action.source}
    here = parse.sentence_of[action.token]
    found: Action | None = None
    for other in reversed(told):
        if here - parse.sentence_of[other.token] > _FAR:
            break
        fits = other.mode in _CAPTURE if held else generic or other.event in kinds
        doers = {party.actor for party in other.source}
        if not fits or other.status not in ("actual", "planned") or not doers:
            continue
        if doers & sources:
            continue
        if any(parse.lemmas[at] == lemma for at in other.cue):
            return other
        found = found or other
    return found


def _is_known(parse: Parse, noun: int, deeds: frozenset[str]) -> bool:
    """Something told before: "the attack", "this step", a plural without article, and "a step" in
    apposition to what was done."""
    dets = [parse.lower[c] for c in parse.children[noun] if parse.deps[c] in ("det", "poss")]
    if parse.deps[noun] == "appos" and parse.lemmas[noun] in deeds:
        return True
    return any(word in _DEFINITE for word in dets) if dets else parse.tags[noun] == "NNS"
