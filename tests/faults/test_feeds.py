"""Feeds that mean no good, asked as ``dragoman watch`` asks them: they end in a sentence, what else
is watched comes in, and when such a feed is well again, all that it has does, once."""

import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from tests.reading.conftest import Site, make_fetcher
from tests.workbench.shell.making import code

from dragoman.cli.watch import visit
from dragoman.reading.fetching import Fetcher
from dragoman.reading.watching import FeedSettings
from dragoman.record.checking import check
from dragoman.record.record import Record

GIGABYTE = 1_000_000_000
TEXT = "The envoys of {} and Chile met in Tacna on Monday to talk about the port, and agreed."


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "record.db", create=True) as opened:
        yield opened


@pytest.fixture
def fetcher() -> Fetcher:
    """As usual, but in no time, and without leave to ask this machine beyond a feed's own host."""
    return make_fetcher(allow_private=False, read=2.0, total=5.0, max_bytes=2_000_000)


def feed_of(site: Site, *names: str) -> str:
    """A feed in good order whose articles the site has."""
    items = ""
    for name in names:
        text = f"<p>{TEXT.format(name)}</p>"
        link = site.page(f"/{name}", f"<html><body><article>{text}</article></body></html>")
        items += f"<item><title>{name}</title><link>{link}</link></item>"
    return f"<rss version='2.0'><channel><title>World</title>{items}</channel></rss>"


def watch(record: Record, url: str, fetcher: Fetcher) -> None:
    visit(record, FeedSettings(url=url, allow_private=True), fetcher, code)  # type: ignore[arg-type]


def texts(record: Record) -> list[str]:
    return sorted(record.coding(report.key).report.text for report in record.reports())


Behave = Callable[[BaseHTTPRequestHandler], None]


def hangs(site: Site) -> Behave:
    return lambda _: site.over.wait(20)  # type: ignore[return-value]


def drips(site: Site) -> Behave:
    def drip(asked: BaseHTTPRequestHandler) -> None:
        asked.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n")
        while not site.over.wait(0.1):
            asked.wfile.write(b" ")

    return drip


def endless(*headers: str, block: bytes = b"<item/>" * 10_000) -> Callable[[Site], Behave]:
    """Ten gigabytes, unless somebody stops it; how much was sent is noted on the site."""

    def made(site: Site) -> Behave:
        def send(asked: BaseHTTPRequestHandler) -> None:
            head = ["HTTP/1.1 200 OK", "Content-Type: text/xml", *headers, "", "<rss><channel>"]
            asked.wfile.write("\r\n".join(head).encode())
            sent = 0
            with suppress(OSError):
                while sent < 10 * GIGABYTE:
                    sent += asked.wfile.write(block)
            site.sent = sent  # type: ignore[attr-defined]

        return send

    return made


def packed_bomb(_: Site) -> Behave:
    machine = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    body = machine.compress(b"<rss><channel>") + b"".join(
        machine.compress(bytes(1_000_000)) for _ in range(100)
    )
    body += machine.flush()
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: gzip\r\n"
    head += f"Content-Length: {len(body)}\r\n\r\n"
    return lambda asked: asked.wfile.write(head.encode() + body)  # type: ignore[return-value]


def redirects(site: Site) -> Behave:
    """To the same machine under another name, as if to something that only it can reach."""
    port = site.root.rpartition(":")[2]
    head = f"HTTP/1.1 302 Found\r\nLocation: http://localhost:{port}/inside\r\n"
    head += "Content-Length: 0\r\n\r\n"
    site.page("/inside", feed_of(site, "inside"), "text/xml")
    return lambda asked: asked.wfile.write(head.encode())  # type: ignore[return-value]


def too_long(site: Site) -> Behave:
    """It says that more is to come than is."""
    body = feed_of(site, "Peru", "Bolivia").encode()
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n"
    head += f"Content-Length: {len(body) + 100}\r\n\r\n"

    def send(asked: BaseHTTPRequestHandler) -> None:
        asked.wfile.write(head.encode() + body)
        asked.close_connection = True

    return send


