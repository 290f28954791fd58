"""Two reports of our own, through the coder and the record: what an analyst would look for."""

from pathlib import Path

import pytest
from tests.processes.making import TOPICS

from dragoman.coder import Coder
from dragoman.model import Report
from dragoman.processes import open_dossier
from dragoman.processes.dossier import Dossier, Position
from dragoman.processes.process import parse_process
from dragoman.record.adding import Incoming
from dragoman.record.record import Record

FIRST = """MUSCAT, June 5 - The United States has asked Oman to persuade the Houthis to enter \
talks with the Yemeni government. US envoy Tim Lenderking visited Muscat on Sunday and met Foreign \
Minister Badr Albusaidi.

Last week, the State Department announced that Lenderking will travel to Jordan, Oman, Qatar, \
Saudi Arabia and the United Arab Emirates from June 1 to June 12.

Houthi leader Abdul-Malik al-Houthi said on Saturday that the dialogue with Saudi Arabia will \
continue, but he rejected a ceasefire with the Yemeni government. The Houthis have repeatedly \
refused to negotiate with the Yemeni government.

President Rashad al-Alimi met Crown Prince Mohammed bin Salman on the sidelines of the Arab League \
summit in Jeddah on May 19. Alimi is expected to visit Oman. No date has been set.
"""
SECOND = """DOHA, June 8 - US envoy Tim Lenderking met Qatari Foreign Minister Mohammed bin \
Abdulrahman Al Thani in Doha on Wednesday for talks on Yemen. The Houthis and the Yemeni \
government did not comment.
"""
PROCESS = parse_process(
    """
name = "Yemen"

[[party]]
name = "Houthis"
who = ["Houthis", "YEM:REB"]

[[party]]
name = "Yemeni government"
who = ["YEM:GOV,MIL"]

[[party]]
name = "Saudi Arabia"
who = ["SAU"]

[[third_party]]
name = "United States"
who = ["USA"]
roles = ["mediator"]

[[third_party]]
name = "Oman"
who = ["OMN"]
roles = ["mediator", "host"]

[[third_party]]
name = "Qatar"
who = ["QAT"]
roles = ["host"]
""",
    "yemen.toml",
    TOPICS.topics,
)


@pytest.fixture(scope="module")
def dossier(coder: Coder, tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    path: Path = tmp_path_factory.mktemp("yemen") / "record.db"
    reports = [
        Report(id=name, text=text, publisher=name, published=day, published_from="given")
        for name, text, day in (
            ("Gulf Desk", FIRST, "2023-06-05"),
            ("Doha Wire", SECOND, "2023-06-08"),
        )
    ]
    with Record.open(path, create=True) as record:
        inputs = [Incoming(name=report.id, report=report) for report in reports]
        record.add(inputs, coder.try_all, asked="test")
        return open_dossier(record, PROCESS, TOPICS, day="2023-06-30")


def position(dossier: Dossier, topic: str, towards: str | None) -> Position:
    return next(
        p for p in dossier.positions if (p.side, p.topic, p.towards) == ("Houthis", topic, towards)
    )


def test_refusals_stand_against_talks_that_go_on(dossier: Dossier) -> None:
    assert position(dossier, "ceasefire", None).latest.verb == "refuses"
    assert position(dossier, "talks", "Yemeni government").latest.leaning == -1
    going_on = position(dossier, "talks", "Saudi Arabia").latest
    assert going_on.leaning == 1
    assert going_on.words == "that the dialogue with Saudi Arabia will continue"


def test_the_request_to_the_mediator(dossier: Dossier) -> None:
    (asked,) = dossier.requests
    assert (asked.by, asked.to) == (("United States",), ("Oman",))
    assert "persuade the Houthis" in asked.words[0].words


def test_the_journey_and_which_of_its_stops_another_source_confirms(dossier: Dossier) -> None:
    (trip,) = dossier.contacts.trips
    stops = {stop.place: stop for stop in trip.stops}
    assert list(stops) == ["Jordan", "Oman", "Qatar", "Saudi Arabia", "United Arab Emirates"]
    assert [place for place, stop in stops.items() if stop.reported] == ["Oman", "Qatar"]
    assert [place for place, stop in stops.items() if stop.others] == ["Qatar"]
    assert "Badr Albusaidi" in stops["Oman"].met


def test_the_meeting_on_the_sidelines_of_a_summit(dossier: Dossier) -> None:
    (meeting,) = [m for m in dossier.contacts.meetings if m.place == "Jeddah"]
    assert meeting.sides == ("Yemeni government", "Saudi Arabia")
    assert meeting.day == "2023-05-19"


def test_the_visit_without_a_date_stays_open(dossier: Dossier) -> None:
    (plan,) = [p for p in dossier.agenda if "al-Alimi" in p.happening.text]
    assert (plan.state, plan.due, plan.waited) == ("open", None, 25)
