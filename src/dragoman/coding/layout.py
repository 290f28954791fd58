"""How a report is laid out: its paragraphs, and the datelines that stand before sentences."""

import re
from collections.abc import Iterator

from dragoman.model import Span

_BLANK_LINE = re.compile(r"\n[ \t\u00a0]*\n\s*")
_LINE = re.compile(r"\n+")
# A text whose lines are cut at a fixed width: most lines are this long and end without a stop.
_WRAPPED_WIDTH = (50, 100)


# A word longer than this is no word; the tokenizer's time grows with its square.
_LONGEST_WORD = 400  # code points
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD}}}")
# A longer paragraph is cut at a space: the parser's memory grows with its length.
_LONGEST_PARAGRAPH = 50_000  # code points: a sentence of 8,000 words
_LONGEST_DATELINE = 120  # code points
_CITY = r"[A-Z][\w.'\u2019-]+(?:[ /][A-Z][\w.'\u2019-]+){0,3}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH}\ \d{{1,2}}|\d{{1,2}}\ {_MONTH})(?:,?\ \d{{4}})?"
_DESK = r"\([^()\n]{2,40}\)"
_DASH = r"(?:--|[-\u2013\u2014_])"

# "KABUL, June 3 (Reuters) -", "THE HAGUE, Netherlands --", "Moscow (AP) -", "(CNN)". The parser
# would take these for the subject of the sentence behind them.
_AGENCY_LINE = re.compile(
    rf"""(?: (?: (?:[A-Z]{{2}}\ )?[A-Z][A-Z.'\u2019-]{{2,}} (?:[ ,/]+[A-Z][\w.'\u2019/-]*){{0,5}}
              (?:,?\ {_DAY})? (?:,?\ *{_DESK})?
          | {_CITY} (?:,\ {_CITY})? (?:,\ {_DAY})? \ *{_DESK} )
        \ * (?: {_DASH} | : ) (?<!\w:) \ +
      | \([A-Z][A-Za-z/]{{1,15}}\)\ *{_DASH}?\ + )""",
    re.VERBOSE,
)
# "New Delhi, July 9:", "Tbilisi, 10 November."
_DATED_LINE = re.compile(rf"{_CITY},\ {_DAY}(?:\ *{_DESK})?\ *(?:{_DASH}|[:.])\ +", re.VERBOSE)
# "ISLAMABAD:" and "Berlin/Doha." where the city is known; "SMITH:" is a speaker.
_COLON_LINE = re.compile(
    r"(?P<city>[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+){0,2})(?:/[A-Z]\w+)?[:.] +"
)


def paragraph_spans(text: str, cities: frozenset[str] = frozenset()) -> list[Span]:
    """The paragraphs of ``text``, without the white space around them. The dateline before a
    paragraph's first sentence is a piece of its own. ``cities`` are names in small letters that
    stand for a dateline before a colon ("KABUL: ...").

    A blank line always ends a paragraph. A single line break ends one too, unless the text is
    wrapped at a fixed width, where it stands for a space.
    """
    breaker = _BLANK_LINE if _is_wrapped(text) else _LINE
    spans, at = [], 0
    for match in breaker.finditer(text):
        spans.append((at, match.start()))
        at = match.end()
    spans.append((at, len(text)))
    trimmed = [_trim(text, span) for span in spans]
    return [
        piece
        for span in trimmed
        if span[0] < span[1]
        for part in _without_dateline(text, span, cities)
        for piece in _within_limits(text, part)
    ]


def _without_dateline(text: str, span: Span, cities: frozenset[str]) -> list[Span]:
    start, end = span
    cut = _dateline_end(text, start, min(end, start + _LONGEST_DATELINE), cities)
    if cut is None or cut >= end:
        return [span]
    return [_trim(text, (start, cut)), (cut, end)]


def _dateline_end(text: str, start: int, end: int, cities: frozenset[str]) -> int | None:
    for pattern in (_AGENCY_LINE, _DATED_LINE):
        found = pattern.match(text, start, end)
        if found is not None:
            return found.end()
    found = _COLON_LINE.match(text, start, end)
    if found is not None and found.group("city").lower() in cities:
        return found.end()
    return None


def _within_limits(text: str, span: Span) -> Iterator[Span]:
    """A paragraph, or its pieces where it or one of its words is too long to be parsed."""
    start, end = span
    while start < end:
        stop = end
        if end - start > _LONGEST_PARAGRAPH:
            space = text.rfind(" ", start, start + _LONGEST_PARAGRAPH)
            stop = space if space > start else start + _LONGEST_PARAGRAPH
        long = _LONG_WORD.search(text, start, stop)
        if long is not None:
            stop = long.end()
        piece = _trim(text, (start, stop))
        if piece[0] < piece[1]:
            yield piece
        start = stop


def _is_wrapped(text: str) -> bool:
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    if len(lines) < 4:
        return False
    low, high = _WRAPPED_WIDTH
    cut = sum(low <= len(line) <= high and line[-1] not in ".!?\"'\u201d\u2019:" for line in lines)
    return max(map(len, lines)) <= high and cut >= 0.5 * len(lines)


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
