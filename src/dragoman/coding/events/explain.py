"""How a sentence was read: each trigger, the frames considered for it and what became of it."""

from dataclasses import dataclass

from dragoman.coding.cast import Cast
from dragoman.coding.events import is_headline, is_worth_coding, read_sentence
from dragoman.coding.events.actions import Action
from dragoman.coding.events.interpreter import Interpreter
from dragoman.coding.parsing import Parse
from dragoman.lexicon.frames import Frame


@dataclass(frozen=True, slots=True)
class Consideration:
    """A frame that a word might have carried, and the condition that kept it from it (None for
    one that fits; only the first of those is taken)."""

    frame: Frame
    unmet: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One trigger word of a sentence: what was considered, what it was read as, and its fate."""

    token: int
    considered: tuple[Consideration, ...]
    actions: tuple[Action, ...]
    fate: str


def explain_sentence(parse: Parse, interpreter: Interpreter, number: int) -> list[Reading]:
    """The readings of sentence ``number`` (counted from 0), in text order."""
    start, end = parse.sentences[number]
    bare = is_headline(parse)
    kept = read_sentence(parse, interpreter, start, end, bare)
    readings = []
    for token in range(start, end):
        frames = interpreter.frames_at(token)
        if not frames:
            continue
        slots = interpreter.slots(token)
        considered = tuple(
            Consideration(frame, interpreter.matcher.unmet(token, frame, slots)) for frame in frames
        )
        actions = tuple(interpreter.actions(token))
        fate = _fate(token, actions, considered, kept, None if bare else interpreter.cast)
        readings.append(Reading(token, considered, actions, fate))
    return readings


def _fate(
    token: int,
    actions: tuple[Action, ...],
    considered: tuple[Consideration, ...],
    kept: list[Action],
    cast: Cast | None,
) -> str:
    """``cast`` is None for a bare headline, in which nobody has to be named."""
    taken = next((one.frame for one in considered if one.unmet is None), None)
    if taken is None:
        return "no frame fits"
    if taken.event == "none":
        return "a look-alike that stays silent"
    if any(token == action.token for action in kept):
        return "coded"
    teller = next((action for action in kept if token in action.covers), None)
    if teller is not None:
        return f"told by the {teller.event}"
    if not actions:
        return "its complement carries no action"
    if cast is not None and not any(is_worth_coding(action, cast) for action in actions):
        return "dropped: it names nobody who takes part"
    return "dropped: told already"
