"""Feeds: what their entries say, whatever they are written in, and what bombs come to."""

import contextlib
import time
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.reading import InputOptions, read_sources
from dragoman.reading.feeds import is_feed, poll_feed, read_feed
from dragoman.reading.fetching import Fetcher
from dragoman.reading.inputs import Entry, Reading, Refusal
from dragoman.reading.webpages import read_entries

from .conftest import Site, make_fetcher

LONG = "The envoys of Peru and Chile met in Tacna on Monday to talk about the port. " * 20
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Courier &amp; Post</title>{items}</channel></rss>"""
ITEM = """<item><title>Envoys &lt;b&gt;meet&lt;/b&gt;</title><link>/world/1</link>
<pubDate>Mon, 03 Jun 2019 23:30:00 +0200</pubDate>
<description>&lt;p&gt;They met in Tacna.&lt;/p&gt;&lt;p&gt;Again.&lt;/p&gt;</description></item>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Agency</title>
<entry><title>Port deal</title><link rel="alternate" href="https://agency.example/2"/>
<published>2019-06-03T08:00:00Z</published><updated>2019-06-04T09:00:00Z</updated>
<content type="html">{content}</content></entry></feed>"""


def rss(items: str) -> bytes:
    return RSS.format(items=items).encode()


def article(text: str = LONG, head: str = "") -> str:
    return f"<html><head>{head}</head><body><article><p>{text}</p></article></body></html>"


class TestEntries:
    def test_rss(self) -> None:
        (entry,) = read_feed(rss(ITEM), "f", base="https://courier.example/world.rss")
        assert entry == Entry(
            link="https://courier.example/world/1",
            title="Envoys meet",
            published="2019-06-03",
            publisher="The Courier & Post",
            text="They met in Tacna.\n\nAgain.",
        )

    @pytest.mark.parametrize(
        ("content", "full"),
        [(f"<p>{LONG}</p>", True), ("<p>Short.</p>", False), (f"<p>{LONG}</p>Read more…", False)],
    )
    def test_atom_with_the_article_or_its_beginning(self, content: str, full: bool) -> None:
        (entry,) = read_feed(ATOM.format(content=escape(content)).encode(), "f")
        assert entry.link == "https://agency.example/2"
        assert (entry.published, entry.updated) == ("2019-06-03", "2019-06-04T09:00:00+00:00")
        assert entry.full is full

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
    def test_encodings_that_are_declared(self, encoding: str) -> None:
        text = RSS.replace("utf-8", encoding).format(items="<item><title>Señor</title></item>")
        assert read_feed(text.encode(encoding), "f")[0].title == "Señor"

    def test_a_lie_about_the_encoding(self) -> None:
        data = RSS.format(items="<item><title>Señor</title></item>").encode("latin-1")
        assert read_feed(data, "f")[0].title == "Señor"

    def test_a_malformed_feed_is_read_as_far_as_can_be(self) -> None:
        data = rss("<item><title>Cats & dogs</title><link>https://a.example/1</link></item>")
        assert read_feed(data, "f")[0].link == "https://a.example/1"

    @pytest.mark.parametrize("data", [b"", b"hello", b"<html><body>rss</body></html>", b"<xml/>"])
    def test_what_is_no_feed(self, data: bytes) -> None:
        assert not is_feed(data)
        with pytest.raises(InputError, match=r"^f: is neither an RSS nor an Atom feed"):
            read_feed(data, "f")


class TestBombs:
    LAUGHS = "<!ENTITY a 'ha'>" + "".join(
        f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
    )

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (
                f"<!DOCTYPE r [{LAUGHS}]><rss><channel><title>&j;</title></channel></rss>",
                "entities",
            ),
            ("<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss>&x;</rss>", "entities"),
            ("<rss>" + "<a>" * 50_000, "nests elements deeper than 200"),
            ("<rss " + " ".join(f"a{n}='x'" for n in range(50_000)) + "/>", "attributes"),
            ("<rss>" + "x" * 3_000_000 + "</rss>", "is larger than 3,000,000 bytes"),
        ],
    )
    def test_each_ends_in_a_sentence_and_in_no_time(self, data: str, says: str) -> None:
        begun = time.monotonic()
        with pytest.raises(InputError, match=says):
            read_feed(data.encode(), "f")
        assert time.monotonic() - begun < 2

    @pytest.mark.parametrize("junk", ["<", "<!--", "<![CDATA[", "&", "<a b='", "]]>", "<item>"])
    def test_malformed_ones_take_a_time_by_their_length(self, junk: str) -> None:
        begun = time.monotonic()
        read_feed(rss("&" + junk * 20_000), "f")
        assert time.monotonic() - begun < 5

    @settings(max_examples=80, deadline=None)
    @given(st.binary(max_size=200), st.integers(0, 300))
    def test_whatever_the_bytes_entries_or_an_error_of_ours(self, data: bytes, at: int) -> None:
        whole = rss(ITEM)
        with contextlib.suppress(InputError):
            assert isinstance(read_feed(whole[:at] + data + whole[at:], "f"), list)


class TestArticles:
    def test_the_links_of_a_feed_are_fetched(self, site: Site, fetcher: Fetcher) -> None:
        site.page("/world/1", article(), "text/html; charset=utf-8")
        url = site.page("/f", rss(ITEM), "application/rss+xml")
        (one,) = read_sources([url], InputOptions(), fetcher)
        assert isinstance(one, Reading)
        assert one.source == one.report.url == site.root + "/world/1"
        assert one.report.title
        assert (one.report.published, one.report.published_from) == ("2019-06-03", "metadata")
        assert one.retrieved is not None

    def test_each_bad_one_is_told_and_the_others_read(self, site: Site, fetcher: Fetcher) -> None:
        items = [
            f"<item><title>{name}</title><link>{site.root}/{name}</link></item>"
            for name in ("good", "gone", "picture", "bad", "good")
        ]
        site.page("/good", article())
        site.page("/picture", b"x", "image/png")
        site.page("/bad", "", status=500)
        url = site.page(
            "/f", rss("".join(items) + "<item><title>no link</title></item>"), "text/xml"
        )
        found = list(read_sources([url], InputOptions(), fetcher))
        states = [one.state if isinstance(one, Refusal) else "read" for one in found]
        assert states == ["read", "refused", "refused", "failed", "duplicate", "refused"]
        assert [one.source for one in found[1:4]] == [
            f"{site.root}/{name}" for name in ("gone", "picture", "bad")
        ]
        assert found[5].source == f"{url}, entry 6"

    def test_without_articles_the_text_of_the_feed_is_the_report(
        self, site: Site, fetcher: Fetcher
    ) -> None:
        url = site.page("/f", rss(ITEM), "application/rss+xml")
        (one,) = read_sources([url], InputOptions(articles=False), fetcher)
        assert isinstance(one, Reading)
        assert one.report.text == "They met in Tacna.\n\nAgain."
        assert one.report.publisher == "The Courier & Post"
        assert site.paths == ["/robots.txt", "/f"]

    def test_an_article_that_the_feed_has_in_full_is_not_fetched(
        self, site: Site, fetcher: Fetcher
    ) -> None:
        url = site.page("/f", ATOM.format(content=escape(f"<p>{LONG}</p>")), "application/atom+xml")
        (one,) = read_sources([url], InputOptions(), fetcher)
        assert isinstance(one, Reading)
        assert one.report.text == LONG.strip()

    def test_what_was_read_before_is_not_fetched_again(self, site: Site, fetcher: Fetcher) -> None:
        url = site.page("/f", rss(ITEM), "application/rss+xml")
        options = InputOptions(skip=lambda entry: bool(entry.link and "/world/1" in entry.link))
        (one,) = read_sources([url], options, fetcher)
        assert isinstance(one, Refusal)
        assert (one.state, one.source) == ("duplicate", site.root + "/world/1")

    def test_a_feed_that_may_be_private_does_not_open_other_private_hosts(self, site: Site) -> None:
        port = site.root.rpartition(":")[2]
        site.page("/own", article())
        links = (f"{site.root}/own", f"http://localhost:{port}/own")
        entries = [Entry(link=link) for link in links]
        fetcher = make_fetcher(allow_private=False, robots=False)
        options = InputOptions(articles=True)
        own, other = read_entries(entries, site.root, options, fetcher, allow_private=True)
        assert isinstance(own, Reading)
        assert isinstance(other, Refusal)
        assert "leads to this machine" in other.why


class TestPolls:
    def test_an_unchanged_feed_has_no_entries_and_keeps_its_validators(
        self, site: Site, fetcher: Fetcher
    ) -> None:
        url = site.page("/f", rss(ITEM), "text/xml", ETag='"1"')
        first = poll_feed(url, fetcher)
        assert (len(first.entries), first.refusal, first.validators.etag) == (1, None, '"1"')
        site.page("/f", b"", status=304)
        second = poll_feed(url, fetcher, first.validators)
        assert (second.unchanged, second.entries) == (True, ())
        assert second.validators == first.validators

    def test_a_feed_that_fails_says_why(self, site: Site, fetcher: Fetcher) -> None:
        poll = poll_feed(site.page("/f", "", status=502), fetcher)
        assert poll.refusal is not None
        assert (poll.refusal.state, poll.refusal.source) == ("failed", site.root + "/f")
        page = poll_feed(site.page("/p", article()), fetcher)
        assert page.refusal is not None
        assert page.refusal.why == "is neither an RSS nor an Atom feed"
