"""The sidecar: beside every export, one JSON object a line with what its format has no column for.

A line holds the ids of the rows an event became and the whole entry: every telling with report,
spans and quote, disagreements, status and review. So what a format loses is never lost.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from dragoman.entries import EventEntry
from dragoman.formats.dated import dyads
from dragoman.formats.lines import json_line
from dragoman.formats.tabs import key_number
from dragoman.model import Record

LeftOut = Callable[[EventEntry], str | None]


class EvidenceRow(Record, frozen=True, kw_only=True):
    """One row of the export: its id there, and the actors that are its source and target."""

    id: int
    source: str | None = None
    target: str | None = None


class Evidence(Record, frozen=True, kw_only=True):
    """One line of the sidecar. ``left_out`` says why an event has no row; ``stories`` gives the
    number that stands for a report where a format wants a number."""

    id: str
    left_out: str | None = None
    rows: tuple[EvidenceRow, ...] = ()
    stories: dict[str, int] | None = None
    entry: EventEntry


def with_evidence(
    entries: Iterable[EventEntry],
    sidecar: TextIO,
    left_out: LeftOut,
    *,
    numbered: bool = False,
    pairs: bool = True,
) -> Iterator[EventEntry]:
    """Hand the entries on to a writer and write the line of each as it goes by.

    ``left_out`` is the format's own rule, ``numbered`` says that its rows have numbers for ids and
    ``pairs`` is what its writer was told.
    """
    for event in entries:
        why = left_out(event)
        shown = numbered and why is None
        rows = [
            EvidenceRow(
                id=dyad.id,
                source=dyad.source.actor if dyad.source else None,
                target=dyad.target.actor if dyad.target else None,
            )
            for dyad in (dyads(event, pairs) if shown else ())
        ]
        stories = {telling.report: key_number(telling.report) for telling in event.tellings}
        line = Evidence(
            id=event.id,
            left_out=why,
            rows=tuple(rows),
            stories=dict(sorted(stories.items())) if shown else None,
            entry=event,
        )
        sidecar.write(json_line(line) + "\n")
        yield event
