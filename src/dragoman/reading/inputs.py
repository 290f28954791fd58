"""What goes in and how it ends: the options of reading, a report with where it came from, or a
refusal with one sentence that says why."""

from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

from dragoman.errors import InputError
from dragoman.model import Record, Report

RefusalState = Literal["refused", "failed", "duplicate"]

DEFAULT_LIMIT = 1_000_000  # code points of one report: a 150,000-word book
# Bytes of one page, feed or line. The front pages of news sites have 0.2 to 3 MB.
DEFAULT_BYTES = 10_000_000


class Entry(Record, frozen=True, kw_only=True):
    """One article in a feed. ``text`` is what the feed itself gives of it; ``full`` says that it
    is the whole article and not a summary. ``published`` is a day, ``updated`` an instant."""

    link: str | None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    publisher: str | None = None
    text: str = ""
    full: bool = False


class InputOptions(Record, frozen=True, kw_only=True):
    """How inputs are read.

    ``published``: day of reports that do not say theirs. ``publisher``: of reports that name none.
    ``retrieved``: ISO 8601 instant noted for what is read from files and standard input (pages from
    the web and records of archives have their own). ``limit``: code points of one report.
    ``max_bytes``: of one page, feed or line. ``columns``: field to column name, for tables.
    ``articles``: whether the links of a feed are fetched; ``None`` is yes for feeds from the web
    and no for files. ``skip``: an entry for which it is true is not fetched but told as a
    duplicate. ``tell_left_out``: a folder's files of other kinds are told, in one refusal.
    """

    published: str | None = None
    publisher: str | None = None
    retrieved: str | None = None
    limit: int = DEFAULT_LIMIT
    max_bytes: int = DEFAULT_BYTES
    columns: Mapping[str, str] = msgspec.field(default_factory=dict)
    articles: bool | None = None
    skip: Callable[[Entry], bool] | None = None
    tell_left_out: bool = True


class Reading(Record, frozen=True, kw_only=True):
    """A report that was read. ``source`` names where for people and for resuming (``news.csv, row
    7``, a path, a URL); ``retrieved`` is an ISO 8601 instant, where known."""

    report: Report
    source: str
    retrieved: str | None = None


class Refusal(Record, frozen=True, kw_only=True):
    """An input, or a part of one, that gives no report. ``refused``: it cannot or may not be read
    as it is; ``failed``: trying again later may help; ``duplicate``: it was read before.
    ``why`` is one sentence; ``count`` says how many parts of ``source`` it stands for."""

    source: str
    state: RefusalState
    why: str
    count: int = 1

    @property
    def message(self) -> str:
        """Source and reason in one line."""
        return f"{self.source}: {self.why}"


class FailedInput(InputError):
    """An input that could not be read this time: network, server, disk."""


def refusal_of(source: str, fault: InputError) -> Refusal:
    """The refusal that an error amounts to. Where the message begins with a more precise place
    in ``source`` (``news.csv, row 7: ...``), that place becomes the source."""
    message, place = str(fault), source
    if message.startswith(source):
        end = message.find(": ", len(source))
        if end >= 0:
            place, message = message[:end], message[end + 2 :]
    state: RefusalState = "failed" if isinstance(fault, FailedInput) else "refused"
    return Refusal(source=place, state=state, why=message)
