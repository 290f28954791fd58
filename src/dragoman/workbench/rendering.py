"""Templates: HTML with everything escaped, and the same few helpers on every page."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from dragoman._version import __version__
from dragoman.workbench.assets import Assets

# The pages of the navigation: where, and what it says.
NAVIGATION = (
    ("/reports", "Reports"),
    ("/events", "Events"),
    ("/actors", "Actors"),
    ("/statements", "Statements"),
    ("/agenda", "Agenda"),
    ("/processes", "Processes"),
    ("/review", "Review"),
    ("/charts", "Charts"),
    ("/network", "Network"),
    ("/map", "Map"),
    ("/runs", "Runs"),
)


def make_environment(assets: Assets, filters: Mapping[str, Callable[..., Any]]) -> Environment:
    """The environment of all templates. What a page forgot to give is an error, never a gap."""
    environment = Environment(
        loader=PackageLoader("dragoman.workbench", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        asset=assets.link, navigation=NAVIGATION, version=__version__, count=_count
    )
    environment.filters.update({"web": web_address, **filters})
    return environment


def web_address(address: str | None) -> str | None:
    """An address that a page may link to: of the web, and nothing that runs. None for any other."""
    plain = (address or "").strip()
    return plain if plain.lower().startswith(("https://", "http://")) else None


def _count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun, as "1 report", "2,300 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
