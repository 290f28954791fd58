"""What the parser is helped with: which words are no names, and what verbs' forms belong to."""

from dataclasses import dataclass, field
from pathlib import Path

from dragoman.lexicon.frames import FrameBook
from dragoman.lexicon.inflection import load_irregular, plural, verb_forms


@dataclass(frozen=True, slots=True)
class Spelling:
    """``common``: words in small letters that headlines may write large and that are no names.
    ``lemmas``: forms of the lexicon's verbs that belong to one verb only ("raped": rape).
    ``cities``: names in small letters that may stand as a dateline."""

    common: frozenset[str] = frozenset()
    lemmas: dict[str, str] = field(default_factory=dict)
    cities: frozenset[str] = frozenset()


def load_spelling(
    folder: Path, frames: FrameBook, names: frozenset[str], cities: frozenset[str]
) -> Spelling:
    """The spelling of the lexicon's words. ``names`` and ``cities`` are in small letters; what is
    a name is never a common word."""
    irregular = load_irregular(folder / "irregular.csv")
    return Spelling(
        common=_common_words(folder, frames, names, irregular),
        lemmas=_verb_lemmas(frames, irregular),
        cities=cities,
    )


def _verb_lemmas(frames: FrameBook, irregular: dict[str, tuple[str, ...]]) -> dict[str, str]:
    bases: dict[str, set[str]] = {}
    for base in frames.verbs:
        if base.isalpha():
            for form in verb_forms(base, irregular):
                bases.setdefault(form, set()).add(base)
    return {form: min(found) for form, found in bases.items() if len(found) == 1}


def _common_words(
    folder: Path,
    frames: FrameBook,
    names: frozenset[str],
    irregular: dict[str, tuple[str, ...]],
) -> frozenset[str]:
    """Function words, and every form of every trigger and class word, less the names."""
    found: set[str] = set()
    for line in (folder / "function_words.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            found.add(line.strip())
    for entries in frames.verbs.values():
        for frame in entries:
            found.update(verb_forms(frame.words[0], irregular))
            found.update(frame.words[1:])
    for table in (frames.nouns, frames.adjectives):
        for entries in table.values():
            for frame in entries:
                found.update(frame.words)
                found.add(plural(frame.words[-1]))
    for words in frames.classes.values():
        for word in words:
            if " " not in word:
                found.add(word)
                found.add(plural(word))
    return frozenset(word for word in found if word.isalpha() and word not in names)
