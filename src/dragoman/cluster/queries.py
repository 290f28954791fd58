"""What DuckDB is asked while a corpus is merged: what can belong together, put side by side.

``part`` is the process's share, by a digest that is the same everywhere. Braces are filled in.
"""

_ON_TELLING = """
    SELECT told.*, placed.event FROM told JOIN placed ON placed.telling = told.key
"""

_QUERIES = {
    # Texts that came in several ways.
    "doubled": """
        SELECT report, input, id, title, publisher, url, language, given_published,
               given_published_from, retrieved, text
        FROM read_parquet([{reports}])
        WHERE report IN (SELECT report FROM read_parquet([{reports}]) GROUP BY report
                         HAVING count(*) > 1)
        ORDER BY report, input
    """,
    # Pairs of reports that share a trace, with what tells whether they are copies.
    "pairs": """
        WITH pairs AS (
            SELECT DISTINCT a.report AS one, b.report AS other
            FROM traces a JOIN traces b ON a.trace = b.trace AND a.report < b.report)
        SELECT one, other, r.text AS one_text, r.signature AS one_signature,
               s.text AS other_text, s.signature AS other_signature,
               md5_number_lower(one) % {parts} AS part
        FROM pairs JOIN reports r ON r.key = one JOIN reports s ON s.key = other
    """,
    "same_pairs": "SELECT one, other FROM same ORDER BY one, other",
    # Revisions of one page.
    "pages": """
        SELECT page, key, published, retrieved FROM reports
        WHERE page IN (SELECT page FROM reports WHERE page IS NOT NULL GROUP BY page
                       HAVING count(*) > 1)
        ORDER BY page, key
    """,
    # A family is named after its earliest report.
    "families": """
        SELECT key AS report,
               first_value(key) OVER (PARTITION BY coalesce(grouped, key)
                                      ORDER BY coalesce(published, '9999'), key) AS family
        FROM reports LEFT JOIN groups ON groups.report = reports.key
    """,
    "forms_apart": """
        SELECT key, any_value(block) AS block, any_value(name) AS name, any_value(kind) AS kind,
               any_value(country) AS country, any_value(sectors) AS sectors,
               any_value(crosses) AS crosses,
               md5_number_lower(any_value(block)) % {parts} AS part
        FROM forms GROUP BY key
    """,
    # Tellings with their family and merged actors.
    "told": """
        SELECT key, kind, start, "end", anchored, body, family, forms
        FROM tellings JOIN families USING (report)
        LEFT JOIN (SELECT telling, list({{'form': form, 'actor': actor, 'name': name}}) AS forms
                   FROM uses JOIN meant USING (form) GROUP BY telling) f ON f.telling = key
    """,
    "anchored": """
        SELECT *, md5_number_lower(kind || start) % {parts} AS part FROM told WHERE anchored
    """,
    # Those that leave their day open, by kind and month, with the events of known days in the
    # windows that begin in that month; a window has 31 days at most.
    "loose": f"""
        WITH loose AS (
            SELECT *, NULL AS event, coalesce(left(start, 7), '') AS month
            FROM told WHERE NOT anchored),
        months AS (
            SELECT kind, month, min(start) AS first, max("end") AS last
            FROM loose WHERE start IS NOT NULL GROUP BY kind, month),
        near AS (
            SELECT known.*, month
            FROM ({_ON_TELLING} WHERE anchored) known
            JOIN months ON months.kind = known.kind
                       AND known.start BETWEEN months.first AND months.last)
        SELECT *, md5_number_lower(kind || month) % {{parts}} AS part
        FROM (SELECT * FROM loose UNION ALL SELECT * FROM near)
    """,
    "of_events": f"""
        SELECT *, md5_number_lower(event) % {{parts}} AS part FROM ({_ON_TELLING})
    """,
    # Plans and events that share an actor, of types and days that can fit.
    "plan_pairs": """
        WITH pairs AS (
            SELECT DISTINCT p.id AS plan, e.id AS event
            FROM briefs p JOIN ways ON ways.plan = p.kind
            JOIN briefs e ON e.actor = p.actor AND e.kind = ways.kind
                         AND e.first <= p.last AND e.last >= p.first
            WHERE p.planned AND NOT e.planned)
        SELECT plan, pairs.event, p.entry AS plan_entry, e.entry AS event_entry,
               md5_number_lower(plan) % {parts} AS part
        FROM pairs JOIN events p ON p.id = plan JOIN events e ON e.id = pairs.event
    """,
    "merged_reports": """
        SELECT key AS report, input, title, publisher, url, published, published_from, retrieved,
               state, why, event_count AS events, statement_count AS statements, version, lexicon,
               model, family, replaces, replaced_by
        FROM reports JOIN families ON families.report = key LEFT JOIN revised
          ON revised.report = key
        ORDER BY key
    """,
    "merged_actors": """
        SELECT id, any_value(a.name) AS name, any_value(kind) AS kind,
               any_value(country) AS country, any_value(sectors) AS sectors,
               count(DISTINCT u.report) AS reports, count(DISTINCT family) AS sources,
               min(published) AS first, max(published) AS last, any_value(because) AS because
        FROM actors a JOIN meant ON meant.actor = id JOIN report_actors u ON u.form = meant.form
        JOIN families f ON f.report = u.report JOIN reports r ON r.key = u.report
        GROUP BY id ORDER BY id
    """,
    # Under which names reports know an actor.
    "merged_names": """
        SELECT report, local, actor, u.form, u.name, aliases, titles
        FROM report_actors u JOIN meant ON meant.form = u.form ORDER BY report, local
    """,
    "merged_events": """
        SELECT e.* EXCLUDE (entry),
               coalesce(fulfils, []) AS fulfils, coalesce(fulfilled_by, []) AS fulfilled_by
        FROM events e
        LEFT JOIN (SELECT event, list(plan ORDER BY plan) AS fulfils FROM links GROUP BY event) d
          ON d.event = e.id
        LEFT JOIN (SELECT plan, list(event ORDER BY event) AS fulfilled_by FROM links
                   GROUP BY plan) p ON p.plan = e.id
        ORDER BY id
    """,
    "merged_mentions": "SELECT * FROM mentions ORDER BY event, telling",
    "merged_links": "SELECT * FROM links ORDER BY plan, event",
    "merged_statements": """
        SELECT s.* EXCLUDE (speaker), actor AS speaker, meant.name AS speaker_name
        FROM statements s LEFT JOIN meant ON meant.form = s.speaker ORDER BY id
    """,
}


def ask(name: str, **values: object) -> str:
    """A query by its name, with values filled in."""
    return _QUERIES[name].format(**values)
