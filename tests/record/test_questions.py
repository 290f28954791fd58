"""Questions: every filter, alone and together, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.record.conftest import new_record
from tests.record.making import Told, coding
from tests.record.test_remerge import keyed

from dragoman.errors import InputError
from dragoman.record.batch import add_codings
from dragoman.record.engine import writing
from dragoman.record.questions import (
    ActorQuery,
    EventQuery,
    Page,
    ReportQuery,
    StatementQuery,
)
from dragoman.record.record import Record

PEOPLE = {
    "Shah Mahmood Qureshi": ("PAK", ("GOV",), "foreign minister"),
    "Zalmay Khalilzad": ("USA", ("GOV",), "special envoy"),
    "Iran": ("IRN", (), None),
    "Pakistan": ("PAK", (), None),
}
REPORTS = [
    coding(
        "Qureshi met Khalilzad in Islamabad on Sunday. “Peace is possible,” Qureshi said.",
        Told("CONSULT", ["Shah Mahmood Qureshi", "Zalmay Khalilzad"], mode="meet", cue="met",
             day="2019-06-02", place="Islamabad"),
        published="2019-06-03", people=PEOPLE, publisher="Kabul Courier",
        says=[("Shah Mahmood Qureshi", "Peace is possible,")],
    ),
    coding(
        "Khalilzad and Qureshi met in Islamabad.",
        Told("CONSULT", ["Zalmay Khalilzad", "Shah Mahmood Qureshi"], mode="meet", cue="met",
             day="2019-06-02", place="Islamabad"),
        published="2019-06-04", people=PEOPLE, publisher="Doha Herald",
    ),
    coding(
        "Iran accused Pakistan of sheltering gunmen.",
        Told("ACCUSE", ["Iran"], ["Pakistan"], cue="accused", day="2019-06-10"),
        published="2019-06-10", people=PEOPLE, publisher="Kabul Courier",
    ),
    coding(
        "Khalilzad will visit Iran, in Tehran, next week.",
        Told("AGREE", ["Zalmay Khalilzad"], ["Iran"], mode="visit", cue="visit", status="planned",
             day="2019-06-17", until="2019-06-23", place="Tehran"),
        published="2019-06-11", people=PEOPLE,
    ),
]  # fmt: skip


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Record]:
    folder: Path = tmp_path_factory.mktemp("questions")
    with new_record(request, folder, request.param) as record:
        with writing(record.engine) as connection:
            add_codings(connection, [keyed(item) for item in REPORTS])
        yield record


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (EventQuery(), ["AGREE", "ACCUSE", "CONSULT"]),
        (EventQuery(actor="qureshi"), ["CONSULT"]),
        (EventQuery(actor="PAK"), ["ACCUSE", "CONSULT"]),
        (EventQuery(source="IRN"), ["ACCUSE"]),
        (EventQuery(target="IRN"), ["AGREE"]),
        (EventQuery(dyad=("PAK", "IRN")), ["ACCUSE"]),
        (EventQuery(dyad=("USA", "PAK")), ["CONSULT"]),
        (EventQuery(event=("consult", "ACCUSE")), ["ACCUSE", "CONSULT"]),
        (EventQuery(mode="visit"), ["AGREE"]),
        (EventQuery(status=("planned",)), ["AGREE"]),
        (EventQuery(since="2019-06-03", until="2019-06-10"), ["ACCUSE"]),
        (EventQuery(place="islamabad"), ["CONSULT"]),
        (EventQuery(place="IRN"), ["AGREE"]),
        (EventQuery(sources=2), ["CONSULT"]),
        (EventQuery(text="gunmen shelter"), ["ACCUSE"]),
        (EventQuery(text='"sheltering gunmen"'), ["ACCUSE"]),
        (EventQuery(text='"gunmen sheltering"'), []),
        (EventQuery(actor="nobody"), []),
    ],
)
def test_events_are_found_by_what_they_are(
    filled: Record, query: EventQuery, found: list[str]
) -> None:
    assert [event.event for event in filled.events(query)] == found
    assert filled.count_events(query) == len(found)


def test_an_answer_comes_in_pages(filled: Record) -> None:
    pages = [filled.events(page=Page(limit=2, offset=offset)) for offset in (0, 2, 4)]
    assert [[event.event for event in page] for page in pages] == [
        ["AGREE", "ACCUSE"],
        ["CONSULT"],
        [],
    ]
    assert len(filled.events(page=Page(offset=1))) == 2


def test_an_event_carries_all_its_tellings(filled: Record) -> None:
    (event,) = filled.events(EventQuery(event=("CONSULT",)), tellings=True)
    assert (event.reports, event.sources) == (2, 2)
    assert {telling.publisher for telling in event.tellings} == {"Kabul Courier", "Doha Herald"}
    for telling in event.tellings:
        text = filled.coding(telling.report).report.text
        assert text[slice(*telling.sentence)].strip() == telling.quote


def test_statements_are_found_by_speaker_and_words(filled: Record) -> None:
    (said,) = filled.statements(StatementQuery(speaker="Qureshi", text="peace"))
    assert said.words == "Peace is possible,"
    assert said.speaker is not None
    assert said.speaker.titles == ("foreign minister",)
    assert filled.statements(StatementQuery(speaker="Iran")) == []


def test_actors_know_their_names_roles_and_reports(filled: Record) -> None:
    (actor,) = filled.actors(ActorQuery(name="qureshi"))
    assert (actor.name, actor.country, actor.reports) == ("Shah Mahmood Qureshi", "PAK", 2)
    (tenure,) = actor.tenures
    assert (tenure.title, tenure.first, tenure.last) == (
        "foreign minister",
        "2019-06-03",
        "2019-06-04",
    )
    assert {item.name for item in filled.actors(ActorQuery(country="PAK"))} == {
        "Pakistan",
        "Shah Mahmood Qureshi",
    }


def test_roles_have_days_and_the_actors_of_most_reports_come_first(either_record: Record) -> None:
    said = [
        ("2019-06-06", "prime minister", "Qureshi met Iran in Quetta."),
        (None, "Foreign Minister", "In the evening Qureshi met Iran."),
        ("2019-06-05", "foreign minister", "It was late when Qureshi met Iran at the airport."),
        ("2019-06-07", None, "Nobody knew that Qureshi met Iran before."),
        ("2019-06-08", None, "Iran met Qureshi and Pakistan met Khalilzad, far away."),
    ]
    made = []
    for day, title, text in said:
        people = {**PEOPLE, "Shah Mahmood Qureshi": ("PAK", ("GOV",), title)}
        named = [name for name in PEOPLE if name.split()[-1] in text]
        told = Told("CONSULT", named, mode="meet", cue="met", day="2019-06-05")
        made.append(keyed(coding(text, told, published=day, people=people)))
    with writing(either_record.engine) as connection:
        add_codings(connection, made)
    actors = either_record.actors()
    names = ["Iran", "Shah Mahmood Qureshi", "Pakistan", "Zalmay Khalilzad"]
    assert [actor.name for actor in actors] == names
    assert [actor.name for actor in either_record.actors(page=Page(limit=2, offset=1))] == names[
        1:3
    ]
    assert [actor.name for actor in either_record.actors(ActorQuery(kind="person"))] == names[1::2]
    here = ActorQuery(report=made[1].report.id)
    assert [actor.name for actor in either_record.actors(here)] == names[:2]
    qureshi = actors[1]
    assert (qureshi.reports, qureshi.sources) == (5, 5)
    assert (qureshi.first, qureshi.last) == ("2019-06-05", "2019-06-08")
    assert [(t.title, t.first, t.last, t.reports) for t in qureshi.tenures] == [
        ("Foreign Minister", "2019-06-05", "2019-06-05", (made[1].report.id, made[2].report.id)),
        ("prime minister", "2019-06-06", "2019-06-06", (made[0].report.id,)),
    ]


def test_reports_are_found_by_publisher_day_and_words(filled: Record) -> None:
    assert len(filled.reports(ReportQuery(publisher="Kabul Courier"))) == 2
    assert len(filled.reports(ReportQuery(since="2019-06-04", until="2019-06-10"))) == 2
    assert len(filled.reports(ReportQuery(text="sheltering"))) == 1


def test_the_agenda_shows_what_is_open_and_what_is_overdue(filled: Record) -> None:
    (before,) = filled.agenda("2019-06-20")
    (after,) = filled.agenda("2019-06-24")
    assert (before.state, after.state) == ("open", "overdue")
    assert (before.announced, before.due) == ("2019-06-11", before.event.when)


def test_anything_is_found_by_its_id_or_the_beginning_of_it(filled: Record) -> None:
    event = filled.events()[0]
    assert filled.find(event.id).id == event.id
    assert filled.find(event.id[:12]).id == event.id
    with pytest.raises(InputError, match="nothing with the id"):
        filled.find("e0000nothing")


def test_an_answer_becomes_a_data_frame(filled: Record) -> None:
    events = filled.events()
    assert list(events.to_pandas()["event"]) == ["AGREE", "ACCUSE", "CONSULT"]
    assert events.to_polars().get_column("event").to_list() == ["AGREE", "ACCUSE", "CONSULT"]


@pytest.mark.parametrize("words", ["", "  ", "!?", '""'])
def test_text_without_a_word_is_refused(filled: Record, words: str) -> None:
    with pytest.raises(InputError, match="no word to look for"):
        filled.events(EventQuery(text=words))
