"""Any text can be put into XML and be read from it."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from dragoman.formats.xml_text import xml_text


@given(st.text(st.characters(codec=None)))
def test_what_is_left_is_read_as_it_was_written(text: str) -> None:
    element = ElementTree.Element("name")
    element.text = legal = xml_text(text)
    read = ElementTree.fromstring(ElementTree.tostring(element, encoding="utf-8"))
    assert (read.text or "") == legal
    assert len(legal) == len(text)


def test_only_what_is_forbidden_goes() -> None:
    assert xml_text("a\tb\nc <é> 🇮🇷") == "a\tb\nc <é> 🇮🇷"
    assert xml_text("a\x00b\x1b\ud800c\uffff", "") == "abc"
