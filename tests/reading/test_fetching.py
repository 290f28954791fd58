"""Fetching: polite, within limits, and never led to where strangers have no business."""

import gzip
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from dragoman._version import __version__
from dragoman.errors import InputError
from dragoman.reading.fetching import Fetcher, FetchSettings, Validators, user_agent
from dragoman.reading.inputs import FailedInput
from dragoman.reading.pacing import Pace

from .conftest import Site, make_fetcher

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.time = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def fetcher(self, **settings: Any) -> Fetcher:
        usual = {"allow_private": True, "delay": 1.0, **settings}
        return Fetcher(
            FetchSettings(**usual),
            clock=lambda: self.time,
            sleep=self.sleep,
            now=lambda: NOON,
        )


def refused(fetcher: Fetcher, url: str, **more: Any) -> str:
    with pytest.raises(InputError) as found:
        fetcher.get(url, **more)
    assert not isinstance(found.value, FailedInput)
    return str(found.value)


def failed(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FailedInput) as found:
        fetcher.get(url)
    return str(found.value)


class TestPages:
    def test_a_page_is_what_was_sent_and_where_and_when(self, site: Site) -> None:
        url = site.page("/a?b=1", "<html>x</html>", "text/html; charset=ISO-8859-1")
        page = Clock().fetcher().get(url + "#part")
        assert (page.url, page.media, page.charset) == (url, "text/html", "ISO-8859-1")
        assert page.data == b"<html>x</html>"
        assert page.retrieved == "2026-03-01T12:00:00+00:00"

    def test_we_say_who_we_are(self, site: Site) -> None:
        make_fetcher(contact="mailto:desk@courier.example").get(site.page("/", "x"))
        fields = site.asked[-1][1]
        assert fields["User-Agent"] == user_agent("mailto:desk@courier.example")
        assert f"Dragoman/{__version__}" in fields["User-Agent"]
        assert fields["Host"] == site.root.removeprefix("http://")

    def test_gzip_is_unpacked(self, site: Site, fetcher: Fetcher) -> None:
        packed = gzip.compress(b"<p>packed</p>")
        url = site.page("/z", packed, Content_Encoding="gzip")
        assert fetcher.get(url).data == b"<p>packed</p>"

    @pytest.mark.parametrize(
        ("status", "says", "kind"),
        [
            (404, "there is no such page", InputError),
            (403, "does not let this page be read", InputError),
            (500, "answered with its own fault", FailedInput),
            (418, "answered with status 418", InputError),
        ],
    )
    def test_other_answers_are_told(
        self, site: Site, fetcher: Fetcher, status: int, says: str, kind: type[InputError]
    ) -> None:
        with pytest.raises(kind, match=says):
            fetcher.get(site.page("/s", "x", status=status))

    def test_pictures_are_not_loaded(self, site: Site, fetcher: Fetcher) -> None:
        assert "is of the kind image/png" in refused(fetcher, site.page("/p", b"x", "image/png"))

    def test_what_has_not_changed_is_not_sent_again(self, site: Site, fetcher: Fetcher) -> None:
        url = site.page("/f", "x", ETag='"v1"', Last_Modified="Sun, 01 Mar 2026 10:00:00 GMT")
        first = fetcher.get(url)
        site.page("/f", b"", status=304)
        assert fetcher.get(url, validators=first.validators).unchanged
        fields = site.asked[-1][1]
        assert fields["If-None-Match"] == '"v1"'
        assert fields["If-Modified-Since"] == "Sun, 01 Mar 2026 10:00:00 GMT"

    def test_a_validator_with_a_line_break_does_not_break_the_request(
        self, site: Site, fetcher: Fetcher
    ) -> None:
        with pytest.raises(InputError):
            fetcher.get(site.page("/f", "x"), validators=Validators(etag='"a"\r\nEvil: 1'))


