"""Who said what: quotations, reported speech, speakers, media, nesting. All sentences are ours."""

from collections.abc import Callable, Sequence
from time import process_time

import pytest

from dragoman.coder import Coder
from dragoman.coding.cast import Cast, Mention
from dragoman.coding.parsing import Parse
from dragoman.coding.statements import find_statements, statement_at
from dragoman.coding.statements.collect import find_attributions
from dragoman.coding.statements.quotes import find_quotes
from dragoman.lexicon.cues import CueWords, load_cues
from dragoman.model import Actor, Report, Statement

Parser = Callable[[str], Parse]


@pytest.fixture(scope="module")
def words() -> CueWords:
    return load_cues()


@pytest.fixture(scope="module")
def find(parse: Parser, words: CueWords) -> Callable[[str], list[Statement]]:
    return lambda text: find_statements(parse(text), Cast(), [], words)


def said(text: str, found: Sequence[Statement]) -> list[tuple[str | None, str]]:
    """Speaker and content of each statement, as words of the text."""
    return [
        (
            None if s.speaker_span is None else text[slice(*s.speaker_span)],
            " + ".join(text[slice(*part)] for part in s.content),
        )
        for s in found
    ]


REPORTED = [
    # a clause after the cue, with and without "that"
    ("The minister said the bridge was open.", "The minister", "the bridge was open"),
    ("Police warned that the road would flood.", "Police", "that the road would flood"),
    ("She told reporters that the talks had failed.", "She", "that the talks had failed"),
    ("The envoy asked whether the port was safe.", "The envoy", "whether the port was safe"),
    # before and around the cue
    ("The bridge is open, the minister said.", "the minister", "The bridge is open"),
    ("But the bridge was open, a source added.", "a source", "But the bridge was open"),
    ("The plan, critics say, is bound to fail.", "critics", "The plan + is bound to fail"),
    ("No talks before Friday, says Lindqvist", "Lindqvist", "No talks before Friday"),
    # infinitives, gerunds, phrases
    ("Oslo urged Madrid to stop the trials.", "Oslo", "Madrid to stop the trials"),
    ("The king promised to free the men.", "The king", "to free the men"),
    ("The mayor called for taxes to fall.", "The mayor", "taxes to fall"),
    ("The senator called on the army to leave.", "The senator", "the army to leave"),
    ("The party accused him of stealing votes.", "The party", "stealing votes"),
    ("The general denied attacking the town.", "The general", "attacking the town"),
    ("He described the deal as a disaster.", "He", "the deal as a disaster"),
    ("Rebels called him a traitor.", "Rebels", "him a traitor"),
    # a day of speaking before the clause is no part of it
    (
        "The ministry said on Tuesday it would close the port.",
        "The ministry",
        "it would close the port",
    ),
    # a speaker between commas, with an apposition
    (
        "By the time they came, said Ana Ruiz, a nurse of 52, there was nobody left.",
        "Ana Ruiz",
        "By the time they came + there was nobody left",
    ),
    # a subject that the parser left in the phrase before it
    (
        "In a post on X, presidential adviser Ana Ruiz wrote that the claim was false.",
        "presidential adviser Ana Ruiz",
        "that the claim was false",
    ),
    (
        "One of the clerks described the raid as a farce.",
        "One of the clerks",
        "the raid as a farce",
    ),
    (
        "The leaked note quotes Okoro as saying that the war was lost.",
        "Okoro",
        "that the war was lost",
    ),
    # speech without any marks
    ("Who fed the goats? she asked.", "she", "Who fed the goats?"),
    # passives
    ("The plan was praised by the mayor.", "the mayor", "The plan"),
    ("Novak was quoted as saying the border would close.", "Novak", "the border would close"),
    ("It was reported that the king had died.", None, "that the king had died"),
    # phrases and nouns
    ("According to the ministry, the dam is safe.", "the ministry", "the dam is safe"),
    ("The dam is safe, according to the ministry.", "the ministry", "The dam is safe"),
    ("In his view, the treaty is dead.", "his", "the treaty is dead"),
    ("His claim that the vote was rigged was odd.", "His", "that the vote was rigged"),
    ("According to Ruiz, the dam will hold.", "Ruiz", "the dam will hold"),
    ("The minister has not said whether he will go.", "The minister", "whether he will go"),
    ("He is said to have fled.", None, "He + to have fled"),
    ("As the minister noted, the dam is safe.", "the minister", "the dam is safe"),
    # a speaker behind the cue with a clause of its own
    (
        "It rained for days, said a farmer in Alta whose fields were lost.",
        "a farmer in Alta",
        "It rained for days",
    ),
    # estimates and counts
    ("The ministry put the death toll at 108.", "The ministry", "the death toll at 108"),
    ("Aid groups put the figure at 300.", "Aid groups", "300"),
    (
        "Aid groups put the toll in Alta at about 300 dead.",
        "Aid groups",
        "the toll in Alta at about 300 dead",
    ),
    ("The toll was put at 300 by the Red Cross.", "the Red Cross", "The toll + 300"),
    ("The governor spoke of 46 dead.", "The governor", "46 dead"),
    # verbs that also tell of a deed
    ("The senator attacked the judge.", "The senator", "the judge"),
    ("The union shot down the offer.", "The union", "the offer"),
    ("The envoy called on all sides for restraint.", "The envoy", "all sides for restraint"),
    ("The envoy called on President Ruiz to resign.", "The envoy", "President Ruiz to resign"),
    ("Oslo welcomed the delegation's report.", "Oslo", "the delegation's report"),
    ("Oslo welcomed the truce.", "Oslo", "the truce"),
    ("She recalled that the war had begun.", "She", "that the war had begun"),
    # headlines
    ("Lindqvist: No talks before Friday", "Lindqvist", "No talks before Friday"),
    ("No talks before Friday: Lindqvist", "Lindqvist", "No talks before Friday"),
]


