"""Everything that was found in one report, as a page shows it: one note for each thing, with what
was read, why, how sure it is, and where it leads in the record."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from dragoman.model import Actor, Coding, Event, Moment, Participant, Place, Span, Statement, Time
from dragoman.workbench import wording
from dragoman.workbench.lookups import Known
from dragoman.workbench.marks import Layer
from dragoman.workbench.wording import Names

_QUOTED = 280  # code points of a quotation in a note, before it is cut


@dataclass(frozen=True, slots=True)
class Link:
    """Words that may lead somewhere: to a page, or to another note of this page (``#s1``)."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a note."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was found: ``id`` is that of its marks, ``head`` its name in a line, ``where``
    the first words that mean it, ``page`` where the record tells more."""

    id: str
    layer: Layer
    head: str
    tag: str
    quote: str
    facts: tuple[Fact, ...]
    page: str | None = None
    quad: int | None = None
    status: str | None = None
    start: int = 0


class Notes:
    """Makes the notes of one coding. ``actors`` and ``events`` lead to the record's own, by the
    ids of the coding; what the record does not have (any more) has no link."""

    def __init__(
        self,
        coding: Coding,
        names: Names,
        report: str,
        actors: Mapping[str, Known],
        events: Mapping[str, str],
    ) -> None:
        self._coding, self._names, self._report = coding, names, report
        self._text = coding.report.text
        self._known, self._events = actors, events
        self._actors = {actor.id: actor for actor in coding.actors}
        self._numbers = {actor.id: n for n, actor in enumerate(coding.actors)}

    def all(self) -> dict[Layer, list[Note]]:
        """The notes by layer, each in the order of the text."""
        coding = self._coding
        return {
            "event": [self._event(event) for event in coding.events],
            "statement": [self._statement(item) for item in coding.statements],
            "actor": [self._actor(actor) for actor in coding.actors],
            "time": [self._time(f"t{n}", time) for n, time in enumerate(coding.times, 1)],
            "place": [self._place(f"p{n}", place) for n, place in enumerate(coding.places, 1)],
        }

    def _event(self, event: Event) -> Note:
        sides = [self._side(event.source), self._side(event.target)]
        who = " → ".join(filter(None, (wording.listed([x.text for x in side]) for side in sides)))
        told = next((s for s in self._coding.statements if s.id == event.statement), None)
        return Note(
            id=event.id,
            layer="event",
            head=who or "Nobody named",
            tag=wording.kind(event.event, event.mode),
            quote=" … ".join(self._words(span) for span in event.cue),
            facts=_facts(
                ("Source", sides[0]),
                ("Target", sides[1]),
                ("Status", wording.STATUSES.get(event.status, event.status)),
                ("Day", self._moment(event.time)),
                ("Place", self._site(event)),
                ("Size", wording.size(event.size)),
                ("Context", ", ".join(event.context).replace("_", " ")),
                ("CAMEO", self._names.cameo(event.cameo)),
                ("Class", f"{wording.QUADS[event.quad]}, score {wording.signed(event.score)}"),
                ("Told by", [self._statement_link(told)] if told else "the report itself"),
                ("Why", wording.why(event.because)),
                ("Confidence", wording.percent(event.confidence)),
            ),
            page=_page("events", self._events.get(event.id)),
            quad=event.quad,
            status=event.status,
            start=_start(event.cue),
        )

    def _site(self, event: Event) -> str:
        if event.place is None:
            return ""
        country = self._names.country(event.place.country)
        return (
            event.place.name
            if country in ("", event.place.name)
            else (f"{event.place.name}, {country}")
        )

    def _statement(self, item: Statement) -> Note:
        inside = next((s for s in self._coding.statements if s.id == item.within), None)
        tells = [event for event in self._coding.events if event.statement == item.id]
        return Note(
            id=item.id,
            layer="statement",
            head=self._speaker(item),
            tag=f"{item.kind} {item.cue_kind}",
            quote=" … ".join(self._words(span) for span in item.content),
            facts=_facts(
                ("Speaker", [self._actor_link(item.speaker)] if item.speaker else ""),
                ("As written", self._words(item.speaker_span) if item.speaker_span else ""),
                ("Cue", self._words(item.cue) if item.cue else ""),
                ("Medium", item.medium or ""),
                ("To", [self._actor_link(one) for one in item.addressee]),
                ("Day", self._moment(item.time)),
                ("Within", [self._statement_link(inside)] if inside else ""),
                ("Tells", [Link(self._short(event), f"#{event.id}") for event in tells]),
            ),
            page=f"/statements/{quote(self._report)}.{quote(item.id)}" if self._report else None,
            start=_start(item.content),
        )

    def _actor(self, actor: Actor) -> Note:
        roles = dict.fromkeys(role.title for role in actor.roles)
        known = self._known.get(actor.id)
        return Note(
            id=actor.id,
            layer="actor",
            head=actor.name,
            tag=" ".join(filter(None, (actor.country, *actor.sectors))) or actor.kind,
            quote=self._words(actor.mentions[0]) if actor.mentions else "",
            facts=_facts(
                ("Kind", actor.kind),
                ("Country", self._names.country(actor.country)),
                ("Sector", self._names.sectors(actor.sectors)),
                ("Role", "; ".join(roles)),
                ("Also called", ", ".join(actor.aliases)),
                ("Named here", wording.count(len(actor.mentions), "time")),
                ("In the record", known.name if known and known.name != actor.name else ""),
            ),
            page=_page("actors", known.id if known else None),
            start=_start(actor.mentions),
        )

    def _time(self, id: str, time: Time) -> Note:
        meaning = wording.span_of_days(time.start, time.end)
        return Note(
            id=id,
            layer="time",
            head=meaning or time.value,
            tag=time.type.lower(),
            quote=self._words(time.span),
            facts=_facts(("Means", meaning or "no day of the calendar"), ("Value", time.value)),
            start=time.span[0],
        )

    def _place(self, id: str, place: Place) -> Note:
        point = ""
        if place.lat is not None and place.lon is not None:
            point = f"{place.lat:.2f}, {place.lon:.2f}".replace("-", "−")
        return Note(
            id=id,
            layer="place",
            head=place.name,
            tag=place.country or "not resolved",
            quote=self._words(place.span),
            facts=_facts(
                ("Country", self._names.country(place.country)),
                ("Region", place.admin1 or ""),
                ("Point", point),
                ("GeoNames", str(place.geonameid) if place.geonameid else ""),
                ("Why", place.because),
            ),
            start=place.span[0],
        )

    def _speaker(self, item: Statement) -> str:
        if item.speaker in self._actors:
            return self._actors[item.speaker].name
        return self._words(item.speaker_span) if item.speaker_span else "Speaker not named"

    def _statement_link(self, item: Statement) -> Link:
        return Link(self._speaker(item), f"#{item.id}")

    def _actor_link(self, id: str) -> Link:
        actor = self._actors.get(id)
        return Link(actor.name if actor else id, f"#{id}" if actor else None)

    def _side(self, side: Iterable[Participant]) -> list[Link]:
        return [self._actor_link(id) for id in dict.fromkeys(member.actor for member in side)]

    def _short(self, event: Event) -> str:
        side = wording.listed([link.text for link in self._side((*event.source, *event.target))])
        return f"{wording.kind(event.event, event.mode)}: {side}" if side else event.event

    def _moment(self, moment: Moment | None) -> str:
        if moment is None:
            return ""
        known = wording.span_of_days(moment.start, moment.end)
        if known:
            return known
        said = f"“{self._words(moment.span)}”, " if moment.span else ""
        return f"{said}on no day that is known"

    def _words(self, span: Span) -> str:
        words = " ".join(self._text[span[0] : span[1]].split())
        if len(words) <= _QUOTED:
            return words
        return f"{words[: _QUOTED - 40].rsplit(' ', 1)[0]} … {words[-30:].split(' ', 1)[-1]}"


def _facts(*facts: "tuple[str, str | list[Link]]") -> tuple[Fact, ...]:
    return tuple(_kept(facts))


def _kept(facts: "Iterable[tuple[str, str | list[Link]]]") -> Iterator[Fact]:
    for label, value in facts:
        if value:
            yield Fact(label, (Link(value),) if isinstance(value, str) else tuple(value))


def _page(kind: str, id: str | None) -> str | None:
    return f"/{kind}/{quote(id)}" if id else None


def _start(spans: Iterable[Span]) -> int:
    return min((span[0] for span in spans), default=0)
