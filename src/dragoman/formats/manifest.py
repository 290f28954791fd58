"""The manifest of an export: what a paper has to cite, and what proves that files are the same."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from dragoman.formats.dated import Written
from dragoman.formats.lines import json_page
from dragoman.model import CoderInfo, Record

_BLOCK = 1 << 20


class About(Record, frozen=True, kw_only=True):
    """What the caller knows of an export. ``made`` is its time, given from outside; ``coders`` are
    the coder versions, lexicons and models behind the codings; ``query`` is the question as it was
    put: its options by name."""

    made: datetime
    dragoman: str
    coders: tuple[CoderInfo, ...] = ()
    query: dict[str, str] = msgspec.field(default_factory=dict)


class FileEntry(Record, frozen=True, kw_only=True):
    """One file: name, size, SHA-256, the rows in it and the columns in order."""

    name: str
    bytes: int
    sha256: str
    rows: int | None = None
    columns: tuple[str, ...] = ()


class Manifest(Record, frozen=True, kw_only=True):
    """One export. ``entries`` came in, ``rows`` went out, ``left_out`` counts by reason what the
    format cannot say. ``digest`` stands for all files: see ``digest_of``."""

    format: str
    made: str
    dragoman: str
    coders: tuple[CoderInfo, ...]
    query: dict[str, str]
    entries: int
    rows: int
    left_out: dict[str, int]
    files: tuple[FileEntry, ...]
    digest: str = ""


def digest_of(files: Sequence[FileEntry]) -> str:
    """One hash to cite for several files: the SHA-256 of the lines that ``sha256sum`` prints of
    them, in their order. It depends on what is in the files and on nothing else, so that whoever
    makes the same data, whenever, has the same hash."""
    lines = "".join(f"{file.sha256}  {file.name}\n" for file in files)
    return hashlib.sha256(lines.encode()).hexdigest()


def make_manifest(
    form: str, about: About, written: Written, files: Sequence[FileEntry]
) -> Manifest:
    """The manifest of files that have been written."""
    made = about.made.astimezone(UTC) if about.made.tzinfo else about.made.replace(tzinfo=UTC)
    return Manifest(
        format=form,
        made=made.strftime("%Y-%m-%dT%H:%M:%SZ"),
        dragoman=about.dragoman,
        coders=about.coders,
        query=dict(sorted(about.query.items())),
        entries=written.entries,
        rows=written.rows,
        left_out=dict(sorted(written.left_out.items())),
        files=tuple(files),
        digest=digest_of(files),
    )


def file_entry(path: Path, rows: int | None = None, columns: Sequence[str] = ()) -> FileEntry:
    """What the manifest says of a file. Raises OSError where it cannot be read."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return FileEntry(
        name=path.name, bytes=size, sha256=digest.hexdigest(), rows=rows, columns=tuple(columns)
    )


def write_manifest(manifest: Manifest, path: Path) -> None:
    """Write a manifest as JSON for people. Raises OSError where the path cannot be written."""
    path.write_text(json_page(manifest) + "\n", encoding="utf-8")
