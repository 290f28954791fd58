"""What tables of reports share: words cut out of a text, and a line of CSV safe to open."""

import csv
import io
from collections.abc import Iterable

from dragoman.model import Span

# What a spreadsheet would take for a formula; an apostrophe before it makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cut(text: str, span: Span) -> str:
    """The words of a span on one line, white space folded."""
    return " ".join(text[span[0] : span[1]].split())


def csv_line(cells: Iterable[str]) -> str:
    """One line of CSV without its line end. What a spreadsheet would run as a formula begins with
    an apostrophe; numbers stay numbers."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(
        "'" + cell if cell.startswith(_FORMULA) and not _is_number(cell) else cell for cell in cells
    )
    return out.getvalue().rstrip("\n")


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
