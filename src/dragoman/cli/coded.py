"""What the commands that code reports share: refusals told as they come, and the coder started
only when there is something to code."""

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from dragoman.errors import InputError

if TYPE_CHECKING:
    from dragoman.coder import Failure
    from dragoman.model import Coding, Report

Found = TypeVar("Found")


class Refusals:
    """Inputs that could not be coded: told on stderr as they come, counted for the exit status."""

    def __init__(self) -> None:
        self.count = 0

    def drop(self, inputs: Iterable[Found | InputError]) -> Iterator[Found]:
        """What was read, without what was refused."""
        for found in inputs:
            if isinstance(found, InputError):
                self.count += 1
                print(f"dragoman: {found}", file=sys.stderr)
            else:
                yield found

    def tell(self) -> None:
        """End the command with status 2 if anything was refused."""
        if self.count:
            raise typer.Exit(2)


def code_reports(
    reports: "Iterator[Report]",
    refused: Refusals,
    model: str | None,
    actors: Path | None,
    jobs: int,
    lexicon: Path | None = None,
) -> "Iterator[Coding]":
    """The codings of reports, in order. One that cannot be coded is told and counted as refused.
    With nothing to code no model is loaded."""
    from dragoman.coder import Failure

    def told(found: "Coding | Failure") -> "Coding | InputError":
        return InputError(f"{found.report}: {found.why}") if isinstance(found, Failure) else found

    coded = start_coding(reports, model, actors, jobs, lexicon)
    return refused.drop(told(found) for found in coded)


def start_coding(
    reports: "Iterable[Report]",
    model: str | None,
    actors: Path | None,
    jobs: int,
    lexicon: Path | None = None,
) -> "Iterator[Coding | Failure]":
    """Codings and failures of reports, in order, from one process or several."""
    stream = iter(reports)
    first = next(stream, None)
    if first is None:
        return
    stream = chain((first,), stream)
    if jobs > 1:
        from dragoman.pool import code_in_processes

        yield from code_in_processes(stream, jobs, model, actors, lexicon)
        return
    from dragoman.coder import Coder

    yield from Coder(model, lexicon, actors).try_all(stream)
