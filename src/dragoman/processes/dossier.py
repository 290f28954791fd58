"""The typed records of a dossier: one for each section, every claim with keys of its evidence.

A key of evidence is the key of a telling, the id of a statement or the key of a report; each stands
in ``Dossier.sources`` with its words. Parties are names of sides of the process. Days are ISO 8601.
No logic lives here.
"""

from typing import Literal

from dragoman.entries import Interval
from dragoman.model import Record, Span, Status
from dragoman.processes.process import Role

Evidence = tuple[str, ...]
SourceKind = Literal["event", "statement", "report"]
PlanState = Literal["kept", "partly kept", "open", "overdue", "called off"]
AnswerKind = Literal["agreed", "refused", "acted", "spoke"]
RequestState = Literal["agreed", "refused", "mixed", "spoken on", "no answer reported", "ignored"]
PromiseState = Literal["kept", "broken", "overdue", "open"]


class Source(Record, frozen=True, kw_only=True):
    """Words that a claim rests on. ``quote`` is the sentence with these words, ``words`` are the
    words themselves; both stand in the report as they are here, but for white space. ``event`` is
    the id of the event that a telling tells; ``speaker`` on whose word it is told."""

    key: str
    kind: SourceKind
    report: str
    family: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    event: str | None = None
    speaker: str | None = None
    span: Span | None = None
    quote: str = ""
    words: str = ""


class Happening(Record, frozen=True, kw_only=True):
    """An event of the process, in a sentence. ``told`` is the day of its first report; ``when`` is
    None where no report gives its day, and ``day``, which puts it in order, is then ``told``.
    ``word`` names those on whose word alone it is told. ``reports`` and ``independent`` count
    reports and independent sources."""

    event: str
    type: str
    mode: str | None = None
    status: Status
    text: str
    when: Interval | None = None
    day: str = ""
    told: str = ""
    place: str | None = None
    country: str | None = None
    sides: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    word: tuple[str, ...] = ()
    score: float = 0.0
    reports: int = 0
    independent: int = 0
    evidence: Evidence = ()


class Pace(Record, frozen=True, kw_only=True):
    """How much was reported, and happened, in two spans of equal length: the one that ends on the
    day of the dossier, and the one before. ``score`` is the mean of the events' scores on the scale
    from -10 (conflict) to 10 (cooperation)."""

    days: int
    reports: int = 0
    reports_before: int = 0
    contacts: int = 0
    contacts_before: int = 0
    score: float | None = None
    score_before: float | None = None
    evidence: Evidence = ()


class Standing(Record, frozen=True, kw_only=True):
    """Where the process stands: what the record has of it, and the latest of each kind."""

    reports: int = 0
    independent: int = 0
    events: int = 0
    statements: int = 0
    first: str | None = None
    last: str | None = None
    silent: int | None = None
    background: int = 0
    pace: Pace
    last_contact: Happening | None = None
    last_agreement: Happening | None = None
    last_refusal: Happening | None = None
    last_violence: Happening | None = None
    evidence: Evidence = ()


class Office(Record, frozen=True, kw_only=True):
    """A role that reports give somebody, with the first and last day on which they do."""

    title: str
    first: str | None = None
    last: str | None = None
    evidence: Evidence = ()


class Person(Record, frozen=True, kw_only=True):
    """Somebody of a side. ``office`` is the role that reports last gave by the day of the dossier;
    ``acts`` counts events with this actor."""

    actor: str
    name: str
    kind: str
    office: Office | None = None
    earlier: tuple[Office, ...] = ()
    acts: int = 0
    reports: int = 0
    evidence: Evidence = ()


class PartySheet(Record, frozen=True, kw_only=True):
    """A side of the process and who acts for it. ``roles`` are those of a third party."""

    name: str
    roles: tuple[Role, ...] = ()
    people: tuple[Person, ...] = ()
    others: tuple[str, ...] = ()
    events: int = 0
    first: str | None = None
    last: str | None = None
    evidence: Evidence = ()


class Pair(Record, frozen=True, kw_only=True):
    """Two sides and what passed between them: contacts that took place, those announced only, and
    by month. ``through`` are third parties that stood between them. ``first`` and ``last`` are days
    of contacts that reports date, ``undated`` counts the others; ``reported`` is the evidence of
    those that took place."""

    one: str
    other: str
    contacts: int = 0
    announced: int = 0
    first: str | None = None
    last: str | None = None
    places: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    months: tuple[tuple[str, int], ...] = ()
    undated: int = 0
    reported: Evidence = ()
    evidence: Evidence = ()


class Tie(Record, frozen=True, kw_only=True):
    """A side's place in the network of contacts: with how many others it has any, and how often;
    ``links`` are the pairs of others that are in contact with it and with nobody else between
    them, and ``between`` their share of all pairs of others."""

    side: str
    partners: int = 0
    contacts: int = 0
    links: tuple[tuple[str, str], ...] = ()
    between: float = 0.0
    evidence: Evidence = ()


class Stop(Record, frozen=True, kw_only=True):
    """A stop of a trip. ``announced`` and ``reported`` are keys of words that announce it and that
    tell of it as done; ``others`` are those of the latter from sources that did not announce it."""

    number: int
    place: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    when: Interval | None = None
    met: tuple[str, ...] = ()
    announced: Evidence = ()
    reported: Evidence = ()
    others: Evidence = ()
    evidence: Evidence = ()


