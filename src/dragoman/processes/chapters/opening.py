"""Where the process stands, what changed, who takes part."""

from collections.abc import Iterator, Mapping

from dragoman.processes.dossier import (
    Changes,
    Dossier,
    Happening,
    Office,
    Pace,
    Person,
    Position,
    Stand,
    Standing,
)
from dragoman.processes.sheet import Chapter, Line
from dragoman.processes.wording import (
    counted,
    day_words,
    joined,
    moment_words,
    told_on,
)

_STANDS = 6  # stands of a party that the opening shows
_QUIET = 30  # days without a report after which a dossier says so
_PEOPLE = 8  # people of a side that are shown, those who act most first
_OFFICES = 3


def told_by(happening: Happening) -> str:
    """By how many sources something is told, and on whose word."""
    by = counted(happening.independent, "source")
    return f"{by}, on the word of {joined(happening.word)}" if happening.word else by


Quotes = Mapping[str, str]


def quotes_of(dossier: Dossier) -> Quotes:
    """The sentences of a dossier's evidence, by key."""
    return {source.key: source.quote for source in dossier.sources}


def happened(happening: Happening, quotes: Quotes, head: str = "", level: int = 0) -> Line:
    """A line that tells an event, with the sentence that the first source has for it."""
    return Line(
        quote=quotes.get(happening.evidence[0], ""),
        head=head or told_on(happening),
        text=f"{happening.text}{f' ({told_on(happening)})' if head else ''}; {told_by(happening)}.",
        level=level,
        evidence=happening.evidence,
    )


def standing(dossier: Dossier) -> Chapter:
    """Where the process stands."""
    return Chapter(
        name="standing",
        title="Where it stands",
        note="First the latest stands of the parties, those against before those for; how they "
        "moved is under Positions. Then the latest of each kind, and what the reports cover.",
        blocks=(
            *_stands(dossier),
            *_latest(dossier.standing, quotes_of(dossier)),
            *_covered(dossier.standing, dossier.day),
        ),
    )


def _stands(dossier: Dossier) -> Iterator[Line]:
    """The latest stands of each party, in a line each; of many those on the first topics."""
    for sheet in dossier.parties:
        found = [p for p in dossier.positions if p.side == sheet.name and p.latest.leaning]
        if sheet.roles:
            continue
        chosen = sorted(found, key=lambda position: position.latest.leaning)[:_STANDS]
        for position in chosen:
            now = position.latest
            yield Line(
                head=about(position),
                text=f"{now.verb} ({voice(now, position.side)}):",
                quote=now.words,
                evidence=now.evidence,
            )
        if len(found) > len(chosen):
            rest = [position for position in found if position not in chosen]
            yield Line(
                head=sheet.name,
                text=f"{counted(len(rest), 'more stand')} under Positions.",
                evidence=tuple(dict.fromkeys(p.latest.evidence[0] for p in rest)),
            )


def about(position: Position) -> str:
    """Whose position on what: "Uplanders on talks with Norway"."""
    towards = ""
    if position.towards:
        towards = f" {'with' if position.topic == 'talks' else 'towards'} {position.towards}"
    return f"{position.side} on {position.title.lower()}{towards}"


def voice(stand: Stand, side: str) -> str:
    """Who takes a stand, when, and on whose word it is told."""
    who = "" if stand.who == side else f"{stand.who}, "
    day = moment_words(stand.when, stand.day, stand.told, planned=stand.planned)
    word = f", on the word of {stand.on_word}" if stand.on_word else ""
    return f"{who}{day}{word}"


def _latest(now: Standing, quotes: Quotes) -> Iterator[Line]:
    if not now.reports:
        return
    for head, latest, none in (
        ("Last contact", now.last_contact, "a contact between two sides"),
        ("Last agreement", now.last_agreement, "an agreement between two sides"),
        ("Last refusal", now.last_refusal, "a refusal by a side"),
        ("Last violence", now.last_violence, "violence by a side that it names"),
    ):
        if latest is None:
            yield Line(head=head, text=f"no report tells of {none}.", gap=True)
        else:
            yield happened(latest, quotes, head)


def _covered(now: Standing, day: str) -> Iterator[Line]:
    """What the reports are, and how much they tell of late."""
    if not now.reports or not now.first or not now.last:
        yield Line(text="The record has no report of this process up to this day.", gap=True)
        return
    days = f"the first of {day_words(now.first)}, the last of {day_words(now.last)}"
    if now.first == now.last:
        days = f"of {day_words(now.last)}"
    independent = counted(now.independent, "independent source")
    yield Line(
        head="Reports",
        text=f"{counted(now.reports, 'report')} ({independent}), {days}: "
        f"{counted(now.events, 'event')} of the process, "
        f"{counted(now.statements, 'statement')} of its sides.",
        evidence=now.evidence,
    )
    if now.independent == 1:
        yield Line(text="All of it rests on one source; nothing is confirmed by another.", gap=True)
    if now.silent is not None and now.silent > _QUIET:
        yield Line(
            text=f"Since {day_words(now.last)}, for {counted(now.silent, 'day')} up to "
            f"{day_words(day)}, the record has no report: what happened since is not known here.",
            gap=True,
        )
    yield from _pace(now.pace)


