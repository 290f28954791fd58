"""A workbench under work for long: ``python benchmarks/soak.py [--minutes M]``.

One who adds reports (by rule, ``generating.py``, coded by the real coder), five readers and two
reviewers use one workbench. Every half minute the memory of its processes is looked at. The last
quarter of the time is compared with the second: memory is flat where the median has not grown by
more than a twentieth. At the end the record is checked. Exit status 1 where anything is amiss.
"""

import argparse
import asyncio
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from dragoman.record.checking import check
from dragoman.record.record import Record
from generating import reports
from invented import fill, size_of
from visiting import a_record, served, visit

_LOOK = 30.0  # seconds between two looks at the memory
_MAY_GROW = 1.05


class _Memory:
    """The resident memory of a process and of those it started, looked at again and again."""

    def __init__(self, pid: int) -> None:
        self._pid, self._begun, self._over = pid, time.monotonic(), threading.Event()
        self.seen: list[tuple[float, int, int]] = []  # seconds, MB of the server, MB of the coder
        self._thread = threading.Thread(target=self._go_on, daemon=True)

    def __enter__(self) -> "_Memory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _go_on(self) -> None:
        while not self._over.wait(_LOOK):
            own = resident(self._pid)
            below = sum(resident(pid) for pid in children(self._pid))
            self.seen.append((time.monotonic() - self._begun, own, below))
            seconds, *megabytes = self.seen[-1]
            print(f"{seconds / 60:.1f} min: server {megabytes[0]} MB, coder {megabytes[1]} MB")
            sys.stdout.flush()

    def grown(self, which: int) -> float:
        """How many times as much memory the last quarter had as the second."""
        quarter = len(self.seen) // 4
        early = [look[which] for look in self.seen[quarter : 2 * quarter]]
        late = [look[which] for look in self.seen[-quarter:]]
        return median(late) / max(median(early), 1) if quarter else 1.0


def resident(pid: int) -> int:
    """The resident memory of a process in megabytes; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(x.split()[1]) // 1000 for x in lines if x.startswith("VmRSS")), 0)


def children(pid: int) -> list[int]:
    """The processes that a process has started with any of its threads."""
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # a thread that has ended meanwhile
            found += [int(one) for one in path.read_text().split()]
    return found


def _handed_in() -> Iterator[dict[str, Any]]:
    for report in reports(10_000_000, seed=2):
        yield {"text": report.text, "title": report.title, "published": report.published}


def main() -> None:
    """Let the workbench work, and print its memory and what was amiss."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--reports", type=int, default=2_000, help="in the record at the start")
    parser.add_argument("--record", type=Path, help="a record to keep; filled where it is new")
    options = parser.parse_args()
    with a_record(options.record) as where:
        with Record.open(where, create=True) as record:
            if not record.counts()["reports"]:
                fill(record, options.reports)
            print(f"at the start: {size_of(record)}")
        with served(where, where.with_suffix(".log")) as (address, pid), _Memory(pid) as memory:
            seconds = options.minutes * 60
            visits = asyncio.run(visit(address, seconds, 1.0, 5, 2, _handed_in()))
        with Record.open(where) as record:
            print(f"at the end: {size_of(record)}")
            amiss = [f"{fault.where}: {fault.what}" for fault in check(record.engine)]
    print("\n".join(visits.lines()))
    amiss += [f"{count} times: {fault}" for fault, count in sorted(visits.faults.items())]
    for name, which in (("server", 1), ("coder", 2)):
        grown = memory.grown(which)
        print(f"memory of the {name}, last quarter against second: {grown:.3f} times")
        if grown > _MAY_GROW:
            amiss.append(f"the memory of the {name} grew {grown:.3f} times")
    print("\n".join(amiss) or "nothing amiss")
    if amiss:
        sys.exit(1)


if __name__ == "__main__":
    main()
