"""Several processes: the same bytes as one, in order. Those that are killed: ``tests/faults``."""

from collections.abc import Iterator
from pickle import PicklingError

import msgspec
import pytest

from dragoman import Coder, Coding, MissingPartError, Report
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


def test_what_cannot_be_handed_to_a_worker_is_told_and_not_waited_for() -> None:
    odd = Report(id="odd", text=lambda: "")  # type: ignore[arg-type]
    with pytest.raises((AttributeError, PicklingError), match="lambda"):
        list(code_in_processes(iter([odd]), 1))
