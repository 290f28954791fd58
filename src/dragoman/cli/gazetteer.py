"""``dragoman gazetteer``: take GeoNames' full dump, and show which gazetteer is read."""

import sys
from pathlib import Path

import typer

from dragoman.cli.harmless import say

app = typer.Typer(help="Look after the gazetteer.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def options() -> None:
    """Look after the gazetteer."""


@app.command("import")
def import_(
    source: Path = typer.Argument(..., metavar="FILE", help="GeoNames' dump, allCountries.txt."),
    to: Path | None = typer.Option(
        None, "--to", metavar="PATH", help="Where to write the index. [default: the user's folder]"
    ),
) -> None:
    """Make an index of GeoNames' full dump. It is read from then on, beside the packaged data."""
    from dragoman.lexicon.dump import import_dump
    from dragoman.lexicon.fullgazetteer import CHOICE, user_index

    target = to or user_index()
    done = import_dump(source, target, _Progress(source))
    for fault in done.faults:
        say(fault)
    if done.faulty > len(done.faults):
        print(f"dragoman: … {done.faulty:,} faulty lines in all", file=sys.stderr)
    print(f"{done.lines:>12,} lines read")
    print(f"{done.faulty:>12,} faulty lines left out")
    print(f"{done.places:>12,} places taken")
    print(f"{done.names:>12,} names of them")
    print(f"written to {target}")
    if to is not None:
        print(f"to have it read: export {CHOICE}={target}")


@app.command("show")
def show() -> None:
    """Show which gazetteer is read, and how large it is."""
    from dragoman.lexicon.fullgazetteer import CHOICE, PACKAGED, chosen_index, open_index

    path = chosen_index()
    if path is None:
        print("the packaged gazetteer only")
        print("import GeoNames' allCountries.txt with: dragoman gazetteer import FILE")
        return
    print(f"the packaged gazetteer and {path}")
    for key, value in open_index(path).about().items():
        print(f"{key:<10} {int(value):>14,}")
    print(f"to leave it unread: export {CHOICE}={PACKAGED}")


class _Progress:
    """A line on a terminal that says how much of a file is read; silent elsewhere."""

    def __init__(self, source: Path) -> None:
        self.whole = max(1, source.stat().st_size) if source.is_file() else 1
        self.shown = sys.stderr.isatty()

    def __call__(self, done: int) -> None:
        if self.shown:
            end = "\n" if done >= self.whole else ""
            print(f"\r{100 * done // self.whole:>3} %", end=end, file=sys.stderr, flush=True)
