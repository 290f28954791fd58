"""What is read of another system: an event, its parties, and the cells they are read from."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dragoman.model import Record

System = Literal["icews", "gdelt", "polecat"]
# What the files, and the copies that users make of them, write where there is nothing.
MISSING = frozenset({"", "NA", "N/A", "None", "none", "NULL", "null", "NaN", "nan", "--"})
_DAY_FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%Y%m%d")
# A root from 01 to 20 and at least one digit more, but for a bare root below 10.
_CAMEO = re.compile(r"(?:0[1-9]|1[0-9]|20)[0-9]{1,2}|0[1-9]")


class RowError(ValueError):
    """A line that breaks its format; the message is one sentence."""


class ForeignParty(Record, frozen=True, kw_only=True):
    """One side of a foreign event. ``country`` is our code where the file's is known, ``sectors``
    are PLOVER's; ``country_as_given`` and ``sectors_as_given`` are the file's own words."""

    name: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    country_as_given: str | None = None
    sectors_as_given: str | None = None


class ForeignEvent(Record, frozen=True, kw_only=True):
    """An event of another system. ``event`` is its PLOVER type: given, or read from the CAMEO code
    where PLOVER has one for it. ``source`` and ``target`` hold several parties only in POLECAT."""

    system: System
    id: str
    line: int
    day: str
    event: str | None = None
    mode: str | None = None
    cameo: str | None = None
    quad: int | None = None
    score: float | None = None
    source: tuple[ForeignParty, ...] = ()
    target: tuple[ForeignParty, ...] = ()
    place: str | None = None
    place_country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    story: str | None = None
    url: str | None = None
    publisher: str | None = None
    mentions: int | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a line by column; what is missing, under whatever name, is None."""

    by_name: dict[str, str]

    def text(self, column: str) -> str | None:
        """The text of a cell. Columns that a file does not have are missing."""
        cell = self.by_name.get(column, "")
        return None if cell in MISSING else cell

    def needed(self, column: str) -> str:
        """The text of a cell that cannot be missing. Raises RowError."""
        cell = self.text(column)
        if cell is None:
            raise RowError(f"{column} is missing")
        return cell

    def day(self, column: str) -> str:
        """A day, written as any of these files writes it, as ISO 8601. Raises RowError."""
        cell = self.needed(column).split(" ")[0].split("T")[0]
        for form in _DAY_FORMATS:
            try:
                return datetime.strptime(cell, form).date().isoformat()
            except ValueError:
                continue
        raise RowError(f"{column} is no day: {cell!r}")

    def whole(self, column: str) -> int | None:
        """A whole number. Raises RowError."""
        cell = self.text(column)
        try:
            return None if cell is None else int(float(cell))
        except (ValueError, OverflowError):
            raise RowError(f"{column} is no whole number: {cell!r}") from None

    def real(self, column: str, bound: float) -> float | None:
        """A number between -bound and bound. Raises RowError."""
        cell = self.text(column)
        try:
            value = None if cell is None else float(cell)
        except ValueError:
            raise RowError(f"{column} is no number: {cell!r}") from None
        if value is not None and not -bound <= value <= bound:
            raise RowError(f"{column} is out of its range: {cell!r}")
        return value

    def cameo(self, column: str) -> str:
        """A CAMEO code; the leading zero that spreadsheets take away is put back: no code of these
        files has two digits, nor a root above 20. Raises RowError."""
        given = self.needed(column)
        whole = given if _CAMEO.fullmatch(given) else "0" + given
        if not _CAMEO.fullmatch(whole):
            raise RowError(f"{column} is no CAMEO code: {given!r}")
        return whole
