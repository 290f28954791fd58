"""Bytes to text: the encoding found, line ends made LF, nothing else changed."""

import pytest

from dragoman.errors import InputError
from dragoman.reading.text import decode, is_binary, unify_line_ends

WORDS = "“Señor Núñez”, said the envoy — 🕊️ – in Kyïv"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_is_read_by_its_mark_or_as_utf_8(encoding: str) -> None:
    marks = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
    data = marks.get(encoding, b"") + WORDS.encode(encoding)
    assert decode(data, "a.txt") == WORDS


def test_what_is_not_utf_8_is_windows_1252_which_holds_latin_1() -> None:
    assert decode("El señor Núñez".encode("latin-1"), "a.txt") == "El señor Núñez"
    assert decode("“Oui” – 5 €".encode("cp1252"), "a.txt") == "“Oui” – 5 €"


def test_a_byte_that_windows_1252_does_not_have_costs_one_character_only() -> None:
    assert decode(b"caf\xe9 \x81 noir", "a.txt") == "café \ufffd noir"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_become_line_feeds_and_nothing_else_changes(end: str) -> None:
    text = f"One{end}{end}\ttwo\u00a0three  {end}"
    assert unify_line_ends(text) == "One\n\n\ttwo\u00a0three  \n"
    assert decode(text.encode(), "a.txt") == "One\n\n\ttwo\u00a0three  \n"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04" + bytes(range(32)) * 20,
        b"text with one \0 inside",
        bytes(range(1, 9)) * 50,
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^photo\.bin: is not a text file"):
        decode(data, "photo.bin")


@pytest.mark.parametrize(
    "data", [b"", b"\f", b"a\tb\r\n", "Ünïcödé".encode(), b"\x1b[1mbold\x1b[0m"]
)
def test_tabs_form_feeds_and_accents_do_not_make_a_text_binary(data: bytes) -> None:
    assert not is_binary(data)


def test_a_mark_that_lies_is_told() -> None:
    with pytest.raises(InputError, match=r"^a\.txt: begins like utf-16 text but is not"):
        decode(b"\xff\xfea", "a.txt")
    with pytest.raises(InputError, match=r"begins like utf-8-sig text"):
        decode(b"\xef\xbb\xbfcaf\xe9", "a.txt")
