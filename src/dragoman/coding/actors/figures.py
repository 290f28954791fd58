"""The figures of a report: what several mentions have been found to mean together.

Figures are the actor stage's working records. They gather names, titles, countries and sectors
while the mentions are read in text order, and become actors at the end.
"""

from dataclasses import dataclass, field

from dragoman.coding.actors.beside import Scene
from dragoman.coding.actors.drafts import Draft
from dragoman.coding.actors.facts import Choice, choose
from dragoman.coding.actors.scenery import Homes
from dragoman.coding.actors.units import Unit
from dragoman.coding.cast import Mention
from dragoman.coding.parsing import Parse
from dragoman.lexicon.names import Entry, word_key
from dragoman.model import ActorKind

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_ACTING = 0.6  # prominence of whoever does or says something
_LIST = 30  # members of a list that are followed back


@dataclass(slots=True)
class Figure:
    """One actor in the making."""

    number: int
    key: str
    what: ActorKind
    forms: list[tuple[int, int]] = field(default_factory=list)  # tokens of its names
    words: set[str] = field(default_factory=set)  # what a later mention may call it
    name_words: list[str] = field(default_factory=list)  # keys of its fullest name
    entries: tuple[Entry, ...] = ()
    choice: Choice | None = None
    countries: list[str] = field(default_factory=list)  # from the words beside it
    sectors: list[str] = field(default_factory=list)
    roles: list[tuple[int, int]] = field(default_factory=list)
    label: str = ""  # its name where no run of words gives it
    tied: list[int] = field(default_factory=list)  # heads of its owners and bodies
    gender: str = ""
    plural: bool = False
    titled: bool = False  # an office or body of the country that the report is about
    local: bool = False  # people, who are of the country where the sentence is
    acts: bool = False  # the subject of a clause somewhere
    faint: bool = False  # its sectors are only those of the community that it leads
    governs: bool = False  # a state meant by its capital
    mentions: list[tuple[int, int]] = field(default_factory=list)

    @property
    def country(self) -> str | None:
        """The country as far as it is known by now."""
        if self.countries:
            return self.countries[0]
        return self.choice.entry.country if self.choice is not None else None


@dataclass(slots=True)
class Trace:
    """A mention that a later word may refer back to."""

    head: int
    figures: tuple[int, ...]
    sentence: int
    prominence: float  # 1 for the subject of a main clause, less for others
    quoted: bool
    modifier: bool  # a demonym or a name before another noun
    group: int  # the first of the nouns it is coordinated with


@dataclass(slots=True)
class Board:
    """Everything gathered so far, in text order."""

    scene: Scene
    date: str | None
    homes: Homes
    quoted: bytearray  # one byte a token: inside quotation marks or not
    dated: bool = True  # the date is the report's own, not one guessed from who held which office
    figures: list[Figure] = field(default_factory=list)
    by_key: dict[str, int] = field(default_factory=dict)
    by_word: dict[str, list[int]] = field(default_factory=dict)  # persons by words of their names
    traces: list[Trace] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    by_head: dict[int, Mention] = field(default_factory=dict)

    def new(self, key: str, what: ActorKind) -> Figure:
        """A new figure; ``key`` finds it again unless it is empty."""
        figure = Figure(len(self.figures), key, what)
        self.figures.append(figure)
        if key:
            self.by_key[key] = figure.number
        return figure

    def pick(self, entries: tuple[Entry, ...]) -> Choice | None:
        """What a name means in this report."""
        return choose(entries, self.date, self.homes.near)


def keys_of(scene: Scene, start: int, end: int) -> list[str]:
    """The words of a name as they are compared: no hyphens, dots or accents."""
    keys = [word_key(word) for word in scene.parse.words[start:end]]
    return [key for key in keys if key and key != "-" and key != '"']


def first_of(parse: Parse, head: int) -> int:
    """The first of the nouns that a noun is coordinated with; of very long lists a later one."""
    for _ in range(_LIST):
        if parse.deps[head] != "conj" or parse.heads[head] >= head:
            break
        head = parse.heads[head]
    return head


def note(board: Board, draft: Draft, numbers: tuple[int, ...], because: str) -> None:
    """Enter a mention of figures: its span, its head and the heads of its parts."""
    parse = board.scene.parse
    ids = tuple(f"a{n + 1}" for n in numbers)
    main = Mention(draft.start, draft.end, draft.head, ids, draft.kind, because)
    board.mentions.append(main)
    board.by_head[draft.head] = main
    for number in numbers:
        board.figures[number].mentions.append((draft.start, draft.end))
    for start, end, head in draft.parts:
        part = Mention(start, end, head, ids, "title", because)
        if not (draft.start <= start and end <= draft.end):
            board.mentions.append(part)
            for number in numbers:
                board.figures[number].mentions.append((start, end))
        board.by_head.setdefault(head, part)
    leave_trace(board, draft.head, numbers, is_modifier(parse.deps[draft.head], draft.unit))


def is_modifier(dep: str, unit: Unit) -> bool:
    """True where a mention only qualifies another noun: "[Afghan] peace process"."""
    return dep in ("amod", "compound", "nmod") or unit.sort == "demonym"


def leave_trace(board: Board, head: int, numbers: tuple[int, ...], modifier: bool) -> None:
    """Remember a mention for the words that refer back."""
    parse = board.scene.parse
    first, quoted = first_of(parse, head), bool(board.quoted[head])
    prominence = _prominence(parse, first)
    for number in numbers:
        board.figures[number].acts |= prominence >= _ACTING
    board.traces.append(
        Trace(
            head, numbers, parse.sentence_of[head], prominence, quoted, modifier,
            first,
        )
    )  # fmt: skip


def _prominence(parse: Parse, noun: int) -> float:
    """How much a sentence is about one of its nouns."""
    dep, verb = parse.deps[noun], parse.heads[noun]
    if dep == "ROOT":
        return 1.0
    if dep == "appos" and noun + 1 < len(parse) and parse.tags[noun + 1] in _FINITE:
        return 1.0  # "In talks with A, B said": B is no apposition
    if dep in ("nsubj", "nsubjpass"):
        return 1.0 if parse.deps[verb] in ("ROOT", "conj", "parataxis") else 0.6
    return 0.3 if dep == "poss" and parse.deps[verb] in ("nsubj", "nsubjpass") else 0.0
