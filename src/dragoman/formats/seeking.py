"""Finding words as people type them: in any case, with or without accents, whole words only."""

import re
import unicodedata
from collections.abc import Iterable

from dragoman.errors import InputError

_WORD = re.compile(r"\w+(?:['.]\w+)*")
_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_PLAIN_MARKS = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"'}
)
# Letters that Unicode does not take apart, as a keyboard without them writes them.
_WITHOUT_STROKE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae"})


class Words:
    """A query: all its words have to stand in what is searched, in any order.

    ``"peace deal"`` in quotation marks is a phrase; ``sanction*`` finds every word that begins so.
    Raises InputError where the query holds no word; ``option`` names it in the message.
    """

    def __init__(self, query: str, option: str) -> None:
        self.needles: list[str] = []
        for phrase, word in _TERM.findall(query.translate(_PLAIN_MARKS)):
            term = phrase or word
            folded = fold(term)
            if folded.strip():
                self.needles.append(folded[:-1] if term.endswith("*") else folded)
        if not self.needles:
            raise InputError(f"{option} {query!r}: there is no word to search for")

    def within(self, texts: Iterable[str]) -> bool:
        """True if every word or phrase stands in one of the texts; none runs over two of them."""
        hay = "|".join(map(fold, texts))
        return all(needle in hay for needle in self.needles)


def fold(text: str) -> str:
    """The words of a text for comparing: lower case, no accents, one space around each."""
    apart = unicodedata.normalize("NFKD", text.translate(_PLAIN_MARKS).casefold())
    plain = "".join(char for char in apart if not unicodedata.combining(char))
    return " " + "".join(word + " " for word in _WORD.findall(plain.translate(_WITHOUT_STROKE)))
