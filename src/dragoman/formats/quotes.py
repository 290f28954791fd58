"""Who said what as a list of quotations: to search, to paste, to open in a spreadsheet.

One row a statement, with everything that a quotation needs beside it. ``quotes`` makes the rows
of a coding; ``csv_header`` and ``csv_row``, ``json_row`` and ``text_row`` write them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from dragoman.formats.cells import csv_line, cut
from dragoman.formats.lines import json_line
from dragoman.formats.seeking import Words
from dragoman.model import Actor, Coding, Record, Role, Span, Statement, StatementKind

# Kinds of cue that mean something was said aloud or written; the others tell what was thought,
# wished, planned, decided or found.
SPOKEN = frozenset({"speech", "writing", "appraisal"})
_GAP = " … "
_OPENING = "\"'`“‘«„"
_CLOSING = "\"'`”’»"
_BETWEEN = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+")
_ARTICLE = re.compile(r"(?:the|a|an|both)\s+", re.IGNORECASE)


class Quote(Record, frozen=True, kw_only=True):
    """One row. ``words`` is the content as it stands in the report, white space folded, parts that
    stand apart joined by " … "; ``span`` holds a span for each part."""

    speaker: str | None
    speaker_as_written: str | None
    role: str | None
    country: str | None
    words: str
    kind: StatementKind
    cue: str | None
    cue_kind: str
    addressee: tuple[str, ...]
    day: str | None
    medium: str | None
    report: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    span: tuple[Span, ...]


COLUMNS = Quote.__struct_fields__


@dataclass(frozen=True, slots=True)
class Search:
    """Which quotations are wanted; what is left open asks for nothing. ``speaker`` is looked for in
    name, aliases, roles and the mention beside the cue, ``words`` in the content."""

    speaker: Words | None = None
    words: Words | None = None
    kind: StatementKind | None = None
    speech_only: bool = False


EVERYTHING = Search()


class _Speakers(NamedTuple):
    """Who speaks: the actors meant, none where the report names nobody we know."""

    actors: list[Actor]
    written: str | None


def quotes(coding: Coding, search: Search = EVERYTHING) -> Iterator[Quote]:
    """The statements of a coding that a search asks for, as rows in the order of the report."""
    actors = {actor.id: actor for actor in coding.actors}
    text = coding.report.text
    for statement in coding.statements:
        if search.kind is not None and statement.kind != search.kind:
            continue
        if search.speech_only and statement.cue_kind not in SPOKEN:
            continue
        parts = [cut(text, span) for span in statement.content]
        if search.words is not None and not search.words.within(parts):
            continue
        speakers = _speakers(coding, statement, actors)
        if search.speaker is not None and not search.speaker.within(_known_as(speakers)):
            continue
        yield _quote(coding, statement, speakers, actors, parts)


def _speakers(coding: Coding, statement: Statement, actors: dict[str, Actor]) -> _Speakers:
    """The resolved speaker and, where several are named side by side, the others."""
    span = statement.speaker_span
    written = cut(coding.report.text, span) if span is not None else None
    found = [actors[statement.speaker]] if statement.speaker in actors else []
    if span is not None and found and (" and " in f"{written}" or " or " in f"{written}"):
        pieces = list(_pieces(coding.report.text, span))
        found += [
            actor
            for actor in coding.actors
            if actor is not found[0] and any(piece in actor.mentions for piece in pieces)
        ]
    return _Speakers(found, written)


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """The phrases of "the EU, Britain and Canada", each with and without its article."""
    start = span[0]
    ends = [(m.start(), m.end()) for m in _BETWEEN.finditer(text, *span)]
    for end, after in [*ends, (span[1], span[1])]:
        yield start, end
        article = _ARTICLE.match(text, start, end)
        if article is not None:
            yield article.end(), end
        start = after


def _known_as(speakers: _Speakers) -> list[str]:
    found = [speakers.written] if speakers.written else []
    for actor in speakers.actors:
        found += [actor.name, *actor.aliases, *(role.title for role in actor.roles)]
    return found


def _quote(
    coding: Coding,
    statement: Statement,
    speakers: _Speakers,
    actors: dict[str, Actor],
    parts: list[str],
) -> Quote:
    report = coding.report
    names = [actor.name for actor in speakers.actors]
    countries = [actor.country for actor in speakers.actors if actor.country]
    return Quote(
        speaker="; ".join(names) or speakers.written,
        speaker_as_written=speakers.written,
        role=_role(speakers.actors[0].roles, statement) if speakers.actors else None,
        country=";".join(dict.fromkeys(countries)) or None,
        words=_GAP.join(parts),
        kind=statement.kind,
        cue=cut(report.text, statement.cue) if statement.cue is not None else None,
        cue_kind=statement.cue_kind,
        addressee=tuple(actors[one].name for one in statement.addressee if one in actors),
        day=_day(statement),
        medium=statement.medium,
        report=report.id,
        title=report.title,
        publisher=report.publisher,
        published=report.published,
        url=report.url,
        span=statement.content,
    )


def _role(roles: tuple[Role, ...], statement: Statement) -> str | None:
    """The speaker's role as the sentence of the cue gives it, else the report's first."""
    start, end = statement.sentence
    for role in roles:
        if start <= role.span[0] < end:
            return role.title
    return roles[0].title if roles else None


def _day(statement: Statement) -> str | None:
    """The day of speaking, or an interval "start/end" where the report tells no single day."""
    time = statement.time
    if time is None or time.start is None:
        return None
    return time.start if time.end in (None, time.start) else f"{time.start}/{time.end}"


def csv_header() -> str:
    """The header line of the CSV."""
    return csv_line(COLUMNS)


def csv_row(quote: Quote) -> str:
    """One line of CSV; several addressees or spans (``12-40``) stand side by side with ``;``."""
    return csv_line(
        ";".join(map(_plain, cell)) if isinstance(cell, tuple) else cell or ""
        for cell in msgspec.structs.astuple(quote)
    )


def _plain(item: str | Span) -> str:
    return item if isinstance(item, str) else f"{item[0]}-{item[1]}"


def json_row(quote: Quote) -> str:
    """One object of JSON on one line."""
    return json_line(quote)


def text_row(quote: Quote) -> str:
    """One line to paste: ``“words” — Speaker, role, day, medium (report)``. Only what is word for
    word stands in quotation marks; what is reported keeps the marks that it holds and has its cue
    in brackets before it: ``[did not rule out] talks — …``."""
    if quote.kind == "direct":
        words = f"“{_bare(quote.words)}”"
    else:
        words = f"[{quote.cue}] {quote.words}" if quote.cue else quote.words
    speaker = (quote.speaker or "not named").replace("; ", " and ")
    role = quote.role if quote.role and quote.role.casefold() not in speaker.casefold() else None
    facts = [fact for fact in (speaker, role, quote.day, quote.medium) if fact]
    source = ", ".join(filter(None, (quote.title or quote.report, quote.publisher)))
    return f"{words} — {', '.join(facts)} ({source})"


def _bare(words: str) -> str:
    """A quotation without the outer marks of its parts and the comma before its cue."""
    parts = []
    for part in words.split(_GAP):
        part = part[1:] if part[:1] and part[0] in _OPENING else part
        parts.append(part[:-1] if part[-1:] and part[-1] in _CLOSING else part)
    return _GAP.join(parts).rstrip(",")
