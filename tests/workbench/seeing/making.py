"""A record to look at: two countries that talk, accuse and meet over some weeks, on a map."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from tests.record.making import Told, coding
from tests.record.test_remerge import keyed

from dragoman.model import Coding, Report
from dragoman.record.batch import add_codings
from dragoman.record.engine import writing
from dragoman.record.record import Record

POINTS = {"Islamabad": (33.72, 73.06), "Kabul": (34.53, 69.17), "Tehran": (35.69, 51.42)}
PEOPLE: dict[str, tuple[str | None, tuple[str, ...], str | None]] = {
    "Shah Mahmood Qureshi": ("PAK", ("GOV",), "foreign minister"),
    "Javad Zarif": ("IRN", ("GOV",), "foreign minister"),
    "Zalmay Khalilzad": ("USA", ("GOV",), "special envoy"),
    "Iran": ("IRN", (), None),
    "Pakistan": ("PAK", (), None),
}
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"


def _meeting(day: int, place: str, **known: str) -> Coding:
    return coding(
        f"Qureshi met Zarif in {place} on 0{day} June, and Zarif met Khalilzad there.",
        Told("CONSULT", ["Shah Mahmood Qureshi", "Javad Zarif"], cue="met",
             day=f"2019-06-0{day}", place=place),
        Told("CONSULT", ["Javad Zarif", "Zalmay Khalilzad"], cue="met Khalilzad",
             day=f"2019-06-0{day}", place=place),
        published=f"2019-06-0{day}", people=PEOPLE, publisher="Kabul Courier",
        title=f"Talks {day}", **known,
    )  # fmt: skip


def _placed(item: Coding) -> Coding:
    """A coding whose places have points."""
    events = [
        msgspec.structs.replace(
            event,
            place=msgspec.structs.replace(
                event.place, lat=POINTS[event.place.name][0], lon=POINTS[event.place.name][1]
            ),
        )
        if event.place
        else event
        for event in item.events
    ]
    return msgspec.structs.replace(item, events=tuple(events))


REPORTS = [
    _meeting(3, "Islamabad"),
    _meeting(5, "Tehran"),
    _meeting(9, "Tehran"),
    coding(
        f"{HOSTILE} Iran accused Pakistan in Kabul.",
        Told("ACCUSE", ["Iran"], ["Pakistan"], cue="accused", day="2019-06-20", place="Kabul"),
        published="2019-06-21", people=PEOPLE, publisher="<b>Bold</b>", title=HOSTILE,
    ),
    coding(
        "Pakistan will meet Iran in Tehran in July.",
        Told("AGREE", ["Pakistan", "Iran"], cue="meet", day="2019-06-28", status="planned",
             place="Tehran"),
        published="2019-06-25", people=PEOPLE, publisher="Lahore Wire", title="Plans",
    ),
    coding(
        f"Troops of {HOSTILE} attacked Pakistan, it was said.",
        Told("ASSAULT", [HOSTILE], ["Pakistan"], cue="attacked", day="2019-06-22"),
        published="2019-06-23", people={**PEOPLE, HOSTILE: ("IRN", ("MIL",), None)},
        publisher="Lahore Wire", title="Clashes",
    ),
]  # fmt: skip


def fill(record: Record) -> None:
    """Put the made-up reports into a record."""
    with writing(record.engine) as connection:
        add_codings(connection, [keyed(_placed(item)) for item in REPORTS])


def code(reports: Iterable[Report]) -> Iterator[Coding]:
    """A coder that finds one meeting in a text that has the words."""
    for report in reports:
        told = [Told("CONSULT", ["Pakistan"], cue="met")] if "Pakistan met" in report.text else []
        yield msgspec.structs.replace(coding(report.text, *told), report=report)


def event_of(record: Record, kind: str) -> Any:
    """The first event of a type."""
    return next(event for event in record.events() if event.event == kind)
