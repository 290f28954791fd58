"""Finding time expressions: the grammar's patterns over class letters, the longest match wins."""

import re

from dragoman.coding.parsing import Parse
from dragoman.coding.times.expression import Expression, Part
from dragoman.coding.times.filters import is_wanted, trimmed
from dragoman.coding.times.scan import scan
from dragoman.lexicon.times import CONTINUED, OTHER, TimeWords

_RUN = re.compile(f"[^{OTHER}]+")


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
    dense, places = _condensed(letters, words)
    for order, pattern in enumerate(words.patterns):
        for match in pattern.regex.finditer(dense):
            start, end = match.span()
            candidates.append((places[start], start - end, order, pattern.kind))
    candidates.sort()
    found: list[Expression] = []
    free = 0
    for start, length, _, kind in candidates:
        end = start - length
        if start < free or any(at in breaks for at in range(start + 1, end)):
            continue
        parts = _parts(letters, values, words, start, end)
        expression = trimmed(parse, Expression(start, end, parse.span(start, end), kind, parts))
        if kind == "none":
            free = end
        elif is_wanted(parse, expression, names):
            found.extend(_both(parse, expression) if kind == "pair" else [expression])
            free = end
    return found


def _both(parse: Parse, pair: Expression) -> list[Expression]:
    """ "February 27" and "28" of "February 27 and 28", the second with the month of the first."""
    middle = next(i for i, part in enumerate(pair.parts) if part.kind == "AND")
    mark = pair.parts[middle].token
    left, right = pair.parts[:middle], pair.parts[middle + 1 :]
    years = tuple(part for part in right if part.kind == "YEAR")
    month = tuple(part for part in left if part.kind == "MONTH")
    day = tuple(part for part in right if part.kind in ("DAY", "DORD"))
    return [
        Expression(pair.start, mark, parse.span(pair.start, mark), "calendar", left + years),
        Expression(mark + 1, pair.end, parse.span(mark + 1, pair.end), "calendar",
                   month + day + years),
    ]  # fmt: skip


def _condensed(letters: str, words: TimeWords) -> tuple[str, list[int]]:
    """The stretches of ``letters`` that can hold an expression, parted by OTHER, and the token
    that each letter stands for. Most of a report is left out."""
    pieces: list[str] = []
    places: list[int] = []
    for run in _RUN.finditer(letters):
        if words.core.search(run.group()):
            pieces.append(run.group())
            places.extend(range(run.start(), run.end() + 1))
    return OTHER.join(pieces), places


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
