"""Tellers: the independent sources of an event, of which copies and revisions are one."""

from tests.record.making import Told, coding

from dragoman.analysis.dyadic import Asked, lines, series_frame
from dragoman.analysis.material import gather
from dragoman.record.adding import Incoming
from dragoman.record.engine import reading
from dragoman.record.record import Record
from dragoman.record.tellers import tellers

PEOPLE = {name: (code, ("GOV",), None) for name, code in (("Pakistan", "PAK"), ("Iran", "IRN"))}


def told(text: str, published: str, url: str, cue: str) -> Incoming:
    made = coding(
        text,
        Told("CONSULT", ("Pakistan", "Iran"), cue=cue, day="2019-06-03", place="Islamabad"),
        published=published,
        people=PEOPLE,
        url=url,
    )
    CODINGS[text] = made
    return Incoming(name=url, report=made.report)


CODINGS: dict = {}
INPUTS = [
    told("Pakistan and Iran held talks in Islamabad.", "2019-06-03", "https://a.example/1", "held"),
    told("Pakistan met Iran in Islamabad, it said.", "2019-06-04", "https://a.example/1", "met"),
    told("Envoys: Pakistan and Iran met in Islamabad.", "2019-07-04", "https://b.example/2", "met"),
]


def test_revisions_of_a_page_are_one_teller_and_count_in_the_month_of_the_first(
    record: Record,
) -> None:
    record.add(INPUTS, lambda reports: (CODINGS[r.text] for r in reports), asked="test")
    (event,) = record.events()
    assert (event.reports, event.sources) == (3, 2)
    with reading(record.engine) as connection:
        families = tellers(connection)
    assert {len(families[event.id])} == {2}
    assert set(families[event.id]) == {report.family for report in record.reports()}

    material = gather(record)
    asked = Asked(step="month", since="2019-06-01", until="2019-07-31")
    rows = list(series_frame(lines(material, asked), asked))
    assert [(row.published, row.independent, row.telling, row.share) for row in rows] == [
        (2, 1, 1, 1.0), (1, 1, 1, 1.0),
    ]  # fmt: skip
    assert [(row.events, row.sources, row.reports, row.told) for row in rows] == [
        (1, 2, 3, 1), (0, 0, 0, 0),
    ]  # fmt: skip
