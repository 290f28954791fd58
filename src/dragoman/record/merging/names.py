"""Names of persons: their parts, how they sound, and whether two of them can be one person's."""

from functools import lru_cache
from typing import NamedTuple

from dragoman.lexicon.names import name_words, word_key
from dragoman.record.merging.words import MergeWords, merge_words

_VOWELS = frozenset("aeiou")
_SILENT = frozenset("aeiouh")


class PersonName(NamedTuple):
    """The words of a person's name as they sound (``spell``): given names in order, family name.
    A given name of one letter is an initial."""

    given: tuple[str, ...]
    family: str


@lru_cache(maxsize=65_536)
def person_name(name: str) -> PersonName | None:
    """The parts of a name; None for a name of one word, which tells nobody apart, and for an
    office that is no name ("Saudi crown prince")."""
    book = merge_words()
    title, written = _bare(name, book)
    if not written or word_key(written[-1]) in book.titles:
        return None
    if any(_is_small(word, book) for word in written):
        return None  # a description
    words = _joined([whole for word in written if (whole := _whole(word, book))], book)
    if len(words) == 1 and title in book.regnal:
        return PersonName((spell(title),), spell(words[0]))
    return _parted(words, book) if len(words) > 1 else None


def _bare(name: str, book: MergeWords) -> tuple[str, list[str]]:
    """The words of a name without titles and suffixes, and the last of the titles."""
    title, written = "", name.split()
    while written and word_key(written[0]) in book.titles:
        title, written = word_key(written[0]), written[1:]
    while written and word_key(written[-1]) in book.suffixes:
        written = written[:-1]
    return title, written


@lru_cache(maxsize=65_536)
def sounds_of(name: str) -> tuple[str, ...]:
    """The words of a person's name as they sound, also of a name of one word ("Khan"); empty for
    a description ("a general") or an office."""
    book = merge_words()
    _, written = _bare(name, book)
    if not written or any(_is_small(word, book) for word in written):
        return ()
    words = [whole for word in written if (whole := _whole(word, book))]
    return () if not words or words[-1] in book.titles else tuple(spell(word) for word in words)


def _whole(word: str, book: MergeWords) -> str:
    """A word of a name in small letters, its hyphens and the particles before them gone:
    "al-Burhan" is "burhan", "Jong-un" "jongun". Empty for a particle."""
    parts = [word_key(part) for part in name_words(word)]
    while len(parts) > 1 and parts[0] in book.particles:
        parts = parts[1:]
    return "" if len(parts) == 1 and parts[0] in book.particles else "".join(parts)


def _is_small(word: str, book: MergeWords) -> bool:
    """True for a word without a capital that is no particle: no name has one."""
    parts = name_words(word)
    return bool(parts) and parts[0].islower() and word_key(parts[0]) not in book.particles


def _parted(words: list[str], book: MergeWords) -> PersonName:
    first, last = words[0], words[-1]
    if first in book.family_first:
        return PersonName(("".join(spell(word) for word in words[1:]),), spell(first))
    if last in book.family_first and first not in book.given:
        return PersonName(("".join(spell(word) for word in words[:-1]),), spell(last))
    return PersonName(tuple(_given(word, book) for word in words[:-1]), spell(last))


def _joined(words: list[str], book: MergeWords) -> list[str]:
    """The words with the halves of "Abdel Fattah" put together."""
    whole: list[str] = []
    for word in words:
        if whole and whole[-1] in book.joined:
            whole[-1] = f"abd{word}"
        else:
            whole.append(word)
    return [_one_abd(word, book) for word in whole]


def _one_abd(word: str, book: MergeWords) -> str:
    for first in sorted(book.joined, key=len, reverse=True):
        if word.startswith(first) and len(word) > len(first) + 2:
            return "abd" + word[len(first) :]
    return word


def _given(word: str, book: MergeWords) -> str:
    return spell(book.given.get(word, word)) if len(word) > 1 else word


@lru_cache(maxsize=65_536)
def spell(word: str) -> str:
    """A word of a name (in small ASCII letters) in one spelling for each sound."""
    for written, sound in merge_words().letters:
        word = word.replace(written, sound)
    return "".join(letter for n, letter in enumerate(word) if n == 0 or word[n - 1] != letter)


@lru_cache(maxsize=65_536)
def skeleton(sound: str) -> str:
    """The consonants of a spelled word, by which spellings with other vowels are found."""
    first = "a" if sound[0] in _VOWELS else sound[0].replace("g", "k")
    rest = [letter.replace("g", "k") for letter in sound[1:] if letter not in _SILENT]
    return first + "".join(
        letter for n, letter in enumerate(rest) if n == 0 or rest[n - 1] != letter
    )


def sound_alike(one: str, other: str) -> bool:
    """True for two spellings of one word: the same consonants, and one vowel in four letters or
    more that differs, or two in eight."""
    if one == other:
        return True
    allowed = min(len(one), len(other)) // 4
    if not allowed or skeleton(one) != skeleton(other):
        return False
    return _distance(one, other, min(allowed, 2)) <= min(allowed, 2)


def _distance(one: str, other: str, most: int) -> int:
    """Edit distance (Levenshtein 1966), or something above ``most``."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        before, row[0] = row[0], at
        for n, opposite in enumerate(other, start=1):
            cost = min(row[n] + 1, row[n - 1] + 1, before + (letter != opposite))
            before, row[n] = row[n], cost
    return row[-1]


def can_be_one(one: PersonName, other: PersonName) -> bool:
    """True where two names can be one person's: one family name, and the given names of the
    shorter are found in the longer, in order, as such or as initials."""
    if not sound_alike(one.family, other.family):
        return False
    short, long = sorted((one.given, other.given), key=len)
    if len(short) < len(long) and sound_alike("".join(short), "".join(long)):
        return True  # "Jean-Yves" and "Jean Yves"
    at = 0
    for name in short:
        while at < len(long) and not _one_given(name, long[at]):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def _one_given(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return sound_alike(one, other)


def fullness(name: PersonName) -> tuple[int, int]:
    """How much a name tells: given names written out, then all given names."""
    return sum(len(word) > 1 for word in name.given), len(name.given)
