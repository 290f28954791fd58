"""Records to test on: a SQLite file, and PostgreSQL where its server is installed."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.conftest import not_here

from dragoman.record.record import Record

_PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """An empty record in a file."""
    with Record.open(tmp_path / "record.db", create=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server of our own, on a socket and loopback only."""
    with running_server() as server:
        yield server.url


@contextmanager
def running_server() -> "Iterator[Server]":
    """A PostgreSQL server for as long as it is needed; the test is skipped where there is none."""
    if not _PLACES:
        not_here("PostgreSQL is not installed (Debian: postgresql)")
    with TemporaryDirectory(prefix="dragoman-postgresql-") as folder:
        server = Server(_PLACES[0], Path(folder))
        server.make()
        server.start()
        yield server
        server.stop()


class Server:
    """A server run as another user where we are root, since PostgreSQL refuses to run as root."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.data = programs, folder / "data"
        self.port = _free_port()
        self.url = f"postgresql://dragoman@127.0.0.1:{self.port}/postgres"
        self.prefix: list[str] = []
        if os.geteuid() == 0:
            folder.chmod(0o755)
            shutil.chown(folder, "postgres")
            self.prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]

    def _run(self, *command: str) -> None:
        subprocess.run(
            [*self.prefix, *command], check=True, capture_output=True, cwd=self.data.parent
        )

    def make(self) -> None:
        self._run(
            str(self.programs / "initdb"), "-D", str(self.data), "-U", "dragoman", "-A", "trust",
            "-E", "UTF8", "--locale=C", "--no-sync",
        )  # fmt: skip

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.data} -c fsync=off"
        self._run(
            str(self.programs / "pg_ctl"), "-D", str(self.data), "-o", options, "-w",
            "-l", str(self.data / "log"), "start",
        )  # fmt: skip

    def stop(self) -> None:
        self._run(str(self.programs / "pg_ctl"), "-D", str(self.data), "-m", "immediate", "stop")


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(params=["sqlite", "postgresql"])
def either_record(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Record]:
    """An empty record, once in a file and once on a server."""
    with new_record(request, tmp_path, request.param) as opened:
        yield opened


def new_record(request: pytest.FixtureRequest, folder: Path, kind: str) -> Record:
    """A new record of a kind of database."""
    name = f"r{time.monotonic_ns()}"
    if kind == "sqlite":
        return Record.open(folder / f"{name}.db", create=True)
    url = request.getfixturevalue("postgresql")
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return Record.open(url.removesuffix("/postgres") + f"/{name}", create=True)
