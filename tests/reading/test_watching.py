"""Feeds that are watched: what their file may say, and when each is due."""

from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.reading.inputs import InputOptions, Reading, Refusal
from dragoman.reading.watching import (
    FeedSettings,
    ask_feed,
    due,
    next_due,
    read_settings,
    rounds,
)

from .conftest import Site, make_fetcher

FILE = """
[[feed]]
url = "https://courier.example/world.rss"
publisher = "The Courier"
every = "30m"

[[feed]]
url = "http://intranet.example/agency.xml"
every = "2h"
articles = false
allow_private = true
"""
A = FeedSettings(url="https://a.example/", every=60)
B = FeedSettings(url="https://b.example/", every=100)


def settings(tmp_path: Path, text: str) -> tuple[FeedSettings, ...]:
    path = tmp_path / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def test_a_file_names_feeds_and_how_each_is_watched(tmp_path: Path) -> None:
    assert settings(tmp_path, FILE) == (
        FeedSettings(url="https://courier.example/world.rss", publisher="The Courier", every=1800),
        FeedSettings(
            url="http://intranet.example/agency.xml",
            every=7200,
            articles=False,
            allow_private=True,
        ),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "names no feed"),
        ("[feed]\nurl = 'https://a.example/'", "names no feed"),
        ("[[feeds]]\nurl = 'https://a.example/'", "'feeds' is no setting"),
        ("[[feed]]\npublisher = 'x'", "feed 1: url is missing"),
        ("[[feed]]\nurl = 'ftp://a.example/'", "feed 1: .*only http"),
        ("[[feed]]\nurl = 'https://a.example/'\nevry = '1h'", "there is no key 'evry'"),
        ("[[feed]]\nurl = 'https://a.example/'\nevery = '5 years'", "is no time"),
        ("[[feed]]\nurl = 'https://a.example/'\nevery = 30", "is no time"),
        ("[[feed]]\nurl = 'https://a.example/'\nevery = '1s'", "from 1m to 30d"),
        ("[[feed]]\nurl = 'https://a.example/'\narticles = 'no'", "articles must be true or false"),
        ("[[feed]]\nurl = 'https://a.example/'\npublisher = 1", "publisher must be text"),
        ("[[feed]]\nurl = 'https://a.example/'\n" * 2, "feed 2: https://a.example/ is named twice"),
        ("[[feed]\n", "is not TOML"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_feed(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InputError, match=f"feeds.toml.*{says}"):
        settings(tmp_path, text)


def test_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        read_settings(tmp_path / "none.toml")


def test_a_feed_is_due_when_its_time_has_passed_or_it_was_never_asked() -> None:
    assert due([A, B], {}, 0) == [A, B]
    assert due([A, B], {A.url: 0, B.url: 0}, 59) == []
    assert due([A, B], {A.url: 0, B.url: 0}, 60) == [A]
    assert next_due([A, B], {A.url: 0, B.url: 0}, 45) == 15
    assert next_due([A, B], {A.url: 0}, 45) == 0


def test_a_clock_that_was_set_back_does_not_stop_the_watch() -> None:
    assert due([A], {A.url: 1_000_000}, 5) == [A]


def test_rounds_go_on_until_they_are_stopped_and_sleep_in_between() -> None:
    time, slept = 0.0, list[float]()

    def sleep(seconds: float) -> None:
        nonlocal time
        slept.append(seconds)
        time += seconds

    feeds = rounds([A, B], lambda: time, sleep, stop=lambda: time > 125)
    asked = [(time, feed.url[8]) for feed in feeds]
    assert asked == [(0, "a"), (0, "b"), (60, "a"), (100, "b"), (120, "a")]
    assert slept == [60, 40, 20, 60]


def test_rounds_take_up_where_they_were() -> None:
    found = rounds([A, B], lambda: 70.0, lambda _: None, last_seen={A.url: 30, B.url: -30})
    assert next(found) == B


def test_one_asking_gives_the_reports_and_what_to_ask_with_the_next_time(site: Site) -> None:
    text = "The envoys of Peru and Chile met in Tacna on Monday to talk about the port."
    feed = (
        "<rss><channel><title>World</title>"
        + "".join(f"<item><title>t</title><link>{site.root}/{n}</link></item>" for n in "ab")
        + "</channel></rss>"
    )
    url = site.page("/f", feed, "text/xml", ETag='"1"')
    site.page("/b", f"<html><body><article><p>{text}</p></article></body></html>")
    watched = FeedSettings(url=url, publisher="The Courier", allow_private=True)
    fetcher = make_fetcher(allow_private=False)
    options = InputOptions(skip=lambda entry: str(entry.link).endswith("/a"))

    poll, found = ask_feed(watched, fetcher, options)
    known, new = found
    assert isinstance(known, Refusal)
    assert known.state == "duplicate"
    assert isinstance(new, Reading)
    assert (new.report.text, new.source) == (text, site.root + "/b")

    site.page("/f", b"", status=304)
    again, nothing = ask_feed(watched, fetcher, options, poll.validators)
    assert (again.unchanged, list(nothing)) == (True, [])
    site.page("/f", b"", status=500)
    _, (fault,) = ask_feed(watched, fetcher, options, poll.validators)
    assert isinstance(fault, Refusal)
    assert (fault.state, fault.source) == ("failed", url)


def test_a_feed_on_this_machine_is_refused_where_it_is_not_allowed(site: Site) -> None:
    watched = FeedSettings(url=site.page("/f", "x", "text/xml"))
    _, (fault,) = ask_feed(watched, make_fetcher(allow_private=False), InputOptions())
    assert isinstance(fault, Refusal)
    assert "this machine" in fault.why
    assert not site.asked
