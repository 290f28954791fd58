"""What changed between two days, and the feed of it."""

import feedparser
import pytest
from tests.processes.making import (
    CHIEF,
    ENVOY,
    MINISTER,
    NORWAY,
    PROCESS,
    TOPICS,
    UPLANDERS,
    dossier,
    event,
    material,
    report,
)

from dragoman.processes.changes import compare
from dragoman.processes.composing import compose
from dragoman.processes.dossier import Changes
from dragoman.processes.feed import changes_by_day, write_feed
from dragoman.processes.material import Material
from dragoman.processes.roster import make_roster

MAY = report("may", "2020-05-02")
JUNE = report("june", "2020-06-02")
JULY = report("july", "2020-07-02")
ALL = (MAY, JUNE, JULY)

MADE = material(
    event("no", "REJECT", [UPLANDERS], [], "They rejected a truce.", "rejected", MAY),
    event(
        "ask", "REQUEST", [ENVOY], [MINISTER], "Lund urged Sharifova to free prisoners.", "urged",
        MAY, mode="yield",
    ),
    event("yes", "AGREE", [CHIEF], [], "Rahimov offered a truce.", "offered", JUNE),
    event(
        "plan", "AGREE", [MINISTER], [NORWAY], "She will visit Norway.", "visit", JUNE,
        status="planned", cameo="036", day="2020-06-20", fulfilled_by=("done",),
    ),
    event(
        "done", "CONSULT", [MINISTER], [NORWAY], "She visited <Norway> & came back.", "visited",
        JULY, mode="visit", day="2020-06-20", fulfils=("plan",),
    ),
    event("free", "AGREE", [MINISTER], [], "She agreed to free prisoners.", "agreed", JULY),
    reports=ALL,
)  # fmt: skip


def changed(made: Material, since: str, until: str) -> Changes:
    roster = make_roster(PROCESS, made.actors)
    old = compose(PROCESS, made, roster, TOPICS, since)
    return compare(old, compose(PROCESS, made, roster, TOPICS, until))


def kinds(found: Changes) -> list[str]:
    return [change.kind for change in found.changes]


def test_a_position_that_moved_is_told_with_both_stands() -> None:
    found = changed(MADE, "2020-05-31", "2020-06-30")
    (moved,) = [change for change in found.changes if change.kind == "position moved"]
    assert "agrees, offers or promises, before: refuses" in moved.text
    assert {"june.yes", "may.no"} <= set(moved.evidence)


def test_answers_and_kept_plans_are_told() -> None:
    found = changed(MADE, "2020-06-30", "2020-07-31")
    assert "plan kept" in kinds(found)
    assert "request answered" in kinds(found)
    assert found.reports == 1


def test_nothing_new_is_nothing() -> None:
    found = changed(MADE, "2020-07-02", "2020-07-10")
    assert (found.reports, found.changes) == (0, ())


def test_a_plan_becomes_overdue_though_no_report_comes() -> None:
    made = material(
        event(
            "plan", "AGREE", [MINISTER], [NORWAY], "She will visit Norway.", "visit", JUNE,
            status="planned", cameo="036", day="2020-06-20",
        ),
        reports=ALL,
    )  # fmt: skip
    assert kinds(changed(made, "2020-06-10", "2020-06-30")) == ["plan overdue"]


def test_a_report_that_joins_an_event_makes_no_new_event() -> None:
    made = material(
        event("met", "CONSULT", [CHIEF, ENVOY], [], "They met.", "met", MAY, JUNE), reports=ALL
    )
    assert kinds(changed(made, "2020-05-31", "2020-06-30")) == []


def test_a_dossier_can_carry_its_changes() -> None:
    found = dossier(MADE, "2020-07-31", since="2020-06-30").changes
    assert found is not None
    assert found == changed(MADE, "2020-06-30", "2020-07-31")


@pytest.mark.parametrize("days", [1, 2, 30])
def test_the_feed_is_good_atom(days: int) -> None:
    roster = make_roster(PROCESS, MADE.actors)
    text = write_feed(PROCESS, changes_by_day(PROCESS, MADE, roster, TOPICS, days=days))
    feed = feedparser.parse(text)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.title == "Talks of the two valleys: changes"
    assert len({entry.published if "published" in entry else entry.updated[:10] for entry in
                feed.entries}) == min(days, 3)  # fmt: skip
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    assert all(entry.title and entry.content[0].value for entry in feed.entries)
    assert any("<Norway> & came back" in entry.content[0].value for entry in feed.entries)


def test_the_ids_of_a_feed_stay() -> None:
    roster = make_roster(PROCESS, MADE.actors)
    one, two = (
        feedparser.parse(write_feed(PROCESS, changes_by_day(PROCESS, MADE, roster, TOPICS, days=n)))
        for n in (1, 3)
    )
    assert {entry.id for entry in one.entries} <= {entry.id for entry in two.entries}


def test_a_feed_of_nothing_is_a_feed() -> None:
    empty = material()
    text = write_feed(PROCESS, changes_by_day(PROCESS, empty, make_roster(PROCESS, ()), TOPICS))
    feed = feedparser.parse(text)
    assert not feed.bozo
    assert feed.entries == []
