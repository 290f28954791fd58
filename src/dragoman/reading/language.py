"""Is it English? Other languages are refused by name, never coded into noise."""

from functools import cache
from pathlib import Path
from typing import Any

from dragoman.lexicon.tables import DATA, read_rows

# A shorter text says too little about its language: names and a verb.
_FEWEST_WORDS = 12
# A text is refused only where the classifier is this sure that it is not English: a report full of
# foreign names must not be lost, and across the development sets none is at this figure.
_CERTAIN = 0.99
_LONGEST = 2000  # code points that are looked at
# Share of the plainest English words that settles the matter. News in English has .25 to .40, in
# Dutch, German, French or Spanish under .06.
_PLAINLY_ENGLISH = 0.15


def foreign_language(text: str) -> str | None:
    """The name of the language of a text that is surely not English, else None."""
    sample = text[:_LONGEST]
    letters = [char for char in sample if char.isalpha()]
    if letters and sum(char < "\u0250" for char in letters) < 0.5 * len(letters):
        code, _ = _identifier().classify(sample)
        return _name(code if code != "en" else "und")
    words = sample.lower().split()
    if len(words) < _FEWEST_WORDS:
        return None
    plain = _english_words(DATA / "english_words.txt")
    if sum(word in plain for word in words) >= _PLAINLY_ENGLISH * len(words):
        return None
    code, certainty = _identifier().classify(sample)
    return _name(code) if code != "en" and certainty >= _CERTAIN else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _english_words(path: Path) -> frozenset[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _names(path: Path) -> dict[str, str]:
    return {row["code"]: row["name"] for row in read_rows(path, ("code", "name"))}


def _name(code: str) -> str:
    return _names(DATA / "languages.csv").get(code, f"the language {code!r}")
