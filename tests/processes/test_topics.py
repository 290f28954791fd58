"""Topics: found by words in all their forms, and by what an event is; a user may add to them."""

from pathlib import Path

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicon.check import CONTEXTS
from dragoman.lexicon.tables import DATA
from dragoman.lexicon.topics import check_topics, load_topics

BOOK = load_topics()
HEADER = "topic,title,per,words,events,contexts\n"


def topics(text: str) -> list[str]:
    return [match.topic for match in BOOK.find(text)]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("They asked for a ceasefire.", "ceasefire"),
        ("They asked for a CEASE-FIRE.", "ceasefire"),
        ("Both sides laid down their arms.", "ceasefire"),
        ("The prisoner swaps went on.", "prisoners"),
        ("She negotiated for hours.", "talks"),
        ("He was withdrawing his troops.", "withdrawal"),
        ("Sanctions were lifted.", "sanctions"),
        ("Inspectors counted the centrifuges.", "nuclear"),
    ],
)
def test_a_topic_is_found_by_its_words_in_any_form(text: str, topic: str) -> None:
    assert topic in topics(text)


@pytest.mark.parametrize(
    "text", ["The weather was mild.", "He withdrew his complaint.", "They soiled the carpet.", ""]
)
def test_other_words_name_no_topic(text: str) -> None:
    assert topics(text) == []


def test_the_longest_phrase_counts_and_places_fit_the_text() -> None:
    text = "İzmir wants prisoners of war freed."
    (match,) = BOOK.find(text)
    assert match.topic == "prisoners"
    assert text[match.start : match.end] == "prisoners of war"


def test_types_modes_and_contexts_imply_topics() -> None:
    assert BOOK.implied("RETREAT", "ceasefire", ()) == ("ceasefire",)
    assert BOOK.implied("RETREAT", None, ()) == ()
    assert BOOK.implied("PROTEST", None, ("election",)) == ("elections",)


def test_a_users_file_adds_words_and_topics(tmp_path: Path) -> None:
    own = tmp_path / "topics.csv"
    own.write_text(HEADER + "ceasefire,,,quiet for quiet,,\nspace,Space,,satellite,,\n")
    book = load_topics(own=own)
    assert [m.topic for m in book.find("quiet for quiet, and two satellites")] == [
        "ceasefire",
        "space",
    ]
    assert book.topics["ceasefire"].title == "Ceasefire"
    assert [m.topic for m in book.find("a truce")] == ["ceasefire"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Cease Fire,,,truce,,", "not one word of small letters"),
        ("truce,,sometimes,truce,,", "neither empty nor counterpart"),
        ("truce,,,,,", "neither words nor events nor contexts"),
        ("truce,,,Truce,,", "not in lower case"),
        ("truce,,,-,,", "has no word"),
        ("truce,,,truce,retreat,", "no PLOVER type"),
        ("truce,,,truce,,\ntruce,,,armistice,,", "stands in this file already"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(tmp_path: Path, row: str, why: str) -> None:
    own = tmp_path / "own.csv"
    own.write_text(HEADER + row + "\n")
    with pytest.raises(LexiconError, match=rf"own\.csv:\d: .*{why}"):
        load_topics(own=own)


def test_the_shipped_table_has_no_faults() -> None:
    assert check_topics(DATA / "topics", DATA / "codebook.csv", CONTEXTS) == []


def test_the_checker_finds_what_no_codebook_has(tmp_path: Path) -> None:
    (tmp_path / "topics.csv").write_text(HEADER + "a,,,b;b,RETREAT fly;DANCE,weather\n")
    faults = [str(f) for f in check_topics(tmp_path, DATA / "codebook.csv", CONTEXTS)]
    assert [fault.partition(": ")[2] for fault in faults] == [
        "'RETREAT fly' is no type, or type and mode, of the codebook",
        "'DANCE' is no type, or type and mode, of the codebook",
        "'weather' is no context of the codebook",
        "'b' stands twice",
    ]
