"""``dragoman explain``: how a sentence was read, and why."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dragoman.cli.harmless import harmless
from dragoman.errors import InputError

if TYPE_CHECKING:
    from dragoman.coding.events.explain import Reading
    from dragoman.coding.parsing import Parse

_MOST_CONSIDERED = 4  # frames shown for a word that were considered and not taken


def explain(
    file: str = typer.Argument(..., metavar="FILE", help="A text or HTML file, or - for stdin."),
    sentence: int | None = typer.Option(
        None, "--sentence", min=1, help="Show this sentence only, counted from 1."
    ),
    date: str | None = typer.Option(None, "--date", help="Publication day (YYYY-MM-DD)."),
    actors: Path | None = typer.Option(None, "--actors", help="CSV table of your own actors."),
    lexicon: Path | None = typer.Option(None, "--lexicon", help="CSV file of your own frames."),
    model: str | None = typer.Option(None, "--model", help="Another installed spaCy pipeline."),
) -> None:
    """Show how each sentence was read: tree, triggers, what was considered, why it was dropped."""
    from dragoman.coder import Coder
    from dragoman.coding.events.explain import explain_sentence
    from dragoman.coding.parsing import parse_texts
    from dragoman.reading import iso_day, read_inputs

    published = iso_day(date, "--date") if date is not None else None
    report = next(iter(read_inputs([file], published)))
    if isinstance(report, InputError):
        raise report
    coder = Coder(model, lexicon, actors)
    parse = next(parse_texts(coder.nlp, [report.text], coder.lexicon.spelling))
    if sentence is not None and sentence > len(parse.sentences):
        raise InputError(f"--sentence {sentence}: the report has {len(parse.sentences)} sentences")
    interpreter = coder.interpreter_of(report, parse)
    for number in range(len(parse.sentences)):
        if sentence in (None, number + 1):
            readings = explain_sentence(parse, interpreter, number)
            sys.stdout.write(harmless("\n".join(_lines(parse, number, readings))) + "\n\n")


def _lines(parse: "Parse", number: int, readings: "list[Reading]") -> list[str]:
    start, end = parse.sentences[number]
    text = " ".join(parse.text[parse.starts[start] : parse.ends[end - 1]].split())
    lines = [f"{number + 1}. {text}", "   tree:"]
    for token in range(start, end):
        head = parse.words[parse.heads[token]] if parse.heads[token] != token else "the root"
        lines.append(
            f"     {parse.words[token]:<20}{parse.tags[token]:<6}{parse.deps[token]:<10}{head}"
        )
    for reading in readings:
        lines.extend(_reading_lines(parse, reading))
    return lines


def _reading_lines(parse: "Parse", reading: "Reading") -> list[str]:
    lines = [f"   {parse.words[reading.token]!r}: {reading.fate}"]
    taken = next((one.frame for one in reading.considered if one.unmet is None), None)
    if taken is not None:
        needs = " ".join(need.text for need in taken.needs) or "no condition"
        lines.append(f"     taken       {taken.name} = {taken.event} {taken.mode} ({needs})")
    lines += [
        f"     read as     {one.event} {one.mode} {one.status}: {one.because}"
        for one in reading.actions
    ]
    missed = [one for one in reading.considered if one.unmet is not None]
    lines += [
        f"     not taken   {one.frame.name} = {one.frame.event}: no {one.unmet}"
        for one in missed[:_MOST_CONSIDERED]
    ]
    if len(missed) > _MOST_CONSIDERED:
        lines.append(f"     not taken   and {len(missed) - _MOST_CONSIDERED} others")
    return lines
