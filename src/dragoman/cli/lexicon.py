"""``dragoman lexicon``: look after the words."""

import sys

import typer

app = typer.Typer(help="Look after the words.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def options() -> None:
    """Look after the words."""


@app.command("check")
def check() -> None:
    """Check every data file of the lexicon; name file and line of each fault."""
    from dragoman.lexicon.check import check_lexicon
    from dragoman.lexicon.tables import DATA

    faults, counts = check_lexicon(DATA)
    for fault in faults:
        print(f"dragoman: {fault}", file=sys.stderr)
    for what, count in counts.items():
        print(f"{count:>7,} {what}")
    if faults:
        raise typer.Exit(2)
