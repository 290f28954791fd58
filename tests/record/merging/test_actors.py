"""Which names mean one actor."""

import pytest

from dragoman.record.merging import cluster_forms, describe_forms

from .making import form


def actors(*forms):
    """Clusters as lists of names."""
    return sorted(sorted({f.name for f in c.forms}) for c in cluster_forms(forms))


@pytest.mark.parametrize(
    ("one", "other", "country"),
    [
        ("Volodymyr Zelensky", "Vladimir Zelenskiy", "UKR"),
        ("Moammar Gadhafi", "Muammar al-Qaddafi", "LBY"),
        ("Abdel Fattah el-Sisi", "Abdelfattah Al Sissi", "EGY"),
        ("Mohammed bin Salman", "Muhammad bin Salman", "SAU"),
        ("Kim Jong-un", "Kim Jong Un", "PRK"),
        ("Recep Tayyip Erdoğan", "Tayyip Erdogan", "TUR"),
        ("Joe Biden", "Joseph R. Biden Jr.", "USA"),
        ("Jean-Yves Le Drian", "Jean Yves Le Drian", "FRA"),
        ("Hossein Amir-Abdollahian", "Hussein Amirabdollahian", "IRN"),
        ("Gen. Qamar Javed Bajwa", "Qamar Bajwa", "PAK"),
        ("A. Khan", "Asif Khan", "PAK"),
        ("O. Karimov", "Omar Karimov", "UZB"),
        ("E. Moreau", "Emmanuel Moreau", "FRA"),
    ],
)
def test_names_of_one_person(one, other, country) -> None:
    assert len(actors(form(one, "person", country, "GOV"), form(other, "person", country))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Asif Khan", "Amir Khan"),
        ("Amir Khan", "Omar Khan"),
        ("Mahmoud Abbas", "Mohammed Abbas"),
        ("Ali Hassan", "Ali Hussein"),
        ("George Bush", "Jeb Bush"),
        ("Kim Jong Un", "Kim Jong Il"),
    ],
)
def test_names_of_two_persons(one, other) -> None:
    assert len(actors(form(one, "person", "PAK"), form(other, "person", "PAK"))) == 2


def test_an_initial_joins_the_only_name_it_fits() -> None:
    asif, amir = form("Asif Khan", "person", "PAK"), form("Amir Khan", "person", "PAK")
    short = form("A. Khan", "person", "PAK")
    assert actors(asif, short) == [["A. Khan", "Asif Khan"]]
    assert actors(asif, amir, short) == [["A. Khan"], ["Amir Khan"], ["Asif Khan"]]


def test_two_men_of_one_name_are_kept_apart_by_country_or_trade() -> None:
    soldier = form("Michael Gordon", "person", "USA", "MIL")
    writer = form("Michael Gordon", "person", "USA", "JRN")
    abroad = form("Michael Gordon", "person", "AUS", "MIL")
    assert len(cluster_forms([soldier, writer, abroad])) == 3


def test_a_name_without_a_country_joins_the_only_one_it_fits() -> None:
    one, other = form("Ali Rezai", "person", "IRN"), form("Ali Rezai", "person", "AFG")
    bare = form("Ali Rezai")
    assert len(cluster_forms([one, bare])) == 1
    assert len(cluster_forms([one, other, bare])) == 3


def test_who_works_for_the_un_keeps_a_nationality() -> None:
    assert (
        len(actors(form("Geir Pedersen", "person", "UNO"), form("Geir Pedersen", "person", "NOR")))
        == 1
    )


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Khan", "person"),
        ("bin Salman", "person"),
        ("Saudi crown prince", "person"),
        ("suicide bomber", "person"),
        ("officials", "collective"),
        ("Militants", "collective"),
        ("police", "organization"),
        ("Lahore police", "organization"),
        ("foreign ministers of Iran", "collective"),
    ],
)
def test_what_never_crosses_a_report(name, kind) -> None:
    assert not form(name, kind, "PAK").crosses


def test_equal_words_of_two_reports_are_two_actors_where_they_do_not_cross() -> None:
    from dragoman.model import Actor
    from dragoman.record.merging import actor_form

    khan = Actor(id="a1", name="Khan", kind="person", country="PAK")
    assert len(cluster_forms([actor_form(khan, "r1"), actor_form(khan, "r2")])) == 2
    assert actor_form(khan, "r1") == actor_form(khan, "r1")


def test_bodies_by_their_names_in_the_tables() -> None:
    assert len(actors(form("TTP", "group", "PAK"), form("Pakistani Taliban", "group", "PAK"))) == 1
    assert len(actors(form("ISIS", "group", "IMG"), form("Islamic State", "group", "IMG"))) == 1
    assert (
        len(actors(form("WHO", "igo", "UNO"), form("World Health Organization", "igo", "UNO"))) == 1
    )


def test_ministries_are_the_ministries_of_their_states() -> None:
    mine = form("Foreign Ministry", "organization", "IRN", "GOV")
    long = form("Ministry of Foreign Affairs", "organization", "IRN", "GOV")
    other = form("Foreign Ministry", "organization", "FRA", "GOV")
    assert len(cluster_forms([mine, long, other])) == 2


def test_a_state_is_one_under_all_its_names() -> None:
    assert actors(form("Saudi Arabia", "state", "SAU"), form("Riyadh", "state", "SAU", "GOV")) == [
        ["Riyadh", "Saudi Arabia"]
    ]


def test_an_actor_is_told_by_its_fullest_name_and_the_country_of_most_forms() -> None:
    forms = [form("A. Khan", "person", "PAK"), form("Asif Ali Khan", "person", "PAK", "GOV")]
    actor = describe_forms(forms, "a0", "why")
    assert (actor.id, actor.name, actor.country, actor.sectors) == (
        "a0", "Asif Ali Khan", "PAK", ("GOV",),
    )  # fmt: skip
