"""Places and coverage."""

from hypothesis import given
from tests.analysis.made import happening, happenings

from dragoman.analysis.coverage import coverage
from dragoman.analysis.places import by_country, by_place
from dragoman.entries import ReportEntry
from dragoman.record.happenings import Happening


@given(happenings)
def test_places_and_countries_hold_the_same_events(items: list[Happening]) -> None:
    placed = sum(item.spot is not None for item in items)
    assert sum(place.events for place in by_place(items)) == placed
    assert sum(land.events for land in by_country(items)) == placed
    for place in by_place(items):
        assert place.cooperation + place.conflict == place.events


def test_a_place_in_two_spellings_of_case_is_one() -> None:
    found = by_place([happening(place="Doha"), happening(place="DOHA")])
    assert [(place.name, place.events) for place in found] == [("DOHA", 2)]


def report(key: str, day: str | None, family: str | None = None) -> ReportEntry:
    return ReportEntry(key=key, family=family or key, published=day)


def test_copies_are_reports_but_no_independent_ones() -> None:
    reports = [report("r1", "2019-03-01"), report("r2", "2019-03-01", "r1"), report("r3", None)]
    told = [happening(day="2019-03-01"), happening(day="2019-03-02")]
    first, second = coverage(reports, told, "day", "2019-03-01", "2019-03-02")
    assert (first.reports, first.independent, first.told, first.per_report) == (2, 1, 1, 1.0)
    assert (second.reports, second.told, second.per_report) == (0, 1, None)
