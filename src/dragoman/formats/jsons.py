"""Entries as JSON: a list, or one object a line."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from dragoman.formats.dated import Written
from dragoman.formats.lines import json_line
from dragoman.formats.streams import text_out


def write_jsonl(entries: Iterable[Any], out: TextIO | Path) -> Written:
    """Write records as one JSON object a line. Raises OSError where the path cannot be written."""
    written = Written()
    with text_out(out) as stream:
        for entry in entries:
            stream.write(json_line(entry) + "\n")
            written.entries += 1
    written.rows = written.entries
    return written


def write_json(entries: Iterable[Any], out: TextIO | Path) -> Written:
    """Write records as one JSON list with an object a line. Raises OSError where the path cannot be
    written."""
    written = Written()
    with text_out(out) as stream:
        between = "[\n"
        for entry in entries:
            stream.write(between + json_line(entry))
            between = ",\n"
            written.entries += 1
        stream.write("\n]\n" if written.entries else "[]\n")
    written.rows = written.entries
    return written
