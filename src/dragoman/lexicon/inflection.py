"""The inflected forms of English words, by rule and by a table of irregular ones."""

import re
from pathlib import Path

from dragoman.lexicon.tables import read_rows

_VOWELS = "aeiou"
# The last consonant is doubled behind one short vowel ("ban"), and in longer words where that
# vowel carries the stress ("commit", "refer", but not "limit", "offer").
_ONE_SYLLABLE = re.compile(r"(?:qu|[^aeiou]*)[aeiou][^aeiouwxy]\Z")
_STRESSED_END = re.compile(r"(?:(?<!li)(?<!vo)mit|(?<!f)fer|pel|cur|bel|ban)\Z")
_ES = ("s", "x", "z", "ch", "sh", "o")


def load_irregular(path: Path) -> dict[str, tuple[str, ...]]:
    """Irregular verbs: base form -> past tense and past participle forms.

    Raises LexiconError, with file and line, on a bad row.
    """
    return {row["base"]: tuple(row.items("forms")) for row in read_rows(path, ("base", "forms"))}


def verb_forms(base: str, irregular: dict[str, tuple[str, ...]]) -> list[str]:
    """A verb's base, third person, -ing, past and participle forms."""
    stem = _stem(base)
    ing = stem + "ing"
    if base.endswith("ie"):
        ing = base[:-2] + "ying"
    past = list(irregular.get(base, ())) or [_past(base, stem)]
    return [base, plural(base), ing, *past]


def plural(word: str) -> str:
    """A noun's plural, which is spelled like a verb's third person."""
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(_ES) else "s")


def _past(base: str, stem: str) -> str:
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return stem + ("d" if stem.endswith("e") else "ed")


def _stem(base: str) -> str:
    """What -ing and -ed are put on: "ban" -> "bann", "seize" -> "seiz"."""
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1]
    doubled = _ONE_SYLLABLE.match(base) or _STRESSED_END.search(base)
    return base + base[-1] if doubled else base
