"""Bytes to text: the encoding found, line ends made LF, nothing else changed."""

import codecs

from dragoman.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters that no text holds; tab, line feed, form feed and carriage return are fine.
_BINARY = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_BINARY_SHARE = 0.01


def decode(data: bytes, where: str) -> str:
    """The text of a file: by its byte-order mark, as UTF-8, or else as Windows-1252 (which holds
    Latin-1's letters). ``where`` names the file in errors.

    Raises InputError for a file that is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return unify_line_ends(data.decode(encoding))
            except UnicodeDecodeError as fault:
                raise InputError(
                    f"{where}: begins like {encoding} text but is not; save it as UTF-8"
                ) from fault
    if is_binary(data):
        raise InputError(f"{where}: is not a text file; give text, HTML or JSON lines")
    try:
        return unify_line_ends(data.decode("utf-8"))
    except UnicodeDecodeError:
        return unify_line_ends(data.decode("cp1252", errors="replace"))


def is_binary(data: bytes) -> bool:
    """True for data with bytes that no text in an ASCII-based encoding holds."""
    head = data[:65536]
    if b"\0" in head:
        return True
    controls = len(head) - len(head.translate(None, _BINARY))
    return controls > _BINARY_SHARE * len(head)


def unify_line_ends(text: str) -> str:
    """CRLF and lone CR as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
