"""Which tellings are of one event."""

import pytest

from dragoman.record.merging import (
    Known,
    cluster_all,
    cluster_anchored,
    compare,
    group_loose,
    placing,
)

from .making import (
    BLA,
    BOMBER,
    GERMANY,
    MINISTER,
    POLICE,
    PRESIDENT,
    TTP,
    UKRAINE,
    party,
    telling,
)

MONDAY, TUESDAY = "2024-03-11", "2024-03-12"


def events(*tellings):
    """Clusters as sets of reports."""
    return sorted(sorted(t.report for t in c) for c in cluster_all(tellings).values())


def test_same_day_and_town_with_other_numbers_and_names_is_one_event() -> None:
    a = telling("r1.e1", day=MONDAY, town="Quetta", source=(BOMBER,), dead=9)
    b = telling("r2.e1", day=MONDAY, town="Quetta", source=(TTP,), target=(POLICE,), dead=12)
    assert events(a, b) == [["r1", "r2"]]


def test_the_next_day_is_another_event() -> None:
    a = telling("r1.e1", day=MONDAY, town="Quetta", source=(TTP,), target=(POLICE,))
    b = telling("r2.e1", day=TUESDAY, town="Quetta", source=(TTP,), target=(POLICE,))
    assert events(a, b) == [["r1"], ["r2"]]


def test_another_town_is_another_event() -> None:
    a = telling("r1.e1", day=MONDAY, town="Quetta", source=(TTP,), target=(POLICE,))
    b = telling("r2.e1", day=MONDAY, town="Chaman", source=(TTP,), target=(POLICE,))
    assert events(a, b) == [["r1"], ["r2"]]


def test_the_country_contradicts_none_of_its_towns() -> None:
    a = telling("r1.e1", day=MONDAY, town="Quetta", source=(TTP,), target=(POLICE,))
    b = telling("r2.e1", day=MONDAY, town="Pakistan", source=(TTP,), target=(POLICE,))
    assert events(a, b) == [["r1", "r2"]]


def test_two_groups_in_one_town_on_one_day_are_two_events_and_a_vague_report_joins_none() -> None:
    a = telling("r1.e1", day=MONDAY, town="Quetta", source=(TTP,), target=(POLICE,))
    b = telling("r2.e1", day=MONDAY, town="Quetta", source=(BLA,), target=(POLICE,))
    vague = telling("r3.e1", day=MONDAY, town="Quetta", target=(POLICE,))
    assert events(a, b, vague) == [["r1"], ["r2"], ["r3"]]


def test_a_state_stands_for_its_minister() -> None:
    a = telling("r1.e1", "CONSULT", day=MONDAY, source=(MINISTER, PRESIDENT))
    b = telling("r2.e1", "CONSULT", day=MONDAY, source=(GERMANY,), target=(UKRAINE,))
    assert events(a, b) == [["r1", "r2"]]


def test_another_partner_is_another_meeting() -> None:
    guest = party("Nabil Haddad", "person", "LBN", "GOV")
    a = telling("r1.e1", "CONSULT", day=MONDAY, source=(MINISTER, PRESIDENT))
    b = telling("r2.e1", "CONSULT", day=MONDAY, source=(MINISTER, guest))
    assert events(a, b) == [["r1"], ["r2"]]


def test_a_visit_is_told_with_two_sides_or_with_one() -> None:
    a = telling("r1.e1", "CONSULT", day=MONDAY, mode="visit", source=(MINISTER,), target=(UKRAINE,))
    b = telling("r2.e1", "CONSULT", day=MONDAY, source=(PRESIDENT, MINISTER))
    assert events(a, b) == [["r1", "r2"]]


def test_a_call_is_no_visit() -> None:
    a = telling("r1.e1", "CONSULT", day=MONDAY, mode="phone", source=(MINISTER, PRESIDENT))
    b = telling("r2.e1", "CONSULT", day=MONDAY, mode="visit", source=(MINISTER, PRESIDENT))
    assert events(a, b) == [["r1"], ["r2"]]


def test_the_plan_is_not_the_event() -> None:
    a = telling("r1.e1", "CONSULT", day=MONDAY, source=(MINISTER, PRESIDENT))
    b = telling("r2.e1", "CONSULT", day=MONDAY, status="planned", source=(MINISTER, PRESIDENT))
    assert events(a, b) == [["r1"], ["r2"]]


