"""The tables of a record, for SQLite and PostgreSQL alike.

Three layers. What came in and what was read in it: ``runs``, ``inputs``, ``sightings``,
``reports``, ``report_actors``, ``tellings``, ``telling_parties``, ``statements``. What merging made
of it, which can be made again from the first layer at any time: ``forms``, ``actors``, ``events``,
``event_parties``, ``links``. What people said of it: ``decisions``. Beside them ``foreign_events``
of other systems, who may use the workbench (``accounts``, ``sessions``, ``tokens``), what was
handed in to it (``waiting``), and the mark of the last change (``changes``). Days are ISO 8601
text, lists are JSON text.

A change here needs a migration in ``migrations/versions``; a test compares the two.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _words(name: str, **options: bool) -> "Column[str]":
    return Column(name, Text, nullable=options.get("nullable", True))


def _need(name: str) -> "Column[str]":
    return Column(name, Text, nullable=False)


def _later(name: str, refers_to: str) -> "Column[str]":
    """What a row refers to may be written after it, in the same transaction."""
    key = ForeignKey(refers_to, deferrable=True, initially="DEFERRED")
    return Column(name, Text, key, nullable=False)


runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    _need("asked"),  # what was asked for, so that an interrupted run is found again
    _need("started"),
    _words("finished"),
    _need("version"),
)

inputs = Table(
    "inputs",
    metadata,
    Column("run", Integer, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, primary_key=True),  # path, URL, or row of a table
    _need("state"),
    _words("why"),
    _words("report"),
    Index("ix_inputs_state", "run", "state"),
)

reports = Table(
    "reports",
    metadata,
    Column("key", Text, primary_key=True),
    _words("title"),
    _words("publisher"),
    _words("url"),
    _words("page"),
    _words("published"),
    _need("published_from"),
    _words("retrieved"),
    Column("stale", Boolean, nullable=False),  # what is known of it changed since it was coded
    _need("family"),
    _words("replaces"),
    _words("replaced_by"),
    _need("state"),
    _words("why"),
    Column("event_count", Integer, nullable=False),
    Column("statement_count", Integer, nullable=False),
    _need("version"),
    _need("lexicon"),
    _need("model"),
    Column("length", Integer, nullable=False),  # of the text, in characters
    Column("signature", LargeBinary, nullable=False),
    _need("text"),  # what is long stands last: the rest is read without it
    Column("coding", LargeBinary, nullable=False),  # the coding as JSON, deflated
    Index("ix_reports_page", "page"),
    Index("ix_reports_published", "published"),
    Index("ix_reports_family", "family"),
)
Index(
    "ix_reports_stale",
    reports.c.key,
    sqlite_where=text("stale = 1"),
    postgresql_where=text("stale"),
)

sightings = Table(
    "sightings",
    metadata,
    Column("report", Text, ForeignKey("reports.key", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, primary_key=True),  # under which name the report came in
    _words("title"),
    _words("publisher"),
    _words("url"),
    _words("published"),
    _need("published_from"),
    _words("retrieved"),
    _need("text"),
)

# What near-duplicates have in common, to find them by: many small rows, so with nothing beside
# them. A report's own follow from its text and signature.
traces = Table(
    "traces",
    metadata,
    Column("trace", BigInteger, primary_key=True, autoincrement=False),
    Column("report", Text, primary_key=True),
    sqlite_with_rowid=False,
)

actors = Table(
    "actors",
    metadata,
    Column("id", Text, primary_key=True),
    _need("name"),
    _need("kind"),
    _words("country"),
    _need("sectors"),
    _need("because"),
    Index("ix_actors_country", "country"),
    sqlite_with_rowid=False,
)

forms = Table(
    "forms",
    metadata,
    Column("key", Text, primary_key=True),
    _need("block"),
    _need("name"),
    _need("kind"),
    _words("country"),
    _need("sectors"),
    Column("crosses", Boolean, nullable=False),
    _need("own"),  # the id of the actor that this form alone would be: old links lead here
    _later("actor", "actors.id"),
    Index("ix_forms_block", "block"),
    Index("ix_forms_actor", "actor"),
    Index("ix_forms_own", "own"),
    sqlite_with_rowid=False,
)

report_actors = Table(
    "report_actors",
    metadata,
    Column("report", Text, ForeignKey("reports.key", ondelete="CASCADE"), primary_key=True),
    Column("local", Text, primary_key=True),
    Column("form", Text, ForeignKey("forms.key"), nullable=False),
    _need("name"),
    _need("aliases"),
    _need("titles"),
    Index("ix_report_actors_form", "form"),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    Column("id", Text, primary_key=True),
    _need("event"),
    _words("mode"),
    _need("context"),
    _words("cameo"),
    Column("quad", Integer, nullable=False),
    Column("score", Float, nullable=False),
    _need("status"),
    _words("start"),
    _words("end"),
    _words("first_published"),
    _words("day"),  # start, or else the day of the first report: what lists are ordered by
    _words("place"),
    _words("place_country"),
    Column("geonameid", Integer),
    Column("lat", Float),
    Column("lon", Float),
    _words("size"),
    Column("confidence", Float, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("sources", Integer, nullable=False),
    _need("because"),
    _need("disagreements"),
    _words("review"),
    _words("machine"),  # what merging alone says, as JSON, where a decision corrected it
    Index("ix_events_day", "day", "id"),
    Index("ix_events_type_day", "event", "day"),
    Index("ix_events_status_day", "status", "day"),
    Index("ix_events_sources", "sources"),
    Index("ix_events_place_country", "place_country"),
)

event_parties = Table(
    "event_parties",
    metadata,
    Column("event", Text, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("side", Text, primary_key=True),  # source or target
    Column("position", Integer, primary_key=True),
    Column("actor", Text, ForeignKey("actors.id"), nullable=False),
    _words("country"),
    _need("sectors"),
    _need("titles"),
    _need("names"),
    _need("type"),  # what follows is the event's: plans and what came of them are found by it
    _need("status"),
    _words("day"),
    _words("first"),  # and last: the days of the event, or on which a plan may be carried out
    _words("last"),
    Index("ix_event_parties_actor", "actor", "status", "type", "last", "first", "day"),
    Index("ix_event_parties_country", "country", "side", "event"),
    sqlite_with_rowid=False,
)

tellings = Table(
    "tellings",
    metadata,
    Column("key", Text, primary_key=True),
    Column("report", Text, ForeignKey("reports.key", ondelete="CASCADE"), nullable=False),
    _later("event", "events.id"),
    _need("own"),  # the id of the event that this telling alone would be: old links lead here
    _need("cluster"),  # the event by merging alone, before decisions
    _need("kind"),
    _words("start"),  # the window of days it may have happened in
    _words("end"),
    Column("anchored", Boolean, nullable=False),
    _words("speaker"),  # local id of the actor on whose word it is told
    _need("body"),  # the telling as JSON, without what merging decides
    Index("ix_tellings_report", "report"),
    Index("ix_tellings_event", "event"),
    Index("ix_tellings_cluster", "cluster"),
    Index("ix_tellings_own", "own"),
    Index("ix_tellings_window", "kind", "anchored", "start", "end"),
)

telling_parties = Table(
    "telling_parties",
    metadata,
    Column("telling", Text, ForeignKey("tellings.key", ondelete="CASCADE"), primary_key=True),
    Column("side", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("form", Text, ForeignKey("forms.key"), nullable=False),
    _need("local"),
    Index("ix_telling_parties_form", "form"),
    sqlite_with_rowid=False,
)

statements = Table(
    "statements",
    metadata,
    Column("id", Text, primary_key=True),
    Column("report", Text, ForeignKey("reports.key", ondelete="CASCADE"), nullable=False),
    Column("speaker", Text, ForeignKey("forms.key")),
    _words("within"),
    _need("words"),
    _need("kind"),
    _need("cue_kind"),
    _words("medium"),
    _words("start"),
    _words("end"),
    _words("day"),
    _need("body"),
    Index("ix_statements_report", "report"),
    Index("ix_statements_speaker", "speaker"),
    Index("ix_statements_day", "day", "id"),
)

links = Table(
    "links",
    metadata,
    Column("plan", Text, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("event", Text, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    _need("because"),
    Index("ix_links_event", "event"),
    sqlite_with_rowid=False,
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    _need("at"),
    _need("who"),
    _need("about"),  # event or actor
    _need("action"),
    _need("members"),  # the tellings or forms it is about: they outlive merging
    _words("field"),
    _words("before"),
    _words("after"),
    _words("why"),
    _words("undone"),  # when it was taken back
    Index("ix_decisions_about", "about", "action"),
)

decided = Table(  # which tellings and forms decisions speak of
    "decided",
    metadata,
    Column("member", Text, primary_key=True),
    Column("decision", Integer, ForeignKey("decisions.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_decided_decision", "decision"),
)

search = Table(  # what can be found by its words; the index over it is each database's own
    "search",
    metadata,
    Column("n", Integer, primary_key=True),
    _need("about"),  # report, event (a telling's sentence) or statement
    _need("id"),
    _need("words"),
    Index("ix_search_id", "id"),
)

feeds = Table(  # when a watched feed was asked, and what its server gave to ask for changes with
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    _need("asked"),
    _words("etag"),
    _words("modified"),
)

foreign_events = Table(
    "foreign_events",
    metadata,
    Column("system", Text, primary_key=True),
    Column("key", Text, primary_key=True),  # of all that it says: ids of others are used twice
    _need("id"),
    _need("day"),
    _words("event"),
    _words("cameo"),
    _need("body"),  # the event as JSON
    Index("ix_foreign_events_day", "system", "day"),
)

changes = Table(  # one row: the mark of the last change, which every other program sees
    "changes",
    metadata,
    Column("n", Integer, primary_key=True),
    _need("mark"),
)

accounts = Table(  # who may use the workbench
    "accounts",
    metadata,
    Column("name", Text, primary_key=True),
    _need("role"),  # reader, reviewer or admin
    _need("password"),  # hashed by Argon2
    _need("made"),
)

sessions = Table(  # who is logged in
    "sessions",
    metadata,
    Column("key", Text, primary_key=True),  # the SHA-256 of the cookie, which alone is no use
    Column("account", Text, ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False),
    _need("made"),
    _need("used"),
    Index("ix_sessions_account", "account"),
)

tokens = Table(  # what programs show instead of a password
    "tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    _need("name"),
    _need("role"),
    _need("key"),  # the SHA-256 of the token, which is shown once and not kept
    _need("maker"),
    _need("made"),
    _words("used"),
    _words("revoked"),
    Index("ix_tokens_key", "key", unique=True),
)

waiting = Table(  # what was handed in to the workbench, until it is done
    "waiting",
    metadata,
    Column("n", Integer, primary_key=True),
    _need("id"),
    _need("what"),
    _need("by"),
    _need("made"),
    _need("kind"),  # text, file or address
    _need("given"),  # what is known of it, as JSON
    Column("data", LargeBinary, nullable=False),  # a file that was uploaded
    Column("begun", Integer, nullable=False),  # how many times it was begun
    _words("holder"),  # the workbench that has taken it, and until when it has
    Column("held_until", BigInteger),  # seconds since 1970, by the clock of the database
    Index("ix_waiting_id", "id", unique=True),
)
