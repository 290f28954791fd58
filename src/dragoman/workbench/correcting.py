"""What a reviewer can choose for an event, and what of a posted form is a correction."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from dragoman.entries import ActorEntry, EventEntry, Interval, Party, Spot
from dragoman.errors import InputError
from dragoman.lexicon.check import CONTEXTS
from dragoman.lexicon.tables import DATA, read_rows
from dragoman.model import Size
from dragoman.reading import iso_day
from dragoman.record.questions import ActorQuery, Page
from dragoman.record.record import Record
from dragoman.workbench.choices import STATUSES
from dragoman.workbench.forms import Posted

SIZES = Size.__struct_fields__
_MOST_REPORTS = 5  # of an event told by many, those whose actors can be chosen
_MOST_ACTORS = 60


class Kind(NamedTuple):
    """A type and mode of the codebook, with what it says of them."""

    event: str
    mode: str | None
    quad: int
    score: float
    cameo: str

    @property
    def value(self) -> str:
        """How a form names it."""
        return f"{self.event}|{self.mode or ''}"


@cache
def codebook() -> tuple[Kind, ...]:
    """All types and modes, in the order of the codebook."""
    rows = read_rows(DATA / "codebook.csv", ("event", "mode", "quad", "score", "cameo"))
    return tuple(
        Kind(row["event"], row["mode"] or None, int(row["quad"]), float(row["score"]), row["cameo"])
        for row in rows
    )


def contexts() -> list[str]:
    """All contexts of the codebook, by name."""
    return sorted(CONTEXTS)


def parties_to_choose(record: Record, event: EventEntry) -> list[Party]:
    """The actors of the reports that tell an event, those in the event first."""
    found = {party.actor: party for party in (*event.source, *event.target)}
    reports = dict.fromkeys(telling.report for telling in event.tellings)
    for report in list(reports)[:_MOST_REPORTS]:
        for actor in record.actors(ActorQuery(report=report), Page(limit=_MOST_ACTORS)):
            found.setdefault(actor.id, _party(actor))
    return list(found.values())


def _party(actor: ActorEntry) -> Party:
    return Party(
        actor=actor.id,
        name=actor.name,
        kind=actor.kind,
        country=actor.country,
        sectors=actor.sectors,
    )


def spots_to_choose(event: EventEntry) -> list[Spot]:
    """The places that tellings give, the event's own first."""
    spots = [event.spot, *(telling.spot for telling in event.tellings)]
    return list({spot.name: spot for spot in spots if spot}.values())


def changes(record: Record, event: EventEntry, form: Posted) -> dict[str, Any]:
    """The fields that a form gives another value than the event has. A type brings the codebook's
    class, score and CAMEO code with it. Raises InputError where a value is none of the choices."""
    found = {
        **_kind(form),
        "status": _one_of(form.one("status") or event.status, STATUSES, "status"),
        "when": _when(form),
        "spot": _spot(event, form),
        "context": _context(event, form),
        "size": _size(event, form),
        **_sides(event, parties_to_choose(record, event), form),
    }
    if _same_kind(event, found):  # keep a finer code than the codebook's
        found = {name: value for name, value in found.items() if name not in _OF_KIND}
    return {name: value for name, value in found.items() if value != getattr(event, name)}


_OF_KIND = ("event", "mode", "quad", "score", "cameo")


def _same_kind(event: EventEntry, found: Mapping[str, Any]) -> bool:
    return (event.event, event.mode) == (found["event"], found["mode"])


def _kind(form: Posted) -> dict[str, Any]:
    wanted = form.one("kind") or ""
    kind = next((kind for kind in codebook() if kind.value == wanted), None)
    if kind is None:
        raise InputError(f"type: {wanted!r} is no type of the codebook")
    return kind._asdict()


def _one_of(value: str, values: Sequence[str], name: str) -> str:
    if value not in values:
        raise InputError(f"{name}: {value!r} is none of {', '.join(values)}")
    return value


def _when(form: Posted) -> Interval | None:
    first, last = form.one("first"), form.one("last")
    if not first and not last:
        return None
    start = iso_day(first or last or "", "first day")
    end = iso_day(last or first or "", "last day")
    if end < start:
        raise InputError(f"the last day, {end}, is before the first, {start}")
    return Interval(start=start, end=end)


def _spot(event: EventEntry, form: Posted) -> Spot | None:
    name = form.one("spot")
    if not name:
        return None
    for spot in spots_to_choose(event):
        if spot.name == name:
            return spot
    raise InputError(f"place: no report tells of {name}")


def _context(event: EventEntry, form: Posted) -> tuple[str, ...]:
    """The contexts that were ticked: those the event has as they stand there, then the others. A
    form that does not ask for them leaves them."""
    if not form.has("contexts"):
        return event.context
    ticked = form.many("context")
    strange = next((name for name in ticked if name not in CONTEXTS), None)
    if strange:
        raise InputError(f"context: {strange!r} is none of the codebook's")
    stay = tuple(name for name in event.context if name in ticked)
    return stay + tuple(name for name in dict.fromkeys(ticked) if name not in stay)


def _size(event: EventEntry, form: Posted) -> Size | None:
    """How many, as far as numbers were written. A form that does not ask for them leaves them."""
    if not any(form.has(name) for name in SIZES):
        return event.size
    found = {name: form.number(name) for name in SIZES if form.one(name)}
    return Size(**found) if found else None


def _sides(event: EventEntry, choices: Iterable[Party], form: Posted) -> dict[str, Any]:
    """The parties that were ticked: those the event has on a side as they are there, in their
    order, then the others."""
    known = {party.actor: party for party in choices}
    sides: dict[str, Any] = {}
    for side, present in (("source", event.source), ("target", event.target)):
        names = form.many(side)
        missing = [name for name in names if name not in known]
        if missing:
            raise InputError(f"{side}: the reports name no actor {missing[0]}")
        stay = tuple(party for party in present if party.actor in names)
        held = {party.actor for party in stay}
        sides[side] = stay + tuple(known[name] for name in dict.fromkeys(names) if name not in held)
    return sides
