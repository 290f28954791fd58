"""Turning attributions into the statements of a coding: who is meant, in what, to whom, when."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from dragoman.coding import trees
from dragoman.coding.cast import Cast, Mention
from dragoman.coding.parsing import Parse
from dragoman.coding.statements.attribution import Attribution
from dragoman.coding.statements.collect import containers, find_attributions
from dragoman.lexicon.cues import CueWords
from dragoman.model import Moment, Span, Statement

# Prepositions that put a statement into its medium ("in a letter", "at a press conference").
_INTO_MEDIUM = frozenset(
    {"in", "at", "during", "through", "via", "on", "to", "by", "with", "of", "from"}
)
_THIRD_PERSON = frozenset({"he", "she", "it", "they"})
_TELLING = frozenset({"that", "quote", "objinf"})


def find_statements(
    parse: Parse, cast: Cast, dated: Sequence[Any], words: CueWords
) -> list[Statement]:
    """The statements of a report, in text order of their content, with ids s1, s2, ...

    ``dated`` are the report's times as the time stage hands them on.
    """
    found = find_attributions(parse, words)
    inside = containers(found)
    speakers = _speakers(parse, cast, found, words)
    made = []
    for number, item in enumerate(found):
        outer = inside[number]
        made.append(
            Statement(
                id=f"s{number + 1}",
                speaker=speakers[number],
                speaker_span=parse.span(*item.speaker_range) if item.speaker_range else None,
                cue=parse.span(*item.cue) if item.cue[0] < item.cue[1] else None,
                content=tuple(parse.span(*part) for part in item.content),
                kind=item.kind,
                medium=medium_of(parse, item, words),
                addressee=_addressee(parse, cast, item),
                time=_time(parse, dated, item),
                within=None if outer is None else f"s{outer + 1}",
                sentence=parse.span(*parse.sentences[parse.sentence_of[item.anchor]]),
            )
        )
    return made


def statement_at(statements: Sequence[Statement], span: Span) -> str | None:
    """The id of the innermost statement whose content holds a span; None if there is none."""
    best: tuple[int, str] | None = None
    for statement in statements:
        for start, end in statement.content:
            if start <= span[0] and span[1] <= end and (best is None or end - start < best[0]):
                best = (end - start, statement.id)
    return best[1] if best else None


def _speakers(
    parse: Parse, cast: Cast, found: Sequence[Attribution], words: CueWords
) -> list[str | None]:
    """The actor behind each mention. A pronoun or a text ("it added", "the statement said") that
    the cast does not know goes on with whoever spoke last, in text order of the cues."""
    speakers: list[str | None] = [None] * len(found)
    latest: str | None = None
    by_medium: dict[str, str] = {}
    for number in sorted(range(len(found)), key=lambda n: found[n].anchor):
        item = found[number]
        if item.speaker is None:
            continue
        speaker = actor_at(parse, cast, item.speaker)
        medium = words.media.get(parse.lemmas[item.speaker])
        if speaker is None and medium is not None:
            speaker = by_medium.get(medium)
        if speaker is None and parse.lower[item.speaker] in _THIRD_PERSON:
            speaker = latest if _fits(cast, latest, parse.lower[item.speaker]) else None
        speakers[number] = speaker
        if speaker is not None:
            latest = speaker
            channel = medium_of(parse, item, words)
            if channel is not None:
                by_medium[channel] = speaker
    return speakers


def _fits(cast: Cast, actor: str | None, pronoun: str) -> bool:
    known = cast.actors.get(actor) if actor else None
    if known is None:
        return False
    if pronoun in ("he", "she"):
        return known.kind == "person"
    return known.kind != "person"


def actor_at(parse: Parse, cast: Cast, head: int) -> str | None:
    """The actor meant by the phrase around a head noun or pronoun, None if it is none."""
    if parse.tags[head] in ("WP", "WDT") and parse.deps[parse.heads[head]] == "relcl":
        head = parse.heads[parse.heads[head]]
    mention = cast.by_head.get(head) or _around(cast, head)
    return mention.actors[0] if mention is not None and mention.actors else None


def _around(cast: Cast, token: int) -> Mention | None:
    """The smallest mention that holds a token; mentions are in text order."""
    at = bisect_right(cast.mentions, token, key=lambda mention: mention.start)
    for mention in reversed(cast.mentions[max(0, at - 3) : at]):
        if mention.end > token:
            return mention
    return None


def medium_of(parse: Parse, item: Attribution, words: CueWords) -> str | None:
    """The channel of a statement: from its verb, its speaker, or the words of its clause."""
    if item.medium is not None:
        return item.medium
    if item.pattern in ("transcript", "headline"):
        return None
    if item.speaker is not None:
        named = _medium_at(parse, item.speaker, words)
        if named is not None:
            return named
    first, last = parse.sentences[parse.sentence_of[item.anchor]]
    best: tuple[int, str] | None = None
    for token in range(first, last):
        named = _medium_at(parse, token, words)
        if named is None or any(start <= token < end for start, end in item.content):
            continue
        if not _carries(parse, token, item.anchor):
            continue
        distance = abs(token - item.anchor)
        if best is None or distance < best[0]:
            best = (distance, named)
    return best[1] if best else None


def _medium_at(parse: Parse, token: int, words: CueWords) -> str | None:
    if parse.pos[token] not in ("NOUN", "PROPN"):
        return None
    if token:
        pair = words.media.get(f"{parse.lower[token - 1]} {parse.lemmas[token]}")
        if pair is not None:
            return pair
    return words.media.get(parse.lemmas[token])


def _carries(parse: Parse, noun: int, anchor: int) -> bool:
    """True if a noun of a text is what the cue speaks through, and not just mentioned."""
    if noun == anchor or parse.heads[anchor] == noun:
        return True
    head = parse.heads[noun]
    if parse.deps[noun] == "pobj":
        return parse.lower[head] in _INTO_MEDIUM
    return parse.deps[noun] == "dobj" and head == anchor


def _addressee(parse: Parse, cast: Cast, item: Attribution) -> tuple[str, ...]:
    """The actors spoken to: "told X", "said to X", "urged X to"."""
    if item.pattern not in _TELLING or parse.pos[item.anchor] != "VERB":
        return ()
    found: list[str] = []
    heads = [c for c in parse.children[item.anchor] if parse.deps[c] in ("dobj", "dative")]
    if item.pattern != "objinf":
        heads = [c for c in heads if not any(s <= c < e for s, e in item.content)]
    heads = [c for c in heads if parse.pos[c] != "ADP"]
    heads += [to for prep, to in trees.prepositional(parse, item.anchor) if prep == "to"]
    for head in heads:
        for one in trees.conjuncts(parse, head):
            actor = actor_at(parse, cast, one)
            if actor is not None and actor not in found:
                found.append(actor)
    return tuple(found)


def _time(parse: Parse, dated: Sequence[Any], item: Attribution) -> Moment | None:
    """When it was said, by the times stage; None where the report does not tell."""
    if not dated:
        return None
    from dragoman.coding.times.attach import time_of

    attached = time_of(parse, dated, item.anchor)
    time = None if attached is None else attached.time
    if time is None or any(
        start <= time.span[0] < end for start, end in (parse.span(*part) for part in item.content)
    ):
        return None
    return Moment(value=time.value, start=time.start, end=time.end, span=time.span)
