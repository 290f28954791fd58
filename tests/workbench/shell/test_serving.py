"""The real server: it starts, says where it is, answers, and ends without a fault."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.record.record import Record
from dragoman.workbench.security.accounts import is_password, list_accounts
from dragoman.workbench.security.tokens import list_tokens

PROGRAM = [sys.executable, "-m", "dragoman"]


@contextmanager
def served(folder: Path, *options: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A server of its own process, and where it is."""
    told = folder / "told.txt"
    with told.open("w") as errors:
        process = subprocess.Popen(
            [*PROGRAM, "serve", "--record", str(folder / "r.db"), "--port", "0", *options],
            stderr=errors,
            text=True,
        )
    try:
        until = time.monotonic() + 60
        while not (found := re.search(r"is at (\S+)/ ", told.read_text())):
            assert process.poll() is None, told.read_text()
            assert time.monotonic() < until
            time.sleep(0.05)
        yield found[1], process
    finally:
        process.kill()
        process.wait()


def refused(*command: str) -> str:
    """What a command says that is refused: one line, and exit status 2."""
    done = subprocess.run([*PROGRAM, *command], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    lines = [line for line in done.stderr.splitlines() if "made a new record" not in line]
    assert len(lines) == 1
    return lines[0]


def test_it_serves_and_ends(tmp_path: Path) -> None:
    with served(tmp_path) as (where, process):
        assert where.startswith("http://127.0.0.1:")
        answer = httpx.get(f"{where}/api/record")
        assert answer.json()["counts"]["reports"] == 0
        assert "server" not in answer.headers
        assert httpx.get(f"{where}/").status_code == 200
        assert httpx.get(f"{where}/", headers={"Host": "evil.example"}).status_code == 421
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        told = (tmp_path / "told.txt").read_text()
        assert "made a new record" in told
        assert told.rstrip().endswith("dragoman: stopped")
        assert "Traceback" not in told


def test_a_report_is_coded_by_a_process_of_its_own_and_pages_stay_quick(tmp_path: Path) -> None:
    text = "Pakistan's foreign minister met the Iranian president in Tehran on Sunday."
    with served(tmp_path) as (where, process):
        job = httpx.post(f"{where}/api/reports", json={"text": text, "published": "2019-06-03"})
        waits = []
        until = time.monotonic() + 60
        while True:
            found = httpx.get(where + job.headers["location"]).json()
            if found["state"] not in ("waiting", "working"):
                break
            assert time.monotonic() < until
            begun = time.monotonic()
            httpx.get(f"{where}/api/record")
            waits.append(time.monotonic() - begun)
            time.sleep(0.1)
        assert found["outcomes"][0]["state"] == "coded", found
        assert sorted(waits)[len(waits) // 2] < 0.5
        events = httpx.get(f"{where}/api/events").json()["items"]
        assert [event["event"] for event in events] == ["CONSULT"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_a_killed_server_leaves_no_process_and_a_sound_record(tmp_path: Path) -> None:
    with served(tmp_path) as (where, process):
        httpx.post(f"{where}/api/reports", json={"text": "The ministers met in the city today."})
        time.sleep(0.5)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        below = [int(pid) for pid in children.read_text().split()] if children.exists() else []
        process.kill()
        process.wait()
        until = time.monotonic() + 30
        while any(Path(f"/proc/{pid}/cmdline").exists() and _alive(pid) for pid in below):
            assert time.monotonic() < until, "a process of the killed server goes on"
            time.sleep(0.2)
    with Record.open(tmp_path / "r.db") as record:
        assert record.counts()["decisions"] == 0


def _alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False


def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = refused("serve", "--record", str(tmp_path / "r.db"), "--port", port)
    assert f"cannot listen on 127.0.0.1, port {port}" in said
    assert "--port 0" in said
    assert not (tmp_path / "r.db").exists()


@pytest.mark.parametrize("options", [["--host", "0.0.0.0"], ["--login"]])
def test_without_accounts_it_stays_on_this_machine(tmp_path: Path, options: list[str]) -> None:
    said = refused("serve", "--record", str(tmp_path / "r.db"), "--port", "0", *options)
    assert "the record has no accounts" in said
    assert "dragoman users add NAME --role admin" in said


def test_a_certificate_needs_its_key(tmp_path: Path) -> None:
    said = refused("serve", "--record", str(tmp_path / "r.db"), "--certificate", "c.pem")
    assert "--certificate and --key belong together" in said


class TestUsers:
    def run(self, record: Path, *command: str, stdin: str = "") -> str:
        done = CliRunner().invoke(app, ["users", *command, "--record", str(record)], input=stdin)
        assert done.exception is None, done.exception
        return done.output

    def test_an_account_from_its_making_to_its_end(self, tmp_path: Path) -> None:
        path = tmp_path / "r.db"
        assert "added anna as admin" in self.run(path, "add", "anna", "--role", "admin",
                                                 stdin="a good password\n")  # fmt: skip
        self.run(path, "add", "lena", stdin="another password\n")
        assert "lena" in self.run(path, "list")
        self.run(path, "role", "lena", "reviewer")
        self.run(path, "password", "lena", stdin="a newer password\n")
        with Record.open(path) as record:
            assert [(item.name, item.role) for item in list_accounts(record.engine)] == [
                ("anna", "admin"),
                ("lena", "reviewer"),
            ]
            assert is_password(record.engine, "lena", "a newer password")
            assert not is_password(record.engine, "lena", "another password")
        self.run(path, "remove", "lena")
        assert "lena" not in self.run(path, "list")

    def test_a_token(self, tmp_path: Path) -> None:
        path = tmp_path / "r.db"
        self.run(path, "add", "anna", "--role", "admin", stdin="a good password\n")
        token = self.run(path, "token", "watch").strip()
        assert token.startswith("dgm_")
        assert token not in self.run(path, "tokens")
        self.run(path, "revoke", "1")
        with Record.open(path) as record:
            assert list_tokens(record.engine)[0].revoked

    def test_a_password_is_never_an_argument(self) -> None:
        help_text = CliRunner().invoke(app, ["users", "add", "--help"]).output
        assert "--password" not in help_text

    def test_no_such_role(self, tmp_path: Path) -> None:
        said = refused("users", "add", "x", "--role", "king", "--record", str(tmp_path / "r.db"))
        assert "king is no role; the roles are reader, reviewer, admin" in said
