"""Codings as CSV: one row an event, with the words it was read from."""

import csv
import io
from collections.abc import Iterable, Iterator

from dragoman.model import Actor, Coding, Event, Participant, Span

COLUMNS = (
    "report", "published", "event_id", "event", "mode", "cameo", "quad", "score", "status",
    "context", "source", "source_country", "source_sectors", "target", "target_country",
    "target_sectors", "start", "end", "place", "place_country", "speaker", "cue", "sentence",
    "confidence", "because",
)  # fmt: skip

# What a spreadsheet would take for a formula; an apostrophe before it makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_header() -> str:
    """The header line."""
    return _line(COLUMNS)


def csv_rows(coding: Coding) -> Iterator[str]:
    """One line for each event of a coding."""
    actors = {actor.id: actor for actor in coding.actors}
    speakers = {statement.id: statement.speaker for statement in coding.statements}
    for event in coding.events:
        speaker = actors.get(speakers.get(event.statement or "") or "")
        yield _line(_cells(coding, event, actors, speaker))


def _cells(
    coding: Coding, event: Event, actors: dict[str, Actor], speaker: Actor | None
) -> list[str]:
    report, time, place = coding.report, event.time, event.place
    return [
        report.id,
        report.published or "",
        event.id,
        event.event,
        event.mode or "",
        event.cameo or "",
        str(event.quad),
        f"{event.score:g}",
        event.status,
        ";".join(event.context),
        *_side(event.source, actors),
        *_side(event.target, actors),
        (time.start or "") if time else "",
        (time.end or "") if time else "",
        place.name if place else "",
        (place.country or "") if place else "",
        speaker.name if speaker else "",
        " … ".join(_cut(report.text, span) for span in event.cue),
        _cut(report.text, event.sentence),
        f"{event.confidence:.2f}",
        event.because,
    ]


def _side(side: tuple[Participant, ...], actors: dict[str, Actor]) -> tuple[str, str, str]:
    members = [actors[participant.actor] for participant in side]
    return (
        ";".join(member.name for member in members),
        ";".join(member.country or "" for member in members),
        ";".join("/".join(member.sectors) for member in members),
    )


def _cut(text: str, span: Span) -> str:
    return " ".join(text[span[0] : span[1]].split())


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(
        "'" + cell if cell.startswith(_FORMULA) and not _is_number(cell) else cell for cell in cells
    )
    return out.getvalue().rstrip("\n")


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
