"""One HTTP request to an address that was checked, within limits of time and size."""

import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx

from dragoman.errors import InputError
from dragoman.reading.inputs import FailedInput

_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, "
_ACCEPT += "application/xml;q=0.9, text/xml;q=0.9, text/plain;q=0.8"
_MOST_ADDRESSES = 4  # of one host that are tried


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to connect, between two parts of the answer, and in all; bytes of the answer."""

    connect: float
    read: float
    total: float
    max_bytes: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sent; ``body`` as packed, and empty where it is not wanted."""

    status: int
    headers: httpx.Headers
    body: bytes


def ask(
    url: httpx.URL,
    addresses: Sequence[str],
    headers: dict[str, str],
    limits: Limits,
    kinds: frozenset[str] | None,
    tls: ssl.SSLContext,
    clock: Callable[[], float],
) -> Answer:
    """The answer to a GET of ``url``, connected to the first of the IP ``addresses`` that takes
    the connection. The certificate is checked for the host of the URL. The body is read only of
    answers of success and, with ``kinds``, of these media types.

    Raises FailedInput for faults of network and server, InputError for an answer over the limit.
    """
    fault: Exception | None = None
    for address in addresses[:_MOST_ADDRESSES]:
        watch = _Watch(limits.total)
        try:
            with watch:
                answer = _ask_one(url, address, headers, limits, kinds, tls, clock, watch)
            if watch.over:  # a body without a length seems whole where it was cut off
                raise FailedInput(f"the server took longer than {limits.total:g} seconds")
            return answer
        except (httpx.ConnectError, httpx.ConnectTimeout) as found:
            fault = found
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as found:
            if watch.over:
                raise FailedInput(
                    f"the server took longer than {limits.total:g} seconds"
                ) from found
            raise FailedInput(_told(found, limits)) from found
    raise FailedInput(_told(fault, limits)) from fault


def _ask_one(
    url: httpx.URL,
    address: str,
    headers: dict[str, str],
    limits: Limits,
    kinds: frozenset[str] | None,
    tls: ssl.SSLContext,
    clock: Callable[[], float],
    watch: "_Watch",
) -> Answer:
    # A client for one request: a connection that is kept could be used for another host that
    # shares the IP address, with the certificate of the first. And no proxies and passwords from
    # the environment: a proxy would resolve names by itself.
    timeout = httpx.Timeout(limits.read, connect=limits.connect)
    with httpx.Client(timeout=timeout, verify=tls, trust_env=False) as client:
        request = client.build_request(
            "GET",
            url.copy_with(host=address),
            headers={
                "Accept": _ACCEPT,
                "Accept-Encoding": "gzip",
                "Connection": "close",
                **headers,
                "Host": url.netloc.decode("ascii"),
            },
            extensions={"sni_hostname": url.raw_host.decode("ascii"), "trace": watch.note},
        )
        end = clock() + limits.total
        response = client.send(request, stream=True, follow_redirects=False)
        try:
            return Answer(
                response.status_code,
                response.headers,
                _body(response, limits, end, clock) if _wanted(response, kinds) else b"",
            )
        finally:
            with suppress(httpx.HTTPError):
                response.close()


def _wanted(response: httpx.Response, kinds: frozenset[str] | None) -> bool:
    if not 200 <= response.status_code < 300:
        return False
    media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kinds is None or not media or media in kinds


def _body(
    response: httpx.Response, limits: Limits, end: float, clock: Callable[[], float]
) -> bytes:
    said = response.headers.get("content-length", "")
    if said.isascii() and said.isdigit() and int(said[:15]) > limits.max_bytes:
        raise InputError(f"is larger than {limits.max_bytes:,} bytes, the limit for one page")
    parts, length = [], 0
    for part in response.iter_raw():
        length += len(part)
        if length > limits.max_bytes:
            raise InputError(f"is larger than {limits.max_bytes:,} bytes, the limit for one page")
        if clock() > end:
            raise FailedInput(f"the server took longer than {limits.total:g} seconds")
        parts.append(part)
    return b"".join(parts)


class _Watch:
    """Ends a request at its total time, whatever the server does: a byte now and then keeps any
    other time-out from coming, also within the headers. It shuts the socket, which the client
    then sees as a connection that broke."""

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._stream: Any = None
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def note(self, name: str, info: dict[str, Any]) -> None:
        """Called by httpx for what happens on the way; keeps the connection, plain or TLS."""
        if name.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._stream = info.get("return_value")

    def __enter__(self) -> "_Watch":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _end(self) -> None:
        self.over = True
        stream = self._stream
        found = stream.get_extra_info("socket") if stream is not None else None
        if found is not None:
            with suppress(OSError):
                found.shutdown(socket.SHUT_RDWR)


def _told(fault: Exception | None, limits: Limits) -> str:
    if isinstance(fault, httpx.ConnectTimeout):
        return f"the server did not answer within {limits.connect:g} seconds"
    if isinstance(fault, httpx.TimeoutException):
        return f"the server sent nothing for {limits.read:g} seconds"
    if isinstance(fault, httpx.ConnectError):
        if "certificate" in str(fault).lower() or "ssl" in str(fault).lower():
            return f"the connection is not secure ({str(fault)[:200]})"
        return "the server does not take connections"
    return f"the connection broke ({str(fault)[:200] or type(fault).__name__})"
