"""Workbenches to test on: one open to this machine, one that asks for a login."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from tests.workbench.shell.making import PASSWORD, PEOPLE, Client, client_of, fill

from dragoman.record.record import Record
from dragoman.workbench.security import accounts


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Passwords of tests are hashed in a moment."""
    usual = accounts._HASHER
    accounts._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield
    accounts._HASHER = usual


@pytest.fixture(scope="session")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbench") / "filled.db"
    with Record.open(path, create=True) as record:
        fill(record)
        for name, role in PEOPLE.items():
            accounts.add_account(record.engine, name, role, PASSWORD)
    return path


@pytest.fixture
def record(_filled: Path, tmp_path: Path) -> Iterator[Record]:
    path = tmp_path / "record.db"
    shutil.copy(_filled, path)
    with Record.open(path) as opened:
        yield opened


@pytest.fixture
def client(record: Record) -> Iterator[Client]:
    """A workbench for this machine alone."""
    with client_of(record) as opened:
        yield opened


@pytest.fixture
def guarded(record: Record) -> Iterator[Client]:
    """A workbench that people log in to; nobody has yet."""
    with client_of(record, login=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def _looking(_filled: Path) -> Iterator[Client]:
    with Record.open(_filled) as record, client_of(record) as opened:
        yield opened


@pytest.fixture
def looking(_looking: Client) -> Client:
    """A workbench for this machine alone, for tests that change nothing, as nobody has seen it."""
    _looking.cookies.clear()
    return _looking
