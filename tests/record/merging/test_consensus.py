"""What the tellings of an event say together, and where they disagree."""

from dragoman.model import Size
from dragoman.record.merging import consensus

from .making import BOMBER, POLICE, TTP, party, telling

MONDAY = "2024-03-11"


def test_most_independent_sources_decide_and_copies_count_once() -> None:
    copies = [
        telling(f"r{n}.e1", family="r1", day=MONDAY, dead=9, mode="explosives") for n in (1, 2, 3)
    ]
    others = [telling(f"r{n}.e1", day=MONDAY, dead=12, mode="suicide-attack") for n in (4, 5)]
    event = consensus([*copies, *others], "e0")
    assert (event.reports, event.sources) == (5, 3)
    assert (event.mode, event.size) == ("suicide-attack", Size(dead=12))


def test_where_sources_are_even_the_latest_number_counts() -> None:
    early = telling("r2.e1", published="2024-03-11", dead=9)
    late = telling("r1.e1", published="2024-03-13", dead=12)
    assert consensus([late, early], "e0").size == Size(dead=12)
    assert consensus([late, early], "e0").first_published == "2024-03-11"


def test_the_tightest_interval_and_the_narrowest_place_that_most_allow() -> None:
    tellings = [
        telling("r1.e1", day=f"{MONDAY}/2024-03-17", town="Pakistan"),
        telling("r2.e1", day=MONDAY, town="Quetta"),
        telling("r3.e1"),
    ]
    event = consensus(tellings, "e0")
    assert event.when is not None
    assert (event.when.start, event.when.end) == (MONDAY, MONDAY)
    assert event.spot is not None
    assert event.spot.name == "Quetta"


def test_a_name_takes_the_place_of_a_description() -> None:
    tellings = [
        telling("r1.e1", source=(BOMBER,), target=(POLICE,)),
        telling("r2.e1", source=(BOMBER,)),
        telling("r3.e1", source=(TTP,), target=(POLICE,)),
    ]
    event = consensus(tellings, "e0")
    assert [p.name for p in event.source] == ["Tehrik-e-Taliban Pakistan"]
    assert [p.name for p in event.target] == ["police"]


def test_numbers_that_differ_are_a_disagreement_with_its_reports() -> None:
    tellings = [telling("r1.e1", dead=9), telling("r2.e1", dead=12), telling("r3.e1", dead=12)]
    (found,) = consensus(tellings, "e0").disagreements
    assert (found.field, found.values) == ("dead", (("9", ("r1",)), ("12", ("r2", "r3"))))


def test_what_is_only_vaguer_is_no_disagreement() -> None:
    tellings = [
        telling("r1.e1", day=MONDAY, town="Quetta", source=(TTP,), mode="suicide-attack"),
        telling("r2.e1", day=f"2024-03-10/{MONDAY}", town="Pakistan", source=(BOMBER,)),
    ]
    assert consensus(tellings, "e0").disagreements == ()


def test_what_a_reviewer_merged_against_the_evidence_shows_as_disagreement() -> None:
    mine = party("Mona Aziz", "person", "EGY")
    its = party("Rami Aziz", "person", "EGY")
    tellings = [
        telling("r1.e1", day=MONDAY, town="Quetta", source=(mine,)),
        telling("r2.e1", day="2024-03-12", town="Muscat", source=(its,)),
    ]
    fields = [item.field for item in consensus(tellings, "e0").disagreements]
    assert fields == ["time", "place", "source"]


def test_confidence_grows_with_independent_sources_only() -> None:
    one = telling("r1.e1", confidence=0.6)
    copy = telling("r2.e1", family="r1", confidence=0.6)
    other = telling("r3.e1", confidence=0.5)
    assert consensus([one], "e0").confidence == 0.6
    assert consensus([one, copy], "e0").confidence == 0.6
    assert consensus([one, copy, other], "e0").confidence == 0.8


def test_it_says_on_what_it_was_merged() -> None:
    a = telling("r1.e1", day=MONDAY, town="Quetta", source=(TTP,), target=(POLICE,))
    b = telling("r2.e1", day=MONDAY, town="Quetta", source=(TTP,), target=(POLICE,))
    assert consensus([a], "e0").because == "told once"
    assert consensus([a, b], "e0").because == "same day, place Quetta, source, target"
