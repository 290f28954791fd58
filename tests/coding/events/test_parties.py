"""Who takes part where the words leave a side to be found: the country and the sector of each."""

from collections.abc import Callable

import pytest

from dragoman import Coder, Report
from dragoman.model import Coding

Code = Callable[[str], Coding]


@pytest.fixture(scope="module")
def code(coder: Coder) -> Code:
    return lambda text: coder.code(Report(id="1", text=text, published="2021-05-04"))


def sides(coding: Coding) -> list[str]:
    """The events as "TYPE SOURCE > TARGET", an actor as country:first sector."""
    known = {a.id: ":".join([a.country or "?", *a.sectors[:1]]) for a in coding.actors}
    lines = []
    for event in coding.events:
        source, target = (
            "+".join(known[one.actor] for one in side) for side in (event.source, event.target)
        )
        lines.append(f"{event.event} {source} > {target}".rstrip())
    return lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        # before whose door, of whom, over whose doing
        ("Peruvians rallied outside the Chilean embassy in Lima.", "PROTEST PER:CVL > CHL:GOV"),
        ("Nurses in Kenya began a hunger strike to demand that the government pay them.",
         "PROTEST KEN:MED > KEN:GOV"),
        ("Greek farmers blocked a road to protest against Turkey's dam.",
         "PROTEST GRC:AGR > TUR"),
        ("Kenyan teachers marched in Nairobi, accusing the government of neglect.",
         "PROTEST KEN:EDU > KEN:GOV"),
        ("Kenyan teachers marched in Nairobi on Friday.", "PROTEST KEN:EDU >"),
    ],
)  # fmt: skip
def test_whom_a_protest_turns_against(code: Code, text: str, line: str) -> None:
    """The aim of a protest is its target, and no second event."""
    assert sides(code(text)) == [line]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Chile's president criticised his Peruvian counterpart.", "ACCUSE CHL:GOV > PER:GOV"),
        ("The pope praised Kenya.", "SUPPORT VAT:REL > KEN"),
        ("Brussels urged Norway to free the pilot.", "REQUEST EUR > NOR"),
        ("Belgium mourned. Brussels urged Norway to free the pilot.", "REQUEST BEL:GOV > NOR"),
        ("European lawmakers condemned Norway.", "ACCUSE EUR:LEG > NOR"),
        ("A spokeswoman for Peru condemned Chile.", "ACCUSE PER:GOV > CHL"),
        ("Gunmen loyal to Libya's government attacked a Kenyan convoy.",
         "ASSAULT LBY:UAF > KEN"),
        # a place of a state that takes part is not a second party
        ("A Kenyan drone hit a depot in Somalia's Gedo region.", "ASSAULT KEN > SOM"),
    ],
)  # fmt: skip
def test_whose_offices_and_crowds_are(code: Code, text: str, line: str) -> None:
    """Counterparts share an office, unions have their own lawmakers, crowds their patrons."""
    assert sides(code(text)) == [line]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        # a refusal of talks is the speaker's
        ("The Peruvian army said there would be no talks with the Chilean rebels.",
         "REJECT PER:MIL > CHL:REB"),
        # harm that the speaker may do is a threat, harm that others may do is none
        ("Norway warned that it could expel the Kenyan diplomats.", "THREATEN NOR > KEN"),
        # two who exercise together
        ("Greek and Kenyan troops held exercises off Crete.", "COOPERATE GRC:MIL+KEN:MIL >"),
        ("Greek troops held exercises off Crete.", "MOBILIZE GRC:MIL >"),
        # "it" is somebody where it is willing
        ("Chile said it was willing to withdraw its troops from Peru.", "CONCEDE CHL > PER"),
        # a name before a thing is who gets it
        ("Greece sold Kenya electricity.", "COOPERATE GRC > KEN"),
        # a bare verb after "insist" is asked for
        ("Norway insists that Kenya leave Somalia.", "REQUEST NOR > KEN"),
        # nobody known as subject leaves the event to its target
        ("They freed ten Kenyan hostages.", "RETREAT  > KEN:CVL"),
    ],
)  # fmt: skip
def test_sides_told_by_the_construction(code: Code, text: str, line: str) -> None:
    """What the words around an action say of its sides."""
    assert sides(code(text)) == [line]


@pytest.mark.parametrize(
    "text",
    [
        "It is clear to everybody in Peru.",
        "Kenya warned that the lake could dry up.",
        "They freed the kite from the tree.",
        "Peruvian dancers marched to the beat outside a hotel in Kenya for a film.",
    ],
)
def test_look_alikes_stay_silent(code: Code, text: str) -> None:
    """Weather, kites and films are no politics."""
    assert not [line for line in sides(code(text)) if not line.startswith("PROTEST PER")]
