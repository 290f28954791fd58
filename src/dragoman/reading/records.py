"""One record of a web archive into a report."""

import io
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from dragoman.errors import InputError
from dragoman.model import Report
from dragoman.reading.answers import media_type
from dragoman.reading.bounded import unpack
from dragoman.reading.inputs import FailedInput
from dragoman.reading.pages import is_page, read_page
from dragoman.reading.text import decode_page

_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
# Kinds of records that hold nothing of the web itself.
_ABOUT = frozenset({"warcinfo", "request", "metadata", "continuation", "unknown"})


@dataclass(frozen=True, slots=True)
class Passed:
    """A record that is passed over; ``why`` is empty where there is nothing to tell."""

    why: str


def read_record(record: Any, where: str, cap: int) -> tuple[Report, str | None] | Passed:
    """The report of a FastWARC record and when it was retrieved, or why it is passed over.

    Raises InputError for a page that cannot be read, FailedInput for a broken one, OSError and
    ValueError as FastWARC does where the archive itself is broken.
    """
    kind = str(record.record_type)
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    if kind in _ABOUT or url.endswith("/robots.txt"):
        return Passed("")
    if kind == "revisit":
        return Passed("the page was as it had been before")
    fields = _fields(record, kind)
    if isinstance(fields, Passed):
        return fields
    media, charset = media_type(fields.get("content-type", ""))
    if media not in _PAGES:
        return Passed(f"the record is of the kind {media[:60]}, not a page or text")
    text = decode_page(_payload(record, fields, where, cap), where, charset)
    report = _report(text, media, url, where)
    return report, _retrieved(record)


def _fields(record: Any, kind: str) -> dict[str, str] | Passed:
    """The header of what was retrieved, with names in lower case."""
    if kind != "response":
        return {"content-type": record.headers.get("Content-Type") or ""}
    record.parse_http(auto_decode="none")
    headers = record.http_headers
    status = headers.status_code if headers is not None else None
    if status is None:
        return Passed("the record is no answer of a web server")
    if not 200 <= status < 300:
        return Passed(f"the server had answered with status {status}")
    return {str(name).lower(): str(value) for name, value in headers.items()}


def _payload(record: Any, fields: dict[str, str], where: str, cap: int) -> bytes:
    """The page without its packing. Archives that unpacked a page often left the header that says
    it is packed; then it is taken as it is."""
    length = record.content_length
    data: bytes = record.reader.read(cap + 1)
    if len(data) > cap:
        raise InputError(f"{where}: is larger than {cap:,} bytes, the limit for one page")
    if len(data) < length:
        raise FailedInput(f"{where}: the record is cut short")
    if "chunked" in fields.get("transfer-encoding", "").lower():
        data = join_chunks(data)
    coding = fields.get("content-encoding", "").strip().lower()
    packed = data.startswith(b"\x1f\x8b") if "gzip" in coding else not _like_text(data)
    if not coding or not packed:
        return data
    if coding in ("br", "zstd"):
        return _stream(coding, data, where, cap)
    return unpack(data, coding, where, cap)


def join_chunks(data: bytes) -> bytes:
    """A body sent in chunks, put together; as it is, where it is not in chunks after all."""
    parts: list[bytes] = []
    at = 0
    while at < len(data):
        end = data.find(b"\r\n", at, at + 200)
        size = data[at:end].partition(b";")[0].strip() if end >= 0 else b""
        if not size or len(size) > 8 or size.translate(None, b"0123456789abcdefABCDEF"):
            return b"".join(parts) if parts else data
        length = int(size, 16)
        if length == 0:
            break
        parts.append(data[end + 2 : end + 2 + length])
        at = end + 2 + length + 2
    return b"".join(parts)


def _stream(coding: str, data: bytes, where: str, cap: int) -> bytes:
    from fastwarc.stream_io import BrotliReader, ZstdReader

    reader = BrotliReader if coding == "br" else ZstdReader
    try:
        found = reader(io.BytesIO(data)).read(cap + 1)
    except (OSError, ValueError) as fault:
        raise InputError(f"{where}: is not packed as it says ({str(fault)[:100]})") from fault
    if len(found) > cap:
        raise InputError(f"{where}: unpacks to more than {cap:,} bytes, the limit for one page")
    return found


def _report(text: str, media: str, url: str, where: str) -> Report:
    ident = url or where
    if media == "text/plain" or not (media or is_page(text)):
        return Report(id=ident, text=text.strip(), url=url or None)
    report = read_page(text, ident, where)
    return Report(
        id=ident,
        text=report.text,
        title=report.title,
        publisher=report.publisher,
        url=url or report.url,
        published=report.published,
        published_from=report.published_from,
    )


def _retrieved(record: Any) -> str | None:
    try:
        day = record.record_date
        return day.astimezone(UTC).isoformat(timespec="seconds") if day is not None else None
    except (ValueError, AttributeError, OverflowError):
        return None


def _like_text(data: bytes) -> bool:
    head = data[:256]
    return b"<" in head and b"\0" not in head and head.lstrip()[:1] in b"<\xef"
