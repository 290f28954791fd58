"""A process that changes a record step by step: ``python -m tests.record.changing RECORD``.

It does what each line of its input names, and says so when it is done.
"""

import sys
from collections.abc import Callable, Iterable, Iterator

import msgspec
from tests.record.worker import code, inputs

from dragoman.coder import Failure
from dragoman.model import Coding, Report
from dragoman.record.recoding import recode
from dragoman.record.record import Record


def other_coder(reports: Iterable[Report]) -> Iterator[Coding | Failure]:
    """Codes as the worker does, but for the mode: nothing that is counted changes."""
    for coding in code(reports):
        assert isinstance(coding, Coding)
        events = tuple(msgspec.structs.replace(event, mode="visit") for event in coding.events)
        yield msgspec.structs.replace(coding, events=events)


def _recode(record: Record) -> None:
    list(recode(record.engine, [report.key for report in record.reports()], other_coder))


STEPS: dict[str, Callable[[Record], object]] = {
    "recode": _recode,
    "reject": lambda record: record.decide(record.events()[0].id, "reject", "anna"),
    "undo": lambda record: record.undo(1),
    "correct": lambda record: record.correct(record.events()[0].id, "event", "AID", "anna"),
    "merge": lambda record: record.merge([event.id for event in record.events()[:2]], "anna"),
    "add": lambda record: record.add(inputs(50, 51), code, asked="more"),
    "delete": lambda record: record.delete([record.reports()[0].key]),
}


def main(where: str) -> None:
    with Record.open(where) as record:
        for line in sys.stdin:
            STEPS[line.strip()](record)
            sys.stdout.write("done\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
