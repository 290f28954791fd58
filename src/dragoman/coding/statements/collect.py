"""All attributions of a report, each once, in order, with what lies inside what."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dragoman.coding import trees
from dragoman.coding.parsing import Parse
from dragoman.coding.statements.attribution import Attribution, holds_word, tidy
from dragoman.coding.statements.direct import QuoteTracer, has_quote, is_direct, snap
from dragoman.coding.statements.others import (
    label_attributions,
    noun_attributions,
    phrase_attributions,
)
from dragoman.coding.statements.quotes import Quote, find_quotes
from dragoman.coding.statements.verbs import verb_attributions
from dragoman.lexicon.cues import CueWords

_SAYING = frozenset({"speech", "writing"})
_FIRST_SECOND = frozenset({"i", "we", "you", "me", "us"})


def find_attributions(parse: Parse, words: CueWords) -> list[Attribution]:
    """Who said what in a report, in order of the content's start; the outer one first."""
    quotes = find_quotes(parse)
    found = [snap(item, quotes) for item in verb_attributions(parse, words)]
    found = _cut_at_next(parse, found)
    found += [snap(item, quotes) for item in noun_attributions(parse, words)]
    found += [snap(item, quotes) for item in phrase_attributions(parse, words)]
    found += label_attributions(parse)
    found.sort(key=lambda item: item.anchor)
    found = QuoteTracer(parse, quotes, found, words).run()
    found = [_with_kind(item, quotes) for item in found]
    found.sort(key=lambda item: (item.content[0][0], -item.content[-1][1], item.anchor))
    return _without_repeats(parse, _chosen(parse, found))


def _with_kind(item: Attribution, quotes: Sequence[Quote]) -> Attribution:
    if item.pattern == "transcript":
        return item
    if is_direct(item.content, quotes):
        return replace(item, kind="direct")
    return replace(item, kind="mixed" if has_quote(item.content, quotes) else "indirect")


def _cut_at_next(parse: Parse, found: list[Attribution]) -> list[Attribution]:
    """Contents end where the speaker's next cue begins ("said that A, adding that B")."""
    result = []
    anchors = {item.anchor: item for item in found}
    for item in found:
        parts = []
        for start, end in item.content:
            for child in parse.children[item.anchor]:
                other = anchors.get(child)
                if other is not None and start < child < end and _follows(parse, child):
                    end = _before(parse, other.group[0])
            part = tidy(parse, start, end) if start < end else None
            if part is not None and holds_word(parse, part):
                parts.append(part)
        result.append(replace(item, content=tuple(parts)) if parts else item)
    return result


def _follows(parse: Parse, verb: int) -> bool:
    """True for a cue hung on another one whose speaker it shares."""
    if parse.deps[verb] in ("conj", "parataxis"):
        return True
    return parse.deps[verb] in ("advcl", "dep") and trees.own_subject(parse, verb) is None


def _before(parse: Parse, token: int) -> int:
    while token > 0 and parse.lower[token - 1] in (",", "and", "but", ";"):
        token -= 1
    return token


def _chosen(parse: Parse, found: list[Attribution]) -> list[Attribution]:
    """What stands by itself, and of what stands inside another's content only reported speech."""
    result: list[Attribution] = []
    holders: list[tuple[int, int]] = []  # content ranges of the chosen, nested as brackets
    for item in found:
        while holders and holders[-1][1] <= item.anchor and holders[-1][1] <= item.content[0][0]:
            holders.pop()
        inside = any(start <= item.anchor < end for start, end in holders)
        if inside and not _worth_nesting(parse, item):
            continue
        result.append(item)
        holders.extend(reversed(item.content))
    return result


def _worth_nesting(parse: Parse, item: Attribution) -> bool:
    """Reported speech with a speaker of its own, after a finite cue: "that the envoy noted that"."""
    if item.cue_class not in _SAYING or item.pattern not in ("that", "quote"):
        return False
    if item.speaker is None or parse.lower[item.speaker] in _FIRST_SECOND:
        return False
    return parse.tags[item.anchor] in _FINITE and item.content[0][0] > item.anchor


_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})


def _without_repeats(parse: Parse, found: list[Attribution]) -> list[Attribution]:
    """One attribution a content: the first cue keeps it."""
    seen: set[tuple[tuple[int, int], ...]] = set()
    result = []
    for item in found:
        if item.content not in seen:
            seen.add(item.content)
            result.append(item)
    return result


def containers(found: Sequence[Attribution]) -> list[int | None]:
    """For each attribution the number of the innermost one whose content holds its cue."""
    spans = sorted(
        (start, -end, number) for number, item in enumerate(found) for start, end in item.content
    )
    result: list[int | None] = []
    for number, item in enumerate(found):
        best: tuple[int, int] | None = None
        at = bisect_right(spans, (item.anchor, 0, 0))
        for start, minus_end, other in reversed(spans[max(0, at - 12) : at]):
            size = -minus_end - start
            if other != number and item.anchor < -minus_end and (best is None or size < best[0]):
                best = (size, other)
        result.append(best[1] if best else None)
    return result