BAD: dict[str, tuple[Callable[[Site], Behave], str]] = {
    "hangs": (hangs, "failed: the server sent nothing for 2 seconds"),
    "drips": (drips, "failed: the server took longer than 5 seconds"),
    "10 GB": (endless(), "refused: is larger than 2,000,000 bytes, the limit for one page"),
    "10 GB, as it says": (
        endless(f"Content-Length: {10 * GIGABYTE}"),
        "refused: is larger than 2,000,000 bytes, the limit for one page",
    ),
    "a bomb": (packed_bomb, "refused: unpacks to more than 2,000,000 bytes"),
    "to this machine": (redirects, "refused: localhost leads to this machine"),
    "too long a length": (too_long, "failed: the connection broke"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_feed_ends_in_a_sentence_and_comes_in_when_it_is_well(
    site: Site,
    record: Record,
    fetcher: Fetcher,
    kind: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    behave, says = BAD[kind]
    site.pages["/bad"] = behave(site)
    good = site.page("/good", feed_of(site, "Ecuador"), "text/xml")
    begun = time.monotonic()
    watch(record, site.root + "/bad", fetcher)
    watch(record, good, fetcher)
    assert time.monotonic() - begun < 60
    state, _, why = says.partition(": ")
    said = capsys.readouterr()
    assert f"1 inputs: 1 {state}" in said.out
    assert why in said.err
    assert said.err.count("\n") == 1
    assert "/inside" not in site.paths
    assert getattr(site, "sent", 0) < GIGABYTE / 20, "it is not taken in to its end"
    site.page("/bad", feed_of(site, "Peru", "Bolivia"), "text/xml")
    watch(record, site.root + "/bad", fetcher)
    watch(record, site.root + "/bad", fetcher)
    assert texts(record) == [TEXT.format(name) for name in ("Bolivia", "Ecuador", "Peru")]
    assert list(check(record.engine)) == []


@pytest.mark.parametrize(
    ("encoding", "header", "declared"),
    [
        ("utf-8", "text/xml; charset=utf-16", "shift_jis"),
        ("utf-16", "text/xml; charset=utf-8", "utf-8"),
        ("utf-8", "text/xml; charset=idna", "unicode_escape"),
        ("utf-8", "application/rss+xml; charset=us-ascii", "iso-8859-1"),
    ],
)
def test_a_lie_about_the_encoding(
    site: Site, record: Record, fetcher: Fetcher, encoding: str, header: str, declared: str
) -> None:
    feed = feed_of(site, "Perú").replace("/Perú<", "/Per%C3%BA<")
    site.pages["/Per%C3%BA"] = site.pages["/Perú"]
    feed = f'<?xml version="1.0" encoding="{declared}"?>' + feed
    watch(record, site.page("/f", feed.encode(encoding), header), fetcher)
    assert texts(record) == [TEXT.format("Perú")]


def test_a_feed_that_is_cut_short_by_its_length_is_read_as_far_as_it_goes(
    site: Site, record: Record, fetcher: Fetcher
) -> None:
    feed = feed_of(site, "Peru", "Bolivia")
    half = str(feed.index("Bolivia"))
    watch(record, site.page("/f", feed, "text/xml", Content_Length=half), fetcher)
    assert record.counts()["reports"] == 1
    watch(record, site.page("/f", feed, "text/xml"), fetcher)
    assert record.counts()["reports"] == 2


def test_an_article_that_failed_is_asked_for_again_though_the_feed_is_as_it_was(
    site: Site, record: Record, fetcher: Fetcher
) -> None:
    url = site.page("/f", feed_of(site, "Peru", "Bolivia"), "text/xml", ETag='"1"')
    well, site.pages["/Bolivia"] = site.pages["/Bolivia"], (500, {}, b"")
    watch(record, url, fetcher)
    assert record.counts()["reports"] == 1
    assert record.feed_validators(url) == (None, None)
    site.pages["/Bolivia"] = well
    watch(record, url, fetcher)
    assert record.counts()["reports"] == 2
    assert record.feed_validators(url) == ('"1"', None)
