"""Entries made by hand: an event as one report or several tell it, without parser and database."""

from collections.abc import Sequence
from typing import Any

from dragoman.entries import (
    ActorEntry,
    EventEntry,
    Interval,
    Party,
    ReportEntry,
    Spot,
    StatementEntry,
    Telling,
)
from dragoman.lexicon.topics import TopicBook, load_topics
from dragoman.processes.composing import compose
from dragoman.processes.dossier import Dossier
from dragoman.processes.material import Material
from dragoman.processes.process import Process, Side
from dragoman.processes.roster import make_roster

TOPICS: TopicBook = load_topics()

PROCESS = Process(
    name="Talks of the two valleys",
    parties=(
        Side(name="Uplanders", who=("Uplanders", "TJK:REB")),
        Side(name="Tajik government", who=("TJK:GOV",)),
        Side(name="Norway", who=("NOR",)),
    ),
    third_parties=(
        Side(name="Qatar", who=("QAT",), roles=("host",)),
        Side(name="Oman", who=("OMN",), roles=("mediator",)),
    ),
)

_CODES = {
    ("CONSULT", None): "040", ("CONSULT", "visit"): "042", ("AGREE", None): "030",
    ("REJECT", "meet"): "125", ("REJECT", "yield"): "124", ("REQUEST", "yield"): "105",
    ("REQUEST", "meet"): "107", ("SUPPORT", None): "051", ("ASSAULT", None): "190",
}  # fmt: skip


def party(
    name: str,
    country: str | None = None,
    *sectors: str,
    kind: Any = "person",
    names: Sequence[str] = (),
) -> Party:
    """An actor in an event. Its id is made from its name."""
    return Party(
        actor=f"actor of {name}",
        name=name,
        kind=kind,
        country=country,
        sectors=sectors,
        names=tuple(names) or (name,),
    )


UPLANDERS = party("Uplanders", "TJK", "REB", kind="group")
CHIEF = party("Daler Rahimov", "TJK", "REB")
MINISTER = party("Zarina Sharifova", "TJK", "GOV")
ENVOY = party("Kari Lund", "NOR", "GOV")
NORWAY = party("Norway", "NOR", "GOV", kind="state")
QATAR = party("Qatar", "QAT", "GOV", kind="state")
OMAN = party("Oman", "OMN", "GOV", kind="state")
TAJIKISTAN = party("Tajikistan", "TJK", "GOV", kind="state")


def report(key: str, published: str, family: str | None = None) -> ReportEntry:
    """A report of a record."""
    return ReportEntry(
        key=key,
        title=f"Title of {key}",
        publisher=f"The {key} Post",
        published=published,
        family=family or key,
    )


def telling(
    event: str,
    source: Sequence[Party],
    target: Sequence[Party],
    sentence: str,
    cue: str,
    told: ReportEntry,
    **more: Any,
) -> Telling:
    """One report's telling, in a sentence that begins the report."""
    start = sentence.index(cue)
    return Telling(
        event_key=more.pop("key", f"{told.key}.{abs(hash((event, sentence, cue))) % 10**8}"),
        report=told.key,
        family=told.family,
        local="e1",
        title=told.title,
        publisher=told.publisher,
        published=told.published,
        event=event,
        quad=1,
        score=1.0,
        status=more.pop("status", "actual"),
        source=tuple(source),
        target=tuple(target),
        sentence=(0, len(sentence)),
        cue=((start, start + len(cue)),),
        quote=sentence,
        **more,
    )


def event(
    id: str,
    kind: str,
    source: Sequence[Party],
    target: Sequence[Party],
    sentence: str,
    cue: str,
    *told: ReportEntry,
    mode: str | None = None,
    status: Any = "actual",
    day: str | None = None,
    until: str | None = None,
    place: tuple[str, str] | None = None,
    cameo: str | None = None,
    speaker: Party | None = None,
    fulfils: Sequence[str] = (),
    fulfilled_by: Sequence[str] = (),
    size: Any = None,
) -> EventEntry:
    """An event that all these reports tell in the same sentence."""
    when = Interval(start=day, end=until or day) if day else None
    spot = Spot(name=place[0], country=place[1]) if place else None
    tellings = tuple(
        telling(
            kind, source, target, sentence, cue, one,
            key=f"{one.key}.{id}", mode=mode, status=status, when=when, spot=spot, speaker=speaker,
        )
        for one in told
    )  # fmt: skip
    return EventEntry(
        id=id,
        event=kind,
        mode=mode,
        cameo=cameo or _CODES.get((kind, mode)),
        quad=1,
        score=1.0,
        status=status,
        source=tuple(source),
        target=tuple(target),
        when=when,
        first_published=min(one.published or "" for one in told),
        spot=spot,
        size=size,
        reports=len(told),
        sources=len({one.family for one in told}),
        tellings=tellings,
        fulfils=tuple(fulfils),
        fulfilled_by=tuple(fulfilled_by),
    )


def statement(
    id: str, speaker: Party, words: str, told: ReportEntry, day: str | None = None
) -> StatementEntry:
    """A statement that begins its report."""
    return StatementEntry(
        id=f"{told.key}.{id}",
        report=told.key,
        title=told.title,
        publisher=told.publisher,
        published=told.published,
        speaker=speaker,
        words=words,
        kind="indirect",
        when=Interval(start=day, end=day) if day else None,
        content=((0, len(words)),),
        sentence=(0, len(words)),
    )


def material(
    *events: EventEntry,
    reports: Sequence[ReportEntry] = (),
    statements: Sequence[StatementEntry] = (),
) -> Material:
    """What a record would give of these events."""
    parties = {one.actor: one for item in events for one in (*item.source, *item.target)}
    return Material(
        reports=tuple(reports),
        events=events,
        statements=tuple(statements),
        actors=tuple(
            ActorEntry(
                id=one.actor, name=one.name, kind=one.kind, country=one.country, sectors=one.sectors
            )
            for one in parties.values()
        ),
    )


def dossier(
    made: Material, day: str = "2020-12-31", *, process: Process = PROCESS, since: str | None = None
) -> Dossier:
    """The dossier of the process of these tests."""
    return compose(process, made, make_roster(process, made.actors), TOPICS, day, since=since)
