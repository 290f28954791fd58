"""What a corpus consists of: its files, cut into pieces, packed into shards. A function of the
inputs and the settings, so that a second start plans the same."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dragoman.cluster.shards import Settings, Shard, shard_id
from dragoman.errors import InputError
from dragoman.model import CoderInfo, Record
from dragoman.reading import Refusal
from dragoman.reading.inputs import FailedInput, InputOptions, RefusalState
from dragoman.reading.pieces import Piece, cut
from dragoman.reading.remote import file_at, files_at, is_remote, mark_of
from dragoman.reading.sources import readable_below

_BLOCK = 1 << 20
_FILES = 200  # of a folder, looked at in one go


class Source(Record, frozen=True, kw_only=True):
    """A file that was found, or why there is none."""

    path: str
    ident: str = ""
    state: RefusalState = "refused"
    why: str = ""
    count: int = 1


class Batch(Record, frozen=True, kw_only=True):
    """Files that one process looks at in one go."""

    sources: tuple[Source, ...]
    settings: Settings


class InputEntry(Record, frozen=True, kw_only=True):
    """What the manifest says of an input: ``mark`` is the SHA-256 of a file of this machine, and
    what an object store tells its contents by."""

    name: str
    bytes: int
    mark: str


class Cut(Record, frozen=True, kw_only=True):
    """What was found in a batch of files."""

    entries: tuple[InputEntry, ...]
    pieces: tuple[Piece, ...]


def find_sources(inputs: Sequence[str], settings: Settings, output: str) -> Iterator[Source]:
    """The files of the inputs: files, folders and URLs, in order.

    Raises InputError where an input is not there, or the output lies in it.
    """
    options = settings.options()
    for given in inputs:
        if is_remote(given):
            yield from (Source(path=url, ident=_ident(url, given)) for url in files_at(given))
        elif os.path.isdir(given):
            _check_apart(given, output)
            yield from _below(Path(given), options)
        elif os.path.exists(given):
            yield Source(path=given, ident=Path(given).name)
        else:
            raise InputError(f"{given}: there is no such file or folder")


def _ident(url: str, given: str) -> str:
    inner = url.removeprefix(given).lstrip("/")
    return inner if inner and inner != url else url.rpartition("/")[2]


def _check_apart(folder: str, output: str) -> None:
    if not is_remote(output) and Path(output).resolve().is_relative_to(Path(folder).resolve()):
        raise InputError(f"{output}: lies in {folder}, which is read; write somewhere else")


def _below(folder: Path, options: InputOptions) -> Iterator[Source]:
    for file in readable_below(folder, options):
        if isinstance(file, Refusal):
            yield Source(path=file.source, state=file.state, why=file.why, count=file.count)
        else:
            yield Source(path=str(file), ident=file.relative_to(folder).as_posix())


def batches(sources: Iterable[Source], settings: Settings) -> list[Batch]:
    """Files in batches, to be looked at side by side; one that is named twice is read once."""
    listed = list({source.path: source for source in sources}.values())
    size = max(1, min(_FILES, len(listed) // 8))
    return [
        Batch(sources=tuple(listed[at : at + size]), settings=settings)
        for at in range(0, len(listed), size)
    ]


def cut_batch(batch: Batch) -> Cut:
    """Look at every file of a batch: what tells its contents, and its pieces."""
    options, size = batch.settings.options(), batch.settings.size
    entries: list[InputEntry] = []
    pieces: list[Piece] = []
    for source in batch.sources:
        if source.why:
            pieces.append(_told(source, source.state, source.why))
            continue
        try:
            length, mark = _mark(source.path)
        except FailedInput as fault:
            pieces.append(_told(source, "failed", str(fault).removeprefix(f"{source.path}: ")))
            continue
        entries.append(InputEntry(name=source.path, bytes=length, mark=mark))
        pieces += cut(file_at(source.path), source.ident, mark, options, size)
    return Cut(entries=tuple(entries), pieces=tuple(pieces))


def _told(source: Source, state: RefusalState, why: str) -> Piece:
    return Piece(source=source.path, kind="told", state=state, why=why, items=source.count)


def _mark(path: str) -> tuple[int, str]:
    if is_remote(path):
        return mark_of(path)
    digest, size = hashlib.sha256(), 0
    try:
        with open(path, "rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
                size += len(block)
    except OSError as fault:
        raise FailedInput(f"{path}: cannot be read ({fault.strerror or fault})") from fault
    return size, f"sha256:{digest.hexdigest()}"


def pack(pieces: Iterable[Piece], settings: Settings, coder: CoderInfo, output: str) -> list[Shard]:
    """Pieces in shards of about ``settings.size`` reports, in order."""
    shards: list[Shard] = []
    held: list[Piece] = []
    reports = 0
    for piece in pieces:
        held.append(piece)
        reports += 0 if piece.kind == "told" else piece.items
        if reports >= settings.size:
            shards.append(_shard(held, settings, coder, output))
            held, reports = [], 0
    if held:
        shards.append(_shard(held, settings, coder, output))
    return shards


def _shard(held: Sequence[Piece], settings: Settings, coder: CoderInfo, output: str) -> Shard:
    pieces = tuple(held)
    id = shard_id(pieces, settings, coder)
    return Shard(id=id, pieces=pieces, settings=settings, coder=coder, output=output)
