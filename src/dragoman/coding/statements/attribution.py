"""The token-level record of an attribution, and small tools on token ranges."""

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.coding.parsing import Parse
from dragoman.model import StatementKind

Range = tuple[int, int]  # tokens [start, end)

_EDGES = frozenset({",", ".", ";", ":", "-", "--", "\u2014", "...", "\u2026"})
# Marks that content can begin with.
_OPENERS = frozenset("\"'`([{$#@%+&\u00a3\u20ac\u2014-.\u2026/*~=<")
# What a sentence can end with; the parser also cuts at brackets and inside clauses.
_SENTENCE_ENDS = frozenset({".", "?", "!", '"', "''", "'", ")", "\u2026", "...", ":", ";", "_"})
# At most this many pieces that the parser cut are put together again.
_MOST_PIECES = 4


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what, in tokens. ``anchor`` is the verb or noun of the cue, ``group`` the cue with
    its subject and adjuncts, ``speaker`` the head of the mention beside the cue. ``cue`` is empty
    (start = end) where a quotation continues an earlier one without any cue of its own."""

    anchor: int
    cue: Range
    group: Range
    content: tuple[Range, ...]
    speaker: int | None
    speaker_range: Range | None
    cue_class: str
    pattern: str
    medium: str | None = None
    kind: StatementKind = "indirect"


def whole_sentence(parse: Parse, token: int) -> Range:
    """The sentence around a token, put together again where the parser cut it in the middle."""
    number = parse.sentence_of[token]
    first, last = parse.sentences[number]
    for back in range(number - 1, max(-1, number - 1 - _MOST_PIECES), -1):
        start, end = parse.sentences[back]
        if parse.lower[end - 1] in _SENTENCE_ENDS or _paragraph_between(parse, end - 1):
            break
        first = start
    return first, last


def _paragraph_between(parse: Parse, token: int) -> bool:
    return "\n" in parse.text[parse.ends[token] : parse.starts[token + 1]]


def tidy(parse: Parse, start: int, end: int) -> Range | None:
    """The range without commas, stops and dashes at its edges and a conjunction at its end; None
    if nothing is left."""
    while start < end and (
        parse.lower[start] in _EDGES
        or not (set(parse.lower[start]) & _OPENERS or _is_word(parse, start))
    ):
        start += 1
    while end > start and (parse.lower[end - 1] in _EDGES or parse.deps[end - 1] == "cc"):
        end -= 1
    return (start, end) if start < end else None


def _is_word(parse: Parse, token: int) -> bool:
    return any(map(str.isalnum, parse.lower[token]))


def holds_word(parse: Parse, span: Range) -> bool:
    """True if the range holds a letter or digit."""
    return any(parse.lower[at][:1].isalnum() for at in range(*span))


def merge(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """The ranges in order, those that touch or overlap joined."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def without(span: Range, hole: Range) -> list[Range]:
    """What is left of a range when another one is cut out of it."""
    start, end = span
    left, right = (start, min(end, hole[0])), (max(start, hole[1]), end)
    return [part for part in (left, right) if part[0] < part[1]]
