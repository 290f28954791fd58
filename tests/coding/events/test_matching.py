"""Which frame fits: small frames of our own, tried in the constructions that English has."""

from collections.abc import Callable

import pytest

from dragoman import Coder, Report
from dragoman.coding.actors import find_actors
from dragoman.coding.events.matching import Match, Matcher
from dragoman.coding.events.slots import noun_slots, verb_slots
from dragoman.coding.parsing import Parse
from dragoman.lexicon.frames import FRAME_COLUMNS, Frame, FrameBook, load_frames
from dragoman.lexicon.tables import DATA

Try = Callable[[str, str], Match | None]

ROWS = """\
meet,v,obj:actor subj:actor,CONSULT,,040,subj+obj,,
meet,v,obj:@deadlines,none,,,,,
attack,v,obj:actor,ASSAULT,,190,subj,obj,
attack,v,,none,,,,,
carry out,v,obj:action,=same,,,subj,obj,
lay down,v,obj:arms/weapons,RETREAT,disarm,0874,subj,,
call off,v,obj:@talks,REJECT,,120,subj,,
hold,v,obj:@talks with:actor,CONSULT,,040,subj+with,,
urge,v,obj:actor comp:inf,REQUEST,,100,subj,obj,
urge,v,comp:clause,REQUEST,,100,subj,obj,
leave,v,!obj:any,RETREAT,withdraw,0874,subj,,
leave,v,obj:state,RETREAT,withdraw,0874,subj,obj,
leave,v,obj:person,SANCTION,,160,subj,obj,
strike,n,hunger:any,none,,,,,
hunger strike,n,,PROTEST,hunger,142,poss,,
attack,n,on:actor,ASSAULT,,190,poss,on,
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> FrameBook:
    folder = tmp_path_factory.mktemp("lexicon")
    for path in (*DATA.glob("*.csv"), DATA / "frames" / "composition.csv"):
        target = folder / path.relative_to(DATA)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    classes = {
        "deadlines": "deadline\ntarget\n",
        "talks": "talk\npeace talks\n",
        "transparent": "round\nseries\n",
    }
    (folder / "classes").mkdir()
    for name, words in classes.items():
        (folder / "classes" / f"{name}.txt").write_text(words)
    rows = ",".join(FRAME_COLUMNS) + "\n" + ROWS
    (folder / "frames" / "own.csv").write_text(rows)
    return load_frames(folder)


@pytest.fixture(scope="module")
def match(parse: Callable[[str], Parse], coder: Coder, book: FrameBook) -> Try:
    def tried(text: str, word: str) -> Match | None:
        made = parse(text)
        token = made.words.index(word)
        cast = find_actors(made, Report(id="r", text=text), coder.lexicon.actors)
        matcher = Matcher(made, cast, book, lambda at: made.lemmas[at] == "attack")
        if made.pos[token] == "NOUN":
            frames, slots = book.nouns[made.lemmas[token]], noun_slots(made, token, cast)
        else:
            frames, slots = book.verbs[made.lemmas[token]], verb_slots(made, token)
        found = matcher.best(token, frames, slots)
        if found is not None:
            for at in found.trigger:
                assert made.lower[at] in text.lower()
        return found

    return tried


def row(frame: Frame) -> str:
    """The row of a frame, as it is written above."""
    return ROWS.splitlines()[int(frame.origin.split(":")[1]) - 2]


@pytest.mark.parametrize(
    ("text", "word", "begins"),
    [
        # the same frame in the active, the passive, relative clauses, participles, coordination
        ("Peru attacked Chile.", "attacked", "attack,v,obj:actor"),
        ("Chile was attacked by Peru.", "attacked", "attack,v,obj:actor"),
        ("Chile, attacked by Peru, wants peace.", "attacked", "attack,v,obj:actor"),
        ("Peru, which attacked Chile, wants peace.", "attacked", "attack,v,obj:actor"),
        ("Peru crossed the river and attacked Chile.", "attacked", "attack,v,obj:actor"),
        ("Bolivia urged Peru to attack Chile.", "attack", "attack,v,obj:actor"),
        ("Peru attacked the plan and Chile.", "attacked", "attack,v,obj:actor"),
        # a word says more than a kind of actor, and what fits nothing better is the bare row
        ("Peru attacked the plan.", "attacked", "attack,v,,none"),
        ("Peru met Chile in Tacna.", "met", "meet,v,obj:actor"),
        ("Peru met the deadline.", "met", "meet,v,obj:@deadlines"),
        # the state and the person, and what must not be there
        ("Peru left Chile.", "left", "leave,v,obj:state"),
        ("Peru left.", "left", "leave,v,!obj:any"),
        # particles stand behind the verb or behind its object
        ("The rebels laid down their arms.", "laid", "lay down"),
        ("The rebels laid their weapons down.", "laid", "lay down"),
        ("Peru called off the talks.", "called", "call off"),
        ("Peru called the talks off.", "called", "call off"),
        # light verbs, and what a transparent noun counts
        ("Peru carried out an attack on Chile.", "carried", "carry out"),
        ("Peru held talks with Chile.", "held", "hold,v,obj:@talks"),
        ("Peru held a round of talks with Chile.", "held", "hold,v,obj:@talks"),
        ("Talks were held with Chile by Peru.", "held", "hold,v,obj:@talks"),
        # control
        ("Bolivia urged Peru to leave.", "urged", "urge,v,obj:actor comp:inf"),
        ("Bolivia urged that Peru leave.", "urged", "urge,v,comp:clause"),
        # nouns
        ("The hunger strike of the miners went on.", "strike", "hunger strike"),
        ("Peru's attack on Chile failed.", "attack", "attack,n"),
    ],
)
def test_the_frame_that_fits_is_found(match: Try, text: str, word: str, begins: str) -> None:
    found = match(text, word)
    assert found is not None
    assert row(found.frame).startswith(begins)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The hens laid eggs.", "laid"),
        ("The rebels laid down the law.", "laid"),
        ("Peru called Chile.", "called"),
        ("Peru held the border.", "held"),
        ("The heart attack on Monday was mild.", "attack"),
        ("Peru carried out the rubbish.", "carried"),
    ],
)
def test_a_look_alike_has_no_frame(match: Try, text: str, word: str) -> None:
    assert match(text, word) is None


def test_the_trigger_is_all_its_words_and_the_inner_action_is_known(match: Try) -> None:
    found = match("Peru carried out an attack on Chile.", "carried")
    assert found is not None
    assert found.trigger == (1, 2)
    assert found.inner == 4
    asked = match("Bolivia urged Peru to leave.", "urged")
    assert asked is not None
    assert asked.inner == 4


def test_words_that_met_a_condition_are_kept_for_the_cue(match: Try) -> None:
    found = match("Peru called off the talks.", "called")
    assert found is not None
    assert found.fillers == (4,)
