"""The parse: every token stands where its words stand, however the text is laid out."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from dragoman.coding.parsing import Parse, parse_of, parse_texts
from dragoman.lexicon.casing import Spelling

Make = Callable[[str], Parse]

STRAIGHT = str.maketrans("‘’“”\u00a0", "''\"\" ")
TEXTS = {
    "plain": "Peru's envoy met his colleague in Tacna. They didn't sign anything.",
    "crlf left in": "Peru met Chile.\r\nThey talked.\r\n\r\nNothing was signed.",
    "byte-order mark": "\ufeffPeru met Chile in Tacna.",
    "non-breaking spaces": "Peru\u00a0met Chile\u202fin\u00a0\u00a0Tacna.",
    "curly quotes": "“We’ll talk”, Peru’s envoy said. ‘No’, said Chile’s.",
    "emoji": "Peru 🇵🇪 met Chile 🇨🇱 👩‍👩‍👧 in Tacna 🕊️. They talked 👍🏽.",
    "combining accents": "Jose\u0301 Nun\u0303ez met A\u030asa in Co\u0302te d’Ivoire.",
    "tabs and spaces": "\t Peru   met\tChile.  \n \u00a0\n  They   talked.",
    "soft hyphens": "The am\u00adbas\u00adsador of Peru left\u200b Chile.",
    "headline": "PERU REJECTS OFFER OF TALKS\n\nPeru Recalls Its Ambassador From Chile\n\n"
    "Lima said so.",
    "dateline": "TACNA, June 4 (Delta Press) - Peru met Chile. They talked.",
    "wrapped": "The envoys of Peru and Chile met in the city of Tacna on Monday and\n"
    "spoke for three hours about the water of the river, the dams on it\n"
    "and the boats that go up and down between the villages on its two\n"
    "banks, where nobody has counted how many people live.",
    "dashes": "Talks – the third – failed—again… U.S.-Chile ties (old) are “bad”/“worse”.",
    "no letters": "*** --- ***\n\n12:30 / 5 %\n\n???",
}


@pytest.mark.parametrize("kind", TEXTS)
def test_every_token_stands_on_its_words(parse: Make, kind: str) -> None:
    text = TEXTS[kind]
    made = parse(text)
    assert made.text == text
    for word, start, end in zip(made.words, made.starts, made.ends, strict=True):
        written = text[start:end]
        assert len(word) == len(written) > 0
        assert not written.isspace()
        if written.translate(STRAIGHT).isascii():
            assert word == written.translate(STRAIGHT)
    assert made.starts == sorted(made.starts)
    covered = sum(e - s for s, e in zip(made.starts, made.ends, strict=True))
    assert covered <= len(text)


@pytest.mark.parametrize("kind", TEXTS)
def test_nothing_but_white_space_is_left_out(parse: Make, kind: str) -> None:
    text = TEXTS[kind]
    made, at = parse(text), 0
    for start, end in [*zip(made.starts, made.ends, strict=True), (len(text), len(text))]:
        assert not text[at:start].strip(" \t\r\n\u00a0\u202f\ufeff\u200b")
        at = end


@pytest.mark.parametrize("kind", TEXTS)
def test_the_lists_agree(parse: Make, kind: str) -> None:
    made = parse(TEXTS[kind])
    size = len(made)
    per_token = (
        made.words, made.lower, made.lemmas, made.pos, made.tags, made.deps, made.heads,
        made.children, made.starts, made.ends, made.sentence_of,
    )  # fmt: skip
    assert {len(column) for column in per_token} == {size}
    for ranges in (made.sentences, made.paragraphs):
        assert [t for start, end in ranges for t in range(start, end)] == list(range(size))
    for number, (start, end) in enumerate(made.sentences):
        assert made.sentence_of[start:end] == [number] * (end - start)
        for token in range(start, end):
            assert start <= made.heads[token] < end  # no arc leaves its sentence
    for token, head in enumerate(made.heads):
        assert (token in made.children[head]) == (head != token)
    for entity in made.entities:
        assert 0 <= entity.start < entity.end <= size


@pytest.mark.parametrize("kind", TEXTS)
def test_from_every_token_the_way_up_ends_at_a_root(parse: Make, kind: str) -> None:
    made = parse(TEXTS[kind])
    for token in range(len(made)):
        seen = {token}
        while made.heads[token] != token:
            token = made.heads[token]
            assert token not in seen
            seen.add(token)


@pytest.mark.parametrize("row", ['"' * 100_000, "“”" * 50_000, "- " * 50_000, "(" * 50_000])
def test_rows_of_marks_are_no_words(parse: Make, row: str) -> None:
    made = parse(f"Peru met Chile. {row} They talked.")
    assert made.words[:4] == ["Peru", "met", "Chile", "."]
    assert made.words[-3:] == ["They", "talked", "."]
    assert len(made) < 10 + len(row) / 400
    assert made.text[made.starts[-3] :].startswith("They")


def test_a_few_marks_are_tokens_like_others(parse: Make) -> None:
    assert "".join(parse("Peru met Chile!!! *** -- ???").words).endswith("!!!***--???")


def test_a_sentence_never_runs_over_the_end_of_a_paragraph(parse: Make) -> None:
    made = parse("A headline without a stop\n\nThe envoys met on Monday.\nNobody said where")
    assert len(made.paragraphs) == 3
    starts = {start for start, _ in made.sentences}
    assert all(start in starts for start, _ in made.paragraphs)


def test_a_sentence_runs_over_the_line_ends_of_a_wrapped_text(parse: Make) -> None:
    assert len(parse(TEXTS["wrapped"]).sentences) == 1


def test_a_dateline_is_no_part_of_the_first_sentence(parse: Make) -> None:
    made = parse(TEXTS["dateline"])
    first = [made.words[start] for start, _ in made.sentences]
    assert "Peru" in first


def test_the_same_words_are_parsed_alike_with_curly_and_straight_marks(parse: Make) -> None:
    curly = parse(TEXTS["curly quotes"])
    plain = parse(TEXTS["curly quotes"].translate(STRAIGHT))
    assert (curly.words, curly.heads, curly.deps) == (plain.words, plain.heads, plain.deps)


def test_lemmas_are_small_and_those_of_known_verbs_are_set_right(nlp: Language) -> None:
    spelling = Spelling(lemmas={"freed": "free"})
    (made,) = parse_texts(nlp, ["Peru freed the Chileans."], spelling)
    assert made.lemmas[:2] == ["peru", "free"]


def test_texts_come_back_in_order_also_the_empty_ones(nlp: Language) -> None:
    texts = ["One met two.", "", "Three.\n\nFour.", "\n"] * 20
    assert [made.text for made in parse_texts(nlp, iter(texts))] == texts


def test_a_parsed_document_is_taken_as_it_is(nlp: Language) -> None:
    text = "Peru met Chile.\n\nThey talked."
    made = parse_of(nlp(text))
    assert made.text == text
    assert [text[s:e] for s, e in zip(made.starts, made.ends, strict=True)] == made.words
    assert parse_of(nlp("")).words == []


def test_subtrees_and_spans(parse: Make) -> None:
    made = parse("The old envoy of Peru met Chile.")
    envoy = made.words.index("envoy")
    assert [made.words[t] for t in made.subtree(envoy)] == ["The", "old", "envoy", "of", "Peru"]
    assert made.text[slice(*made.span(1, 3))] == "old envoy"


def test_a_name_is_joined_to_the_noun_behind_and(parse: Make) -> None:
    made = parse("Ambassador Okello and Peruvian officials discussed the border.")
    name, noun = made.words.index("Okello"), made.words.index("officials")
    assert (made.deps[name], made.deps[noun], made.heads[noun]) == ("nsubj", "conj", name)
