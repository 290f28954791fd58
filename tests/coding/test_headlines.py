"""Headlines are read as a person reads them; text that only looks like one stays as it is."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from dragoman.coder import Coder
from dragoman.coding.parsing import Parse, parse_texts
from dragoman.model import Report

Make = Callable[[str], Parse]


@pytest.fixture(scope="module")
def read(nlp: Language, coder: Coder) -> Make:
    return lambda text: next(parse_texts(nlp, [text], coder.lexicon.spelling))


def arcs(parse: Parse) -> set[tuple[str, str, str]]:
    """Word, label and head of every token."""
    return {
        (word, label, parse.words[head])
        for word, label, head in zip(parse.words, parse.deps, parse.heads, strict=True)
    }


@pytest.mark.parametrize(
    ("headline", "verb", "lemma", "subject", "thing"),
    [
        ("Lesotho cuts internet as unrest spreads", "cuts", "cut", "Lesotho", "internet"),
        ("Lima police detain union leader", "detain", "detain", "police", "leader"),
        ("South Korea snubs Lima offer", "snubs", "snub", "Korea", "offer"),
        ("Houthis fire missiles at ferry", "fire", "fire", "Houthis", "missiles"),
        ("May scraps energy levy", "scraps", "scrap", "May", "levy"),
        ("Peru, Chile swap border islands", "swap", "swap", "Peru", "islands"),
        ("Peru test-fires missile", "test-fires", "testfire", "Peru", "missile"),
    ],
)
def test_a_verb_that_could_be_a_noun(
    read: Make, headline: str, verb: str, lemma: str, subject: str, thing: str
) -> None:
    parse = read(headline)
    at = parse.words.index(verb)
    assert (parse.pos[at], parse.lemmas[at], parse.deps[at]) == ("VERB", lemma, "ROOT")
    assert {(subject, "nsubj", verb), (thing, "dobj", verb)} <= arcs(parse)
    assert (
        " ".join(parse.words).replace(" ,", ",") == headline
    )  # nothing of what was put in is left


@pytest.mark.parametrize(
    "headline",
    [
        "Peru peace talks in Quito",
        "Chile protests: what we know",
        "Quito arms sale to Lima",
        "Lima talks deadline passes",
        "Peruvian attacks rain in tennis final",
    ],
)
def test_plural_nouns_stay_nouns(read: Make, headline: str) -> None:
    parse = read(headline)
    at = next(t for t, w in enumerate(parse.words) if w in ("talks", "protests", "arms", "attacks"))
    assert parse.tags[at] == "NNS"


def test_the_future_of_headlines(read: Make) -> None:
    parse = read("Peru to send Chile air defence systems")
    assert ("Peru", "nsubj", "send") in arcs(parse)
    assert ("systems", "dobj", "send") in arcs(parse)
    assert parse.heads[parse.words.index("Chile")] == parse.words.index("send")
    assert parse.tags[parse.words.index("to")] == "MD"


@pytest.mark.parametrize("headline", ["UN bid to free hostages", "Lima threat to close strait"])
def test_a_noun_that_takes_an_infinitive_does_nothing_itself(read: Make, headline: str) -> None:
    parse = read(headline)
    assert parse.tags[parse.words.index("to")] == "TO"


@pytest.mark.parametrize(
    ("headline", "subject"),
    [
        ("Peruvian mayor held under terror law", "mayor"),
        ("Ministers urged to quit", "Ministers"),
        ("Chile accused of war crimes", "Chile"),
        ("Editor jailed for ten years", "Editor"),
    ],
)
def test_a_passive_without_its_auxiliary(read: Make, headline: str, subject: str) -> None:
    parse = read(headline)
    at = parse.words.index(subject)
    assert parse.deps[at] == "nsubjpass"
    assert parse.tags[parse.heads[at]] == "VBN"


@pytest.mark.parametrize(
    "headline",
    ["Peru offered to help", "Troops withdrew from Tacna", "Rebels seized town on Monday"],
)
def test_the_past_tense_stays_active(read: Make, headline: str) -> None:
    assert "nsubjpass" not in read(headline).deps


@pytest.mark.parametrize("headline", ["Peru, Chile sign deal", "Peru, Chile to hold joint drill"])
def test_a_comma_between_those_who_act_is_an_and(read: Make, headline: str) -> None:
    parse = read(headline)
    assert ("Chile", "conj", "Peru") in arcs(parse)
    assert parse.words[1] == ","
    assert parse.deps[1] == "cc"


@pytest.mark.parametrize(
    "headline",
    [
        "Rojas, Peruvian premier, dies at 95",
        "In Lima, leaders meet",
        "Bomb hits Lima, rebels claim attack",
    ],
)
def test_other_commas_stay_commas(read: Make, headline: str) -> None:
    assert "cc" not in read(headline).deps


def test_a_copula_left_out(read: Make) -> None:
    parse = read("Peru open to dialogue with Chile")
    assert ("Peru", "nsubj", "open") in arcs(parse)
    assert parse.deps[parse.words.index("open")] == "ROOT"


def test_the_name_behind_a_colon_is_no_subject(read: Make) -> None:
    parse = read("Peru won't yield on border: Rojas")
    assert ("Peru", "nsubj", "yield") in arcs(parse)
    assert parse.deps[parse.words.index("yield")] == "ROOT"
    assert (parse.words[-2], parse.pos[-2]) == (":", "PUNCT")
    assert parse.deps[-1] == "dep"


def test_verbs_with_a_hyphen_are_one_word(read: Make) -> None:
    text = "Peru  re-established ties, and its well-known envoy co-signed the treaty."
    parse = read(text)
    words = dict(zip(parse.words, parse.lemmas, strict=True))
    assert (words["re-established"], words["co-signed"]) == ("reestablish", "sign")
    assert "well-known" not in words
    for word, start, end in zip(parse.words, parse.starts, parse.ends, strict=True):
        assert text[start:end] == word


def test_a_headline_above_a_report_leaves_the_report_alone(read: Make) -> None:
    body = "The premier flew to Chile on Monday. He is to hold talks there."
    alone, below = read(body), read(f"Peru, Chile to hold talks\n\n{body}")
    size = len(alone)
    assert below.deps[-size:] == alone.deps
    assert below.words[-size:] == alone.words


@pytest.mark.parametrize(
    ("headline", "event", "source", "target"),
    [
        ("Chile to lend Peru $50 million", "AGREE", ["CHL"], ["PER"]),
        ("Peru, Chile stage joint naval drills", "COOPERATE", ["CHL", "PER"], []),
        ("Lesotho jails Peruvian blogger", "COERCE", ["LSO"], ["PER"]),
        ("Peruvian bishop murdered", "ASSAULT", [], ["PER"]),
    ],
)
def test_who_does_what_in_headlines(
    read: Make, coder: Coder, headline: str, event: str, source: list[str], target: list[str]
) -> None:
    coding = coder.code(Report(id="1", text=headline))
    country = {actor.id: actor.country for actor in coding.actors}
    (found,) = coding.events
    assert found.event == event
    assert sorted(str(country[party.actor]) for party in found.source) == source
    assert [country[party.actor] for party in found.target] == target
