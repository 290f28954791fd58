"""What the parser is helped with: which words are no names, and what verbs' forms belong to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.lexicon.actors import NAME_COLUMNS
from dragoman.lexicon.frames import Frame, FrameBook
from dragoman.lexicon.inflection import load_irregular, plural, verb_forms
from dragoman.lexicon.tables import read_rows

_MOSTLY = 0.85  # of a verb's frames


@dataclass(frozen=True, slots=True)
class Spelling:
    """``common``: words in small letters that headlines may write large and that are no names.
    ``lemmas``: forms of the lexicon's verbs that belong to one verb only ("raped": rape).
    ``cities``: names in small letters that may stand as a dateline.

    The rest is for headlines. ``needy``: verbs that take an object; ``urging``: those that make it
    do something; ``giving``: those that give somebody something; ``pairs``: verbs with their
    particle, or their preposition where they are no nouns; ``groups``: words that name armed
    groups; ``plurals``: plurals before other nouns ("arms"); ``predicates``: adjectives
    with what follows them; ``governing``: nouns that take an infinitive."""

    common: frozenset[str] = frozenset()
    lemmas: dict[str, str] = field(default_factory=dict)
    cities: frozenset[str] = frozenset()
    needy: frozenset[str] = frozenset()
    urging: frozenset[str] = frozenset()
    giving: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()
    groups: frozenset[str] = frozenset()
    plurals: frozenset[str] = frozenset()
    predicates: frozenset[tuple[str, str]] = frozenset()
    governing: frozenset[str] = frozenset()


def load_spelling(
    folder: Path, frames: FrameBook, names: frozenset[str], cities: frozenset[str]
) -> Spelling:
    """The spelling of the lexicon's words. ``names`` and ``cities`` are in small letters; what is
    a name is never a common word."""
    irregular = load_irregular(folder / "irregular.csv")
    common = _common_words(folder, frames, names, irregular)
    return Spelling(
        common=common,
        lemmas=_verb_lemmas(frames, irregular),
        cities=cities,
        needy=frozenset(base for base, entries in frames.verbs.items() if _is_needy(entries)),
        urging=frozenset(base for base, entries in frames.verbs.items() if _is_urging(entries)),
        giving=frames.giving,
        pairs=frozenset(_pairs(frames)),
        groups=_group_words(folder / "actors" / "groups.csv", common),
        plurals=frozenset(_plurals(frames)),
        predicates=frozenset(_predicates(frames)),
        governing=frozenset(noun for noun, entries in frames.nouns.items() if _governs(entries)),
    )


def _pairs(frames: FrameBook) -> Iterator[tuple[str, str]]:
    for base, entries in frames.verbs.items():
        for frame in entries:
            yield from ((base, word) for word in frame.words[1:2])
            if base not in frames.nouns:
                yield from ((base, need.slot) for need in frame.needs if not need.negated)


def _plurals(frames: FrameBook) -> Iterator[str]:
    """Plurals that stand before other nouns: "arms" of "arms embargo"."""
    for entries in frames.nouns.values():
        for frame in entries:
            yield from (word for word in frame.words[:-1] if word.endswith("s"))


def _predicates(frames: FrameBook) -> Iterator[tuple[str, str]]:
    for word, entries in frames.adjectives.items():
        for frame in entries:
            for need in frame.needs:
                if len(frame.words) == 1 and not need.negated:
                    yield word, "to" if need.slot == "comp" else need.slot


def _group_words(path: Path, common: frozenset[str]) -> frozenset[str]:
    """The words that end names of armed groups, which are many: "Taliban storm Kunduz"."""
    names = (
        name
        for row in read_rows(path, NAME_COLUMNS)
        for column in ("name", "aliases")
        for name in row.items(column)
    )
    words = (name.lower().split() for name in names)
    return frozenset(parts[-1] for parts in words if len(parts) == 1 or parts[-1] not in common)


def _is_needy(entries: list[Frame]) -> bool:
    """True for a verb that nearly all its frames give an object, and that nobody does without
    one ("Parliament convened")."""
    alone = [frame for frame in entries if len(frame.words) == 1 and frame.event != "none"]
    bare = [frame for frame in alone if any(need.text == "!obj:any" for need in frame.needs)]
    if any(part.slot != "none" for frame in bare for union in frame.source for part in union):
        return False
    return sum(map(_undergoes, alone)) > _MOSTLY * (len(alone) - len(bare))


def _undergoes(frame: Frame) -> bool:
    return _has_object(frame) or (bool(frame.target) and frame.target[0][0].slot == "obj")


def _has_object(frame: Frame) -> bool:
    return any(need.slot == "obj" and not need.negated for need in frame.needs)


def _is_urging(entries: list[Frame]) -> bool:
    """True for "urge" and "tell", whose infinitive tells what the object is to do, and not for
    "offer"."""
    about = [frame for frame in entries if any(need.slot == "comp" for need in frame.needs)]
    return sum(map(_has_object, about)) * 2 > len(about)


def _governs(entries: list[Frame]) -> bool:
    return any(need.slot == "comp" for frame in entries for need in frame.needs)


def _verb_lemmas(frames: FrameBook, irregular: dict[str, tuple[str, ...]]) -> dict[str, str]:
    bases: dict[str, set[str]] = {}
    for base in frames.verbs:
        if base.isalpha():
            for form in verb_forms(base, irregular):
                bases.setdefault(form, set()).add(base)
    return {form: min(found) for form, found in bases.items() if len(found) == 1}


def _common_words(
    folder: Path,
    frames: FrameBook,
    names: frozenset[str],
    irregular: dict[str, tuple[str, ...]],
) -> frozenset[str]:
    """Function words, and every form of every trigger and class word, less the names."""
    found: set[str] = set()
    for line in (folder / "function_words.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            found.add(line.strip())
    for base, entries in frames.verbs.items():
        found.update(verb_forms(base, irregular))
        for frame in entries:
            found.update(frame.words[1:])
    for table in (frames.nouns, frames.adjectives):
        for noun, entries in table.items():
            found.add(plural(noun))
            for frame in entries:
                found.update(frame.words)
    for words in frames.classes.values():
        for word in words:
            if " " not in word:
                found.add(word)
                found.add(plural(word))
    return frozenset(word for word in found if word.isalpha() and word not in names)
