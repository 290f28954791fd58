"""Values of the record in words for people: days, places, sizes, codes. Pure functions.

The words are those of the codebook; numbers, days and names are written as a newspaper would.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from dragoman.analysis.series import QUADS as QUADS
from dragoman.entries import EventEntry, Interval, Party, Spot, StatementEntry, Telling
from dragoman.formats.facts import Facts
from dragoman.model import Size

STATUSES = {
    "actual": "happened",
    "planned": "planned",
    "negated": "did not happen",
    "hypothetical": "hypothetical",
    "historical": "earlier history",
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_ENTRY = re.compile(r"([a-z_]+:\d+) (\S.*)")
_MARKS = '“”",'  # what stands around words that were quoted, with the comma before the cue
_FIRST_BODY = {
    "IGO": "International organization",
    "UNO": "United Nations",
    "EUR": "European Union",
    "NGO": "Non-governmental organization",
    "ISM": "International social movement",
    "IMG": "Transnational armed group",
    "MNC": "Multinational company",
}
_SECTORS_WITHOUT_NAME = {
    "PRM": "Pro-government paramilitary",
    "UNK": "Unidentified",
    "PRE": "Partially recognised entity",
    "OPP": "Political opposition",
    "REL": "Religious",
    "CVL": "Civilians",
    "PTY": "Party",
    "CRM": "Criminals",
    "LAB": "Labour",
    "MED": "Health",
    "REF": "Refugees, displaced",
    "LEG": "Legislature",
    "JUD": "Courts",
    "SOC": "Civil society",
    "ELI": "Former officials, elite",
    "REB": "Armed opposition",
    "UAF": "Unidentified armed men",
}


def day(iso: str | None) -> str:
    """A day as ``3 June 2019``; what is no full day stays as it is, nothing stays nothing."""
    if not iso:
        return ""
    try:
        found = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def span_of_days(start: str | None, end: str | None) -> str:
    """From a day to a day, without saying twice what both share: ``3–5 June 2019``."""
    if not start or not end or start == end:
        return day(start or end)
    try:
        first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
    except ValueError:
        return f"{start} to {end}"
    if first == last:
        return day(start)
    whole = _whole(first, last)
    if whole:
        return whole
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(end)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def _whole(first: date, last: date) -> str:
    """A whole month or year by its name."""
    after = date.fromordinal(last.toordinal() + 1) if last < date.max else last
    if first.day != 1 or after.day != 1:
        return ""
    months = (after.year - first.year) * 12 + after.month - first.month
    if months == 1:
        return f"{_MONTHS[first.month - 1]} {first.year}"
    return str(first.year) if months == 12 and first.month == 1 else ""


def days(when: Interval | None) -> str:
    """An interval in words."""
    return span_of_days(when.start, when.end) if when else ""


def count(number: int, one: str, many: str | None = None) -> str:
    """``1 report``, ``1,204 reports``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def names(side: Iterable[Party]) -> str:
    """One side of an event as a list of names."""
    return listed([party.name for party in side])


def listed(words: Sequence[str]) -> str:
    """``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def headline(event: EventEntry | Telling) -> str:
    """An event in one line of plain text, for titles and links."""
    what = kind(event.event, event.mode)
    source, target = names(event.source), names(event.target)
    who = f"{source or 'somebody'} → {target}" if target else source
    return f"{what}: {who}" if who else what


def kind(event: str, mode: str | None) -> str:
    """A type and mode: ``Consult, visit``."""
    return ", ".join(filter(None, (event.capitalize(), mode)))


def size(value: Size | None) -> str:
    """How many, in words."""
    if value is None:
        return ""
    sizes = (
        (value.dead, "dead"),
        (value.injured, "injured"),
        (value.arrested, "arrested"),
        (value.participants, "taking part"),
    )
    return ", ".join(f"{number:,} {what}" for number, what in sizes if number is not None)


def asked_for(text: str) -> str:
    """What a run was asked for: the names of its sources, where they are kept as JSON."""
    try:
        found = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text
    match found:
        case ["workbench", str(what), str(who), *_]:
            return f"{what}, by {who}" if who else what
        case [[*sources], *_]:
            return ", ".join(str(source) for source in sources)
        case _:
            return text


def why(because: str) -> str:
    """What fired, in words: entries of the lexicon are named by file and line."""
    steps = because.split(" > ")
    found = [_ENTRY.fullmatch(step) for step in steps]
    if not all(found):
        return because
    said = [f"{entry[2]} ({entry[1]})" for entry in found if entry]
    return f"lexicon: {' of '.join(said)}"


def percent(share: float) -> str:
    """A share of one as a percentage."""
    return f"{round(100 * share)}%"


def signed(score: float) -> str:
    """A score with its sign; a true minus, so that it lines up."""
    return f"{score:+g}".replace("-", "−") if score else "0"


class Names:
    """Codes of countries, sectors and CAMEO in words, from the tables of the formats."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def country(self, code: str | None) -> str:
        """The name of a country or body; the code itself where it has none."""
        if not code:
            return ""
        known = self._facts.countries.get(code)
        return known.name if known else _FIRST_BODY.get(code, code)

    def sector(self, code: str) -> str:
        """The name of a sector."""
        return _SECTORS_WITHOUT_NAME.get(code) or self._facts.sector_icews.get(code) or code

    def sectors(self, codes: Iterable[str]) -> str:
        """The names of sectors, side by side."""
        return ", ".join(self.sector(code) for code in codes)

    def cameo(self, code: str | None) -> str:
        """A CAMEO code with its label."""
        known = self._facts.known(code) if code else None
        return f"{code} {known.label}" if known else code or ""

    def spot(self, spot: Spot | None) -> str:
        """A place with its country, where that is not its name."""
        if spot is None:
            return ""
        country = self.country(spot.country)
        return spot.name if country in ("", spot.name) else f"{spot.name}, {country}"

    def all_sectors(self) -> list[tuple[str, str]]:
        """Every sector with its code, by name."""
        codes = {*self._facts.sector_icews, *_SECTORS_WITHOUT_NAME}
        return sorted(((code, self.sector(code)) for code in codes), key=lambda item: item[1])

    def all_countries(self) -> list[tuple[str, str]]:
        """Every country with its code, by name."""
        found = ((code, land.name) for code, land in self._facts.countries.items())
        return sorted(found, key=lambda item: item[1])


def citation(item: StatementEntry) -> str:
    """A statement to paste: its words, who said them, when and how, and the report that says so.

    Only what is word for word stands in quotation marks of ours.
    """
    words = " ".join(item.words.split())
    if item.kind == "direct":
        words = f"“{words.strip(_MARKS)}”"
    speaker = item.speaker
    who = speaker.name if speaker else "speaker not named"
    role = ", ".join(speaker.titles[:1]) if speaker else ""
    facts = filter(None, (who, role, days(item.when), item.medium))
    source = filter(None, (item.title, item.publisher, day(item.published), item.url))
    return f"{words} — {', '.join(facts)} ({', '.join(source) or item.report})"
