"""Where a corpus is written: a folder, or a place in an object store.

Every file is written aside and then put in its place, so that it is there whole or not at all.
"""

import os
from pathlib import Path
from typing import Any, Protocol

from dragoman.errors import InputError
from dragoman.reading.remote import file_system, is_remote

ASIDE = ".tmp"


class Store(Protocol):
    """Files by their names, as ``reports/part-0a1b.parquet``."""

    where: str

    def read(self, name: str) -> bytes | None:
        """The file, or None where there is none."""

    def write(self, name: str, data: bytes) -> None:
        """Put a file there, in one step."""

    def names(self, folder: str) -> list[str]:
        """The names of the files in a folder, sorted, without those being written."""

    def remove(self, name: str) -> None:
        """Take a file away, where it is there."""

    def sweep(self, folder: str) -> None:
        """Take away from a folder what was being written when a process was ended."""


def open_store(where: str) -> Store:
    """The store at a path or URL. Raises InputError where it cannot be one."""
    return _Elsewhere(where) if is_remote(where) else _Folder(Path(where))


class _Folder:
    def __init__(self, path: Path) -> None:
        self.where, self._path = str(path), path
        if path.exists() and not path.is_dir():
            raise InputError(f"{path}: is a file; name a folder to write to")

    def read(self, name: str) -> bytes | None:
        try:
            return (self._path / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        path = self._path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # Another process may write the same shard, where a run was started twice.
        aside = path.with_name(f"{path.name}.{os.getpid()}{ASIDE}")
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)

    def names(self, folder: str) -> list[str]:
        try:
            found = os.listdir(self._path / folder)
        except FileNotFoundError:
            return []
        return sorted(name for name in found if not name.endswith(ASIDE))

    def remove(self, name: str) -> None:
        (self._path / name).unlink(missing_ok=True)

    def sweep(self, folder: str) -> None:
        for aside in (self._path / folder).glob(f"*{ASIDE}"):
            aside.unlink(missing_ok=True)


class _Elsewhere:
    """A place that fsspec writes to. Object stores show a file once it is whole."""

    def __init__(self, url: str) -> None:
        self.where = url.rstrip("/")
        self._system, path = file_system(self.where)
        self._path = path.rstrip("/")

    def _at(self, name: str) -> str:
        return f"{self._path}/{name}" if name else self._path

    def read(self, name: str) -> bytes | None:
        try:
            data: bytes = self._system.cat_file(self._at(name))
        except FileNotFoundError:
            return None
        return data

    def write(self, name: str, data: bytes) -> None:
        self._system.makedirs(self._at(name).rpartition("/")[0], exist_ok=True)
        self._system.pipe_file(self._at(name), data)

    def names(self, folder: str) -> list[str]:
        try:
            found: list[Any] = self._system.ls(self._at(folder), detail=False)
        except FileNotFoundError:
            return []
        return sorted(str(path).rpartition("/")[2] for path in found)

    def remove(self, name: str) -> None:
        if self._system.exists(self._at(name)):
            self._system.rm_file(self._at(name))

    def sweep(self, folder: str) -> None:
        """Nothing to do: what was not written whole was never there."""
