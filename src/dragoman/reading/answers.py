"""What an answer of a web server means: decisions only, nothing is sent."""

from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from dragoman.errors import InputError
from dragoman.reading.addresses import parse_url
from dragoman.reading.inputs import FailedInput

REDIRECTS = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({429, 503})


def next_address(here: httpx.URL, headers: httpx.Headers) -> httpx.URL:
    """Where a redirect leads. Raises InputError where that is nowhere or may not be fetched."""
    location = headers.get("location", "").strip()
    if not location:
        raise InputError(f"{here}: redirects without saying where to")
    try:
        joined = str(here.join(location))
    except (httpx.InvalidURL, ValueError, TypeError) as fault:
        raise InputError(f"{here}: redirects to what is no web address") from fault
    try:
        return parse_url(joined)
    except InputError as fault:
        raise InputError(
            f"{here}: redirects to an address that is not fetched ({fault})"
        ) from fault


def media_type(header: str) -> tuple[str, str | None]:
    """Media type and charset of a Content-Type header."""
    first, *rest = header.split(";")
    charset = None
    for part in rest[:20]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip("\"'")[:40] or None
    media = "".join(char for char in first if char.isprintable())
    return media.strip().lower()[:100], charset


def unusable(status: int, media: str, kinds: frozenset[str]) -> InputError | None:
    """Why an answer cannot be read, or None."""
    if status in BUSY:
        return FailedInput(f"the server is busy (status {status})")
    if status >= 500:
        return FailedInput(f"the server answered with its own fault (status {status})")
    if status in (404, 410):
        return InputError(f"there is no such page (status {status})")
    if status in (401, 402, 403, 451):
        return InputError(f"the server does not let this page be read (status {status})")
    if not 200 <= status < 300:
        return InputError(f"the server answered with status {status}")
    if media and media not in kinds:
        return InputError(f"is of the kind {media}, not a page, text or feed")
    return None


def retry_after(headers: httpx.Headers, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks to wait."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    with suppress(ValueError, TypeError, OverflowError):
        when = parsedate_to_datetime(value)
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return max(0.0, (when - now).total_seconds())
    return None
