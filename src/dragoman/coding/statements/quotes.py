"""Finding quotations: which stretches of the report stand in quotation marks.

Marks are read from the text itself, paragraph by paragraph, so that curly marks keep their
direction. Straight marks get theirs from the space around them. Only the outermost quotation is
kept. An opening mark without its closing one is taken as open to the paragraph's end where it
begins the paragraph (the custom of quotations over several paragraphs), and as a stray otherwise.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dragoman.coding.parsing import Parse

_OPENING = {
    "\u201c": "\u201d",
    "\u201e": "\u201d",
    "\u00ab": "\u00bb",
    "\u2039": "\u203a",
    "\u2018": "\u2019",
}
_CLOSING = frozenset({"\u201d", "\u00bb", "\u203a"})
_MARKS = frozenset("\"'`\u2018\u2019\u201a\u201b\u201f") | set(_OPENING) | _CLOSING
_SINGLE = frozenset("'\u2018\u2019\u201a\u201b")
_OPENERS_BEFORE = frozenset("([{\u2014\u2013-/\"\u201c\u2018'\u00ab:")
_SENTENCE_END = frozenset(".,?!;:\u2014\u2026")
_FULL_STOPS = frozenset(".?!")
_BEFORE_SPEECH = frozenset(".?!,:")  # what stands before words that make a sentence of their own
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# A quotation this long is an utterance even if it holds no finite verb (in words).
_LONG_QUOTE = 8


@dataclass(frozen=True, slots=True)
class Quote:
    """Tokens ``[start, end)`` with the marks; ``utterance`` is False for scare quotes and titles,
    ``closed`` where the closing mark is there."""

    start: int
    end: int
    utterance: bool
    closed: bool


class _Mark(NamedTuple):
    at: int  # code point
    width: int
    single: bool
    opens: bool
    closes: bool
    after_s: bool  # "the workers' demand"


def find_quotes(parse: Parse) -> list[Quote]:
    """The outermost quotations of a report, in text order."""
    found: list[Quote] = []
    for number, (first, last) in enumerate(parse.paragraphs):
        begin, end = parse.starts[first], parse.ends[last - 1]
        marks = list(_marks(parse.text, begin, end))
        goes_on = _opens(parse, number + 1)
        for opened, ended, closed in _pairs(parse.text, marks, begin, end, goes_on):
            start = min(bisect_left(parse.starts, opened), last - 1)
            stop = min(max(bisect_left(parse.starts, ended), start + 1), last)
            if stop > start + 1:
                found.append(_quote(parse, start, stop, closed))
    return found


def _opens(parse: Parse, paragraph: int) -> bool:
    """True if a paragraph begins with an opening mark, as one does that goes on with a quotation
    left open in the paragraph before."""
    if paragraph >= len(parse.paragraphs):
        return False
    first, last = parse.paragraphs[paragraph]
    begin = parse.starts[first]
    mark = next(_marks(parse.text, begin, min(begin + 3, parse.ends[last - 1])), None)
    return mark is not None and mark.at == begin and mark.opens and not mark.single


def _quote(parse: Parse, start: int, end: int, closed: bool) -> Quote:
    words = [at for at in range(start, end) if parse.lower[at][:1].isalnum()]
    finite = any(parse.tags[at] in _FINITE for at in words)
    inner = parse.text[parse.starts[start] : parse.ends[end - 1]].rstrip("\"'\u201d\u2019\u00bb` ")
    ended = bool(inner) and inner[-1] in _SENTENCE_END
    utterance = not _is_title(parse, words, finite) and (
        (finite and len(words) >= 3)
        or len(words) >= _LONG_QUOTE
        or (ended and len(words) >= 2 and inner[-1] != ":")
        or (ended and inner[-1] in "?!")
    )
    return Quote(start, end, utterance, closed)


def _is_title(parse: Parse, words: list[int], finite: bool) -> bool:
    """The name of a work: capitals on all words that take them in titles."""
    if not (3 if finite else 2) <= len(words) <= _LONG_QUOTE:
        return False
    return all(
        parse.words[at][:1].isupper() or parse.pos[at] in ("ADP", "DET", "CCONJ", "PART", "NUM")
        for at in words
    )


def _marks(text: str, begin: int, end: int) -> Iterator[_Mark]:
    """Every quotation mark of a paragraph that may open or close, apostrophes left out."""
    at = begin
    while at < end:
        char = text[at]
        if char not in _MARKS:
            at += 1
            continue
        width = 2 if char in "'`" and text[at : at + 2] in ("''", "``") else 1
        before = text[at - 1] if at > begin else " "
        after = text[at + width] if at + width < end else " "
        single = width == 1 and char in _SINGLE
        mark = _direction(char, before, after, single, at, width)
        if mark.opens or mark.closes:
            yield mark
        at += width


def _direction(char: str, before: str, after: str, single: bool, at: int, width: int) -> _Mark:
    if char in _CLOSING:
        return _Mark(at, width, False, False, True, False)
    if char in _OPENING and char != "\u2018":
        return _Mark(at, width, False, True, False, False)
    opens = (before.isspace() or before in _OPENERS_BEFORE) and not after.isspace()
    closes = not before.isspace() and not after.isalnum()
    if single:
        opens = (
            opens
            and (after.isupper() or after.islower() or after in '[("\u201c.')
            and char != "\u2019"
        )
        closes = closes and char not in "\u2018\u201a"
    elif opens and closes:  # between marks or dashes: toss by what follows
        closes = not after.isalnum()
    return _Mark(at, width, single, opens, closes, before in "sS" and after.isspace())


def _pairs(
    text: str, marks: list[_Mark], begin: int, end: int, goes_on: bool
) -> Iterator[tuple[int, int, bool]]:
    """Where each quotation opens, where it ends (after the closing mark), if it has one.
    ``goes_on``: the next paragraph begins with an opening mark."""
    singles_end = max((mark.at for mark in marks if mark.single and mark.closes), default=-1)
    opened: _Mark | None = None
    for number, mark in enumerate(marks):
        if opened is None:
            if mark.opens and (not mark.single or singles_end > mark.at):
                opened = mark
            continue
        if mark.single != opened.single:
            continue
        if mark.closes and not (mark.single and _is_possessive(marks, number)):
            yield opened.at, mark.at + mark.width, True
            opened = None
        elif mark.opens and not mark.closes and not mark.single:
            if text[opened.at : mark.at].rstrip()[-1:] in _FULL_STOPS:
                yield opened.at, mark.at, False
            opened = mark
    if opened is None or opened.single:
        return
    inside = text[opened.at + opened.width : end].strip()
    starts = text[begin : opened.at].rstrip()[-1:] in _BEFORE_SPEECH and inside[:1].isupper()
    goes_on = goes_on and inside[-1:] in _FULL_STOPS
    if opened.at <= begin or (goes_on and starts):
        yield opened.at, end, False


def _is_possessive(marks: list[_Mark], number: int) -> bool:
    """A single mark after an "s", with another closing one before the next opening one, is an
    apostrophe ("the workers' demand")."""
    if not marks[number].after_s or number + 1 >= len(marks):
        return False
    later = marks[number + 1]
    return later.single and later.closes and not later.opens
