"""The cue words of statements: which verbs, nouns and expressions attribute words to whom.

The files under ``data/cues`` are ``verbs.csv``, ``deeds.csv``, ``nouns.csv``, ``phrases.csv``,
``light.csv`` and ``media.csv``, and the lists ``carriers.txt``, ``receivers.txt``,
``evidence.txt`` and ``sources.txt``. What their columns mean stands at the top of each. Who acts
by force, what can be hit and who can be met is read from the word classes of the frames.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, cast

from dragoman.errors import LexiconError
from dragoman.lexicon.inflection import verb_forms
from dragoman.lexicon.tables import DATA, Row, read_rows

CueClass = Literal[
    "speech", "writing", "appraisal", "thought", "wish", "plan", "decision", "finding"
]
CLASSES: frozenset[str] = frozenset(CueClass.__args__)  # type: ignore[attr-defined]
PATTERNS = frozenset(
    {
        "quote", "that", "inf", "objinf", "ing", "obj", "small", "as", "quoted",
        "of", "about", "for", "on", "against", "with", "at", "over", "to", "into", "from", "by",
        "upon", "behind", "in",
    }
)  # fmt: skip

# The tests of deeds.csv and the word classes that they ask.
DEED_CLASSES = {
    "armed": ("troops", "militias", "warplanes", "artillery", "drones", "weather"),
    "struck": ("territory", "buildings", "vehicles", "ships", "aircraft", "weaponsystems"),
    "people": ("delegations", "envoys", "ambassadors", "refugees", "migrants", "prisoners"),
    "named": (),
}


class VerbCue(NamedTuple):
    """A cue verb. ``particles`` are the words that must follow it; ``patterns`` says what beside
    it is content, and of which class the cue then is."""

    particles: tuple[str, ...]
    patterns: Mapping[str, CueClass]
    medium: str | None
    deed: frozenset[str] = frozenset()  # what makes it a deed and no cue: see deeds.csv


class NounCue(NamedTuple):
    """A noun of saying or thinking. ``owned`` patterns hold only where its owner is named."""

    patterns: Mapping[str, CueClass]
    owned: frozenset[str]


class LightCue(NamedTuple):
    """A verb that is a cue only together with one of ``words`` ("make clear")."""

    words: frozenset[str]
    patterns: Mapping[str, CueClass]


class PhraseCue(NamedTuple):
    """Words in a row; "_" stands for a possessor. See ``phrases.csv`` for the kinds."""

    words: tuple[str, ...]
    kind: str
    cue_class: CueClass


@dataclass(frozen=True, slots=True)
class CueWords:
    """All cue words, by the lemma (phrases: the first word) one looks them up with."""

    verbs: Mapping[str, tuple[VerbCue, ...]]
    nouns: Mapping[str, NounCue]
    light: Mapping[str, tuple[LightCue, ...]]
    phrases: Mapping[str, tuple[PhraseCue, ...]]
    media: Mapping[str, str]  # one word or two
    carriers: frozenset[str]
    receivers: frozenset[str]
    evidence: frozenset[str]
    sources: frozenset[str]
    deeds: Mapping[str, frozenset[str]]  # the tests of deeds.csv and their words
    forms: Mapping[str, str]  # inflected form -> verb

    def verb_cues(self, lemma: str, form: str) -> tuple[VerbCue, ...]:
        """The cues of a verb. Models get some lemmas wrong ("hoped" of "hop"): a lemma that is no
        cue is looked up by the form it stands in."""
        found = self.verbs.get(lemma)
        if found is None and form in self.forms:
            found = self.verbs[self.forms[form]]
        return found or ()


def load_cues(folder: Path = DATA / "cues") -> CueWords:
    """Read the cue lexicon. Raises LexiconError with file and line on a bad row."""
    verbs = _verbs(folder / "verbs.csv", _deeds(folder / "deeds.csv"))
    return CueWords(
        verbs=verbs,
        nouns=_nouns(folder / "nouns.csv"),
        light=_light(folder / "light.csv"),
        phrases=_phrases(folder / "phrases.csv"),
        media=_media(folder / "media.csv"),
        carriers=frozenset(_words(folder / "carriers.txt")),
        receivers=frozenset(_words(folder / "receivers.txt")),
        evidence=frozenset(_words(folder / "evidence.txt")),
        sources=frozenset(_words(folder / "sources.txt")),
        deeds={name: _joined(folder, classes) for name, classes in DEED_CLASSES.items()},
        forms={form: verb for verb in sorted(verbs) for form in verb_forms(verb, {})},
    )


def _class(row: Row) -> CueClass:
    if row["class"] not in CLASSES:
        raise row.error(f"class {row['class']!r} is none of {', '.join(sorted(CLASSES))}")
    return cast(CueClass, row["class"])


def _patterns(row: Row) -> list[str]:
    names = row["patterns"].split()
    if not names:
        raise row.error("a cue needs at least one pattern")
    for name in names:
        if name.rstrip("!") not in PATTERNS:
            raise row.error(f"pattern {name!r} is none of {', '.join(sorted(PATTERNS))}")
    return names


def _verbs(
    path: Path, deeds: Mapping[tuple[str, ...], frozenset[str]]
) -> dict[str, tuple[VerbCue, ...]]:
    """Rows of the same verb are joined; cues with particles come before the bare verb."""
    joined: dict[tuple[str, ...], dict[str, CueClass]] = {}
    media: dict[tuple[str, ...], str] = {}
    for row in read_rows(path, ["verbs", "class", "patterns", "medium"]):
        for verb in row.items("verbs"):
            words = tuple(verb.split())
            patterns = joined.setdefault(words, {})
            for name in _patterns(row):
                patterns.setdefault(name, _class(row))
            if row["medium"]:
                media[words] = row["medium"]
    found: dict[str, list[VerbCue]] = {}
    for words in sorted(joined, key=len, reverse=True):
        cue = VerbCue(words[1:], joined[words], media.get(words), deeds.get(words, frozenset()))
        found.setdefault(words[0], []).append(cue)
    return {lemma: tuple(cues) for lemma, cues in found.items()}


def _deeds(path: Path) -> dict[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], frozenset[str]] = {}
    for row in read_rows(path, ["verbs", "unless"]):
        tests = frozenset(row["unless"].split())
        if not tests or not tests <= DEED_CLASSES.keys():
            raise row.error(f"unless {row['unless']!r} is not of {', '.join(DEED_CLASSES)}")
        found.update((tuple(verb.split()), tests) for verb in row.items("verbs"))
    return found


def _joined(folder: Path, classes: Iterable[str]) -> frozenset[str]:
    """The one-word members of word classes, which lie beside the cues."""
    paths = [folder.parent / "classes" / f"{name}.txt" for name in classes]
    return frozenset(word for path in paths for word in _words(path) if " " not in word)


def _nouns(path: Path) -> dict[str, NounCue]:
    joined: dict[str, tuple[dict[str, CueClass], set[str]]] = {}
    for row in read_rows(path, ["nouns", "class", "patterns"]):
        for noun in row.items("nouns"):
            patterns, owned = joined.setdefault(noun, ({}, set()))
            for name in _patterns(row):
                patterns.setdefault(name.rstrip("!"), _class(row))
                if name.endswith("!"):
                    owned.add(name.rstrip("!"))
    return {noun: NounCue(patterns, frozenset(owned)) for noun, (patterns, owned) in joined.items()}


def _light(path: Path) -> dict[str, tuple[LightCue, ...]]:
    found: dict[str, list[LightCue]] = {}
    for row in read_rows(path, ["verb", "words", "class", "patterns"]):
        patterns = dict.fromkeys(_patterns(row), _class(row))
        for verb in row.items("verb"):
            found.setdefault(verb, []).append(LightCue(frozenset(row.items("words")), patterns))
    return {verb: tuple(cues) for verb, cues in found.items()}


def _phrases(path: Path) -> dict[str, tuple[PhraseCue, ...]]:
    found: dict[str, list[PhraseCue]] = {}
    for row in read_rows(path, ["phrase", "kind", "class"]):
        if row["kind"] not in ("source-of", "possessed"):
            raise row.error(f"kind {row['kind']!r} is neither source-of nor possessed")
        words = tuple(row["phrase"].split())
        if (row["kind"] == "possessed") != ("_" in words):
            raise row.error("a possessed phrase has one '_', others none")
        found.setdefault(words[0], []).append(PhraseCue(words, row["kind"], _class(row)))
    return {first: tuple(sorted(cues, key=_longest)) for first, cues in found.items()}


def _longest(cue: PhraseCue) -> int:
    return -len(cue.words)


def _media(path: Path) -> dict[str, str]:
    rows = read_rows(path, ["words", "medium"])
    return {word: row["medium"] for row in rows for word in row.items("words")}


def _words(path: Path) -> Iterator[str]:
    """The lines of a word list, without comments."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise LexiconError(f"{path}:1: cannot be read as UTF-8 text ({fault})") from fault
    return (line.strip() for line in lines if line.strip() and not line.startswith("#"))
