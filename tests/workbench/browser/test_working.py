"""What a person does in the workbench: review, add, log in."""

from collections.abc import Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher
from tests.workbench.browser.conftest import serving
from tests.workbench.seeing.making import event_of

from dragoman.record.record import Record
from dragoman.workbench.security import accounts

PASSWORD = "correct horse battery"


def test_a_queue_is_reviewed_by_keys(page: Any, filled: Record) -> None:
    page.goto("/review")
    page.get_by_role("link", name="Start with the first").click()
    page.wait_for_url("**/review/e*")
    first = page.url
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != first)
    page.keyboard.press("k")
    page.wait_for_url(first)
    page.keyboard.press("a")
    page.get_by_text("Accepted.").wait_for()
    assert page.url != first
    page.keyboard.press("r")
    page.get_by_text("Rejected.").wait_for()
    assert "1 accepted, 0 corrected, 1 rejected" in page.locator(".progress").inner_text()
    page.get_by_role("button", name="Take back").first.click()
    page.get_by_text("taken back").wait_for()
    assert filled.counts()["decisions"] == 2


def test_an_event_is_corrected_with_the_codebooks_choices(page: Any, filled: Record) -> None:
    event = event_of(filled, "ACCUSE")
    page.goto(f"/review/{event.id}")
    assert not page.locator("#correct").is_visible()
    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.id") == "kind"
    page.get_by_label("Type and mode").select_option("THREATEN|")
    page.get_by_label("Status").select_option("negated")
    page.get_by_label("Iran is a target").check()
    page.get_by_label("Why").fill("it was a threat")
    page.get_by_role("button", name="Keep the correction").click()
    page.get_by_text("Corrected.").wait_for()
    now = filled.find(event.id)
    assert (now.event, now.status, now.quad, now.review) == ("THREATEN", "negated", 3, "corrected")
    assert [party.name for party in now.target] == ["Pakistan", "Iran"]
    assert {item.why for item in filled.history(event.id)} == {"it was a threat"}


def test_the_second_of_two_reviewers_is_told_of_the_first(
    open_page: Any, workbench: str, filled: Record
) -> None:
    event = event_of(filled, "ACCUSE").id
    late = open_page(workbench)
    late.goto(f"/review/{event}")
    filled.decide(event, "accept", "Anna", "both agencies say so")
    late.keyboard.press("r")
    told = late.get_by_role("alert")
    told.wait_for()
    assert "Anna decided on this event while you had it open" in told.inner_text()
    assert "both agencies say so" in told.inner_text()
    assert filled.find(event).review == "accepted"
    late.keyboard.press("r")
    late.get_by_text("Rejected.").wait_for()
    assert filled.find(event).review == "rejected"
    late.goto("/review")
    assert (
        "Anna and local"
        in late.locator("table").last.locator("xpath=ancestor::section").inner_text()
    )


def test_a_text_is_added_by_paste(page: Any, filled: Record) -> None:
    page.goto("/reports")
    page.get_by_label("Title").last.fill("Pasted")
    page.get_by_label("Text", exact=True).fill("Pakistan met nobody on a long and quiet Sunday.")
    page.get_by_role("button", name="Add the text").click()
    page.get_by_text("Done, in run").wait_for()
    page.locator("main li a").first.click()
    assert page.locator("h1").inner_text() == "Pasted"
    assert page.locator("#text .m.event").first.inner_text() == "met"


def test_a_report_that_is_deleted_while_it_is_open_says_so(page: Any, filled: Record) -> None:
    event = event_of(filled, "ASSAULT")
    page.goto(f"/review/{event.id}")
    filled.delete([filled.find(event.id).tellings[0].report])
    page.keyboard.press("a")
    page.get_by_role("heading", name="This event is not in the record").wait_for()


@pytest.fixture
def guarded(filled: Record, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A workbench that asks for a login."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "_HASHER", quick)
    for name, role in (("rana", "reviewer"), ("lena", "reader"), ("anna", "admin")):
        accounts.add_account(filled.engine, name, role, PASSWORD)
    with serving(filled, login=True) as address:
        yield address


def log_in(page: Any, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def test_who_comes_logs_in_and_ends_where_he_wanted_to(open_page: Any, guarded: str) -> None:
    page = open_page(guarded)
    page.goto("/events?type=ACCUSE")
    assert page.locator("h1").inner_text() == "Log in"
    log_in(page, "rana", "wrong")
    assert page.get_by_role("alert").is_visible()
    log_in(page, "rana")
    page.wait_for_url("**/events?type=ACCUSE")
    page.get_by_role("button", name="Log out").click()
    page.goto("/charts")
    assert page.locator("h1").inner_text() == "Log in"


def test_a_reader_sees_but_does_not_decide(open_page: Any, guarded: str) -> None:
    page = open_page(guarded)
    page.goto("/review")
    log_in(page, "lena")
    page.wait_for_url("**/review")
    page.locator(".queue a").first.click()
    assert page.get_by_role("button", name="Accept").count() == 0


def test_two_people_differ_and_the_page_says_on_what(open_page: Any, guarded: str) -> None:
    for name, key in (("rana", "a"), ("anna", "r")):
        page = open_page(guarded)
        page.goto("/review")
        log_in(page, name)
        page.wait_for_url("**/review")
        if key == "r":
            page.goto("/review?which=second")
        page.locator(".queue tbody td:first-child a").first.click()
        page.wait_for_url("**/review/e*")  # and for its script, which hears the keys
        page.keyboard.press(key)
        page.locator(".just-done").wait_for()
    page.goto("/review")
    table = page.locator("section", has=page.get_by_text("Who agrees with whom"))
    assert "anna and rana" in table.inner_text()
    assert "1 event" in table.inner_text()


def test_a_decision_that_cannot_be_sent_is_kept_on_the_page(page: Any, filled: Record) -> None:
    event = event_of(filled, "ACCUSE")
    page.goto(f"/review/{event.id}")
    page.keyboard.press("c")
    page.get_by_label("Why").fill("a long reason")
    page.route("**/static/dragoman.svg", lambda route: route.fulfill(status=404))
    page.get_by_role("button", name="Keep the correction").click()
    page.get_by_role("alert").get_by_text("cannot be reached").wait_for()
    assert page.get_by_label("Why").input_value() == "a long reason"
    assert filled.counts()["decisions"] == 0
    page.unroute("**/static/dragoman.svg")
    page.get_by_label("Dead").fill("2")
    page.get_by_role("button", name="Keep the correction").click()
    page.get_by_text("Corrected.").wait_for()
    assert filled.find(event.id).size.dead == 2
