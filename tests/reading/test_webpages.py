"""Pages from the web into reports, whatever they say of their encoding."""

import pytest

from dragoman.reading import InputOptions, open_fetcher, read_sources
from dragoman.reading.fetching import Fetcher
from dragoman.reading.inputs import Reading, Refusal

from .conftest import Site

TEXT = "The envoys of Łódź and Señor Núñez met in “Tacna” on Monday to talk about the port."
PAGE = "<html><head>{head}<title>Port</title></head><body><article><p>{text}</p></article></body>"


def read(fetcher: Fetcher, url: str) -> Reading | Refusal:
    (found,) = read_sources([url], InputOptions(publisher="The Courier"), fetcher)
    return found


def page(text: str = TEXT, head: str = "") -> str:
    return PAGE.format(text=text, head=head)


def test_a_page_is_a_report_at_the_address_where_it_was(site: Site, fetcher: Fetcher) -> None:
    site.page("/end", page(head='<link rel="canonical" href="https://other.example/">'))
    found = read(fetcher, site.redirect("/a", "/end"))
    assert isinstance(found, Reading)
    assert found.source == site.root + "/a"
    assert found.report.id == found.report.url == site.root + "/end"
    assert (found.report.text, found.report.title) == (TEXT, "Port")
    assert found.retrieved is not None


def test_plain_text_is_a_report(site: Site, fetcher: Fetcher) -> None:
    found = read(fetcher, site.page("/a.txt", f"\n{TEXT}\r\n", "text/plain; charset=utf-8"))
    assert isinstance(found, Reading)
    assert (found.report.text, found.report.publisher) == (TEXT, "The Courier")


@pytest.mark.parametrize(
    ("encoding", "header", "meta"),
    [
        ("utf-8", "utf-8", ""),
        ("utf-8", "", ""),
        ("utf-8", "iso-8859-1", "iso-8859-1"),  # lies
        ("utf-16", "utf-8", ""),
        ("iso-8859-2", "iso-8859-2", ""),
        ("iso-8859-2", "", "iso-8859-2"),
        ("cp1252", "utf-8", "utf-8"),
        ("cp1252", "zip", "unicode_escape"),  # codecs that are no encodings of pages
        ("cp1252", "iso-8859-1", ""),
    ],
)
def test_encodings_and_lies_about_them(
    site: Site, fetcher: Fetcher, encoding: str, header: str, meta: str
) -> None:
    text = {"cp1252": TEXT.replace("Łódź", "Cádiz"), "iso-8859-2": "Envoys met in Łódź today."}
    body = page(text.get(encoding, TEXT), f'<meta charset="{meta}">' if meta else "")
    kind = f"text/html; charset={header}" if header else "text/html"
    found = read(fetcher, site.page("/a", body.encode(encoding), kind))
    assert isinstance(found, Reading)
    assert found.report.text == text.get(encoding, TEXT)


@pytest.mark.parametrize(
    ("body", "kind", "says"),
    [
        (b"<html></html>", "text/html", "no article text was found"),
        (b"", "text/html", "no article text was found"),
        (b"\x89PNG\r\n\0\0", "text/html", "is not a text file"),
        (b"{}", "application/json", "is of the kind application/json"),
        (b"<rss><channel></channel></rss>", "text/xml", "the feed has no entries"),
    ],
)
def test_what_is_no_page_is_told(
    site: Site, fetcher: Fetcher, body: bytes, kind: str, says: str
) -> None:
    found = read(fetcher, site.page("/a", body, kind))
    assert isinstance(found, Refusal)
    assert says in found.why
    assert found.source == site.root + "/a"


def test_this_machine_is_closed_to_the_usual_fetcher(site: Site) -> None:
    with open_fetcher() as fetcher:
        found = read(fetcher, site.page("/a", page()))
    assert isinstance(found, Refusal)
    assert "private addresses are not allowed" in found.why
    assert not site.asked
