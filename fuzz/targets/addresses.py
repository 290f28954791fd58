"""Web addresses: those that are given, those that redirects and feeds lead to, those of a login."""

from contextlib import suppress

import httpx

from dragoman.errors import InputError
from dragoman.reading.addresses import closed_network, parse_url
from dragoman.reading.answers import media_type, next_address, retry_after
from dragoman.reading.fetching import target_of
from dragoman.workbench.inputs import checked_address
from dragoman.workbench.pages.accounts import own_path
from dragoman.workbench.security.hosts import host_name
from fuzz.inputs import NOW, Broken

_HERE = httpx.URL("https://courier.example/news/")


def check(data: bytes) -> None:
    """The input is an address, a Location, a ``next=``, a Host, a header."""
    text = data.decode("utf-8", "replace")
    line = data.replace(b"\r", b"").replace(b"\n", b"")
    header = line.decode("latin-1")
    with suppress(InputError):
        found = parse_url(text)
        if found.scheme not in ("http", "https") or found.userinfo or not found.host:
            raise Broken(f"{text!r} is fetched as {found!r}")
        target_of(found)
        found.raw_host.decode("ascii")
    with suppress(InputError):
        next_address(_HERE, httpx.Headers([(b"location", line)]))
    with suppress(InputError):
        checked_address(text)
    path = own_path(text)
    joined = httpx.URL("https://desk.example/login").join(path)
    if joined.host != "desk.example":
        raise Broken(f"a login leads to {path!r}")
    host_name(header)
    closed_network(text)
    media_type(header)
    wait = retry_after(httpx.Headers([(b"retry-after", line)]), NOW)
    if wait is not None and wait < 0:
        raise Broken(f"a pause of {wait} seconds")
