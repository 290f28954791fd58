"""Records as lines of JSON: one line each, whatever their texts hold."""

from typing import Any

import msgspec

# Code points that JSON lets stand in strings and that many readers of lines take for a line's end.
_ENDS = {"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def json_line(record: Any) -> str:
    """A record as one line of JSON, without the line's end."""
    return _escaped(msgspec.json.encode(record).decode())


def json_page(record: Any) -> str:
    """A record as JSON indented for people."""
    return _escaped(msgspec.json.format(msgspec.json.encode(record), indent=1).decode())


def _escaped(text: str) -> str:
    for mark, escape in _ENDS.items():
        if mark in text:
            text = text.replace(mark, escape)
    return text
