"""How fast the coder is against a bare spaCy parse of the same text, in the same run.

    python benchmarks/speed.py [--repeat N] [FILE.jsonl]

FILE holds reports as JSON lines; without it the sample reports are taken, repeated. Prints load
time, tokens a second of the bare parse and of the whole coder, their ratio, the share of each
stage, one process against two, and peak memory. The figures of a run are comparable with each
other, not with those of another machine.
"""

import argparse
import cProfile
import os
import pstats
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

STAGES = (
    "parse_texts", "recognize", "find_dateline", "resolve", "find_actors", "find_statements",
    "find_places", "find_events",
)  # fmt: skip


def main() -> int:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--repeat", type=int, default=8)
    options = parser.parse_args()

    began = time.perf_counter()
    from dragoman.coder import Coder
    from dragoman.model import Report
    from dragoman.reading import read_inputs
    from dragoman.samples import sample_reports

    coder = Coder()
    print(f"import and load      {time.perf_counter() - began:8.2f} s")
    if options.file is not None:
        reports = [r for r in read_inputs([str(options.file)]) if isinstance(r, Report)]
    else:
        reports = list(sample_reports()) * options.repeat
    texts = [report.text for report in reports]
    list(coder.nlp.pipe(texts[:4]))

    tokens, bare = _timed(lambda: sum(len(doc) for doc in coder.nlp.pipe(texts, batch_size=32)))
    _, coded = _timed(lambda: sum(1 for _ in coder.code_all(reports)))
    _, again = _timed(lambda: sum(len(doc) for doc in coder.nlp.pipe(texts, batch_size=32)))
    bare = (bare + again) / 2
    words = sum(len(text.split()) for text in texts)
    print(f"reports              {len(reports):8d}   words {words:,}   tokens {tokens:,}")
    print(f"bare parse           {tokens / bare:8.0f} tokens/s")
    print(f"coder                {tokens / coded:8.0f} tokens/s   {words / coded:.0f} words/s")
    print(f"ratio                {bare / coded:8.2f}")
    _stages(lambda: sum(1 for _ in coder.code_all(reports)))
    _processes(reports, tokens)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory          {peak:8.0f} MB (this process)")
    return 0


def _timed(work: Callable[[], int]) -> tuple[int, float]:
    began = time.perf_counter()
    answer = work()
    return answer, time.perf_counter() - began


def _stages(work: Callable[[], int]) -> None:
    """The share of each stage, under a profiler, which slows our own code more than spaCy's."""
    profile = cProfile.Profile()
    profile.runcall(work)
    stats = pstats.Stats(profile)
    total: float = stats.total_tt  # type: ignore[attr-defined]
    rows = stats.stats  # type: ignore[attr-defined]
    for stage in STAGES:
        spent = sum(row[3] for (_, _, name), row in rows.items() if name == stage)
        print(f"  {stage:<18} {100 * spent / total:8.1f} % of the profiled time")


def _processes(reports: list, tokens: int) -> None:  # type: ignore[type-arg]
    from dragoman.pool import code_in_processes

    many = reports * 4
    rates = {}
    for jobs in (1, 2):
        began = 0.0
        start = time.perf_counter()
        for number, _ in enumerate(code_in_processes(many, jobs), start=1):
            if number == len(reports):  # the processes have loaded by then
                began = time.perf_counter()
        rates[jobs] = 3 * tokens / (time.perf_counter() - (began or start))
        print(f"{jobs} process{'es' if jobs > 1 else ''}          {rates[jobs]:8.0f} tokens/s")
    print(f"two against one      {rates[2] / rates[1]:8.2f}")


if __name__ == "__main__":
    sys.exit(main())
