"""What the actor stage hands on: the actors of a report and where they are mentioned.

The statement and event stages ask one question of it: who is meant by the noun at this token?
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from dragoman.model import Actor

MentionKind = Literal["name", "title", "description", "demonym", "pronoun", "collective"]


class Mention(NamedTuple):
    """Tokens ``[start, end)`` with the head noun ``head`` that mean one actor, or several where a
    plural ("the two leaders", "they") stands for members named elsewhere."""

    start: int
    end: int
    head: int
    actors: tuple[str, ...]  # ids
    kind: MentionKind
    because: str  # table row or rule, for people


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of one report. ``mentions`` are in text order and do not overlap, save that a
    demonym or possessor inside a longer mention ("[US] Embassy", "[Khan]'s spokesman") has its own.
    ``by_head`` finds the mention whose head is a token (the widest where there are two)."""

    actors: dict[str, Actor] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    by_head: dict[int, Mention] = field(default_factory=dict)
