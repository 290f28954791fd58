"""What targets share: a file to read from, and an input cut into a choice and the rest."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

from dragoman.reading import InputOptions, read_sources
from dragoman.reading.inputs import Reading, Refusal

Item = TypeVar("Item")
NOW = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
OPTIONS = InputOptions(retrieved="2024-05-06T07:08:09+00:00", limit=200_000)


class Broken(Exception):
    """The program did what it must not, without an exception of its own."""


def chosen(data: bytes, items: Sequence[Item]) -> tuple[Item, bytes]:
    """One of a few things by the first byte, and the rest of the input."""
    return items[(data[0] if data else 0) % len(items)], data[1:]


def kept(data: bytes, name: str) -> Path:
    """The input as a file, each time the same one."""
    path = _folder() / name
    path.write_bytes(data)
    return path


def read(path: Path) -> list[Reading | Refusal]:
    """All that ``dragoman add`` reads in a file. Raises Broken for a result that says nothing."""
    found = list(_checked(path))
    if not found and path.stat().st_size > 1_000 and path.suffix == ".txt":
        raise Broken("a text was read and nothing told of it")
    return found


def reading(*endings: str) -> Callable[[bytes], None]:
    """A ``check`` that reads its input as a file; the first byte chooses the ending of its name."""

    def check(data: bytes) -> None:
        ending, rest = chosen(data, endings)
        read(kept(rest, "input" + ending))

    return check


def _checked(path: Path) -> Iterator[Reading | Refusal]:
    for one in read_sources([str(path)], OPTIONS):
        if isinstance(one, Refusal) and (not one.why or "\n" in one.why or len(one.why) > 2_000):
            raise Broken(f"a refusal has to be one sentence: {one.why!r}")
        if isinstance(one, Reading):
            one.report.text.encode("utf-8")  # what cannot be written again is no text
        yield one


@cache
def _folder() -> Path:
    return Path(mkdtemp(prefix="dragoman-fuzz-"))
