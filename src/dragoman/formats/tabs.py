"""Cells of tab-separated files: one line each, no tab, nothing a spreadsheet would run.

The formats of the field are read both by splitting at tabs and by CSV readers that know quotation
marks; a cell that holds neither tab, line end nor a double quotation mark is the same for both.
"""

import hashlib
import re
from collections.abc import Iterable

from dragoman.formats.cells import guarded

# Control characters (tabs and all line ends among them) and halves of surrogate pairs.
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_SPACES = re.compile(r"  +")


def plain(text: str | None) -> str:
    """A text as one cell: control characters and line ends made a blank, double quotation marks
    single ones, and an apostrophe before what a spreadsheet would take for a formula."""
    return guarded(_unquoted(text))


def one_line(text: str | None) -> str:
    """A text with control characters and line ends made a blank, empty where there is none."""
    return _SPACES.sub(" ", _BREAKS.sub(" ", text)).strip() if text else ""


def joined(texts: Iterable[str | None], missing: str = "") -> str:
    """Several texts as one cell, with semicolons between them; a semicolon inside one of them is
    made a comma."""
    return guarded(";".join(_unquoted(text).replace(";", ",") or missing for text in texts))


def _unquoted(text: str | None) -> str:
    return one_line(text).replace('"', "'")


def number(value: float | None) -> str:
    """A number as the formats write it, empty where there is none."""
    if value is None:
        return ""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def key_number(key: str) -> int:
    """A stable whole number above zero of at most 63 bits for a key made of text: the first bits
    of its SHA-256. The formats of the field want numbers where we have such keys."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    return (int.from_bytes(digest[:8]) >> 1) or 1


def tab_line(cells: Iterable[str]) -> str:
    """One line with its line end."""
    return "\t".join(cells) + "\n"
