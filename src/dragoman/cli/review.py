"""``dragoman review …``: what people decide about events and actors, beside the machine."""

import json
from typing import Any

import typer

from dragoman.cli.recorded import RecordOption, open_record, reviewer
from dragoman.errors import InputError

app = typer.Typer(
    help="Accept, correct, reject, merge and split; see the history and how far people agree.",
    no_args_is_help=True,
)

_Who = typer.Option(None, "--who", help="Who decides; by default, the user's name.")
_Why = typer.Option(None, "--why", help="Why, for the history.")
_Event = typer.Argument(..., metavar="EVENT", help="The id of an event.")


def _name(who: str | None) -> str:
    name = who or reviewer()
    if not name:
        raise InputError("say who decides, with --who NAME")
    return name


@app.command()
def accept(
    event: str = _Event, record: str = RecordOption, who: str | None = _Who, why: str | None = _Why
) -> None:
    """Say that an event is right as it stands."""
    with open_record(record, read_only=False) as kept:
        print(f"decision {kept.decide(event, 'accept', _name(who), why)}")


@app.command()
def reject(
    event: str = _Event, record: str = RecordOption, who: str | None = _Who, why: str | None = _Why
) -> None:
    """Say that an event is none. It is kept, but left out of lists and exports."""
    with open_record(record, read_only=False) as kept:
        print(f"decision {kept.decide(event, 'reject', _name(who), why)}")


@app.command()
def correct(
    event: str = _Event,
    field: str = typer.Argument(..., help="As event, mode, status, when, source, target."),
    value: str = typer.Argument(..., help="The right value: a word, or JSON."),
    record: str = RecordOption,
    who: str | None = _Who,
    why: str | None = _Why,
) -> None:
    """Give a field of an event another value; the machine's is kept beside it."""
    with open_record(record, read_only=False) as kept:
        print(f"decision {kept.correct(event, field, _value(value), _name(who), why)}")


def _value(words: str) -> Any:
    try:
        return json.loads(words)
    except json.JSONDecodeError:
        return words


@app.command()
def merge(
    ids: list[str] = typer.Argument(..., metavar="ID ID...", help="Two or more events, or actors."),
    record: str = RecordOption,
    who: str | None = _Who,
    why: str | None = _Why,
) -> None:
    """Say that events, or actors, are one."""
    with open_record(record, read_only=False) as kept:
        print(f"decision {kept.merge(ids, _name(who), why)}")


@app.command()
def split(
    members: list[str] = typer.Argument(
        ..., metavar="TELLING...", help="Keys of tellings, as dragoman show prints them."
    ),
    record: str = RecordOption,
    who: str | None = _Who,
    why: str | None = _Why,
) -> None:
    """Say that tellings of an event tell of another one."""
    with open_record(record, read_only=False) as kept:
        print(f"decision {kept.split(members, _name(who), why)}")


@app.command()
def undo(
    decision: int = typer.Argument(..., help="The number of a decision."),
    record: str = RecordOption,
) -> None:
    """Take a decision back; it stays in the history."""
    with open_record(record, read_only=False) as kept:
        kept.undo(decision)
    print(f"decision {decision} is taken back")


@app.command()
def agreement(record: str = RecordOption) -> None:
    """How far reviewers of the same events agree: Krippendorff's alpha by field."""
    with open_record(record) as kept:
        alphas = kept.agreement()
    if not alphas:
        print("no event has been decided on by two people")
    for item in alphas:
        value = (
            "undefined (no one differs on anything)" if item.alpha is None else f"{item.alpha:.3f}"
        )
        print(f"{item.field:<10}{item.tellings:>6} tellings  alpha {value}")
