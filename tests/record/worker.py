"""A process that adds made-up reports: ``python -m tests.record.worker RECORD FROM TO``.

It codes by rule, not by the coder, so that a test can start, kill and resume it many times.
"""

import sys
from collections.abc import Iterable, Iterator

from tests.record.making import Told, coding

from dragoman.coder import Failure
from dragoman.model import Coding, Report
from dragoman.record.adding import Incoming
from dragoman.record.record import Record

PEOPLE = {
    name: (country, ("GOV",), None)
    for name, country in (
        ("Shah Mahmood Qureshi", "PAK"),
        ("Zalmay Khalilzad", "USA"),
        ("Mohammad Javad Zarif", "IRN"),
        ("Sergei Lavrov", "RUS"),
    )
}


def text_of(number: int) -> str:
    names = sorted(PEOPLE)
    one, other = names[number % 4], names[(number // 4 + number % 4 + 1) % 4]
    if one == other:
        other = names[(names.index(one) + 1) % 4]
    day = number // 5 % 9 + 1
    return f"Report {number}: {one} met {other} in Islamabad on the {day}th of June."


def code(reports: Iterable[Report]) -> Iterator[Coding | Failure]:
    for report in reports:
        words = report.text.partition(": ")[2]
        one, rest = words.split(" met ")
        other = rest.split(" in ")[0]
        day = rest.split()[-3].removesuffix("th")
        told = Told(
            "CONSULT", [one, other], mode="meet", cue="met", day=f"2019-06-0{day}",
            place="Islamabad",
        )  # fmt: skip
        made = coding(report.text, told, published="2019-06-10", people=PEOPLE)
        yield Coding(report=report, actors=made.actors, events=made.events, coder=made.coder)


def inputs(first: int, last: int) -> Iterator[Incoming]:
    for number in range(first, last):
        report = Report(id="", text=text_of(number), published="2019-06-10", published_from="given")
        yield Incoming(name=f"report {number}", report=report, retrieved="2019-06-11T00:00:00Z")


def main(where: str, first: str, last: str) -> None:
    with Record.open(where, create=True) as record:
        record.add(inputs(int(first), int(last)), code, asked=f"{first} to {last}")


if __name__ == "__main__":
    main(*sys.argv[1:])
