"""robots.txt as RFC 9309 says it is read."""

import pytest

from dragoman.reading.robots import parse_robots

TEXT = b"""\xef\xbb\xbf# rules of the house
User-agent: otherbot
Disallow: /

User-agent: onebot
User-agent: *
Disallow: /search
Disallow: /*/print$
Disallow: /*?session=
Allow: /search/about   # the longer rule wins
Disallow: /caf%C3%A9
Disallow:
Crawl-delay: 2.5
Sitemap: https://courier.example/map.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/search?q=a", False),
        ("/search/about", True),
        ("/world/print", False),
        ("/world/print/2", True),
        ("/a?session=1", False),
        ("/a?b=1&session=1", True),
        ("/caf%c3%a9/menu", False),
        ("/café", False),
    ],
)
def test_the_longest_rule_that_fits_decides(path: str, allowed: bool) -> None:
    assert parse_robots(TEXT, "Dragoman").allows(path) is allowed


def test_of_two_rules_of_one_length_the_kinder_wins() -> None:
    assert parse_robots(b"User-agent: *\nDisallow: /a\nAllow: /a", "Dragoman").allows("/a/b")


def test_the_pause_is_read_and_capped() -> None:
    assert parse_robots(TEXT, "Dragoman").delay == 2.5
    assert parse_robots(b"User-agent: *\nCrawl-delay: 86400", "Dragoman").delay == 60
    assert parse_robots(b"User-agent: *\nCrawl-delay: soon", "Dragoman").delay == 0


def test_our_own_group_is_the_only_one_that_counts_where_there_is_one() -> None:
    text = b"User-agent: *\nDisallow: /\nUser-agent: DRAGOMAN/9\nDisallow: /x\n"
    robots = parse_robots(text, "Dragoman")
    assert robots.allows("/a")
    assert not robots.allows("/x")


@pytest.mark.parametrize(
    "text",
    [b"", b"<html>404</html>", b"\xff\xfe\0\0", b"Disallow: /", b"User-agent: a\nDisallow: /a"],
)
def test_what_has_no_rules_for_us_allows_everything(text: bytes) -> None:
    assert parse_robots(text, "Dragoman").allows("/a")


def test_a_rule_of_many_stars_takes_no_time() -> None:
    robots = parse_robots(b"User-agent: *\nDisallow: /" + b"*a" * 2000 + b"b$", "Dragoman")
    assert robots.allows("/" + "a" * 8000)
