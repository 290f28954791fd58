"""Finding time expressions: the grammar's patterns over class letters, the longest match wins."""

import re

from dragoman.coding.parsing import Parse
from dragoman.coding.times.expression import Expression, Part
from dragoman.coding.times.filters import is_wanted, trimmed
from dragoman.coding.times.scan import scan
from dragoman.lexicon.times import CONTINUED, TimeWords


def recognize(parse: Parse, words: TimeWords) -> list[Expression]:
    """All time expressions of a report, in text order, none overlapping.

    Of matches that begin at one token the longest is taken, then the pattern that stands first
    in the lexicon; a match that does not stand up to the words around it (a number that counts
    people, a month's name that is a verb) gives way to the next.
    """
    letters, values = scan(parse, words)
    # Abbreviations ("Sept. 30") make false sentence ends, so only a paragraph parts a match.
    breaks = {start for start, _ in parse.paragraphs}
    names = _named(parse)
    candidates: list[tuple[int, int, int, str]] = []
    for order, pattern in enumerate(words.patterns):
        for start, end in _matches(pattern.regex, letters):
            candidates.append((start, start - end, order, pattern.kind))
    candidates.sort()
    found: list[Expression] = []
    free = 0
    for start, length, _, kind in candidates:
        end = start - length
        if start < free or any(at in breaks for at in range(start + 1, end)):
            continue
        parts = _parts(letters, values, words, start, end)
        expression = trimmed(parse, Expression(start, end, parse.span(start, end), kind, parts))
        if is_wanted(parse, expression, names):
            found.append(expression)
            free = end
    return found


def _matches(regex: re.Pattern[str], letters: str) -> list[tuple[int, int]]:
    return [match.span() for match in regex.finditer(letters)]


def _parts(
    letters: str, values: list[str], words: TimeWords, start: int, end: int
) -> tuple[Part, ...]:
    return tuple(
        Part(words.names[letters[at]], values[at], at)
        for at in range(start, end)
        if letters[at] != CONTINUED
    )


def _named(parse: Parse) -> frozenset[int]:
    """Tokens inside names of people and works, where "April" or "Sunday" is no time."""
    labels = ("PERSON", "WORK_OF_ART")
    return frozenset(
        at for name in parse.entities if name.label in labels for at in range(name.start, name.end)
    )
