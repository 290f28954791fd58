"""A coding for people: what happened, who said what, who is who, days and places, each with the
words of the report, in 80 columns."""

from collections.abc import Iterator
from textwrap import wrap

from rich.text import Text

from dragoman.model import Actor, Coding, Event, Participant, Span, Statement

WIDTH = 80
_QUOTED = 64  # code points of a quotation before it is cut in the middle
_INDENT = "      "


def describe(coding: Coding) -> Iterator[Text]:
    """The lines of the page. Styles are rich's; without a terminal they fall away."""
    names = {actor.id: actor for actor in coding.actors}
    yield from _head(coding)
    yield from _section("WHAT HAPPENED", [_event(coding, e, names) for e in coding.events])
    yield from _section("WHO SAID WHAT", [_statement(coding, s, names) for s in coding.statements])
    yield from _section("WHO IS WHO", [_actor(actor) for actor in coding.actors])
    yield from _section("DAYS", [_times(coding)] if coding.times else [])
    yield from _section("PLACES", [_places(coding)] if coding.places else [])


def _head(coding: Coding) -> Iterator[Text]:
    report = coding.report
    yield Text("═" * WIDTH, style="dim")
    for line in wrap(report.title or report.id, WIDTH):
        yield Text(line, style="bold")
    origin = {
        "given": "as given",
        "metadata": "from its metadata",
        "text": "from its text",
        "inferred": "inferred",
        "unknown": "",
    }[report.published_from]
    day = f"{report.published} ({origin})" if report.published else "day unknown"
    publisher = f"{report.publisher}, " if report.publisher else ""
    yield Text(f"{publisher}{day}")
    for evidence in report.published_evidence:
        words = _cut(report.text, evidence.span)
        yield from _wrapped(f"“{words}”: {evidence.because}", "  ", "dim")


def _section(title: str, items: list[list[Text]]) -> Iterator[Text]:
    yield Text()
    yield Text(title, style="bold underline")
    if not items:
        yield Text("  nothing found", style="dim")
    for item in items:
        yield from item


def _event(coding: Coding, event: Event, names: dict[str, Actor]) -> list[Text]:
    mode = f" {event.mode}" if event.mode else ""
    status = "" if event.status == "actual" else f" ({event.status})"
    source, target = _names(event.source, names), _names(event.target, names)
    if not event.target and len(event.source) > 1:
        who = source
    else:
        who = f"{source or '?'} → {target}" if target else (source or "?")
    facts = f"CAMEO {event.cameo}, score {event.score:+g}"
    if event.time is not None:
        facts += f", {_days(event.time.start, event.time.end) or event.time.value}"
    if event.place is not None:
        facts += f", {event.place.name}"
    if event.statement is not None:
        facts += f", told in {event.statement}"
    head = f"{event.id:>4}  {event.event}{mode}{status}: {who}"
    lines = list(_wrapped(head, _INDENT, _style(event), first=""))
    lines += _wrapped(facts, _INDENT, "dim")
    cue = " … ".join(_cut(coding.report.text, span) for span in event.cue)
    lines += _wrapped(f"“{cue}” in “{_cut(coding.report.text, event.sentence)}”", _INDENT, "italic")
    return lines


def _style(event: Event) -> str:
    if event.status in ("negated", "hypothetical", "historical"):
        return "dim"
    return {1: "green", 2: "bold green", 3: "red", 4: "bold red"}[event.quad]


def _statement(coding: Coding, statement: Statement, names: dict[str, Actor]) -> list[Text]:
    speaker = names.get(statement.speaker or "")
    who = speaker.name if speaker else "somebody"
    if speaker is None and statement.speaker_span is not None:
        who = _cut(coding.report.text, statement.speaker_span)
    facts: list[str] = [statement.kind]
    if statement.medium:
        facts.append(statement.medium)
    if statement.time is not None:
        facts.append(_days(statement.time.start, statement.time.end) or statement.time.value)
    if statement.addressee:
        facts.append("to " + ", ".join(names[a].name for a in statement.addressee if a in names))
    if statement.within:
        facts.append(f"inside {statement.within}")
    head = f"{statement.id:>4}  {who} ({', '.join(facts)})"
    lines = list(_wrapped(head, _INDENT, "cyan", first=""))
    content = " … ".join(_cut(coding.report.text, span) for span in statement.content)
    lines += _wrapped(f"“{content}”", _INDENT, "")
    return lines


def _actor(actor: Actor) -> list[Text]:
    code = " ".join([actor.country or "---", *actor.sectors])
    roles = "; ".join(dict.fromkeys(role.title for role in actor.roles))
    text = f"{actor.id:>4}  {actor.name} [{code}]"
    if roles:
        text += f", {roles}"
    text += f" ({len(actor.mentions)}×)"
    return list(_wrapped(text, _INDENT, "", first=""))


def _times(coding: Coding) -> list[Text]:
    parts = []
    for time in coding.times:
        meaning = _days(time.start, time.end) or time.value
        parts.append(f"“{_cut(coding.report.text, time.span)}” = {meaning}")
    return list(_wrapped("; ".join(parts), "  ", ""))


def _places(coding: Coding) -> list[Text]:
    seen: dict[str, None] = {}
    for place in coding.places:
        point = "not resolved"
        if place.lat is not None and place.lon is not None:
            point = f"{place.country or '---'} {place.lat:.2f}, {place.lon:.2f}"
        seen.setdefault(f"{place.name} ({point})")
    return list(_wrapped("; ".join(seen), "  ", ""))


def _names(side: tuple[Participant, ...], names: dict[str, Actor]) -> str:
    return ", ".join(
        names[member.actor].name
        + (f" [{names[member.actor].country}]" if names[member.actor].country else "")
        for member in side
    )


def _days(start: str | None, end: str | None) -> str:
    if start is None or start == end:
        return start or ""
    return f"{start} to {end}"


def _cut(text: str, span: Span) -> str:
    words = " ".join(text[span[0] : span[1]].split())
    if len(words) <= 2 * _QUOTED:
        return words
    return f"{words[:_QUOTED].rsplit(' ', 1)[0]} […] {words[-_QUOTED:].split(' ', 1)[-1]}"


def _wrapped(text: str, indent: str, style: str, first: str | None = None) -> Iterator[Text]:
    lines = wrap(
        text,
        WIDTH,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_on_hyphens=False,
    )
    for line in lines:
        yield Text(line, style=style)
