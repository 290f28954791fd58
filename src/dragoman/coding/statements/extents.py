"""How far content reaches: from the tree, mended where the parser is known to err."""

from collections.abc import Mapping

from dragoman.coding import trees
from dragoman.coding.parsing import Parse
from dragoman.coding.statements.attribution import Range, whole_sentence
from dragoman.coding.statements.complements import ORDER, Complement
from dragoman.coding.statements.speakers import stray_conjunct, subject_beside, time_around
from dragoman.lexicon.cues import CueClass

Content = tuple[Range, ...]

_LEFT_OF_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})
_ADJUNCTS = frozenset(
    {"prt", "advmod", "npadvmod", "prep", "dative", "agent", "dobj", "neg", "tmod"}
)
_MARKS = frozenset({'"', "''", "``", "'"})
_BREAKS = _MARKS | {",", ":", ";", "\u2014", "--", "(", "-"}
_COUNTS = frozenset({"figure", "number", "total", "sum", "amount"})
_NOR = frozenset({"nor", "neither"})
# A denial stands at most so many tokens before its verb.
_REACH_OF_NOT = 5
_STOPS = frozenset({".", "?", "!"})
# How far behind a cue "that" may stand with the one spoken to between ("told the king that").
_REACH_OF_THAT = 10


def cue_group(parse: Parse, verb: int, last: int) -> Range:
    """The cue with its subject beside it and the adjuncts that follow without a comma."""
    start, end = verb, last + 1
    subject = subject_beside(parse, verb)
    for child in reversed(parse.children[verb]):
        if child < verb and parse.deps[child] in _LEFT_OF_VERB and child >= start - 2:
            start = min(start, child)
    if subject is not None:
        tree = parse.subtree(subject)
        if subject < verb:
            start = min(start, tree[0])
        elif tree[0] <= end + 1:
            end = max(end, tree[-1] + 1)
    for child in parse.children[verb]:
        if child >= end and parse.deps[child] in _ADJUNCTS:
            tree = parse.subtree(child)
            if tree[0] == end:
                end = tree[-1] + 1
    return start, end


def cue_start(parse: Parse, verb: int) -> int:
    """Where a cue begins: at its verb or, where it is denied, at the denial ("[did not rule] out",
    "[nor denied]"), so that the words of the cue say so."""
    start = verb
    for at in range(verb - 1, max(-1, verb - _REACH_OF_NOT), -1):
        if parse.heads[at] != verb:
            break
        if parse.deps[at] == "neg" or parse.lower[at] in _NOR:
            start = at
        elif parse.deps[at] not in _LEFT_OF_VERB:
            break
    if start == verb and verb and parse.lower[verb - 1] == "nor":
        return verb - 1
    helped = start < verb and start > 0 and parse.deps[start - 1] in ("aux", "auxpass")
    return start - 1 if helped and parse.heads[start - 1] == verb else start


def phrase_part(
    parse: Parse, name: str, found: Mapping[str, Complement], patterns: Mapping[str, CueClass]
) -> Range | None:
    """Content that is the phrase of a preposition. What is put "at" something is an estimate only
    with a number, and is told of the object before it ("put [the toll at 108]"); else None."""
    phrase = found[name]
    if patterns[name] != "finding" or name != "at":
        return phrase.start, phrase.end
    if all(parse.pos[at] != "NUM" for at in range(phrase.start, phrase.end)):
        return None
    counted = found.get("obj")
    if counted is None or not counted.head < phrase.start or _refers_back(parse, counted):
        return phrase.start, phrase.end
    return min(counted.start, phrase.start), phrase.end


def _refers_back(parse: Parse, counted: Complement) -> bool:
    """True for "it" and "the figure": what was counted stands in the text before."""
    bare = counted.end - counted.start <= 2 and parse.lemmas[counted.head] in _COUNTS
    return bare or parse.pos[counted.head] == "PRON"


