"""Does the coder's memory stay flat over a long stream of reports?

    python benchmarks/steady.py [--reports N] [--every M]

Codes N reports (default 20,000): the opening paragraphs of the sample reports in turn, each with a
sentence on people and towns whose names were never seen before, since a stream of news never runs
out of new words. Prints resident memory, stored words and strings, and processor time after every
M reports.
"""

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice

from spacy.vocab import Vocab

from dragoman.coder import Coder
from dragoman.model import Report
from dragoman.samples import sample_reports

_SYLLABLES = (
    "ba", "dor", "fin", "gal", "hem", "jo", "kar", "lis", "mur", "nav", "os", "pel", "qua", "rin",
    "sol", "tak", "ud", "vel", "wen", "yar",
)  # fmt: skip
_LONGEST = 700  # characters of a sample report


def main() -> int:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--every", type=int, default=1_000)
    options = parser.parse_args()

    coder = Coder()
    columns = ("reports", "now MB", "peak MB", "words", "strings", "CPU s")
    print(" ".join(f"{column:>8}" for column in columns))
    _tell(0, coder.nlp.vocab)
    for number, _ in enumerate(coder.code_all(_stream(options.reports)), start=1):
        if number % options.every == 0:
            _tell(number, coder.nlp.vocab)
    return 0


def _stream(size: int) -> Iterator[Report]:
    texts = [report.text[:_LONGEST].rpartition("\n")[0] for report in sample_reports()]
    for number, text in enumerate(islice(cycle(texts), size)):
        one, two, town = (_name(7 * number + offset) for offset in (1, 3, 5))
        added = f"{one} {two}, the mayor of {town}, met the envoy in {town}, {two} said."
        yield Report(id=str(number), text=f"{text}\n{added}")


def _name(number: int) -> str:
    """A name that no other number has."""
    made = ""
    while number or not made:
        number, syllable = divmod(number, len(_SYLLABLES))
        made += _SYLLABLES[syllable]
    return made.capitalize()


def _tell(number: int, vocab: Vocab) -> None:
    with open("/proc/self/statm") as pages:
        now = int(pages.read().split()[1]) * resource.getpagesize() >> 20
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    stored = f"{len(vocab):8} {len(vocab.strings):8}"
    print(f"{number:8} {now:8} {peak:8} {stored} {time.process_time():8.0f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
