"""The agenda as iCalendar (RFC 5545): what was announced, on the days it is due.

Each announced event is an all-day VEVENT under a UID of its own that stays the same, so that a
calendar that imports the file again updates it. There are no attendees, no organiser and no alarm.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from icalendar import Event

from dragoman.entries import AgendaEntry, EventEntry, Interval, Party
from dragoman.formats.dated import Written, by_report
from dragoman.formats.facts import Facts, load_facts
from dragoman.formats.streams import binary_out
from dragoman.formats.tabs import one_line

_STATUS = {"open": "TENTATIVE", "overdue": "TENTATIVE", "kept": "CONFIRMED"}
_HEAD = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Dragoman//Agenda//EN\r\nCALSCALE:GREGORIAN\r\n"
)
_FOOT = b"END:VCALENDAR\r\n"


def write_calendar(
    entries: Iterable[AgendaEntry],
    out: BinaryIO | Path,
    *,
    stamp: datetime,
    facts: Facts | None = None,
) -> Written:
    """Write the agenda; ``stamp`` is the time for DTSTAMP (without a zone it is taken as UTC).

    What has no due day has no place in a calendar and is counted as left out. Raises OSError where
    the path cannot be written.
    """
    facts = facts or load_facts()
    stamp = stamp.astimezone(UTC) if stamp.tzinfo else stamp.replace(tzinfo=UTC)
    written = Written()
    with binary_out(out) as stream:
        stream.write(_HEAD)
        for entry in entries:
            written.entries += 1
            if entry.due is None:
                written.left_out["no day"] += 1
                continue
            stream.write(_event(entry, entry.due, stamp, facts).to_ical())
            written.rows += 1
        stream.write(_FOOT)
    return written


def _event(entry: AgendaEntry, due: Interval, stamp: datetime, facts: Facts) -> Event:
    event = entry.event
    start, end = date.fromisoformat(due.start), date.fromisoformat(due.end)
    component = Event()
    component.add("UID", f"{one_line(event.id)}@dragoman")
    component.add("DTSTAMP", stamp.replace(microsecond=0))
    component.add("DTSTART", start)
    component.add("DTEND", end + timedelta(days=1) if end < date.max else end)
    component.add("SUMMARY", _summary(entry, facts))
    component.add("DESCRIPTION", "\n".join(_description(entry)))
    component.add("STATUS", _STATUS.get(entry.state, "CANCELLED"))
    component.add("CATEGORIES", [one_line(event.event)])
    component.add("TRANSP", "TRANSPARENT")
    spot = event.spot
    if spot is not None:
        component.add("LOCATION", one_line(spot.name))
        if spot.lat is not None and spot.lon is not None:
            component.add("GEO", (spot.lat, spot.lon))
    url = next((t.url for t in by_report(event) if t.url and _is_address(t.url)), None)
    if url:
        component.add("URL", url)
    return component


def _summary(entry: AgendaEntry, facts: Facts) -> str:
    event = entry.event
    cameo = facts.cameo_of(event.cameo, event.event, event.mode)
    sides = [
        ", ".join(one_line(party.name) for party in side) for side in (event.source, event.target)
    ]
    parties = " – ".join(side for side in sides if side)
    what = cameo.label if cameo else event.event.capitalize()
    return f"{parties}: {what}" if parties else what


def _names(side: tuple[Party, ...]) -> str:
    return ", ".join(one_line(party.name) for party in side)


def _description(entry: AgendaEntry) -> list[str]:
    event = entry.event
    lines = [f"Status: {entry.state}", f"Event: {_coded(event)}"]
    if entry.announced:
        lines.append(f"Announced: {entry.announced}")
    if entry.kept_by:
        lines.append(f"Kept by: {', '.join(map(one_line, entry.kept_by))}")
    lines.append(f"Reports: {event.reports}, independent sources: {event.sources}")
    seen = set()
    for telling in by_report(event):
        source = telling.publisher or telling.report
        if telling.url and _is_address(telling.url):
            source = telling.url
        if source not in seen:
            lines.append(f"Source: {one_line(source)}")
        seen.add(source)
    return lines


def _coded(event: EventEntry) -> str:
    return one_line(
        " ".join(part for part in (event.event, event.mode, event.cameo, event.id) if part)
    )


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    # An address with a name or password before the host is nobody else's business.
    return parts.scheme in ("http", "https") and "@" not in parts.netloc and url == one_line(url)