def with_counted(parse: Parse, part: Range) -> Range:
    """Content that ends in a number takes in who was counted, where the parser hung that elsewhere
    ("spoke of [46 dead]")."""
    end = part[1]
    if end >= len(parse) or parse.tags[end - 1] != "CD" or parse.tags[end] not in ("JJ", "VBN"):
        return part
    same = parse.sentence_of[end] == parse.sentence_of[end - 1]
    noun_next = end + 1 < len(parse) and parse.pos[end + 1] in ("NOUN", "PROPN")
    return (part[0], end + 1) if same and not noun_next else part


def phrase_content(
    parse: Parse, pattern: str, found: Mapping[str, Complement], patterns: Mapping[str, CueClass]
) -> Content:
    """Content that is a phrase or infinitive, with the object in front where the pattern takes
    one ("urged [Iran to stop]") and, behind an object, the phrases that the verb takes."""
    main = found[pattern]
    start, end = main.start, clause_end(parse, main.head, main.end)
    if pattern in ("small", "as", "objinf") and "obj" in found:
        start = min(start, found["obj"].start)
        if found["obj"].end > end:
            end = found["obj"].end
    if pattern != "obj":
        return ((start, end),)
    parts = [(start, end)]
    for name, more in found.items():
        if name not in patterns or name in ORDER or more.start < end:
            continue
        if more.start <= parts[-1][1] + 3:
            parts[-1] = (parts[-1][0], max(parts[-1][1], more.end))
        elif name == "for":  # "praised her on Monday [for her courage]"
            parts.append((more.start - 1, more.end))
    return tuple(parts)


def clause_end(parse: Parse, head: int, end: int) -> int:
    """Where a clause really ends: a past tense hung on an infinitive or a modal ("urged her to go
    and left") goes on with the verb above."""
    if parse.tags[head] != "VB":
        return end
    joined = head
    for child in parse.children[head]:
        if parse.deps[child] == "cc":
            joined = child
        elif head < joined < child < end and stray_conjunct(parse, child):
            return joined
    return end


def clause_content(parse: Parse, verb: int, clause: Complement, group: Range) -> Content | None:
    """Content that is a clause below the cue: after it, before it, or on both sides."""
    first, last = whole_sentence(parse, verb)
    tree = parse.subtree(clause.head)
    left = [at for at in tree if at < group[0]]
    right = [at for at in tree if at >= group[1]]
    parts: list[Range] = []
    if left and clause.head < verb:
        parts.append((first if parse.heads[verb] == verb else left[0], group[0]))
        if right:
            parts.append((right[0], right[-1] + 1))
        elif parse.heads[verb] >= group[1] and _set_in(parse, verb, group):
            # "by then, said Ana Roe, a teacher, nobody was left"
            parts.append((group[1], last))
    elif right or clause.head > verb:
        start = min((at for at in tree if at > verb), default=clause.head)
        start = _lost_subject(parse, verb, clause.head, _past_day(parse, verb, clause.head, start))
        end = clause_end(parse, clause.head, tree[-1] + 1)
        if end == tree[-1] + 1:
            end = _right_end(parse, verb, end, last)
        parts.append((start, end))
        if _is_parenthesis(parse, verb, group, first, last):
            parts.append((first, group[0]))
    return tuple(parts) or None


def _set_in(parse: Parse, verb: int, group: Range) -> bool:
    """True for a cue before its speaker between commas."""
    subject = subject_beside(parse, verb)
    commas = parse.lower[group[0] - 1] == "," == parse.lower[group[1]]
    return commas and group[0] == verb and subject is not None and subject > verb


def _past_day(parse: Parse, verb: int, clause: int, start: int) -> int:
    """Where the clause begins behind a day of speaking that the parser drew into it ("said [on
    Tuesday] it would leave", "said [Tuesday] that")."""
    if start != verb + 1:
        return start
    day = time_around(parse, start + (parse.deps[start] == "prep"))
    own = trees.own_subject(parse, clause)
    return day[1] if day is not None and own is not None and own >= day[1] else start


def _lost_subject(parse: Parse, verb: int, clause: int, start: int) -> int:
    """Where the clause begins when the parser took its subject for the cue's object ("claimed
    the army had lost")."""
    if trees.own_subject(parse, clause) is not None or parse.tags[clause] == "VB":
        return start
    for child in parse.children[verb]:
        if parse.deps[child] == "dobj" and verb < child < start:
            between = [parse.lower[at] for at in range(child + 1, start)]
            if all(word not in _BREAKS and word != "that" for word in between):
                return parse.subtree(child)[0]
    return start


