"""All attributions of a report, each once, in order, with what lies inside what."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dragoman.coding import trees
from dragoman.coding.parsing import Parse
from dragoman.coding.statements.attribution import (
    Attribution,
    holds_word,
    tidy,
    whole_sentence,
)
from dragoman.coding.statements.dialogue import dialogue_attributions
from dragoman.coding.statements.direct import QuoteTracer
from dragoman.coding.statements.others import (
    label_attributions,
    noun_attributions,
    phrase_attributions,
)
from dragoman.coding.statements.quotes import Quote, find_quotes
from dragoman.coding.statements.snapping import has_quote, inside_quote, is_direct, snap, touching
from dragoman.coding.statements.speakers import mention, noun_among
from dragoman.coding.statements.verbs import verb_attributions
from dragoman.lexicon.cues import CueWords

_SAYING = frozenset({"speech", "writing"})
_BEFORE_CUE = frozenset({",", "?", "!", "\u2014", "-"})  # a quotation's end before its cue
_FIRST_SECOND = frozenset({"i", "we", "you", "me", "us"})


def find_attributions(parse: Parse, words: CueWords) -> list[Attribution]:
    """Who said what in a report, in order of the content's start; the outer one first."""
    quotes = find_quotes(parse)
    found = _snapped(verb_attributions(parse, words), quotes)
    found = _cut_at_next(parse, list(_turned(parse, found, quotes)))
    found += _snapped(noun_attributions(parse, words), quotes)
    found += _snapped(phrase_attributions(parse, words), quotes)
    found += dialogue_attributions(parse, quotes, words)
    found += label_attributions(parse, words)
    found.sort(key=lambda item: item.anchor)
    found = QuoteTracer(parse, quotes, found, words).run()
    found = _speakers_outside(parse, found, quotes)
    found = [_with_kind(item, quotes) for item in found]
    found.sort(key=lambda item: (item.content[0][0], -item.content[-1][1], item.anchor))
    return _without_repeats(parse, _chosen(parse, found))


def _snapped(found: Iterable[Attribution], quotes: Sequence[Quote]) -> list[Attribution]:
    snapped = (snap(item, quotes) for item in found)
    return [item for item in snapped if item.content]


def _turned(
    parse: Parse, found: Iterable[Attribution], quotes: Sequence[Quote]
) -> Iterator[Attribution]:
    """The attributions, put right where the parser took a speaker behind a cue, with a clause of
    its own, for the beginning of the words said ('"...," said a man whose sons were away'). Where a
    quotation stands before the cue it is left out here, for the quotation finds its cue."""
    for item in found:
        if not _is_inverted(parse, item):
            yield item
        elif parse.lower[item.anchor - 1] == ",":
            first = whole_sentence(parse, item.anchor)[0]
            content = tidy(parse, first, item.anchor)
            speaker = noun_among(parse, range(*item.content[0]))
            if content is not None and speaker is not None:
                span = mention(parse, speaker)
                yield replace(item, content=(content,), speaker=speaker, speaker_range=span)
        elif not any(
            quote.end == item.anchor and parse.lower[quote.end - 2][-1:] in _BEFORE_CUE
            for quote in touching(quotes, item.anchor - 1, item.anchor)
        ):
            yield item


def _is_inverted(parse: Parse, item: Attribution) -> bool:
    """True for a finite cue without speaker that follows words and is followed by a noun phrase."""
    verb, first = item.anchor, item.content[0][0]
    if item.pattern != "that" or item.speaker is not None or first != verb + 1 or not verb:
        return False
    if parse.tags[verb] not in _FINITE or parse.lower[first] == "that":
        return False
    return verb > whole_sentence(parse, verb)[0]


