"""Codings as CSV: one row an event, with the words it was read from."""

from collections.abc import Iterator

from dragoman.formats.cells import csv_line, cut
from dragoman.model import Actor, Coding, Event, Participant

COLUMNS = (
    "report", "published", "event_id", "event", "mode", "cameo", "quad", "score", "status",
    "context", "source", "source_country", "source_sectors", "target", "target_country",
    "target_sectors", "start", "end", "place", "place_country", "speaker", "cue", "sentence",
    "confidence", "because",
)  # fmt: skip


def csv_header() -> str:
    """The header line."""
    return csv_line(COLUMNS)


def csv_rows(coding: Coding) -> Iterator[str]:
    """One line for each event of a coding."""
    actors = {actor.id: actor for actor in coding.actors}
    speakers = {statement.id: statement.speaker for statement in coding.statements}
    for event in coding.events:
        speaker = actors.get(speakers.get(event.statement or "") or "")
        yield csv_line(_cells(coding, event, actors, speaker))


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
        " … ".join(cut(report.text, span) for span in event.cue),
        cut(report.text, event.sentence),
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