def _right_end(parse: Parse, verb: int, end: int, last: int) -> int:
    """Where a clause after the cue ends: the parser often hangs its last phrases on the cue."""
    for child in parse.children[verb]:
        if child < end:
            continue
        if parse.deps[child] not in ("prep", "advcl", "npadvmod") or parse.tags[child] == "VBG":
            break
        tree = parse.subtree(child)
        if tree[0] <= end + 1:
            end = max(end, tree[-1] + 1)
    return min(end, last)


def _is_parenthesis(parse: Parse, verb: int, group: Range, first: int, last: int) -> bool:
    """True for a cue with its subject between commas: 'too often, she said, it fails'."""
    start, end = group
    if subject_beside(parse, verb) is None or start - 2 <= first or end >= last:
        return False
    if parse.lower[end] != ",":
        return False
    quoted = end + 1 < last and parse.lower[end + 1] in _MARKS
    if parse.lower[start - 1] in _MARKS:
        return True
    return parse.lower[start - 1] == "," and not quoted


def after_that(parse: Parse, verb: int, content: Content | None) -> Content | None:
    """The words after a "that" behind the cue where the parser found no clause there; None if
    ``content`` reaches it already."""
    last = parse.sentences[parse.sentence_of[verb]][1]
    for at in range(verb + 1, min(verb + _REACH_OF_THAT, last - 2)):
        if parse.lower[at] in _BREAKS or parse.pos[at] == "VERB":
            return None
        if parse.lower[at] != "that":
            continue
        joins = parse.tags[at] == "IN" or (at == verb + 1 and parse.pos[at + 1] != "ADP")
        if not joins or (content and content[-1][1] > at):
            return None
        return ((at, last),)
    return None


def parenthetical(parse: Parse, verb: int, group: Range, told: bool) -> Content | None:
    """The sentence around a cue that is set off by commas: "..., she said, ...". ``told``: the
    cue's object is who is spoken to ("..., she told the king")."""
    first, last = whole_sentence(parse, verb)
    start, end = group
    label = parse.deps[verb]
    if label in ("relcl", "acl", "xcomp", "pcomp", "csubj") or parse.tags[verb] == "VB":
        return None
    conjunction = next(
        (
            c
            for c in parse.children[verb]
            if parse.lower[c] == "as" and parse.deps[c] in ("mark", "advmod")
        ),
        None,
    )
    if conjunction is not None:
        start = min(start, conjunction)
    before = start > first and parse.lower[start - 1] in _BREAKS
    after = end >= last or parse.lower[end] in _BREAKS or parse.lower[end] in _STOPS
    if not after or (not before and conjunction is None):
        return None
    if conjunction is None:
        if trees.child(parse, verb, "dobj") is not None and label != "parataxis" and not told:
            return None
        if subject_beside(parse, verb) is None:
            return None
    parts = [(first, start)] if start > first else []
    leads = told and parse.pos[first] == "ADP"
    if leads and not any(_is_clause(parse, at) for at in range(first, start)):
        return None  # "In London, ministers tell a different story"
    spoken = [at for at in range(first, start) if parse.pos[at] != "PUNCT"]
    if len(spoken) == 1 and not _MARKS.intersection(parse.lower[first:start]):
        return None  # "Still, she reported ..."
    if end < last and parse.lower[end] == "," and (label != "ROOT" or not parts):
        parts.append((end, last))
    return tuple(parts) or None


def _is_clause(parse: Parse, token: int) -> bool:
    """True for a verb, or a mark of quotation, without which there are no words told."""
    return parse.pos[token] in ("VERB", "AUX") or parse.lower[token] in _MARKS


def passive_subject(parse: Parse, verb: int) -> Content:
    """What a passive verb's subject is, as content ("[the plan] was praised by")."""
    subject = trees.child(parse, verb, "nsubjpass")
    if subject is None:
        return ()
    tree = parse.subtree(subject)
    return ((tree[0], tree[-1] + 1),)
