"""Pages and feeds from the web, fetched politely and with care.

Polite: robots.txt is obeyed, a host gets one request at a time with a pause between two, a pause
that it asks for (Retry-After) is kept, feeds are asked for only if changed, and we say who we are.
With care: every address is checked before each request, also behind a redirect, and the
connection goes to the very IP address that was checked; sizes (packed and unpacked) and times are
limited. The decisions are in ``addresses``, ``robots``, ``pacing`` and the pure functions below;
``connecting`` does one request.
"""

import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import httpx
import msgspec

from dragoman._version import __version__
from dragoman.errors import InputError
from dragoman.model import Record
from dragoman.reading.addresses import Resolver, checked_addresses, parse_url, resolve
from dragoman.reading.answers import (
    BUSY,
    REDIRECTS,
    media_type,
    next_address,
    retry_after,
    unusable,
)
from dragoman.reading.bounded import unpack
from dragoman.reading.connecting import Answer, Limits, ask
from dragoman.reading.inputs import DEFAULT_BYTES, FailedInput
from dragoman.reading.pacing import Pace
from dragoman.reading.robots import EVERYTHING, Robots, parse_robots
from dragoman.reading.urls import shown

PRODUCT = "Dragoman"
PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
FEEDS = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml",
     "text/xml"}
)  # fmt: skip

_ROBOTS_BYTES = 2_000_000
_ROBOTS_KEPT = 86_400.0  # seconds; RFC 9309 says a day at most
_TROUBLE_KEPT = 300.0  # seconds until a robots.txt that could not be read is asked for again
_SECONDS_IF_BUSY = 120.0  # the pause for a busy host that names none


class FetchSettings(Record, frozen=True, kw_only=True):
    """How the web is asked. Times are seconds. ``contact`` (a URL or mail address) is added to the
    User-Agent. ``delay`` is the pause between two requests to a host, ``total`` the longest time
    of one request, ``longest_wait`` the longest pause that a host may ask for and get within a
    run. ``allow_private`` lets addresses of the own machine and network be fetched."""

    contact: str | None = None
    delay: float = 1.0
    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    longest_wait: float = 120.0
    max_bytes: int = DEFAULT_BYTES
    max_redirects: int = 5
    allow_private: bool = False
    robots: bool = True


class Validators(Record, frozen=True, kw_only=True):
    """What a server gave to ask with whether a feed has changed (ETag, Last-Modified)."""

    etag: str | None = None
    modified: str | None = None


class Page(Record, frozen=True, kw_only=True):
    """What was fetched. ``url`` is where it was in the end, ``retrieved`` an ISO 8601 instant.
    ``unchanged``: the server said that it is as it was (``data`` is empty then)."""

    url: str
    media: str
    data: bytes
    retrieved: str
    charset: str | None = None
    validators: Validators = Validators()
    unchanged: bool = False


def user_agent(contact: str | None) -> str:
    """Who we say we are: ``Dragoman/0.1.0 (news reader for research; contact)``."""
    return f"{PRODUCT}/{__version__} (news reader for research{f'; {contact}' if contact else ''})"


