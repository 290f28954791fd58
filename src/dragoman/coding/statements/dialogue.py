"""Speech without quotation marks: dialogue behind dashes, questions and cries before a cue."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from dragoman.coding import trees
from dragoman.coding.parsing import Parse
from dragoman.coding.statements.attribution import Attribution, tidy
from dragoman.coding.statements.extents import cue_group
from dragoman.coding.statements.quotes import Quote
from dragoman.coding.statements.snapping import touching
from dragoman.coding.statements.speakers import mention
from dragoman.lexicon.cues import CueWords

# What follows the words spoken is no more than a subject, a cue and an adjunct.
_LONGEST_CUE = 9
_CRIES = frozenset({"?", "!"})
_DASHES = frozenset({"\u2014", "\u2013", "--", "\u2015"})
_CONTENT = frozenset({"ccomp", "xcomp", "dobj", "attr", "acomp", "oprd"})


def dialogue_attributions(
    parse: Parse, quotes: Sequence[Quote], words: CueWords
) -> Iterator[Attribution]:
    """ "Who fed the goats? she asked." and "\u2014 You should have left! the old man said.": the
    parser takes the cue for a sentence of its own."""
    for number, (first, last) in enumerate(parse.sentences):
        if not number or last - first > _LONGEST_CUE or parse.sentences[number - 1][1] != first:
            continue
        start, end = parse.sentences[number - 1]
        begin = _paragraph_begin(parse, start)
        dashed = parse.lower[begin] in _DASHES
        if parse.lower[first - 1] not in _CRIES or _paragraph_begin(parse, first) != begin:
            continue
        if not (dashed or parse.words[first][:1].islower()) or touching(quotes, start, last):
            continue
        verb = _cue(parse, first, last, words)
        speaker = None if verb is None else trees.own_subject(parse, verb)
        content = tidy(parse, begin + 1 if dashed else start, end)
        if verb is None or speaker is None or content is None:
            continue
        yield Attribution(
            anchor=verb,
            cue=(verb, verb + 1),
            group=cue_group(parse, verb, verb),
            content=(content,),
            speaker=speaker,
            speaker_range=mention(parse, speaker),
            cue_class="speech",
            pattern="quote",
        )


def _paragraph_begin(parse: Parse, token: int) -> int:
    """The first token of a paragraph."""
    return parse.paragraphs[bisect_right(parse.paragraphs, token, key=lambda one: one[0]) - 1][0]


def _cue(parse: Parse, first: int, last: int, words: CueWords) -> int | None:
    """The verb of a sentence that is nothing but a cue ("she asked quietly")."""
    for verb in range(first, last):
        if parse.heads[verb] != verb or parse.tags[verb] not in ("VBD", "VBZ"):
            continue
        cues = words.verb_cues(parse.lemmas[verb], parse.lower[verb])
        spoken = any("quote" in c.patterns and not c.particles for c in cues)
        told = any(parse.deps[c] in _CONTENT for c in parse.children[verb])
        return verb if spoken and not told else None
    return None
