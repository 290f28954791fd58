"""A dossier as a page of the workbench: the sheet that every form of it prints, with links.

A line leads to what it is about: a person to the actor, a line on one event to the event. Its
numbers lead to the words behind it, and those to the report, event and statement.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from dragoman.processes.dossier import Dossier, Source
from dragoman.processes.rendering import bare
from dragoman.processes.sheet import Chapter, Grid, Line, Sheet

_PEOPLE = "parties"  # the chapter whose inner lines are about one person each
_SHOWN = 6  # numbers of a line that are always shown


class Ref(NamedTuple):
    """A piece of evidence: its number, and the words that it stands for."""

    number: int
    words: str


class Item(NamedTuple):
    """A line, with where its head leads and its evidence."""

    line: Line
    href: str | None
    refs: tuple[Ref, ...]
    more: tuple[Ref, ...]


class LinkedCell(NamedTuple):
    """A cell of a grid with its evidence."""

    text: str
    refs: tuple[Ref, ...]
    more: tuple[Ref, ...]


class Table(NamedTuple):
    """A grid."""

    about: str
    head: tuple[str, ...]
    rows: tuple[tuple[LinkedCell, ...], ...]


class Part(NamedTuple):
    """A chapter: rows of lines and tables, in order; what is no table is a list of items."""

    name: str
    title: str
    note: str
    blocks: tuple["Table | tuple[Item, ...]", ...]


class Words(NamedTuple):
    """What a number stands for, with the pages that show it."""

    number: int
    source: Source
    quote: str
    report: str
    event: str | None
    statement: str | None


class DossierPage(NamedTuple):
    """All that the page shows of a dossier."""

    sheet: Sheet
    parts: tuple[Part, ...]
    words: tuple[Words, ...]


def dossier_page(sheet: Sheet, dossier: Dossier, events: Mapping[str, str]) -> DossierPage:
    """A sheet with its links. ``events`` are the ids of the events that tellings tell, by the keys
    of the tellings."""
    linker = _Linker(sheet.sources, dossier, events)
    return DossierPage(
        sheet,
        tuple(linker.part(chapter) for chapter in sheet.chapters),
        tuple(linker.words()),
    )


def keys_of_tellings(sources: Iterable[Source]) -> list[str]:
    """The keys of the tellings among the sources of a sheet."""
    return [source.key for source in sources if source.kind == "event"]


class _Linker:
    """Knows what every key of evidence leads to."""

    def __init__(
        self, sources: Iterable[Source], dossier: Dossier, events: Mapping[str, str]
    ) -> None:
        self._sources = {source.key: source for source in sources}
        self._refs = {
            source.key: Ref(number, bare(source.quote) or source.title or "")
            for number, source in enumerate(self._sources.values(), 1)
        }
        self._events = events
        self._people = {
            person.name: person.actor for sheet in dossier.parties for person in sheet.people
        }

    def part(self, chapter: Chapter) -> Part:
        """A chapter with its links."""
        blocks: list[Table | tuple[Item, ...]] = []
        row: list[Item] = []
        for block in chapter.blocks:
            if isinstance(block, Line):
                row.append(self._item(block, chapter.name))
                continue
            if row:
                blocks.append(tuple(row))
                row = []
            blocks.append(self._table(block))
        if row:
            blocks.append(tuple(row))
        return Part(chapter.name, chapter.title, chapter.note, tuple(blocks))

    def _item(self, line: Line, chapter: str) -> Item:
        href = self._about(line.evidence)
        if chapter == _PEOPLE:
            actor = self._people.get(line.head) if line.level else None
            href = f"/actors/{quote(actor)}" if actor else None
        return Item(line, href, *self._shown(line.evidence))

    def _table(self, grid: Grid) -> Table:
        rows = tuple(
            tuple(LinkedCell(cell.text, *self._shown(cell.evidence)) for cell in row)
            for row in grid.rows
        )
        return Table(grid.about, grid.head, rows)

    def _shown(self, evidence: Iterable[str]) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
        refs = tuple(self._refs[key] for key in evidence if key in self._refs)
        return (refs, ()) if len(refs) <= _SHOWN + 1 else (refs[:_SHOWN], refs[_SHOWN:])

    def _about(self, evidence: Iterable[str]) -> str | None:
        """The page of the one event that the evidence tells of, or of its one statement where it
        tells of none."""
        keys = [key for key in evidence if key in self._sources]
        tellings = [key for key in keys if self._sources[key].kind == "event"]
        events = {self._events.get(key) for key in tellings}
        if len(events) == 1 and None not in events:
            return f"/events/{quote(next(iter(events)) or '')}"
        only = self._sources[keys[0]] if len(keys) == 1 else None
        if only is not None and only.kind == "statement":
            return f"/statements/{quote(only.key)}"
        return None

    def words(self) -> Iterator[Words]:
        """All sources, each with its pages."""
        for key, source in self._sources.items():
            event = self._events.get(key)
            local = key.rpartition(".")[2] if source.kind != "report" else ""
            place = f"#{quote(local)}" if local else ""
            yield Words(
                number=self._refs[key].number,
                source=source,
                quote=bare(source.quote),
                report=f"/reports/{quote(source.report)}{place}",
                event=f"/events/{quote(event)}" if event else None,
                statement=f"/statements/{quote(key)}" if source.kind == "statement" else None,
            )
