"""Rows of the tables as the typed entries that the rest of the program speaks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

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
from dragoman.record.store import chunks
from dragoman.record.tellings import load_by_event

_words = msgspec.json.Decoder(tuple[str, ...])
_disagreements = msgspec.json.Decoder(tuple[Disagreement, ...])
_size = msgspec.json.Decoder(Size)
_statement = msgspec.json.Decoder(Statement)


def load_events(
    connection: Connection, ids: Iterable[str], *, tellings: bool = False
) -> list[EventEntry]:
    """Events of the record in the order of ``ids``; ids that are not there are left out.

    Their tellings are read only where asked for: a list does not need them.
    """
    wanted = list(dict.fromkeys(ids))
    rows: dict[str, Row[Any]] = {}
    for some in chunks(wanted):
        found = connection.execute(select(schema.events).where(schema.events.c.id.in_(some)))
        rows.update((row.id, row) for row in found)
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
    members, actors = schema.event_parties, schema.actors
    sides: dict[str, dict[str, list[Party]]] = defaultdict(lambda: defaultdict(list))
    for some in chunks(sorted(ids)):
        question = (
            select(members, actors.c.name, actors.c.kind)
            .join(actors, actors.c.id == members.c.actor)
            .where(members.c.event.in_(some))
            .order_by(members.c.event, members.c.side, members.c.position)
        )
        for row in connection.execute(question):
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
    table = schema.links.c
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for some in chunks(sorted(ids)):
        for row in connection.execute(
            select(table.plan, table.event)
            .where(table.plan.in_(some) | table.event.in_(some))
            .order_by(table.plan, table.event)
        ):
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
    table, reports = schema.statements, schema.reports
    rows: dict[str, Row[Any]] = {}
    for some in chunks(wanted):
        question = (
            select(table, reports.c.title, reports.c.publisher, reports.c.url, reports.c.published)
            .join(reports, reports.c.key == table.c.report)
            .where(table.c.id.in_(some))
        )
        rows.update((row.id, row) for row in connection.execute(question))
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
    local, forms, actors = schema.report_actors, schema.forms, schema.actors
    parties: dict[tuple[str, str], Party] = {}
    for some in chunks(sorted(reports)):
        question = (
            select(
                local.c.report,
                local.c.local,
                local.c.titles,
                local.c.name.label("said"),
                forms.c.country,
                forms.c.sectors,
                actors.c.id,
                actors.c.name,
                actors.c.kind,
            )
            .join(forms, forms.c.key == local.c.form)
            .join(actors, actors.c.id == forms.c.actor)
            .where(local.c.report.in_(some))
        )
        for row in connection.execute(question):
            parties[row.report, row.local] = Party(
                actor=row.id,
                name=row.name,
                kind=row.kind,
                country=row.country,
                sectors=_words.decode(row.sectors),
                titles=_words.decode(row.titles),
                names=(row.said,),
            )
    return parties
