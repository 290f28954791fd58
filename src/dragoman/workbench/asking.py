"""What a page was asked: the filters in its address, as typed queries, and back as links.

A permanent link keeps its filters, so a page's address is its state: every link to the next page,
to another order or to the data beside the page is the address with a small change.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar
from urllib.parse import quote_plus

from dragoman.errors import InputError
from dragoman.reading import iso_day
from dragoman.record.questions import (
    ActorQuery,
    EventQuery,
    Page,
    ReportQuery,
    StatementQuery,
)

PER_PAGE = 50
MOST_PER_PAGE = 500
_LAST_PAGE = 1_000_000
_LONGEST = 500  # code points of a filter; no name, place or search needs more
_ALSO = {"q": "text", "event": "type", "name": "text"}  # other names under which links may ask
Value = TypeVar("Value")
Pairs = Sequence[tuple[str, str]]


class Asked:
    """The filters of one page that were given, in the order of its form. What is empty was not
    asked; what the page does not know is dropped. ``faults`` says what could not be read."""

    def __init__(self, path: str, known: Iterable[str], given: Iterable[tuple[str, str]]) -> None:
        self.path = path
        order = [*known, "page", "per"]
        named = ((_ALSO.get(name, name), value) for name, value in given)
        kept = [(name, value.strip()[:_LONGEST]) for name, value in named if name in order]
        self.pairs: Pairs = sorted(
            dict.fromkeys((name, value) for name, value in kept if value),
            key=lambda pair: order.index(pair[0]),
        )
        self.faults: list[str] = []

    def one(self, name: str) -> str | None:
        """The value of a filter, the first where it was given several times."""
        return next((value for key, value in self.pairs if key == name), None)

    def many(self, name: str) -> tuple[str, ...]:
        """All values of a filter."""
        return tuple(value for key, value in self.pairs if key == name)

    def read(self, name: str, how: Callable[[str], Value]) -> Value | None:
        """The value of a filter as ``how`` reads it. Where it cannot, that is a fault, and the
        filter is not there."""
        value = self.one(name)
        if value is None:
            return None
        try:
            return how(value)
        except (InputError, ValueError) as fault:
            said = (
                str(fault) if isinstance(fault, InputError) else f"{name}: {value!r} is no number"
            )
            self.faults.append(said)
            return None

    def day(self, name: str) -> str | None:
        """A filter that is a day."""
        return self.read(name, lambda value: iso_day(value, name))

    @property
    def page(self) -> int:
        """Which page of the list, from 1."""
        return _number(self.one("page"), 1, _LAST_PAGE)

    @property
    def per(self) -> int:
        """How many a page."""
        return _number(self.one("per"), PER_PAGE, MOST_PER_PAGE)

    def part(self, more: int = 0) -> Page:
        """The part of the answer that the page shows, and ``more`` behind it."""
        return Page(limit=self.per + more, offset=(self.page - 1) * self.per)

    @property
    def is_filtered(self) -> bool:
        """Whether anything was asked for that narrows the list."""
        return any(name not in ("view", "today") for name, _ in self.filters)

    @property
    def filters(self) -> Pairs:
        """The filters alone, without page and length."""
        return [(name, value) for name, value in self.pairs if name not in ("page", "per")]

    def link(self, path: str | None = None, **changes: str | int | None) -> str:
        """This address with changes; None takes a filter out. Any change of a filter leads back to
        the first page."""
        dropped = set(changes) | ({"page"} if set(changes) != {"page"} else set())
        pairs = [(name, value) for name, value in self.pairs if name not in dropped]
        pairs += [(name, str(value)) for name, value in changes.items() if value is not None]
        pairs = [pair for pair in pairs if pair != ("page", "1")]
        return address(path or self.path, pairs)

    def without(self, name: str, value: str) -> str:
        """This address without one value of a filter."""
        return address(
            self.path, [pair for pair in self.pairs if pair != (name, value) and pair[0] != "page"]
        )

    def beside(self, end: str) -> str:
        """The address of the same data in another form: ``.json``, ``.csv``."""
        return address(self.path + end, self.filters)


def address(path: str, pairs: Pairs) -> str:
    """A path with a query."""
    query = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs)
    return f"{path}?{query}" if query else path


def _number(value: str | None, default: int, most: int) -> int:
    if value is None or not value.isascii() or not value.isdigit():
        return default
    return max(1, min(int(value[:9]), most))


EVENT_FILTERS = (
    "text", "actor", "source", "target", "dyad", "type", "mode", "status", "since", "until",
    "place", "sources", "confidence", "topic", "review", "report", "view",
)  # fmt: skip
STATEMENT_FILTERS = (
    "text", "speaker", "topic", "since", "until", "medium", "kind", "cue", "report",
)  # fmt: skip
ACTOR_FILTERS = ("text", "country", "sector", "kind", "report")
REPORT_FILTERS = ("text", "publisher", "since", "until", "state", "family")
AGENDA_FILTERS = ("actor", "dyad", "type", "since", "until", "state", "today")


def event_query(asked: Asked) -> EventQuery:
    """The events that an address asks for."""
    return EventQuery(
        actor=asked.one("actor"),
        source=asked.one("source"),
        target=asked.one("target"),
        dyad=asked.read("dyad", read_dyad),
        event=asked.many("type"),
        mode=asked.one("mode"),
        status=asked.many("status"),
        since=asked.day("since"),
        until=asked.day("until"),
        place=asked.one("place"),
        sources=asked.read("sources", _whole),
        confidence=asked.read("confidence", _share),
        text=asked.one("text"),
        review=asked.one("review"),
        report=asked.one("report"),
    )


def _whole(value: str) -> int:
    number = int(value)
    if not 0 <= number <= _LAST_PAGE:
        raise ValueError(value)
    return number


def _share(value: str) -> float:
    share = float(value)
    if not 0 <= share <= 1:  # also for what is not a number at all: nan
        raise ValueError(value)
    return share


def read_dyad(value: str) -> tuple[str, str]:
    """Two actors with a colon between. Raises InputError where there are not two."""
    one, _, other = value.partition(":")
    if not one.strip() or not other.strip():
        raise InputError(f"dyad: {value!r} is no pair; write two actors with a colon, as USA:IRN")
    return one.strip(), other.strip()


def statement_query(asked: Asked) -> StatementQuery:
    """The statements that an address asks for."""
    return StatementQuery(
        speaker=asked.one("speaker"),
        text=asked.one("text"),
        since=asked.day("since"),
        until=asked.day("until"),
        medium=asked.one("medium"),
        kind=asked.one("kind"),
        cue_kind=asked.one("cue"),
        report=asked.one("report"),
    )


def actor_query(asked: Asked) -> ActorQuery:
    """The actors that an address asks for."""
    return ActorQuery(
        name=asked.one("text"),
        country=asked.one("country"),
        sector=asked.one("sector"),
        kind=asked.one("kind"),
        report=asked.one("report"),
    )


def report_query(asked: Asked) -> ReportQuery:
    """The reports that an address asks for."""
    return ReportQuery(
        text=asked.one("text"),
        publisher=asked.one("publisher"),
        since=asked.day("since"),
        until=asked.day("until"),
        state=asked.one("state"),
        family=asked.one("family"),
    )
