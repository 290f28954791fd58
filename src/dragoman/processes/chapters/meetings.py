"""Contacts: who met whom, the network, the journeys of envoys."""

from collections import Counter
from collections.abc import Iterator, Mapping

from dragoman.processes.chapters.opening import happened, quotes_of
from dragoman.processes.dossier import Contacts, Dossier, Evidence, Pair, Source, Stop, Tie, Trip
from dragoman.processes.sheet import Cell, Chapter, Grid, Line
from dragoman.processes.wording import counted, day_words, interval_words, joined

_MONTHS = 12  # months that a table has room for
_YEAR = 4  # "2019" of a day
_LINKS = 3  # pairs that a side alone links, as far as they are shown


def contacts(dossier: Dossier) -> Chapter:
    """Who met whom, where, how often, through whom."""
    found = dossier.contacts
    blocks: list[Line | Grid] = []
    if any(pair.contacts for pair in found.pairs):
        blocks.append(_matrix(found))
        blocks += _by_time(found)
    else:
        blocks.append(Line(text="No contact between two sides is reported.", gap=True))
    blocks += [_pair(pair) for pair in found.pairs]
    blocks += [_tie(tie) for tie in found.ties if tie.links]
    publishers = {source.key: _named(source) for source in dossier.sources}
    for trip in found.trips:
        blocks += _trip(trip, publishers)
    blocks += _meetings(dossier)
    return Chapter(
        name="contacts",
        title="Contacts",
        note="Meetings, visits, calls and talks that took place; those announced only are counted "
        "apart. What is told of one day and the same sides is one contact. Then the journeys of "
        "envoys, and the contacts one by one.",
        blocks=tuple(blocks),
    )


def _named(source: Source) -> str:
    """A report for people: "Hindukush Daily (2 June 2019)"."""
    name = source.publisher or source.title or "a report without a name"
    return f"{name} ({day_words(source.published)})" if source.published else name


def _meetings(dossier: Dossier) -> Iterator[Line]:
    """The contacts one by one; what is told apart of one stands under it."""
    quotes = quotes_of(dossier)
    by_id = {meeting.event: meeting for meeting in dossier.contacts.meetings}
    parts = {group[0]: group[1:] for group in dossier.contacts.same}
    below = {id for group in parts.values() for id in group}
    for meeting in dossier.contacts.meetings:
        if meeting.event in below:
            continue
        yield happened(meeting, quotes)
        for id in parts.get(meeting.event, ()):
            yield happened(by_id[id], quotes, "Told of the same contact", level=1)


def _matrix(found: Contacts) -> Grid:
    pairs = {frozenset((pair.one, pair.other)): pair for pair in found.pairs}
    sides = [side for pair in found.pairs if pair.contacts for side in (pair.one, pair.other)]
    names = tuple(dict.fromkeys(sides))
    return Grid(
        about="Contacts that took place, by pair of sides",
        head=("", *names),
        rows=tuple(
            (Cell(text=one), *(_cell(pairs.get(frozenset((one, other)))) for other in names))
            for one in names
        ),
    )


def _by_time(found: Contacts) -> Iterator[Grid]:
    """The contacts by month, or by year where there are too many months for a page."""
    months = sorted({month for pair in found.pairs for month, _ in pair.months})
    if len(months) < 2:
        return
    length = len(months[0]) if len(months) <= _MONTHS else _YEAR
    spans = sorted({month[:length] for month in months})
    rows = []
    for pair in found.pairs:
        counts = Counter[str]()
        for month, count in pair.months:
            counts[month[:length]] += count
        if counts:
            told = (
                Cell(text=str(counts[span]), evidence=_told(found, pair, span))
                if counts[span]
                else Cell(text="")
                for span in spans
            )
            rows.append((Cell(text=f"{pair.one} – {pair.other}"), *told))
    what = "month" if length > _YEAR else "year"
    yield Grid(about=f"Dated contacts by {what}", head=("", *spans), rows=tuple(rows))


def _told(found: Contacts, pair: Pair, span: str) -> Evidence:
    """The evidence of the dated contacts of a pair in a month or year."""
    keys = (
        meeting.evidence
        for meeting in found.meetings
        if meeting.when
        and meeting.day.startswith(span)
        and {pair.one, pair.other} <= {*meeting.sides}
    )
    known = set(pair.reported)
    return tuple(dict.fromkeys(key for some in keys for key in some if key in known))


def _cell(pair: Pair | None) -> Cell:
    if pair is None or not pair.contacts:
        return Cell(text="")
    return Cell(text=str(pair.contacts), evidence=pair.reported)


def _pair(pair: Pair) -> Line:
    parts = []
    if pair.contacts:
        days = ""
        if pair.first and pair.last:
            days = f", {day_words(pair.first)}"
            if pair.first != pair.last:
                days += f" to {day_words(pair.last)}"
        if pair.undated:
            all_of_them = pair.undated == pair.contacts
            days += ", day not given" if all_of_them else f", {pair.undated} of them without a day"
        parts.append(f"{counted(pair.contacts, 'contact')}{days}")
    if pair.announced:
        parts.append(f"{pair.announced} announced only")
    if pair.places:
        parts.append(f"in {joined(pair.places)}")
    if pair.through:
        parts.append(f"with {joined(pair.through)} taking part")
    return Line(
        head=f"{pair.one} – {pair.other}", text="; ".join(parts) + ".", evidence=pair.evidence
    )


def _tie(tie: Tie) -> Line:
    shown = ", ".join(f"{one} and {other}" for one, other in tie.links[:_LINKS])
    more = f" and {len(tie.links) - _LINKS} more pairs" if len(tie.links) > _LINKS else ""
    return Line(
        head=f"{tie.side} stands between others",
        text=f"in contact with {counted(tie.partners, 'other side')}; in these reports the only "
        f"one that both of {shown}{more} are in contact with.",
        evidence=tie.evidence,
    )


def _trip(trip: Trip, publishers: Mapping[str, str]) -> Iterator[Line]:
    announced = any(stop.announced for stop in trip.stops)
    when = ""
    if trip.when:
        first_only = announced and trip.when.start == trip.when.end
        when = f", {interval_words(trip.when)}{' on' if first_only else ''}"
    told = "told by reports, those without a day last"
    if announced:
        done = sum(1 for stop in trip.stops if stop.reported)
        told = f"announced in this order; {done} of them told as done"
    yield Line(
        head=f"Journey of {trip.traveller} ({trip.side})",
        text=f"{counted(len(trip.stops), 'stop')}{when}, {told}: "
        f"{' → '.join(stop.place for stop in trip.stops)}.",
        evidence=trip.evidence,
    )
    for stop in trip.stops:
        yield Line(
            head=f"{stop.number}. {stop.place}",
            text=f"{_stop(stop, publishers)}.",
            level=1,
            evidence=stop.evidence,
        )


def _stop(stop: Stop, publishers: Mapping[str, str]) -> str:
    if not stop.reported:
        return "only announced; no report tells that it took place"
    when = interval_words(stop.when) if stop.when else "day not given"
    met = f"; met {joined(stop.met)}" if stop.met else ""
    told = list(dict.fromkeys(publishers[key] for key in stop.reported if key in publishers))
    if not stop.announced:
        return f"{when}{met}; told by {joined(told)}"
    others = dict.fromkeys(publishers[key] for key in stop.others if key in publishers)
    if others:
        by = f"confirmed by {joined(list(others))}"
    else:
        by = f"told by {joined(told)}, which told of the announcement too; no other confirms it"
    return f"took place, {when}{met}; {by}"
