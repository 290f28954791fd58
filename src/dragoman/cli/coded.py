"""What the commands that code reports share: refusals told as they come, and the coder started
only when there is something to code."""

import gc
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from dragoman.cli.harmless import say
from dragoman.errors import InputError

if TYPE_CHECKING:
    from dragoman.coder import Coder, Failure
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
                say(found)
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

    coded = CoderOfCommand(model, actors, jobs, lexicon)(reports)
    return refused.drop(told(found) for found in coded)


class CoderOfCommand:
    """Codes streams of reports as a command was told to: in this process, where the coder is made
    once and only when there is something to code, or in several."""

    def __init__(
        self, model: str | None, actors: Path | None, jobs: int, lexicon: Path | None = None
    ) -> None:
        self._model, self._actors, self._lexicon = model, actors, lexicon
        self._jobs = jobs
        self._coder: Coder | None = None

    @property
    def coder(self) -> "Coder":
        """The coder of this process."""
        if self._coder is None:
            from dragoman.coder import Coder

            self._coder = Coder(self._model, self._lexicon, self._actors)
            gc.freeze()  # it stays to the end: looking through it for garbage is in vain
        return self._coder

    def __call__(self, reports: "Iterable[Report]") -> "Iterator[Coding | Failure]":
        """Codings and failures of reports, in order."""
        stream = iter(reports)
        first = next(stream, None)
        if first is None:
            return
        stream = chain((first,), stream)
        if self._jobs == 1:
            yield from self.coder.try_all(stream)
            return
        from dragoman.pool import code_in_processes

        yield from code_in_processes(stream, self._jobs, self._model, self._actors, self._lexicon)
