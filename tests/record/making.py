"""Codings made by hand, so that tests of the record say what a report tells and need no parser."""

from collections.abc import Sequence

from dragoman._version import __version__
from dragoman.model import (
    Actor,
    CoderInfo,
    Coding,
    Event,
    Moment,
    Participant,
    Report,
    Role,
    Site,
    Size,
    Span,
    Statement,
)

INFO = CoderInfo(version=__version__, lexicon="none", model="none")
# For ``coding``: names that may mean one person, and names that several reports use.
PEOPLE = {
    "Shah Mahmood Qureshi": ("PAK", ("GOV",), "foreign minister"),
    "Mahmood Qureshi": ("PAK", ("GOV",), None),
    "Zalmay Khalilzad": ("USA", ("GOV",), "envoy"),
    "Pakistan": ("PAK", (), None),
    "Iran": ("IRN", (), None),
    "officials": ("PAK", ("GOV",), None),
}
_QUADS = {"AGREE": 1, "CONSULT": 1, "ACCUSE": 3, "ASSAULT": 4}
_KINDS = {"Pakistan": "state", "Iran": "state", "officials": "collective", "Taliban": "group"}
_WHERE = {"Islamabad": (1176615, "PAK"), "Kabul": (1138958, "AFG"), "Tehran": (112931, "IRN")}


class Told:
    """An event for ``coding``: what the report says happened, in the words of its text."""

    def __init__(
        self,
        event: str,
        source: Sequence[str],
        target: Sequence[str] = (),
        *,
        cue: str,
        day: str | None = None,
        until: str | None = None,
        place: str | None = None,
        mode: str | None = None,
        status: str = "actual",
        dead: int | None = None,
    ) -> None:
        self.event, self.mode, self.status = event, mode, status
        self.source, self.target = source, target
        self.cue, self.day, self.until, self.place, self.dead = cue, day, until, place, dead


def coding(
    text: str,
    *told: Told,
    published: str | None = "2019-06-03",
    people: dict[str, tuple[str | None, tuple[str, ...], str | None]] | None = None,
    says: Sequence[tuple[str, str]] = (),
    info: CoderInfo = INFO,
    **known: str,
) -> Coding:
    """The coding of a text that tells these events.

    ``people`` gives actors a country, sectors and a title; ``says`` are speakers and their words.
    """
    report = Report(
        id="",
        text=text,
        published=published,
        published_from="given" if published else "unknown",
        **known,
    )
    names = dict.fromkeys(
        [name for item in told for name in (*item.source, *item.target)]
        + [speaker for speaker, _ in says]
    )
    actors = {
        name: _actor(f"a{n}", name, text, (people or {}).get(name))
        for n, name in enumerate(names, 1)
    }
    return Coding(
        report=report,
        actors=tuple(actors.values()),
        statements=tuple(
            _statement(f"s{n}", actors[speaker], words, text)
            for n, (speaker, words) in enumerate(says, 1)
        ),
        events=tuple(_event(f"e{n}", item, actors, text) for n, item in enumerate(told, 1)),
        coder=info,
    )


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def _actor(
    id: str, name: str, text: str, known: tuple[str | None, tuple[str, ...], str | None] | None
) -> Actor:
    country, sectors, title = known or (None, (), None)
    span = _span(text, name.split()[-1])
    return Actor(
        id=id,
        name=name,
        kind=_KINDS.get(name, "person"),
        country=country,
        sectors=sectors,
        roles=(Role(title=title, span=span),) if title else (),
        mentions=(span,),
    )


def _statement(id: str, speaker: Actor, words: str, text: str) -> Statement:
    return Statement(
        id=id,
        speaker=speaker.id,
        speaker_span=speaker.mentions[0],
        content=(_span(text, words),),
        kind="direct",
        sentence=(0, len(text)),
    )


def _event(id: str, item: Told, actors: dict[str, Actor], text: str) -> Event:
    def side(names: Sequence[str]) -> tuple[Participant, ...]:
        return tuple(
            Participant(actor=actors[name].id, span=actors[name].mentions[0]) for name in names
        )

    where = _WHERE.get(item.place or "", (None, None))
    quad = _QUADS.get(item.event, 2)
    return Event(
        id=id,
        event=item.event,
        mode=item.mode,
        quad=quad,
        score=4.0 if quad < 3 else -4.0,
        status=item.status,
        source=side(item.source),
        target=side(item.target),
        time=Moment(value=item.day, start=item.day, end=item.until or item.day)
        if item.day
        else None,
        place=Site(
            name=item.place, geonameid=where[0], country=where[1], span=_span(text, item.place)
        )
        if item.place
        else None,
        size=Size(dead=item.dead) if item.dead is not None else None,
        cue=(_span(text, item.cue),),
        sentence=(0, len(text)),
        because="written by hand",
        confidence=0.8,
    )
