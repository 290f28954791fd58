"""Which addresses are never fetched from, by their form and by where they lead."""

import pytest

from dragoman.errors import InputError
from dragoman.reading.addresses import checked_addresses, closed_network, parse_url
from dragoman.reading.urls import is_url, shown


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", "this machine"),
        ("127.8.9.10", "this machine"),
        ("::1", "this machine"),
        ("10.0.0.1", "a private network"),
        ("172.16.0.1", "a private network"),
        ("192.168.1.1", "a private network"),
        ("fd00::1", "a private network"),
        ("169.254.169.254", "a link-local address"),  # where clouds keep their keys
        ("fe80::1", "a link-local address"),
        ("100.64.0.1", "a reserved address"),
        ("224.0.0.1", "a multicast address"),
        ("0.0.0.0", "no address at all"),
        ("::", "no address at all"),
        ("255.255.255.255", "a reserved address"),
        # IPv4 in the clothes of IPv6
        ("::ffff:127.0.0.1", "this machine"),
        ("64:ff9b::7f00:1", "this machine"),
        ("2002:a00:1::", "a private network"),
        ("nonsense", "the unreadable address"),
    ],
)
def test_closed_networks_are_named(address: str, kind: str) -> None:
    assert (closed_network(address) or "").startswith(kind)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111"])
def test_the_open_net_is_open(address: str) -> None:
    assert closed_network(address) is None


def test_of_a_host_with_both_kinds_only_the_open_address_is_used() -> None:
    found = checked_addresses("mixed.example", 80, False, lambda *_: ["10.0.0.1", "8.8.8.8"])
    assert found == ["8.8.8.8"]


def test_a_host_with_none_but_closed_ones_is_refused_and_allowed_only_by_option() -> None:
    def resolver(*_: object) -> list[str]:
        return ["10.0.0.1"]

    with pytest.raises(
        InputError, match=r"inner\.example leads to a private network \(10\.0\.0\.1"
    ):
        checked_addresses("inner.example", 80, False, resolver)
    assert checked_addresses("inner.example", 80, True, resolver) == ["10.0.0.1"]


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://courier.example/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://courier.example/", "only http and https"),
        ("http://", "names no host"),
        ("http://courier.example:22/", "port 22 is that of another service"),
        ("http://courier.example:70000/", "port 70000"),
        ("http://[::1", "is no web address"),
        ("http://a\x00b/", "is no web address"),
        ("http://courier.example/" + "a" * 9000, "longer than 8,000 characters"),
    ],
)
def test_addresses_that_are_never_fetched(url: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        parse_url(url)


def test_passwords_are_neither_used_nor_told() -> None:
    with pytest.raises(InputError, match=r"^https://courier\.example/a: .* password") as found:
        parse_url("https://me:secret@courier.example/a")
    assert "secret" not in str(found.value)
    assert shown("https://me:secret@courier.example/a?b=c@d") == "https://courier.example/a?b=c@d"


def test_an_address_is_read_without_its_fragment_and_in_the_alphabet_of_the_net() -> None:
    assert str(parse_url(" https://exämple.example/ü?q=1#part ")) == (
        "https://xn--exmple-cua.example/%C3%BC?q=1"
    )


def test_what_is_meant_as_an_address() -> None:
    assert is_url("https://courier.example")
    assert is_url("ftp://courier.example")
    assert not is_url("reports/a.txt")
    assert not is_url("C:\\reports\\a.txt")
    assert not is_url("http:/a")
