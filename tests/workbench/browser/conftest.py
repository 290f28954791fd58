"""A real browser, and workbenches for it. Debian's chromium; without one the tests are skipped, and
fail under CI. A page fails its test where a script fails, the policy refuses something, or anything
is asked of another machine."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright
from tests.conftest import not_here
from tests.workbench.seeing.making import code, fill

from dragoman.record.record import Record
from dragoman.workbench.app import make_app
from dragoman.workbench.settings import WorkbenchSettings

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for the tests of a file."""
    program = shutil.which("chromium")
    if program is None:
        not_here("chromium is not installed (Debian: chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield opened
        opened.close()


@contextmanager
def serving(record: Record, **settings: Any) -> Iterator[str]:
    """A workbench over a record that listens on this machine; its address."""
    from uvicorn import Config, Server

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        app = make_app(WorkbenchSettings(port=port, **settings), record, code)
        server = Server(Config(app, log_level="error", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        ends = time.monotonic() + 20
        while not server.started and time.monotonic() < ends:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Record]:
    """A record of a few made-up reports."""
    with Record.open(tmp_path / "filled.db", create=True) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def workbench(filled: Record) -> Iterator[str]:
    """The address of a workbench over it."""
    with serving(filled) as address:
        yield address


Open = Callable[..., Any]


@pytest.fixture
def open_page(browser: Any) -> Iterator[Open]:
    """Opens pages: ``open_page(address, width=…, scheme=…)``. Each has cookies of its own."""
    faults: list[str] = []
    contexts = []

    def opened(address: str, *, width: int = 1280, scheme: str = "light", **more: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            base_url=address,
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda told: faults.append(told.text) if is_fault(told) else None)
        own = (address, "data:", "blob:")
        page.on(
            "request",
            lambda asked: None if asked.url.startswith(own) else faults.append(asked.url),
        )
        page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults


def is_fault(told: Any) -> bool:
    """Whether the console tells of something wrong; an answer of 4xx is one the test asked for."""
    return told.type == "error" and "status of 4" not in told.text


@pytest.fixture
def page(open_page: Open, workbench: str) -> Any:
    """A page of 1,280 by 900."""
    return open_page(workbench)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What a browser has not done in time, on a machine that is busy with other things, is tried
    again; a page that is wrong fails at once."""
    again = pytest.mark.flaky(reruns=2, only_rerun=["TimeoutError"])
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(again)
