"""Attributions without a verb: nouns of saying, "according to", headlines and transcripts."""

from collections.abc import Iterator
from dataclasses import replace

from dragoman.coding import trees
from dragoman.coding.parsing import Parse
from dragoman.coding.statements.attribution import (
    Attribution,
    Range,
    holds_word,
    merge,
    tidy,
    whole_sentence,
    without,
)
from dragoman.coding.statements.speakers import issuer_of, mention, owner_of
from dragoman.lexicon.cues import CueWords, NounCue, PhraseCue

# A headline's speaker is named in this many words at most; a headline is this long at most.
_LONGEST_LABEL = 8
_LONGEST_HEADLINE = 30
# The label of a speech in a transcript has at most so many words.
_LONGEST_NAME = 5
_POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our", "your"})


def noun_attributions(parse: Parse, words: CueWords) -> Iterator[Attribution]:
    """ "his claim that ...", "accusations of ... by X", "a threat to ..."."""
    for token, lemma in enumerate(parse.lemmas):
        if parse.pos[token] != "NOUN":
            continue
        cue = words.nouns.get(lemma)
        found = _by_noun(parse, token, cue, words) if cue else None
        if found is not None:
            yield found


def _by_noun(parse: Parse, noun: int, cue: NounCue, words: CueWords) -> Attribution | None:
    for child in parse.children[noun]:
        if child < noun:
            continue
        pattern, head = _noun_pattern(parse, child)
        if pattern not in cue.patterns or head is None:
            continue
        tree = parse.subtree(head)
        owner = owner_of(parse, noun, words, head)
        if owner is None and (pattern in cue.owned or cue.patterns[pattern] != "speech"):
            continue
        content = tidy(parse, tree[0], tree[-1] + 1)
        if content is None or not holds_word(parse, content):
            continue
        if owner is not None and content[0] <= owner < content[1]:
            continue
        return Attribution(
            anchor=noun,
            cue=(noun, noun + 1),
            group=(noun, noun + 1),
            content=(content,),
            speaker=owner,
            speaker_range=None if owner is None else mention(parse, owner),
            cue_class=cue.patterns[pattern],
            pattern=f"noun {pattern}",
        )
    return None


def _noun_pattern(parse: Parse, child: int) -> tuple[str, int | None]:
    """Which pattern a child of a noun makes, and the head of the content."""
    label = parse.deps[child]
    if label in ("acl", "ccomp", "relcl"):
        below = parse.children[child]
        if parse.tags[child] == "VB" and any(parse.lower[c] == "to" for c in below):
            return "inf", child
        marks = [c for c in below if c < child and parse.lower[c] == "that"]
        if marks and (parse.deps[marks[0]] == "mark" or parse.tags[marks[0]] == "IN"):
            return "that", child
    elif label == "prep":
        return parse.lower[child], trees.child(parse, child, "pobj", "pcomp")
    return "", None


def phrase_attributions(parse: Parse, words: CueWords) -> Iterator[Attribution]:
    """ "according to X, ...", "in X's view, ..."."""
    for token, word in enumerate(parse.lower):
        for cue in words.phrases.get(word, ()):
            found = _by_phrase(parse, token, cue, words)
            if found is not None:
                yield found
                break


def _by_phrase(parse: Parse, token: int, cue: PhraseCue, words: CueWords) -> Attribution | None:
    first, last = whole_sentence(parse, token)
    if cue.kind == "possessed":
        matched = _possessed(parse, token, cue.words, last)
        if matched is None:
            return None
        owner, end = matched
    else:
        end = token + len(cue.words)
        if tuple(parse.lower[token:end]) != cue.words or end >= last:
            return None
        below = trees.child(parse, end - 1, "pobj")
        if below is None:
            return None
        owner = below
        end = max(parse.subtree(below)[-1] + 1, end)
    speaker = owner if cue.kind == "possessed" else (issuer_of(parse, owner, words) or owner)
    content = _around(parse, (token, end), first, last)
    if not content:
        return None
    return Attribution(
        anchor=token,
        cue=(token, token + len(cue.words)) if cue.kind == "source-of" else (token, end),
        group=(token, end),
        content=content,
        speaker=speaker,
        speaker_range=mention(parse, speaker),
        cue_class=cue.cue_class,
        pattern="phrase",
    )


def _possessed(
    parse: Parse, token: int, phrase: tuple[str, ...], last: int
) -> tuple[int, int] | None:
    """The possessor's head and the end of "in X's own words"; None if the words do not fit."""
    hole = phrase.index("_")
    tail = phrase[hole + 1 :]
    if tuple(parse.lower[token : token + hole]) != phrase[:hole]:
        return None
    for at in range(token + hole, min(token + hole + 8, last)):
        if parse.lower[at] in _POSSESSIVES or parse.tags[at] == "POS":
            end = at + 1 + len(tail)
            if tuple(parse.lower[at + 1 : end]) == tail:
                return (at if parse.tags[at] != "POS" else parse.heads[at]), end
    return None


def _around(parse: Parse, hole: Range, first: int, last: int) -> tuple[Range, ...]:
    """The rest of the sentence around a phrase set in it."""
    parts = [
        part
        for piece in without((first, last), hole)
        if (part := tidy(parse, *piece)) and holds_word(parse, part)
    ]
    return merge(parts)