def _pace(pace: Pace) -> Iterator[Line]:
    if not pace.reports and not pace.reports_before:
        return
    now = f"{counted(pace.contacts, 'contact')} in {counted(pace.reports, 'report')}"
    before = (
        f"{counted(pace.contacts_before, 'contact')} in {counted(pace.reports_before, 'report')}"
    )
    compared = f"; in the {pace.days} days before {before}"
    if not pace.reports_before:
        compared = (
            f"; of the {pace.days} days before there is no report, so nothing can be compared"
        )
    elif not pace.reports:
        compared += ", so nothing can be compared"
    elif pace.reports > pace.reports_before and pace.contacts > pace.contacts_before:
        compared += ". More was reported as well, so that the rise may be one of reports only"
    scores = ""
    if pace.score is not None and pace.score_before is not None:
        scores = (
            f". The mean score of events is {pace.score:+.1f}, before {pace.score_before:+.1f} "
            "(from −10, conflict, to 10, cooperation)"
        )
    yield Line(
        head="Pace",
        text=f"in the last {pace.days} days {now}{compared}{scores}.",
        evidence=pace.evidence,
    )


def changes(found: Changes, quotes: Quotes) -> Chapter:
    """What changed since a day."""
    lines = [
        Line(
            head=change.kind.capitalize(),
            text=f"{change.text}{f' ({change.when})' if change.when else ''}.",
            quote=quotes.get(change.evidence[0], ""),
            evidence=change.evidence,
        )
        for change in found.changes
    ]
    if not found.reports:
        text = f"No report of the process was published after {day_words(found.since)}."
        lines = [Line(text=text, gap=True), *lines]
    else:
        text = f"{counted(found.reports, 'report')} after {day_words(found.since)}."
        lines = [Line(text=text, evidence=found.evidence), *lines]
    return Chapter(
        name="changes", title=f"What changed since {day_words(found.since)}", blocks=tuple(lines)
    )


def parties(dossier: Dossier) -> Chapter:
    """The sides and their people."""
    return Chapter(
        name="parties",
        title="Parties and people",
        note="Roles are those that reports gave by this day, the latest first.",
        blocks=tuple(_sides(dossier)),
    )


def _sides(dossier: Dossier) -> Iterator[Line]:
    for sheet in dossier.parties:
        role = joined(sheet.roles) if sheet.roles else "party"
        if not sheet.evidence or not sheet.first or not sheet.last:
            yield Line(head=sheet.name, text=f"({role}): no event of the process.", gap=True)
            continue
        bodies = f"; also {', '.join(sheet.others[:6])}" if sheet.others else ""
        yield Line(
            head=sheet.name,
            text=f"({role}): {counted(sheet.events, 'event')} in reports of "
            f"{_from_to(sheet.first, sheet.last)}{bodies}.",
            evidence=sheet.evidence,
        )
        people = sorted(sheet.people, key=lambda person: (-person.acts, person.name))
        for person in people[:_PEOPLE]:
            yield _person(person)
        if len(people) > _PEOPLE:
            rest = ", ".join(person.name for person in people[_PEOPLE:])
            keys = tuple(person.evidence[0] for person in people[_PEOPLE:])
            yield Line(text=f"Also: {rest}.", level=1, evidence=keys)


def _person(person: Person) -> Line:
    roles = _distinct([office for office in (person.office, *person.earlier) if office])
    roles = roles[:_OFFICES]
    said = "; ".join(map(_office, roles)) or "no report gives a role"
    acts = f"; takes part in {counted(person.acts, 'event')}" if person.acts else "; speaks only"
    keys = tuple(key for office in roles for key in office.evidence)
    return Line(
        head=person.name,
        text=f"{said}{acts}.",
        level=1,
        evidence=tuple(dict.fromkeys((*person.evidence, *keys))),
    )


def _distinct(offices: list[Office]) -> list[Office]:
    """Offices without those whose title is a part of another's: "president" beside "Peruvian
    president"."""
    kept: list[Office] = []
    for office in sorted(offices, key=lambda office: -len(office.title)):
        if not any(office.title.lower() in other.title.lower() for other in kept):
            kept.append(office)
    return [office for office in offices if office in kept]


def _office(office: Office) -> str:
    if not office.first or not office.last:
        return office.title
    return f"{office.title} ({_from_to(office.first, office.last)})"


def _from_to(first: str, last: str) -> str:
    return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"
