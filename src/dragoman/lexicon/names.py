"""Names as the actor tables hold them: entries with periods, and the keys they are found by.

A key is the words of a name in lower case, without accents, dots, apostrophes and hyphens, so
that "U.S.", "al-Qa'ida" and "Brasília" are found however a newsroom spells them.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from dragoman.model import ActorKind

KINDS = ("person", "organization", "state", "group", "igo", "collective")
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z")
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ł": "l", "Ł": "l", "ß": "ss", "æ": "ae"}
)
_DROPPED = str.maketrans({".": None, "'": None, "’": None, "‘": None, "ʻ": None, "`": None})
_PLAIN = re.compile(r"[A-Za-z ]*\Z")
_BREAKS = re.compile(r"[\s\-‐‑‒–/,()]+")


class Entry(NamedTuple):
    """Who or what a name means, for one period. ``start`` and ``end`` are days or their
    beginnings (``1999``, ``1999-05``), empty where open. ``because`` names the table row."""

    name: str
    kind: ActorKind
    country: str | None
    sectors: tuple[str, ...]
    role: str
    start: str
    end: str
    wiki: str | None
    because: str
    user: bool


def is_plain(text: str) -> bool:
    """True for words of ASCII letters alone, whose key is the text in lower case."""
    return _PLAIN.match(text) is not None


@lru_cache(maxsize=1 << 16)  # most words of a text come again and again
def word_key(word: str) -> str:
    """One word as names are looked up: lower case, no accents, dots or apostrophes."""
    if word.isascii():
        return word.lower().translate(_DROPPED) if not word.isalpha() else word.lower()
    plain = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower().translate(_DROPPED)


def name_words(name: str) -> list[str]:
    """The words of a name as written, cut where the parser cuts: at spaces, hyphens and 's."""
    if is_plain(name):
        return name.split()
    name = re.sub(r"['’]s\b", " s", name)
    return [word for word in _BREAKS.split(name) if word_key(word)]


def name_key(name: str) -> str:
    """The key under which a name is found in an ActorBook."""
    if is_plain(name):
        key = name.lower().strip()
        if "  " in key:
            key = " ".join(key.split())
    else:
        key = " ".join([word_key(word) for word in name_words(name)])
    return key[4:] if key.startswith("the ") else key


def holds(entry: Entry, date: str | None) -> bool:
    """True if the entry's period holds the day (or month or year); every period holds None."""
    if date is None:
        return True
    begin, end = entry.start, entry.end
    return (not begin or date[: len(begin)] >= begin) and (not end or date[: len(end)] <= end)


def span_of_years(entry: Entry) -> float:
    """How long the entry's period is, in years, to find the most specific of several."""
    if not entry.start or not entry.end:
        return 500.0 if entry.start or entry.end else 1000.0
    return _years(entry.end) - _years(entry.start)


def _years(day: str) -> float:
    parts = [int(part) for part in day.split("-")] + [1, 1]
    return parts[0] + (parts[1] - 1) / 12 + (parts[2] - 1) / 365
