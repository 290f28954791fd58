"""A dossier as chapters of lines and grids: what every form of it (Markdown, page, PDF) prints.

A line is a claim with the keys of its evidence, or says that nothing is known (``gap``). No form
adds a word of its own about the process.
"""

from dragoman.model import Record
from dragoman.processes.dossier import Evidence, Source


class Line(Record, frozen=True, kw_only=True):
    """One claim. ``quote`` are exact words of its evidence, ``head`` what it begins with, in bold;
    ``level`` 1 and 2 stand under the line before. A line with ``gap`` says that nothing is known.
    """

    text: str
    head: str = ""
    quote: str = ""
    level: int = 0
    gap: bool = False
    evidence: Evidence = ()


class Cell(Record, frozen=True, kw_only=True):
    """A cell of a grid, with the evidence of what it says."""

    text: str
    evidence: Evidence = ()


class Grid(Record, frozen=True, kw_only=True):
    """A table: the first row are its heads. ``about`` says what its cells are."""

    about: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Chapter(Record, frozen=True, kw_only=True):
    """A chapter: ``note`` says what stands in it and how it was made."""

    name: str
    title: str
    note: str = ""
    blocks: tuple[Line | Grid, ...] = ()


class Sheet(Record, frozen=True, kw_only=True):
    """A whole dossier, ready to be printed. ``day`` is written out."""

    title: str
    about: str
    day: str
    chapters: tuple[Chapter, ...]
    sources: tuple[Source, ...]
