"""Pictures of the workbench over the sample reports, for the docs: ``make screenshots``.

Needs playwright (``pip install playwright``) and Debian's chromium. Codes the samples into a record
of its own, serves it on this machine, and writes ``docs/images/*.png``.
"""

import argparse
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dragoman.coder import Coder
from dragoman.record.adding import Incoming
from dragoman.record.record import Record
from dragoman.samples import sample_reports
from dragoman.workbench.app import make_app
from dragoman.workbench.settings import WorkbenchSettings

IMAGES = Path(__file__).parent / "images"
# Name of the picture, page, colours, width, and what says that it is drawn. ``{report}`` is the
# latest report.
PICTURES = (
    ("report", "/reports/{report}", "light", 1280, "#text"),
    ("dossier", "/processes/afghan-peace-process", "light", 1280, "#standing"),
    ("contacts", "/processes/afghan-peace-process#contacts", "light", 1280, "svg.ring >> nth=0"),
    ("statements", "/statements?topic=talks", "light", 1280, ".statement >> nth=0"),
    ("narrow", "/processes/afghan-peace-process", "dark", 390, "#standing"),
    ("charts", "/charts", "light", 1280, ".drawing[data-drawn] >> nth=2"),
    ("network", "/network?weight=score", "dark", 1280, "#net[data-drawn]"),
    ("map", "/map", "light", 1280, "#map[data-drawn]"),
    ("review", "/review/next", "light", 1280, "#accept"),
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def main() -> None:
    """Make all pictures."""
    asked = argparse.ArgumentParser(description=__doc__, add_help=True)
    asked.add_argument("--record", help="a record to show instead of the samples")
    record = asked.parse_args().record
    program = shutil.which("chromium")
    if program is None:
        sys.exit("chromium is not installed (Debian: apt-get install chromium)")
    with tempfile.TemporaryDirectory() as folder:
        shown = Record.open(record or sample_record(Path(folder)))
        with shown, serving(shown) as address:
            take(program, address, shown)


def sample_record(folder: Path) -> Path:
    """A new record with the sample reports in it, with all that is known of them."""
    where = folder / "samples.db"
    inputs = [Incoming(name=report.id, report=report) for report in sample_reports()]
    with Record.open(where, create=True) as record:
        record.add(inputs, Coder().try_all, asked="the sample reports")
    return where


@contextmanager
def serving(record: Record) -> Iterator[str]:
    """A workbench over a record on a free port of this machine; its address."""
    from uvicorn import Config, Server

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        app = make_app(WorkbenchSettings(port=port), record)
        server = Server(Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)


def take(program: str, address: str, record: Record) -> None:
    """Open each page and write its picture."""
    from playwright.sync_api import sync_playwright

    IMAGES.mkdir(exist_ok=True)
    report = max(record.reports(), key=lambda report: (report.published or "", report.events))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for name, path, scheme, width, drawn in PICTURES:
            size: Any = {"width": width, "height": 860}
            page = browser.new_page(
                viewport=size, color_scheme=scheme, reduced_motion="reduce", locale="en-GB"
            )
            page.goto(address + path.format(report=report.key))
            page.locator(drawn).wait_for()
            page.wait_for_load_state("networkidle")
            page.screenshot(path=IMAGES / f"{name}.png")
            sys.stdout.write(f"docs/images/{name}.png\n")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
