"""Events: who did what to whom, read off the tree with the frame lexicon.

The way through: `slots` finds the arguments of a trigger, `matching` the frame that fits,
`interpreter` composes frames into actions, and this module walks the sentences, keeps what a
coder would keep, and gives each event its time, place and statement.
"""

from collections.abc import Callable
from dataclasses import replace

from dragoman.coding.cast import Cast
from dragoman.coding.events.actions import Action
from dragoman.coding.events.anaphora import with_doers
from dragoman.coding.events.contexts import contexts_of
from dragoman.coding.events.fallback import Guess
from dragoman.coding.events.interpreter import Interpreter
from dragoman.coding.events.parties import Party
from dragoman.coding.events.sizes import size_of
from dragoman.coding.events.surroundings import Surroundings, surroundings
from dragoman.coding.parsing import Parse
from dragoman.lexicon.frames import FrameBook
from dragoman.model import Actor, Event, Moment, Participant, Site, Span, Status

__all__ = [
    "Surroundings",
    "find_events",
    "is_headline",
    "is_worth_coding",
    "make_interpreter",
    "read_sentence",
    "surroundings",
]


# Shares of events of the right type on the sets that label whole sentences, and what each trait
# takes off; set on plover_gsr, up_validation, petrarch_unit and headlines_type together.
_PLAIN = 0.82
_TOLD_BY_NOUN = 0.22
_WITHOUT_SOURCE = 0.12
_ONE_SIDED = 0.03
_GUESSED = 0.04
_COOPERATION = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"})
_LONGEST_HEADLINE = 24  # tokens
_FULL_STOPS = frozenset({".", "!", "?", '"'})


def make_interpreter(
    parse: Parse, cast: Cast, book: FrameBook, around: Surroundings
) -> Interpreter:
    """The interpreter of one report, which knows who speaks where."""

    def speaker(token: int) -> str | None:
        return around.speaker_at(parse.span(token, token + 1))

    return Interpreter(parse, cast, book, speaker)


def find_events(
    parse: Parse,
    cast: Cast,
    book: FrameBook,
    around: Surroundings,
    published: str | None,
    guess: Callable[[Parse], Guess | None] | None = None,
) -> list[Event]:
    """The events of a report in text order, with ids e1, e2, …

    ``guess`` is asked about a report that is one headline in which no frame fits.
    """
    interpreter = make_interpreter(parse, cast, book, around)
    bare = is_headline(parse)
    found: list[Action] = []
    for start, end in parse.sentences:
        found.extend(read_sentence(parse, interpreter, start, end, bare))
    if bare and not found and guess is not None and (told := guess(parse)) is not None:
        found.append(guessed(told, interpreter))
    events = []
    found = with_doers(found, parse, interpreter)
    for number, action in enumerate(found, start=1):
        events.append(_to_event(f"e{number}", action, parse, book, around, published))
    return events


def is_headline(parse: Parse) -> bool:
    """True for a report that is nothing but a headline: who acts may stand in the article only."""
    return 0 < len(parse) <= _LONGEST_HEADLINE and parse.words[-1] not in _FULL_STOPS


def guessed(told: Guess, interpreter: Interpreter) -> Action:
    """The action of a guess: its root's subject and object take part."""
    source, target = interpreter.roles.sides_of(interpreter.slots(told.token))
    return Action(
        event=told.event,
        mode="",
        cameo="",
        token=told.token,
        cue=(told.token,),
        source=source,
        target=target,
        status="actual",
        context=(),
        because=f"fallback: no frame fits; like {told.event} sentences ({told.probability:.2f})",
        nominal=True,
        certain=told.probability,
        covers=frozenset(),
    )


def read_sentence(
    parse: Parse, interpreter: Interpreter, start: int, end: int, bare: bool
) -> list[Action]:
    """The actions of one sentence, outer words before the words they govern. ``bare`` keeps those
    that name nobody."""
    kept: list[Action] = []
    covered: set[int] = set()
    for token in _from_the_root(parse, start, end):
        if token in covered:
            continue
        for action in interpreter.actions(token):
            if bare or is_worth_coding(action, interpreter.cast):
                kept.append(action)
                covered |= action.covers
    kept.sort(key=lambda action: action.cue[0])
    return _without_repeats(parse, kept)


def _from_the_root(parse: Parse, start: int, end: int) -> list[int]:
    order: list[int] = []
    level = [
        t for t in range(start, end) if not start <= parse.heads[t] < end or parse.heads[t] == t
    ]
    while level:
        order.extend(level)
        level = [c for t in level for c in parse.children[t] if start <= c < end]
    return order


def is_worth_coding(action: Action, cast: Cast) -> bool:
    """An event needs a named actor; a noun alone needs the actor who does it."""
    actors = [cast.actors[party.actor] for party in (*action.source, *action.target)]
    if not any(_is_named(actor) for actor in actors) or _is_private(action.event, actors):
        return False
    if action.nominal:
        return bool(action.source) and (bool(action.target) or len(action.source) > 1)
    return bool(action.source or action.target)


