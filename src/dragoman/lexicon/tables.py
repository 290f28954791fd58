"""Reading the lexicon's data files: CSV with a header line, and ``#`` lines for people.

Every file under ``data/`` is UTF-8 CSV. Lines that begin with ``#`` and empty lines are comments:
the first ones say what the file is and where its facts come from. The first other line names the
columns.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import LexiconError

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a data file: its path and 1-based line number, and its cells by column name."""

    path: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def items(self, column: str, separator: str = ";") -> list[str]:
        """The parts of a cell that holds several values, stripped, empty ones left out."""
        return [part.strip() for part in self.cells[column].split(separator) if part.strip()]

    def error(self, why: str) -> LexiconError:
        """An error that names this line's file and number."""
        return LexiconError(f"{self.path}:{self.line}: {why}")


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a data file.

    Raises LexiconError, with file and line, where the file cannot be read as UTF-8, the header
    is not exactly ``columns``, or a row has too many or too few cells.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise LexiconError(f"{path}:1: cannot be read as UTF-8 text ({fault})") from fault
    kept = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and line[0] != "#"]
    header: list[str] | None = None
    # A quoted cell ends in its line, so that lines and records are the same.
    for (number, _), record in zip(kept, csv.reader(line for _, line in kept), strict=False):
        cells = [cell.strip() for cell in record]
        if header is None:
            header = cells
            if header != list(columns):
                raise LexiconError(f"{path}:{number}: the columns must be {','.join(columns)}")
        elif len(cells) != len(header):
            raise LexiconError(
                f"{path}:{number}: {len(cells)} cells where {len(header)} are needed"
            )
        else:
            yield Row(path, number, dict(zip(header, cells, strict=True)))
