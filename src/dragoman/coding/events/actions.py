"""An action: one reading of one trigger, an event before it has time and place."""

from dataclasses import dataclass

from dragoman.coding.events.parties import Party
from dragoman.model import Status

VERBS = frozenset({"VERB", "AUX"})
NOUNS = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Action:
    """One reading of one trigger: an event without time and place."""

    event: str
    mode: str
    cameo: str
    token: int  # the trigger's head
    cue: tuple[int, ...]
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    status: Status
    context: tuple[str, ...]
    because: str
    nominal: bool
    certain: float  # 0 to 1: how directly the words say it
    covers: frozenset[int]  # tokens whose own events this action tells
