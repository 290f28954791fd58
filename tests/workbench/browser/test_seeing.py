"""Charts, network and map in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.workbench.browser.conftest import serving
from tests.workbench.seeing.making import fill

from dragoman.record.record import Record

DRAWN = "[data-drawn=true]"


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One workbench for all: nothing here changes its record."""
    path: Path = tmp_path_factory.mktemp("seeing") / "seen.db"
    with Record.open(path, create=True) as record:
        fill(record)
        with serving(record) as address:
            yield address


def test_charts_are_drawn_with_their_numbers_beside_them(page: Any) -> None:
    page.goto("/charts")
    page.locator(f".drawing{DRAWN}").nth(2).wait_for()
    assert page.locator(".drawing svg").count() == 3
    first = page.locator(".drawing").first
    assert "Iran and Pakistan" in first.text_content()
    assert not page.locator(".numbers table").first.is_visible()
    page.locator(".numbers summary").first.click()
    row = page.locator(".numbers tbody tr").first
    assert "Iran and Pakistan" in row.inner_text()


def test_a_chart_tells_its_numbers_under_the_pointer(page: Any) -> None:
    page.goto("/charts")
    page.locator(f".drawing{DRAWN}").nth(2).wait_for()
    page.locator(".drawing .mark-rect path").first.hover(force=True)
    assert "Between Iran and Pakistan" in page.locator(".chart-tip").inner_text()


def test_a_chart_is_downloaded(page: Any) -> None:
    page.goto("/charts?by=actor")
    for words, start in (("PNG", b"\x89PNG"), ("SVG", b"<svg"), ("CSV", b"dyad,one")):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=f"{words} of this chart").first.click()
        assert waiting.value.path().read_bytes().startswith(start)


def test_what_a_chart_shows_is_chosen_and_stays_in_the_address(page: Any) -> None:
    page.goto("/charts")
    page.get_by_label("Between two").fill("Iran:Pakistan")
    page.get_by_label("Show", exact=True).select_option("score")
    page.get_by_role("button", name="Show").click()
    assert "dyad=Iran%3APakistan" in page.url
    assert "measure=score" in page.url
    page.locator(f".drawing{DRAWN}").nth(2).wait_for()
    assert "Pakistan to Iran" in page.locator(".drawing").first.text_content()


def test_only_pages_with_a_chart_may_compile(page: Any) -> None:
    for path, may in (("/charts", True), ("/network", False), ("/map", False), ("/review", False)):
        policy = page.goto(path).headers["content-security-policy"]
        assert ("unsafe-eval" in policy) == may
        assert "unsafe-inline" not in policy


def test_the_period_of_the_network_is_dragged(page: Any) -> None:
    page.goto("/network")
    page.locator(f"#net{DRAWN}").wait_for()
    assert page.locator("#tables tbody").first.locator("tr").count() == 2
    end = page.get_by_label("End of the period")
    end.focus()
    for _ in range(3):
        end.press("PageDown")
    for _ in range(40):
        end.press("ArrowLeft")
    page.wait_for_url("**until=2019-06-0*")
    page.locator("#tables").get_by_text("3 June 2019").first.wait_for()
    page.get_by_text("9 June 2019").first.wait_for(state="hidden")
    assert page.get_by_label("To", exact=True).input_value() < "2019-06-10"


def test_the_stretch_of_time_is_dragged_as_a_whole(page: Any) -> None:
    page.goto("/network?since=2019-06-03&until=2019-06-08")
    page.locator(f"#net{DRAWN}").wait_for()
    box = page.locator(".chosen").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 2 * box["width"], box["y"] + 10, steps=4)
    page.mouse.up()
    page.wait_for_url("**since=2019-06-1*")
    assert "since=2019-06-1" in page.url


def test_a_click_on_the_map_opens_the_events(page: Any) -> None:
    page.goto("/map")
    page.locator(f"#map{DRAWN}").wait_for()
    circles = page.locator("#map .spot")
    assert circles.count() == 3
    circles.first.click(force=True)
    card = page.locator(".leaflet-popup")
    card.locator("li").first.wait_for()
    assert card.locator("h3").inner_text() == "Tehran"
    # By the keyboard: the map still moves the card into sight, and a busy machine clicks beside it.
    card.get_by_role("link", name="in the list").press("Enter")
    page.wait_for_url("**/events?**place=Tehran**")
    assert page.locator("h1").inner_text() == "Events"


def test_the_map_has_the_countries(page: Any) -> None:
    page.goto("/map")
    page.locator(f"#map{DRAWN}").wait_for()
    assert page.locator("#map path").count() > 150
    assert page.locator("#map img").count() == 0


def test_without_script_the_tables_say_it(open_page: Any, workbench: str) -> None:
    page = open_page(workbench, java_script_enabled=False)
    page.goto("/charts")
    page.locator(".numbers summary").first.click()
    assert page.locator(".numbers table").first.is_visible()
    page.goto("/network")
    assert page.locator("#tables table").first.is_visible()
    page.goto("/map")
    assert page.get_by_role("link", name="Tehran").is_visible()
    for path in ("/charts", "/network", "/map"):
        page.goto(path)
        assert not page.locator(".drawing, #net, #map").first.is_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_every_page_fits_and_is_accessible(
    open_page: Any, workbench: str, width: int, scheme: str
) -> None:
    from axe_playwright_python import sync_playwright as axe

    page = open_page(workbench, width=width, scheme=scheme, bypass_csp=True)
    for path in ("/charts", "/charts?measure=score&by=actor", "/network?weight=score", "/map",
                 "/review", "/review/next"):  # fmt: skip
        page.goto(path)
        page.wait_for_load_state("networkidle")
        page.evaluate("document.querySelectorAll('main details').forEach(e => { e.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        found = axe.Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path