class Trip(Record, frozen=True, kw_only=True):
    """A journey with several stops. Announced stops without a day of their own stand in the order
    in which they were announced, which need not be that of the journey."""

    traveller: str
    side: str
    when: Interval | None = None
    stops: tuple[Stop, ...] = ()
    evidence: Evidence = ()


class Contacts(Record, frozen=True, kw_only=True):
    """Who met whom: pairs, places in the network, meetings one by one, trips. ``same`` are the ids
    of meetings that are one contact: talks during a visit, told as events of their own."""

    pairs: tuple[Pair, ...] = ()
    ties: tuple[Tie, ...] = ()
    meetings: tuple[Happening, ...] = ()
    trips: tuple[Trip, ...] = ()
    same: tuple[tuple[str, ...], ...] = ()


class Stand(Record, frozen=True, kw_only=True):
    """What a side did or said on a topic. ``leaning`` is 1 for, -1 against, 0 neither; ``day`` puts
    it in order, and is that of the first report where ``when`` is None.
    ``who`` acts or speaks, ``on_word`` says so where somebody else does, ``words`` are exact.
    ``told`` is the day of the first report, ``planned`` says whether it was only announced."""

    verb: str
    leaning: int
    who: str
    words: str
    day: str
    when: Interval | None = None
    on_word: str | None = None
    by_event: str | None = None
    told: str = ""
    planned: bool = False
    independent: int = 1
    evidence: Evidence = ()


class Position(Record, frozen=True, kw_only=True):
    """Where a side stands on a topic, towards ``towards`` where that matters. ``latest`` is the
    latest stand for or against, or else the latest word; ``since`` the first day of an unbroken
    row of stands that lean so; ``moved_from`` the stand before that row; ``contradicts`` are stands
    that lean the other way within days of the latest."""

    side: str
    topic: str
    title: str
    towards: str | None = None
    latest: Stand
    since: str = ""
    moved_from: Stand | None = None
    contradicts: tuple[Stand, ...] = ()
    history: tuple[Stand, ...] = ()
    evidence: Evidence = ()


class Answer(Record, frozen=True, kw_only=True):
    """What the one who was asked did or said afterwards on the matter, or in the same report where
    ``order_told`` is False."""

    kind: AnswerKind
    happening: Happening
    order_told: bool = True
    evidence: Evidence = ()


class Wording(Record, frozen=True, kw_only=True):
    """Exact words, with their evidence."""

    words: str
    evidence: Evidence = ()


class Asked(Record, frozen=True, kw_only=True):
    """A request from one side to another, in the words of each report, and its answers."""

    happening: Happening
    by: tuple[str, ...]
    to: tuple[str, ...]
    words: tuple[Wording, ...]
    state: RequestState
    answers: tuple[Answer, ...] = ()
    evidence: Evidence = ()


class Commitment(Record, frozen=True, kw_only=True):
    """What a side promised, offered, signed or announced to do, and what became of it."""

    happening: Happening
    by: tuple[str, ...]
    to: tuple[str, ...]
    words: str
    state: PromiseState
    due: Interval | None = None
    outcome: tuple[Happening, ...] = ()
    evidence: Evidence = ()


class Plan(Record, frozen=True, kw_only=True):
    """Something announced for later. ``announced`` is the day of the first report, ``said`` when it
    was announced as far as that is told; ``due`` is None where no day was given; ``waited`` are the
    days since it was announced, ``late`` those since it was due. ``stops`` counts the places of a
    journey, ``done`` those that it is told to have reached."""

    happening: Happening
    state: PlanState
    announced: str | None = None
    due: Interval | None = None
    waited: int | None = None
    late: int | None = None
    said: Interval | None = None
    stops: int = 0
    done: int = 0
    outcome: tuple[Happening, ...] = ()
    evidence: Evidence = ()


class Remark(Record, frozen=True, kw_only=True):
    """What one side said of another: praise, support, blame or threats."""

    by: str
    about: str
    kind: Literal["blame", "threat", "support"]
    happening: Happening
    words: str
    evidence: Evidence = ()


class Version(Record, frozen=True, kw_only=True):
    """One of several values that sources give, with the words that give it."""

    value: str
    publishers: tuple[str, ...] = ()
    evidence: Evidence = ()


class Dispute(Record, frozen=True, kw_only=True):
    """What sources disagree on. ``certain`` is False where the reports may speak of two events."""

    matter: str
    field: str
    certain: bool = True
    versions: tuple[Version, ...] = ()
    evidence: Evidence = ()


class Change(Record, frozen=True, kw_only=True):
    """Something that is new or other than on an earlier day. ``key`` is the same for the same
    change whenever it is computed; ``when`` is the day of what happened, in words."""

    key: str
    kind: str
    text: str
    when: str = ""
    evidence: Evidence = ()


class Changes(Record, frozen=True, kw_only=True):
    """What changed from one day to another: reports published after ``since``, up to ``until``."""

    since: str
    until: str
    reports: int = 0
    changes: tuple[Change, ...] = ()
    evidence: Evidence = ()


class Dossier(Record, frozen=True, kw_only=True):
    """All that a record knows of a process on a day, from the reports published by then."""

    process: str
    about: str | None = None
    day: str
    since: str | None = None
    until: str | None = None
    standing: Standing
    parties: tuple[PartySheet, ...] = ()
    timeline: tuple[Happening, ...] = ()
    contacts: Contacts
    positions: tuple[Position, ...] = ()
    requests: tuple[Asked, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    agenda: tuple[Plan, ...] = ()
    remarks: tuple[Remark, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    changes: Changes | None = None
    sources: tuple[Source, ...] = ()
