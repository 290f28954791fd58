"""Marks on a text: nested, overlapping, hostile; every code point once, in order, escaped."""

from html import unescape
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, PackageLoader
from tests.record.making import Told, coding

from dragoman.workbench.marks import LAYERS, Mark, cut, marked_text, marks_of, paragraphs

TEMPLATES = Environment(
    loader=PackageLoader("dragoman.workbench", "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("ab <>&\"'\n/={}%\u2028\u00a0é🕊")),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    max_size=60,
)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """A text and any marks on it: nested, overlapping, equal, empty, beyond its ends."""
    text = draw(TEXTS)
    ends = st.integers(0, len(text) + 3)
    count = draw(st.integers(0, 12))
    marks = []
    for number in range(count):
        start, end = sorted((draw(ends), draw(ends)))
        part = draw(st.sampled_from([None, None, "source", "cue"]))
        marks.append(Mark((start, end), draw(st.sampled_from(LAYERS)), f"x{number}", part))
    return text, marks


class Text(HTMLParser):
    """What a browser shows of a page, and the elements it is made of."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown = ""
        self.elements: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)

    def handle_data(self, data: str) -> None:
        self.shown += data


@given(marked())
def test_every_code_point_stands_in_one_segment_in_order(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    assert "".join(segment.text for segment in cut(text, marks)) == text


@given(marked())
def test_a_segment_knows_exactly_the_marks_over_it(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    here = 0
    for segment in cut(text, marks):
        for place in range(here, here + len(segment.text)):
            over = {mark for mark in marks if mark.span[0] <= place < mark.span[1]}
            assert set(segment.marks) == over
        here += len(segment.text)


@given(marked())
def test_every_thing_marked_starts_once(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    starts = [
        mark
        for paragraph in marked_text(text, marks)
        for segment in paragraph.segments
        for mark in segment.starts
    ]
    assert len(starts) == len(set(starts))
    shown = {mark for mark in marks if mark.part is None and mark.span[0] < mark.span[1]}
    inside = {
        mark
        for mark in shown
        for (start, end), _ in paragraphs(text)
        if start <= mark.span[0] < end
    }
    assert set(starts) == inside


@given(TEXTS)
def test_paragraphs_and_what_is_between_them_are_the_text(text: str) -> None:
    assert "".join(text[start:end] + gap for (start, end), gap in paragraphs(text)) == text


@given(marked())
@settings(max_examples=60)
def test_the_page_shows_the_text_and_nothing_of_it_is_markup(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    template = TEMPLATES.get_template("partials/marks.html").module
    page = str(template.text(marked_text(text, marks)))  # type: ignore[attr-defined]
    reader = Text()
    reader.feed(page)
    reader.close()
    assert reader.shown == text
    assert reader.elements <= {"p", "a", "span"}


def test_hostile_ids_do_not_break_out_of_attributes() -> None:
    template = TEMPLATES.get_template("partials/marks.html").module
    marks = [Mark((0, 3), "actor", 'a1" onclick="x')]
    page = str(template.text(marked_text("abc", marks)))  # type: ignore[attr-defined]
    assert 'onclick="' not in page
    assert "abc" in unescape(page)


def test_what_counts_first_where_marks_meet() -> None:
    """The shorter before the longer, statements last: a click means the nearest thing."""
    segments = cut(
        "Kabul said so",
        [
            Mark((0, 13), "statement", "s1"),
            Mark((0, 5), "actor", "a1"),
            Mark((0, 5), "place", "p1"),
            Mark((0, 5), "event", "e1", "source"),
        ],
    )
    assert [mark.token for mark in segments[0].marks] == ["a1", "p1", "s1", "e1:source"]
    assert segments[0].layers == ("actor", "place", "statement")
    assert segments[0].stop == Mark((0, 5), "actor", "a1")
    assert [mark.of for mark in segments[0].opens] == ["s1"]
    assert segments[1].tokens == "s1"
    assert segments[1].starts == ()


def test_a_statement_over_paragraphs_starts_once() -> None:
    text = "“One.\n\nTwo.” he said."
    first, second = marked_text(text, [Mark((0, 12), "statement", "s1")])
    assert [mark.of for mark in first.segments[0].opens] == ["s1"]
    assert second.segments[0].tokens == "s1"
    assert second.segments[0].opens == ()


def test_the_marks_of_a_coding_have_the_parts_of_its_events() -> None:
    made = coding(
        "Qureshi met Khalilzad in Kabul.",
        Told("CONSULT", ["Shah Mahmood Qureshi"], ["Zalmay Khalilzad"], cue="met", place="Kabul"),
    )
    tokens = {mark.token: mark.span for mark in marks_of(made)}
    assert tokens == {
        "a1": (0, 7),
        "e1:source": (0, 7),
        "e1": (8, 11),
        "a2": (12, 21),
        "e1:target": (12, 21),
        "e1:place": (25, 30),
    }


def test_ten_thousand_marks_are_cut_quickly() -> None:
    import time

    text = "word " * 20_000
    marks = [Mark((5 * n, 5 * n + 4), "actor", f"a{n}") for n in range(10_000)]
    began = time.process_time()
    assert "".join(s.text for p in marked_text(text, marks) for s in p.segments) == text
    assert time.process_time() - began < 2
