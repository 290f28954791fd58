"""Positions, what sides say about each other, what sources disagree on, and the timeline."""

from collections.abc import Iterator

from dragoman.entries import Interval
from dragoman.processes.chapters.opening import about, happened, quotes_of, told_by, voice
from dragoman.processes.dossier import Dispute, Dossier, Position, Remark, Stand
from dragoman.processes.sheet import Chapter, Line
from dragoman.processes.wording import (
    counted,
    day_words,
    interval_words,
    joined,
    told_on,
)

_HISTORY = 3  # earlier stands that are shown for one position
_FIELDS = {
    "time": "when it happened",
    "place": "where it happened",
    "dead": "how many died",
    "injured": "how many were hurt",
    "arrested": "how many were arrested",
    "participants": "how many took part",
    "source": "who did it",
    "target": "to whom it was done",
    "status": "whether it happened",
}


def positions(dossier: Dossier) -> Chapter:
    """Where each side stands on each topic."""
    return Chapter(
        name="positions",
        title="Positions",
        note="For each side and topic the latest stand for or against, or else the latest word.",
        blocks=tuple(_positions(dossier)),
    )


def _positions(dossier: Dossier) -> Iterator[Line]:
    by_side: dict[str, list[Position]] = {}
    for position in dossier.positions:
        by_side.setdefault(position.side, []).append(position)
    for sheet in dossier.parties:
        found = by_side.get(sheet.name, [])
        if not found and not sheet.roles:
            text = "no stand on a topic of the process is reported."
            yield Line(head=sheet.name, text=text, gap=True)
        for position in found:
            yield from _position(position)


def _position(position: Position) -> Iterator[Line]:
    now = position.latest
    since = ""
    if now.leaning and position.since < now.day:
        since = f"; so since {day_words(position.since)}"
    yield Line(
        head=about(position),
        text=f"{now.verb} ({voice(now, position.side)}{since}):",
        quote=now.words,
        evidence=now.evidence,
    )
    if position.moved_from:
        yield _stand(position.moved_from, position.side, "Before that it leaned the other way: ")
    for stand in position.contradicts:
        yield _stand(stand, position.side, "Within days also, to the contrary: ")
    shown = {now.evidence, *(stand.evidence for stand in position.contradicts)}
    if position.moved_from:
        shown.add(position.moved_from.evidence)
    earlier = [stand for stand in position.history if stand.evidence not in shown]
    for stand in reversed(earlier[-_HISTORY:]):
        yield _stand(stand, position.side, "Also: " if stand.day == now.day else "Earlier: ")
    if len(earlier) > _HISTORY:
        rest = earlier[:-_HISTORY]
        yield Line(
            text=f"{counted(len(rest), 'more word')} on it from {day_words(rest[0].day)} on.",
            level=1,
            evidence=tuple(dict.fromkeys(stand.evidence[0] for stand in rest)),
        )


def _stand(stand: Stand, side: str, lead: str = "") -> Line:
    return Line(
        text=f"{lead}{stand.verb} ({voice(stand, side)}):",
        quote=stand.words,
        level=1,
        evidence=stand.evidence,
    )


def remarks(dossier: Dossier) -> Chapter:
    """What the sides said about each other."""
    lines = [_remark(remark) for remark in dossier.remarks]
    if not lines:
        lines = [Line(text="No report has one side judge another.", gap=True)]
    return Chapter(name="remarks", title="Said about each other", blocks=tuple(lines))


def _remark(remark: Remark) -> Line:
    told = remark.happening
    return Line(
        head=f"{remark.by} on {remark.about} ({remark.kind})",
        text=f"{told.text} ({told_on(told)}; {told_by(told)}):",
        quote=remark.words,
        evidence=remark.evidence,
    )


def disputes(dossier: Dossier) -> Chapter:
    """What the sources disagree on."""
    lines = [line for dispute in dossier.disputes for line in _dispute(dispute)]
    if not lines:
        text = "The record found no contradiction between reports of one event."
        lines = [Line(text=text, gap=True)]
    return Chapter(
        name="disputes",
        title="What the sources disagree on",
        note="Compared are days, places, numbers and parties of the same event, denials, and "
        "events that may be one. Contradictions of other kinds are not looked for.",
        blocks=tuple(lines),
    )


def _dispute(dispute: Dispute) -> Iterator[Line]:
    field = _FIELDS.get(dispute.field, dispute.field)
    unsure = "" if dispute.certain else " (if the reports speak of one event)"
    yield Line(
        head=field.capitalize(), text=f"{dispute.matter}{unsure}:", evidence=dispute.evidence
    )
    for version in dispute.versions:
        yield Line(
            text=f"{version.value}: {joined(version.publishers)}.",
            level=1,
            evidence=version.evidence,
        )


def timeline(dossier: Dossier) -> Chapter:
    """All events in the order of days."""
    quotes = quotes_of(dossier)
    lines = [happened(happening, quotes) for happening in dossier.timeline]
    if not lines:
        lines = [Line(text="No event of the process is told.", gap=True)]
    term = _term(dossier)
    left_out = dossier.standing.background
    note = f"{term}An event that no report dates stands on the day on which it was first told."
    if left_out:
        note += f" {counted(left_out, 'event')} told as background from before is left out."
        if left_out > 1:
            note = note.replace(" is left out.", " are left out.")
    return Chapter(name="timeline", title="Timeline", note=note, blocks=tuple(lines))


def _term(dossier: Dossier) -> str:
    if dossier.since and dossier.until:
        when = Interval(start=dossier.since, end=dossier.until)
        return f"The process is followed from {interval_words(when)}. "
    if dossier.since:
        return f"The process is followed from {day_words(dossier.since)} on. "
    return ""
