"""What the time grammar finds, before and after it is resolved."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from dragoman.coding.parsing import Parse
from dragoman.model import Span, Time

# No clause has more times than this that matter on either side of its verb.
_FEW = 12


class Part(NamedTuple):
    """One word of an expression: its class, its value, and the token it begins at."""

    kind: str
    value: str
    token: int


class Expression(NamedTuple):
    """A time expression before it is resolved: tokens ``[start, end)``, code points, the kind of
    pattern that found it, and its parts in order."""

    start: int
    end: int
    span: Span
    kind: str
    parts: tuple[Part, ...]

    def value(self, *kinds: str) -> str | None:
        """The value of the first part of one of these classes, None if there is none."""
        for part in self.parts:
            if part.kind in kinds:
                return part.value
        return None

    def has(self, *kinds: str) -> bool:
        """True if a part is of one of these classes."""
        return any(part.kind in kinds for part in self.parts)

    def day_of_month(self) -> str | None:
        """The number beside the month's name ("at 5 p.m., Nov. 6" has another one)."""
        at = next((i for i, part in enumerate(self.parts) if part.kind == "MONTH"), None)
        if at is None:
            return None
        for near in (at + 1, at + 2, at - 1, at - 2):
            if not 0 <= near < len(self.parts):
                continue
            between = self.parts[(at + near) // 2 if abs(near - at) == 2 else at].kind
            if between not in ("MONTH", "DEF", "OF"):
                continue
            if self.parts[near].kind in ("DAY", "DORD", "ORD"):
                return self.parts[near].value
        return None


class DatedExpression(NamedTuple):
    """A resolved expression: tokens ``[start, end)``, the record that goes into the coding, and
    the kind of pattern that found it."""

    start: int
    end: int
    time: Time
    kind: str = ""


def top_of(parse: Parse, start: int, end: int) -> int:
    """The token of ``[start, end)`` that hangs on something outside it (the last such one)."""
    for at in range(end - 1, start - 1, -1):
        head = parse.heads[at]
        if head == at or not start <= head < end:
            return at
    return start


def governor_of(parse: Parse, start: int, end: int) -> int:
    """The token that an expression hangs on; its own top where that is a root.

    In "said Friday he will go" the parser likes to give the day to the second verb; a bare time
    right behind a verb belongs to that verb.
    """
    top = top_of(parse, start, end)
    head = parse.heads[top]
    bare = parse.deps[top] in ("npadvmod", "tmod", "advmod", "nmod", "compound", "dobj", "nsubj")
    if head >= end and bare and start and parse.pos[start - 1] == "VERB":
        nearest = parse.pos[head] in ("VERB", "AUX") and parse.tags[start - 1] != "VBG"
        if nearest and parse.sentence_of[start - 1] == parse.sentence_of[start]:
            return start - 1
    return head


def above_preposition(parse: Parse, prep: int, end: int) -> int:
    """What a preposition before a time hangs on. In "said on Friday it would leave" the parser
    likes to give the day to the second verb; right behind a verb it belongs to that verb."""
    head = parse.heads[prep]
    if head < end or not prep or parse.deps[prep] != "prep" or parse.pos[prep - 1] != "VERB":
        return head
    if parse.pos[head] not in ("VERB", "AUX") or parse.tags[prep - 1] == "VBG":
        return head
    subjects = [c for c in parse.children[head] if parse.deps[c] in ("nsubj", "nsubjpass")]
    same = parse.sentence_of[prep - 1] == parse.sentence_of[prep]
    return prep - 1 if same and subjects and subjects[0] >= end else head


def nearest(parse: Parse, dated: Sequence[DatedExpression], token: int) -> list[DatedExpression]:
    """The expressions of the token's sentence, no more than a few on either side."""
    first, last = parse.sentences[parse.sentence_of[token]]
    at = bisect_left(dated, token, key=lambda one: one.start)
    around = dated[max(0, at - _FEW) : at + _FEW]
    return [one for one in around if first <= one.start < last]
