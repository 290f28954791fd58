"""``python -m fuzz [NAME …] [--seconds N]``: each target in a process of its own, one after the
other, for its share of the time."""

import argparse
import subprocess
import sys
from pathlib import Path

from fuzz.running import engine, fuzz
from fuzz.targets import NAMES

FOUND = Path(__file__).parent / "found"  # inputs that broke something
_SECONDS = 180


def main() -> int:
    """Run targets; the exit status is 1 where one of them was broken."""
    options = _options()
    if options.inside:
        fuzz(options.names[0], options.seconds, FOUND)
        return 0
    print(f"fuzzing with {engine()}, {options.seconds} seconds in all", flush=True)
    share = max(1, options.seconds // len(options.names))
    broken = [name for name in options.names if not _stands(name, share)]
    for name in broken:
        print(f"{name}: broken; the input is kept in {FOUND.name}/", file=sys.stderr)
    return 1 if broken else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz")
    parser.add_argument("names", nargs="*", default=list(NAMES), metavar="NAME")
    parser.add_argument("--seconds", type=int, default=_SECONDS)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in NAMES]
    if unknown:
        parser.error(f"{unknown[0]} is no target; there are {', '.join(NAMES)}")
    return options


def _stands(name: str, seconds: int) -> bool:
    """Whether a target stood its share of the time. What it says on the way is kept from the
    terminal, unless it breaks."""
    FOUND.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "fuzz", name, "--inside", "--seconds", str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    said = done.stderr.splitlines()
    runs = next((line for line in reversed(said) if line.startswith("Done ")), "")
    print(f"{name:<12} {runs or 'broken'}", flush=True)
    if done.returncode:
        print("\n".join(said[-40:]), file=sys.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
