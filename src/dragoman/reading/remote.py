"""Files in object stores and wherever else fsspec reaches: ``s3://``, ``gs://``, ``memory://`` …

fsspec and the package for a store (``s3fs``, ``gcsfs``) are extras; so is the account to read with,
which they find in their own usual places.
"""

from pathlib import Path, PurePosixPath
from typing import IO, Any, Literal, cast

from dragoman.errors import InputError, MissingPartError
from dragoman.reading.bounded import Openable
from dragoman.reading.inputs import FailedInput
from dragoman.reading.urls import is_url


def is_remote(source: str) -> bool:
    """True for a path with a protocol, as ``s3://bucket/news.jsonl``."""
    return is_url(source)


class RemoteFile:
    """A file that fsspec opens; what a ``Path`` is for one of this machine."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._path = PurePosixPath(url)
        self.name, self.suffix, self.stem = self._path.name, self._path.suffix, self._path.stem

    def __str__(self) -> str:
        return self.url

    def open(self, mode: Literal["rb"] = "rb", /) -> IO[bytes]:
        """The file, open for reading. Raises OSError as the store does."""
        system, path = file_system(self.url)
        return cast(IO[bytes], system.open(path, mode))


def file_at(source: str) -> Openable:
    """The file of a path or URL."""
    return RemoteFile(source) if is_remote(source) else Path(source)


def file_system(url: str) -> tuple[Any, str]:
    """The file system of fsspec that a URL lies in, and its path there.

    Raises MissingPartError where fsspec or the package for this store is not installed, InputError
    for the web, which is read by ``dragoman add``, and for a protocol that there is not.
    """
    if url.lower().startswith(("http://", "https://")):
        raise InputError(f"{url}: is a web address; only `dragoman add` fetches from the web")
    try:
        from fsspec.core import url_to_fs
    except ModuleNotFoundError:
        raise MissingPartError(
            f"{url}: reading from object stores needs fsspec; install it with: "
            "pip install 'dragoman[cluster]'"
        ) from None
    try:
        system, path = url_to_fs(url)
    except ImportError as fault:
        raise MissingPartError(f"{url}: the package for this store is missing ({fault})") from None
    except ValueError as fault:
        raise InputError(f"{url}: {fault}") from None
    return system, str(path)


def files_at(url: str) -> list[str]:
    """The files of a URL: itself, or all below it, in the order of their names.

    Raises InputError where there is nothing, FailedInput where the store does not answer.
    """
    system, path = file_system(url)
    try:
        if system.isfile(path):
            return [url]
        found = sorted(system.find(path))
    except Exception as fault:  # every store has errors of its own
        raise FailedInput(f"{url}: cannot be read ({fault})") from fault
    if not found:
        raise InputError(f"{url}: there is no such file or folder")
    return [str(system.unstrip_protocol(name)) for name in found]


def mark_of(url: str) -> tuple[int, str]:
    """Size of a file, and what its store tells its contents by (an ETag, or size and time).

    Raises FailedInput where the store does not answer.
    """
    system, path = file_system(url)
    try:
        return int(system.size(path) or 0), f"mark:{system.ukey(path)}"
    except Exception as fault:
        raise FailedInput(f"{url}: cannot be read ({fault})") from fault
