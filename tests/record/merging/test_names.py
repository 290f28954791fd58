"""Names of persons: initials, and the names that they can stand for."""

import pytest

from dragoman.record.merging.names import can_be_one, fullness, person_name, sounds_of


def fits(one: str, other: str) -> bool:
    """Whether two names can be one person's, asked both ways round."""
    mine, its = person_name(one), person_name(other)
    assert mine is not None
    assert its is not None
    assert can_be_one(mine, its) == can_be_one(its, mine)
    return can_be_one(mine, its)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("O. Karimov", "Omar Karimov"),  # as written, though it sounds "umar"
        ("O. Karimov", "Umar Karimov"),
        ("U. Karimov", "Omar Karimov"),
        ("Y. Sidorov", "Yuri Sidorov"),
        ("Y. Sidorov", "Iurii Sidorov"),
        ("E. Rahimi", "Ibrahim Rahimi"),
        ("I. Rahimi", "Ebrahim Rahimi"),
        ("K. Haddad", "Khaled Haddad"),
        ("H. Haddad", "Khaled Haddad"),
        ("Q. Saleh", "Kassem Saleh"),
        ("K. Saleh", "Qassem Saleh"),
        ("W. Jansen", "Walter Jansen"),
        ("P. Jansen", "Phil Jansen"),
        ("T. Baatar", "Tsend Baatar"),
        ("D. Belkacem", "Djamel Belkacem"),
        ("J. Belkacem", "Djamel Belkacem"),
        ("E. Orlov", "Yevgeny Orlov"),
        ("Y. Orlov", "Evgeny Orlov"),
    ],
)
def test_an_initial_stands_for_the_letters_its_sound_is_written_with(short, full) -> None:
    assert fits(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("K. Price", "Condoleezza Price"),
        ("I. Sidorov", "Yuri Sidorov"),
        ("E. Sidorov", "Yuri Sidorov"),
        ("J. Haddad", "Yasser Haddad"),
        ("A. Karimov", "Omar Karimov"),
        ("E. Sidorov", "I. Sidorov"),  # two initials: more likely two men
        ("O. Karimov", "U. Karimov"),
        ("O. Karimov", "Omar Rahimov"),
    ],
)
def test_an_initial_stands_for_no_other_letter(short, full) -> None:
    assert not fits(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [("B. Hart", "William Hart"), ("W. Hart", "Bill Hart"), ("T. Hart", "Anthony Hart"),
     ("M. Bondar", "Nikolai Bondar"), ("Md. Rahman", "Mohammed Rahman")],
)  # fmt: skip
def test_an_initial_stands_for_the_short_forms_of_a_name(short, full) -> None:
    assert fits(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Kh. Haddad", "Khaled Haddad"),
        ("Kh. Haddad", "K. Haddad"),
        ("Yu. Sidorov", "Yuri Sidorov"),  # no Chinese Mr. Yu
        ("Yu.V. Sidorov", "Yuri Vadimovich Sidorov"),
        ("Ye. Orlov", "Evgeny Orlov"),
    ],
)
def test_an_initial_may_have_two_letters(short, full) -> None:
    assert fits(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Kh. Haddad", "Kamal Haddad"),
        ("Yu. Sidorov", "Yakov Sidorov"),
        ("Ye. Orlov", "Yuri Orlov"),
        ("Sh. Levi", "Samuel Levi"),
    ],
)
def test_both_letters_count(short, full) -> None:
    assert not fits(short, full)


def test_yu_without_a_dot_is_a_family() -> None:
    assert person_name("Yu Zhengsheng").family == person_name("Zhengsheng Yu").family


@pytest.mark.parametrize("name", ["E. Moreau", "E Moreau", "D. Moreau", "Y. Moreau", "E.D. Moreau"])
def test_letters_that_are_also_particles(name) -> None:
    assert person_name(name).family == person_name("Paul Moreau").family
    assert person_name(name).given[0] == f"{name[0].lower()}."


def test_a_particle_is_no_initial() -> None:
    assert person_name("José Ortega y Gasset").given == person_name("José Ortega Gasset").given


@pytest.mark.parametrize("name", ["J.P. Hart", "J. P. Hart", "J.-P. Hart", "JP Hart", "J P Hart"])
def test_several_initials(name) -> None:
    assert person_name(name).given == ("j.", "p.")
    assert fits(name, "John Paul Hart")
    assert fits(name, "Jean-Pierre Hart")
    assert fits(name, "John Hart")
    assert fits(name, "J. Hart")
    assert not fits(name, "John Mark Hart")
    assert not fits(name, "Jean-Marc Hart")
    assert not fits(name, "P. Hart")


def test_initials_of_names_with_the_family_first() -> None:
    assert fits("J. U. Kim", "Kim Jong Un")
    assert fits("J.-U. Kim", "Kim Jong-un")
    assert not fits("J. I. Kim", "Kim Jong Un")


def test_no_initial_is_passed_over() -> None:
    assert not fits("George W. Bush", "George H.W. Bush")
    assert not fits("George W. Bush", "George Herbert Walker Bush")
    assert fits("George H.W. Bush", "George Herbert Walker Bush")
    assert fits("T. Erdogan", "Recep Tayyip Erdogan")  # known by a middle name
    assert fits("Tayyip Erdogan", "R. Tayyip Erdogan")


def test_initials_alone_tell_nobody_apart() -> None:
    assert person_name("J.D.") is None
    assert person_name("MBS") is None
    assert sounds_of("MBS") == ("mbs",)


def test_an_initial_is_no_word_to_be_found_by() -> None:
    assert sounds_of("O. Karimov") == sounds_of("Karimov")


def test_a_letter_may_be_all_there_is_of_a_family_name() -> None:
    assert person_name("Malcolm X").family == "x"


def test_a_name_written_out_is_fuller_than_an_initial() -> None:
    names = ["K. Haddad", "K. S. Haddad", "Kh. S. Haddad", "Khaled Haddad", "Khaled S. Haddad"]
    full = [fullness(person_name(name)) for name in names]
    assert full == sorted(full)
