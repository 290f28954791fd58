"""How fast the dossier of a process and its feed are made: ``python benchmarks/dossier.py RECORD``.

RECORD is a record of many reports, as ``benchmarks/record.py`` makes one, or one of your own. The
process takes in seven states, so that a tenth of such a record concerns it; another is named with
``--process FILE``. Printed is processor time, so that other work on the machine does not count, of
the second run, when the lexicon is loaded.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from dragoman.processes import compose, default_day, gather, topics_beside
from dragoman.processes.feed import changes_by_day, write_feed
from dragoman.processes.keeping import read_process
from dragoman.processes.process import Process, Side
from dragoman.processes.rendering import to_html
from dragoman.record.record import Record

_STATES = ("PAK", "IRN", "RUS", "CHN")
_HOSTS = ("QAT", "TUR", "IND")
Made = TypeVar("Made")


def _seven_states() -> Process:
    return Process(
        name="Seven states",
        parties=tuple(Side(name=code, who=(code,)) for code in _STATES),
        third_parties=tuple(Side(name=code, who=(code,), roles=("host",)) for code in _HOSTS),
    )


def _timed(what: str, make: Callable[[], Made]) -> Made:
    start = time.process_time()
    made = make()
    print(f"{what:<22}{time.process_time() - start:6.2f} s")
    return made


def main() -> None:
    """Make everything twice and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("record")
    parser.add_argument("--process", type=Path)
    arguments = parser.parse_args()
    topics = topics_beside(Path())
    process = read_process(arguments.process) if arguments.process else _seven_states()
    day = default_day(process)
    with Record.open(arguments.record, read_only=True) as record:
        for run in ("first run", "second run"):
            print(run)
            material, roster = _timed("ask the record", lambda: gather(record, process, topics))
            dossier = _timed(
                "compose the dossier",
                lambda: compose(process, material, roster, topics, day),  # noqa: B023
            )
            _timed("print it as a page", lambda: to_html(dossier))  # noqa: B023
            _timed(
                "feed of thirty days",
                lambda: write_feed(
                    process,
                    changes_by_day(process, material, roster, topics),  # noqa: B023
                ),
            )
    print(
        f"{len(material.reports)} reports of the process, {len(dossier.timeline)} events, "
        f"{len(dossier.sources)} sentences of evidence"
    )


if __name__ == "__main__":
    main()
