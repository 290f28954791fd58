"""The channel of a statement: a tweet, a press conference, a letter."""

from dragoman.coding.parsing import Parse
from dragoman.coding.statements.attribution import Attribution
from dragoman.lexicon.cues import CueWords

# Prepositions that put a statement into its medium ("in a letter", "at a press conference").
_INTO_MEDIUM = frozenset(
    {"in", "at", "during", "through", "via", "on", "to", "by", "with", "of", "from"}
)

# A channel is named at most so many tokens from the cue.
_REACH = 60


def medium_of(parse: Parse, item: Attribution, words: CueWords) -> str | None:
    """The channel of a statement: from its verb, its speaker, or the words of its clause."""
    if item.medium is not None:
        return item.medium
    if item.pattern in ("transcript", "headline"):
        return None
    if item.speaker is not None:
        named = named_medium(parse, item.speaker, words)
        if named is not None:
            return named
    noun = medium_noun(parse, item, words)
    return None if noun is None else named_medium(parse, noun, words)


def medium_noun(parse: Parse, item: Attribution, words: CueWords) -> int | None:
    """The noun in the cue's sentence that names the channel, the nearest to the cue."""
    first, last = parse.sentences[parse.sentence_of[item.anchor]]
    best: tuple[int, int] | None = None
    first, last = max(first, item.anchor - _REACH), min(last, item.anchor + _REACH)
    for token in range(first, last):
        if named_medium(parse, token, words) is None or any(
            start <= token < end for start, end in item.content
        ):
            continue
        if not _carries(parse, token, item.anchor):
            continue
        distance = abs(token - item.anchor)
        if best is None or distance < best[0]:
            best = (distance, token)
    return best[1] if best else None


def named_medium(parse: Parse, token: int, words: CueWords) -> str | None:
    """The medium that a noun names, None if it names none."""
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
