"""The typed records of a record: what many reports say together. No logic lives here.

``model`` speaks of one report; these speak of all reports of a record. Days are ISO 8601 strings,
intervals include both ends. Keys of reports and ids of actors and events are explained in
docs/record.md. A field that no report fills is ``None``.
"""

from typing import Literal

from dragoman.model import ActorKind, Record, Size, Span, StatementKind, Status

InputState = Literal["coded", "nothing found", "duplicate", "revision", "refused", "failed"]
AgendaState = Literal["open", "kept", "overdue", "called off"]


class Interval(Record, frozen=True, kw_only=True):
    """From a day to a day, both included. The day something happened, where the two are equal."""

    start: str
    end: str


class Spot(Record, frozen=True, kw_only=True):
    """Where something took place: GeoNames id and point (WGS 84 degrees) where resolved."""

    name: str
    country: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None


class ReportEntry(Record, frozen=True, kw_only=True):
    """One report of a record. ``family`` is the key of the earliest report that says the same
    in the same words (wire copies, light rewrites): reports of one family are one independent
    source. ``replaces`` is the key of the revision before this one, ``replaced_by`` the one after.
    """

    key: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    retrieved: str | None = None
    state: InputState = "coded"
    why: str | None = None
    family: str
    replaces: str | None = None
    replaced_by: str | None = None
    events: int = 0
    statements: int = 0


class Tenure(Record, frozen=True, kw_only=True):
    """A role an actor has in reports: the title, the first and last day reports use it, and which
    reports do."""

    title: str
    first: str | None = None
    last: str | None = None
    reports: tuple[str, ...] = ()


class ActorEntry(Record, frozen=True, kw_only=True):
    """An actor over all reports. ``reports`` counts reports, ``sources`` independent ones."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    reports: int = 0
    sources: int = 0
    first: str | None = None
    last: str | None = None
    because: str = ""


class Party(Record, frozen=True, kw_only=True):
    """An actor in an event of the record. ``titles`` are the roles reports give it there,
    ``names`` the words they use."""

    actor: str
    name: str
    kind: ActorKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class Telling(Record, frozen=True, kw_only=True):
    """One report's telling of an event: what it says, and the words it says it in.

    ``event_key`` names the telling itself; ``local`` is the event's id in the report's coding.
    ``sentence`` and ``cue`` are spans of the report's text, ``quote`` is the sentence's text.
    ``speaker`` is the actor on whose word the report tells it, None where in its own voice.
    """

    event_key: str
    report: str
    family: str
    local: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    event: str
    mode: str | None = None
    context: tuple[str, ...] = ()
    cameo: str | None = None
    quad: int
    score: float
    status: Status
    source: tuple[Party, ...] = ()
    target: tuple[Party, ...] = ()
    when: Interval | None = None
    spot: Spot | None = None
    size: Size | None = None
    speaker: Party | None = None
    sentence: Span
    sentence_number: int = 0
    source_spans: tuple[Span, ...] = ()
    target_spans: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    quote: str = ""
    because: str = ""
    confidence: float = 0.0


class Disagreement(Record, frozen=True, kw_only=True):
    """A field on which tellings differ: each value as text, with the reports that give it."""

    field: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


class EventEntry(Record, frozen=True, kw_only=True):
    """An event over all reports that tell it. ``sources`` counts independent ones (families).

    ``fulfils`` are plans this event carried out, ``fulfilled_by`` the events that carried out this
    plan. ``review`` is the latest decision on it: accepted, corrected or rejected.
    """

    id: str
    event: str
    mode: str | None = None
    context: tuple[str, ...] = ()
    cameo: str | None = None
    quad: int
    score: float
    status: Status
    source: tuple[Party, ...] = ()
    target: tuple[Party, ...] = ()
    when: Interval | None = None
    first_published: str | None = None
    spot: Spot | None = None
    size: Size | None = None
    confidence: float = 0.0
    reports: int = 0
    sources: int = 0
    tellings: tuple[Telling, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    because: str = ""
    fulfils: tuple[str, ...] = ()
    fulfilled_by: tuple[str, ...] = ()
    review: str | None = None


class StatementEntry(Record, frozen=True, kw_only=True):
    """A statement of a report, with its words."""

    id: str
    report: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    speaker: Party | None = None
    addressee: tuple[Party, ...] = ()
    words: str
    kind: StatementKind
    cue_kind: str = "speech"
    medium: str | None = None
    when: Interval | None = None
    within: str | None = None
    content: tuple[Span, ...] = ()
    sentence: Span


class AgendaEntry(Record, frozen=True, kw_only=True):
    """What was announced for later. ``announced`` is the day of the first report of it."""

    event: EventEntry
    state: AgendaState
    announced: str | None = None
    due: Interval | None = None
    kept_by: tuple[str, ...] = ()
