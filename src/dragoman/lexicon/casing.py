"""The words that are no names, however they are capitalised: what headlines are read with."""

from pathlib import Path

from dragoman.lexicon.frames import FrameBook
from dragoman.lexicon.inflection import load_irregular, plural, verb_forms


def load_common_words(folder: Path, frames: FrameBook, names: frozenset[str]) -> frozenset[str]:
    """Function words, and every form of every trigger and class word, less what is (part of) a
    name: ``names`` in small letters."""
    irregular = load_irregular(folder / "irregular.csv")
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