def test_a_surname_alone_fits_its_bearer_and_no_other() -> None:
    short = party("Bondar", "person")
    other = party("Melnyk", "person")
    full = telling("r1.e1", "CONSULT", day=MONDAY, source=(MINISTER, PRESIDENT))
    assert compare(full, telling("r2.e1", "CONSULT", source=(MINISTER, short))).score
    assert compare(full, telling("r3.e1", "CONSULT", source=(MINISTER, other))).score is None


def test_fighters_of_a_group_are_the_group() -> None:
    fighters = party("fighters of the Tehrik-e-Taliban Pakistan", "collective", "PAK", "REB")
    a = telling("r1.e1", day=MONDAY, source=(TTP,), target=(POLICE,))
    b = telling("r2.e1", day=MONDAY, source=(fighters,), target=(POLICE,))
    c = telling("r3.e1", day=MONDAY, source=(BLA,), target=(POLICE,))
    assert events(a, b, c) == [["r1", "r2"], ["r3"]]


def test_words_of_one_sort_alone_do_not_merge_without_a_place() -> None:
    a = telling("r1.e1", day=MONDAY, target=(party("people", "collective", "PAK", "CVL"),))
    b = telling("r2.e1", day=MONDAY, target=(party("people", "collective", "PAK", "CVL"),))
    assert events(a, b) == [["r1"], ["r2"]]


def test_numbers_that_no_correction_explains_are_of_two_events() -> None:
    a = telling("r1.e1", day=MONDAY, town="Quetta", dead=2)
    b = telling("r2.e1", day=MONDAY, town="Quetta", dead=140)
    assert events(a, b) == [["r1"], ["r2"]]


def test_one_report_can_tell_an_event_twice_but_not_in_one_sentence() -> None:
    fields = {"day": MONDAY, "town": "Quetta", "source": (TTP,)}
    again = telling("r1.e2", sentence=(90, 120), **fields)
    assert len(cluster_anchored([telling("r1.e1", **fields), again])) == 1
    beside = telling("r1.e2", **fields)
    assert len(cluster_anchored([telling("r1.e1", **fields), beside])) == 2


def test_a_telling_without_a_day_joins_the_event_of_the_day_before() -> None:
    known = telling("r1.e1", day=MONDAY, town="Quetta", source=(TTP,))
    open_ = telling("r2.e1", published=TUESDAY, town="Quetta", source=(TTP,))
    late = telling("r3.e1", published="2024-03-20", town="Quetta", source=(TTP,))
    assert events(known, open_, late) == [["r1", "r2"], ["r3"]]


def test_a_telling_that_fits_two_days_joins_neither() -> None:
    known = [
        telling("r1.e1", day=MONDAY, town="Quetta", source=(TTP,)),
        telling("r2.e1", day=TUESDAY, town="Quetta", source=(TTP,)),
    ]
    open_ = telling("r3.e1", published=TUESDAY, town="Quetta", source=(TTP,))
    assert Known([[item] for item in known]).attach(open_) is None
    assert Known([[known[0]]]).attach(open_) == 0


def test_tellings_without_a_day_published_together_are_grouped() -> None:
    a = telling("r1.e1", "ACCUSE", mode="disapprove", source=(MINISTER,), target=(TTP,))
    b = telling("r2.e1", "ACCUSE", source=(MINISTER,), target=(TTP,))
    assert len(group_loose([a, b])) == 1


@pytest.mark.parametrize(
    ("fields", "start", "end", "anchored"),
    [
        ({"day": MONDAY}, MONDAY, MONDAY, True),
        ({"day": "2024-03-04/2024-03-10"}, "2024-03-04", "2024-03-10", False),
        ({"day": "2024-01-01/2024-12-31"}, None, None, False),
        ({"published": TUESDAY}, MONDAY, TUESDAY, False),
        ({"published": None}, None, None, False),
        ({"published": TUESDAY, "status": "historical"}, None, None, False),
    ],
)
def test_placing(fields, start, end, anchored) -> None:
    place = placing(telling("r1.e1", **fields))
    assert (place.start, place.end, place.anchored) == (start, end, anchored)


def test_what_is_told_of_no_time_meets_only_the_same_sentence() -> None:
    words = {"published": None, "town": "Quetta", "source": (TTP,)}
    a = telling("r1.e1", quote="The group struck  Quetta.", **words)
    b = telling("r2.e1", quote="The group struck Quetta.", **words)
    c = telling("r3.e1", quote="The group had struck Quetta.", **words)
    assert events(a, b, c) == [["r1", "r2"], ["r3"]]
