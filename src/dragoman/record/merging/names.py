"""Names of persons: their parts, how they sound, and whether two of them can be one person's.

A word of a name is kept in small ASCII letters, its halves parted by hyphens ("jong-un"). A given
name of which only the beginning is told ("O.", "Kh.") ends with a dot.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from dragoman.lexicon.names import name_words, word_key
from dragoman.record.merging.words import MergeWords, merge_words

_VOWELS = frozenset("aeiou")
_SILENT = frozenset("aeiouh")

# "O.", "Kh.", "J.P.", "Yu.V"; and "JD", capitals that are no syllable.
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]?")
_BARE = re.compile(r"[B-DF-HJ-NP-TV-XZ]{2,3}")


class PersonName(NamedTuple):
    """The words of a person's name: given names in order and the family name as they sound
    (``spell``), initials as written ("o."); and the parts of the given names as written, for
    initials are of the letters and not of the sound."""

    given: tuple[str, ...]
    family: str
    written: tuple[str, ...]

    @property
    def sound(self) -> tuple[tuple[str, ...], str]:
        """What is equal where two names are spelled differently and sound the same."""
        return self.given, self.family


@lru_cache(maxsize=65_536)
def person_name(name: str) -> PersonName | None:
    """The parts of a name; None for a name of one word or of initials alone, which tells nobody
    apart, and for an office that is no name ("Saudi crown prince")."""
    book = merge_words()
    title, written = _bare(name, book)
    if not written or word_key(written[-1]) in book.titles:
        return None
    if any(_is_small(word, book) for word in written):
        return None  # a description
    words = _joined([whole for word in written for whole in _whole(word, book)], book)
    if len(words) == 1 and title in book.regnal:
        return PersonName((spell(title),), spell(_plain(words[0])), (title,))
    if len(words) < 2 or all(is_initial(word) for word in words):
        return None
    return _parted(words, book)


def is_initial(word: str) -> bool:
    """True for a part of a PersonName that is only the beginning of a name."""
    return word.endswith(".")


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
    """The words of a person's name as they sound, also of a name of one word ("Khan"), initials
    left out; empty for a description ("a general") or an office."""
    book = merge_words()
    _, written = _bare(name, book)
    if not written or any(_is_small(word, book) for word in written):
        return ()
    if len(written) == 1:  # "MBS" is how somebody is called
        words = ["".join(_parts(written[0], book))]
    else:
        words = [_plain(whole) for word in written for whole in _whole(word, book)]
    words = [word for word in words if word and not is_initial(word)]
    return () if not words or words[-1] in book.titles else tuple(spell(word) for word in words)


def _whole(word: str, book: MergeWords) -> list[str]:
    """A word of a name as it is kept, the particles before it gone: "al-Burhan" is "burhan",
    "Jong-un" "jong-un". Initials are words of their own ("J.P.", "J.-Y."). Empty for a
    particle."""
    initials = [_initials(part, book) for part in name_words(word)]
    if not any(initials):
        parts = _parts(word, book)
        return ["-".join(parts)] if parts else []
    parts = [word_key(part) for part in name_words(word)]
    return [one for part, cut in zip(parts, initials, strict=True) for one in cut or [part]]


def _parts(word: str, book: MergeWords) -> list[str]:
    """The halves of a word of a name, without the particles before them."""
    parts = [word_key(part) for part in name_words(word)]
    while parts and parts[0] in book.particles:
        parts = parts[1:]
    return parts


def _initials(part: str, book: MergeWords) -> list[str]:
    """The initials that a part of a name is, each with its dot; empty where it is none. "Md." is
    a name of its own."""
    if len(part) == 1:
        return [f"{word_key(part)}."] if part.isupper() else []
    if "." not in part[:-1] and word_key(part) in book.given:
        return []
    if _DOTTED.fullmatch(part):
        return [f"{word_key(piece)}." for piece in part.split(".") if piece]
    return [f"{letter.lower()}." for letter in part] if _BARE.fullmatch(part) else []


def _is_small(word: str, book: MergeWords) -> bool:
    """True for a word without a capital that is no particle: no name has one."""
    parts = name_words(word)
    return bool(parts) and parts[0].islower() and word_key(parts[0]) not in book.particles


def _plain(word: str) -> str:
    return word.replace("-", "")


def _parted(words: list[str], book: MergeWords) -> PersonName:
    first, last = _plain(words[0]), _plain(words[-1])
    if first in book.family_first:
        return _family_first(words[1:], first)
    if last in book.family_first and first not in book.given:
        return _family_first(words[:-1], last)
    given = tuple(_given(word, book) for word in words[:-1])
    return PersonName(given, spell(last.removesuffix(".")), _written(words[:-1]))


def _family_first(given: list[str], family: str) -> PersonName:
    """A Chinese or Korean name, whose given names are one: "Jong Un", "Jong-un"."""
    if any(is_initial(word) for word in given):
        sounds = tuple(_given(word, merge_words()) for word in given)
    else:
        sounds = ("".join(spell(_plain(word)) for word in given),)
    return PersonName(sounds, spell(family), _written(given))


def _written(given: list[str]) -> tuple[str, ...]:
    return tuple(part for word in given for part in word.split("-"))


def _joined(words: list[str], book: MergeWords) -> list[str]:
    """The words with the halves of "Abdel Fattah" put together."""
    whole: list[str] = []
    for word in words:
        if whole and whole[-1] in book.joined and not is_initial(word):
            whole[-1] = f"abd{_plain(word)}"
        else:
            whole.append(word)
    return [_one_abd(word, book) for word in whole]


def _one_abd(word: str, book: MergeWords) -> str:
    plain = _plain(word)
    for first in sorted(book.joined, key=len, reverse=True):
        if plain.startswith(first) and len(plain) > len(first) + 2:
            return "abd" + plain[len(first) :]
    return word


def _given(word: str, book: MergeWords) -> str:
    plain = _plain(word)
    return word if is_initial(word) else spell(book.given.get(plain, plain))


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
    if any(is_initial(word) for word in (*one.given, *other.given)):
        short, long = sorted((one.written, other.written), key=len)
        return _found_with_initials(short, long)
    short, long = sorted((one.given, other.given), key=len)
    if len(short) < len(long) and sound_alike("".join(short), "".join(long)):
        return True  # "Jean-Yves" and "Jean Yves"
    at = 0
    for name in short:
        while at < len(long) and not sound_alike(name, long[at]):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def _found_with_initials(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """True where the given names of one are found in the other in order. By an initial only the
    next name is found: who writes "George W." does not leave out the "H." of "George H. W."; but
    the first may be a middle name, "T." of "Recep Tayyip"."""
    at = 0
    for n, name in enumerate(short):
        begun = at
        while at < len(long) and not _one_given(name, long[at]):
            at += 1
        if at == len(long):
            return False
        by_initial = is_initial(name) or is_initial(long[at])
        passed = long[begun:at]
        if by_initial and passed and (n or any(is_initial(word) for word in passed)):
            return False
        at += 1
    return True


@lru_cache(maxsize=65_536)
def _one_given(one: str, other: str) -> bool:
    """True for two given names as written that can be one, either of them an initial."""
    if is_initial(other):
        one, other = (one, other) if is_initial(one) and len(one) <= len(other) else (other, one)
    if is_initial(one):
        return _begins(one.removesuffix("."), other)
    book = merge_words()
    return sound_alike(_given(one, book), _given(other, book))


def _begins(initial: str, name: str) -> bool:
    """True where a name, or a form of it ("Bill" for William), can be told by an initial. Two
    initials are of one name only where the letters are the same: an O. may be Umar, but an O. and
    a U. are two men sooner than one."""
    if is_initial(name) or name.startswith(initial):
        return name.startswith(initial)
    book = merge_words()
    forms = book.forms.get(book.given.get(name, name), (name,))
    if len(initial) == 1:
        return any(initial in _letters(form, book) for form in forms)
    letters = _letters(initial, book)
    return any(
        form.startswith(initial)
        or (form[0] != initial[0] and not letters.isdisjoint(_letters(form, book)))
        for form in forms
    )


def _letters(name: str, book: MergeWords) -> frozenset[str]:
    """The letters that a name can be abbreviated to."""
    for length in (2, 1):
        if name[:length] in book.initials:
            return book.initials[name[:length]]
    return frozenset(name[0])


def fullness(name: PersonName) -> tuple[int, int]:
    """How much a name tells: given names written out, then all given names."""
    return sum(not is_initial(word) for word in name.given), len(name.given)
