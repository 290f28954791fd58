"""``dragoman actor``: who is meant by a phrase, at a date."""

import sys
from enum import StrEnum
from pathlib import Path

import typer

from dragoman.cli.harmless import say
from dragoman.errors import InputError


class Format(StrEnum):
    """How the answers are printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"


def actor(
    phrase: str = typer.Argument(
        ...,
        help="The words that mean an actor; with --format jsonl a file of cases (id, text, "
        "context, date), or - for stdin.",
    ),
    context: str = typer.Option("", "--context", help="The sentence or report the words stand in."),
    date: str | None = typer.Option(None, "--date", help="The day it is read on (YYYY-MM-DD)."),
    form: Format = typer.Option(Format.text, "--format"),
    actors: Path | None = typer.Option(None, "--actors", help="CSV table of your own actors."),
    model: str | None = typer.Option(None, "--model", help="Another installed spaCy pipeline."),
) -> None:
    """Say who is meant by a phrase: name, country, sectors, kind, and why."""
    from dragoman.cases import PhraseCase, Resolver, read_cases
    from dragoman.formats.lines import json_line
    from dragoman.reading import iso_day

    if form is not Format.jsonl:
        day = iso_day(date, "--date") if date is not None else None
        answer = Resolver(model, actors).answer(
            PhraseCase(id="1", text=phrase, context=context, date=day)
        )
        if form is Format.json:
            sys.stdout.write(json_line(answer) + "\n")
            return
        sectors = " ".join(answer.sectors) or "no sector"
        print(f"{answer.name} [{answer.country or 'no country'}] {sectors}, {answer.kind}")
        print(f"  because {answer.because}")
        return
    refused = 0
    resolver: Resolver | None = None
    for case in read_cases(phrase):
        if isinstance(case, InputError):
            refused += 1
            say(case)
            continue
        resolver = resolver or Resolver(model, actors)
        sys.stdout.write(json_line(resolver.answer(case)) + "\n")
    if refused:
        raise typer.Exit(2)
