"""Texts that nobody would print, and odd facts about them: coded in a time by their length."""

import time

import pytest

from dragoman.coder import Coder, Failure
from dragoman.model import Report

TEXT = "The foreign minister of Iran met his Pakistani counterpart in Tehran on Sunday."
LONG = 300_000


@pytest.mark.parametrize(
    "known",
    [{"url": "http://["}, {"url": "http://[::1"}, {"url": "//[x]:y/"}, {"url": "\x00"},
     {"url": "http://" + "a" * LONG + ".example/"}, {"url": "http://x/" + "/" * LONG},
     {"publisher": "Town " * LONG}, {"publisher": "\u202e"}, {"title": "Iran met " * 3_000},
     {"title": "“" * LONG}, {"title": "\x00\n\x1b"}, {"published": "0001-01-01"},
     {"published": "9999-12-31"}],
)  # fmt: skip
def test_it_is_coded_all_the_same(coder: Coder, known: dict[str, str]) -> None:
    begun = time.process_time()
    coding = coder.code(Report(id="odd", text=TEXT, **known))
    assert [event.event for event in coding.events] == ["CONSULT"]
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    "words",
    ["9" * 400, "9" * 50_000, "1" + ",000" * 500, "9." * 2_000, "9" * 400 + "th", "9" * 400 + "s",
     "'" + "9" * 400, "fy" + "9" * 400, "²³½", "٣٤", "(" * 100_000, '"' * 100_000, "“" * 100_000,
     "\x00\x1b\x7f\x85" * 1_000, "a" * 500_000, "\u200d" * 90_000, "e\u0301" * 5_000,
     "🇮🇷" * 5_000, "في طهران " * 900, "在德黑兰" * 900, "…" * 90_000, "\n" * 200_000],
    ids=lambda words: f"{ord(words[0]):x}-{len(words)}",
)  # fmt: skip
def test_a_text_with_odd_words_in_it_is_coded_all_the_same(coder: Coder, words: str) -> None:
    begun = time.process_time()
    coding = coder.code(Report(id="odd", text=f"{words}\n\n{TEXT}", published="2024-05-06"))
    assert [event.event for event in coding.events] == ["CONSULT"]
    assert time.process_time() - begun < 20


def test_halves_of_surrogate_pairs_are_no_text_and_cost_one_report(coder: Coder) -> None:
    reports = [Report(id="bad", text=f"\ud800 {TEXT}"), Report(id="good", text=TEXT)]
    bad, good = coder.try_all(reports)
    assert isinstance(bad, Failure)
    assert not isinstance(good, Failure)
