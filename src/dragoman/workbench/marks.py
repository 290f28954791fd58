"""Marks on a text: nested and overlapping spans as one flat row of segments.

A page cannot nest what overlaps. So the text is cut wherever a mark begins or ends, and every
segment knows all marks that lie over it: each code point stands in exactly one segment, in order.
Pure functions; escaping is the template's work.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from dragoman.model import Coding, Event, Span, Statement

Layer = Literal["actor", "event", "statement", "time", "place"]
LAYERS: tuple[Layer, ...] = ("actor", "event", "statement", "time", "place")
# What wins where several marks lie over the same words: the words of an event say most, and the
# words of a statement, which are many, are the ground that others stand on.
_RANK: dict[Layer, int] = {"event": 0, "actor": 1, "place": 2, "time": 3, "statement": 4}
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*|\n")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that mean something. ``of`` is the id of what they mean (``e3``); ``part`` says which
    part of it they are (an event's source); a mark without one is the thing itself."""

    span: Span
    layer: Layer
    of: str
    part: str | None = None

    @property
    def token(self) -> str:
        """How the page's script names the mark: ``e3``, or ``e3:source``."""
        return f"{self.of}:{self.part}" if self.part else self.of


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same marks, the one that counts first at the front. ``starts``
    are those of them that begin here and are no parts of others: the keyboard stops at these."""

    text: str
    marks: tuple[Mark, ...] = ()
    starts: tuple[Mark, ...] = ()

    @property
    def stop(self) -> Mark | None:
        """The mark that a link on these words leads to; a statement's has a handle of its own."""
        return next((mark for mark in self.starts if mark.layer != "statement"), None)

    @property
    def opens(self) -> tuple[Mark, ...]:
        """The statements whose words begin here."""
        return tuple(mark for mark in self.starts if mark.layer == "statement")

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers of the things marked here, the one that counts first."""
        return tuple(dict.fromkeys(mark.layer for mark in self.marks if mark.part is None))

    @property
    def tokens(self) -> str:
        """The names of all marks here, as one attribute."""
        return " ".join(dict.fromkeys(mark.token for mark in self.marks))


def cut(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[Segment]:
    """The segments of ``text[start:end]``. Spans that reach beyond it are clipped; empty ones, and
    those of no text, mark nothing. One sweep: time grows with the number of marks and with how many
    lie over one place, not with pairs of marks."""
    end = len(text) if end is None else min(end, len(text))
    clipped = [
        (max(mark.span[0], start), min(mark.span[1], end), mark)
        for mark in sorted(marks, key=_order)
    ]
    clipped = [item for item in clipped if item[0] < item[1]]
    begins: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for first, last, mark in clipped:
        begins.setdefault(first, []).append(mark)
        ends.setdefault(last, []).append(mark)
    bounds = sorted({start, end, *begins, *ends})
    active: list[Mark] = []
    segments = []
    for here, there in pairwise(bounds):
        gone = {id(mark) for mark in ends.get(here, ())}
        active = [mark for mark in active if id(mark) not in gone]
        new = begins.get(here, [])
        active = sorted([*active, *new], key=_weight)
        # A mark that goes on from an earlier paragraph (it was clipped) does not start again.
        starts = tuple(mark for mark in active if mark.span[0] == here and mark.part is None)
        segments.append(Segment(text[here:there], tuple(active), starts))
    return segments


def _order(mark: Mark) -> tuple[int, int, int, str, str]:
    return *mark.span, _RANK[mark.layer], mark.of, mark.part or ""


def _weight(mark: Mark) -> tuple[bool, bool, int, int, str, str]:
    """Things before parts of things, statements last, the shorter before the longer."""
    length = mark.span[1] - mark.span[0]
    ground = mark.layer == "statement"
    return mark.part is not None, ground, length, _RANK[mark.layer], mark.of, mark.part or ""


def paragraphs(text: str) -> list[tuple[Span, str]]:
    """The paragraphs of a text: where each stands, and the white space that follows it. Put
    together they are the text."""
    found = []
    here = 0
    for gap in _PARAGRAPH_END.finditer(text):
        found.append(((here, gap.start()), gap.group()))
        here = gap.end()
    if here < len(text):
        found.append(((here, len(text)), ""))
    return found


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as segments, and the white space after it."""

    segments: tuple[Segment, ...]
    gap: str


def marked_text(text: str, marks: Sequence[Mark]) -> list[Paragraph]:
    """A text as paragraphs of segments."""
    ordered = sorted(marks, key=_order)
    found = []
    waiting = 0
    running: list[Mark] = []
    for (start, end), gap in paragraphs(text):
        running = [mark for mark in running if mark.span[1] > start]
        while waiting < len(ordered) and ordered[waiting].span[0] < end:
            running.append(ordered[waiting])
            waiting += 1
        found.append(Paragraph(tuple(cut(text, running, start, end)) if start < end else (), gap))
    return found


def marks_of(coding: Coding) -> list[Mark]:
    """All that a coding found, as marks on the report's text, with the parts of each event and
    statement that are lit up when it is chosen."""
    marks = [
        Mark(span, "actor", actor.id) for actor in coding.actors for span in set(actor.mentions)
    ]
    marks += [Mark(time.span, "time", f"t{n}") for n, time in enumerate(coding.times, 1)]
    marks += [Mark(place.span, "place", f"p{n}") for n, place in enumerate(coding.places, 1)]
    for statement in coding.statements:
        marks += _statement_marks(statement)
    for event in coding.events:
        marks += _event_marks(event)
    return sorted(set(marks), key=_order)


def _statement_marks(statement: Statement) -> list[Mark]:
    marks = [Mark(span, "statement", statement.id) for span in statement.content]
    parts = (("speaker", statement.speaker_span), ("cue", statement.cue))
    marks += [Mark(span, "statement", statement.id, part) for part, span in parts if span]
    if statement.time is not None and statement.time.span is not None:
        marks.append(Mark(statement.time.span, "statement", statement.id, "time"))
    return marks


def _event_marks(event: Event) -> list[Mark]:
    marks = [Mark(span, "event", event.id) for span in event.cue]
    for part, side in (("source", event.source), ("target", event.target)):
        marks += [Mark(one.span, "event", event.id, part) for one in side if one.span is not None]
    if event.time is not None and event.time.span is not None:
        marks.append(Mark(event.time.span, "event", event.id, "time"))
    if event.place is not None:
        marks.append(Mark(event.place.span, "event", event.id, "place"))
    return marks
