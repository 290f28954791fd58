"""Many people at one workbench: ``python benchmarks/load.py [--reports N] [--seconds S]``.

A record of invented reports (``invented.py``; 63,500 of them make 100,000 events) is served by a
process of its own, and 50 readers and 5 reviewers ask its API at the same time, each with about a
second between an answer and the next question (``--pause 0``: as fast as they can). Printed: how
long answers took by the clock, the server's processor time for each, and every error. The clients
run on the same machine, as does whatever else does.
"""

import argparse
import asyncio
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from dragoman.record.record import Record
from invented import fill, size_of
from visiting import a_record, processor_seconds, served, visit


def main() -> None:
    """Make the record, let people visit it, and print what they met."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=63_500)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--pause", type=float, default=1.0)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--reviewers", type=int, default=5)
    parser.add_argument("--record", type=Path, help="a record to keep; filled where it is new")
    options = parser.parse_args()
    with a_record(options.record) as where:
        new = not where.exists()
        with Record.open(where, create=True) as record:
            if new:
                start = time.process_time()
                fill(record, options.reports)
                print(f"filled in {time.process_time() - start:.0f} s of processor time")
            print(size_of(record))
        with served(where, where.with_suffix(".log")) as (address, pid):
            people = options.readers, options.reviewers
            before = processor_seconds(pid)
            visits = asyncio.run(visit(address, options.seconds, options.pause, *people))
            used = processor_seconds(pid) - before
    print("\n".join(visits.lines()))
    answers = sum(map(len, visits.seconds.values()))
    print(f"{answers / options.seconds:.1f} answers a second, {sum(visits.faults.values())} errors")
    print(f"{1000 * used / max(answers, 1):.0f} ms of the server's processor time an answer")
    for fault, count in sorted(visits.faults.items()):
        print(f"{count} times: {fault}")
    if visits.faults:
        sys.exit(1)


if __name__ == "__main__":
    main()
