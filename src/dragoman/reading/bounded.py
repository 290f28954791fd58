"""Bytes within limits: a file never fills the memory, whatever it holds or unpacks to."""

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Literal, Protocol

from dragoman.errors import InputError
from dragoman.reading.inputs import FailedInput

if TYPE_CHECKING:
    from typing_extensions import Buffer

# How far behind a line that is too long its end is looked for. Further on nobody wrote lines.
_LOOK_AHEAD = 8
_BLOCK = 65_536
# Text packs to a third or, of logs and tables, a fiftieth; what unpacks to more than this many
# times its size, and to so many bytes, was made to.
_MOST_UNPACKED = 300
_UNPACKED_FREELY = 5_000_000
_MOST_BLANK = 100_000  # empty lines one after the other


class Openable(Protocol):
    """A file by its path: a ``Path``, or the like for what lies elsewhere."""

    @property
    def name(self) -> str:
        """The last part of the path."""

    @property
    def suffix(self) -> str:
        """The ending of the name, with its dot."""

    @property
    def stem(self) -> str:
        """The name without its ending."""

    def open(self, mode: Literal["rb"], /) -> IO[bytes]:
        """The file, open for reading."""


def open_bytes(path: Openable, packed: bool = False) -> IO[bytes]:
    """The file, open for reading; with ``packed`` what gzip has packed in it.

    Raises InputError where there is no such file, FailedInput where it cannot be opened.
    """
    try:
        return io.BufferedReader(_Unpacked(path), _BLOCK) if packed else path.open("rb")
    except FileNotFoundError as fault:
        raise InputError(f"{path}: there is no such file") from fault
    except (OSError, ValueError) as fault:
        raise FailedInput(f"{path}: cannot be read ({_reason(fault)})") from fault


def read_head(file: IO[bytes], where: str, length: int) -> bytes:
    """The first bytes of a file, fewer only where it ends.

    Raises FailedInput where it cannot be read.
    """
    parts = b""
    while len(parts) < length and (part := _read(file, where, length - len(parts))):
        parts += part
    return parts


def read_all(file: IO[bytes], where: str, cap: int) -> bytes:
    """Everything in a file of at most ``cap`` bytes.

    Raises InputError for more, FailedInput where it cannot be read to its end.
    """
    parts, length = [], 0
    while block := _read(file, where):
        length += len(block)
        if length > cap:
            raise InputError(f"{where}: is larger than {cap:,} bytes, the limit for one input")
        parts.append(block)
    return b"".join(parts)


def read_lines_within(
    file: IO[bytes], where: str, cap: int, before: int = 0
) -> Iterator[bytes | InputError]:
    """The lines of a file. A line over ``cap`` bytes is an error in its place; where its end is
    not found within another few times ``cap`` bytes, reading stops and says so. ``before``: lines
    that stand before the place at which the file is."""
    number, blank = before, 0
    while line := _readline(file, where, cap + 1):
        number += 1
        blank = 0 if line.strip() else blank + 1
        if blank > _MOST_BLANK:
            yield InputError(
                f"{where}, line {number}: follows more than {_MOST_BLANK:,} empty lines; "
                "the rest was not read"
            )
            return
        if len(line) <= cap or line.endswith(b"\n"):
            yield line
            continue
        over = _skip_line(file, where, cap)
        rest = "" if over else "; the rest was not read"
        yield InputError(f"{where}, line {number}: is longer than {cap:,} bytes{rest}")
        if not over:
            return


def _skip_line(file: IO[bytes], where: str, cap: int) -> bool:
    """Read to the end of a line; False where that is too far away."""
    skipped = 0
    while part := _readline(file, where, _BLOCK):
        skipped += len(part)
        if part.endswith(b"\n"):
            return True
        if skipped > _LOOK_AHEAD * cap:
            return False
    return True


def unpack(data: bytes, coding: str, where: str, cap: int) -> bytes:
    """What was packed for the way: ``coding`` is the HTTP header Content-Encoding.

    Raises InputError for more than ``cap`` bytes, for another coding than gzip or deflate, and
    for data that is not packed as it says.
    """
    for name in reversed([part.strip().lower() for part in coding.split(",") if part.strip()]):
        if name in ("gzip", "x-gzip"):
            data = _inflate(data, 16 + zlib.MAX_WBITS, where, cap)
        elif name == "deflate":  # in the wild with zlib's header and without
            raw = data[:1] and data[0] & 0x0F != 8
            data = _inflate(data, -zlib.MAX_WBITS if raw else zlib.MAX_WBITS, where, cap)
        elif name != "identity":
            raise InputError(f"{where}: is packed as {name[:40]!r}, which was not asked for")
    return data


class _Unpacked(io.RawIOBase):
    """What gzip has packed in a file, with an end to bombs."""

    def __init__(self, path: Openable) -> None:
        self._file = path.open("rb")
        self._unpacker = gzip.GzipFile(fileobj=self._file, mode="rb")
        self._length = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "Buffer", /) -> int:
        view = memoryview(buffer)
        data = self._unpacker.read1(len(view))
        self._length += len(data)
        most = _MOST_UNPACKED * self._file.tell()
        if self._length > max(most, _UNPACKED_FREELY):
            raise OSError(f"it unpacks to over {_MOST_UNPACKED} times its size, as no text does")
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._unpacker.close()
        self._file.close()
        super().close()


def _inflate(data: bytes, bits: int, where: str, cap: int) -> bytes:
    parts, length = [], 0
    while data:
        machine = zlib.decompressobj(bits)
        try:
            part = machine.decompress(data, cap + 1 - length)
        except zlib.error as fault:
            raise InputError(f"{where}: is not packed as it says ({fault})") from fault
        parts.append(part)
        length += len(part)
        if length > cap:
            raise InputError(f"{where}: unpacks to more than {cap:,} bytes, the limit for one page")
        if not machine.eof:  # cut short: what is there is there
            break
        data = machine.unused_data if bits > zlib.MAX_WBITS else b""
    return b"".join(parts)


def _read(file: IO[bytes], where: str, size: int = _BLOCK) -> bytes:
    try:
        return file.read(size)
    except (OSError, EOFError, zlib.error, ValueError) as fault:
        raise FailedInput(f"{where}: cannot be read to its end ({_reason(fault)})") from fault


def _readline(file: IO[bytes], where: str, size: int) -> bytes:
    try:
        return file.readline(size)
    except (OSError, EOFError, zlib.error, ValueError) as fault:
        raise FailedInput(f"{where}: cannot be read to its end ({_reason(fault)})") from fault


def _reason(fault: BaseException) -> str:
    return getattr(fault, "strerror", None) or str(fault)
