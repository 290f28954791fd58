"""Which events carry out which plans."""

from dragoman.record.merging import consensus, fulfils

from .making import GERMANY, MINISTER, POLICE, PRESIDENT, UKRAINE, party, telling


def plan(**fields):
    standard = {"published": "2024-09-02", "source": (MINISTER,), "target": (UKRAINE,)}
    return consensus([telling("r1.e1", "AGREE", status="planned", **(standard | fields))], "e1")


def meeting(day="2024-09-05", **fields):
    standard = {"published": "2024-09-06", "source": (MINISTER, PRESIDENT)}
    return consensus([telling("r2.e1", "CONSULT", day=day, **(standard | fields))], "e2")


def test_a_visit_on_the_announced_day_fulfils_its_announcement() -> None:
    why = fulfils(plan(day="2024-09-05"), meeting())
    assert why == "CONSULT by the parties of the plan, in the announced time"
    assert fulfils(plan(day="2024-09-02/2024-09-08"), meeting())


def test_another_day_other_parties_or_another_town_do_not() -> None:
    assert fulfils(plan(day="2024-09-05"), meeting("2024-09-09")) is None
    other = party("Nabil Haddad", "person", "LBN", "GOV")
    assert fulfils(plan(day="2024-09-05"), meeting(source=(MINISTER, other))) is None
    assert fulfils(plan(day="2024-09-05", town="Muscat"), meeting(town="Quetta")) is None


def test_what_came_before_the_announcement_does_not() -> None:
    assert fulfils(plan(day="2024-09-01/2024-09-08"), meeting("2024-09-01")) is None


def test_a_plan_without_a_term_needs_both_parties() -> None:
    assert fulfils(plan(source=(GERMANY,), target=(UKRAINE,)), meeting())
    alone = meeting(source=(MINISTER, party("officials", "collective", None, "GOV")))
    assert fulfils(plan(), alone) is None
    assert fulfils(plan(), meeting("2025-03-05")) is None


def test_only_what_such_a_plan_comes_to_fulfils_it() -> None:
    raid = consensus(
        [telling("r3.e1", day="2024-09-05", source=(MINISTER,), target=(POLICE,))], "e3"
    )
    assert fulfils(plan(day="2024-09-05"), raid) is None
    assert fulfils(meeting(), plan(day="2024-09-05")) is None


def test_a_meeting_is_kept_by_no_signature_and_a_promise_by_no_kind_words() -> None:
    signed = consensus(
        [telling("r3.e1", "SUPPORT", cameo="057", day="2024-09-05", source=(MINISTER, PRESIDENT))],
        "e3",
    )
    praised = consensus(
        [telling("r3.e1", "SUPPORT", cameo="051", day="2024-09-05", source=(MINISTER, PRESIDENT))],
        "e3",
    )
    assert fulfils(plan(day="2024-09-05", cameo="036"), signed) is None
    assert fulfils(plan(day="2024-09-05", cameo="057"), signed)
    assert fulfils(plan(day="2024-09-05", cameo="057"), praised) is None


def test_a_visit_is_made_by_who_announced_it() -> None:
    announced = plan(day="2024-09-05", cameo="036", mode="visit")
    assert fulfils(announced, meeting(mode="visit", source=(MINISTER,), target=(UKRAINE,)))
    back = meeting(mode="visit", source=(UKRAINE, PRESIDENT), target=(MINISTER,))
    assert fulfils(announced, back) is None
