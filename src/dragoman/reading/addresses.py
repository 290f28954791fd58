"""Which web addresses may be fetched: decisions only, nothing is sent.

Against requests forged through us (SSRF): http and https only, no user names or passwords, no
ports of other services, and no host that resolves to an address of the own machine or network.
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence

import httpx

from dragoman.errors import InputError
from dragoman.reading.inputs import FailedInput
from dragoman.reading.urls import shown

_LONGEST_URL = 8_000
_LOWEST_FREE_PORT = 1024
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Resolver = Callable[[str, int], Sequence[str]]
_IP = ipaddress.IPv4Address | ipaddress.IPv6Address


def parse_url(url: str) -> httpx.URL:
    """The address, taken apart and without its fragment.

    Raises InputError for anything that is never fetched.
    """
    told = shown(url)
    if len(url) > _LONGEST_URL:
        raise InputError(f"{told[:100]}…: the address is longer than {_LONGEST_URL:,} characters")
    try:
        parsed = httpx.URL(url.strip()).copy_with(fragment=None)
        port, host = parsed.port, parsed.host  # raises for a name that IDNA does not have
    except (httpx.InvalidURL, ValueError, TypeError) as fault:
        raise InputError(f"{told}: is no web address") from fault
    if parsed.scheme not in ("http", "https"):
        raise InputError(f"{told}: only http and https addresses are fetched")
    if parsed.userinfo:
        raise InputError(f"{told}: an address with a user name or password in it is not fetched")
    if not host:
        raise InputError(f"{told}: the address names no host")
    if port is not None and not (port in (80, 443) or _LOWEST_FREE_PORT <= port <= 65_535):
        raise InputError(f"{told}: port {port} is that of another service than the web")
    return parsed


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, from the system's resolver.

    Raises FailedInput for a host that is not known.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise FailedInput(f"the host {host} is not known") from fault
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


def checked_addresses(
    host: str, port: int, allow_private: bool, resolver: Resolver = resolve
) -> list[str]:
    """The addresses of a host that may be connected to, in the resolver's order.

    Raises InputError where there is none, FailedInput for an unknown host.
    """
    found = resolver(host, port)
    if allow_private:
        return list(found)
    open_ones = [address for address in found if closed_network(address) is None]
    if not open_ones:
        what = closed_network(found[0]) if found else "nothing"
        raise InputError(f"{host} leads to {what}, and private addresses are not allowed here")
    return open_ones


def closed_network(address: str) -> str | None:
    """What kind of address it is that strangers may not send us to, or None for the open net."""
    try:
        ip: _IP = _inner(ipaddress.ip_address(address))
    except ValueError:
        return f"the unreadable address {address!r}"
    kinds = (
        (ip.is_loopback, "this machine"),
        (ip.is_link_local, "a link-local address"),
        (ip.is_unspecified, "no address at all"),
        (ip.is_multicast, "a multicast address"),
        (ip.is_reserved, "a reserved address"),
        (ip.is_private, "a private network"),
        (not ip.is_global, "a reserved address"),
    )
    kind = next((name for holds, name in kinds if holds), None)
    return f"{kind} ({address})" if kind else None


def _inner(ip: _IP) -> _IP:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip.teredo is not None:
        return ip.teredo[1]
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip
