"""Whom pronouns, plurals and descriptions mean; each look-alike must not refer."""

import pytest

from .conftest import Find, meant, named


class TestReferences:
    def test_he_and_she_go_by_gender_and_subject(self, cast_of: Find) -> None:
        cast, parsed = cast_of("Mr. Pablo Quispe met Mrs. Ana Vidal. She thanked him.")
        assert meant(cast, parsed, "She") == ["Ana Vidal"]
        assert meant(cast, parsed, "him") == ["Pablo Quispe"]

    def test_a_surname_alone(self, cast_of: Find) -> None:
        cast, parsed = cast_of("Ana Vidal spoke on Monday. Vidal denied the charges.")
        assert meant(cast, parsed, "Vidal", 1) == ["Ana Vidal"]

    def test_the_two_leaders(self, cast_of: Find) -> None:
        cast, parsed = cast_of(
            "President Ana Vidal received Prime Minister Pablo Quispe. "
            "The two leaders discussed trade."
        )
        assert meant(cast, parsed, "leaders") == ["Ana Vidal", "Pablo Quispe"]

    def test_both_countries(self, cast_of: Find) -> None:
        cast, parsed = cast_of("Peru signed a treaty with Chile. Both countries will benefit.")
        assert sorted(meant(cast, parsed, "countries")) == ["Chile", "Peru"]

    def test_an_empty_it_means_nobody(self, cast_of: Find) -> None:
        cast, parsed = cast_of("Peru called the deal a success. It is clear that more must follow.")
        assert meant(cast, parsed, "It") == []

    def test_a_name_in_square_brackets_explains_the_pronoun(self, cast_of: Find) -> None:
        cast, parsed = cast_of(
            'Ana Vidal thanked Pablo Quispe. "He [Quispe] was fair," the embassy said.'
        )
        assert meant(cast, parsed, "He") == ["Pablo Quispe"]

    def test_a_pronoun_goes_to_whom_the_report_is_about(self, cast_of: Find) -> None:
        cast, parsed = cast_of(
            "Pablo Quispe has promised reforms. An aide blamed Jorge Toledo, who had left office, "
            "for the delay. In his talks with Ana Vidal, Pablo Quispe said he would not resign."
        )
        assert meant(cast, parsed, "his") == ["Pablo Quispe"]
        assert meant(cast, parsed, "he") == ["Pablo Quispe"]

    def test_she_is_no_man(self, cast_of: Find) -> None:
        cast, parsed = cast_of("Pablo Quispe met a teacher in Lima. She asked for help.")
        assert meant(cast, parsed, "She") == ["teacher"]

    def test_their_means_those_joined_by_and(self, cast_of: Find) -> None:
        cast, parsed = cast_of("Peru and Chile have ended their dispute.")
        assert sorted(meant(cast, parsed, "their")) == ["Chile", "Peru"]

    def test_both_governments_are_two_states(self, cast_of: Find) -> None:
        cast, parsed = cast_of(
            "Peru and Chile made peace. Ana Vidal and Pablo Quispe signed the treaty. "
            "Both governments praised it."
        )
        assert sorted(meant(cast, parsed, "governments")) == ["Chile", "Peru"]

    def test_both_sides_are_those_who_deal_with_each_other(self, cast_of: Find) -> None:
        cast, parsed = cast_of(
            "Bolivia held talks with the Black Michael Front in Havana. Both sides were hopeful."
        )
        assert meant(cast, parsed, "sides") == ["Bolivia", "Black Michael Front"]

    def test_two_sons_are_not_two_persons_named_before(self, cast_of: Find) -> None:
        cast, parsed = cast_of("Ana Vidal met Pablo Quispe, whose two sons study in Lima.")
        assert meant(cast, parsed, "sons") != ["Ana Vidal", "Pablo Quispe"]

    def test_a_description_of_the_office_is_the_person(self, cast_of: Find) -> None:
        cast, parsed = cast_of(
            "Chilean Foreign Minister Ana Vidal landed in Lima. Chile's most senior diplomat "
            "praised her hosts."
        )
        assert meant(cast, parsed, "diplomat") == ["Ana Vidal"]

    def test_it_is_not_the_state_where_a_thing_was_spoken_of(self, cast_of: Find) -> None:
        cast, parsed = cast_of("A bomb exploded near a camp of Peru's army. It killed two.")
        assert meant(cast, parsed, "It") == []


class TestReferringBack:
    """Descriptions, plurals and pronouns; each look-alike must not refer."""

    @pytest.mark.parametrize(
        ("text", "name", "mention"),
        [
            ("Boeing paid a fine in Peru. The company denied guilt.", "Boeing", "company"),
            ("The African Union met. The bloc suspended Chad.", "African Union", "bloc"),
            (
                "Human Rights Watch spoke up on Chad. The rights group named no one.",
                "Human Rights Watch",
                "rights group",
            ),
            (
                "Police arrested Juan Torres in Lima. The former banker said nothing.",
                "Juan Torres",
                "former banker",
            ),
            (
                "UN Secretary-General Kofi Annan met Hosni Mubarak. The UN chief thanked him.",
                "Kofi Annan",
                "UN chief",
            ),
        ],
    )
    def test_a_description_means_what_was_named_before(
        self,
        cast_of: Find,
        text: str,
        name: str,
        mention: str,
    ) -> None:
        cast, _ = cast_of(text, "2003-05-01")
        spans = [text[start:end] for start, end in named(cast, name).mentions]
        assert mention in spans

    def test_a_company_of_another_land_is_another(self, cast_of: Find) -> None:
        cast, _ = cast_of("Boeing paid a fine in Peru. A company in Chile denied guilt.")
        assert len(named(cast, "Boeing").mentions) == 1

    def test_they_are_the_two_who_met(self, cast_of: Find) -> None:
        text = "President Lula met President Michelle Bachelet in Brasilia. They spoke of trade."
        cast, parsed = cast_of(text, "2008-05-01")
        they = next(m for m in cast.mentions if parsed.lower[m.head] == "they")
        assert len(they.actors) == 2

    def test_a_spokesman_quoted_by_his_office_is_named_later(self, cast_of: Find) -> None:
        cast, _ = cast_of(
            'A Pentagon spokesman said troops would stay in Kuwait. "We stay," said spokesman '
            "Harold Bixby."
        )
        assert named(cast, "Harold Bixby").country == "USA"

    def test_the_latter_is_the_second(self, cast_of: Find) -> None:
        cast, _ = cast_of("Eduardo Frei and Ricardo Lagos are allies. The latter won in 2000.")
        assert len(named(cast, "Ricardo Lagos").mentions) == 2


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        # who met last, not who is named beside somebody in a plain state of things
        ("The Kenyan minister held talks with Somali rebels. Kenya and Uganda are old friends. "
         "Both sides agreed to go on.", "sides", {"Kenyan minister", "Somali rebels"}),
        ("Envoy Kari Lund met Somali rebels on Monday. The two sides agreed to go on.",
         "sides", {"Kari Lund", "Somali rebels"}),
        # an envoy stands for the state that sent him, a rebel negotiator for nobody else
        ("Norwegian envoy Kari Lund met the Black Michael Front. Both sides were hopeful.",
         "sides", {"Norway", "Black Michael Front"}),
        ("Rebel negotiator Timo Kanga met President Ana Vidal. The two sides were hopeful.",
         "sides", {"Timo Kanga", "Ana Vidal"}),
        # a side may be several
        ("Kenyan politicians and trade union leaders met the Black Michael Front in Lima. "
         "Norway urged both sides to go on.",
         "sides", {"Kenyan politicians", "trade union leaders", "Black Michael Front"}),
        # but not a plural that means several by itself
        ("Kenya and Uganda are at odds. The two governments met Peru on Monday. "
         "Chile held talks with Bolivia. Both sides were hopeful.", "sides", {"Chile", "Bolivia"}),
        # contact that is told aside comes after that of main clauses
        ("Chile held talks with Bolivia in Lima. Ana Vidal, who was there for her own talks with "
         "the Black Michael Front, stayed away. Norway urged both sides to go on.",
         "sides", {"Chile", "Bolivia"}),
        # unless it is told in the sentence itself, or the sentence before is about it
        ("Chile held talks with Bolivia in Lima. Ana Vidal, who met the Black Michael Front, said "
         "that both sides were hopeful.", "sides", {"Ana Vidal", "Black Michael Front"}),
        ("Chile held talks with Bolivia in Lima. Ana Vidal, who was there for her own talks with "
         "the Black Michael Front, stayed away. Vidal hopes for peace. The two sides are close.",
         "sides", {"Ana Vidal", "Black Michael Front"}),
        # who refuses to talk is in no contact
        ("Chile held talks with Bolivia in Lima. The Black Michael Front refused to negotiate with "
         "Peru. Norway urged both sides to go on.", "sides", {"Chile", "Bolivia"}),
        # the object of a gerund is no second party of its sentence's subject
        ("Chile held talks with Bolivia in Lima. Uganda thanked Kenya for hosting the Black "
         "Michael Front. Norway urged both sides to go on.", "sides", {"Chile", "Bolivia"}),
    ],
)  # fmt: skip
def test_both_sides_are_those_who_last_met(
    cast_of: Find, text: str, word: str, names: set[str]
) -> None:
    cast, parsed = cast_of(text)
    assert set(meant(cast, parsed, word)) == names


def test_his_excellency_is_no_pronoun(cast_of: Find) -> None:
    cast, parsed = cast_of(
        "Pablo Quispe met Baltic envoys. HE the Foreign Minister Sheikh Khalid Al Attiyah said "
        "that the talks went well."
    )
    assert meant(cast, parsed, "HE") == ["Khalid Al Attiyah"]


def test_a_pronoun_in_capitals_is_one(cast_of: Find) -> None:
    cast, parsed = cast_of("Pablo Quispe met Baltic envoys. HE SAID NOTHING.")
    assert meant(cast, parsed, "HE") == ["Pablo Quispe"]


def test_the_prime_minister_is_not_the_foreign_minister(cast_of: Find) -> None:
    cast, parsed = cast_of(
        "Kenyan Foreign Minister Achieng Otieno spoke first. The Prime Minister spoke after him."
    )
    assert meant(cast, parsed, "Minister", 1) == ["Prime Minister"]
