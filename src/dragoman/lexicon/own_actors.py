"""The user's own table of actors (``--actors``), which goes over ours."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from dragoman.errors import InputError
from dragoman.lexicon.names import DAY, KINDS, Entry, name_key
from dragoman.model import ActorKind

COLUMNS = ("name", "aliases", "kind", "country", "sectors", "start", "end")


def user_entries(path: Path) -> Iterator[tuple[Entry, list[str]]]:
    """Yield the rows of the user's table, each with all its names.

    Raises InputError, with row and column, at the first row that cannot be used.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.reader(lines, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise InputError(f"{path}: cannot be read as a UTF-8 CSV table ({fault})") from fault
    header = [cell.strip() for cell in rows[0]] if rows else []
    missing = [column for column in COLUMNS[:1] + COLUMNS[3:4] if column not in header]
    if missing:
        raise InputError(
            f"{path}, row 1: the column {missing[0]} is missing; the columns are "
            f"{','.join(COLUMNS)}"
        )
    for number, cells in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in cells):
            yield _user_entry(path, number, header, cells)


def _user_entry(
    path: Path, number: int, header: list[str], cells: list[str]
) -> tuple[Entry, list[str]]:
    def bad(column: str, why: str) -> InputError:
        return InputError(f"{path}, row {number}, column {column}: {why}")

    if len(cells) != len(header):
        raise bad(
            header[min(len(cells), len(header) - 1)],
            f"{len(cells)} cells in the row where the header has {len(header)}",
        )
    cell = {column: value.strip() for column, value in zip(header, cells, strict=True)}
    names = [cell["name"], *filter(None, map(str.strip, cell.get("aliases", "").split(";")))]
    if not name_key(cell["name"]):
        raise bad("name", "an actor needs a name")
    code = cell["country"].upper()
    if code and (len(code) != 3 or " " in code):
        raise bad("country", f"a code of three characters is needed, not {cell['country']!r}")
    sectors = tuple(s.strip().upper() for s in cell.get("sectors", "").split(";") if s.strip())
    kind = cell.get("kind", "").lower() or ("organization" if sectors else "state")
    if kind not in KINDS:
        raise bad("kind", f"must be empty or one of {', '.join(KINDS)}, not {cell['kind']!r}")
    for column in ("start", "end"):
        if cell.get(column) and not DAY.match(cell[column]):
            raise bad(column, f"must be YYYY, YYYY-MM or YYYY-MM-DD, not {cell[column]!r}")
    start, end = cell.get("start", ""), cell.get("end", "")
    if start and end and start > end and start[: len(end)] > end:
        raise bad("end", f"the period ends ({end}) before it starts ({start})")
    entry = Entry(
        cell["name"],
        cast(ActorKind, kind),
        code if any(c.isalnum() for c in code) else None,
        sectors,
        cell.get("role", ""),
        start,
        end,
        cell.get("wiki") or None,
        f"{path.name}:{number}",
        True,
    )
    return entry, names
