"""Contacts: who met whom, the network, the journeys of envoys."""

from collections.abc import Iterator

from dragoman.processes.chapters.opening import happened, quotes_of
from dragoman.processes.dossier import Contacts, Dossier, Pair, Stop, Tie, Trip
from dragoman.processes.sheet import Cell, Chapter, Grid, Line
from dragoman.processes.wording import counted, day_words, interval_words, joined

_LINKS = 3  # pairs that a side alone links, as far as they are shown


def contacts(dossier: Dossier) -> Chapter:
    """Who met whom, where, how often, through whom."""
    found, quotes = dossier.contacts, quotes_of(dossier)
    blocks: list[Line | Grid] = []
    if any(pair.contacts for pair in found.pairs):
        blocks.append(_matrix(found))
    else:
        blocks.append(Line(text="No contact between two sides is reported.", gap=True))
    blocks += [_pair(pair) for pair in found.pairs]
    blocks += [_tie(tie) for tie in found.ties]
    for trip in found.trips:
        blocks += _trip(trip)
    blocks += [happened(meeting, quotes) for meeting in found.meetings]
    return Chapter(
        name="contacts",
        title="Contacts",
        note="Meetings, visits, calls and talks that took place; those announced only are counted "
        "apart. Then the journeys of envoys, and the meetings one by one.",
        blocks=tuple(blocks),
    )


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


def _cell(pair: Pair | None) -> Cell:
    if pair is None or not pair.contacts:
        return Cell(text="")
    return Cell(text=str(pair.contacts), evidence=pair.evidence)


def _pair(pair: Pair) -> Line:
    parts = []
    if pair.first and pair.last:
        days = day_words(pair.first)
        if pair.first != pair.last:
            days = f"{days} to {day_words(pair.last)}"
        parts.append(f"{counted(pair.contacts, 'contact')}, {days}")
    if pair.announced:
        parts.append(f"{pair.announced} announced only")
    if pair.places:
        parts.append(f"in {joined(pair.places)}")
    if pair.through:
        parts.append(f"with {joined(pair.through)} taking part")
    if len(pair.months) > 1:
        parts.append("by month " + ", ".join(f"{month}: {count}" for month, count in pair.months))
    return Line(
        head=f"{pair.one} – {pair.other}", text="; ".join(parts) + ".", evidence=pair.evidence
    )


def _tie(tie: Tie) -> Line:
    between = ""
    if tie.links:
        shown = ", ".join(f"{one} and {other}" for one, other in tie.links[:_LINKS])
        more = f" and {len(tie.links) - _LINKS} more pairs" if len(tie.links) > _LINKS else ""
        between = f"; the only link between {shown}{more}"
    return Line(
        head=tie.side,
        text=f"in contact with {counted(tie.partners, 'other side')}, "
        f"{counted(tie.contacts, 'contact')}{between}.",
        evidence=tie.evidence,
    )


def _trip(trip: Trip) -> Iterator[Line]:
    announced = any(stop.announced for stop in trip.stops)
    when = ""
    if trip.when:
        first_only = announced and trip.when.start == trip.when.end
        when = f", {interval_words(trip.when)}{' on' if first_only else ''}"
    told = "announced, in this order" if announced else "told by reports, those without a day last"
    yield Line(
        head=f"Journey of {trip.traveller} ({trip.side})",
        text=f"{counted(len(trip.stops), 'stop')}{when}; {told}: "
        f"{' → '.join(stop.place for stop in trip.stops)}.",
        evidence=trip.evidence,
    )
    for stop in trip.stops:
        yield Line(
            head=f"{stop.number}. {stop.place}",
            text=f"{_stop(stop)}.",
            level=1,
            evidence=stop.evidence,
        )


def _stop(stop: Stop) -> str:
    if not stop.reported:
        return "announced; no report tells that it took place"
    when = interval_words(stop.when) if stop.when else "day not given"
    met = f"; met {joined(stop.met)}" if stop.met else ""
    if not stop.announced:
        return f"{when}{met}"
    if stop.others:
        return (
            f"took place, {when}{met}; confirmed by another source than the one that announced it"
        )
    return f"took place, {when}{met}; told by the source that announced it, no other confirms it"
