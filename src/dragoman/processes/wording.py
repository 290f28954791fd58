"""Putting events and days into sentences, by a table of phrases.

A sentence says no more than the record: who, the type and mode of what was done, to whom, where,
and whether it happened. What it was about in detail stands in the quoted words beside it.
"""

from collections.abc import Sequence

from dragoman.entries import EventEntry, Interval
from dragoman.processes.dossier import Happening
from dragoman.processes.roster import adjectives
from dragoman.processes.taking_part import Cast, Member, only_by_pronoun
from dragoman.processes.words import (
    Phrase,
    cue_words,
    holds_form,
    most_particular,
    process_words,
)

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_ACRONYM = 4  # letters: "NATO" stays as it is, "KABUL" does not
_FORCE = 4  # material conflict, among PLOVER's quad classes
_UNKNOWN = "Somebody not named"


def phrase_of(event: EventEntry) -> Phrase:
    """The phrase for an event: of its code as far as there is one, or its mode, or its type; of
    these the one whose words are in the cue, or that wants none."""
    table = process_words().phrases
    return most_particular(table, event) or table[event.event, "", ""][-1]


def sentence(event: EventEntry, cast: Cast) -> str:
    """An event in a sentence, without a mark at its end."""
    source, target = _named(event, cast.source), _named(event, cast.target)
    if not source and target and is_meeting(event):
        if event.mode == "visit" and event.status == "actual":
            return f"{_raised(joined(target))} received a visit{_where(event, cast.target)}"
        source, target = target, []
    if event.quad == _FORCE and only_by_pronoun(event.source) and source:
        source = [f"“{_pronoun(event)}” (read as: {joined(source)})"]
    who = joined(source) or _UNKNOWN
    many = len(spoken_for(cast.source)) > 1
    announced = ", as announced" if event.status == "planned" else ""
    where = _where(event, cast.target)
    plural = many or any(map(_is_crowd, cast.source))
    return f"{_raised(who)} {_predicate(event, target, many, plural)}{where}{announced}"


def _is_crowd(member: Member) -> bool:
    return member.party.kind == "collective" and member.bare.endswith("s")


def _predicate(event: EventEntry, target: Sequence[str], together: bool, plural: bool) -> str:
    """What is done, as far as it is done."""
    phrase = phrase_of(event)
    if event.status == "planned":
        return f"{'are' if plural else 'is'} to {_filled(phrase.base, target)}"
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


def is_hosted(event: EventEntry) -> bool:
    """Whether talks are told by who is their host or holds the chair."""
    words = cue_words(event)
    return any(holds_form(words, form) for form in (("host",), ("chair",)))


def _named(event: EventEntry, members: Sequence[Member]) -> list[str]:
    """Names in a row, each with its side behind it, those of one side together: "A and B (Side)".
    Who is only referred to ("both sides") is given as read."""
    groups: list[tuple[str, list[str]]] = []
    for member in spoken_for(members):
        side = member.side or "" if member.is_part else ""
        name = _cased(member.bare)
        if groups and side and groups[-1][0] == side:
            groups[-1][1].append(name)
        elif [name] not in (names for _, names in groups):
            groups.append((side, [name]))
    told = [f"{joined(names)} ({side})" if side else joined(names) for side, names in groups]
    words = _reference(event, members)
    return [f"“{words}” (read as: {joined(told)})"] if words else told


def _reference(event: EventEntry, members: Sequence[Member]) -> str:
    """The words that stand for several of them in all reports, "" where these name them."""
    wanted = {member.party.actor for member in members}
    found: set[str] = set()
    for telling in event.tellings:
        for parties, spans in (
            (telling.source, telling.source_spans),
            (telling.target, telling.target_spans),
        ):
            if len(parties) != len(spans):
                return ""
            for party, (start, end) in zip(parties, spans, strict=True):
                if party.actor in wanted:
                    at = telling.sentence[0]
                    found.add(telling.quote[max(0, start - at) : max(0, end - at)].lower())
    return min(found) if found and found <= process_words().referring else ""


def spoken_for(members: Sequence[Member]) -> list[Member]:
    """The members without states and bodies of a side of which persons are named too: an embassy
    beside its ambassador, a state beside its envoy."""
    persons = {m.side for m in members if m.party.kind == "person" and m.side}
    return [
        member
        for member in members
        if member.side not in persons
        or (member.is_part and member.party.kind not in ("state", "organization", "place"))
    ]


def _cased(name: str) -> str:
    """A name in ordinary letters where a dateline has it in capitals; short ones are acronyms."""
    return name.title() if name.isupper() and len(name) > _ACRONYM else name


def _filled(pair: tuple[str, str], target: Sequence[str]) -> str:
    return pair[0].replace("{target}", joined(target)) if target else pair[1]


def _where(event: EventEntry, target: Sequence[Member]) -> str:
    place = place_of(event)
    known = {member.bare.lower() for member in target}
    return f" in {place}" if place and place.lower() not in known else ""


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
    """When something happened, as ``moment_words``."""
    planned = happening.status == "planned"
    return moment_words(happening.when, happening.day, happening.told, planned=planned)


def moment_words(when: Interval | None, day: str, told: str, *, planned: bool) -> str:
    """When something is; where no report gives that, the ``day`` on which it was first told. The
    time of a plan that lies before its first report, of the day ``told``, is that of the
    announcement."""
    if when is not None:
        announced = planned and when.end < told
        return f"announced on {interval_words(when)}" if announced else interval_words(when)
    return f"told on {day_words(day)}" if day else "day unknown"


def _last_day(year: str, month: str) -> str:
    from calendar import monthrange

    return f"{year}-{month}-{monthrange(int(year), int(month))[1]:02d}"


def counted(number: int, what: str, many: str | None = None) -> str:
    """A number and what is counted: "1 report", "3 reports"."""
    return f"{number:,} {what if number == 1 else many or what + 's'}"
