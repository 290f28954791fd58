"""The arguments of a word, the same in every construction that English has for them."""

from collections.abc import Callable

import pytest

from dragoman.coding.cast import Cast, Mention
from dragoman.coding.events.slots import adjective_slots, noun_slots, verb_slots
from dragoman.coding.parsing import Parse

Make = Callable[[str], Parse]


def named(parse: Parse, slots: dict[str, list[int]]) -> dict[str, list[str]]:
    return {slot: [parse.words[at] for at in tokens] for slot, tokens in slots.items() if tokens}


def verb(parse: Parse, word: str) -> dict[str, list[str]]:
    return named(parse, verb_slots(parse, parse.words.index(word)))


def noun(parse: Parse, word: str) -> dict[str, list[str]]:
    cast = Cast(by_head={
        at: Mention(at, at + 1, at, ("a1",), "name", "") for at, pos in enumerate(parse.pos)
        if pos == "PROPN" or parse.lower[at] in ("peruvian", "chilean")
    })  # fmt: skip
    return named(parse, noun_slots(parse, parse.words.index(word), cast))


class TestVerbs:
    @pytest.mark.parametrize(
        ("text", "word"),
        [
            ("Peru attacked Chile.", "attacked"),
            ("Chile was attacked by Peru.", "attacked"),
            ("Chile has been attacked by Peru twice.", "attacked"),
            ("Peru, which attacked Chile in May, wants peace.", "attacked"),
            ("Chile, which was attacked by Peru in May, wants peace.", "attacked"),
            ("Chile, attacked by Peru in May, wants peace.", "attacked"),
            ("Peru wants to attack Chile.", "attack"),
            ("Peru threatened to attack Chile.", "attack"),
            ("Peru has been accused of attacking Chile.", "attacking"),
            ("Peru crossed the border and attacked Chile.", "attacked"),
            ("Peru crossed the border before attacking Chile.", "attacking"),
            ("Bolivia urged Peru to attack Chile.", "attack"),
            ("Peru is going to attack Chile.", "attack"),
            ("Did Peru attack Chile?", "attack"),
        ],
    )
    def test_who_does_it_and_what_it_is_done_to(self, parse: Make, text: str, word: str) -> None:
        slots = verb(parse(text), word)
        assert slots["subj"] == ["Peru"]
        assert slots["obj"] == ["Chile"]

    def test_the_object_of_a_relative_clause_is_its_noun(self, parse: Make) -> None:
        slots = verb(parse("The treaty that Peru signed in May is void."), "signed")
        assert slots["subj"] == ["Peru"]
        assert slots["obj"] == ["treaty"]

    def test_what_is_given_and_who_gets_it(self, parse: Make) -> None:
        for text in ("Peru gave the rebels money.", "The rebels were given money by Peru."):
            made = parse(text)
            slots = verb(made, "gave" if "gave" in made.words else "given")
            assert slots["subj"] == ["Peru"]
            assert slots["obj"] == ["money"]
            assert slots["iobj"] == ["rebels"]
        assert verb(parse("Peru gave money to Chile."), "gave")["iobj"] == ["Chile"]

    def test_prepositions_are_slots_of_their_own(self, parse: Make) -> None:
        slots = verb(parse("Peru talked with Chile about the border in Tacna."), "talked")
        assert (slots["with"], slots["about"], slots["in"]) == (["Chile"], ["border"], ["Tacna"])

    def test_a_phrase_behind_the_object_may_belong_to_the_verb(self, parse: Make) -> None:
        assert verb(parse("Peru held talks with Chile."), "held")["with"] == ["Chile"]
        assert verb(parse("Peru carried out an attack on Chile."), "carried")["on"] == ["Chile"]

    def test_the_clause_that_is_asked_or_promised(self, parse: Make) -> None:
        slots = verb(parse("Bolivia urged Peru to leave Chile."), "urged")
        assert slots["obj"] == ["Peru"]
        assert slots["comp"] == ["leave"]
        assert verb(parse("Peru promised to leave Chile."), "promised")["comp"] == ["leave"]

    def test_a_shared_object_stands_behind_the_last_verb(self, parse: Make) -> None:
        made = parse("Peru condemned and rejected the plan.")
        assert verb(made, "condemned")["obj"] == ["plan"]
        assert verb(made, "rejected")["subj"] == ["Peru"]

    def test_a_verb_alone_has_no_object(self, parse: Make) -> None:
        assert "obj" not in verb(parse("Peru withdrew."), "withdrew")


class TestNouns:
    @pytest.mark.parametrize(
        "text", ["Peru's attack on Chile failed.", "The Peruvian attack on Chile failed."]
    )
    def test_possessors_and_names_before_it_own_it(self, parse: Make, text: str) -> None:
        slots = noun(parse(text), "attack")
        assert slots["poss"] in (["Peru"], ["Peruvian"])
        assert slots["on"] == ["Chile"]

    def test_other_words_before_it_modify_it(self, parse: Make) -> None:
        assert noun(parse("A deadly missile attack on Chile failed."), "attack")["mod"] == [
            "deadly", "missile"
        ]  # fmt: skip

    def test_of_names_the_object(self, parse: Make) -> None:
        assert noun(parse("The invasion of Chile by Peru failed."), "invasion")["obj"] == ["Chile"]
        assert noun(parse("The invasion of Chile by Peru failed."), "invasion")["by"] == ["Peru"]

    def test_an_infinitive_is_its_complement(self, parse: Make) -> None:
        assert noun(parse("Peru's refusal to leave Chile is final."), "refusal")["comp"] == [
            "leave"
        ]

    def test_the_clause_that_a_phrase_stands_in_may_name_who_takes_part(self, parse: Make) -> None:
        slots = noun(parse("Peru praised the plan after talks in Tacna."), "talks")
        assert slots["beside"] == ["Peru"]


class TestAdjectives:
    def test_behind_be_and_before_a_noun(self, parse: Make) -> None:
        for text in ("Peru is ready to talk to Chile.", "Peru was ready for talks."):
            made = parse(text)
            slots = named(made, adjective_slots(made, made.words.index("ready")))
            assert slots["subj"] == ["Peru"]
        made = parse("Grateful Peruvians waved.")
        assert named(made, adjective_slots(made, 0))["subj"] == ["Peruvians"]