def _is_named(actor: Actor) -> bool:
    """True for whoever has a country or a name; "our partners" and "a team" may be anybody."""
    return actor.country is not None or actor.kind != "collective"


def _is_private(event: str, actors: list[Actor]) -> bool:
    """What companies do for and with each other is no politics."""
    return event in _COOPERATION and all(actor.sectors == ("BUS",) for actor in actors)


def _without_repeats(parse: Parse, actions: list[Action]) -> list[Action]:
    """One action where several of a sentence tell of one happening: the same type, status and
    source, in words that hang on each other ("killed two and wounded five")."""
    kept: list[Action] = []
    for action in actions:
        for number, other in enumerate(kept):
            if _same_happening(parse, other, action):
                kept[number] = _joined(other, action)
                break
        else:
            kept.append(action)
    return kept


def _same_happening(parse: Parse, one: Action, other: Action) -> bool:
    if one.event != other.event or one.status != other.status:
        return False
    if {p.actor for p in one.source} != {p.actor for p in other.source}:
        return False
    if one.target == other.target:
        return True
    if one.event == "REJECT" and one.mode and other.mode and one.mode != other.mode:
        return False  # "ruled out a truce and refused talks"
    return bool(one.source) and (
        _hangs_on(parse, other.token, one.token) or _hangs_on(parse, one.token, other.token)
    )


def _hangs_on(parse: Parse, token: int, above: int) -> bool:
    """True if a chain of coordinations and participles leads from ``token`` to ``above``."""
    while parse.deps[token] in ("conj", "advcl", "xcomp") and parse.heads[token] != token:
        token = parse.heads[token]
        if token == above:
            return True
    return False


def _joined(one: Action, other: Action) -> Action:
    return replace(
        one,
        mode=one.mode or other.mode,
        cameo=one.cameo if one.mode or not other.mode else other.cameo,
        cue=tuple(sorted({*one.cue, *other.cue})),
        target=tuple({party.actor: party for party in (*other.target, *one.target)}.values()),
        certain=max(one.certain, other.certain),
    )


def _to_event(
    ident: str,
    action: Action,
    parse: Parse,
    book: FrameBook,
    around: Surroundings,
    published: str | None,
) -> Event:
    standard = book.standard(action.event, action.mode)
    cue_span = parse.span(action.token, action.token + 1)
    moment = around.moment_of(action.token)
    if moment is None and any(party.start < 0 for party in action.source):
        moment = around.said_at(cue_span)  # the speaker's act is done by saying it
    first, last = parse.sentences[parse.sentence_of[action.token]]
    return Event(
        id=ident,
        event=action.event,
        mode=action.mode or None,
        context=contexts_of(parse, action.token, action.context, book),
        cameo=action.cameo or standard.cameo,
        quad=standard.quad,
        score=standard.score,
        status=_in_the_end(action.status, moment, published, around.is_wish(cue_span)),
        source=_participants(parse, action.source),
        target=_participants(parse, action.target),
        time=moment,
        place=_place(action, around),
        size=size_of(parse, action.token, action.cue, book),
        cue=_cue_spans(parse, action.cue),
        sentence=parse.span(first, last),
        statement=around.statement_at(cue_span),
        because=action.because,
        confidence=_confidence(action),
    )


def _place(action: Action, around: Surroundings) -> Site | None:
    """Where it happened; a visit was to the land of its host."""
    site = around.site_of(action.token)
    if site is None and action.mode == "visit":
        lands = (around.land_of(p.start, p.end) for p in action.target if p.start >= 0)
        site = next((land for land in lands if land is not None), None)
    return site


def _participants(parse: Parse, parties: tuple[Party, ...]) -> tuple[Participant, ...]:
    return tuple(
        Participant(
            actor=party.actor,
            span=parse.span(party.start, party.end) if party.start >= 0 else None,
        )
        for party in parties
    )


def _cue_spans(parse: Parse, tokens: tuple[int, ...]) -> tuple[Span, ...]:
    spans: list[list[int]] = []
    for token in tokens:
        if spans and spans[-1][1] == token:
            spans[-1][1] = token + 1
        else:
            spans.append([token, token + 1])
    return tuple(parse.span(start, end) for start, end in spans)


def _in_the_end(
    status: Status, moment: Moment | None, published: str | None, wished: bool
) -> Status:
    """What is only hoped for has not happened; what lies more than a year back is background."""
    if wished and status in ("actual", "planned"):
        return "hypothetical"
    if status != "actual" or moment is None or moment.end is None or published is None:
        return status
    year = int(published[:4]) - 1
    return "historical" if moment.end < f"{year:04d}{published[4:]}" else status


def _confidence(action: Action) -> float:
    """How often events read like this one are of the right type (see docs/benchmarks.md)."""
    value = _PLAIN
    if action.nominal:
        value -= _TOLD_BY_NOUN
    if not action.source:
        value -= _WITHOUT_SOURCE
    if not action.target and len(action.source) < 2:
        value -= _ONE_SIDED
    if action.certain < 1.0:
        value -= _GUESSED
    return round(value, 2)
