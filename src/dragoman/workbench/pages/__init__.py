"""The pages, one module each.

A module here exports ``routes``, a list of handlers; it may export ``assets``, a mapping from names
of static files that come from elsewhere (a chart runtime out of its package) to functions that
give their bytes, and ``filters``, functions for the templates by their names. A handler takes
``bench: Workbench`` and ``request: Request`` and ends with ``bench.page(request, "x.html", …)``.

Whom a handler serves is said by its ``opt``: by default readers where it only shows, reviewers
where it changes something; ``role="admin"`` asks for more, ``open=True`` for nothing.
``csp="chart"`` lets the chart runtime compile its expressions on that page.
"""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from litestar.types import ControllerRouterHandler


def page_modules() -> Iterator[ModuleType]:
    """All modules of pages, in the order of their names."""
    for found in iter_modules(__path__):
        yield import_module(f"{__name__}.{found.name}")


def page_routes() -> list[ControllerRouterHandler]:
    """The handlers of all pages."""
    return [route for module in page_modules() for route in getattr(module, "routes", ())]


def page_assets() -> Mapping[str, Callable[[], bytes]]:
    """The static files that pages bring from elsewhere."""
    return {
        name: load
        for module in page_modules()
        for name, load in getattr(module, "assets", {}).items()
    }


def page_filters() -> Mapping[str, Callable[..., Any]]:
    """The functions that pages give to templates."""
    return {
        name: made
        for module in page_modules()
        for name, made in getattr(module, "filters", {}).items()
    }
