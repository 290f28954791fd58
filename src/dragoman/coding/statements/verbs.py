"""Attributions by verbs: "she said that ...", "..., he warned", "X accused Y of ..."."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from dragoman.coding import trees
from dragoman.coding.parsing import Parse
from dragoman.coding.statements.attribution import Attribution, Range, holds_word, merge, tidy
from dragoman.coding.statements.complements import ORDER, Complement, complements, weighed
from dragoman.coding.statements.extents import (
    Content,
    after_that,
    clause_content,
    cue_group,
    cue_start,
    parenthetical,
    passive_subject,
    phrase_content,
    phrase_part,
    with_counted,
)
from dragoman.coding.statements.speakers import (
    agent_of,
    inverted_subject,
    mention,
    passive_cue,
    speaker_of,
)
from dragoman.lexicon.cues import CueClass, CueWords, LightCue, VerbCue

_SAYING = frozenset({"speech", "writing"})
_PARTICLES = frozenset({"prt", "prep", "advmod", "dative", "mark"})
_LIGHT_LABELS = frozenset(
    {"dobj", "acomp", "attr", "oprd", "ccomp", "xcomp", "prep", "prt", "advmod"}
)
# With these complements a verb that may be a deed is a cue.
_TOLD = frozenset({"that", "quote", "objinf", "as", "small", "ing"})
_UNDERGOING = frozenset({"dobj", "nsubjpass"})
_NOBODY = frozenset({"anyone", "anybody", "one"})
_THINGS = frozenset({"obj", "about", "of", "on", "with"})
_BARE = frozenset({"PRP", "WP", "WDT", "DT"})
# Tokens. What is longer is a list or a table and not a sentence; looking below every verb of it
# would cost time that grows with the square of its length.
_LONGEST_SENTENCE = 1000

Patterns = Mapping[str, CueClass]


def verb_attributions(parse: Parse, words: CueWords) -> Iterator[Attribution]:
    """Every attribution that a verb of the lexicon makes by its syntax, in text order."""
    for token, lemma in enumerate(parse.lemmas):
        if parse.pos[token] not in ("VERB", "AUX"):
            continue
        first, last = parse.sentences[parse.sentence_of[token]]
        if last - first > _LONGEST_SENTENCE:
            continue
        light = words.light.get(lemma)
        cues = words.verb_cues(lemma, parse.lower[token])
        found = _light(parse, token, light, words) if light else None
        if found is None and cues and parse.pos[token] == "VERB":
            found = _plain(parse, token, cues, words)
        if found is not None:
            yield found


def _plain(
    parse: Parse, verb: int, cues: tuple[VerbCue, ...], words: CueWords
) -> Attribution | None:
    for cue in cues:
        last = _particle(parse, verb, cue.particles)
        if last is None:
            continue
        found = _attribution(parse, verb, last, cue.patterns, words, cue.medium)
        if found is not None and cue.deed and _is_deed(parse, found, last, cue.deed, words):
            found = None
        if found is not None or (cue.particles and parse.deps[last] != "prep"):
            return found
    return None


def _particle(parse: Parse, verb: int, particles: tuple[str, ...]) -> int | None:
    """The last particle's token, the verb itself if none is asked for, None if one is missing."""
    at = verb
    for word in particles:
        for step in range(at + 1, min(at + 4, len(parse))):
            if parse.lower[step] == word and _is_particle(parse, at, step):
                at = step
                break
        else:
            return None
    return at


def _is_particle(parse: Parse, verb: int, token: int) -> bool:
    """False for a preposition behind a noun ("spoke on condition of", "called a vote for")."""
    if parse.deps[token] not in _PARTICLES:
        return False
    if parse.deps[token] != "prep":
        return True
    return all(parse.pos[at] != "NOUN" for at in range(verb + 1, token))


