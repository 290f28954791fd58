"""Coding in several processes: the whole coder in each, answers in the order of the reports."""

import multiprocessing
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from dragoman.coder import Coder
from dragoman.model import Coding, Report

_CHUNK = 16  # reports handed to a process at a time

_coder: Coder  # the one coder of a worker process, set when the process starts


def code_in_processes(
    reports: Iterable[Report], jobs: int, model: str | None = None, actors: Path | None = None
) -> Iterator[Coding]:
    """Code reports with ``jobs`` processes. The codings are the same as those of one process."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs, partial(_start, model, actors)) as pool:
        for codings in pool.imap(_code, _chunked(reports)):
            yield from codings


def _chunked(reports: Iterable[Report]) -> Iterator[list[Report]]:
    stream = iter(reports)
    while chunk := list(islice(stream, _CHUNK)):
        yield chunk


def _start(model: str | None, actors: Path | None) -> None:
    global _coder
    _coder = Coder(model, actors=actors)


def _code(reports: list[Report]) -> list[Coding]:
    return list(_coder.code_all(reports))