class TestRobots:
    def test_what_robots_txt_forbids_is_not_asked_for(self, site: Site, fetcher: Fetcher) -> None:
        site.page("/robots.txt", "User-agent: *\nDisallow: /private\n", "text/plain")
        assert "robots.txt asks not to" in refused(fetcher, site.page("/private/a", "x"))
        fetcher.get(site.page("/open", "x"))
        assert site.paths == ["/robots.txt", "/open"]

    def test_a_group_of_our_own_comes_before_that_for_all(
        self, site: Site, fetcher: Fetcher
    ) -> None:
        text = "User-agent: *\nDisallow: /\n\nUser-agent: dragoman\nDisallow: /x\n"
        site.page("/robots.txt", text, "text/plain")
        fetcher.get(site.page("/a", "x"))
        refused(fetcher, site.page("/x", "x"))

    def test_a_site_in_trouble_is_left_alone(self, site: Site, fetcher: Fetcher) -> None:
        site.page("/robots.txt", "x", status=503)
        assert "robots.txt could not be read (status 503)" in failed(fetcher, site.page("/a", "x"))
        assert site.paths == ["/robots.txt"]

    def test_robots_txt_is_asked_for_behind_a_redirect_too(
        self, site: Site, fetcher: Fetcher
    ) -> None:
        site.page("/robots.txt", "User-agent: *\nDisallow: /private\n", "text/plain")
        site.page("/private", "x")
        assert "robots.txt" in refused(fetcher, site.redirect("/a", "/private"))

    def test_the_pause_it_asks_for_is_kept(self, site: Site) -> None:
        site.page("/robots.txt", "User-agent: *\nCrawl-delay: 7\n", "text/plain")
        clock = Clock()
        fetcher = clock.fetcher()
        fetcher.get(site.page("/a", "x"))
        fetcher.get(site.page("/b", "x"))
        assert clock.slept == [1.0, 7.0]


