"""Offices tell years: a year in which a titled person held none is less likely."""

from collections.abc import Callable

import pytest

from dragoman import Coder, Report
from dragoman.coding.actors.tenures import tenure_penalty
from dragoman.coding.parsing import Parse

TEXT = "Chancellor Angela Merkel received President Emmanuel Macron in Berlin."


@pytest.fixture
def penalty(parse: Callable[[str], Parse], coder: Coder) -> Callable[[int], float]:
    return tenure_penalty(parse(TEXT), coder.lexicon.actors)


def test_a_year_in_which_all_held_their_office_loses_nothing(
    penalty: Callable[[int], float],
) -> None:
    assert penalty(2019) == 0.0


def test_a_year_loses_for_each_who_held_none(penalty: Callable[[int], float]) -> None:
    assert penalty(1995) <= penalty(2024) < 0.0


def test_people_without_a_title_say_nothing(parse: Callable[[str], Parse], coder: Coder) -> None:
    quiet = tenure_penalty(parse("They read a book about Angela Merkel."), coder.lexicon.actors)
    assert {quiet(year) for year in range(1990, 2027)} == {0.0}


def test_a_wrong_year_that_weekdays_would_allow_is_not_taken(coder: Coder) -> None:
    """Sunday, August 9 fell into 2015 and 2020; Macron was no president in 2015."""
    text = (
        "PARIS, Aug 9 - President Emmanuel Macron opened a conference on Sunday. On Saturday, "
        "August 8, ministers had met. The port was last closed in 2014."
    )
    assert coder.code(Report(id="1", text=text)).report.published != "2015-08-09"
