"""Topics: what parties to a conflict negotiate about, and the words and events that tell it.

The table is ``data/topics/topics.csv``; what its columns mean stands at its top. A user's file of
the same form gives a topic more words, or adds topics.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import LexiconError
from dragoman.lexicon.inflection import load_irregular, plural, verb_forms
from dragoman.lexicon.tables import DATA, Row, read_rows

COLUMNS = ("topic", "title", "per", "words", "events", "contexts")
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_REMEMBERED = 20_000  # texts
_TOKEN = re.compile(r"[a-z0-9]+")

Phrase = tuple[str, ...]


class Match(NamedTuple):
    """A topic in a text, and where the words that name it begin and end."""

    topic: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic. ``per_counterpart`` says that a stand on it is a stand towards somebody."""

    name: str
    title: str
    per_counterpart: bool
    phrases: frozenset[Phrase]
    events: frozenset[tuple[str, str]]  # type, and mode or ""
    contexts: frozenset[str]


@dataclass(frozen=True, slots=True)
class TopicBook:
    """All topics by name, and their phrases by first word, the longest first. ``found`` is no part
    of its value: it keeps what ``find`` gave, which depends on the text and the phrases alone."""

    topics: Mapping[str, Topic]
    phrases: Mapping[str, tuple[tuple[Phrase, str], ...]]
    found: dict[str, tuple[Match, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def find(self, text: str) -> tuple[Match, ...]:
        """The topics that words of a text name, from left to right; of phrases that overlap the
        one that begins first, and of those the longest. The answers for the last texts are kept,
        since a sentence is asked about for each event and statement in it."""
        matches = self.found.get(text)
        if matches is None:
            if len(self.found) >= _REMEMBERED:
                self.found.clear()
            matches = self.found[text] = tuple(self._find(text))
        return matches

    def _find(self, text: str) -> Iterator[Match]:
        tokens = [(token.group(), token.start(), token.end()) for token in _tokens(text)]
        words = [token[0] for token in tokens]
        at = 0
        while at < len(words):
            hits = self._at(words, at) if words[at] in self.phrases else []
            for _, topic in hits:
                yield Match(topic, tokens[at][1], tokens[at + len(hits[0][0]) - 1][2])
            at += len(hits[0][0]) if hits else 1

    def _at(self, words: list[str], at: int) -> list[tuple[Phrase, str]]:
        hits = [
            (phrase, topic)
            for phrase, topic in self.phrases[words[at]]
            if tuple(words[at : at + len(phrase)]) == phrase
        ]
        return [hit for hit in hits if len(hit[0]) == len(hits[0][0])]

    def implied(self, event: str, mode: str | None, contexts: Iterable[str]) -> tuple[str, ...]:
        """The topics that an event's type, mode or contexts imply."""
        kinds = {(event, ""), (event, mode or "")}
        told = frozenset(contexts)
        return tuple(
            name
            for name, topic in self.topics.items()
            if not kinds.isdisjoint(topic.events) or not told.isdisjoint(topic.contexts)
        )


def load_topics(folder: Path = DATA / "topics", own: Path | None = None) -> TopicBook:
    """Read the topics, and a user's own file over them.

    Raises LexiconError, with file and line, on a bad row.
    """
    irregular = load_irregular(folder.parent / "irregular.csv")
    topics: dict[str, Topic] = {}
    for path in (folder / "topics.csv", own):
        seen: set[str] = set()
        for row in read_rows(path, COLUMNS) if path else ():
            topic = _topic(row, irregular)
            if topic.name in seen:
                raise row.error(f"the topic {topic.name!r} stands in this file already")
            seen.add(topic.name)
            known = topics.get(topic.name)
            topics[topic.name] = _joined(known, topic) if known else topic
    titled = {
        name: replace(topic, title=topic.title or _title(name)) for name, topic in topics.items()
    }
    return TopicBook(titled, _by_first_word(titled.values()))


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _topic(row: Row, irregular: dict[str, tuple[str, ...]]) -> Topic:
    name = row["topic"]
    if not _NAME.match(name):
        raise row.error(f"the topic {name!r} is not one word of small letters, digits and _")
    if row["per"] not in ("", "counterpart"):
        raise row.error(f"per {row['per']!r} is neither empty nor counterpart")
    if not (row["words"] or row["events"] or row["contexts"]):
        raise row.error(f"the topic {name!r} has neither words nor events nor contexts")
    return Topic(
        name=name,
        title=row["title"],
        per_counterpart=row["per"] == "counterpart",
        phrases=frozenset(
            form for phrase in row.items("words") for form in _forms(phrase, row, irregular)
        ),
        events=frozenset(_event(item, row) for item in row.items("events")),
        contexts=frozenset(row.items("contexts")),
    )


def _forms(phrase: str, row: Row, irregular: dict[str, tuple[str, ...]]) -> Iterator[Phrase]:
    """A phrase in all its forms, as words."""
    if phrase != phrase.lower():
        raise row.error(f"{phrase!r} is not in lower case")
    words = tuple(token.group() for token in _tokens(phrase))
    if not words:
        raise row.error(f"{phrase!r} has no word")
    yield words
    if phrase.startswith("+"):
        yield from ((form, *words[1:]) for form in verb_forms(words[0], irregular))
    else:
        yield (*words[:-1], plural(words[-1]))


def _event(item: str, row: Row) -> tuple[str, str]:
    event, _, mode = item.partition(" ")
    if not event.isupper() or " " in mode:
        raise row.error(f"{item!r} is no PLOVER type, or type and mode")
    return event, mode


def _joined(known: Topic, own: Topic) -> Topic:
    return Topic(
        name=known.name,
        title=own.title or known.title,
        per_counterpart=known.per_counterpart or own.per_counterpart,
        phrases=known.phrases | own.phrases,
        events=known.events | own.events,
        contexts=known.contexts | own.contexts,
    )


def _by_first_word(topics: Iterable[Topic]) -> dict[str, tuple[tuple[Phrase, str], ...]]:
    found: dict[str, list[tuple[Phrase, str]]] = {}
    for topic in topics:
        for phrase in topic.phrases:
            found.setdefault(phrase[0], []).append((phrase, topic.name))
    return {word: tuple(sorted(items, key=_longest_first)) for word, items in found.items()}


def _longest_first(item: tuple[Phrase, str]) -> tuple[int, Phrase, str]:
    return -len(item[0]), *item


def _tokens(text: str) -> Iterator[re.Match[str]]:
    return _TOKEN.finditer(_lowered(text))


def _lowered(text: str) -> str:
    """In small letters, character for character: what changes its length stays as it is."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def check_topics(folder: Path, codebook: Path, contexts: frozenset[str]) -> list[LexiconError]:
    """Events and contexts that no codebook has, and words that stand twice in a topic."""
    known = {(row["event"], row["mode"]) for row in read_rows(codebook, _CODEBOOK_COLUMNS)}
    faults: list[LexiconError] = []
    for row in read_rows(folder / "topics.csv", COLUMNS, []):
        for item in row.items("events"):
            event, _, mode = item.partition(" ")
            if (event, mode) not in known and (mode or event not in {name for name, _ in known}):
                faults.append(row.error(f"{item!r} is no type, or type and mode, of the codebook"))
        faults += [
            row.error(f"{context!r} is no context of the codebook")
            for context in row.items("contexts")
            if context not in contexts
        ]
        words = row.items("words")
        faults += [
            row.error(f"{word!r} stands twice")
            for word in sorted({word for word in words if words.count(word) > 1})
        ]
    return faults


_CODEBOOK_COLUMNS = ("event", "mode", "quad", "score", "cameo")
