"""The first tables of a record, and the index over words.

What a record searches through is the table ``search``; SQLite indexes it with FTS5, PostgreSQL with
a text vector. Both are made here, since SQLAlchemy knows neither.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "actors",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("sectors", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actors")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_actors_country", "actors", ["country"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("members", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("undone", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index("ix_decisions_about", "decisions", ["about", "action"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("cameo", sa.Text(), nullable=True),
        sa.Column("quad", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("start", sa.Text(), nullable=True),
        sa.Column("end", sa.Text(), nullable=True),
        sa.Column("first_published", sa.Text(), nullable=True),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_country", sa.Text(), nullable=True),
        sa.Column("geonameid", sa.Integer(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("size", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("disagreements", sa.Text(), nullable=False),
        sa.Column("review", sa.Text(), nullable=True),
        sa.Column("machine", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index("ix_events_day", "events", ["day", "id"], unique=False)
    op.create_index("ix_events_place_country", "events", ["place_country"], unique=False)
    op.create_index("ix_events_sources", "events", ["sources"], unique=False)
    op.create_index("ix_events_status_day", "events", ["status", "day"], unique=False)
    op.create_index("ix_events_type_day", "events", ["event", "day"], unique=False)
    op.create_table(
        "feeds",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_feeds")),
    )
    op.create_table(
        "foreign_events",
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=True),
        sa.Column("cameo", sa.Text(), nullable=True),
        sa.Column("source_country", sa.Text(), nullable=True),
        sa.Column("target_country", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("system", "key", name=op.f("pk_foreign_events")),
    )
    op.create_index(
        "ix_foreign_events_dyad",
        "foreign_events",
        ["system", "source_country", "target_country", "day"],
        unique=False,
    )
    op.create_table(
        "reports",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("page", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("published_from", sa.Text(), nullable=False),
        sa.Column("retrieved", sa.Text(), nullable=True),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("replaces", sa.Text(), nullable=True),
        sa.Column("replaced_by", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("event_count", sa.Integer(), nullable=False),
        sa.Column("statement_count", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("lexicon", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("coding", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reports")),
    )
    op.create_index("ix_reports_family", "reports", ["family"], unique=False)
    op.create_index("ix_reports_page", "reports", ["page"], unique=False)
    op.create_index("ix_reports_published", "reports", ["published"], unique=False)
    op.create_index(
        "ix_reports_stale",
        "reports",
        ["key"],
        unique=False,
        sqlite_where=sa.text("stale = 1"),
        postgresql_where=sa.text("stale"),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("started", sa.Text(), nullable=False),
        sa.Column("finished", sa.Text(), nullable=True),
        sa.Column("version", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_table(
        "search",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_search")),
    )
    op.create_index("ix_search_id", "search", ["id"], unique=False)
    op.create_table(
        "decided",
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("decision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision"], ["decisions.id"], name=op.f("fk_decided_decision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member", "decision", name=op.f("pk_decided")),
    )
    op.create_index("ix_decided_decision", "decided", ["decision"], unique=False)
    op.create_table(
        "event_parties",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("sectors", sa.Text(), nullable=False),
        sa.Column("titles", sa.Text(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("first", sa.Text(), nullable=True),
        sa.Column("last", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["actor"], ["actors.id"], name=op.f("fk_event_parties_actor")),
        sa.ForeignKeyConstraint(
            ["event"], ["events.id"], name=op.f("fk_event_parties_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event", "side", "position", name=op.f("pk_event_parties")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_event_parties_actor",
        "event_parties",
        ["actor", "status", "type", "last", "first", "day"],
        unique=False,
    )
    op.create_index(
        "ix_event_parties_country", "event_parties", ["country", "side", "event"], unique=False
    )
    op.create_table(
        "forms",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("sectors", sa.Text(), nullable=False),
        sa.Column("crosses", sa.Boolean(), nullable=False),
        sa.Column("own", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor"],
            ["actors.id"],
            name=op.f("fk_forms_actor"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_forms")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_forms_actor", "forms", ["actor"], unique=False)
    op.create_index("ix_forms_block", "forms", ["block"], unique=False)
    op.create_index("ix_forms_own", "forms", ["own"], unique=False)
    op.create_table(
        "inputs",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["run"], ["runs.id"], name=op.f("fk_inputs_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run", "name", name=op.f("pk_inputs")),
    )
    op.create_index("ix_inputs_state", "inputs", ["run", "state"], unique=False)
    op.create_table(
        "links",
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event"], ["events.id"], name=op.f("fk_links_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["plan"], ["events.id"], name=op.f("fk_links_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan", "event", name=op.f("pk_links")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_links_event", "links", ["event"], unique=False)
    op.create_table(
        "sightings",
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("published_from", sa.Text(), nullable=False),
        sa.Column("retrieved", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report"], ["reports.key"], name=op.f("fk_sightings_report"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report", "name", name=op.f("pk_sightings")),
    )
    op.create_table(
        "tellings",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("own", sa.Text(), nullable=False),
        sa.Column("cluster", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("start", sa.Text(), nullable=True),
        sa.Column("end", sa.Text(), nullable=True),
        sa.Column("anchored", sa.Boolean(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event"],
            ["events.id"],
            name=op.f("fk_tellings_event"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["report"], ["reports.key"], name=op.f("fk_tellings_report"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_tellings")),
    )
    op.create_index("ix_tellings_cluster", "tellings", ["cluster"], unique=False)
    op.create_index("ix_tellings_event", "tellings", ["event"], unique=False)
    op.create_index("ix_tellings_own", "tellings", ["own"], unique=False)
    op.create_index("ix_tellings_report", "tellings", ["report"], unique=False)
    op.create_index(
        "ix_tellings_window", "tellings", ["kind", "anchored", "start", "end"], unique=False
    )
    op.create_table(
        "traces",
        sa.Column("trace", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("trace", "report", name=op.f("pk_traces")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "report_actors",
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("local", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("titles", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["form"], ["forms.key"], name=op.f("fk_report_actors_form")),
        sa.ForeignKeyConstraint(
            ["report"], ["reports.key"], name=op.f("fk_report_actors_report"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report", "local", name=op.f("pk_report_actors")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_report_actors_form", "report_actors", ["form"], unique=False)
    op.create_table(
        "statements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("within", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("cue_kind", sa.Text(), nullable=False),
        sa.Column("medium", sa.Text(), nullable=True),
        sa.Column("start", sa.Text(), nullable=True),
        sa.Column("end", sa.Text(), nullable=True),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report"], ["reports.key"], name=op.f("fk_statements_report"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["speaker"], ["forms.key"], name=op.f("fk_statements_speaker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
    )
    op.create_index("ix_statements_day", "statements", ["day", "id"], unique=False)
    op.create_index("ix_statements_report", "statements", ["report"], unique=False)
    op.create_index("ix_statements_speaker", "statements", ["speaker"], unique=False)
    op.create_table(
        "telling_parties",
        sa.Column("telling", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("local", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["form"], ["forms.key"], name=op.f("fk_telling_parties_form")),
        sa.ForeignKeyConstraint(
            ["telling"],
            ["tellings.key"],
            name=op.f("fk_telling_parties_telling"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("telling", "side", "position", name=op.f("pk_telling_parties")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_telling_parties_form", "telling_parties", ["form"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        _index_in_postgresql()
    else:
        _index_in_sqlite()


def _index_in_postgresql() -> None:
    op.execute(
        "ALTER TABLE search ADD COLUMN vector tsvector "
        "GENERATED ALWAYS AS (to_tsvector('english', words)) STORED"
    )
    op.execute("CREATE INDEX ix_search_vector ON search USING gin (vector)")


def _index_in_sqlite() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5("
        "words, content='search', content_rowid='n', tokenize='porter unicode61')"
    )
    op.execute(
        "CREATE TRIGGER search_added AFTER INSERT ON search BEGIN "
        "INSERT INTO search_index (rowid, words) VALUES (new.n, new.words); END"
    )
    op.execute(
        "CREATE TRIGGER search_gone AFTER DELETE ON search BEGIN "
        "INSERT INTO search_index (search_index, rowid, words) "
        "VALUES ('delete', old.n, old.words); END"
    )
