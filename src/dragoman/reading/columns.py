"""Columns and cells of tables: which column means what, and a row into a report."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.errors import InputError
from dragoman.lexicon.tables import DATA, read_rows
from dragoman.model import Report
from dragoman.reading.text import unify_line_ends

FIELDS = ("text", "title", "published", "url", "publisher", "id", "language")
_DAY_FORMATS = ("%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y", "%Y/%m/%d", "%Y.%m.%d")

Columns = Mapping[str, str]


def parse_columns(given: str) -> dict[str, str]:
    """``text=body,title=headline`` as a mapping of our field to the table's column.

    Raises InputError for a field that there is not, or anything else than such pairs.
    """
    columns: dict[str, str] = {}
    for pair in given.split(","):
        field, equals, name = (part.strip() for part in pair.partition("="))
        if not equals or not name:
            raise InputError(f"--columns: {pair.strip()!r} is no FIELD=COLUMN, as in text=body")
        if field not in FIELDS:
            raise InputError(f"--columns: there is no field {field!r}; fields: {', '.join(FIELDS)}")
        columns[field] = name
    return columns


def choose_columns(header: Sequence[str], columns: Columns, where: str) -> dict[str, int]:
    """Field to position in a header: as given, or else by the names that tables usually have. A
    table without text but with titles is one of headlines: the title is the text.

    Raises InputError for a given column that is not there, and for a table without text.
    """
    spelled = {_spelling(name): at for at, name in reversed(list(enumerate(header)))}
    chosen: dict[str, int] = {}
    for field, name in columns.items():
        if name in header:
            chosen[field] = header.index(name)
        elif _spelling(name) in spelled:
            chosen[field] = spelled[_spelling(name)]
        else:
            raise InputError(f"{where}: has no column {name!r}; it has {_listed(header)}")
    for field, names in _usual_names(DATA / "columns.csv").items():
        free = (spelled[name] for name in names if name in spelled)
        at = next((at for at in free if at not in chosen.values()), None)
        if field not in chosen and at is not None:
            chosen[field] = at
    if "text" not in chosen and "title" in chosen:
        chosen["text"] = chosen.pop("title")
    if "text" not in chosen:
        raise InputError(
            f"{where}: has no column with the text; it has {_listed(header)}; "
            "name the column with --columns text=NAME"
        )
    return chosen


def report_of_row(row: Mapping[str, Any], where: str, fallback: str) -> Report:
    """The report of a row by our fields. ``fallback`` is its id where it has none.

    Raises InputError, beginning with ``where``, for a row without text or with a day that is none.
    """
    text = _words(row.get("text"))
    if not text.strip():
        raise InputError(f"{where}: the text is empty")
    published = day_of(row.get("published"), where)
    return Report(
        id=_words(row.get("id")).strip() or fallback,
        text=unify_line_ends(text),
        title=_words(row.get("title")).strip() or None,
        language=_words(row.get("language")).strip().lower()[:20] or "en",
        publisher=_words(row.get("publisher")).strip() or None,
        url=_words(row.get("url")).strip() or None,
        published=published,
        published_from="given" if published else "unknown",
    )


def day_of(value: object, where: str) -> str | None:
    """The day of a cell: a date, a time, or text as ISO 8601 (also without hyphens), as
    ``3 June 2019`` or ``June 3, 2019``, or as mail has it. None for an empty cell.

    Raises InputError for anything else: in ``03/06/2019`` nobody can know the month.
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = " ".join(_words(value).split())
    if not text or text.lower() in ("nan", "nat", "none", "null"):
        return None
    found = _iso_day(text) or _named_day(text) or _mail_day(text)
    if found is None:
        raise InputError(
            f"{where}: {text[:40]!r} is no date that can be told; write it as 2019-06-03"
        )
    return found


def _iso_day(text: str) -> str | None:
    compact = re.match(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?$", text)
    try:
        return date.fromisoformat("-".join(compact.groups()) if compact else text[:10]).isoformat()
    except ValueError:
        return None


def _named_day(text: str) -> str | None:
    plain = re.sub(r"^[A-Za-z]+day,? ", "", text.replace(",", " ").replace("Sept ", "Sep "))
    plain = " ".join(plain.split())[:30]
    for form in _DAY_FORMATS:
        try:
            return datetime.strptime(plain, form).date().isoformat()
        except ValueError:
            continue
    return None


def _mail_day(text: str) -> str | None:
    if len(text) > 60 or not re.search(r"[A-Za-z]{3}", text):
        return None
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return "" if isinstance(value, float) and text == "nan" else text


def _spelling(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip().lower())


@cache
def _usual_names(path: Path) -> dict[str, list[str]]:
    return {row["field"]: row.items("names") for row in read_rows(path, ("field", "names"))}


def _listed(header: Sequence[str]) -> str:
    names = ", ".join(repr(name[:40]) for name in header[:20])
    return names + (f" and {len(header) - 20} more" if len(header) > 20 else "")
