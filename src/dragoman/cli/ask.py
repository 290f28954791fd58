"""``dragoman events``, ``statements``, ``actors``, ``reports``, ``agenda``, ``show`` and ``sql``:
questions to a record."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import typer

from dragoman.cli.recorded import Format, FormatOption, RecordOption, open_record
from dragoman.errors import InputError

if TYPE_CHECKING:
    from dragoman.record.questions import EventQuery, Page

_Actor = typer.Option(
    None, "--actor", help="Words of a name, a country code in capitals, or an id, on either side."
)
_Since = typer.Option(None, "--since", help="From this day on (YYYY-MM-DD).")
_Until = typer.Option(None, "--until", help="Up to this day (YYYY-MM-DD).")
_Text = typer.Option(None, "--text", help="Words to be found; the best fitting come first.")
_Limit = typer.Option(None, "--limit", min=1, help="At most so many.")
_Offset = typer.Option(0, "--offset", min=0, help="Leave out so many at the beginning.")
_Report = typer.Option(None, "--report", help="Only those of one report, by its key.")


def event_query(
    actor: str | None = None,
    dyad: str | None = None,
    event: list[str] | None = None,
    status: list[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    **others: Any,
) -> "EventQuery":
    """The query that options make. Raises InputError where one of them cannot be read."""
    from dragoman.reading import iso_day
    from dragoman.record.questions import EventQuery

    return EventQuery(
        actor=actor,
        dyad=pair_of(dyad) if dyad is not None else None,
        event=tuple(event or ()),
        status=tuple(status or ()),
        since=iso_day(since, "--since") if since else None,
        until=iso_day(until, "--until") if until else None,
        **others,
    )


def pair_of(dyad: str) -> tuple[str, str]:
    """The two actors of ``--dyad``. Raises InputError where there are not two."""
    one, _, other = dyad.partition(":")
    if not one.strip() or not other.strip():
        raise InputError(f"--dyad {dyad}: give two actors with a colon between, as USA:IRN")
    return one.strip(), other.strip()


def _page(limit: int | None, offset: int) -> "Page":
    from dragoman.record.questions import Page

    return Page(limit=limit, offset=offset)


def events(
    record: str = RecordOption,
    actor: str | None = _Actor,
    source: str | None = typer.Option(None, "--source", help="The actor that acts."),
    target: str | None = typer.Option(None, "--target", help="The actor that is acted on."),
    dyad: str | None = typer.Option(None, "--dyad", help="Two actors, as USA:IRN."),
    event: list[str] | None = typer.Option(None, "--type", help="PLOVER type, as CONSULT."),
    mode: str | None = typer.Option(None, "--mode", help="Mode of the type, as visit."),
    status: list[str] | None = typer.Option(
        None, "--status", help="actual, planned, negated, hypothetical or historical."
    ),
    since: str | None = _Since,
    until: str | None = _Until,
    place: str | None = typer.Option(None, "--place", help="Town, or country code in capitals."),
    sources: int | None = typer.Option(
        None, "--sources", min=1, help="Told by at least so many independent sources."
    ),
    confidence: float | None = typer.Option(
        None, "--confidence", min=0.0, max=1.0, help="At least this confidence."
    ),
    text: str | None = _Text,
    review: str | None = typer.Option(None, "--review", help="accepted, corrected or rejected."),
    report: str | None = _Report,
    limit: int | None = _Limit,
    offset: int = _Offset,
    form: Format = FormatOption,
) -> None:
    """List the events of a record, the latest first."""
    from dragoman.cli.printing import print_events

    query = event_query(
        actor, dyad, event, status, since, until,
        source=source, target=target, mode=mode, place=place, sources=sources,
        confidence=confidence, text=text, review=review, report=report,
    )  # fmt: skip
    with open_record(record) as kept:
        print_events(
            kept.events(query, _page(limit, offset), tellings=form is not Format.table), form
        )


def statements(
    record: str = RecordOption,
    speaker: str | None = typer.Option(None, "--speaker", help="As --actor of events."),
    text: str | None = _Text,
    since: str | None = _Since,
    until: str | None = _Until,
    medium: str | None = typer.Option(None, "--medium", help="As tweet or interview."),
    kind: str | None = typer.Option(None, "--kind", help="direct, indirect or mixed."),
    cue: str | None = typer.Option(
        None, "--cue", help="speech, writing, thought, wish, plan, finding, …"
    ),
    report: str | None = _Report,
    limit: int | None = _Limit,
    offset: int = _Offset,
    form: Format = FormatOption,
) -> None:
    """List the statements of a record, the latest first."""
    from dragoman.cli.printing import print_statements
    from dragoman.record.questions import StatementQuery

    query = StatementQuery(
        speaker=speaker, text=text, since=since, until=until,
        medium=medium, kind=kind, cue_kind=cue, report=report,
    )  # fmt: skip
    with open_record(record) as kept:
        print_statements(kept.statements(query, _page(limit, offset)), form)


def actors(
    context: typer.Context,
    record: str = RecordOption,
    name: str | None = typer.Option(None, "--name", help="Words of a name, or an id."),
    country: str | None = typer.Option(None, "--country", help="Country code, as PAK."),
    sector: str | None = typer.Option(None, "--sector", help="Sector code, as GOV."),
    kind: str | None = typer.Option(None, "--kind", help="person, state, organization, …"),
    report: str | None = _Report,
    limit: int | None = _Limit,
    offset: int = _Offset,
    form: Format = FormatOption,
) -> None:
    """List the actors of a record, those in most reports first."""
    if context.invoked_subcommand is not None:
        return
    from dragoman.cli.printing import print_actors
    from dragoman.record.questions import ActorQuery

    query = ActorQuery(name=name, country=country, sector=sector, kind=kind, report=report)
    with open_record(record) as kept:
        print_actors(kept.actors(query, _page(limit, offset)), form)


def reports(
    record: str = RecordOption,
    text: str | None = _Text,
    publisher: str | None = typer.Option(None, "--publisher", help="Of this publisher."),
    since: str | None = _Since,
    until: str | None = _Until,
    state: str | None = typer.Option(None, "--state", help="coded or nothing found."),
    limit: int | None = _Limit,
    offset: int = _Offset,
    form: Format = FormatOption,
) -> None:
    """List the reports of a record, the latest first."""
    from dragoman.cli.printing import print_reports
    from dragoman.record.questions import ReportQuery

    query = ReportQuery(text=text, publisher=publisher, since=since, until=until, state=state)
    with open_record(record) as kept:
        print_reports(kept.reports(query, _page(limit, offset)), form)


def agenda(
    record: str = RecordOption,
    actor: str | None = _Actor,
    dyad: str | None = typer.Option(None, "--dyad", help="Two actors, as USA:IRN."),
    event: list[str] | None = typer.Option(None, "--type", help="PLOVER type."),
    since: str | None = _Since,
    until: str | None = _Until,
    today: str | None = typer.Option(
        None, "--today", help="The day on which it is asked what is overdue; by default, today."
    ),
    form: Format = FormatOption,
    calendar: bool = typer.Option(False, "--ics", help="Print an iCalendar file instead."),
) -> None:
    """List what was announced, and what became of it: open, kept, overdue or called off."""
    from dragoman.cli.printing import print_agenda, print_calendar
    from dragoman.reading import iso_day

    day = iso_day(today, "--today") if today else datetime.now(UTC).date().isoformat()
    with open_record(record) as kept:
        entries = kept.agenda(day, event_query(actor, dyad, event, None, since, until))
        if calendar:
            print_calendar(entries)
        else:
            print_agenda(entries, form)


def show(
    name: str = typer.Argument(..., metavar="ID", help="Of an event, actor, statement or report."),
    record: str = RecordOption,
    as_json: bool = typer.Option(False, "--json", help="Print it as JSON."),
) -> None:
    """Show one thing of a record with all its evidence."""
    from dragoman.cli.showing import print_entry

    with open_record(record) as kept:
        print_entry(kept, kept.find(name), as_json=as_json)


def sql(
    question: str = typer.Argument(..., metavar="SELECT…", help="A question in SQL."),
    record: str = RecordOption,
    form: Format = FormatOption,
) -> None:
    """Ask a record in SQL. Nothing can be changed by it; the tables are in docs/record.md."""
    from dragoman.cli.printing import print_rows
    from dragoman.record.asking_sql import ask_sql

    with open_record(record) as kept:
        header, rows = ask_sql(kept.engine, question)
        print_rows(header, rows, form)
