"""Feeds that are watched: the settings file, when each feed is due, and one asking of it."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dragoman.errors import InputError
from dragoman.model import Record
from dragoman.reading import check_reading
from dragoman.reading.addresses import parse_url
from dragoman.reading.feeds import Poll, poll_feed
from dragoman.reading.fetching import Fetcher, Validators
from dragoman.reading.inputs import InputOptions, Reading, Refusal
from dragoman.reading.webpages import read_entries

_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_OFTENEST = 60  # seconds
_SELDOMEST = 30 * 86_400
_KEYS = ("url", "publisher", "every", "articles", "allow_private")
_LARGEST_FILE = 1_000_000  # bytes


class FeedSettings(Record, frozen=True, kw_only=True):
    """One feed to watch. ``publisher``: of its reports, where the pages name none; ``every``: in
    seconds; ``articles``: whether its links are fetched; ``allow_private``: whether the feed, and
    articles on its own host, may lie on this machine or network."""

    url: str
    publisher: str | None = None
    every: int = 1_800
    articles: bool = True
    allow_private: bool = False


def read_settings(path: Path) -> tuple[FeedSettings, ...]:
    """The feeds of a TOML file with one ``[[feed]]`` table each, in its order.

    Raises InputError that names the file, the feed and the key that is wrong.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_FILE + 1)
        if len(data) > _LARGEST_FILE:
            raise InputError(f"{path}: is larger than {_LARGEST_FILE:,} bytes")
        tables = tomllib.loads(data.decode("utf-8-sig"))
    except FileNotFoundError as fault:
        raise InputError(f"{path}: there is no such file") from fault
    except OSError as fault:
        raise InputError(f"{path}: cannot be read ({fault.strerror})") from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise InputError(f"{path}: is not TOML ({fault})") from fault
    return settings_of(tables, str(path))


def settings_of(tables: Mapping[str, Any], where: str) -> tuple[FeedSettings, ...]:
    """The feeds of a settings file that has been parsed. Raises InputError as above."""
    other = sorted(set(tables) - {"feed"})
    if other:
        raise InputError(f"{where}: {other[0]!r} is no setting; a feed is a [[feed]] table")
    found = tables.get("feed")
    if not isinstance(found, list) or not found or not all(isinstance(t, dict) for t in found):
        raise InputError(f'{where}: names no feed; begin with a line [[feed]] and then url = "..."')
    feeds = tuple(_feed(table, f"{where}, feed {n}") for n, table in enumerate(found, start=1))
    seen: set[str] = set()
    for number, feed in enumerate(feeds, start=1):
        if feed.url in seen:
            raise InputError(f"{where}, feed {number}: {feed.url} is named twice")
        seen.add(feed.url)
    return feeds


def seconds_of(value: object, where: str) -> int:
    """``"30m"``, ``"2h"``, ``"1d"``, ``"90s"``, in seconds.

    Raises InputError for anything else, and below a minute or above 30 days.
    """
    found = re.fullmatch(r"\s*(\d{1,7})\s*([smhd])\s*", value) if isinstance(value, str) else None
    if found is None:
        raise InputError(f'{where}: every = {value!r} is no time; write it as "30m" or "2h"')
    seconds = int(found.group(1)) * _UNITS[found.group(2)]
    if not _OFTENEST <= seconds <= _SELDOMEST:
        raise InputError(f"{where}: every = {value!r} must be from 1m to 30d")
    return seconds


def due(
    feeds: Sequence[FeedSettings], last_seen: Mapping[str, float], now: float
) -> list[FeedSettings]:
    """The feeds to ask now, in their order. ``last_seen`` has the time of the last asking by URL,
    in seconds of the same clock as ``now``; a time in the future (the clock was set back) counts
    as none."""
    return [feed for feed in feeds if _seconds_until(feed, last_seen, now) <= 0]


def next_due(feeds: Sequence[FeedSettings], last_seen: Mapping[str, float], now: float) -> float:
    """The seconds until the first feed is due; 0 if one is."""
    return max(0.0, min(_seconds_until(feed, last_seen, now) for feed in feeds))


def rounds(
    feeds: Sequence[FeedSettings],
    clock: Callable[[], float],
    sleep: Callable[[float], None],
    last_seen: Mapping[str, float] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[FeedSettings]:
    """Feeds as they come due, without end: waits while none is. Ends when ``stop`` is true, which
    is asked before each feed and after each sleep; the caller's ``sleep`` may wake early."""
    seen = dict(last_seen or {})
    while feeds and not stop():
        for feed in due(feeds, seen, clock()):
            if stop():
                return
            seen[feed.url] = clock()
            yield feed
        wait = next_due(feeds, seen, clock())
        if wait > 0:
            sleep(wait)


def ask_feed(
    feed: FeedSettings,
    fetcher: Fetcher,
    options: InputOptions,
    validators: Validators | None = None,
) -> tuple[Poll, Iterator[Reading | Refusal]]:
    """One asking of a watched feed: how it went, with the validators to keep for the next time
    (only once the readings have been taken up), and its reports. ``options.skip`` says which
    entries are known."""
    poll = poll_feed(feed.url, fetcher, validators, feed.allow_private or None)
    chosen = msgspec.structs.replace(
        options, publisher=feed.publisher or options.publisher, articles=feed.articles
    )
    if poll.refusal is not None:
        return poll, iter((poll.refusal,))
    found = read_entries(
        poll.entries, feed.url, chosen, fetcher, poll.retrieved, feed.allow_private
    )
    return poll, (check_reading(one, chosen) for one in found)


def _seconds_until(feed: FeedSettings, last_seen: Mapping[str, float], now: float) -> float:
    last = last_seen.get(feed.url)
    if last is None or last > now:
        return 0.0
    return last + feed.every - now


def _feed(table: Mapping[str, Any], where: str) -> FeedSettings:
    other = sorted(set(table) - set(_KEYS))
    if other:
        raise InputError(f"{where}: there is no key {other[0]!r}; keys: {', '.join(_KEYS)}")
    url = table.get("url")
    if not isinstance(url, str) or not url.strip():
        raise InputError(f"{where}: url is missing")
    try:
        parse_url(url)
    except InputError as fault:
        raise InputError(f"{where}: {fault}") from fault
    publisher = table.get("publisher")
    if publisher is not None and not isinstance(publisher, str):
        raise InputError(f"{where}: publisher must be text in quotation marks")
    return FeedSettings(
        url=url.strip(),
        publisher=publisher,
        every=seconds_of(table.get("every", "30m"), where),
        articles=_truth(table, "articles", True, where),
        allow_private=_truth(table, "allow_private", False, where),
    )


def _truth(table: Mapping[str, Any], key: str, usual: bool, where: str) -> bool:
    value = table.get(key, usual)
    if not isinstance(value, bool):
        raise InputError(f"{where}: {key} must be true or false")
    return value
