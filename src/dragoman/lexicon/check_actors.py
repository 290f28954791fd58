"""The checker of the actor tables: codes, sectors, days, and names that mean two things."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import LexiconError
from dragoman.lexicon.actors import (
    CUE_COLUMNS,
    GIVEN_COLUMNS,
    NAME_COLUMNS,
    PARTIAL_COLUMNS,
    PLACE_COLUMNS,
    ROLE_COLUMNS,
    STATE_COLUMNS,
)
from dragoman.lexicon.names import DAY, KINDS
from dragoman.lexicon.tables import Row, read_lines, read_rows, read_words

# Codes of the codebook beside those of states: international bodies and movements.
INTERNATIONAL = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
SECTORS = frozenset(
    {
        "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS",
        "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
    }
)  # fmt: skip
_TABLES = (
    STATE_COLUMNS, PARTIAL_COLUMNS, ROLE_COLUMNS, NAME_COLUMNS, PLACE_COLUMNS, GIVEN_COLUMNS,
    CUE_COLUMNS,
)  # fmt: skip


class _Use(NamedTuple):
    """A name in a row: what it means there, and when."""

    meaning: str
    start: str
    end: str
    row: Row


def check_actors(folder: Path, faults: list[LexiconError]) -> int:
    """How many rows the actor tables under ``folder`` have; what is wrong with them is put into
    ``faults``: codes and sectors that the codebook does not have, days that the calendar does not
    have, periods that end before they start, and one name for two things at one time."""
    rows = [row for path in sorted(folder.glob("*.csv")) for row in _rows(path, faults)]
    codes = INTERNATIONAL | {row["code"] for row in rows if "code" in row.cells}
    for row in rows:
        faults.extend(_check_codes(row, codes))
        faults.extend(_check_period(row))
    faults.extend(_check_names(rows, _homonyms(folder / "homonyms.txt", faults)))
    return sum("name" in row.cells and "kind" in row.cells for row in rows)


def _rows(path: Path, faults: list[LexiconError]) -> Iterator[Row]:
    try:
        lines = read_lines(path)
    except LexiconError as fault:
        faults.append(fault)
        return
    header = next((line for line in lines if line.strip() and line[0] != "#"), "")
    columns = [cell.strip() for cell in header.split(",")]
    if columns not in _TABLES:
        faults.append(LexiconError(f"{path}:1: unknown columns {','.join(columns)}"))
        return
    yield from read_rows(path, columns, faults)


def _check_codes(row: Row, codes: frozenset[str] | set[str]) -> Iterator[LexiconError]:
    cells = row.cells
    if cells.get("country") and cells["country"] not in codes:
        yield row.error(f"country {cells['country']!r} is no code of the codebook")
    for column in ("sectors", "sector"):
        for sector in row.items(column) if column in cells else ():
            if sector not in SECTORS:
                yield row.error(f"sector {sector!r} is none of the codebook")
    if "wiki" in cells and cells["kind"] not in KINDS:
        yield row.error(f"kind must be one of {', '.join(KINDS)}, not {cells['kind']!r}")
    for column in ("name", "phrase", "code"):
        if column in cells and not cells[column]:
            yield row.error(f"the {column} is missing")


def _check_period(row: Row) -> Iterator[LexiconError]:
    if "start" not in row.cells:
        return
    for column in ("start", "end"):
        if row[column] and not _is_day(row[column]):
            yield row.error(f"{column} {row[column]!r} is no day, month or year")
    start, end = row["start"], row["end"]
    if start and end and start[: len(end)] > end:
        yield row.error(f"the period ends ({end}) before it starts ({start})")


def _is_day(text: str) -> bool:
    if not DAY.match(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _homonyms(path: Path, faults: list[LexiconError]) -> frozenset[str]:
    try:
        return frozenset(read_words(path)) if path.exists() else frozenset()
    except LexiconError as fault:
        faults.append(fault)
        return frozenset()


def _check_names(rows: list[Row], shared: frozenset[str]) -> Iterator[LexiconError]:
    """Names and aliases, spelt the same, that two rows give to different things at one time;
    ``shared`` are those that do so on purpose."""
    known: dict[str, list[_Use]] = {}
    for row in rows:
        if "wiki" not in row.cells:
            continue
        use = _Use(row["wiki"] or row["name"], row["start"], row["end"], row)
        for name in dict.fromkeys((row["name"], *row.items("aliases"))):
            if name in shared:
                continue
            uses = known.setdefault(name, [])
            for other in uses:
                if other.meaning != use.meaning and _overlap(other, use):
                    yield row.error(
                        f"{name!r} is {use.meaning!r} here and {other.meaning!r} in "
                        f"{other.row.path.name}:{other.row.line} at the same time"
                    )
                    break
            uses.append(use)


def _overlap(one: _Use, other: _Use) -> bool:
    return not (_before(one.end, other.start) or _before(other.end, one.start))


def _before(end: str, start: str) -> bool:
    """True if a period that ends so is over when one that starts so begins; an open end or start
    never is."""
    if not end or not start:
        return False
    size = min(len(end), len(start))
    return end[:size] < start[:size]