def _is_deed(
    parse: Parse, item: Attribution, last: int, tests: frozenset[str], words: CueWords
) -> bool:
    """True where a verb like "attack" tells what was done: by its subject or its object."""
    if item.pattern in _TOLD:
        return False
    speaker = "" if item.speaker is None else parse.lemmas[item.speaker]
    if "armed" in tests and speaker in words.deeds["armed"]:
        return True
    verb = item.anchor
    objects = [child for child in parse.children[verb] if parse.deps[child] in _UNDERGOING]
    if last != verb:
        objects += [child for child in parse.children[last] if parse.deps[child] == "pobj"]
    names = words.deeds["struck"] if "struck" in tests else frozenset()
    if any(parse.lemmas[at] in names for at in objects):
        return True
    if any("for" in parse.lower[start:end] for start, end in item.content):
        return False
    return any(_is_somebody(parse, at, tests, words) for at in objects)


def _is_somebody(parse: Parse, token: int, tests: frozenset[str], words: CueWords) -> bool:
    if "people" in tests and parse.lemmas[token] in words.deeds["people"]:
        return True
    at = bisect_right(parse.entities, token, key=lambda entity: entity.start) - 1
    if "named" not in tests or at < 0:
        return False
    return parse.entities[at].label == "PERSON" and token < parse.entities[at].end


def _light(
    parse: Parse, verb: int, cues: tuple[LightCue, ...], words: CueWords
) -> Attribution | None:
    for child in parse.children[verb]:
        if child < verb or parse.deps[child] not in _LIGHT_LABELS:
            continue
        for cue in cues:
            if parse.lower[child] in cue.words or parse.lemmas[child] in cue.words:
                found = _attribution(parse, verb, child, cue.patterns, words, light=True)
                if found is not None:
                    return found
    return None


def _attribution(
    parse: Parse,
    verb: int,
    last: int,
    patterns: Patterns,
    words: CueWords,
    medium: str | None = None,
    light: bool = False,
) -> Attribution | None:
    """The attribution that a verb makes, None if nothing beside it is content."""
    group = cue_group(parse, verb, last)
    passive = passive_cue(parse, verb)
    found = complements(parse, verb, last, light)
    read = _active(parse, verb, group, found, patterns, words, passive)
    if read is None and passive:
        read = _passive(parse, verb, found, patterns)
    if read is None:
        return None
    content, used = read
    parts = [part for s, e in content if (part := tidy(parse, s, e)) and holds_word(parse, part)]
    parts = [with_counted(parse, part) for part in parts]
    speaker = speaker_of(parse, verb, patterns, words)
    if speaker is not None and any(s <= speaker < e for s, e in parts):
        speaker = None
    if speaker is None and not passive:
        speaker = inverted_subject(parse, verb, parts)
    if not parts or (speaker is None and not _stands_alone(patterns, used, passive)):
        return None
    if _says_nothing(parse, verb, speaker, parts, used):
        return None
    begins = min((start for start, _ in parts if start > verb), default=group[1])
    ended = max((end for _, end in parts if end <= verb), default=group[0])
    return Attribution(
        anchor=verb,
        cue=(cue_start(parse, verb), last + 1 if verb < last <= verb + 3 else verb + 1),
        group=(max(group[0], ended), max(verb + 1, min(group[1], begins))),
        content=merge(parts),
        speaker=speaker,
        speaker_range=None if speaker is None else _mention_of(parse, verb, speaker),
        cue_class=patterns.get(used) or patterns.get("that") or patterns["small"],
        pattern=used,
        medium=medium,
    )


def _mention_of(parse: Parse, verb: int, speaker: int) -> Range:
    """The mention beside the cue; of a subject that the parser left in the phrase before it, what
    stands behind the comma."""
    start, end = mention(parse, speaker)
    if parse.deps[speaker] in ("pobj", "appos") and speaker < verb:
        commas = [at for at in range(start, speaker) if parse.lower[at] == ","]
        start = commas[-1] + 1 if commas else start
    return start, end