@pytest.mark.parametrize(("text", "speaker", "content"), REPORTED, ids=[r[0] for r in REPORTED])
def test_reported_speech(
    find: Callable[[str], list[Statement]], text: str, speaker: str | None, content: str
) -> None:
    found = find(text)
    assert said(text, found) == [(speaker, content)]
    assert found[0].kind == "indirect"


QUOTED = [
    ("“They talk and we wait,” said a farmer in Alta whose fields were lost.", "a farmer in Alta",
     "“They talk and we wait,”"),
    ('"We will stay," the general said.', "the general", '"We will stay,"'),
    ("“We will stay,” said General Okoro.", "General Okoro", "“We will stay,”"),
    ("«We will stay», he said.", "he", "«We will stay»"),
    ("'We will stay,' she said.", "she", "'We will stay,'"),
    ("The general said: “We will stay.”", "The general", "“We will stay.”"),
    ("She told the envoy: “Go home.”", "She", "“Go home.”"),
    ('"Is it over?" he asked.', "he", '"Is it over?"'),
    # split around the cue, and going on after it
    ("“Go,” he said, “or I will call the guards.”", "he",
     "“Go,” + “or I will call the guards.”"),
    ("“It is over,” she said. “We lost the vote.”", "she",
     "“It is over,” + “We lost the vote.”"),
    # marks within marks, apostrophes among single marks
    ("“He told us ‘never again’ and left,” Okoro said.", "Okoro",
     "“He told us ‘never again’ and left,”"),
    ("'The workers' demands weren't met,' she said.", "she",
     "'The workers' demands weren't met,'"),
    # several sentences, an editor's brackets
    ("“It rained. He [Okoro] left. We followed,” she said.", "she",
     "“It rained. He [Okoro] left. We followed,”"),
    # the cue at the end of the paragraph before
    ("The minister then added:\n“We will not go.”", "The minister", "“We will not go.”"),
    ("The minister then added:\nWe will not go. They know it.", "The minister",
     "We will not go. They know it"),
    # the parser takes who speaks for what is said
    ("“My cow is gone,” recalled one of the men at the well, whose farm had burned.",
     "one of the men", "“My cow is gone,”"),
    # the reporter's words behind the cue are not quoted
    ("“I swear it,” she said, to cheers. “Not one bridge.”", "she",
     "“I swear it,” + “Not one bridge.”"),
    # the cue in the last of several paragraphs
    ("“They took the boats.\n\n“Then they took the nets,” the fisherman said.", "the fisherman",
     "“They took the boats.\n\n“Then they took the nets,”"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "content"), QUOTED, ids=[q[0] for q in QUOTED])
def test_direct_speech(
    find: Callable[[str], list[Statement]], text: str, speaker: str, content: str
) -> None:
    found = [s for s in find(text) if s.within is None]
    assert said(text, found) == [(speaker, content)]
    assert found[0].kind == "direct"


