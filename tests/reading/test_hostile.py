"""What fuzzing found in reading: each input once ended in an exception that was none of ours."""

import gzip
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.reading import read_sources
from dragoman.reading.addresses import parse_url
from dragoman.reading.answers import media_type
from dragoman.reading.codings import read_codings
from dragoman.reading.inputs import Reading, Refusal

from .conftest import Site, make_fetcher

TEXT = "The ministers of Iran and Pakistan met in Tehran on Sunday and talked about the border."


@pytest.mark.parametrize("url", ["https://xn--a.example/", "http://xn--\u0080/", "https://xn--/"])
def test_a_name_that_the_net_cannot_have(url: str) -> None:
    with pytest.raises(InputError, match="is no web address"):
        parse_url(url)


def test_such_a_link_costs_a_feed_no_more_than_itself(site: Site) -> None:
    site.page("/2", f"<html><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>")
    feed = site.page(
        "/feed",
        "<rss version='2.0'><channel><item><title>a</title><link>https://xn--a.example/</link>"
        f"</item><item><title>b</title><link>{site.root}/2</link></item></channel></rss>",
        "application/rss+xml",
    )
    found = list(read_sources([feed], fetcher=make_fetcher()))
    assert [type(one) for one in found] == [Refusal, Reading]


def test_a_kind_with_line_ends_is_told_in_one_line(tmp_path: Path) -> None:
    assert media_type("text/\n\x1b[2Jhtml\x00") == ("text/[2jhtml", None)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: image\x0b/x\x1by\r\n\r\nx"
    record = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (
        len(http), http)  # fmt: skip
    path = tmp_path / "a.warc"
    path.write_bytes(record)
    for found in read_sources([str(path)]):
        assert isinstance(found, Refusal)
        assert found.why.isprintable()


def test_a_coding_nested_deep_is_an_error_of_its_line(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text('{"report":{"x":' + "[" * 100_000 + "\n" + "{}\n")
    found = list(read_codings(str(path)))
    assert [str(one).partition(": ")[0] for one in found] == [f"{path}, line 1", f"{path}, line 2"]


@pytest.mark.parametrize(
    "packed",
    [b"\x1f\x8b", gzip.compress(b"x")[:-4], gzip.compress(b"")],
    ids=["its first bytes", "cut off", "empty"],
)
def test_broken_gzip_is_refused(tmp_path: Path, packed: bytes) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(packed)
    [found] = read_sources([str(path)])
    assert isinstance(found, Refusal)
