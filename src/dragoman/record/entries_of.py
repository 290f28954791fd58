"""Rows of the tables as the typed entries that the rest of the program speaks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, or_, select

from dragoman.entries import (
    Disagreement,
    EventEntry,
    Interval,
    Party,
    ReportEntry,
    Spot,
    StatementEntry,
    Telling,
)
from dragoman.model import Size, Statement
from dragoman.record import schema
from dragoman.record.given import among
from dragoman.record.tellings import load_by_event

_words = msgspec.json.Decoder(tuple[str, ...])
_disagreements = msgspec.json.Decoder(tuple[Disagreement, ...])
_size = msgspec.json.Decoder(Size)
_statement = msgspec.json.Decoder(Statement)

_events, _actors, _forms = schema.events.c, schema.actors.c, schema.forms.c
_members, _links_, _local = schema.event_parties.c, schema.links.c, schema.report_actors.c
_statements_, _reports = schema.statements.c, schema.reports.c
_EVENTS = select(schema.events).where(among(_events.id))
_PARTIES = (
    select(schema.event_parties, _actors.name, _actors.kind)
    .join(schema.actors, _actors.id == _members.actor)
    .where(among(_members.event))
    .order_by(_members.event, _members.side, _members.position)
)
_LINKS = (
    select(_links_.plan, _links_.event)
    .where(or_(among(_links_.plan), among(_links_.event)))
    .order_by(_links_.plan, _links_.event)
)
_STATEMENTS = (
    select(schema.statements, _reports.title, _reports.publisher, _reports.url, _reports.published)
    .join(schema.reports, _reports.key == _statements_.report)
    .where(among(_statements_.id))
)
_REPORT_ACTORS = (
    select(
        _local.report, _local.local, _local.titles, _local.name.label("said"),
        _forms.country, _forms.sectors, _actors.id, _actors.name, _actors.kind,
    )
    .join(schema.forms, _forms.key == _local.form)
    .join(schema.actors, _actors.id == _forms.actor)
    .where(among(_local.report))
)  # fmt: skip


def load_events(
    connection: Connection, ids: Iterable[str], *, tellings: bool = False
) -> list[EventEntry]:
    """Events of the record in the order of ``ids``; ids that are not there are left out.

    Their tellings are read only where asked for: a list does not need them.
    """
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return []
    rows = {row.id: row for row in connection.execute(_EVENTS, {"keys": wanted})}
    sides = _parties(connection, rows)
    links = _links(connection, rows)
    members = load_by_event(connection, rows) if tellings else {}
    return [
        _event(rows[id], sides[id], links[id], members.get(id, [])) for id in wanted if id in rows
    ]


def _event(
    row: Row[Any],
    sides: dict[str, list[Party]],
    links: dict[str, list[str]],
    tellings: Sequence[Telling],
) -> EventEntry:
    return EventEntry(
        id=row.id,
        event=row.event,
        mode=row.mode,
        context=_words.decode(row.context),
        cameo=row.cameo,
        quad=row.quad,
        score=row.score,
        status=row.status,
        source=tuple(sides["source"]),
        target=tuple(sides["target"]),
        when=_interval(row),
        first_published=row.first_published,
        spot=_spot(row),
        size=_size.decode(row.size) if row.size else None,
        confidence=row.confidence,
        reports=row.reports,
        sources=row.sources,
        tellings=tuple(tellings),
        disagreements=_disagreements.decode(row.disagreements),
        because=row.because,
        fulfils=tuple(links["plan"]),
        fulfilled_by=tuple(links["event"]),
        review=row.review,
    )


def _interval(row: Row[Any]) -> Interval | None:
    if row.start is None or row.end is None:
        return None
    return Interval(start=row.start, end=row.end)


def _spot(row: Row[Any]) -> Spot | None:
    if row.place is None:
        return None
    return Spot(
        name=row.place,
        country=row.place_country,
        geonameid=row.geonameid,
        lat=row.lat,
        lon=row.lon,
    )


def _parties(connection: Connection, ids: Iterable[str]) -> dict[str, dict[str, list[Party]]]:
    sides: dict[str, dict[str, list[Party]]] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(_PARTIES, {"keys": sorted(ids)}):
        sides[row.event][row.side].append(
            Party(
                actor=row.actor,
                name=row.name,
                kind=row.kind,
                country=row.country,
                sectors=_words.decode(row.sectors),
                titles=_words.decode(row.titles),
                names=_words.decode(row.names),
            )
        )
    return sides


def _links(connection: Connection, ids: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """By event: the plans it carried out (``plan``), and what carried it out (``event``)."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(_LINKS, {"keys": sorted(ids)}):
        found[row.event]["plan"].append(row.plan)
        found[row.plan]["event"].append(row.event)
    return found


def report_entry(row: Row[Any]) -> ReportEntry:
    """A row of ``reports`` as an entry."""
    return ReportEntry(
        key=row.key,
        title=row.title,
        publisher=row.publisher,
        url=row.url,
        published=row.published,
        retrieved=row.retrieved,
        state=row.state,
        why=row.why,
        family=row.family,
        replaces=row.replaces,
        replaced_by=row.replaced_by,
        events=row.event_count,
        statements=row.statement_count,
    )


def load_statements(connection: Connection, ids: Iterable[str]) -> list[StatementEntry]:
    """Statements in the order of ``ids``; ids that are not there are left out."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return []
    rows = {row.id: row for row in connection.execute(_STATEMENTS, {"keys": wanted})}
    parties = _report_parties(connection, {row.report for row in rows.values()})
    return [_statement_entry(rows[id], parties) for id in wanted if id in rows]


def _statement_entry(row: Row[Any], parties: dict[tuple[str, str], Party]) -> StatementEntry:
    body = _statement.decode(row.body)
    addressees = (parties.get((row.report, local)) for local in body.addressee)
    return StatementEntry(
        id=row.id,
        report=row.report,
        title=row.title,
        publisher=row.publisher,
        url=row.url,
        published=row.published,
        speaker=parties.get((row.report, body.speaker or "")),
        addressee=tuple(party for party in addressees if party),
        words=row.words,
        kind=row.kind,
        cue_kind=row.cue_kind,
        medium=row.medium,
        when=_interval(row),
        within=row.within,
        content=body.content,
        sentence=body.sentence,
    )


def _report_parties(connection: Connection, reports: Iterable[str]) -> dict[tuple[str, str], Party]:
    """The actors of reports by report and local id, with the names of the merged actors."""
    return {
        (row.report, row.local): Party(
            actor=row.id,
            name=row.name,
            kind=row.kind,
            country=row.country,
            sectors=_words.decode(row.sectors),
            titles=_words.decode(row.titles),
            names=(row.said,),
        )
        for row in connection.execute(_REPORT_ACTORS, {"keys": sorted(reports)})
    }
