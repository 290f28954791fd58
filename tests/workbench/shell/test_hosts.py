"""The name it is asked under: a page of another site can lead its own name to this machine."""

import pytest
from tests.workbench.shell.making import Client, client_of

from dragoman.record.record import Record
from dragoman.workbench.security.hosts import Hosts, host_name
from dragoman.workbench.settings import WorkbenchSettings, is_loopback

OURS = ["127.0.0.1", "127.0.0.1:8017", "localhost:1", "LOCALHOST", "[::1]:8017", "127.1.2.3"]
OTHERS = ["evil.example", "evil.example:8017", "127.0.0.1.evil.example", "localhost.evil.example",
          "192.168.1.5", "0.0.0.0", "", "localhost@evil.example", "[::2]"]  # fmt: skip


@pytest.mark.parametrize("host", OURS)
def test_names_of_this_machine_are_answered(looking: Client, host: str) -> None:
    assert looking.get("/api/record", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", OTHERS)
@pytest.mark.parametrize("path", ["/", "/api/record", "/static/dragoman.css"])
def test_other_names_are_refused(looking: Client, host: str, path: str) -> None:
    answer = looking.get(path, headers={"Host": host})
    assert answer.status_code == 421
    assert "does not answer to this name" in answer.text


def test_a_name_can_be_allowed(record: Record) -> None:
    with client_of(record, names=("Desk.example",)) as client:
        assert client.get("/api/record", headers={"Host": "desk.example:443"}).status_code == 200
        assert client.get("/api/record", headers={"Host": "evil.example"}).status_code == 421


def test_beyond_this_machine_any_name_is_answered_unless_some_are_given() -> None:
    def refusal(names: tuple[str, ...]) -> str | None:
        hosts = Hosts(WorkbenchSettings(host="0.0.0.0", names=names))
        return hosts.refusal({"headers": [(b"host", b"desk.example")]})

    assert refusal(()) is None
    assert refusal(("desk.example",)) is None
    assert refusal(("other.example",)) is not None


@pytest.mark.parametrize("host", ["192.0.2.7", "2001:db8::7", "[2001:db8::7]"])
def test_the_address_that_it_says_it_is_at_is_answered(host: str) -> None:
    hosts = Hosts(WorkbenchSettings(host=host, names=("desk.example",)))
    asked = f"[{host.strip('[]')}]:8443" if ":" in host else f"{host}:8443"
    assert hosts.refusal({"headers": [(b"host", asked.encode())]}) is None
    assert hosts.refusal({"headers": [(b"host", b"192.0.2.8")]}) is not None


def test_two_host_headers_are_one_too_many() -> None:
    hosts = Hosts(WorkbenchSettings())
    assert hosts.refusal({"headers": [(b"host", b"127.0.0.1"), (b"host", b"evil.example")]})
    assert hosts.refusal({"headers": []})


def test_a_name_is_read_without_its_port() -> None:
    assert host_name("[::1]:8017") == "::1"
    assert host_name("a.example:1") == "a.example"


def test_loopback_is_told_by_address() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "10.0.0.1", "localhost.example", "")))