SILENT = [
    "The minister opened the bridge on Monday.",
    "The so-called “iron wall” fell in spring.",
    "The film “Gone with the Wind” was shown in the town hall.",
    "He wore a shirt with the words “Open Door” on it.",
    "The train to Oslo was late: it had snowed.",
    "The army's tanks weren't in the city.",
    "Anyone wanting to leave was free to go.",
    # deeds by verbs that are cues of other subjects and objects
    "The rebels attacked the base.",
    "Jets attacked a column of trucks.",
    "Police fired at the crowd.",
    "The guards hit back at the rebels.",
    "The gunners shot down a helicopter.",
    "The troops defended the bridge.",
    "The envoy called on President Ruiz in Oslo.",
    "Peru recalled its ambassador in Madrid.",
    "The king welcomed the delegation in Oslo.",
    "The council called a meeting for Monday.",
    "The clerk spoke on condition of anonymity.",
    "He put the cup at the edge of the table.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_attributes_nothing_stays_silent(
    find: Callable[[str], list[Statement]], text: str
) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The minister did not rule out talks.", "did not rule out"),
        ("She has never said that the dam was safe.", "has never said"),
        ("The envoy hasn't yet denied that he met Ruiz.", "hasn't yet denied"),
        ("The army neither confirmed nor denied the report.", "nor denied"),
        ("The minister said it did not rain.", "said"),
        ("The minister, who did not resign, said it rained.", "said"),
    ],
)
def test_a_denied_cue_begins_at_its_denial(
    find: Callable[[str], list[Statement]], text: str, cue: str
) -> None:
    assert [text[slice(*s.cue or (0, 0))] for s in find(text)] == [cue]


def test_a_new_speaker_behind_a_quotation_ends_the_speech_before(
    find: Callable[[str], list[Statement]],
) -> None:
    text = (
        "The mayor said the bridge was open. “They talk and we wait,” said a farmer in Alta "
        "whose fields were lost."
    )
    assert said(text, find(text)) == [
        ("The mayor", "the bridge was open"),
        ("a farmer in Alta", "“They talk and we wait,”"),
    ]


def test_quoted_words_in_reported_speech_make_it_mixed(
    find: Callable[[str], list[Statement]],
) -> None:
    text = "The envoy said the talks were “a waste of time” for Oslo."
    (statement,) = find(text)
    assert statement.kind == "mixed"
    assert said(text, [statement])[0][1] == "the talks were “a waste of time” for Oslo"


def test_a_second_cue_ends_the_content_of_the_first(
    find: Callable[[str], list[Statement]],
) -> None:
    text = "She said the dam was safe, adding that rain would come."
    assert [content for _, content in said(text, find(text))] == [
        "the dam was safe",
        "that rain would come",
    ]


def test_a_past_tense_behind_an_infinitive_belongs_to_the_main_verb(
    find: Callable[[str], list[Statement]],
) -> None:
    text = "She urged Oslo to stop and asked whether it would sign."
    assert said(text, find(text)) == [
        ("She", "Oslo to stop"),
        ("She", "whether it would sign"),
    ]


def test_what_the_reporter_says_before_a_quotation_is_not_part_of_it(
    find: Callable[[str], list[Statement]],
) -> None:
    text = "In remarks to students, the minister said: “When we retreat, chaos follows.”"
    (statement,) = find(text)
    assert said(text, [statement]) == [("the minister", "“When we retreat, chaos follows.”")]
    assert statement.medium == "speech"


def test_a_quotation_over_paragraphs_opens_each_of_them(
    find: Callable[[str], list[Statement]],
) -> None:
    text = "“We came in peace,” Okoro said. “We were few.\n“Now we are many.”\nHe left."
    speakers = {speaker for speaker, _ in said(text, find(text))}
    contents = " ".join(content for _, content in said(text, find(text)))
    assert speakers == {"Okoro"}
    assert "Now we are many" in contents


def test_a_transcript_has_one_statement_a_speech(find: Callable[[str], list[Statement]]) -> None:
    text = "SMITH: We will go.\n(APPLAUSE)\nJONES (reading): I doubt it.\nSMITH: Good."
    assert said(text, find(text)) == [
        ("SMITH", "We will go"),
        ("JONES", "I doubt it"),
        ("SMITH", "Good"),
    ]
    assert {s.kind for s in find(text)} == {"direct"}


