"""Which years fit the offices that a report gives to people: evidence for its date."""

from collections.abc import Callable

from dragoman.coding.actors.units import find_units
from dragoman.coding.parsing import Parse
from dragoman.lexicon.actors import ActorBook
from dragoman.lexicon.names import Entry

# What a titled person who held no office in a year takes off that year, and what all of them
# together may. One such person is a hint, two rule a year out against one that fits everybody.
_NOT_IN_OFFICE, _MOST = 0.6, 3.0


def tenure_penalty(parse: Parse, book: ActorBook) -> Callable[[int], float]:
    """A penalty (0 or less) for a year, from the people named with a title ("President X") whose
    terms of office the tables know."""
    terms = list(_terms(parse, book).values())

    def penalty(year: int) -> float:
        absent = sum(not any(_in_office(one, year) for one in entries) for entries in terms)
        return -min(_MOST, _NOT_IN_OFFICE * absent)

    return penalty


def _terms(parse: Parse, book: ActorBook) -> dict[str, tuple[Entry, ...]]:
    """The terms of each titled person, by name, in the office that the title says: "President
    Macron" was no president while he was a minister."""
    units = find_units(parse, book)
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
