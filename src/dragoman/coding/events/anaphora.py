"""Whose deed it was that is only named again: "condemned the attack", "rejected the demand",
"a step welcomed by Paris".

The doer is that of the last action told before it that the noun can mean: an attack is an ASSAULT,
a demand a REQUEST, a step whatever was done. What names no other side at all is taken to be about
the country of the sentences before it.
"""

from dataclasses import replace

from dragoman.coding.events.actions import Action
from dragoman.coding.events.interpreter import Interpreter
from dragoman.coding.parsing import Parse

# Types that are about what somebody did.
_ABOUT_DEEDS = frozenset({"ACCUSE", "SUPPORT", "REJECT", "REQUEST", "THREATEN"})
# Types that somebody has to suffer, get or be told.
_TAKES_TWO = frozenset({"SANCTION", "AID", "REQUEST", "ACCUSE", "REJECT"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
_RALLYING = "113"  # an appeal to the people is against whom it names, or against nobody
_CAPTURE = frozenset({"arrest", "abduct"})  # modes
_FAR = 6  # sentences back
_NEAR = 2


def with_doers(found: list[Action], parse: Parse, interpreter: Interpreter) -> list[Action]:
    """The actions, those without a target given the doer of the deed that they are about."""
    told: list[Action] = []
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
            action = _with_topic(action, told, parse, interpreter)
        told.append(action)
    return told


def _names_a_deed(action: Action, parse: Parse, interpreter: Interpreter) -> bool:
    """True for "condemned the attack", of which the doer was not told."""
    return any(
        parse.pos[at] == "NOUN"
        and at not in action.cue
        and _is_known(parse, at, interpreter.deeds)
        and parse.lemmas[at] in interpreter.book.nouns
        for at in action.covers
    )


def _with_topic(
    action: Action, told: list[Action], parse: Parse, interpreter: Interpreter
) -> Action:
    """The action, done to the country that the sentences before it were about: "Chad's army seized
    power. Washington has frozen aid." """
    here = parse.sentence_of[action.token]
    actors = interpreter.cast.actors
    own = {None, *(actors[party.actor].country for party in action.source)}
    for other in reversed(told):
        back = here - parse.sentence_of[other.token]
        if back > _NEAR:
            break
        for side in (other.target, other.source) if back else ():
            found = tuple(party for party in side if actors[party.actor].country not in own)
            if found:
                return replace(action, target=found[:1], certain=min(action.certain, 0.8))
    return action


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
