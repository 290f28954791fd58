"""Headlines Written Like This, and IN CAPITALS, made fit for the parser, letter for letter."""

import pytest

from dragoman.coding.casing import is_headline_case, sentence_case

COMMON = frozenset({"rejects", "offer", "of", "talks", "from", "border", "troops", "it", "says"})


@pytest.mark.parametrize(
    ("headline", "read"),
    [
        ("Peru Rejects Offer Of Talks From Chile", "Peru rejects offer of talks from Chile"),
        ("PERU REJECTS OFFER OF TALKS FROM CHILE", "Peru rejects offer of talks from Chile"),
        ("UN SAYS BORDER TALKS OFFER OF PERU", "UN says border talks offer of Peru"),
        ("Peru's Troops: It Says Talks", "Peru's troops: it says talks"),
    ],
)
def test_common_words_get_small_letters_and_names_keep_theirs(headline: str, read: str) -> None:
    assert is_headline_case(headline)
    assert sentence_case(headline, COMMON) == read


@pytest.mark.parametrize(
    "text",
    [
        "Peru rejects the offer of talks that Chile made on Monday.",
        "Talks",
        "He Says",
        "",
        "123 456 789",
        "Foreign Minister Ana Rojas Talks " + "and the border is closed " * 10,
        "Talks Offer " * 30,  # a letter in capitals
    ],
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert sentence_case(text, COMMON) == text


def test_without_common_words_nothing_changes() -> None:
    assert sentence_case("PERU REJECTS OFFER", frozenset()) == "PERU REJECTS OFFER"


@pytest.mark.parametrize(
    "text", ["İSTANBUL TALKS FROM TROOPS", "GROẞE TALKS FROM TROOPS", "ﬁRST TALKS FROM TROOPS"]
)
def test_the_length_stays_also_where_a_small_letter_is_longer(text: str) -> None:
    assert len(sentence_case(text, COMMON | {"i̇stanbul", "große"})) == len(text)
