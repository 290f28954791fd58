"""The frame lexicon: which words carry an event, under which conditions, and who is who in it.

The format is described in ``docs/lexicon.md``. A frame file is CSV with one row for words that
behave alike; this module reads the rows into `Frame` records indexed by the trigger's last or
first word, the conditions compiled into `Need` records.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from dragoman.errors import LexiconError
from dragoman.lexicon.tables import Row, read_rows, read_words

Read = TypeVar("Read")

FRAME_COLUMNS = ("trigger", "pos", "needs", "event", "mode", "cameo", "source", "target", "context")
COMPOSITION_COLUMNS = ("outer", "inner", "inner_mode", "mode", "cameo")
CODEBOOK_COLUMNS = ("event", "mode", "quad", "score", "cameo")
CONTEXT_COLUMNS = ("words", "context")
SIZE_COLUMNS = ("word", "pos", "counts")
NUMBER_COLUMNS = ("word", "value")

# How much a condition says about the sentence: the frame whose conditions say most is chosen.
_WEIGHTS = {"any": 1.0, "actor": 2.0, "person": 2.2, "state": 2.2, "action": 2.0}
_CLAUSE_WEIGHT = 2.5
_CLASS_WEIGHT = 3.0
_WORD_WEIGHT = 4.0
OWN_FIRST = 1000.0  # more than the conditions of any frame of ours say together
_CLAUSES = frozenset({"clause", "inf", "ing"})
_NEED = re.compile(r"!?[a-z]+:[^\s:]+$")
_STATUSES = frozenset({"same", "negated", "planned", "hypothetical", "historical"})


class Need(NamedTuple):
    """One condition on one slot: at least one filler has one of the values (or, negated, none)."""

    slot: str
    values: frozenset[str]  # actor, person, state, any, action, clause, inf, ing
    words: frozenset[str]  # literal lemmas, word classes already spelled out
    negated: bool
    weight: float
    text: str  # as the lexicon writes it


class RolePart(NamedTuple):
    """A slot, or what stands behind it ("obj.owner", "comp.subj")."""

    slot: str
    step: str  # "", owner, subj, target, of


Role = tuple[tuple[RolePart, ...], ...]  # alternatives of unions


class Frame(NamedTuple):
    """One reading of one trigger. ``event`` is a PLOVER type, ``none`` for a look-alike that stays
    silent, or ``=STATUS`` for an operator that hands its complement's action on."""

    words: tuple[str, ...]  # of the trigger; verbs are indexed by the first, nouns by the last
    pos: str
    needs: tuple[Need, ...]
    event: str
    mode: str
    cameo: str
    source: Role
    target: Role
    context: tuple[str, ...]
    weight: float
    origin: str  # file and line, for ``because``
    spoken: bool  # its source is the speaker of its words

    @property
    def name(self) -> str:
        """The trigger as the lexicon writes it, with its file and line."""
        return f"{self.origin} {' '.join(self.words)}"


class Standard(NamedTuple):
    """What the codebook fixes for a type and mode: quad class, score, usual CAMEO code."""

    quad: int
    score: float
    cameo: str


@dataclass(frozen=True, slots=True)
class FrameBook:
    """All frames, by part of speech and word, with what composition and codebook say."""

    verbs: dict[str, list[Frame]]
    nouns: dict[str, list[Frame]]
    adjectives: dict[str, list[Frame]]
    composition: dict[tuple[str, str, str], tuple[str, str]]
    standards: dict[tuple[str, str], Standard]
    contexts: dict[str, str]  # word or phrase -> context
    sizes: dict[tuple[str, str], str]  # word and part of speech -> dead, injured, ...
    numbers: dict[str, int]  # number words
    classes: dict[str, frozenset[str]]
    giving: frozenset[str]  # verbs of which some frame asks for somebody who gets its object
    supporting: frozenset[str]  # verbs that only say that their object is done: "held exercises"

    def composed(self, outer: str, inner: str, inner_mode: str) -> tuple[str, str]:
        """Mode and CAMEO code that an outer type takes from the action it is about. An inner
        verbal act of which nothing is said hands its own mode on ("asked to urge … to meet")."""
        for key in ((outer, inner, inner_mode), (outer, inner, "")):
            if key in self.composition:
                return self.composition[key]
        if (outer, inner_mode) in self.standards and inner_mode:
            return inner_mode, ""
        return self.composition.get((outer, "", ""), ("", ""))

    def standard(self, event: str, mode: str) -> Standard:
        """Quad class, score and usual CAMEO code of a type and mode."""
        return self.standards.get((event, mode)) or self.standards[event, ""]


