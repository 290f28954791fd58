"""Which years fit the offices that a report gives to people: evidence for its date."""

from collections.abc import Callable, Sequence

from dragoman.coding.actors.units import Unit, find_units
from dragoman.coding.parsing import Parse
from dragoman.lexicon.actors import ActorBook
from dragoman.lexicon.names import Entry

# What a titled person who held no office in a year takes off that year, and what all of them
# together may. One such person is a hint, two rule a year out against one that fits everybody.
_NOT_IN_OFFICE, _MOST = 0.6, 3.0
_OPEN = "9999"
_BEARERS = 40  # persons of a report that are looked at for its time


def tenure_penalty(parse: Parse, book: ActorBook) -> Callable[[int], float]:
    """A penalty (0 or less) for a year, from the people named with a title ("President X") whose
    terms of office the tables know."""
    terms = list(_terms(parse, find_units(parse, book)).values())

    def penalty(year: int) -> float:
        absent = sum(not any(_in_office(one, year) for one in entries) for entries in terms)
        return -min(_MOST, _NOT_IN_OFFICE * absent)

    return penalty


def era_of(parse: Parse, units: Sequence[Unit]) -> str | None:
    """The month in the middle of the time in which most of those named with a title held that
    office, for a report whose day is not known; None if they still do, or nobody is known."""
    bearers = list(_terms(parse, units).values())[:_BEARERS]
    terms = [one for entries in bearers for one in entries]
    best: tuple[int, str, str] | None = None
    for term in terms:
        start = term.start
        among = [one for one in terms if one.start <= start and (one.end or _OPEN) > start]
        end = min(one.end or _OPEN for one in among)
        if best is None or (len(among), start) > best[:2]:
            best = len(among), start, end
    if best is None or best[2] == _OPEN:
        return None
    months = [12 * int(day[:4]) + int(day[5:7] or 6) - 1 for day in best[1:]]
    year, month = divmod(sum(months) // 2, 12)
    return f"{year:04}-{month + 1:02}"


def _terms(parse: Parse, units: Sequence[Unit]) -> dict[str, tuple[Entry, ...]]:
    """The terms of each titled person, by name, in the office that the title says: "President
    Macron" was no president while he was a minister."""
    titles = {unit.end: parse.lower[unit.end - 1] for unit in units if unit.role is not None}
    found: dict[str, tuple[Entry, ...]] = {}
    for unit in units:
        title = titles.get(unit.start)
        if title is None or unit.end - unit.start < 2:
            continue
        terms = tuple(
            one
            for one in unit.entries
            if one.kind == "person" and one.start and title in one.role.lower().split()
        )
        if terms:
            found.setdefault(terms[0].name, terms)
    return found


def _in_office(entry: Entry, year: int) -> bool:
    last = int(entry.end[:4]) if entry.end else year
    return int(entry.start[:4]) <= year <= last
