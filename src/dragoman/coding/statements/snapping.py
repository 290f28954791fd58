"""Content and quotation marks: taking quotations in whole, telling direct from mixed."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dragoman.coding.statements.attribution import Attribution, Range, merge, without
from dragoman.coding.statements.quotes import Quote


def snap(attribution: Attribution, quotes: Sequence[Quote]) -> Attribution:
    """The attribution with every quotation that its content cuts through taken in whole."""
    parts = list(attribution.content)
    for start, end in attribution.content:
        for quote in touching(quotes, start, end):
            if quote.start <= attribution.anchor < quote.end:
                if quote.utterance:  # the words of the quotation reach no further than its marks
                    parts = [
                        (max(s, quote.start + 1), min(e, quote.end))
                        for s, e in parts
                        if s < quote.end and e > quote.start + 1
                    ]
                continue
            if quote.utterance or quote.start >= start:
                parts.append((quote.start, quote.end))
    if not parts:  # said within a quotation, with no words of it for content
        return replace(attribution, content=())
    cut = [piece for part in merge(parts) for piece in without(part, attribution.group)]
    return replace(
        attribution, content=spoken_only(attribution.anchor, cut or attribution.content, quotes)
    )


def spoken_only(anchor: int, parts: Sequence[Range], quotes: Sequence[Quote]) -> tuple[Range, ...]:
    """Content without the reporter's words before a cue whose quotation follows it ('In remarks
    to students, she said: "..."')."""
    before = [part for part in parts if part[1] <= anchor]
    if before and is_direct(before, quotes) and _ends_at_cue(before[-1], quotes):
        return tuple(p for p in parts if p[1] <= anchor or has_quote([p], quotes))
    after = [part for part in parts if part[0] > anchor]
    if not after or not is_direct(after[:1], quotes):
        return tuple(parts)
    return tuple(p for p in parts if p[0] > anchor or has_quote([p], quotes))


def _ends_at_cue(part: Range, quotes: Sequence[Quote]) -> bool:
    """True for words in marks whose closing mark ends them (and not a scare quote)."""
    return any(q.utterance and q.closed and q.end == part[1] for q in touching(quotes, *part))


def is_direct(content: Sequence[Range], quotes: Sequence[Quote]) -> bool:
    """True if every part of the content is quotation from end to end, be it of several
    paragraphs with marks of their own."""
    return bool(content) and all(_is_quoted(part, quotes) for part in content)


def _is_quoted(part: Range, quotes: Sequence[Quote]) -> bool:
    reached, end = part
    for quote in touching(quotes, *part):
        if quote.start <= reached:
            reached = max(reached, quote.end)
    return end - 1 <= reached and end - part[0] > 0 and reached > part[0]


def has_quote(content: Sequence[Range], quotes: Sequence[Quote]) -> bool:
    """True if quoted words stand in the content."""
    return any(touching(quotes, start, end) for start, end in content)


def touching(quotes: Sequence[Quote], start: int, end: int) -> list[Quote]:
    """The quotations that share a token with a range (they are in order and do not overlap)."""
    at = bisect_right(quotes, start, key=lambda quote: quote.end)
    found = []
    while at < len(quotes) and quotes[at].start < end:
        found.append(quotes[at])
        at += 1
    return found


def inside_quote(quotes: Sequence[Quote], token: int) -> bool:
    """True if a token stands in an utterance between quotation marks."""
    at = bisect_left(quotes, token + 1, key=lambda quote: quote.end)
    return at < len(quotes) and quotes[at].start <= token and quotes[at].utterance
