"""Several processes: the same bytes as one, in order, and no hanging when one of them dies."""

import os
import signal
from collections.abc import Iterator

import msgspec
import pytest

from dragoman import Coder, Coding, DragomanError, MissingPartError, Report
from dragoman.pool import code_in_processes

TEXTS = (
    "Norway's foreign minister met the president of Chile in Santiago on 3 June 2019.",
    "The two sides, she said, “want to go on talking”.\r\n\r\nNo date was given.",
    "Peru recalled its ambassador from Quito on Friday. 🕊️",
)


def reports(count: int) -> list[Report]:
    return [Report(id=str(n), text=TEXTS[n % len(TEXTS)]) for n in range(count)]


def encoded(codings: Iterator[Coding]) -> list[bytes]:
    return [msgspec.json.encode(coding) for coding in codings]


def test_two_processes_give_the_bytes_of_one_in_the_same_order(coder: Coder) -> None:
    many = reports(40)
    assert encoded(code_in_processes(iter(many), 2)) == encoded(coder.code_all(many))


def test_no_reports_are_no_codings() -> None:
    assert list(code_in_processes([], 1)) == []


def test_what_a_worker_raises_is_raised_here() -> None:
    with pytest.raises(MissingPartError, match="no spaCy pipeline 'xx_no_such'"):
        list(code_in_processes(reports(1), 1, model="xx_no_such"))


def test_a_worker_that_dies_is_told_and_not_waited_for() -> None:
    codings = code_in_processes(reports(400), 1)
    next(codings)
    for child in children():
        os.kill(child, signal.SIGKILL)
    with pytest.raises(DragomanError, match=r"process died.*--jobs"):
        list(codings)
    assert children() == []


def children() -> list[int]:
    """The worker processes of this one."""
    import multiprocessing

    return [process.pid for process in multiprocessing.active_children() if process.pid]