def _speakers_outside(
    parse: Parse, found: list[Attribution], quotes: Sequence[Quote]
) -> list[Attribution]:
    """The reporter's cues do not have their speaker within a quotation: where the parser crossed
    the marks, the cue goes on with the speaker before it in the sentence."""
    result: list[Attribution] = []
    before: Attribution | None = None
    for item in sorted(found, key=lambda item: item.anchor):
        if item.speaker is not None and not inside_quote(quotes, item.anchor):
            if inside_quote(quotes, item.speaker) and item.pattern != "transcript":
                near = before is not None and (
                    parse.sentence_of[before.anchor] == parse.sentence_of[item.anchor]
                )
                item = replace(
                    item,
                    speaker=before.speaker if before and near else None,
                    speaker_range=before.speaker_range if before and near else None,
                )
            before = item
        result.append(item)
    return result


def _with_kind(item: Attribution, quotes: Sequence[Quote]) -> Attribution:
    if item.pattern in ("transcript", "block"):
        return replace(item, kind="direct")
    if is_direct(item.content, quotes):
        return replace(item, kind="direct")
    return replace(item, kind="mixed" if has_quote(item.content, quotes) else "indirect")


def _cut_at_next(parse: Parse, found: list[Attribution]) -> list[Attribution]:
    """Contents end where the speaker's next cue begins ("said that A, adding that B")."""
    result = []
    anchors = {item.anchor: item for item in found}
    owned: dict[int, Attribution] = {}
    for item in found:
        parts = []
        for start, end in item.content:
            for child in parse.children[item.anchor]:
                other = anchors.get(child)
                if other is not None and start < child < end and _follows(parse, child):
                    end = _before(parse, other.group[0])
            for adding in range(max(start, item.anchor) + 1, end):
                if adding in anchors and _adds(parse, anchors[adding]):
                    owned[adding] = item
                    end = _before(parse, adding)
                    break
            part = tidy(parse, start, end) if start < end else None
            if part is not None and holds_word(parse, part):
                parts.append(part)
        result.append(replace(item, content=tuple(parts)) if parts else item)
    return [_owned(item, owned.get(item.anchor)) for item in result]


def _adds(parse: Parse, item: Attribution) -> bool:
    """True for a participle of saying behind a comma (", adding that"): whatever verb the parser
    hung it on, it goes on with the cue before it."""
    verb = item.anchor
    return (
        parse.tags[verb] == "VBG"
        and parse.lower[verb - 1] == ","
        and parse.deps[verb] == "advcl"
        and item.pattern in ("that", "quote")
        and item.cue_class in _SAYING
        and item.content[0][0] > verb
    )


def _owned(item: Attribution, speaking: Attribution | None) -> Attribution:
    if speaking is None:
        return item
    return replace(item, speaker=speaking.speaker, speaker_range=speaking.speaker_range)


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
    # Content ranges of the chosen, nested as brackets, each with the pattern of its cue.
    holders: list[tuple[int, int, str]] = []
    for item in found:
        while holders and holders[-1][1] <= item.anchor and holders[-1][1] <= item.content[0][0]:
            holders.pop()
        around = [pattern for start, end, pattern in holders if start <= item.anchor < end]
        if around and not _worth_nesting(parse, item, around[-1]):
            continue
        result.append(item)
        holders.extend((start, end, item.pattern) for start, end in reversed(item.content))
    return result


def _worth_nesting(parse: Parse, item: Attribution, outer: str) -> bool:
    """Reported speech with a speaker of its own and a finite cue: "that the envoy noted that"."""
    if item.cue_class not in _SAYING or item.pattern not in ("that", "quote"):
        return False
    if item.speaker is None or parse.lower[item.speaker] in _FIRST_SECOND:
        return False
    if parse.tags[item.anchor] not in _FINITE:
        return False
    return outer == "phrase" or item.content[0][0] > item.anchor


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
    _break_rings(found, result)
    return result


def _break_rings(found: Sequence[Attribution], inside: list[int | None]) -> None:
    """Two cues may each stand in the other's content ("according to X, ..., Y said"): then the
    phrase, else the first, is the outer one. Changes ``inside`` in place."""
    for number in range(len(inside)):
        ring, at = [number], inside[number]
        while at is not None and at not in ring:
            ring.append(at)
            at = inside[at]
        if at == number:
            outer = next((one for one in ring if found[one].pattern == "phrase"), min(ring))
            inside[outer] = None