class TestPauses:
    def test_two_requests_to_a_host_are_apart(self, site: Site) -> None:
        clock = Clock()
        fetcher = clock.fetcher(delay=2.0, robots=False)
        for name in ("/a", "/b", "/c"):
            fetcher.get(site.page(name, "x"))
        assert clock.slept == [2.0, 2.0]

    def test_a_short_pause_that_the_server_asks_for_is_kept(self, site: Site) -> None:
        def busy_once(handler: BaseHTTPRequestHandler) -> None:
            site.page("/a", "x")
            handler.send_response(429)
            handler.send_header("Retry-After", "30")
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        site.pages["/a"] = busy_once
        clock = Clock()
        assert clock.fetcher(robots=False).get(site.root + "/a").data == b"x"
        assert clock.slept == [30.0]

    def test_a_long_one_ends_the_asking_of_that_host(self, site: Site) -> None:
        url = site.page("/a", "", status=503, Retry_After="Sun, 01 Mar 2026 13:00:00 GMT")
        fetcher = Clock().fetcher(robots=False)
        assert "the server is busy" in failed(fetcher, url)
        assert "asked for a pause that lasts 3,600 seconds more" in failed(fetcher, url)
        assert len(site.asked) == 1

    def test_threads_take_turns_at_a_host(self) -> None:
        pace, at_once, most = Pace(time.monotonic, time.sleep, 10), 0, 0

        def ask() -> None:
            nonlocal at_once, most
            with pace.turn("courier.example", 0.01):
                at_once += 1
                most = max(most, at_once)
                time.sleep(0.005)
                at_once -= 1

        begun = time.monotonic()
        threads = [threading.Thread(target=ask) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert most == 1
        assert time.monotonic() - begun >= 5 * 0.005 + 4 * 0.01


class TestLimits:
    @pytest.mark.parametrize("says_length", [True, False])
    def test_too_large_a_page_is_not_read_to_its_end(self, site: Site, says_length: bool) -> None:
        def endless(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", "text/html")
            if says_length:
                handler.send_header("Content-Length", str(10**10))
            handler.end_headers()
            while not site.over.is_set():
                handler.wfile.write(b"x" * 100_000)

        site.pages["/a"] = endless
        told = refused(make_fetcher(max_bytes=1_000_000, robots=False), site.root + "/a")
        assert told == f"{site.root}/a: is larger than 1,000,000 bytes, the limit for one page"

    def test_a_bomb_of_gzip_is_not_unpacked(self, site: Site) -> None:
        url = site.page("/b", gzip.compress(b"\0" * 20_000_000), Content_Encoding="gzip")
        fetcher = make_fetcher(max_bytes=1_000_000, robots=False)
        assert "unpacks to more than 1,000,000 bytes" in refused(fetcher, url)

    def test_a_packing_that_was_not_asked_for_is_refused(
        self, site: Site, fetcher: Fetcher
    ) -> None:
        assert "packed as 'br'" in refused(fetcher, site.page("/b", b"x", Content_Encoding="br"))

    def test_a_lie_about_the_packing(self, site: Site, fetcher: Fetcher) -> None:
        url = site.page("/b", b"<p>plain</p>", Content_Encoding="gzip")
        assert "is not packed as it says" in refused(fetcher, url)

    def test_a_server_that_says_nothing(self, site: Site) -> None:
        site.pages["/a"] = lambda _: site.over.wait(5) and None  # type: ignore[func-returns-value]
        told = failed(make_fetcher(read=0.1, robots=False), site.root + "/a")
        assert told == f"{site.root}/a: the server sent nothing for 0.1 seconds"

    @pytest.mark.parametrize("where", ["header", "body"])
    def test_a_server_that_sends_a_byte_now_and_then(self, site: Site, where: str) -> None:
        def dribble(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
            handler.wfile.write(b"\r\n" if where == "body" else b"X-Slow: ")
            while not site.over.wait(0.02):
                handler.wfile.write(b"x")
                handler.wfile.flush()

        site.pages["/a"] = dribble
        begun = time.monotonic()
        told = failed(make_fetcher(total=0.3, robots=False), site.root + "/a")
        assert told == f"{site.root}/a: the server took longer than 0.3 seconds"
        assert time.monotonic() - begun < 2

    def test_a_page_that_breaks_off(self, site: Site) -> None:
        def breaks(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")
            handler.close_connection = True

        site.pages["/a"] = breaks
        assert "the connection broke" in failed(make_fetcher(robots=False), site.root + "/a")

    def test_what_is_no_http(self, site: Site) -> None:
        site.pages["/a"] = lambda handler: handler.wfile.write(b"SSH-2.0-x\r\n\r\n") and None  # type: ignore[func-returns-value]
        assert "the connection broke" in failed(make_fetcher(robots=False), site.root + "/a")

    def test_nobody_listens(self, fetcher: Fetcher) -> None:
        assert "the server does not take connections" in failed(fetcher, "http://127.0.0.1:9009/")


class TestPrivateAddresses:
    def names(self, **addresses: Sequence[str]) -> Fetcher:
        return Fetcher(
            FetchSettings(delay=0.0, robots=False),
            resolver=lambda host, _: addresses.get(host.replace(".", "_"), [host]),
        )

    def test_this_machine_is_not_asked_unless_allowed(self, site: Site) -> None:
        url = site.page("/a", "secret")
        told = refused(make_fetcher(allow_private=False), url)
        assert "127.0.0.1 leads to this machine (127.0.0.1)" in told
        assert not site.asked

    def test_nor_by_a_name_that_leads_to_it(self, site: Site) -> None:
        port = site.root.rpartition(":")[2]
        told = refused(self.names(evil_example=["127.0.0.1"]), f"http://evil.example:{port}/")
        assert "evil.example leads to this machine" in told
        assert not site.asked

    def test_nor_by_a_redirect(self, site: Site) -> None:
        # Only the first host may be private: its redirect to another name of this machine is
        # judged as anybody's.
        port = site.root.rpartition(":")[2]
        site.page("/secret", "secret")
        url = site.redirect("/a", f"http://localhost:{port}/secret")
        told = refused(self.names(localhost=["127.0.0.1"]), url, allow_private=True)
        assert "localhost leads to this machine" in told
        assert site.paths == ["/a"]

    def test_nor_by_a_redirect_of_robots_txt(self, site: Site) -> None:
        port = site.root.rpartition(":")[2]
        site.redirect("/robots.txt", f"http://localhost:{port}/secret")
        fetcher = Fetcher(FetchSettings(delay=0.0), resolver=lambda host, _: ["127.0.0.1"])
        fetcher.get(site.page("/a", "x"), allow_private=True)
        assert site.paths == ["/robots.txt", "/a"]

    def test_the_address_that_was_checked_is_the_one_that_is_asked(self, site: Site) -> None:
        # The name exists in our resolver only: any other look-up would fail.
        port = site.root.rpartition(":")[2]
        site.page("/a", "found")
        fetcher = Fetcher(
            FetchSettings(delay=0.0, allow_private=True), resolver=lambda *_: ["127.0.0.1"]
        )
        page = fetcher.get(f"http://only-here.example:{port}/a")
        assert (page.data, page.url) == (b"found", f"http://only-here.example:{port}/a")
        assert site.asked[-1][1]["Host"] == f"only-here.example:{port}"

    def test_of_several_addresses_the_next_is_tried(self, site: Site) -> None:
        port = site.root.rpartition(":")[2]
        site.page("/a", "found")
        fetcher = Fetcher(
            FetchSettings(delay=0.0, allow_private=True, connect=0.5),
            resolver=lambda *_: ["127.0.0.9", "127.0.0.1"],
        )
        assert fetcher.get(f"http://two.example:{port}/a").data == b"found"


class TestRedirects:
    def test_they_are_followed_and_the_last_address_counts(
        self, site: Site, fetcher: Fetcher
    ) -> None:
        site.redirect("/b", "c?x=1")
        site.page("/c?x=1", "end")
        page = fetcher.get(site.redirect("/a", site.root + "/b"))
        assert (page.url, page.data) == (site.root + "/c?x=1", b"end")

    def test_a_circle_ends(self, site: Site, fetcher: Fetcher) -> None:
        told = refused(fetcher, site.redirect("/a", "/a"))
        assert told == f"{site.root}/a: leads through more than 5 redirects"
        assert site.paths.count("/a") == 6

    @pytest.mark.parametrize(
        "to",
        [
            "file:///etc/passwd",
            "ftp://x.example/",
            "http://u:p@x.example/",
            "http://x:25/",
        ],
    )
    def test_one_to_what_is_no_web_page(self, site: Site, fetcher: Fetcher, to: str) -> None:
        told = refused(fetcher, site.redirect("/a", to))
        assert told.startswith(f"{site.root}/a: redirects to")
        assert "u:p" not in told

    def test_one_to_nowhere(self, site: Site, fetcher: Fetcher) -> None:
        told = refused(fetcher, site.page("/a", "", status=301))
        assert told == f"{site.root}/a: redirects without saying where to"


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificate with openssl")
class TestCertificates:
    @pytest.fixture
    def port(
        self, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> Iterator[tuple[int, list[str]]]:
        """A server of TLS with a certificate for only-here.example, and the names asked for."""
        key, certificate, names = tmp_path / "key", tmp_path / "certificate", list[str]()
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
             "-keyout", key, "-out", certificate, "-subj", "/CN=only-here.example",
             "-addext", "subjectAltName=DNS:only-here.example"],
            check=True, capture_output=True,
        )  # fmt: skip
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        context.sni_callback = lambda _, name, __: names.append(name)  # type: ignore[assignment]
        server = ThreadingHTTPServer(("127.0.0.1", 0), site.handler)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server.server_address[1], names
        server.shutdown()
        server.server_close()

    def test_the_certificate_is_checked_for_the_name_and_not_the_address(
        self, site: Site, port: tuple[int, list[str]]
    ) -> None:
        site.page("/a", "found")
        fetcher = Fetcher(
            FetchSettings(delay=0.0, allow_private=True, robots=False),
            resolver=lambda *_: ["127.0.0.1"],
        )
        number, names = port
        assert fetcher.get(f"https://only-here.example:{number}/a").data == b"found"
        assert names == ["only-here.example"]
        told = failed(fetcher, f"https://other.example:{number}/a")
        assert "the connection is not secure" in told
