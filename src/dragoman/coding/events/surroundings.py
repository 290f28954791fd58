"""What the earlier stages know of an event's surroundings: statement, speaker, time and place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from dragoman.coding.parsing import Parse
from dragoman.coding.places.attach import as_site, site_of
from dragoman.coding.places.records import LocatedPlace
from dragoman.coding.statements import statement_at
from dragoman.coding.times import DatedExpression, offset_of, time_of
from dragoman.lexicon.times import TimeWords
from dragoman.model import Moment, Site, Span, Statement

_TERMS = {"from": ("to", "until", "till", "through"), "between": ("and",)}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Questions that the event stage asks: the innermost statement that holds a span, who speaks
    there, whether it is only a wish and when it was said; when and where the predicate at a token
    took place; and the place that the tokens of a mention name."""

    statement_at: Callable[[Span], str | None]
    speaker_at: Callable[[Span], str | None]
    is_wish: Callable[[Span], bool]
    moment_of: Callable[[int], Moment | None]
    said_at: Callable[[Span], Moment | None]
    site_of: Callable[[int], Site | None]
    land_of: Callable[[int, int], Site | None]


def surroundings(
    parse: Parse,
    statements: Sequence[Statement],
    dated: list[DatedExpression],
    places: list[LocatedPlace],
    words: TimeWords,
) -> Surroundings:
    """The surroundings of one report's events."""
    by_id = {one.id: one for one in statements}
    return Surroundings(
        statement_at=partial(statement_at, statements),
        speaker_at=partial(_speaker_at, statements, by_id),
        is_wish=partial(_is_wish, statements, by_id),
        moment_of=partial(_moment_of, parse, dated, words),
        said_at=partial(_said_at, statements, by_id),
        site_of=partial(site_of, parse, places),
        land_of=partial(_land_of, places),
    )


def _speaker_at(
    statements: Sequence[Statement], by_id: dict[str, Statement], span: Span
) -> str | None:
    ident = statement_at(statements, span)
    return by_id[ident].speaker if ident is not None else None


def _is_wish(statements: Sequence[Statement], by_id: dict[str, Statement], span: Span) -> bool:
    ident = statement_at(statements, span)
    return ident is not None and by_id[ident].cue_kind == "wish"


def _said_at(
    statements: Sequence[Statement], by_id: dict[str, Statement], span: Span
) -> Moment | None:
    ident = statement_at(statements, span)
    return by_id[ident].time if ident is not None else None


def _moment_of(
    parse: Parse, dated: list[DatedExpression], words: TimeWords, token: int
) -> Moment | None:
    found = time_of(parse, dated, token, words)
    if found is not None:
        time = found.time
        term = _term_from(parse, dated, found)
        return term or Moment(value=time.value, start=time.start, end=time.end, span=time.span)
    return (
        _by_offset(parse, dated, words, token)
        or _by_anchor(parse, dated, words, token)
        or _of_noun_above(parse, dated, words, token)
    )


def _term_from(parse: Parse, dated: list[DatedExpression], first: DatedExpression) -> Moment | None:
    """The term that begins with a day: "from [May 31] to June 16", "between [May 31] and ..."."""
    before, behind = first.start - 1, first.end
    if before < 0 or behind >= len(parse):
        return None
    if parse.lower[behind] not in _TERMS.get(parse.lower[before], ()):
        return None
    last = next((other for other in dated if other.start == behind + 1), None)
    if last is None or first.time.start is None or last.time.end is None:
        return None
    if last.time.end < first.time.start:
        return None
    return Moment(
        value=f"{first.time.value}/{last.time.value}",
        start=first.time.start,
        end=last.time.end,
        span=(first.time.span[0], last.time.span[1]),
    )


def _by_offset(
    parse: Parse, dated: list[DatedExpression], words: TimeWords, token: int
) -> Moment | None:
    """ "came a day after X announced": reckoned from the anchor's own time, where that is known."""
    offset = offset_of(parse, dated, token)
    if offset is None or offset.days is None:
        return None
    anchor = time_of(parse, dated, offset.anchor, words)
    return _shifted(anchor, offset.days, offset.length)


def _by_anchor(
    parse: Parse, dated: list[DatedExpression], words: TimeWords, token: int
) -> Moment | None:
    """The other way round: the anchor's time from that of the event that came after it."""
    for verb in _governors(parse, token):
        offset = offset_of(parse, dated, verb)
        if offset is not None and offset.days is not None and offset.anchor == token:
            return _shifted(time_of(parse, dated, verb, words), -offset.days, offset.length)
    return None


def _of_noun_above(
    parse: Parse, dated: list[DatedExpression], words: TimeWords, token: int
) -> Moment | None:
    """The time of the noun that a relative clause describes: "his visit on Sunday, during which
    he met"; and that of the verb whose purpose or manner is told."""
    if parse.deps[token] not in ("relcl", "acl", "advcl") or parse.heads[token] == token:
        return None
    if any(parse.deps[c] == "mark" for c in parse.children[token]):
        return None  # "after", "because", "since": a time of its own
    found = time_of(parse, dated, parse.heads[token], words)
    if found is None or found.time.start is None:
        return None
    time = found.time
    return Moment(value=time.value, start=time.start, end=time.end, span=time.span)


def _governors(parse: Parse, token: int) -> list[int]:
    found: list[int] = []
    while parse.heads[token] != token and len(found) < 4:
        token = parse.heads[token]
        found.append(token)
    return found


def _shifted(known: DatedExpression | None, days: int, length: DatedExpression) -> Moment | None:
    if known is None or known.time.start is None or known.time.start != known.time.end:
        return None
    try:
        day = (date.fromisoformat(known.time.start) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return None
    return Moment(value=day, start=day, end=day, span=length.time.span)


def _land_of(places: list[LocatedPlace], start: int, end: int) -> Site | None:
    for place in places:
        if start <= place.start and place.end <= end and place.place.country is not None:
            return as_site(place)
    return None