def _says_nothing(
    parse: Parse, verb: int, speaker: int | None, parts: list[Range], used: str
) -> bool:
    """True where no words are attributed after all: a bare pronoun for content, an order to the
    reader ("Say it rains"), or a speaker who is nobody ("anyone wanting to")."""
    if speaker is None and parse.tags[verb] == "VB" and parse.heads[verb] == verb:
        return True
    if speaker is not None and parse.lower[speaker] in _NOBODY and not _one_of(parse, speaker):
        return True
    bare = len(parts) == 1 and parts[0][1] - parts[0][0] == 1
    return used in _THINGS and bare and parse.tags[parts[0][0]] in _BARE


def _one_of(parse: Parse, token: int) -> bool:
    """True for "one of them", who is somebody."""
    return any(parse.lower[c] == "of" for c in parse.children[token])


def _stands_alone(patterns: Patterns, used: str, passive: bool) -> bool:
    """True for a cue that makes a statement even where nobody is named as its speaker."""
    if passive:
        return patterns.get(used) in ("speech", "appraisal")
    return used == "that" and patterns.get("that") in _SAYING


def _active(
    parse: Parse,
    verb: int,
    group: Range,
    found: Mapping[str, Complement],
    patterns: Patterns,
    words: CueWords,
    passive: bool,
) -> tuple[Content, str] | None:
    """The content by the first pattern, in order of weight, that holds, and that pattern."""
    for pattern in weighed(verb, found, patterns):
        if pattern in ("obj", "small") and patterns[pattern] == "finding":
            source = trees.subject(parse, verb)
            if source is None or parse.lemmas[source] not in words.evidence:
                continue
        content: Content | None = None
        if pattern == "that":
            content = clause_content(parse, verb, found["that"], group)
            content = after_that(parse, verb, content) or content
        elif not passive:
            content = phrase_content(parse, pattern, found, patterns)
        elif pattern == "objinf" and patterns[pattern] == "speech":
            content = ((found[pattern].start, found[pattern].end),)
        if content:
            return content, pattern
    if "that" in patterns and (content := after_that(parse, verb, None)):
        return content, "that"
    phrases = [name for name in found if name in patterns and name not in ORDER]
    if "that" in patterns and not any(found[name].start > verb for name in phrases):
        content = parenthetical(parse, verb, group, {"objinf", "about"} <= patterns.keys())
        if content is None and patterns["that"] in _SAYING and not passive:
            content = _mislabelled(parse, verb, found, group)
        if content:
            return content, "that"
    if phrases and not (passive and "obj" in patterns):
        part = phrase_part(parse, phrases[0], found, patterns)
        return ((part,), phrases[0]) if part is not None else None
    return None


def _mislabelled(
    parse: Parse, verb: int, found: Mapping[str, Complement], group: Range
) -> Content | None:
    """A clause after a verb of saying that the parser took for a predicate."""
    complement = found.get("small")
    if complement is None or complement.head < verb:
        return None
    if trees.own_subject(parse, complement.head) is None:
        return None
    return clause_content(parse, verb, complement, group)


def _passive(
    parse: Parse, verb: int, found: Mapping[str, Complement], patterns: Patterns
) -> tuple[Content, str] | None:
    """Content of a passive: "[he] is said [to have fled]", "[the plan] was praised by", "[she]
    was criticized [for her remarks]"."""
    subject = passive_subject(parse, verb)
    if patterns.get("that") == "speech" and "inf" in found and "objinf" not in patterns:
        return (*subject, (found["inf"].start, found["inf"].end)), "that"
    if "obj" not in patterns or not subject:
        return None
    phrases = [found[name] for name in ("for", "as", "at") if name in found and name in patterns]
    if agent_of(parse, verb) is None and not phrases:
        return None
    return (*subject, *((phrase.start, phrase.end) for phrase in phrases)), "obj"
