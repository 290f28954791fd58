"""Markup that is made to take time is refused before it is parsed; all other passes."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.reading.markup import check_html
from dragoman.reading.pages import fragment_text

MANY = " ".join(f"a{n}=x" for n in range(500))


@pytest.mark.parametrize(
    "html",
    [
        f"<div {MANY}>",
        f"<p>x</p><img {MANY}/>",
        f'<a title="a > b" {MANY}>',
        f"<script>if (a<b) x = '</p>'</script><div {MANY}>",
        f"<!-- a > b --><div {MANY}",
        "<div " + "a " * 1000 + ">",
        "<div " + "a/" * 1000,
        "<div " + "a=''" * 1000,
    ],
)
def test_a_tag_with_more_attributes_than_any_page_has(html: str) -> None:
    with pytest.raises(InputError, match=r"^p: has a tag with more than 400 attributes"):
        check_html(html, "p")


@pytest.mark.parametrize(
    "html",
    [
        "",
        "a < b and c > d " * 1000,
        "<p class='x'>text</p>" * 5000,
        f"<script>var x = '<div {MANY}>'</script>",
        f"<!-- <div {MANY}> -->",
        f'<p data-json="<div {MANY}>">',
        f"<textarea><div {MANY}></textarea>",
    ],
)
def test_pages_pass(html: str) -> None:
    check_html(html, "p")


def test_a_page_of_tags_only() -> None:
    with pytest.raises(InputError, match="has more than 60,000 tags"):
        check_html("<a>x</a>" * 60_001, "p")


@pytest.mark.parametrize(
    "piece", ["<", "<a ", '<a "', "<a b='", "<a b=", "<script>", "<!--", "</", "<title>", "<a  = "]
)
def test_the_check_takes_a_time_by_the_length(piece: str) -> None:
    begun = time.monotonic()
    for html in (piece * 100_000, "<p>" + piece * 100_000):
        try:
            check_html(html, "p")
        except InputError:
            continue
    assert time.monotonic() - begun < 2


class TestFragments:
    @pytest.mark.parametrize(
        ("html", "text"),
        [
            ("plain", "plain"),
            ("a &amp; b &lt;c&gt;", "a & b <c>"),
            ("<p>One <b>two</b>\nthree.</p><p>Four.</p>", "One two three.\n\nFour."),
            ("One<br>two<br/><br/>three", "One\n\ntwo\n\nthree"),
            ("<script>x</script>a<style>y</style>b<!-- c -->d", "abd"),
            ("<ul><li>a<li>b</ul>", "a\n\nb"),
            ("<img src='x'>", ""),
            ("", ""),
        ],
    )
    def test_the_text_of_a_piece_of_html(self, html: str, text: str) -> None:
        assert fragment_text(html, "f") == text

    @given(st.text(alphabet=st.sampled_from("<>&;/a b!-='\"\0\ud800p"), max_size=60))
    def test_any_piece_has_a_text(self, html: str) -> None:
        assert isinstance(fragment_text(html, "f"), str)
