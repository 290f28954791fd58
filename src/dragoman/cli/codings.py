"""Codings on stdout: pages for people, or JSON and CSV for programs."""

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

from dragoman.cli.harmless import harmless

if TYPE_CHECKING:
    from dragoman.model import Coding


class Format(StrEnum):
    """How the codings are printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


def shown(codings: "Iterable[Coding]", form: Format) -> Iterator[str]:
    """What is printed, one string a coding, so that an interruption leaves whole lines."""
    if form is Format.text:
        yield from _pages(codings)
    elif form is Format.csv:
        from dragoman.formats.table import csv_header, csv_rows

        yield csv_header() + "\n"
        for coding in codings:
            yield "".join(row + "\n" for row in csv_rows(coding))
    else:
        yield from _objects(codings, form)


def _objects(codings: "Iterable[Coding]", form: Format) -> Iterator[str]:
    """JSON: one coding alone is indented, several stand one a line."""
    from dragoman.formats.lines import json_line, json_page

    stream = iter(codings)
    first = next(stream, None)
    if first is None:
        return
    second = next(stream, None) if form is Format.json else None
    alone = form is Format.json and second is None
    yield (json_page(first) if alone else json_line(first)) + "\n"
    for coding in chain((second,) if second else (), stream):
        yield json_line(coding) + "\n"


def _pages(codings: "Iterable[Coding]") -> Iterator[str]:
    from io import StringIO

    from rich.console import Console

    from dragoman.formats.page import WIDTH, describe

    for coding in codings:
        out = StringIO()
        console = Console(
            file=out,
            width=WIDTH,
            highlight=False,
            force_terminal=sys.stdout.isatty(),
            soft_wrap=True,
        )
        for line in describe(coding):
            line.plain = harmless(line.plain)
            console.print(line)
        yield out.getvalue()
