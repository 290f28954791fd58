"""A web server of our own, whose pages the tests set."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dragoman.reading.fetching import Fetcher, FetchSettings

# Writes an answer to the socket, however it likes; or the parts of one.
Handler = Callable[[BaseHTTPRequestHandler], None]
Parts = tuple[int, dict[str, str], bytes]


class Site:
    """Pages by path, the requests that came, and the address."""

    def __init__(self, port: int) -> None:
        self.root = f"http://127.0.0.1:{port}"
        self.pages: dict[str, Handler | Parts] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.over = threading.Event()
        self.handler: type[BaseHTTPRequestHandler] = BaseHTTPRequestHandler

    def page(
        self, path: str, body: bytes | str, kind: str = "text/html", status: int = 200, **more: str
    ) -> str:
        data = body.encode() if isinstance(body, str) else body
        fields = {name.replace("_", "-"): value for name, value in more.items()}
        self.pages[path] = (status, {"Content-Type": kind, **fields}, data)
        return self.root + path

    def redirect(self, path: str, to: str) -> str:
        return self.page(path, b"", status=302, Location=to)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            held.asked.append((self.path, dict(self.headers)))
            found = held.pages.get(self.path, (404, {"Content-Type": "text/html"}, b"none"))
            try:
                if callable(found):
                    found(self)
                    return
                status, fields, data = found
                self.send_response(status)
                for name, value in {"Content-Length": str(len(data)), **fields}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)
            except OSError:
                pass  # the client has seen enough

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    held = Site(server.server_address[1])
    held.handler = Answers
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield held
    held.over.set()
    server.shutdown()
    server.server_close()


def make_fetcher(**settings: object) -> Fetcher:
    """A fetcher that may ask this machine, in no time."""
    usual: dict[str, object] = {"allow_private": True, "delay": 0.0}
    return Fetcher(FetchSettings(**{**usual, **settings}))  # type: ignore[arg-type]


@pytest.fixture
def fetcher() -> Fetcher:
    return make_fetcher()
