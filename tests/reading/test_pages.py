"""Saved web pages: text, title, publisher, address and day, and only what the page itself says."""

import pytest

from dragoman.errors import InputError
from dragoman.reading.pages import is_page, read_page

BODY = """
<header><nav><a href="/">Home</a> <a href="/world">World</a>
<a href="/sport">Sport</a></nav></header>
<main><article>
<h1>Envoys of two river states meet in Windhoek</h1>
{time}
<p>WINDHOEK: Envoys of Namibia and Botswana met in Windhoek on Tuesday to talk about the water of
the Okavango, the Namibian foreign ministry said in a statement.</p>
<p>“We share a river and we will share its water”, said the head of the Namibian delegation, who
asked not to be named because the talks go on in Gaborone next month.</p>
<p>The two governments signed a first agreement on the river in 1994 and have argued about dams
since then. Angola, where the river rises, sent an observer to the meeting.</p>
</article></main>
<aside><p>Subscribe to our newsletter!</p></aside>
<footer><p>Copyright The Delta Courier</p></footer>
"""


def page(head: str = "", time: str = "") -> str:
    title = "<title>Envoys of two river states meet in Windhoek</title>"
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{title}{head}</head>'
        f"<body>{BODY.format(time=time)}</body></html>"
    )


OPEN_GRAPH = """
<meta property="og:title" content="River envoys meet">
<meta property="og:site_name" content="The Delta Courier">
<meta property="og:url" content="https://delta-courier.example/world/river-envoys">
<meta property="article:published_time" content="2019-06-04T09:15:00+02:00">
"""
JSON_LD = """<script type="application/ld+json">
{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "River envoys meet",
 "datePublished": "2019-06-04T09:15:00+02:00",
 "publisher": {"@type": "Organization", "name": "The Delta Courier"}}
</script>"""


def test_open_graph_gives_title_publisher_address_and_day() -> None:
    report = read_page(page(OPEN_GRAPH), "river.html", "saved/river.html")
    assert report.id == "river.html"
    assert report.title == "River envoys meet"
    assert report.publisher == "The Delta Courier"
    assert report.url == "https://delta-courier.example/world/river-envoys"
    assert (report.published, report.published_from) == ("2019-06-04", "metadata")


def test_json_ld_gives_title_publisher_and_day() -> None:
    report = read_page(page(JSON_LD), "river.html", "river.html")
    assert report.title == "River envoys meet"
    assert report.publisher == "The Delta Courier"
    assert (report.published, report.published_from) == ("2019-06-04", "metadata")


def test_a_time_element_gives_the_day() -> None:
    time = '<p>Published <time datetime="2019-06-04">4 June</time></p>'
    report = read_page(page(time=time), "river.html", "river.html")
    assert (report.published, report.published_from) == ("2019-06-04", "metadata")


def test_a_page_that_says_no_day_has_none_whatever_years_its_text_names() -> None:
    report = read_page(page(), "river.html", "river.html")
    assert (report.published, report.published_from) == (None, "unknown")
    assert report.url is None


def test_the_text_is_the_article_without_menus_and_footers() -> None:
    text = read_page(page(OPEN_GRAPH), "river.html", "river.html").text
    assert "WINDHOEK: Envoys of Namibia and Botswana met" in text
    assert "“We share a river and we will share its water”" in text
    assert "sent an observer to the meeting." in text
    for outside in ("newsletter", "Copyright", "Sport"):
        assert outside not in text


@pytest.mark.parametrize("html", ["<html></html>", "<!doctype html><body><nav></nav></body>"])
def test_a_page_without_an_article_is_told(html: str) -> None:
    with pytest.raises(InputError, match=r"^saved/a\.html: no article text was found"):
        read_page(html, "a.html", "saved/a.html")


def test_what_begins_like_a_page_is_one() -> None:
    assert is_page("\n<!DOCTYPE HTML>\n<html>")
    assert is_page("<article><p>Text</p></article>")
    assert not is_page("The headline said: war.\n\nThe body of the report followed.")
    assert not is_page("Costs of < 5 and > 3, the header said.")