def load_frames(
    folder: Path, faults: list[LexiconError] | None = None, own: Path | None = None
) -> FrameBook:
    """Read ``classes/``, ``frames/``, ``codebook.csv`` and ``contexts.csv`` under ``folder``, and
    a user's ``own`` frame file, whose entries go before all others of the same trigger.

    Raises LexiconError, with file and line, on the first bad row; or, where a list is handed in
    for ``faults``, leaves bad rows out and lists them there.
    """
    classes = {
        path.stem: frozenset(word.lower() for word in read_words(path))
        for path in sorted((folder / "classes").glob("*.txt"))
    }
    standards = _read_codebook(folder / "codebook.csv", faults)
    made = _Compiled(classes, standards)
    index: dict[str, dict[str, list[Frame]]] = {"v": {}, "n": {}, "a": {}}
    for path in [*frame_files(folder), *([own] if own else [])]:
        rows = read_rows(path, FRAME_COLUMNS, faults)
        for frames in _collected(rows, lambda row: _read_frame(row, made), faults):
            for frame in frames:
                if path == own:
                    frame = frame._replace(weight=frame.weight + OWN_FIRST)
                key = frame.words[0] if frame.pos == "v" else frame.words[-1]
                index[frame.pos].setdefault(key, []).append(frame)
    for by_word in index.values():
        for frames in by_word.values():
            frames.sort(key=lambda frame: -frame.weight)
    return FrameBook(
        verbs=index["v"],
        nouns=index["n"],
        adjectives=index["a"],
        composition=_read_composition(folder / "frames" / "composition.csv", standards, faults),
        standards=standards,
        contexts=_read_contexts(folder / "contexts.csv", faults),
        sizes={
            (row["word"], row["pos"]): row["counts"]
            for row in read_rows(folder / "sizes.csv", SIZE_COLUMNS)
        },
        numbers={
            row["word"]: int(row["value"])
            for row in read_rows(folder / "numbers.csv", NUMBER_COLUMNS)
        },
        classes=classes,
        giving=frozenset(verb for verb, frames in index["v"].items() if _is_giving(frames)),
        supporting=frozenset(v for v, frames in index["v"].items() if _is_supporting(frames)),
    )


def _is_giving(frames: list[Frame]) -> bool:
    return any(need.slot == "iobj" for frame in frames for need in frame.needs)


def _is_supporting(frames: list[Frame]) -> bool:
    return any(
        frame.event == "=same"
        and len(frame.words) == 1
        and [need.text for need in frame.needs] == ["obj:action"]
        and frame.source == ((RolePart("subj", ""),),)
        for frame in frames
    )


def frame_files(folder: Path) -> list[Path]:
    """The files of frames, in the order in which they are read: of two frames that say equally
    much, the one that is read first is chosen."""
    paths = sorted((folder / "frames").glob("*.csv"))
    return [path for path in paths if path.stem != "composition"]


def _collected(
    rows: Iterable[Row], read: Callable[[Row], Read], faults: list[LexiconError] | None
) -> Iterator[Read]:
    """What ``read`` makes of each row; bad rows raise, or are listed in ``faults``."""
    for row in rows:
        try:
            made = read(row)
        except LexiconError as fault:
            if faults is None:
                raise
            faults.append(fault)
            continue
        yield made


def _read_codebook(
    path: Path, faults: list[LexiconError] | None
) -> dict[tuple[str, str], Standard]:
    rows = read_rows(path, CODEBOOK_COLUMNS, faults)
    return dict(_collected(rows, _read_standard, faults))


def _read_standard(row: Row) -> tuple[tuple[str, str], Standard]:
    try:
        standard = Standard(int(row["quad"]), float(row["score"]), row["cameo"])
    except ValueError as fault:
        raise row.error("quad and score must be numbers") from fault
    if standard.quad not in (1, 2, 3, 4):
        raise row.error(f"quad is {standard.quad}; it must be 1, 2, 3 or 4")
    return (row["event"], row["mode"]), standard


