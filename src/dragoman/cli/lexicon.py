"""``dragoman lexicon``: look after the words."""

from pathlib import Path

import typer

from dragoman.cli.harmless import say

app = typer.Typer(help="Look after the words.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def options() -> None:
    """Look after the words."""


@app.command("check")
def check(
    frames: Path | None = typer.Argument(
        None, metavar="[FRAMES.csv]", help="A file of your own frames to check instead of ours."
    ),
) -> None:
    """Check the lexicon, or a file of your own frames; name file and line of each fault."""
    from dragoman.lexicon.check import check_lexicon, check_own_frames
    from dragoman.lexicon.tables import DATA

    faults, counts = check_lexicon(DATA) if frames is None else check_own_frames(DATA, frames)
    for fault in faults:
        say(fault)
    for what, count in counts.items():
        print(f"{count:>7,} {what}")
    if faults:
        raise typer.Exit(2)
