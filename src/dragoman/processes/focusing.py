"""Which topics an event or a statement is about.

A sentence may name several topics of which the event has only one: "drew closer on a withdrawal,
but rejected calls for a ceasefire". So the words are looked for in the event's cue words, then
from them to the end of their clause, then in the whole clause, then to the end of the sentence. Of
several topics the first counts, and those that are joined to it by commas and conjunctions.
"""

import re
from collections.abc import Collection, Sequence

from dragoman.entries import EventEntry, StatementEntry, Telling
from dragoman.lexicon.topics import Match, TopicBook

# "the talks in which …": the word belongs to what follows.
_LEADING = ("about", "against", "at", "by", "during", "for", "from", "in", "of", "on", "over",
            "through", "to", "under", "with")  # fmt: skip
# Where a clause ends: a mark, or a comma before a word that opens another clause.
_CLAUSE_END = re.compile(
    r"[;:—–]|\s-\s|,\s+(?=(?:but|and|yet|so|although|though|while|whereas|because|as|after|before|"
    r"which|who|where|when|if|unless|until|since|casting|adding|saying|calling)\b)"
    + "|"
    + "".join(rf"(?<!\b{word})" for word in _LEADING)
    + r"\s(?=which\b)"
    r"|\s(?=(?:but|although|though|while|whereas|because|after|before|until|unless)\b)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?:\s*,)?\s*(?:and|or|nor|as well as)?(?:\s+[\w'’-]+){0,3}\s*\Z")
_JOINING = re.compile(r",|\b(?:and|or|nor|as well as)\b")
# What an event of these types is about is told by its words: the type alone says only how.
VERBAL = frozenset(
    {"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"}
)


def event_topics(event: EventEntry, wanted: Collection[str], topics: TopicBook) -> tuple[str, ...]:
    """The topics of an event among those wanted (all where none are named), by its tellings' words
    and by what it is, the commonest first."""
    counts: dict[str, int] = {}
    for telling in event.tellings:
        for topic in telling_topics(telling, topics):
            counts[topic] = counts.get(topic, 0) + 1
    found = sorted(counts, key=lambda topic: -counts[topic])
    return tuple(topic for topic in found if not wanted or topic in wanted)


def telling_topics(telling: Telling, topics: TopicBook) -> tuple[str, ...]:
    """The topics of one telling: of verbal acts those that the words say, and where these say none
    what the type implies; of deeds what the type implies, and what the clause names besides."""
    implied = topics.implied(telling.event, telling.mode, telling.context)
    said = _said(telling, topics)
    if telling.event in VERBAL:
        return said or implied
    return tuple(dict.fromkeys((*implied, *said)))


def _said(telling: Telling, topics: TopicBook) -> tuple[str, ...]:
    quote = telling.quote
    cues = cues_in_quote(telling)
    named = topics.find(quote)
    own = [match for match in named if any(_overlap(match, cue) for cue in cues)]
    if own:
        behind = [match for match in named if match.start >= own[-1].start]
        return nearest(quote, [*own[:-1], *behind])
    first, last = cues[0][0], cues[-1][1]
    begin, stop = clause(quote, first, last)
    for start, end in ((last, stop), (begin, stop), (last, len(quote))):
        found = nearest(quote, [m for m in named if start <= m.start and m.end <= end])
        if found:
            return found
    return ()


def _overlap(match: Match, cue: tuple[int, int]) -> bool:
    return match.start < cue[1] and cue[0] < match.end


def cues_in_quote(telling: Telling) -> list[tuple[int, int]]:
    """Where the event's cues begin and end in the quoted sentence, in their order; the whole of it
    where the report's words and the quote do not fit."""
    offset = telling.sentence[0]
    spans = [(start - offset, end - offset) for start, end in telling.cue]
    inside = sorted(span for span in spans if 0 <= span[0] < span[1] <= len(telling.quote))
    return inside or [(0, len(telling.quote))]


def clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause around a place in a sentence begins and ends."""
    begin, stop = 0, len(sentence)
    for mark in _CLAUSE_END.finditer(sentence):
        if mark.end() <= start:
            begin = mark.end()
        elif mark.start() >= end:
            return begin, mark.start()
    return begin, stop


def nearest(text: str, matches: Sequence[Match]) -> tuple[str, ...]:
    """The first topic and those joined to it."""
    found: list[str] = []
    last = 0
    for match in matches:
        between = text[last : match.start]
        joined = _JOINING.search(between) and _JOINED.match(between)
        if found and match.topic not in found and not joined:
            break
        found.append(match.topic)
        last = match.end
    return tuple(dict.fromkeys(found))


def statement_topics(
    statement: StatementEntry, wanted: Collection[str], topics: TopicBook
) -> tuple[str, ...]:
    """The topics that a statement's words name, in their order."""
    found = dict.fromkeys(match.topic for match in topics.find(statement.words))
    return tuple(topic for topic in found if not wanted or topic in wanted)
