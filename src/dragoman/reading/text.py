"""Bytes to text: the encoding found, line ends made LF, nothing else changed."""

import codecs
import re

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
# The encodings that pages name and that are read as named. Left out are Python's other codecs:
# some of them unpack, run escapes or take time by the square of the length.
_NAMED = re.compile(
    r"utf-?(?:8|16(?:-?[lb]e)?)|(?:windows-|cp)(?:125\d|874|949|932|936)|iso-?8859-?\d{1,2}|koi8-[ru]"
    r"|gbk|gb2312|gb18030|big5(?:-hkscs)?|euc-(?:jp|kr)|shift_?jis|iso-2022-jp|macintosh|us-ascii"
)
# What the standards of the web read as Windows-1252, whatever it says.
_AS_1252 = frozenset({"iso-8859-1", "iso8859-1", "us-ascii", "windows-1252", "cp1252"})
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:-]{1,40})", re.I)
_META_WITHIN = 4096


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


def decode_page(data: bytes, where: str, declared: str | None = None) -> str:
    """The text of a web page: by its byte-order mark, as UTF-8 where it is valid UTF-8 (no other
    encoding with letters beyond ASCII looks like it by chance), by the encoding ``declared`` in
    the HTTP header or else in the page where that fits, and otherwise as ``decode`` does.

    Raises InputError for data that is no text.
    """
    named = declared or _declared_in(data)
    label = (named or "").strip().strip("\"'").lower()
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return decode(data, where)
    stateful = label.startswith(("utf-16", "utf16", "iso-2022"))
    try:
        if not stateful:
            data.decode("utf-8")
            return decode(data, where)
    except UnicodeDecodeError:
        pass
    if label in _AS_1252 or not _NAMED.fullmatch(label):
        return decode(data, where)
    try:
        text = data.decode(label)
    except (UnicodeDecodeError, LookupError):
        return decode(data, where)  # it says so, but it is not so
    return decode(data, where) if "\0" in text else unify_line_ends(text)


def _declared_in(data: bytes) -> str | None:
    found = _META_CHARSET.search(data[:_META_WITHIN])
    return found.group(1).decode("ascii", "replace") if found else None


def is_binary(data: bytes) -> bool:
    """True for data with bytes that no text in an ASCII-based encoding holds."""
    head = data[:65536]
    if b"\0" in head:
        return True
    controls = len(head) - len(head.translate(None, _BINARY))
    return controls > _BINARY_SHARE * len(head)


def is_utf8(data: bytes) -> bool:
    """True for data that is valid UTF-8 and holds no NUL, as UTF-16 without a mark would. No other
    encoding with letters beyond ASCII looks like it by chance."""
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def unify_line_ends(text: str) -> str:
    """CRLF and lone CR as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
