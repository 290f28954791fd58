"""Paragraphs and datelines: where sentences may begin and end."""

from itertools import pairwise

import pytest

from dragoman.coding.layout import paragraph_spans


def pieces(text: str, cities: frozenset[str] = frozenset()) -> list[str]:
    spans = paragraph_spans(text, cities)
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    return [text[start:end] for start, end in spans]


class TestParagraphs:
    def test_a_line_is_a_paragraph_without_the_white_space_around_it(self) -> None:
        assert pieces("  One line. \n\tTwo lines.\n\n\n\u00a0Three.\n") == [
            "One line.", "Two lines.", "Three."
        ]  # fmt: skip

    @pytest.mark.parametrize("text", ["", "\n", " \n\u00a0\n\t\n" * 3])
    def test_nothing_has_no_paragraphs(self, text: str) -> None:
        assert pieces(text) == []

    def test_a_text_wrapped_at_a_width_is_cut_at_blank_lines_only(self) -> None:
        first = (
            "The envoys of two river states met in the capital on Monday and\n"
            "spoke for three hours about the water of the river, the dams on it\n"
            "and the boats that go up and down between the villages on its two\n"
            "banks, where nobody has counted how many people live."
        )
        second = "They meet again in a month."
        assert pieces(f"{first}\n\n{second}\n") == [first, second]

    def test_short_lines_are_a_list_and_not_a_wrapped_text(self) -> None:
        assert len(pieces("Who came:\nPeru\nChile\nBolivia\nEcuador")) == 5

    def test_paragraphs_of_one_line_each_are_not_a_wrapped_text(self) -> None:
        line = "The envoys of two river states met in the capital on Monday morning."
        assert len(pieces("\n".join([line] * 6))) == 6

    def test_what_is_too_long_to_be_parsed_is_cut_and_nothing_is_lost(self) -> None:
        words = "Peru and Chile met, " * 6000
        cut = pieces(words)
        assert len(cut) == 3
        assert " ".join(cut) == words.strip()
        letters = "x" * 1500
        assert "".join(pieces(f"A {letters} B")) == f"A {letters} B"
        assert max(map(len, pieces(letters))) <= 400


class TestDatelines:
    @pytest.mark.parametrize(
        ("dateline", "sentence"),
        [
            ("WINDHOEK, June 4 (Delta Press) - ", "Envoys met."),
            ("WINDHOEK (Delta Press) — ", "Envoys met."),
            ("THE HAGUE, Netherlands -- ", "Judges met."),
            ("Windhoek, 4 June 2019. ", "Envoys met."),
            ("New Delhi, July 9: ", "Envoys met."),
            ("LA PAZ: ", "Envoys met."),
        ],
    )
    def test_a_dateline_is_a_piece_of_its_own(self, dateline: str, sentence: str) -> None:
        cities = frozenset({"la paz"})
        assert pieces(dateline + sentence, cities) == [dateline.strip(), sentence]

    @pytest.mark.parametrize(
        "text",
        [
            "SMITH: I have nothing to add.",  # a speaker
            "Windhoek is the capital of Namibia.",
            "The talks (Monday) - the third this year - went on.",
            "EU-Russia talks go on.",
            "Peru, Chile and Bolivia met - again.",
        ],
    )
    def test_what_only_looks_like_one_stays_in_its_sentence(self, text: str) -> None:
        assert pieces(text, frozenset({"windhoek", "la paz"})) == [text]

    def test_a_dateline_without_a_sentence_behind_it_is_one_piece(self) -> None:
        assert pieces("WINDHOEK (Delta Press) -") == ["WINDHOEK (Delta Press) -"]
