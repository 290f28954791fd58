"""How fast a record takes reports in and answers: ``python benchmarks/record.py [--reports N]``.

Reports are made by rule (``generating.py``), coded by the real coder and added to a record in a
file. Printed: the time of coding alone and of adding on top of it, the time of one more report at
1,000 and at all, which is the next one in the order of days, so that it has neighbours to be
merged with, and of questions. Adding is measured in processor time, so that other work on the
machine does not count; questions by the clock.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from dragoman.coder import Coder, Failure
from dragoman.model import Coding, Report
from dragoman.record.adding import Incoming
from dragoman.record.questions import EventQuery, Page, StatementQuery
from dragoman.record.record import Record
from generating import reports

_EARLY = 1_000
_ONE_BY_ONE = 30


class _Timed:
    """The coder, with the time that it takes."""

    def __init__(self) -> None:
        self.coder, self.seconds = Coder(), 0.0

    def __call__(self, stream: Iterable[Report]) -> Iterator[Coding | Failure]:
        answers = self.coder.try_all(stream)
        while True:
            start = time.process_time()
            answer = next(answers, None)
            self.seconds += time.process_time() - start
            if answer is None:
                return
            yield answer


def main() -> None:
    """Run everything and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--keep", help="write the record here and keep it")
    options = parser.parse_args()
    made = list(reports(options.reports + _ONE_BY_ONE))
    inputs = [Incoming(name=report.id, report=report) for report in made]
    with tempfile.TemporaryDirectory() as folder:
        where = options.keep or str(Path(folder) / "record.db")
        with Record.open(where, create=True) as record:
            code = _Timed()
            _add(record, inputs[:_EARLY], code, "first")
            early = _one_more(record, inputs[_EARLY : _EARLY + _ONE_BY_ONE], code)
            _add(record, inputs[_EARLY + _ONE_BY_ONE : options.reports], code, "rest")
            late = _one_more(record, inputs[options.reports :], code)
            print(f"one more report at {_EARLY:,}: {1000 * early:.1f} ms beside coding")
            print(
                f"one more report at {options.reports:,}: {1000 * late:.1f} ms beside coding "
                f"({late / early:.2f} times)"
            )
            print(", ".join(f"{count:,} {name}" for name, count in record.counts().items()))
            _ask(record)
        size = Path(where).stat().st_size
        print(f"{size / 1e6:.0f} MB, {size / options.reports / 1e3:.1f} kB a report")


def _add(record: Record, inputs: list[Incoming], code: _Timed, name: str) -> None:
    before, start = code.seconds, time.process_time()
    record.add(inputs, code, asked=name)
    whole = time.process_time() - start
    coding = code.seconds - before
    print(
        f"{len(inputs):,} reports: {coding:.1f} s coding, {whole - coding:.1f} s adding "
        f"({100 * (whole / coding - 1):.1f}% on top)"
    )


def _one_more(record: Record, inputs: list[Incoming], code: _Timed) -> float:
    """The median time of adding one report, without its coding, in seconds."""
    times = []
    for item in inputs:
        before, start = code.seconds, time.process_time()
        record.add([item], code, asked=item.name)
        times.append(time.process_time() - start - (code.seconds - before))
    return statistics.median(times)


def _ask(record: Record) -> None:
    page = Page(limit=100)
    questions: dict[str, Callable[[], object]] = {
        "events of a dyad in a month": lambda: record.events(
            EventQuery(dyad=("IRN", "TUR"), since="2019-05-01", until="2019-05-31"), page
        ),
        "events of an actor by type": lambda: record.events(
            EventQuery(actor="Lavrov", event=("CONSULT",)), page
        ),
        "events told by three sources": lambda: record.events(EventQuery(sources=3), page),
        "events with words": lambda: record.events(EventQuery(text="attack market"), page),
        "statements with words": lambda: record.statements(StatementQuery(text="peace"), page),
        "actors, the first hundred": lambda: record.actors(page=page),
        "agenda": lambda: record.agenda("2019-06-30", EventQuery(since="2019-06-01")),
    }
    for name, ask in questions.items():
        times = []
        for _ in range(7):
            start = time.perf_counter()
            ask()
            times.append(time.perf_counter() - start)
        print(f"{name}: {1000 * statistics.median(times):.0f} ms")


if __name__ == "__main__":
    main()
