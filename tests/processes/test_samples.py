"""The dossiers of the sample reports: what must stand in them, every claim down to its words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.processes import open_dossier, topics_beside
from dragoman.processes.chapters import sheet_of
from dragoman.processes.dossier import Dossier, Position
from dragoman.processes.keeping import list_processes
from dragoman.processes.sheet import Grid, Line
from dragoman.record.record import Record

TOPICS = topics_beside(Path("nowhere"))
PROCESSES = list_processes(Path("nowhere"), TOPICS.topics)


@pytest.fixture(scope="module")
def dossiers(samples: Path) -> dict[str, Dossier]:
    with Record.open(samples, read_only=True) as record:
        return {
            name: open_dossier(record, process, TOPICS, since="2018-07-01")
            for name, process in PROCESSES.items()
        }


@pytest.fixture(scope="module")
def afghan(dossiers: dict[str, Dossier]) -> Dossier:
    return dossiers["afghan-peace-process"]


def position(dossier: Dossier, side: str, topic: str, towards: str | None = None) -> Position:
    return next(
        p for p in dossier.positions if (p.side, p.topic, p.towards) == (side, topic, towards)
    )


# -- what the Afghan dossier must show -------------------------------------------------------------
def test_the_taliban_refuse_a_ceasefire(afghan: Dossier) -> None:
    stand = position(afghan, "Taliban", "ceasefire")
    assert stand.latest.verb == "refuses"
    assert stand.latest.words == "calls for a ceasefire"


def test_the_taliban_refuse_talks_with_kabul_and_go_on_with_washington(afghan: Dossier) -> None:
    kabul = position(afghan, "Taliban", "talks", "Afghan government")
    washington = position(afghan, "Taliban", "talks", "United States")
    assert {stand.leaning for stand in kabul.history if stand.leaning} == {-1}
    assert kabul.since == "2018-10-14"
    assert {stand.leaning for stand in washington.history if stand.leaning} == {1}


def test_washington_broke_the_talks_off_and_took_them_up_again(afghan: Dossier) -> None:
    stand = position(afghan, "United States", "talks", "Taliban")
    assert stand.latest.leaning == 1
    assert stand.moved_from is not None
    assert "Trump" in stand.moved_from.who


def test_the_government_refuses_to_free_prisoners(afghan: Dossier) -> None:
    stand = position(afghan, "Afghan government", "prisoners")
    assert (stand.latest.verb, stand.latest.day) == ("refuses", "2020-03-01")
    assert "5,000 Taliban prisoners" in stand.latest.words


def test_what_was_asked_of_pakistan_and_what_it_answered(afghan: Dossier) -> None:
    asked = {a.words[0].words: a for a in afghan.requests if a.to == ("Pakistan",)}
    persuade = asked["Pakistan to persuade the Taliban to talk to the Afghan government"]
    assert (persuade.by, persuade.state) == (("United States",), "agreed")
    assert "Pakistan is to mediate" in persuade.answers[0].happening.text
    table = asked["Pakistan to bring the Taliban to the table with his government"]
    assert (table.by, table.state) == (("Afghan government",), "agreed")
    assert "Imran Khan" in table.answers[0].happening.text
    havens = [a for words, a in asked.items() if "sanctuaries" in words]
    assert [a.by for a in havens] == [("Afghan government",), ("Afghan government",)]
    assert {a.state for a in havens} == {"ignored"}


def test_the_envoys_first_tour_has_its_stops(afghan: Dossier) -> None:
    trip = afghan.contacts.trips[0]
    assert trip.traveller == "Zalmay Khalilzad"
    days = {stop.place: stop.when and stop.when.start for stop in trip.stops}
    assert days == {"Kabul": "2018-10-08", "Islamabad": "2018-10-09", "Doha": "2018-10-12"}


def test_the_six_stops_of_the_announced_tour_and_who_confirms_them(afghan: Dossier) -> None:
    (trip,) = [t for t in afghan.contacts.trips if len(t.stops) == 6]
    assert trip.when is not None
    assert (trip.when.start, trip.when.end) == ("2019-05-31", "2019-06-16")
    told = {stop.place: line for stop, line in zip(trip.stops, stop_lines(afghan), strict=True)}
    assert "no other confirms it" in told["Afghanistan"]
    assert "confirmed by Elbkurier English Service (8 June 2019)" in told["Belgium"]
    assert "confirmed by Elbkurier English Service (8 June 2019)" in told["Germany"]
    assert "2 June 2019; met Imran Khan and Qamar Javed Bajwa; confirmed by" in told["Pakistan"]
    assert "confirmed by The Indus Courier (28 June 2019)" in told["Qatar"]
    assert told["United Arab Emirates"].startswith("only announced; no report tells")


def stop_lines(dossier: Dossier) -> list[str]:
    """What the chapter says of the stops of the announced tour."""
    blocks = next(c for c in sheet_of(dossier).chapters if c.name == "contacts").blocks
    texts = [block for block in blocks if isinstance(block, Line)]
    start = next(n for n, line in enumerate(texts) if line.text.startswith("6 stops"))
    return [line.text for line in texts[start + 1 : start + 7]]


def test_the_leaders_met_on_the_sidelines_of_the_summit(afghan: Dossier) -> None:
    (met,) = [m for m in afghan.contacts.meetings if m.place == "Mecca"]
    ghani, khan = "Ashraf Ghani (Afghan government)", "Imran Khan (Pakistan)"
    assert met.text.startswith(f"{ghani} and {khan} held talks")
    assert met.when is not None
    assert met.when.start == met.when.end == "2019-05-31"


def test_the_visit_announced_without_a_date_took_place(afghan: Dossier) -> None:
    (plan,) = [
        p for p in afghan.agenda
        if p.happening.text == "Ashraf Ghani (Afghan government) is to visit Pakistan, as announced"
    ]  # fmt: skip
    assert (plan.due, plan.state, plan.announced) == (None, "kept", "2019-06-02")
    assert plan.outcome[0].when is not None
    assert plan.outcome[0].when.start == "2019-06-27"


def test_the_meeting_at_camp_david_was_called_off(afghan: Dossier) -> None:
    (plan,) = [p for p in afghan.agenda if p.due and p.due.start == "2019-09-08"]
    assert plan.state == "called off"
    assert "Trump" in plan.outcome[0].text


def test_the_visits_in_islamabad_are_contacts(afghan: Dossier) -> None:
    pairs = {(pair.one, pair.other): pair for pair in afghan.contacts.pairs}
    talks = pairs["Taliban", "Pakistan"]
    assert talks.contacts == 2  # the visit to ministry and minister is one; one without a day
    assert (talks.first, talks.last, talks.undated) == ("2019-10-03", "2019-10-03", 1)


def test_the_desks_count_the_dead_of_ghazni_differently(afghan: Dossier) -> None:
    values = {tuple(version.value for version in d.versions) for d in afghan.disputes}
    assert ("12 dead", "14 dead") in values


def test_the_agreement_is_told_by_two_sources(afghan: Dossier) -> None:
    signed = afghan.standing.last_agreement
    assert signed is not None
    assert (signed.day, signed.independent) == ("2020-02-29", 2)


def test_no_other_process_is_mixed_in(afghan: Dossier) -> None:
    titles = {source.title for source in afghan.sources}
    assert not any(re.search("Sudan|Karabakh|Eritrea|Belarus|Lebanon", t or "") for t in titles)


# -- every claim of every dossier, down to its words -----------------------------------------------
def lines(dossier: Dossier) -> Iterator[Line]:
    for chapter in sheet_of(dossier).chapters:
        for block in chapter.blocks:
            if isinstance(block, Grid):
                for row in block.rows:
                    for cell in row[1:]:
                        yield Line(text=cell.text, gap=not cell.text, evidence=cell.evidence)
            else:
                yield block


@pytest.mark.parametrize("name", PROCESSES)
def test_every_line_has_evidence_or_says_that_nothing_is_known(
    dossiers: dict[str, Dossier], name: str
) -> None:
    sources = {source.key for source in dossiers[name].sources}
    for line in lines(dossiers[name]):
        if line.gap:
            assert not line.evidence
        else:
            assert line.evidence, line.text
            assert sources.issuperset(line.evidence), line.text


@pytest.mark.parametrize("name", PROCESSES)
def test_every_quote_stands_in_its_report_and_in_the_evidence_of_its_line(
    samples: Path, dossiers: dict[str, Dossier], name: str
) -> None:
    dossier = dossiers[name]
    with Record.open(samples, read_only=True) as record:
        texts = {
            key: record.coding(key).report.text
            for key in {source.report for source in dossier.sources}
        }
    words = {}
    for source in dossier.sources:
        if source.kind == "report":
            continue
        assert source.span is not None
        said = texts[source.report][slice(*source.span)]
        for part in source.quote.split(" … "):
            assert plain(part) in plain(said)
        words[source.key] = plain(source.quote)
    for line in lines(dossier):
        if line.quote:
            assert any(plain(line.quote) in words.get(key, "") for key in line.evidence), line


def plain(text: str) -> str:
    return " ".join(text.split())


def test_the_dossier_of_an_earlier_day_knows_nothing_of_later_reports(samples: Path) -> None:
    with Record.open(samples, read_only=True) as record:
        early = open_dossier(record, PROCESSES["afghan-peace-process"], TOPICS, day="2019-09-30")
    assert max(source.published or "" for source in early.sources) <= "2019-09-30"
    assert early.standing.last == "2019-09-08"
