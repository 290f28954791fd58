"""Codings made by rule, text and all, for records too large to be coded for a measurement.

Ten years of happenings between forty states and their envoys, each told by one to four outlets in
words of their own. The parser has no part in it, so that a record of 100,000 events is made in
minutes; its rows are of the same kind and size as those of coded reports.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

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
from dragoman.record.batch import add_codings
from dragoman.record.engine import writing
from dragoman.record.identity import report_key
from dragoman.record.record import Record
from dragoman.record.sightings import Sighting, note_sightings

_INFO = CoderInfo(version=__version__, lexicon="invented", model="invented")
_FIRST, _DAYS = date(2010, 1, 1), 3_650
_BATCH = 256
_STATES = (
    "AFG Kabul, ARG Buenos Aires, AUS Canberra, AUT Vienna, BEL Brussels, BGR Sofia, BRA Brasilia, "
    "CAN Ottawa, CHE Bern, CHL Santiago, CHN Beijing, CUB Havana, DEU Berlin, DNK Copenhagen, "
    "EGY Cairo, ESP Madrid, ETH Addis Ababa, FIN Helsinki, FRA Paris, GBR London, GRC Athens, "
    "HUN Budapest, IDN Jakarta, IND New Delhi, IRN Tehran, IRQ Baghdad, ITA Rome, JPN Tokyo, "
    "KEN Nairobi, MEX Mexico City, NGA Abuja, NOR Oslo, PAK Islamabad, PER Lima, POL Warsaw, "
    "QAT Doha, RUS Moscow, SWE Stockholm, TUR Ankara, USA Washington"
)


def _words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


_GIVEN = _words(
    "Anton Bela Carla Dario Elena Farid Greta Hakim Irena Jonas Karim Lidia Milan Nadia"
)
_FAMILY = _words("Ba Cor Dal Fen Gor Hal Jan Kes Lam Mar Nov Pel Ros Sim Tav Ves Wel Zor")
_ENDINGS = _words("bert dini gan kov land mann nara pour sen ti vic yan")
_NOUNS = _words(
    "garden ladder window kettle orchard basket bridge barrel candle carpet chimney clock cottage "
    "drawer fence ferry field fountain gate hammer harvest hedge island kitchen lantern library "
    "meadow mill mirror museum needle oven parcel pasture path pillow pond quarry ribbon roof"
)
_ADJECTIVES = _words(
    "old green quiet broad narrow empty heavy wooden distant gentle bright dusty golden hollow "
    "humble muddy patient plain pale rapid rough rusty shallow silent simple slender steep stony"
)
_VERBS = _words("covered crossed faced filled followed held hid joined kept left lifted marked")
_OUTLETS = tuple(f"{town} {kind}" for town in ("Coast", "Delta", "Hill", "Lake", "Plain")
                 for kind in ("Courier", "Gazette", "Herald", "Wire"))  # fmt: skip


class _State(NamedTuple):
    code: str
    town: str
    envoys: tuple[str, ...]


class _Happening(NamedTuple):
    kind: str
    mode: str | None
    quad: int
    score: float
    words: str  # with the places of both parties and the cue
    cue: str


_HAPPENINGS = (
    _Happening("CONSULT", "meet", 1, 2.5, "{x} met {y} in {town} on {day}.", "met"),
    _Happening("CONSULT", "visit", 1, 2.0, "{x} visited {y} in {town} on {day}.", "visited"),
    _Happening(
        "AGREE", "sign", 1, 4.0, "{x} signed a paper with {y} in {town} on {day}.", "signed"
    ),
    _Happening("AID", None, 2, 7.0, "{x} sent help to {y} in {town} on {day}.", "sent help"),
    _Happening("ACCUSE", "allege", 3, -2.0, "{x} accused {y} in {town} on {day}.", "accused"),
    _Happening("SANCTION", None, 4, -6.5, "{x} punished {y} in {town} on {day}.", "punished"),
    _Happening("ASSAULT", "firearms", 4, -9.0, "{x} shot at {y} in {town} on {day}.", "shot at"),
)


def invented(reports: int, seed: int = 1) -> Iterator[Coding]:
    """Codings of ``reports`` reports, the same for the same numbers, about two events for each."""
    dice = random.Random(seed)
    states = _states(dice)
    made = 0
    while made < reports:
        day = _FIRST + timedelta(days=dice.randrange(_DAYS))
        happened = [(dice.choice(_HAPPENINGS), *_parties(dice, states)) for _ in range(3)]
        for outlet in dice.sample(_OUTLETS, dice.choice((1, 1, 1, 1, 2, 2, 3, 4))):
            yield _told(dice, happened, day, outlet, made)
            made += 1


def fill(record: Record, reports: int, seed: int = 1) -> None:
    """Put invented reports into a record."""
    some: list[Coding] = []
    for coding in invented(reports, seed):
        some.append(coding)
        if len(some) == _BATCH:
            _put(record, some)
            some = []
    _put(record, some)


def _put(record: Record, codings: list[Coding]) -> None:
    with writing(record.engine) as connection:
        add_codings(connection, codings)
        seen = {item.report.id: [Sighting(item.report.url or "", item.report)] for item in codings}
        note_sightings(connection, seen)


def _states(dice: random.Random) -> list[_State]:
    families = [start + end for start in _FAMILY for end in _ENDINGS]
    dice.shuffle(families)
    found = []
    for line in _STATES.split(", "):
        code, town = line.split(" ", 1)
        envoys = tuple(f"{dice.choice(_GIVEN)} {families.pop()}" for _ in range(5))
        found.append(_State(code, town, envoys))
    return found


def _parties(dice: random.Random, states: list[_State]) -> tuple[_State, str, _State, str]:
    one, other = dice.sample(states, 2)
    return one, dice.choice(one.envoys), other, dice.choice(other.envoys)


def _told(
    dice: random.Random,
    happened: list[tuple[_Happening, _State, str, _State, str]],
    day: date,
    outlet: str,
    number: int,
) -> Coding:
    text = ""
    actors: dict[str, Actor] = {}
    events: list[Event] = []
    for what, one, x, other, y in happened:
        when = f"{day:%A}, {day.day} {day:%B %Y}"
        sentence = what.words.format(x=x, y=y, town=other.town, day=when)
        start = len(text)
        text += f"{sentence} {_plain(dice)} {_plain(dice)}\n\n"
        for name, state in ((x, one), (y, other)):
            at = _span(text, name, start)
            actors.setdefault(name, _actor(f"a{len(actors) + 1}", name, state.code, at))
        events.append(_event(what, len(events) + 1, actors, (x, y), other, day, text, start))
    speaker = next(iter(actors.values()))
    said = len(text)
    words = f"“{_plain(dice)}”"
    text += f"{words} {speaker.name} said. {_plain(dice)}"
    statement = Statement(
        id="s1",
        speaker=speaker.id,
        speaker_span=_span(text, speaker.name, said),
        cue=_span(text, "said", said + len(words)),
        content=((said + 1, said + len(words) - 1),),
        kind="direct",
        sentence=(said, len(text)),
    )
    report = Report(
        id=report_key(text),
        text=text,
        title=f"{happened[0][2]} and {happened[0][4]}",
        publisher=outlet,
        url=f"https://example.org/{number}",
        published=day.isoformat(),
        published_from="given",
    )
    return Coding(
        report=report,
        actors=tuple(actors.values()),
        statements=(statement,),
        events=tuple(events),
        coder=_INFO,
    )


def _event(
    what: _Happening,
    number: int,
    actors: dict[str, Actor],
    names: tuple[str, str],
    where: _State,
    day: date,
    text: str,
    start: int,
) -> Event:
    source, target = [
        Participant(actor=actors[name].id, span=_span(text, name, start)) for name in names
    ]
    both = what.kind in ("CONSULT", "AGREE")
    iso = day.isoformat()
    end = text.index(".", start) + 1
    return Event(
        id=f"e{number}",
        event=what.kind,
        mode=what.mode,
        quad=what.quad,
        score=what.score,
        status="actual",
        source=(source, target) if both else (source,),
        target=() if both else (target,),
        time=Moment(value=iso, start=iso, end=iso),
        place=Site(name=where.town, country=where.code, span=_span(text, where.town, start)),
        size=Size(dead=day.day) if what.kind == "ASSAULT" else None,
        cue=(_span(text, what.cue, start),),
        sentence=(start, end),
        because="invented",
        confidence=0.8,
    )


def _actor(id: str, name: str, country: str, at: Span) -> Actor:
    role = Role(title="envoy", span=at)
    return Actor(
        id=id,
        name=name,
        kind="person",
        country=country,
        sectors=("GOV",),
        roles=(role,),
        mentions=(at,),
    )


def _span(text: str, words: str, start: int) -> Span:
    at = text.index(words, start)
    return at, at + len(words)


def _plain(dice: random.Random) -> str:
    """A sentence that says nothing, and hardly ever the same."""
    one, other = (f"{dice.choice(_ADJECTIVES)} {dice.choice(_NOUNS)}" for _ in range(2))
    return (
        f"The {one} of {dice.randint(2, 999)} {dice.choice(_NOUNS)}s {dice.choice(_VERBS)} "
        f"the {other} and a {dice.choice(_NOUNS)}."
    )


def size_of(record: Record) -> str:
    """How much there is in a record, in one line."""
    return ", ".join(f"{count:,} {name}" for name, count in record.counts().items())
