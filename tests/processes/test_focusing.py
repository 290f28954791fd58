"""What an event is about: the topic of its own clause, not those that stand beside it."""

import pytest
from tests.processes.making import CHIEF, NORWAY, TOPICS, UPLANDERS, event, report

from dragoman.processes.focusing import clause, event_topics

TODAY = report("daily", "2020-06-01")


def about(kind: str, sentence: str, cue: str, mode: str | None = None) -> tuple[str, ...]:
    told = event("e1", kind, [UPLANDERS], [NORWAY], sentence, cue, TODAY, mode=mode)
    return event_topics(told, (), TOPICS)


@pytest.mark.parametrize(
    ("sentence", "cue", "topics"),
    [
        (
            "The sides drew closer on a withdrawal, but the Uplanders rejected calls for a truce.",
            "rejected",
            ("ceasefire",),
        ),
        (
            "The Uplanders refused to free prisoners as a condition for talks.",
            "refused",
            ("prisoners",),
        ),
        (
            "The Uplanders rejected a truce, elections and the return of refugees.",
            "rejected",
            ("ceasefire", "elections", "refugees"),
        ),
        ("A truce was ruled out by the Uplanders.", "ruled out", ("ceasefire",)),
        ("The Uplanders rejected it, although sanctions hurt them.", "rejected", ("sanctions",)),
    ],
)
def test_a_refusal_is_about_what_stands_in_its_clause(
    sentence: str, cue: str, topics: tuple[str, ...]
) -> None:
    assert about("REJECT", sentence, cue) == topics


def test_words_of_the_cue_itself_come_first() -> None:
    sentence = "He announced that talks go on, yet there will be no truce."
    told = event("e1", "REJECT", [CHIEF], [], sentence, "no truce", TODAY, mode="yield")
    assert event_topics(told, (), TOPICS) == ("ceasefire",)


def test_where_words_name_no_topic_the_type_does() -> None:
    assert about("REJECT", "The Uplanders would not see them.", "see", "meet") == ("talks",)
    assert about("REJECT", "The Uplanders said no.", "no") == ()


def test_deeds_have_the_topic_of_their_type() -> None:
    assert about("ASSAULT", "They killed four soldiers.", "killed") == ("violence",)
    assert "ceasefire" in about("RETREAT", "The guns fell silent.", "silent", "ceasefire")


def test_only_topics_of_the_process_count() -> None:
    told = event("e1", "REJECT", [CHIEF], [], "He rejected a truce.", "rejected", TODAY)
    assert event_topics(told, ("talks",), TOPICS) == ()


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("They rejected the terms which Norway had sent.", "They rejected the terms"),
        ("They rejected the terms under which a truce began.", None),
        ("They rejected talks on which Norway had set hopes.", None),
    ],
)
def test_a_clause_does_not_end_between_a_preposition_and_its_pronoun(
    sentence: str, told: str | None
) -> None:
    begin, stop = clause(sentence, 5, 13)
    assert sentence[begin:stop].strip() == (told or sentence)
