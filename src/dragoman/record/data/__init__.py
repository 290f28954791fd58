"""Word lists of the record and how they are read."""

from functools import cache
from pathlib import Path

from dragoman.lexicon.tables import read_words

FOLDER = Path(__file__).parent


@cache
def load_lines(name: str) -> frozenset[str]:
    """The words of a list in this folder, one a line, read once."""
    return frozenset(read_words(FOLDER / name))
