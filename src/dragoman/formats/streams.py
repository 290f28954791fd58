"""Where a file goes: to a stream that is already open, or to a path, where it appears whole."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO


@contextmanager
def text_out(out: TextIO | Path) -> Iterator[TextIO]:
    """A stream of text for an ``out``. A path is written beside itself and then renamed, so that
    nobody reads half a file and a failure leaves what was there before."""
    if not isinstance(out, Path):
        yield out
        return
    part = out.with_name(out.name + ".part")
    try:
        with part.open("w", encoding="utf-8", errors="replace", newline="") as stream:
            yield stream
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def binary_out(out: BinaryIO | Path) -> Iterator[BinaryIO]:
    """A stream of bytes for an ``out``, as ``text_out``."""
    if not isinstance(out, Path):
        yield out
        return
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as stream:
            yield stream
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)
