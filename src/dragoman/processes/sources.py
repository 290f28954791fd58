"""The words that a dossier rests on: from keys of evidence to reports, sentences and spans."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dragoman.entries import ReportEntry, StatementEntry, Telling
from dragoman.processes.dossier import Source
from dragoman.processes.material import Material


def keys_in(record: Any) -> Iterator[str]:
    """All keys of evidence in a record and in those inside it, in the order of fields."""
    if isinstance(record, msgspec.Struct):
        for name in record.__struct_fields__:
            value = getattr(record, name)
            if name in ("evidence", "announced", "reported", "others") and _is_keys(value):
                yield from value
            elif not isinstance(value, str):
                yield from keys_in(value)
    elif isinstance(record, tuple):
        for item in record:
            yield from keys_in(item)


def _is_keys(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, str) for item in value)


class Shelf:
    """The words of a material by their keys, laid out once for as many questions as there are."""

    def __init__(self, material: Material) -> None:
        self._families = {report.key: report.family for report in material.reports}
        self._reports = {report.key: report for report in material.reports}
        self._tellings = {t.event_key: t for event in material.events for t in event.tellings}
        self._statements = {item.id: item for item in material.statements}

    def sources_of(self, keys: Iterable[str]) -> tuple[Source, ...]:
        """The words behind keys of evidence, by the reports' days and the places in them."""
        found = (self._source(key) for key in dict.fromkeys(keys))
        return tuple(sorted((source for source in found if source), key=_order))

    def _source(self, key: str) -> Source | None:
        if key in self._tellings:
            return _telling(self._tellings[key])
        if key in self._statements:
            return _statement(self._statements[key], self._families)
        return _report(self._reports[key]) if key in self._reports else None


def _order(source: Source) -> tuple[str, str, int, str]:
    return source.published or "", source.report, source.span[0] if source.span else -1, source.key


def _report(report: ReportEntry) -> Source:
    return Source(
        key=report.key,
        kind="report",
        report=report.key,
        family=report.family,
        title=report.title,
        publisher=report.publisher,
        published=report.published,
        url=report.url,
    )


def _telling(telling: Telling) -> Source:
    return Source(
        key=telling.event_key,
        kind="event",
        report=telling.report,
        family=telling.family,
        title=telling.title,
        publisher=telling.publisher,
        published=telling.published,
        url=telling.url,
        event=None,
        speaker=telling.speaker.name if telling.speaker else None,
        span=telling.sentence,
        quote=telling.quote,
        words=telling.quote,
    )


def _statement(item: StatementEntry, families: dict[str, str]) -> Source:
    start = min((span[0] for span in item.content), default=item.sentence[0])
    end = max((span[1] for span in item.content), default=item.sentence[1])
    return Source(
        key=item.id,
        kind="statement",
        report=item.report,
        family=families.get(item.report, item.report),
        title=item.title,
        publisher=item.publisher,
        published=item.published,
        url=item.url,
        speaker=item.speaker.name if item.speaker else None,
        span=(start, end),
        quote=item.words,
        words=item.words,
    )
