"""Turning attributions into the statements of a coding: who is meant, in what, to whom, when."""

from collections.abc import Sequence

from dragoman.coding import trees
from dragoman.coding.cast import Cast
from dragoman.coding.parsing import Parse
from dragoman.coding.statements.attribution import Attribution
from dragoman.coding.statements.collect import containers, find_attributions
from dragoman.coding.statements.media import medium_noun, medium_of, named_medium
from dragoman.coding.statements.speaking import actor_at, moments_of, resolve_speakers
from dragoman.coding.times.expression import DatedExpression
from dragoman.lexicon.cues import CueWords
from dragoman.model import Span, Statement

# Media that reach somebody: "in an interview with", "in a letter to".
_WITH_SOMEBODY = frozenset({"interview", "phone call", "letter", "message", "memo"})
_TELLING = frozenset({"that", "quote", "objinf"})


def find_statements(
    parse: Parse, cast: Cast, dated: Sequence[DatedExpression], words: CueWords
) -> list[Statement]:
    """The statements of a report, in text order of their content, with ids s1, s2, ...

    ``dated`` are the report's times as the time stage hands them on.
    """
    found = find_attributions(parse, words)
    inside = containers(found)
    speakers = resolve_speakers(parse, cast, found, words)
    times = moments_of(parse, dated, found, speakers, words)
    made = []
    for number, item in enumerate(found):
        outer = inside[number]
        made.append(
            Statement(
                id=f"s{number + 1}",
                speaker=speakers[number],
                speaker_span=parse.span(*item.speaker_range) if item.speaker_range else None,
                cue=parse.span(*item.cue) if item.cue[0] < item.cue[1] else None,
                cue_kind=item.cue_class,
                content=tuple(parse.span(*part) for part in item.content),
                kind=item.kind,
                medium=medium_of(parse, item, words),
                addressee=_addressee(parse, cast, item, words),
                time=times[number],
                within=None if outer is None else f"s{outer + 1}",
                sentence=parse.span(*parse.sentences[parse.sentence_of[item.anchor]]),
            )
        )
    return made


def statement_at(statements: Sequence[Statement], span: Span) -> str | None:
    """The id of the innermost statement whose content holds a span; None if there is none."""
    best: tuple[int, str] | None = None
    for statement in statements:
        for start, end in statement.content:
            if start <= span[0] and span[1] <= end and (best is None or end - start < best[0]):
                best = (end - start, statement.id)
    return best[1] if best else None


def _addressee(parse: Parse, cast: Cast, item: Attribution, words: CueWords) -> tuple[str, ...]:
    """The actors spoken to: "told X", "said to X", "urged X to", "in a call with X"."""
    if parse.pos[item.anchor] != "VERB":
        return ()
    found: list[str] = []
    heads = _told(parse, item) if item.pattern in _TELLING else []
    noun = medium_noun(parse, item, words)
    if noun is not None and named_medium(parse, noun, words) in _WITH_SOMEBODY:
        heads += [to for prep, to in trees.prepositional(parse, noun) if prep in ("with", "to")]
    for head in heads:
        for one in trees.conjuncts(parse, head):
            actor = actor_at(parse, cast, one)
            if actor is not None and actor not in found:
                found.append(actor)
    return tuple(found)


def _told(parse: Parse, item: Attribution) -> list[int]:
    """The heads of who the cue's object and its "to" name."""
    heads = [c for c in parse.children[item.anchor] if parse.deps[c] in ("dobj", "dative")]
    if item.pattern != "objinf":
        heads = [c for c in heads if not any(s <= c < e for s, e in item.content)]
    heads = [c for c in heads if parse.pos[c] != "ADP" and c != item.speaker]
    return heads + [to for prep, to in trees.prepositional(parse, item.anchor) if prep == "to"]