def _read_contexts(path: Path, faults: list[LexiconError] | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_rows(path, CONTEXT_COLUMNS, faults):
        for word in row.items("words"):
            found.setdefault(word.lower(), row["context"])
    return found


def _read_composition(
    path: Path,
    standards: dict[tuple[str, str], Standard],
    faults: list[LexiconError] | None,
) -> dict[tuple[str, str, str], tuple[str, str]]:
    def read(row: Row) -> tuple[tuple[str, str, str], tuple[str, str]]:
        if (row["outer"], "") not in standards:
            raise row.error(f"no such event type: {row['outer']}")
        if row["mode"] and (row["outer"], row["mode"]) not in standards:
            raise row.error(f"{row['outer']} has no mode {row['mode']!r}")
        if row["inner"] and (row["inner"], row["inner_mode"]) not in standards:
            raise row.error(f"no such event type and mode: {row['inner']} {row['inner_mode']}")
        return (row["outer"], row["inner"], row["inner_mode"]), (row["mode"], row["cameo"])

    return dict(_collected(read_rows(path, COMPOSITION_COLUMNS, faults), read, faults))


def _read_frame(row: Row, made: "_Compiled") -> list[Frame]:
    standards = made.standards
    if row["pos"] not in ("v", "n", "a"):
        raise row.error(f"pos is {row['pos']!r}; it must be v, n or a")
    event, mode = row["event"], row["mode"]
    if event.startswith("="):
        if event[1:] not in _STATUSES:
            raise row.error(f"no such status operator: {event}")
    elif event != "none" and (event, "") not in standards:
        raise row.error(f"no such event type: {event}")
    elif event != "none" and mode not in ("", "*") and (event, mode) not in standards:
        raise row.error(f"{event} has no mode {mode!r}")
    needs = tuple(made.need(text, row) for text in row["needs"].split())
    source, target = made.role(row["source"], row), made.role(row["target"], row)
    context, origin = tuple(row["context"].split()), f"{row.path.stem}:{row.line}"
    weight = sum(need.weight for need in needs)
    spoken = any(part.slot == "speaker" for alternative in source for part in alternative)
    frames = []
    for trigger in row["trigger"].split("|"):
        words = _trigger_words(trigger, row["pos"])
        if not words:
            raise row.error("the trigger is empty")
        told = weight + 3.5 * (len(words) - 1)
        frames.append(
            Frame(
                words,
                row["pos"],
                needs,
                event,
                mode,
                row["cameo"],
                source,
                target,
                context,
                told,
                origin,
                spoken,
            )
        )
    return frames


class _Compiled:
    """Conditions and roles, each compiled once however many rows share it."""

    def __init__(
        self,
        classes: dict[str, frozenset[str]],
        standards: dict[tuple[str, str], Standard],
    ) -> None:
        self.classes, self.standards = classes, standards
        self.needs: dict[str, Need] = {}
        self.roles: dict[str, Role] = {}

    def need(self, text: str, row: Row) -> Need:
        if text not in self.needs:
            self.needs[text] = _read_need(text, row, self.classes)
        return self.needs[text]

    def role(self, text: str, row: Row) -> Role:
        if text not in self.roles:
            self.roles[text] = _read_role(text, row)
        return self.roles[text]


def _trigger_words(trigger: str, pos: str) -> tuple[str, ...]:
    """The words of a trigger as the tokenizer cuts them: "cease-fire" is three tokens."""
    if trigger.isalpha() and trigger.islower():
        return (trigger,)
    words = tuple(re.sub(r"(?<=\w)-(?=\w)", " - ", trigger.strip().lower()).split())
    if pos == "v" and "-" in words:
        # "tear-gas" as a verb carries its ending on the last word, which is its head.
        cut = len(words) - 1 - words[::-1].index("-") + 1
        return (words[cut], *words[cut + 1 :], *words[:cut]) if cut < len(words) else words
    return words


def _read_need(text: str, row: Row, classes: dict[str, frozenset[str]]) -> Need:
    if not _NEED.match(text):
        raise row.error(f"a condition is written slot:value, not {text!r}")
    slot, _, value = text.lstrip("!").partition(":")
    values: set[str] = set()
    words: set[str] = set()
    weights: list[float] = []
    for part in value.split("/"):
        if part.startswith("@"):
            if part[1:] not in classes:
                raise row.error(f"no such word class: {part}")
            words |= classes[part[1:]]
            weights.append(_CLASS_WEIGHT)
        elif part in _WEIGHTS or part in _CLAUSES:
            values.add(part)
            weights.append(_WEIGHTS.get(part, _CLAUSE_WEIGHT))
        else:
            words.add(part.replace("_", " ").lower())
            weights.append(_WORD_WEIGHT)
    negated = text.startswith("!")
    weight = 0.25 if negated else min(weights)
    return Need(slot, frozenset(values), frozenset(words), negated, weight, text)


def _read_role(text: str, row: Row) -> Role:
    alternatives = []
    for alternative in filter(None, text.split("|")):
        parts = []
        for part in alternative.split("+"):
            slot, _, step = part.strip().partition(".")
            if not slot.isalpha() or step not in ("", "owner", "subj", "target", "of", "poss"):
                raise row.error(f"no such role: {part!r}")
            parts.append(RolePart(slot, "owner" if step in ("of", "poss") else step))
        alternatives.append(tuple(parts))
    return tuple(alternatives)
