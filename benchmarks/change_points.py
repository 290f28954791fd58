"""How often chance alone makes a change point, how often a true one is found, and how near.

    python benchmarks/change_points.py

Series are drawn with a fixed seed, 400 of each kind. The figures stand in docs/benchmarks.md.
"""

from collections.abc import Callable, Sequence

import numpy

from dragoman.analysis.change_points import PENALTY, Changes, Kind, change_points

TIMES = 400
LENGTHS = (20, 52, 100, 365)
NEAR = 2  # periods from its place at which a change counts as found

Draw = Callable[[numpy.random.Generator], Sequence[float]]


def share(draw: Draw, kind: Kind, hit: Callable[[Changes], bool], factor: float) -> str:
    """The share of series for which something holds of what is found in them."""
    chance = numpy.random.default_rng(2019)
    hits = sum(hit(change_points(draw(chance), kind, factor=factor)) for _ in range(TIMES))
    return f"{100 * hits / TIMES:.1f}%"


def counts(*levels: tuple[float, int]) -> Draw:
    """Poisson counts of each mean for so many periods."""
    return lambda chance: [
        float(n) for mean, length in levels for n in chance.poisson(mean, length)
    ]


def drift(length: int, share_kept: float) -> Draw:
    """Values of which each keeps a share of the one before, without any change of level."""

    def draw(chance: numpy.random.Generator) -> Sequence[float]:
        values = [0.0]
        for step in chance.normal(size=length):
            values.append(share_kept * values[-1] + float(step))
        return values[1:]

    return draw


def any_found(found: Changes) -> bool:
    """Whether any change is found."""
    return bool(found.changes)


def found_near(place: int) -> Callable[[Changes], bool]:
    """Whether a change is found near a place."""
    return lambda found: any(abs(change.place - place) <= NEAR for change in found.changes)


def main() -> None:
    """Print the tables."""
    print("A change in series of chance alone, by the number of periods:", *LENGTHS)
    for factor in (2.0, PENALTY):
        for mean in (0.5, 1.0, 5.0):
            shares = [share(counts((mean, n)), "count", any_found, factor) for n in LENGTHS]
            print(f"  penalty {factor:g}, {mean:g} events a period:", *shares)
    kept = [share(drift(n, 0.3), "value", any_found, PENALTY) for n in LENGTHS]
    print(f"  penalty {PENALTY:g}, values that keep 0.3 of the one before:", *kept)
    print(f"A doubling in the middle, found within {NEAR} periods of its place:", *LENGTHS)
    for mean in (0.5, 1.0, 5.0):
        shares = []
        for length in LENGTHS:
            half = length // 2
            draw = counts((mean, half), (2 * mean, length - half))
            shares.append(share(draw, "count", found_near(half), PENALTY))
        print(f"  from {mean:g} to {2 * mean:g}:", *shares)
    inside = Inside(40)
    share(counts((3, 40), (6, 40)), "count", inside.look, PENALTY)
    print(
        f"Of {inside.found} changes from 3 to 6 found in 80 periods, the 95% set holds the true "
        f"place in {100 * inside.held / inside.found:.1f}%"
    )


class Inside:
    """How often the set of places holds the true one, where one change is found."""

    def __init__(self, place: int) -> None:
        self.place, self.found, self.held = place, 0, 0

    def look(self, found: Changes) -> bool:
        """Take note of one series."""
        if len(found.changes) == 1:
            (change,) = found.changes
            self.found += 1
            self.held += change.earliest <= self.place <= change.latest
        return True


if __name__ == "__main__":
    main()