def label_attributions(parse: Parse, words: CueWords) -> Iterator[Attribution]:
    """ "Khan: no talks" at the head of a report, and the speeches of a transcript."""
    labels = [_label(parse, first, last) for first, last in parse.paragraphs]
    names = [label for label in labels if label is not None and _is_name(parse, label)]
    again = len(names) - len({" ".join(parse.lower[at] for at in range(*n)) for n in names})
    if sum(_shouted(parse, name) for name in names) >= 2 or (len(names) >= 3 and again):
        named = set(names)
        yield from _speeches(parse, [label if label in named else None for label in labels])
    elif parse.paragraphs:
        first, last = parse.paragraphs[0]
        if last - first <= _LONGEST_HEADLINE:
            yield from _headline(parse, labels[0], (first, last), words)


def _speeches(parse: Parse, labels: list[Range | None]) -> Iterator[Attribution]:
    """What is said under each label in capitals, to the next one; a last paragraph without a
    label is the reporter's."""
    current: Attribution | None = None
    for number, ((first, last), label) in enumerate(zip(parse.paragraphs, labels, strict=True)):
        if label is not None:
            if current is not None and current.content:
                yield current
            current = _labelled(parse, label, (label[1] + 1, last), "transcript")
        elif current is None or _stage_direction(parse, first, last):
            continue
        elif number + 1 < len(parse.paragraphs) or not current.content:
            part = tidy(parse, first, last)
            if part is not None:
                current = replace(current, content=(*current.content, part))
    if current is not None and current.content:
        yield current


def _headline(
    parse: Parse, label: Range | None, line: Range, words: CueWords
) -> Iterator[Attribution]:
    """ "Khan: no talks" and "No talks: Khan"."""
    first, last = line
    naming = {at for e in parse.entities if e.label in _SPEAKING for at in range(e.start, e.end)}
    naming.update(at for at in range(first, last) if parse.lemmas[at] in words.sources)
    found: Attribution | None = None
    if label is not None and any(at in naming for at in _heads_of(parse, label)):
        found = _labelled(parse, label, (label[1] + 1, last), "headline")
    else:
        colon = next((at for at in range(last - 2, first + 2, -1) if parse.words[at] == ":"), None)
        if colon is None or last - colon > _LONGEST_LABEL:
            return
        source = tidy(parse, colon + 1, last)
        if source is None or naming.isdisjoint(range(*source)):
            return
        if all(parse.pos[at] not in ("VERB", "AUX", "PUNCT") for at in range(*source)):
            found = _labelled(parse, source, (first, colon), "headline")
    if found is not None and found.content:
        yield found


def _heads_of(parse: Parse, part: Range) -> Iterator[int]:
    """The words of a part on which its other words hang: "talks" of "No talks with Taliban"."""
    first, last = part
    for at in range(first, last):
        if parse.heads[at] == at or not first <= parse.heads[at] < last:
            yield at


_SPEAKING = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def _label(parse: Parse, first: int, last: int) -> Range | None:
    """The words before a colon near the paragraph's start, if they can be a name."""
    start = first
    while start < last and parse.lower[start] in ('"', "''", "``", "-", "\u2014"):
        start += 1
    aside = False
    for at in range(start, min(start + _LONGEST_LABEL, last)):
        if parse.words[at][-1] == ":":
            return (start, at) if at > start else None
        aside = parse.words[at] in ("(", "[") or (aside and parse.words[at] not in (")", "]"))
        if aside:
            continue
        if parse.pos[at] in ("VERB", "AUX") and not parse.words[at].isupper():
            return None
    return None


def _is_name(parse: Parse, label: Range) -> bool:
    """True for a label that is nothing but a name: capitals on every word before a bracket, or
    the "Q" and "A" of an interview."""
    words = _label_words(parse, label)
    return 0 < len(words) <= _LONGEST_NAME and all(word[:1].isupper() for word in words)


def _label_words(parse: Parse, label: Range) -> list[str]:
    start, end = label
    bracket = next((at for at in range(start, end) if parse.words[at] in ("(", "[", ",")), end)
    return [parse.words[at] for at in range(start, bracket) if parse.words[at][:1].isalpha()]


def _shouted(parse: Parse, label: Range) -> bool:
    """True for a name in capitals, whatever stands in brackets behind it."""
    words = _label_words(parse, label)
    return bool(words) and all(word.isupper() or word.endswith(".") for word in words)


def _stage_direction(parse: Parse, first: int, last: int) -> bool:
    """ "(CROSSTALK)" and the like."""
    words = parse.words[first:last]
    return any(word in ("(", "[") for word in words[:2]) and any(
        w in (")", "]") for w in words[-3:]
    )


def _labelled(parse: Parse, label: Range, content: Range, pattern: str) -> Attribution:
    """The attribution of a label; its content is empty where nothing stands on its line."""
    part = tidy(parse, *content) if content[0] < content[1] else None
    aside = next((at for at in range(*label) if parse.words[at] in ("(", "[")), label[1])
    name = (label[0], max(aside, label[0] + 1))
    head = max(range(*name), key=lambda at: (parse.pos[at] in ("PROPN", "NOUN"), at))
    colon = label[1] if content[0] > label[0] else content[1]
    return Attribution(
        anchor=colon,
        cue=(colon, colon + 1),
        group=(label[0], label[1] + 1),
        content=() if part is None else (part,),
        speaker=head,
        speaker_range=name,
        cue_class="speech",
        pattern=pattern,
        kind="direct" if pattern == "transcript" else "indirect",
    )
