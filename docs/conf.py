"""The documentation as a site: ``make docs``. Nothing on its pages is loaded from elsewhere, and a
link or anchor that leads nowhere fails the build."""

import re
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
_VERSION = _FOLDER.parent / "src" / "dragoman" / "_version.py"

project = "Dragoman"
author = "The Dragoman developers"
version = release = re.findall(r'"(.+)"', _VERSION.read_text(encoding="utf-8"))[0]
extensions = ["myst_parser"]
myst_heading_anchors = 4
exclude_patterns = ["_build"]
highlight_language = "none"
suppress_warnings = ["misc.highlighting_failure"]  # of ```csv, which has no colours
nitpicky = True

html_theme = "furo"
html_title = f"Dragoman {version}"
html_copy_source = False
html_show_sphinx = False

# The pages in the order in which they are read. A page that is not named here fails the build.
NAVIGATION = {
    "Start": ["tutorial"],
    "Working with it": [
        "cli",
        "reading",
        "record",
        "workbench",
        "workbench-pages",
        "processes",
        "analysis",
        "formats",
    ],
    "Words and rules": ["codebook", "statements", "actors", "lexicon", "gazetteer"],
    "Method": ["method", "architecture", "scale"],
    "Trust": ["benchmarks", "reliability", "threats"],
}


def _with_navigation(_: Any, page: str, source: list[str]) -> None:
    """The home page with the navigation behind it, which would be noise where it is read as a
    file."""
    if page == "index":
        for caption, pages in NAVIGATION.items():
            names = "\n".join(pages)
            source[0] += f"\n```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{names}\n```\n"


def setup(app: Any) -> dict[str, bool]:
    """Called by Sphinx."""
    app.connect("source-read", _with_navigation)
    return {"parallel_read_safe": True}
