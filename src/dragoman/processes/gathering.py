"""Gathering the part of a record that concerns a process. The only module here that asks it.

A report concerns a process if it speaks of two of its parties (not counting third parties), was
published in its period and holds the words of its query. Of such reports, the events count in
which a side of the process takes part, and the statements of its sides.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, func, or_, select

from dragoman.entries import ActorEntry, EventEntry, Party, ReportEntry
from dragoman.lexicon.topics import TopicBook
from dragoman.processes.focusing import event_topics
from dragoman.processes.material import Material
from dragoman.processes.process import Process
from dragoman.processes.roster import Roster, make_roster
from dragoman.processes.taking_part import cast_of
from dragoman.record import schema
from dragoman.record.actors_of import load_actors
from dragoman.record.engine import reading
from dragoman.record.entries_of import load_events, load_statements, report_entry
from dragoman.record.record import Record
from dragoman.record.store import chunks
from dragoman.record.words import matches

_words = msgspec.json.Decoder(tuple[str, ...])


def gather(record: Record, process: Process, topics: TopicBook) -> tuple[Material, Roster]:
    """The material of a process and the roster of its sides. Raises RecordError where the record
    cannot be read, InputError where the query holds no word."""
    with reading(record.engine) as connection:
        roster = make_roster(process, _named(connection, process))
        uses = _uses(connection, process, roster)
        reports = _reports(connection, process, roster, uses)
        keys = {report.key for report in reports}
        members = {actor for report, actor, _, _ in uses if report in keys}
        forms = {form for report, _, form, _ in uses if report in keys}
        events, background = _events(connection, keys, members, process, roster, topics)
        statements = load_statements(connection, _statement_ids(connection, keys, forms))
        taking_part = {
            party.actor for event in events for party in (*event.source, *event.target)
        } & members
        speaking = {item.speaker.actor for item in statements if item.speaker}
        actors = load_actors(connection, sorted(taking_part | (speaking & members)))
    material = Material(
        reports=tuple(reports),
        events=tuple(events),
        background=tuple(background),
        statements=tuple(statements),
        actors=tuple(actors),
    )
    return material, roster


def _names(process: Process) -> set[str]:
    return {
        name.lower() for side in process.sides for name in (side.name, *side.who) if ":" not in name
    }


def _named(connection: Connection, process: Process) -> list[ActorEntry]:
    """The actors that go by a name of the process in some report, with what a roster asks of them:
    their numbers and tenures, which cost most, are not read."""
    local, forms, actors = schema.report_actors.c, schema.forms.c, schema.actors.c
    names = sorted(_names(process))
    aliased = [func.lower(local.aliases).like(f"%{_quoted(name)}%") for name in names]
    said = select(local.form).where(
        or_(func.lower(local.name).in_(names), and_(local.aliases != "[]", or_(*aliased)))
    )
    question = select(actors.id).where(
        or_(
            func.lower(actors.name).in_(names),
            actors.id.in_(names),
            actors.id.in_(select(forms.actor).where(forms.key.in_(said))),
        )
    )
    ids = sorted(connection.execute(question).scalars())
    spelled: dict[str, set[str]] = {id: set() for id in ids}
    uses = (
        select(forms.actor, local.name, local.aliases)
        .join(schema.forms, forms.key == local.form)
        .where(forms.actor.in_(ids))
        .distinct()
    )
    for actor, name, aliases in connection.execute(uses):
        spelled[actor].update((name, *_words.decode(aliases)))
    rows = connection.execute(select(schema.actors).where(actors.id.in_(ids)))
    return [
        ActorEntry(
            id=row.id,
            name=row.name,
            kind=row.kind,
            country=row.country,
            sectors=_words.decode(row.sectors),
            aliases=tuple(sorted(spelled[row.id] - {row.name})),
        )
        for row in sorted(rows, key=lambda row: row.id)
    ]


def _quoted(name: str) -> str:
    """A name as it stands in a list of aliases, which is JSON."""
    return msgspec.json.encode(name).decode()


Use = tuple[str, str, str, str]  # report, actor, form, side


def _uses(connection: Connection, process: Process, roster: Roster) -> list[Use]:
    """Which reports speak of which members of which side."""
    local, forms, actors = schema.report_actors.c, schema.forms.c, schema.actors.c
    countries = sorted({*roster.countries, *(country for country, _ in roster.sectors)})
    said = select(local.form).where(func.lower(local.name).in_(sorted(_names(process))))
    meant = (
        select(
            forms.key, forms.country, forms.sectors, actors.id, actors.name, actors.kind,
        )
        .join(schema.actors, actors.id == forms.actor)
        .where(
            or_(
                forms.country.in_(countries),
                actors.id.in_(sorted(roster.named)),
                forms.key.in_(said),
            )
        )
    )  # fmt: skip
    by_form = {row.key: row for row in connection.execute(meant)}
    # Thousands of actors are "officials" of one country: whose they are is asked once.
    sides: dict[tuple[str, str], str | None] = {}
    found: list[Use] = []
    for some in chunks(sorted(by_form)):
        told = select(local.report, local.name, local.form).where(local.form.in_(some))
        if process.since or process.until:
            told = told.join(schema.reports, schema.reports.c.key == local.report)
            told = told.where(*_period(process))
        for report, name, form in connection.execute(told):
            row = by_form[form]
            if (name, form) not in sides:
                sides[name, form] = roster.side_of(_party(row, name))
            side = sides[name, form]
            if side:
                found.append((report, row.id, form, side))
    return found


def _party(row: Any, said: str) -> Party:
    return Party(
        actor=row.id,
        name=row.name,
        kind=row.kind,
        country=row.country,
        sectors=_words.decode(row.sectors),
        names=(said,),
    )


def _period(process: Process) -> list[Any]:
    published = schema.reports.c.published
    conditions: list[Any] = []
    if process.since:
        conditions.append(published >= process.since)
    if process.until:
        conditions.append(published <= process.until)
    return conditions


def _reports(
    connection: Connection, process: Process, roster: Roster, uses: Iterable[Use]
) -> list[ReportEntry]:
    """The reports that concern the process, in the order of their days."""
    sides: dict[str, set[str]] = defaultdict(set)
    for report, _, _, side in uses:
        sides[report].add(side)
    keys = {key for key, found in sides.items() if len(found & roster.principals) > 1}
    if process.query:
        keys &= set(connection.execute(_asked(connection, process.query)).scalars())
    table = schema.reports
    columns = [column for column in table.c if column.name not in ("text", "coding", "signature")]
    rows = [
        row
        for some in chunks(sorted(keys))
        for row in connection.execute(select(*columns).where(table.c.key.in_(some)))
    ]
    return sorted(
        (report_entry(row) for row in rows), key=lambda report: (report.published or "", report.key)
    )


def _asked(connection: Connection, query: str) -> Any:
    return select(matches(connection, "report", query).subquery().c.id)


def _events(
    connection: Connection,
    reports: set[str],
    members: set[str],
    process: Process,
    roster: Roster,
    topics: TopicBook,
) -> tuple[list[EventEntry], list[EventEntry]]:
    """The events that concern the process, and those among them that lie outside its period."""
    told, parties, table = schema.tellings.c, schema.event_parties.c, schema.events.c
    with_members = {
        id
        for some in chunks(sorted(members))
        for id in connection.execute(
            select(parties.event).where(parties.actor.in_(some)).distinct()
        ).scalars()
    }
    ids = {
        id
        for some in chunks(sorted(reports))
        for id in connection.execute(
            select(told.event)
            .join(schema.events, table.id == told.event)
            .where(told.report.in_(some), or_(table.review.is_(None), table.review != "rejected"))
        ).scalars()
        if id in with_members
    }
    events = [
        kept
        for event in load_events(connection, sorted(ids), tellings=True)
        if (kept := _of_reports(event, reports)) and concerns(kept, process, roster, topics)
    ]
    inside = [event for event in events if not outside(event, process)]
    return inside, [event for event in events if outside(event, process)]


def _of_reports(event: EventEntry, reports: set[str]) -> EventEntry | None:
    """The event with the tellings of the process's reports only."""
    tellings = tuple(item for item in event.tellings if item.report in reports)
    return msgspec.structs.replace(event, tellings=tellings) if tellings else None


def concerns(event: EventEntry, process: Process, roster: Roster, topics: TopicBook) -> bool:
    """Whether an event of a report of the process is one of the process: two sides take part in
    it, or one does and it is about a topic of the process; or one promises something, neither to
    whom nor what being said in so many words: "stands ready to assist"."""
    sides = cast_of(event, roster).sides()
    if len(sides) > 1:
        return True
    if sides and event_topics(event, process.topics, topics):
        return True
    return bool(sides) and event.event == "AGREE" and not event.target


def outside(event: EventEntry, process: Process) -> bool:
    """Whether an event lies before the process or behind it, as reports tell for background."""
    if event.status == "historical" or not event.when:
        return event.status == "historical"
    before = process.since is not None and event.when.end < process.since
    return before or (process.until is not None and event.when.start > process.until)


def _statement_ids(connection: Connection, reports: set[str], forms: set[str]) -> Sequence[str]:
    table = schema.statements.c
    return sorted(
        id
        for some in chunks(sorted(reports))
        for id, speaker in connection.execute(
            select(table.id, table.speaker).where(table.report.in_(some))
        )
        if speaker in forms
    )
