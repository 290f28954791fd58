"""Whom a protest turns against, where its frame does not say: who is asked or blamed by it, whose
embassy or palace it stands before, whose doing it is about."""

from dragoman.coding.events.slots import Slots
from dragoman.coding.parsing import Parse
from dragoman.coding.trees import prepositional

_BEFORE = ("outside", "before", "near", "around", "opposite", "on", "to", "toward", "towards")
_FACING = frozenset({"front"})  # "in front of"
_ABOUT = ("against", "over", "at", "about")


def aims(parse: Parse, token: int, slots: Slots) -> list[int]:
    """The verbs that say what a protest wants or blames: "marched to demand", "on strike,
    accusing"."""
    found = list(slots.get("comp", ()))
    below = [at for top in (token, *slots.get("obj", ())) for at in parse.children[top]]
    for at in below:
        if parse.deps[at] not in ("advcl", "acl", "relcl") or at < token or at in found:
            continue
        infinitive = any(parse.tags[c] == "TO" for c in parse.children[at] if c < at)
        if (infinitive or parse.tags[at] == "VBG") and not any(
            parse.deps[c] in ("mark", "nsubj") for c in parse.children[at]
        ):
            found.append(at)
    return found


def faced(parse: Parse, slots: Slots) -> list[int]:
    """The nouns before which a protest stands: "outside the embassy", "in front of the palace"."""
    found = [at for prep in _BEFORE for at in slots.get(prep, ())]
    for front in slots.get("in", ()):
        if parse.lower[front] in _FACING:
            found += [at for prep, at in prepositional(parse, front) if prep == "of"]
    return found


def about(slots: Slots) -> list[int]:
    """The nouns that tell what a protest is about: "over the decision of the court"."""
    return [at for prep in _ABOUT for at in slots.get(prep, ())]
