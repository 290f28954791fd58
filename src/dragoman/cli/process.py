"""``dragoman process``, ``dossier`` and ``diff``: processes and their dossiers."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dragoman.cli.harmless import harmless
from dragoman.cli.recorded import RecordOption, open_record
from dragoman.errors import InputError

if TYPE_CHECKING:
    from dragoman.lexicon.topics import TopicBook
    from dragoman.processes.process import Process, Side

app = typer.Typer(
    help="Keep the processes that dossiers are made of.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_Folder = typer.Option(
    None,
    "--processes",
    help="The folder with the processes and topics.csv; by default `processes` beside the record.",
)
_Name = typer.Argument(..., metavar="NAME", help="Of a process, or a file NAME.toml.")


class DossierFormat(StrEnum):
    """What a dossier is printed as."""

    markdown = "markdown"
    html = "html"
    pdf = "pdf"
    json = "json"


class DiffFormat(StrEnum):
    """What changes are printed as."""

    text = "text"
    json = "json"
    atom = "atom"


@app.callback()
def options() -> None:
    """Keep the processes that dossiers are made of."""


@app.command("new")
def new(
    name: str = typer.Argument(..., metavar="NAME", help="What the process is called."),
    party: list[str] = typer.Option(
        ..., "--party", help="A name, or NAME=WHO,WHO: names, country codes, AFG:REB. Two or more."
    ),
    third: list[str] | None = typer.Option(
        None, "--third", help="A third party: NAME=WHO,WHO:ROLE,ROLE (mediator, host, …)."
    ),
    topic: list[str] | None = typer.Option(
        None, "--topic", help="A topic, as ceasefire; without any, all topics."
    ),
    since: str | None = typer.Option(None, "--from", help="First day (YYYY-MM-DD)."),
    until: str | None = typer.Option(None, "--to", help="Last day (YYYY-MM-DD)."),
    query: str | None = typer.Option(None, "--query", help="Words that a report must hold."),
    record: str = RecordOption,
    processes: Path | None = _Folder,
) -> None:
    """Write a new process into a file."""
    from dragoman.processes.keeping import keep_process
    from dragoman.processes.process import Process
    from dragoman.reading import iso_day

    folder, topics = _opened(record, processes)
    process = Process(
        name=name.strip(),
        parties=tuple(_side(text) for text in party),
        third_parties=tuple(_third(text) for text in third or ()),
        topics=tuple(topic or ()),
        since=iso_day(since, "--from") if since else None,
        until=iso_day(until, "--to") if until else None,
        query=query,
    )
    path = keep_process(process, folder, topics.topics)
    print(path)


@app.command("list")
def list_(record: str = RecordOption, processes: Path | None = _Folder) -> None:
    """List the processes of a folder and those that come with Dragoman."""
    from dragoman.cli.recorded import print_table
    from dragoman.processes.keeping import list_processes

    folder, topics = _opened(record, processes)
    rows = [
        [
            name,
            process.name,
            ", ".join(side.name for side in process.parties),
            f"{process.since or ''} – {process.until or ''}",
        ]
        for name, process in list_processes(folder, topics.topics).items()
    ]
    print_table(["file", "name", "parties", "period"], rows)


@app.command("show")
def show(name: str = _Name, record: str = RecordOption, processes: Path | None = _Folder) -> None:
    """Print a process as the file it is kept in."""
    from dragoman.processes.process import write_process

    process, _ = _found(name, record, processes)
    sys.stdout.write(write_process(process))


def dossier(
    name: str = _Name,
    record: str = RecordOption,
    day: str | None = typer.Option(
        None, "--on", help="As it stood on this day; by default today, or the process's last day."
    ),
    since: str | None = typer.Option(None, "--since", help="Tell also what changed since a day."),
    form: DossierFormat = typer.Option(
        DossierFormat.markdown, "--format", help="markdown, html, pdf (needs fpdf2) or json."
    ),
    processes: Path | None = _Folder,
) -> None:
    """Print the dossier of a process: where it stands, who wants what, who met whom."""
    from dragoman.processes import open_dossier
    from dragoman.processes.rendering import to_html, to_json, to_markdown
    from dragoman.reading import iso_day

    process, topics = _found(name, record, processes)
    with open_record(record) as kept:
        made = open_dossier(
            kept,
            process,
            topics,
            day=iso_day(day, "--on") if day else None,
            since=iso_day(since, "--since") if since else None,
        )
    if form is DossierFormat.pdf:
        from dragoman.processes.pdf import to_pdf

        sys.stdout.flush()
        sys.stdout.buffer.write(to_pdf(made))
        sys.stdout.buffer.flush()
        return
    write = {"markdown": to_markdown, "html": to_html, "json": to_json}[form.value]
    sys.stdout.write(write(made) if form is DossierFormat.json else harmless(write(made)))


def diff(
    name: str = _Name,
    record: str = RecordOption,
    since: str | None = typer.Option(None, "--from", help="The earlier day."),
    until: str | None = typer.Option(
        None, "--to", help="The later day; by default today, or the process's last day."
    ),
    form: DiffFormat = typer.Option(
        DiffFormat.text, "--format", help="text or json; atom for a feed of the last days."
    ),
    days: int = typer.Option(30, "--days", min=1, help="Days with reports that a feed holds."),
    processes: Path | None = _Folder,
) -> None:
    """Print what changed in a process from a day to another, or a feed of changes by day."""
    from dragoman.cli.printing import json_of
    from dragoman.processes import default_day, open_changes, open_feed
    from dragoman.processes.rendering import changes_to_markdown
    from dragoman.reading import iso_day

    process, topics = _found(name, record, processes)
    if form is DiffFormat.atom:
        with open_record(record) as kept:
            sys.stdout.write(open_feed(kept, process, topics, days=days))
        return
    if since is None:
        raise InputError("give the earlier day with --from YYYY-MM-DD")
    first = iso_day(since, "--from")
    last = iso_day(until, "--to") if until else default_day(process)
    if first > last:
        raise InputError(f"--from {first} lies after --to {last}")
    with open_record(record) as kept:
        changes, later = open_changes(kept, process, topics, first, last)
    if form is DiffFormat.json:
        print(json_of(changes))
    else:
        sys.stdout.write(harmless(changes_to_markdown(changes, later)))


def _opened(record: str, processes: Path | None) -> tuple[Path, "TopicBook"]:
    from dragoman.processes import topics_beside
    from dragoman.processes.keeping import default_folder

    if processes is not None and processes.exists() and not processes.is_dir():
        raise InputError(f"--processes {processes} is no folder")
    folder = processes or default_folder(record)
    return folder, topics_beside(folder)


def _found(name: str, record: str, processes: Path | None) -> tuple["Process", "TopicBook"]:
    from dragoman.processes.keeping import find_process

    folder, topics = _opened(record, processes)
    return find_process(name, folder, topics.topics), topics


def _side(text: str) -> "Side":
    """A party as it is written on the command line: NAME, or NAME=WHO,WHO."""
    from dragoman.processes.process import Side

    name, _, who = text.partition("=")
    if not name.strip():
        raise InputError(f"--party {text}: a party needs a name")
    members = tuple(part.strip() for part in who.split(",") if part.strip())
    return Side(name=name.strip(), who=members or (name.strip(),))


def _third(text: str) -> "Side":
    """A third party as it is written on the command line: NAME=WHO,WHO:ROLE,ROLE, where WHO may be
    left out."""
    from dragoman.processes.process import ROLES, Side

    before, _, after = text.rpartition(":")
    roles = {role.strip() for role in after.split(",")}
    if not before or not roles <= set(ROLES):
        raise InputError(f"--third {text}: end it with a colon and roles of {', '.join(ROLES)}")
    side = _side(before)
    ordered = tuple(role for role in ROLES if role in roles)
    return Side(name=side.name, who=side.who, roles=ordered)
