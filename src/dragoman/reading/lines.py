"""JSON lines of reports: one object a line with ``id``, ``text`` and what else is known."""

import codecs
import re
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from dragoman.errors import InputError
from dragoman.model import Report
from dragoman.reading.text import unify_line_ends


class ReportLine(msgspec.Struct):
    """What a line may hold; other fields are left alone."""

    text: str
    id: str | int | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None


_DECODER = msgspec.json.Decoder(ReportLine)
_PATH = re.compile(r" - at `\$\.?(.*)`$")


def read_lines(data: bytes, where: str) -> Iterator[Report | InputError]:
    """The reports of a JSON-lines file in order; for a bad line an error that names its number,
    so that the other lines can still be coded. Lines without an id get the line number."""
    for _, found in read_placed_lines(data.split(b"\n"), where):
        yield found


def read_placed_lines(
    lines: Iterable[bytes | InputError], where: str, before: int = 0
) -> Iterator[tuple[str, Report | InputError]]:
    """The same from lines as they come, each with its place (``r.jsonl, line 3``). An error among
    the lines is handed on in its place. ``before``: lines of the file that stand before these."""
    for number, line in enumerate(lines, start=1 + before):
        place = f"{where}, line {number}"
        if isinstance(line, InputError):
            yield place, line
        elif line.strip():
            try:
                yield place, report_of(line, place, str(number))
            except InputError as fault:
                yield place, fault


def report_of(line: bytes, where: str, fallback: str) -> Report:
    """The report of one line. ``fallback`` is its id where it has none.

    Raises InputError, beginning with ``where``, for what is no report.
    """
    try:
        found = _DECODER.decode(line.removeprefix(codecs.BOM_UTF8))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        raise InputError(f"{where}: {_plain(str(fault))}") from fault
    published = iso_day(found.published, where) if found.published else None
    return Report(
        id=str(found.id) if found.id is not None else fallback,
        text=unify_line_ends(found.text),
        title=found.title,
        language=found.language or "en",
        publisher=found.publisher,
        url=found.url,
        published=published,
        published_from="given" if published else "unknown",
    )


def iso_day(value: str, where: str) -> str:
    """A day as YYYY-MM-DD; a time of day behind it is cut off.

    Raises InputError for anything else, also for days that the calendar does not have.
    """
    try:
        return date.fromisoformat(value.strip()[:10]).isoformat()
    except ValueError as fault:
        raise InputError(f"{where}: {value!r} is no date; write it as 2019-06-03") from fault


def _plain(message: str) -> str:
    """msgspec's message in words that name the field."""
    field = _PATH.search(message)
    message = _PATH.sub("", message)
    if field and field.group(1):
        return f"field {field.group(1)!r} is wrong ({message}); see the README for the fields"
    return f"is no report as JSON ({message}); a line needs at least a field 'text'"