def test_a_statement_inside_a_statement_points_to_it(
    find: Callable[[str], list[Statement]],
) -> None:
    text = "The embassy said that the envoy had noted that talks went well."
    outer, inner = find(text)
    assert outer.within is None
    assert inner.within == outer.id
    assert said(text, [inner]) == [("the envoy", "that talks went well")]


def test_no_two_statements_stand_within_each_other(
    find: Callable[[str], list[Statement]],
) -> None:
    found = find("The dam will hold, the minister said, according to the state news agency.")
    within = {s.id: s.within for s in found}
    for ident in within:
        seen, at = {ident}, within[ident]
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = within[at]


def test_thoughts_within_speech_are_part_of_it(find: Callable[[str], list[Statement]]) -> None:
    assert len(find("“I think we will win,” she said.")) == 1


def test_classes_are_kept_apart(parse: Parser, words: CueWords) -> None:
    text = (
        "Ruiz said it rained. Ruiz believes it rained. She hopes to win. She plans to leave. "
        "The poll shows that Ruiz leads. The poll shows a close race."
    )
    found = find_attributions(parse(text), words)
    assert [a.cue_class for a in found] == [
        "speech", "thought", "wish", "plan", "finding", "finding",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("The minister tweeted that it rained.", "tweet"),
        ("In a letter to the king, the duke wrote that he was ill.", "letter"),
        ("The duke said in an interview that he was ill.", "interview"),
        ("He told a press conference that the bridge was open.", "press conference"),
        ("According to a statement issued by the embassy, the envoy left.", "statement"),
        ("The ministry's statement said the envoy had left.", "statement"),
        ("She wrote on Twitter that the dam was safe.", "tweet"),
        ("The minister said that the letter was lost.", None),
    ],
)
def test_the_medium_is_read_from_the_words_of_the_cue(
    find: Callable[[str], list[Statement]], text: str, medium: str | None
) -> None:
    assert find(text)[0].medium == medium


def test_who_issued_a_text_speaks_in_it(find: Callable[[str], list[Statement]]) -> None:
    text = "According to a statement issued by the embassy on Monday, the envoy left."
    assert said(text, find(text)) == [("the embassy", "the envoy left")]


def cast_of(parse: Parse, named: dict[str, tuple[str, str]]) -> Cast:
    """A cast by hand: name -> (id, kind), every token with that word is a mention."""
    cast = Cast()
    for name, (ident, kind) in named.items():
        cast.actors[ident] = Actor(id=ident, name=name, kind=kind)  # type: ignore[arg-type]
    for at, word in enumerate(parse.words):
        if word in named:
            mention = Mention(at, at + 1, at, (named[word][0],), "name", "test")
            cast.mentions.append(mention)
            cast.by_head[at] = mention
    return cast


def test_a_pronoun_goes_on_with_the_speaker_and_not_with_who_was_talked_about(
    parse: Parser, words: CueWords
) -> None:
    parsed = parse("Okoro said that Ruiz had left. He added that the house was empty.")
    cast = cast_of(parsed, {"Okoro": ("a1", "person"), "Ruiz": ("a2", "person")})
    he = parsed.words.index("He")
    cast.by_head[he] = Mention(he, he + 1, he, ("a2",), "pronoun", "test")
    found = find_statements(parsed, cast, [], words)
    assert [s.speaker for s in found] == ["a1", "a1"]


def test_it_does_not_go_on_with_a_person(parse: Parser, words: CueWords) -> None:
    parsed = parse("Okoro said that Ruiz had left. It added that the house was empty.")
    cast = cast_of(parsed, {"Okoro": ("a1", "person")})
    found = find_statements(parsed, cast, [], words)
    assert [s.speaker for s in found] == ["a1", None]


def test_those_told_are_addressees(parse: Parser, words: CueWords) -> None:
    parsed = parse("Okoro told Ruiz that the house was empty. Okoro urged Novak to leave.")
    cast = cast_of(
        parsed,
        {"Okoro": ("a1", "person"), "Ruiz": ("a2", "person"), "Novak": ("a3", "person")},
    )
    found = find_statements(parsed, cast, [], words)
    assert [s.addressee for s in found] == [("a2",), ("a3",)]


