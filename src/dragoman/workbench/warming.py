"""What is made before anybody asks for it, so that the first to ask need not wait."""

import logging
import threading

from dragoman.workbench import vendor
from dragoman.workbench.countries import countries_json
from dragoman.workbench.pages import charts
from dragoman.workbench.state import Workbench

_LOG = logging.getLogger("dragoman.workbench")


def start_warming(bench: Workbench) -> None:
    """Make the chart runtime, the map and the first charts in a thread of its own."""
    threading.Thread(target=_warm, args=(bench,), name="warming", daemon=True).start()


def _warm(bench: Workbench) -> None:
    try:
        charts.warm(bench)
        vendor.vega()
        countries_json()
    except Exception as fault:  # who asks for it is told what is wrong
        _LOG.info("not made beforehand: %s", fault)
