"""The typed records that every room of Dragoman speaks. No logic lives here.

Spans are ``(start, end)`` in code points of ``Report.text``, end exclusive. Days are ISO 8601
strings (``2019-06-03``). A field that the report leaves open is ``None``.
"""

from typing import Literal

import msgspec

Span = tuple[int, int]

ActorKind = Literal["person", "organization", "state", "group", "igo", "collective", "place"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
StatementKind = Literal["direct", "indirect", "mixed"]
Status = Literal["actual", "planned", "negated", "hypothetical", "historical"]
PublishedFrom = Literal["given", "metadata", "text", "inferred", "unknown"]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all records: immutable, compared by value, built by keyword."""


class Evidence(Record, frozen=True, kw_only=True):
    """Words of the report and why they count as evidence."""

    span: Span
    because: str


class Report(Record, frozen=True, kw_only=True):
    """One news text with what is known of it."""

    id: str
    text: str
    title: str | None = None
    language: str = "en"
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    published_from: PublishedFrom = "unknown"
    published_evidence: tuple[Evidence, ...] = ()


class Role(Record, frozen=True, kw_only=True):
    """A title or office that the report gives an actor, with the words it stands in."""

    title: str
    span: Span


class Actor(Record, frozen=True, kw_only=True):
    """Who acts or is acted on; ``mentions`` are all spans of the report that mean this actor."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: ActorKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    mentions: tuple[Span, ...] = ()


class Time(Record, frozen=True, kw_only=True):
    """A TIMEX3 expression with its value and the interval of days it resolves to."""

    span: Span
    type: TimeType
    value: str
    start: str | None = None
    end: str | None = None


class Moment(Record, frozen=True, kw_only=True):
    """When something took place. ``span`` is None where no words of the report say so directly."""

    value: str
    start: str | None = None
    end: str | None = None
    span: Span | None = None


class Place(Record, frozen=True, kw_only=True):
    """A toponym and what it was resolved to (GeoNames id and point, WGS 84 degrees)."""

    span: Span
    name: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    because: str


class Site(Record, frozen=True, kw_only=True):
    """Where an event took place."""

    name: str
    country: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    span: Span


class Statement(Record, frozen=True, kw_only=True):
    """Words attributed to a speaker; ``within`` is the id of the statement that reports it.

    ``cue_kind`` tells saying from thinking: speech, writing, appraisal, thought, wish, plan,
    decision or finding.
    """

    id: str
    speaker: str | None = None
    speaker_span: Span | None = None
    cue: Span | None = None
    cue_kind: str = "speech"
    content: tuple[Span, ...]
    kind: StatementKind
    medium: str | None = None
    addressee: tuple[str, ...] = ()
    time: Moment | None = None
    within: str | None = None
    sentence: Span


class Participant(Record, frozen=True, kw_only=True):
    """An actor in an event and the mention that puts it there."""

    actor: str
    span: Span | None = None


class Size(Record, frozen=True, kw_only=True):
    """How many, as the report states it; None where it states no number."""

    dead: int | None = None
    injured: int | None = None
    arrested: int | None = None
    participants: int | None = None


class Event(Record, frozen=True, kw_only=True):
    """Who did what to whom. ``because`` names the rule or lexicon entry that fired."""

    id: str
    event: str
    mode: str | None = None
    context: tuple[str, ...] = ()
    cameo: str | None = None
    quad: int
    score: float
    status: Status
    source: tuple[Participant, ...] = ()
    target: tuple[Participant, ...] = ()
    time: Moment | None = None
    place: Site | None = None
    size: Size | None = None
    cue: tuple[Span, ...]
    sentence: Span
    statement: str | None = None
    because: str
    confidence: float


class CoderInfo(Record, frozen=True, kw_only=True):
    """What made a coding: the same three values and the same report give the same bytes."""

    version: str
    lexicon: str
    model: str


class Coding(Record, frozen=True, kw_only=True):
    """Everything one report says, found by the coder."""

    report: Report
    actors: tuple[Actor, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    coder: CoderInfo
