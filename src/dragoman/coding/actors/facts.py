"""What a name means at a date, and what the words beside it make of it: country and sectors."""

from collections.abc import Sequence
from typing import NamedTuple

from dragoman.coding.actors.beside import Beside, Scene, is_land
from dragoman.coding.actors.units import Unit
from dragoman.lexicon.names import Entry, holds, span_of_years

# What is not a state: people of these bodies carry the body's code.
BODIES = frozenset({"IGO", "UNO", "EUR", "NGO", "MNC", "IMG", "ISM"})
_ARMED = frozenset({"REB", "CRM", "UAF", "PRM", "OPP"})
_OFFICIAL = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "PTY", "OPP"})


class Choice(NamedTuple):
    """The table row that a name means at a date; ``past`` if its period was over by then."""

    entry: Entry
    past: bool


def choose(entries: Sequence[Entry], date: str | None, near: Sequence[str] = ()) -> Choice | None:
    """The meaning of a name at a date: the user's before ours, those of countries that the report
    speaks of before others, then the most specific period that holds the date (or, without a
    date, the most recent one). A person whose last period is over is one of the past."""
    if not entries:
        return None
    pool = [entry for entry in entries if entry.user] or list(entries)
    if len({(entry.name, entry.country) for entry in pool}) > 1 and not pool[0].user:
        local = next((c for c in near if any(entry.country == c for entry in pool)), None)
        if local is not None:
            pool = [entry for entry in pool if entry.country == local]
        elif pool[0].kind not in ("person", "state") and len({e.country for e in pool}) > 1:
            return None  # a Supreme Court of many lands, none of which the report names
    valid = [entry for entry in pool if holds(entry, date)]
    if date is None:
        return Choice(_joined(max(pool, key=lambda e: (e.end or "9999", e.start)), pool), False)
    if valid:
        return Choice(_joined(min(valid, key=span_of_years), valid), False)
    over = [entry for entry in pool if entry.end and entry.end < date]
    if over:
        return Choice(max(over, key=lambda e: e.end), True)
    return Choice(min(pool, key=lambda e: e.start), True)


def _joined(entry: Entry, rows: Sequence[Entry]) -> Entry:
    """A row without a period, with the sectors of all such rows of the same actor."""
    if entry.start or entry.end or len(rows) == 1:
        return entry
    sectors = dict.fromkeys(entry.sectors)
    for row in rows:
        if (row.name, row.country, row.start, row.end) == (entry.name, entry.country, "", ""):
            sectors.update(dict.fromkeys(row.sectors))
    return entry._replace(sectors=tuple(sectors))


def sectors_at(choice: Choice, date: str | None) -> tuple[str, ...]:
    """The sectors a table row gives at the date: whoever held an office earlier is ELI, and who
    will hold it later has none yet."""
    entry = choice.entry
    if not choice.past or entry.kind == "state":
        return entry.sectors
    if entry.kind != "person":
        return entry.sectors
    return ("ELI",) if entry.end and date is not None and entry.end < date else ()


def unit_country(unit: Unit, date: str | None) -> str | None:
    """The country that a unit stands for by itself."""
    choice = choose(unit.entries, date) if unit.sort != "role" else None
    if choice is not None:
        return choice.entry.country
    for inner in unit.inner:
        if unit.label == "NORP" and inner.start != unit.start:
            continue  # "Latin American" is not American
        country = unit_country(inner, date)
        if country is not None:
            return country
    return None


def unit_sectors(unit: Unit, date: str | None) -> tuple[str, ...]:
    """The sectors that a unit stands for by itself."""
    choice = choose(unit.entries, date)
    if choice is not None:
        return choice.entry.sectors
    if unit.role is not None:
        return unit.role.sectors
    for inner in reversed(unit.inner):
        if inner.role is not None and inner.role.sectors:
            return inner.role.sectors
    return ()


def beside_countries(beside: Beside, date: str | None) -> list[str]:
    """The countries named beside a mention, the nearest first."""
    found = [unit_country(unit, date) for unit in beside.bodies]
    return list(dict.fromkeys(country for country in found if country))


def beside_sectors(
    scene: Scene, titles: Sequence[Unit], beside: Beside, date: str | None
) -> list[str]:
    """The sectors that titles and the bodies beside them give, the primary one first.

    A weak title ("spokesman", "chief") takes the sector of its body; an armed group's makes its
    commander one of the group; a rank beside a civilian profession is kept for life and says
    nothing; "former" makes ELI of all offices, "opposition" adds OPP.
    """
    weak = scene.book.cues.get("weak", frozenset())
    strong: list[str] = []
    faint: list[str] = []
    civil = False
    for title in titles:
        if title.role is None:
            continue
        is_weak = title.role.phrase.lower() in weak
        (faint if is_weak else strong).extend(title.role.sectors)
        civil = civil or not (
            is_weak or title.role.kind != "person" or _OFFICIAL & set(title.role.sectors)
        )
    if civil and any(title.role.sectors == ("MIL",) for title in titles if title.role):
        strong = [s for s in strong if s != "MIL"]
    leads = any(
        t.role is not None and t.role.phrase.lower() in scene.book.cues.get("leads", ())
        for t in titles
    )
    bodies = [s for unit in beside.bodies for s in unit_sectors(unit, date)]
    armed = [s for s in bodies if s in _ARMED]
    found = strong + bodies + faint if not armed else armed + [s for s in strong if s != "MIL"]
    if not strong and bodies:
        found = bodies
    if not found and leads and any(is_land(unit) for unit in beside.bodies):
        found = ["GOV"]
    if "former" in beside.cues:
        found = ["ELI"] if any(s in _OFFICIAL for s in found) or not found else found
    elif "opposition" in beside.cues:
        found = [*[s for s in found if s not in ("GOV", "OPP")], "OPP"]
    return list(dict.fromkeys(found))
