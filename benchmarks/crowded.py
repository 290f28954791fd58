"""What it costs to merge a crowded day: many tellings of one kind, by processor time.

    python benchmarks/crowded.py [--tellings 1000 5000] [--event CONSULT] [--copies N] [--open]

The tellings are made by rule with a fixed seed: parties of 190 states, some of which are much more
in the news than others (the first has a fourteenth of all parties), named and only described; half
of them with one of 1,500 towns; a third tells again what another one tells. With ``--copies`` each
comes so many times on average, as from outlets that print one agency's report. With ``--open`` half
of them leave the day open, and are first looked for among the events of that day.
"""

import argparse
import random
import resource
import time

from dragoman.entries import Interval, Party, Spot, Telling
from dragoman.lexicon.actors import STATE_COLUMNS
from dragoman.lexicon.tables import DATA, read_rows
from dragoman.record.merging import cluster_anchored, settle_loose

_SYLLABLES = ["ka", "lo", "mi", "ren", "das", "tor", "vel", "sha", "nu", "bo", "gar", "ti"]
_MODES = [None, None, "visit", "third-party", "multilateral"]


def main() -> None:
    """Make, merge, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--tellings", type=int, nargs="*", default=[1000, 5000, 20_000])
    parser.add_argument("--event", default="CONSULT")
    parser.add_argument("--open", action="store_true")
    parser.add_argument("--copies", type=int, default=1)
    options = parser.parse_args()
    for count in options.tellings:
        told = _Maker(options.event).tellings(count, options.copies)
        known = told[::2] if options.open else told
        start = time.process_time()
        clusters = cluster_anchored(known)
        events = settle_loose(told[1::2], clusters) if options.open else clusters
        spent = time.process_time() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{count:,} tellings, {len(events):,} events: {spent:.2f} s, {memory} MB")


class _Maker:
    """Tellings of one day, the same each time."""

    def __init__(self, event: str) -> None:
        self._event, self._random = event, random.Random(1)
        rows = list(read_rows(DATA / "actors" / "states.csv", STATE_COLUMNS))[:190]
        self._states = [(row["name"], row["code"]) for row in rows]
        self._weights = [1 / (n + 3) for n in range(len(rows))]
        self._people = [(f"{self._name()} {self._name()}", self._state()[1]) for _ in range(2000)]
        self._towns = [Spot(name=self._name(), country=self._state()[1]) for _ in range(1500)]

    def tellings(self, count: int, copies: int) -> list[Telling]:
        """So many tellings, each of a report of its own."""
        made = [self._telling(n) for n in range(count * 2 // 3 // copies)]
        for n in range(len(made), count):
            again = self._random.choice(made)
            made.append(self._telling(n, again.source, again.target, again.mode, again.spot))
        return made

    def _telling(self, number: int, *told: object) -> Telling:
        source, target, mode, spot = told or (
            (self._party(),),
            (self._party(),) if self._random.random() < 0.85 else (),
            self._random.choice(_MODES),
            self._random.choice(self._towns) if self._random.random() < 0.5 else None,
        )
        report = f"{self._random.getrandbits(64):016x}"
        return Telling(
            event_key=f"{report}.e1", report=report, local="e1", family=report, event=self._event,
            quad=1, score=1.0, status="actual", sentence=(0, 40), confidence=0.8, quote=str(number),
            when=Interval(start="2024-03-11", end="2024-03-11"),
            source=source, target=target, mode=mode, spot=spot,  # type: ignore[arg-type]
        )  # fmt: skip

    def _party(self) -> Party:
        name, code = self._state()
        kind = self._random.random()
        if kind < 0.35:
            return Party(actor=code, name=name, kind="state", country=code)
        if kind < 0.65:
            name, code = self._random.choice(self._people)
            return Party(actor=name, name=name, kind="person", country=code, sectors=("GOV",))
        if kind < 0.75:
            name = "Foreign Ministry"
            return Party(
                actor=name + code, name=name, kind="organization", country=code, sectors=("GOV",)
            )
        name = self._random.choice(["officials", "ministers", "envoys", "lawmakers"])
        known = code if kind < 0.9 else None
        own = str(self._random.random())
        return Party(actor=own, name=name, kind="collective", country=known, sectors=("GOV",))

    def _state(self) -> tuple[str, str]:
        return self._random.choices(self._states, self._weights)[0]

    def _name(self) -> str:
        return "".join(self._random.choice(_SYLLABLES) for _ in range(3)).capitalize()


if __name__ == "__main__":
    main()
