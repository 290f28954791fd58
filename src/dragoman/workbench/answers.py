"""The same data in other forms, beside each page: JSON by the page, CSV as a whole; and the page
that says that something is not there (any more)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from litestar import Response
from litestar.exceptions import NotFoundException
from litestar.response import Redirect, Stream

from dragoman.entries import ActorEntry, EventEntry, ReportEntry, StatementEntry
from dragoman.errors import InputError
from dragoman.formats.cells import csv_line
from dragoman.formats.columns import Table
from dragoman.formats.flat import csv_cell
from dragoman.record.questions import Page
from dragoman.workbench.asking import Asked
from dragoman.workbench.state import Asking, Workbench

Entry = TypeVar("Entry")
Thing = EventEntry | ActorEntry | StatementEntry | ReportEntry
_AT_ONCE = 1000  # entries read at a time for a CSV: enough to be quick, few enough to hold
_WHERE = {
    EventEntry: "events",
    ActorEntry: "actors",
    StatementEntry: "statements",
    ReportEntry: "reports",
}


def asked(request: Asking, path: str, known: Iterable[str]) -> Asked:
    """What a request asks of a page."""
    return Asked(path, known, request.query_params.multi_items())


def data(content: Any, status: int = 200) -> Response[bytes]:
    """A value as JSON."""
    return Response(
        msgspec.json.encode(content),
        media_type="application/json",
        status_code=status,
        headers={"Cache-Control": "no-cache"},
    )


def listed(asked: Asked, entries: Sequence[Any], total: int) -> Response[bytes]:
    """A page of a list as JSON: the entries, how many there are, and where the next page is."""
    refuse(asked)
    more = asked.page * asked.per < total
    after = asked.link(asked.path + ".json", page=asked.page + 1) if more else None
    return data({"total": total, "page": asked.page, "next": after, "items": list(entries)})


def as_csv(asked: Asked, table: Table[Entry], read: Callable[[Page], Sequence[Entry]]) -> Stream:
    """All entries that were asked for as a CSV file, read piece by piece as it is sent. The first
    are read before anything is: what cannot be asked for is still an error then."""
    refuse(asked)
    name = asked.path.strip("/").replace("/", "-")
    first = read(Page(limit=_AT_ONCE, offset=0))
    return Stream(
        _csv(table, first, read),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _csv(
    table: Table[Entry], entries: Sequence[Entry], read: Callable[[Page], Sequence[Entry]]
) -> Iterator[str]:
    yield csv_line(table.names) + "\n"
    offset = 0
    while entries:
        yield "".join(csv_line(map(csv_cell, table.row(entry))) + "\n" for entry in entries)
        offset += _AT_ONCE
        entries = read(Page(limit=_AT_ONCE, offset=offset)) if len(entries) == _AT_ONCE else ()


def refuse(asked: Asked) -> None:
    """A program is told what it asked wrongly; a page shows it and goes on."""
    if asked.faults:
        raise InputError("; ".join(asked.faults))


def split_end(name: str) -> tuple[str, bool]:
    """An id of an address without its ``.json``, and whether it had one."""
    return (name.removesuffix(".json"), True) if name.endswith(".json") else (name, False)


def place_of(thing: Thing) -> str:
    """The address of a thing of the record."""
    id = thing.key if isinstance(thing, ReportEntry) else thing.id
    return f"/{_WHERE[type(thing)]}/{id}"


def find(
    request: Asking, bench: Workbench, name: str, what: str, as_json: bool
) -> Thing | Response[Any]:
    """The thing that an address names; or where it went, or the page that says that it is gone.

    ``what`` is the word for what was looked for: event, actor, statement or report.
    """
    try:
        found = bench.record.find(name)
    except InputError as fault:
        if as_json:
            raise NotFoundException(str(fault)) from None
        return bench.page(request, "gone.html", status=404, what=what, name=name)
    place = place_of(found)
    if place != f"/{what}s/{name}":
        return Redirect(place + (".json" if as_json else ""), status_code=302)
    return found


def find_quietly(bench: Workbench, name: str) -> Thing | None:
    """The thing that has an id, None where there is none (any more)."""
    try:
        return bench.record.find(name)
    except InputError:
        return None
