"""Processes in a real browser: a dossier is read, a process is made, statements are found."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.workbench.browser.conftest import Open, serving
from tests.workbench.seeing.making import fill
from tests.workbench.test_process_pages import TALKS

from dragoman.record.record import Record

DOSSIER = "/processes/border-talks"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A workbench over a record with a process."""
    folder: Path = tmp_path_factory.mktemp("processes")
    (folder / "processes").mkdir()
    (folder / "processes" / "border-talks.toml").write_text(TALKS, encoding="utf-8")
    with Record.open(folder / "record.db", create=True) as record:
        fill(record)
        with serving(record) as where:
            yield where


@pytest.fixture
def page(open_page: Open, address: str) -> Any:
    return open_page(address)


def test_a_number_shows_its_words_and_leads_into_the_report(page: Any) -> None:
    page.goto("/processes")
    page.get_by_role("link", name="Border talks").first.click()
    page.get_by_role("link", name="Timeline").click()
    number = page.locator("section:has(#timeline) a.ref").first
    number.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#evidence")
    assert "Qureshi met Zarif in Islamabad" in panel.inner_text()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "In the report"
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/r*#e*")
    page.locator("#text .lit-cue").first.wait_for()
    assert page.locator("#text .lit-cue").first.inner_text().endswith("met")


def test_escape_closes_the_words_and_leads_back(page: Any) -> None:
    page.goto(DOSSIER)
    number = page.locator("a.ref").nth(2)
    number.click()
    assert page.locator("#evidence").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#evidence").is_visible()
    assert number.evaluate("e => e === document.activeElement")


def test_without_a_script_numbers_lead_to_the_words(open_page: Open, address: str) -> None:
    page = open_page(address, java_script_enabled=False)
    page.goto(DOSSIER)
    page.locator("a.ref").first.click()
    assert "#s" in page.url
    page.locator("li:target").get_by_role("link", name="Report").click()
    page.wait_for_url("**/reports/r*")


def test_what_changed_between_two_days_is_asked_for(page: Any) -> None:
    page.goto(DOSSIER)
    page.get_by_role("link", name="Changes between two days").click()
    page.get_by_label("From").fill("2019-06-04")
    page.get_by_label("To", exact=True).fill("2019-06-10")
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("heading", name="From 4 June 2019 to 10 June 2019").wait_for()
    assert page.locator(".claim").count() >= 3


def test_a_process_is_made_by_hand(page: Any) -> None:
    page.goto("/processes")
    page.get_by_role("link", name="New process").click()
    page.get_by_label("Name", exact=True).first.fill("Two neighbours")
    page.get_by_label("Talks", exact=True).check()
    party = page.get_by_role("group", name="Party 1", exact=True)
    party.get_by_label("Name", exact=True).fill("Pakistan")
    party.get_by_label("Who belongs to it").fill("PAK")
    page.get_by_role("button", name="Another party").click()
    page.get_by_role("group", name="Party 3", exact=True).wait_for()
    page.get_by_role("button", name="Keep the process").click()
    assert "two parties at least" in page.get_by_role("alert").inner_text()
    party = page.get_by_role("group", name="Party 2", exact=True)
    party.get_by_label("Name", exact=True).fill("Iran")
    party.get_by_label("Who belongs to it").fill("IRN")
    page.get_by_role("button", name="Keep the process").click()
    page.wait_for_url("**/processes/two-neighbours")
    assert page.locator(".claim").count() > 5
    page.get_by_role("link", name="Edit the process").click()
    page.get_by_text("Remove this process").click()
    page.get_by_role("button", name="Remove it").click()
    page.wait_for_url("**/processes")
    assert page.get_by_role("link", name="Two neighbours", exact=True).count() == 0


def test_events_are_found_by_topic(page: Any) -> None:
    page.goto("/events")
    page.get_by_text("More filters").click()
    page.get_by_label("Topic").select_option(label="Talks")
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url("**topic=talks*")
    assert {words.strip() for words in page.locator("td .kind").all_inner_texts()} == {"Consult"}
    page.get_by_role("link", name="topic talks").click()
    page.wait_for_url(lambda url: "topic=talks" not in url)


@pytest.mark.parametrize("path", ["/processes", DOSSIER, "/processes/new", "/statements"])
def test_it_fits_a_narrow_window(open_page: Open, address: str, path: str) -> None:
    page = open_page(address, width=390, scheme="dark")
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(open_page: Open, address: str, scheme: str) -> None:
    from axe_playwright_python import sync_playwright as axe

    page = open_page(address, scheme=scheme)
    for path in ("/processes", DOSSIER, f"{DOSSIER}/changes?from=2019-06-04", "/processes/new"):
        page.goto(path)
        if path == DOSSIER:
            page.locator("a.ref").first.click()
        found = axe.Axe().run(page).response["violations"]
        assert [(item["id"], item["nodes"][0]["html"]) for item in found] == [], path
