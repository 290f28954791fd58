"""A workbench without its pages: ``python -m tests.workbench.adder RECORD [WORD]``.

It takes up what waits in the record when it is told to, and names each report that it codes. At a
report with the WORD in it, it stays for ever.
"""

import sys
import threading
from collections.abc import Iterable, Iterator

from tests.record.making import coding

from dragoman.model import Coding, Report
from dragoman.record.record import Record
from dragoman.workbench.adding import Adding
from dragoman.workbench.inputs import inputs_of
from dragoman.workbench.orders import Order
from dragoman.workbench.settings import WorkbenchSettings


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main(where: str, hangs_at: str = "nothing") -> None:
    def code(reports: Iterable[Report]) -> Iterator[Coding]:
        for report in reports:
            say(report.text)
            if hangs_at in report.text:
                threading.Event().wait()
            made = coding(report.text)
            yield Coding(report=report, actors=made.actors, events=(), coder=made.coder)

    def read(order: Order) -> object:
        return inputs_of(order, WorkbenchSettings())

    with Record.open(where) as record:
        adding = Adding(record, code, read)  # type: ignore[arg-type]
        say("ready")
        sys.stdin.readline()
        adding.take_up()
        sys.stdin.readline()  # until the end
        adding.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
