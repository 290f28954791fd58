"""What an action tells besides its own words, so that it is not told twice."""

from collections.abc import Callable

from dragoman.coding.events.actions import NOUNS, VERBS, Action
from dragoman.coding.events.matching import Match
from dragoman.coding.events.protests import aims
from dragoman.coding.events.slots import Slots
from dragoman.coding.parsing import Parse

# Types that are done by words: what they are about is told by them.
_VERBAL = frozenset({"REQUEST", "REJECT", "THREATEN", "AGREE", "ACCUSE", "SUPPORT", "CONCEDE"})
CIRCUMSTANCES = frozenset({"after", "amid", "despite", "during", "following", "since", "before"})
_SENTENCING = frozenset({"SANCTION", "COERCE"})


def covered(
    parse: Parse,
    token: int,
    match: Match,
    slots: Slots,
    actions: Callable[[int], list[Action]],
) -> frozenset[int]:
    """What this action tells: its trigger, what met its conditions, and, of a verbal act,
    everything in its complement but the relative clauses there."""
    covered = {token, *match.trigger, *match.fillers}
    # "the raid killed": the raid is told by the verb.
    covered.update(
        at
        for at in slots.get("subj", ())
        if parse.pos[at] in NOUNS
        and any(action.event == match.frame.event for action in actions(at))
    )
    if match.frame.event in _SENTENCING:
        # "jailed for attacking": the charge is told by the verdict
        for prep in ("for", "of"):
            for at in slots.get(prep, ()):
                if parse.pos[at] in VERBS:
                    covered |= content_of(parse, at)
    if match.frame.event == "PROTEST":
        # "marched to denounce the cuts": what a protest is about is no second event
        for at in aims(parse, token, slots):
            covered |= content_of(parse, at)
    if match.frame.event in _VERBAL:
        tops = list(slots.get("comp", ()))
        if match.inner is not None:
            tops.append(match.inner)
        tops.extend(match.fillers)
        if match.frame.pos != "n":
            tops.extend(slots.get("obj", ()))
            for prep in ("for", "against", "over", "about", "to", "from", "of", "on", "with", "at"):
                tops.extend(slots.get(prep, ()))
        for top in tops:
            covered |= content_of(parse, top)
    return frozenset(covered)


def content_of(parse: Parse, top: int) -> set[int]:
    """A complement's tokens, without its relative and adverbial clauses and circumstances."""
    found, stack = set(), [top]
    while stack:
        at = stack.pop()
        found.add(at)
        stack.extend(c for c in parse.children[at] if not _is_aside(parse, c))
    return found


def _is_aside(parse: Parse, token: int) -> bool:
    """What stands in a complement without being promised, asked or blamed with it: relative
    clauses, and the circumstances ("will go on after the capture of the town")."""
    if parse.deps[token] == "prep":
        return parse.lower[token] in CIRCUMSTANCES
    return parse.deps[token] in ("relcl", "advcl")