def test_who_is_written_to_or_talked_to_is_an_addressee(parse: Parser, words: CueWords) -> None:
    parsed = parse("In a phone call with Ruiz, Okoro said the house was empty.")
    cast = cast_of(parsed, {"Okoro": ("a1", "person"), "Ruiz": ("a2", "person")})
    (found,) = find_statements(parsed, cast, [], words)
    assert (found.addressee, found.medium) == (("a2",), "phone call")


def test_who_was_named_last_as_a_speaker_is_meant_and_not_who_stands_further_up(
    parse: Parser, words: CueWords
) -> None:
    parsed = parse("Ruiz thanked him. Okoro faulted the deal. She described it as a farce.")
    cast = cast_of(parsed, {"Okoro": ("a1", "person"), "Ruiz": ("a2", "person")})
    she = parsed.words.index("She")
    cast.by_head[she] = Mention(she, she + 1, she, ("a2",), "pronoun", "test")
    found = find_statements(parsed, cast, [], words)
    assert [s.speaker for s in found if s.kind == "indirect"][-1] == "a1"


def test_the_answers_of_an_interview_are_those_of_the_person_it_is_about(
    parse: Parser, words: CueWords
) -> None:
    text = (
        "Okoro has led the talks since 2012. Our reporter met Okoro in Oslo.\n\n"
        "Q: Will they fail?\n\nA: I never said so.\n\nQ: And the king?\n\nA: He is patient."
    )
    parsed = parse(text)
    found = find_statements(parsed, cast_of(parsed, {"Okoro": ("a1", "person")}), [], words)
    spoken = {text[slice(*s.content[0])]: s.speaker for s in found}
    assert spoken["I never said so"] == "a1"
    assert spoken["Will they fail?"] is None


def test_who_saw_a_text_does_not_speak_in_it(parse: Parser, words: CueWords) -> None:
    text = "According to minutes seen by Okoro, the vote was close."
    parsed = parse(text)
    cast = cast_of(parsed, {"Okoro": ("a1", "person")})
    (found,) = find_statements(parsed, cast, [], words)
    assert found.speaker is None


def test_the_innermost_statement_holds_a_span(
    find: Callable[[str], list[Statement]],
) -> None:
    text = "The embassy said that the envoy had noted that talks went well. It rained."
    found = find(text)
    at = text.index("talks")
    assert statement_at(found, (at, at + 5)) == found[1].id
    assert statement_at(found, (text.index("rained"), text.index("rained") + 6)) is None


def test_stray_marks_open_nothing(parse: Parser) -> None:
    assert find_quotes(parse('The 6" pipe and the 8" pipe broke.')) == []
    assert find_quotes(parse("He left.” It rained.")) == []
    assert find_quotes(parse("The '90s were loud, and the players' bus was late.")) == []


def test_spans_are_code_points_of_the_text(find: Callable[[str], list[Statement]]) -> None:
    text = "😀 “Это всё,” said Ana Núñez. “We are done 😀 here.”"
    (statement,) = find(text)
    assert text[slice(*statement.speaker_span or (0, 0))] == "Ana Núñez"
    assert [text[slice(*part)] for part in statement.content] == [
        "“Это всё,”",
        "“We are done 😀 here.”",
    ]


def test_many_marks_and_long_sentences_cost_little(words: CueWords) -> None:
    """A hundred thousand marks in one paragraph, built without a model."""
    size = 100_000
    parse = Parse('" ' * size)
    for at in range(size):
        parse.words.append('"')
        parse.lower.append('"')
        parse.lemmas.append('"')
        parse.pos.append("PUNCT")
        parse.tags.append("``")
        parse.deps.append("punct")
        parse.heads.append(0)
        parse.starts.append(2 * at)
        parse.ends.append(2 * at + 1)
        parse.sentence_of.append(0)
        parse.children.append([])
    parse.sentences.append((0, size))
    parse.paragraphs.append((0, size))
    began = process_time()
    find_attributions(parse, words)
    assert process_time() - began < 5


def test_a_day_behind_a_postposed_speaker_is_the_day_of_speaking(coder: Coder) -> None:
    text = '"We will not sign," said the Danish foreign minister on Monday.'
    report = Report(id="1", text=text, published="2019-06-05", published_from="given")
    (statement,) = coder.code(report).statements
    start, end = statement.speaker_span or (0, 0)
    assert text[start:end] == "the Danish foreign minister"
    assert statement.time is not None
    assert statement.time.value == "2019-06-03"
