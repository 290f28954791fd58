"""Dragoman reads news reports of politics and diplomacy and keeps the record.

    from dragoman import Coder, Report
    coding = Coder().code(Report(id="1", text="…", published="2019-06-03"))

The names below are the public face; everything else may change.
"""

from typing import TYPE_CHECKING, Any

from dragoman._version import __version__
from dragoman.errors import DragomanError, InputError, LanguageError, LexiconError, MissingPartError
from dragoman.model import Actor, Coding, Event, Place, Report, Statement, Time

if TYPE_CHECKING:
    from dragoman.coder import Coder

__all__ = [
    "Actor",
    "Coder",
    "Coding",
    "DragomanError",
    "Event",
    "InputError",
    "LanguageError",
    "LexiconError",
    "MissingPartError",
    "Place",
    "Report",
    "Statement",
    "Time",
    "__version__",
]


def __getattr__(name: str) -> Any:
    """`Coder` is imported when it is asked for: it brings spaCy with it, which takes a second."""
    if name == "Coder":
        from dragoman.coder import Coder

        return Coder
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
