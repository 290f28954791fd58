"""Putting events and days into sentences, by a table of phrases.

A sentence says no more than the record: who, the type and mode of what was done, to whom, where,
and whether it happened. What it was about in detail stands in the quoted words beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dragoman.entries import EventEntry, Interval
from dragoman.lexicon.tables import read_rows
from dragoman.processes.dossier import Happening
from dragoman.processes.roster import adjectives
from dragoman.processes.taking_part import Cast, Member, only_by_pronoun

COLUMNS = ("event", "mode", "cameo", "past", "base", "together")
DATA = Path(__file__).parent / "data"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_ACRONYM = 4  # letters: "NATO" stays as it is, "KABUL" does not
_FORCE = 4  # material conflict, among PLOVER's quad classes
_UNKNOWN = "Somebody not named"


@dataclass(frozen=True, slots=True)
class Phrase:
    """How a kind of event is told: with and without a target, and of several together."""

    past: tuple[str, str]
    base: tuple[str, str]
    together: str


Phrases = Mapping[tuple[str, str, str], Phrase]


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """The table of phrases by type, mode and CAMEO code. Raises LexiconError on a bad row."""
    found: dict[tuple[str, str, str], Phrase] = {}
    for row in read_rows(DATA / "phrases.csv", COLUMNS):
        found[row["event"], row["mode"], row["cameo"]] = Phrase(
            past=_pair(row["past"]), base=_pair(row["base"]), together=row["together"]
        )
    return found


def _pair(cell: str) -> tuple[str, str]:
    with_target, _, without = cell.partition("|")
    return with_target, without


def phrase_of(event: EventEntry) -> Phrase:
    """The phrase for an event: of its code as far as there is one, or its mode, or its type."""
    table = phrases()
    cameo = event.cameo or ""
    keys = [("", cameo[:length]) for length in range(len(cameo), 1, -1)]
    for mode, code in [(event.mode or "", ""), *keys, ("", "")]:
        found = table.get((event.event, mode, code))
        if found and (mode or code):
            return found
    return table[event.event, "", ""]


def sentence(event: EventEntry, cast: Cast) -> str:
    """An event in a sentence, without a mark at its end."""
    source, target = _names(cast.source), _names(cast.target)
    if not source and target and is_meeting(event):
        if event.mode == "visit" and event.status == "actual":
            return f"{_raised(joined(target))} received a visit{_where(event, target)}"
        source, target = target, []
    if event.quad == _FORCE and only_by_pronoun(event.source):
        source = [f"“{_pronoun(event)}” (read as {joined(source)})"]
    who = joined(source) or _UNKNOWN
    together = len(cast.source) > 1
    return f"{_raised(who)} {_predicate(event, target, together)}{_where(event, target)}"


def _predicate(event: EventEntry, target: Sequence[str], together: bool) -> str:
    """What is done, as far as it is done."""
    phrase = phrase_of(event)
    if event.status == "planned":
        return f"will, as announced, {_filled(phrase.base, target)}"
    if event.status == "negated":
        # Who denies an agreement to meet does not deny that they met.
        agreed = "confirm or agree to " if event.event == "AGREE" else ""
        return f"did not {agreed}{_filled(phrase.base, target)}"
    if event.status == "hypothetical":
        return f"may {_filled(phrase.base, target)}"
    return phrase.together if together and not target else _filled(phrase.past, target)


def _pronoun(event: EventEntry) -> str:
    return joined(list(dict.fromkeys(name for party in event.source for name in party.names)))


def is_meeting(event: EventEntry) -> bool:
    """Whether it is talks or a visit, or the plan of one."""
    agreed = event.event == "AGREE" and (event.cameo or "").startswith(("036", "04"))
    return event.event == "CONSULT" or agreed


def _names(members: Sequence[Member]) -> list[str]:
    return list(dict.fromkeys(_cased(member.shown) for member in members))


def _cased(name: str) -> str:
    """A name in ordinary letters where a dateline has it in capitals; short ones are acronyms."""
    return name.title() if name.isupper() and len(name) > _ACRONYM else name


def _filled(pair: tuple[str, str], target: Sequence[str]) -> str:
    return pair[0].replace("{target}", joined(target)) if target else pair[1]


def _where(event: EventEntry, target: Sequence[str]) -> str:
    place = place_of(event)
    known = {name.lower() for name in target}
    return f" ({place})" if place and place.lower() not in known else ""


def place_of(event: EventEntry) -> str | None:
    """The place of an event, None where the report has only an adjective for it ("Pakistani")."""
    if event.spot is None or event.spot.name in adjectives():
        return None
    return event.spot.name


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]


def joined(names: Sequence[str]) -> str:
    """Names in a row: "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def day_words(day: str) -> str:
    """A day for people: "2019-06-03" is "3 June 2019"."""
    year, month, number = day.split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


def interval_words(when: Interval) -> str:
    """An interval for people: a day, a month, a year, or from a day to a day."""
    if when.start == when.end:
        return day_words(when.start)
    year, month, first = when.start.split("-")
    if first == "01" and when.end == _last_day(year, month):
        return f"{_MONTHS[int(month) - 1]} {year}"
    if when.start.endswith("-01-01") and when.end == f"{year}-12-31":
        return year
    end_year, end_month, last = when.end.split("-")
    if (year, month) == (end_year, end_month):
        return f"{int(first)} to {int(last)} {_MONTHS[int(month) - 1]} {year}"
    start = day_words(when.start) if year != end_year else day_words(when.start)[: -len(year) - 1]
    return f"{start} to {day_words(when.end)}"


def told_on(happening: Happening) -> str:
    """When something happened; where no report gives a day, when it was first told."""
    if happening.when:
        return interval_words(happening.when)
    return f"told on {day_words(happening.day)}" if happening.day else "day unknown"


def _last_day(year: str, month: str) -> str:
    from calendar import monthrange

    return f"{year}-{month}-{monthrange(int(year), int(month))[1]:02d}"


def counted(number: int, what: str, many: str | None = None) -> str:
    """A number and what is counted: "1 report", "3 reports"."""
    return f"{number:,} {what if number == 1 else many or what + 's'}"
