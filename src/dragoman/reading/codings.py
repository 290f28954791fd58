"""Codings made earlier, read back: what ``dragoman code`` printed as JSON or JSON lines."""

import codecs
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dragoman.errors import InputError
from dragoman.model import Coding

# A coding begins with its report; the line of a report has no such field.
_BEGINS = re.compile(rb'\s*\{\s*"report"\s*:\s*\{')
_HEAD = 4096  # bytes looked at
_ENDINGS = frozenset({".json", ".jsonl", ".ndjson"})
_DECODER = msgspec.json.Decoder(Coding)


def holds_codings(path: str) -> bool:
    """True if a file (``-``: standard input, of which nothing is used up) begins with a coding."""
    if path == "-":
        head = sys.stdin.buffer.peek(_HEAD)  # type: ignore[union-attr]
    elif Path(path).suffix.lower() in _ENDINGS and Path(path).is_file():
        try:
            with open(path, "rb") as file:
                head = file.read(_HEAD)
        except OSError:
            return False  # who reads it as a report will say what is wrong with it
    else:
        return False
    return _BEGINS.match(head.removeprefix(codecs.BOM_UTF8)) is not None


def read_codings(path: str) -> Iterator[Coding | InputError]:
    """The codings of a file, one a line or one indented object, in order; for a line that is none
    an error that names its number, so that the others are still read."""
    where = "standard input" if path == "-" else path
    file = sys.stdin.buffer if path == "-" else open(path, "rb")  # noqa: SIM115
    with file:
        first = file.readline().removeprefix(codecs.BOM_UTF8)
        if first.strip() == b"{":  # written over several lines
            yield _coding(first + file.read(), where)
            return
        number = 1
        while first:
            if first.strip():
                yield _coding(first, f"{where}, line {number}")
            number, first = number + 1, file.readline()


def _coding(data: bytes, where: str) -> Coding | InputError:
    try:
        return _DECODER.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        return InputError(f"{where}: is no coding as `dragoman code` writes it ({fault})")
