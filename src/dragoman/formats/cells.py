"""What tables of reports share: words cut out of a text, and a line of CSV safe to open."""

import csv
import io
from collections.abc import Iterable

from dragoman.model import Span

# What a spreadsheet would take for a formula; an apostrophe before it makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def cut(text: str, span: Span) -> str:
    """The words of a span on one line, white space folded."""
    return " ".join(text[span[0] : span[1]].split())


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs: what it would take for a formula begins with an apostrophe;
    numbers stay numbers. ``unguarded`` gives the cell back."""
    return "'" + cell if _is_formula(cell.lstrip("'")) else cell


def unguarded(cell: str) -> str:
    """What stood in the cell before it was guarded."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell.lstrip("'")) else cell


def csv_line(cells: Iterable[str]) -> str:
    """One line of CSV without its line end. What a spreadsheet would run as a formula begins with
    an apostrophe; numbers stay numbers."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([guarded(cell) for cell in cells])
    return out.getvalue().rstrip("\n")


def _is_formula(cell: str) -> bool:
    return cell.startswith(_FORMULA) and not _is_number(cell)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