class Fetcher:
    """Fetches pages and feeds; usable from several threads. What it knows of hosts (pauses,
    robots.txt) lives as long as it does, so one is shared by a whole run. Clock, sleep, resolver
    and now are handed in by tests."""

    def __init__(
        self,
        settings: FetchSettings | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        resolver: Resolver = resolve,
    ) -> None:
        self.settings = settings or FetchSettings()
        self._clock = clock
        self._now = now
        self._resolver = resolver
        self._pace = Pace(clock, sleep, self.settings.longest_wait)
        self._robots: dict[tuple[str, bool], tuple[float, Robots | str]] = {}
        self._tls: ssl.SSLContext | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Nothing is held open between requests."""

    def get(
        self,
        url: str,
        kinds: frozenset[str] = PAGES | FEEDS,
        validators: Validators | None = None,
        allow_private: bool | None = None,
    ) -> Page:
        """The page at an address, after at most five redirects.

        ``kinds``: media types that are accepted. ``validators``: of the last time, so that what
        has not changed is not sent again. ``allow_private`` overrides the setting for this page
        and redirects within its host.

        Raises InputError for what may not or cannot be read (robots.txt, a private address, size,
        kind, 404), FailedInput for what may work another time (network, time, 5xx).
        """
        here = first = parse_url(url)
        for _ in range(self.settings.max_redirects + 1):
            private = self._private(allow_private, here, first)
            if self.settings.robots and not self._site(here, private).allows(target_of(here)):
                raise InputError(f"{shown(url)}: the site's robots.txt asks not to fetch this page")
            answer = self._patient(here, private, validators, kinds)
            if answer.status not in REDIRECTS:
                return self._page(here, answer, kinds)
            here = next_address(here, answer.headers)
        raise InputError(
            f"{shown(url)}: leads through more than {self.settings.max_redirects} redirects"
        )

    def _private(self, allow: bool | None, here: httpx.URL, first: httpx.URL) -> bool:
        """Whether a private address may be asked: a leave for one page ends at its host."""
        own = allow is not None and here.netloc == first.netloc
        return bool(allow) if own else self.settings.allow_private

    def _patient(
        self, here: httpx.URL, private: bool, validators: Validators | None, kinds: frozenset[str]
    ) -> Answer:
        """One request, and one more where the host was busy and asked for a pause we can keep."""
        asking = _asking(validators)
        for last in (False, True):
            with self._pace.turn(_host(here), self._delay(here)):
                answer = self._ask(here, private, asking, kinds)
                if answer.status not in BUSY:
                    return answer
                pause = retry_after(answer.headers, self._now())
                self._pace.pause(_host(here), _SECONDS_IF_BUSY if pause is None else pause)
                if last or pause is None or pause > self.settings.longest_wait:
                    return answer
        return answer

    def _ask(
        self, here: httpx.URL, private: bool, headers: dict[str, str], kinds: frozenset[str] | None
    ) -> Answer:
        settings = self.settings
        limits = Limits(settings.connect, settings.read, settings.total, settings.max_bytes)
        self._tls = self._tls or httpx.create_ssl_context()
        port = here.port or (443 if here.scheme == "https" else 80)
        host = here.raw_host.decode("ascii")
        try:
            found = checked_addresses(host, port, private, self._resolver)
            headers = {"User-Agent": user_agent(settings.contact), **headers}
            return ask(here, found, headers, limits, kinds, self._tls, self._clock)
        except InputError as fault:
            raise type(fault)(f"{here}: {fault}") from fault

    def _site(self, here: httpx.URL, private: bool) -> Robots:
        """The site's robots.txt, asked for once a day.

        Raises FailedInput while it cannot be read: RFC 9309 has nothing fetched then.
        """
        site = (_site_of(here), private)
        at, known = self._robots.get(site, (0.0, None))
        kept = _ROBOTS_KEPT if isinstance(known, Robots) else _TROUBLE_KEPT
        if known is None or self._clock() - at > kept:
            try:
                known = self._read_robots(here.copy_with(raw_path=b"/robots.txt"), private)
            except FailedInput as fault:
                known = str(fault).removeprefix(f"{here.copy_with(raw_path=b'/robots.txt')}: ")
            self._robots[site] = (self._clock(), known)
        if isinstance(known, str):
            raise FailedInput(f"{here}: the site's robots.txt could not be read ({known})")
        return known

    def _read_robots(self, here: httpx.URL, private: bool) -> Robots:
        """The rules of a site; everything is allowed where there is no such file."""
        first = here
        try:
            for _ in range(self.settings.max_redirects + 1):
                private = self._private(private, here, first)
                with self._pace.turn(_host(here), self.settings.delay):
                    answer = self._ask(here, private, {}, None)
                if answer.status in REDIRECTS:
                    here = next_address(here, answer.headers)
                elif 200 <= answer.status < 300:
                    coding = answer.headers.get("content-encoding", "")
                    data = unpack(answer.body, coding, "robots.txt", _ROBOTS_BYTES)
                    return parse_robots(data, PRODUCT)
                elif answer.status >= 500 or answer.status == 429:
                    raise FailedInput(f"status {answer.status}")
                else:
                    return EVERYTHING
        except FailedInput:
            raise
        except InputError:  # a private address, a broken file: the page itself will be judged
            return EVERYTHING
        return EVERYTHING

    def _delay(self, here: httpx.URL) -> float:
        keys = [(_site_of(here), private) for private in (True, False)]
        known = [self._robots[key][1] for key in keys if key in self._robots]
        return max(self.settings.delay, *(r.delay for r in known if isinstance(r, Robots)), 0.0)

    def _page(self, here: httpx.URL, answer: Answer, kinds: frozenset[str]) -> Page:
        media, charset = media_type(answer.headers.get("content-type", ""))
        fields = answer.headers
        page = Page(
            url=str(here),
            media=media,
            charset=charset,
            data=b"",
            retrieved=self._now().astimezone(UTC).isoformat(timespec="seconds"),
            validators=Validators(etag=fields.get("etag"), modified=fields.get("last-modified")),
            unchanged=answer.status == 304,
        )
        if page.unchanged:
            return page
        fault = unusable(answer.status, media, kinds)
        if fault is not None:
            raise type(fault)(f"{here}: {fault}")
        packed = fields.get("content-encoding", "")
        data = unpack(answer.body, packed, str(here), self.settings.max_bytes)
        return msgspec.structs.replace(page, data=data)


def target_of(url: httpx.URL) -> str:
    """What a robots.txt speaks of: the path and the query."""
    return url.raw_path.decode("ascii", "replace") or "/"


def _asking(validators: Validators | None) -> dict[str, str]:
    if validators is None:
        return {}
    fields = {"If-None-Match": validators.etag, "If-Modified-Since": validators.modified}
    return {name: value for name, value in fields.items() if value}


def _host(url: httpx.URL) -> str:
    return url.raw_host.decode("ascii").lower()


def _site_of(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"
