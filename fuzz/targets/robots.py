"""robots.txt of a site, and what it is asked."""

from dragoman.reading.robots import parse_robots
from fuzz.inputs import Broken


def check(data: bytes) -> None:
    """The rules are everything up to the last line, which is the path that is asked for."""
    rules, _, target = data.rpartition(b"\n")
    robots = parse_robots(rules, "Dragoman")
    robots.allows(target.decode("utf-8", "replace"))
    if not 0 <= robots.delay <= 60:
        raise Broken(f"a pause of {robots.delay} seconds")
