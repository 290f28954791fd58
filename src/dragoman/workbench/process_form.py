"""The form of a process: its fields out of a process, and the process out of what was posted.

Every mistake is told in one sentence, all of them at once; what was written stays in the form.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from dragoman.processes.keeping import slug
from dragoman.processes.process import ROLES, Process, Side
from dragoman.workbench.forms import Posted

_MOST = 40  # parties, and as many third parties
_LONGEST = {"name": 120, "about": 1_000, "query": 300}
_TITLES = {"name": "The name", "about": "The description", "query": "The query"}
_MEMBERS, _LINES = 60, 20_000  # members of a side, and characters of all of them
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_BLANK = 2  # rows for parties that a new process begins with


class SideRow(NamedTuple):
    """A party in the form, as text: members are lines."""

    name: str = ""
    who: str = ""
    without: str = ""
    roles: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written in it."""
        return not (self.name or self.who or self.without or self.roles)


class ProcessForm(NamedTuple):
    """All fields of the form."""

    name: str = ""
    about: str = ""
    since: str = ""
    until: str = ""
    query: str = ""
    topics: tuple[str, ...] = ()
    parties: tuple[SideRow, ...] = ()
    third_parties: tuple[SideRow, ...] = ()
    stamp: str = ""

    def with_rows(self, *, parties: int = 0, third_parties: int = 0) -> "ProcessForm":
        """The form with so many empty rows more."""
        return self._replace(
            parties=(self.parties + (SideRow(),) * parties)[:_MOST],
            third_parties=(self.third_parties + (SideRow(),) * third_parties)[:_MOST],
        )


def empty_form() -> ProcessForm:
    """The form of a process that is to be made."""
    return ProcessForm().with_rows(parties=_BLANK, third_parties=1)


def form_of(process: Process, stamp: str) -> ProcessForm:
    """The form of a process that is to be changed."""
    return ProcessForm(
        name=process.name,
        about=process.about or "",
        since=process.since or "",
        until=process.until or "",
        query=process.query or "",
        topics=process.topics,
        parties=tuple(map(_row, process.parties)),
        third_parties=tuple(map(_row, process.third_parties)),
        stamp=stamp,
    )


def _row(side: Side) -> SideRow:
    who = () if side.who == (side.name,) else side.who
    return SideRow(side.name, "\n".join(who), "\n".join(side.without), side.roles)


def read_form(posted: Posted) -> ProcessForm:
    """What was posted, as it was written."""
    return ProcessForm(
        **{name: posted.one(name) or "" for name in ("name", "about", "since", "until", "query")},
        topics=posted.many("topic"),
        parties=tuple(_rows(posted, "party")),
        third_parties=tuple(_rows(posted, "third")),
        stamp=posted.one("stamp") or "",
    )


def _rows(posted: Posted, kind: str) -> Iterator[SideRow]:
    """The rows of a kind of side; they are numbered, and some may have been left out."""
    for number in range(1, _MOST + 1):
        start = f"{kind}-{number}-"
        if posted.has(f"{start}name"):
            yield SideRow(
                posted.one(f"{start}name") or "",
                posted.one(f"{start}who", _LINES) or "",
                posted.one(f"{start}without", _LINES) or "",
                posted.many(f"{start}role"),
            )


def process_of(form: ProcessForm, topics: Collection[str]) -> tuple[Process | None, list[str]]:
    """The process that a form describes, or None and what is wrong with it, a sentence each."""
    faults = [*_text_faults(form), *_period_faults(form), *_side_faults(form)]
    faults += [f"There is no topic {topic}." for topic in form.topics if topic not in topics]
    if faults:
        return None, faults
    process = Process(
        name=form.name,
        about=" ".join(form.about.split()) or None,
        parties=tuple(_side(row) for row in form.parties if not row.is_empty),
        third_parties=tuple(_side(row) for row in form.third_parties if not row.is_empty),
        topics=tuple(topic for topic in topics if topic in form.topics),
        since=form.since or None,
        until=form.until or None,
        query=form.query or None,
    )
    return process, []


def _text_faults(form: ProcessForm) -> Iterator[str]:
    if not form.name:
        yield "Give the process a name."
    elif not slug(form.name):
        yield "The name needs a letter or a digit of the Latin alphabet: its file is named by it."
    for field, longest in _LONGEST.items():
        text = getattr(form, field)
        if len(text) > longest:
            yield f"{_TITLES[field]} may have {longest} characters at most."
        elif field != "about" and _CONTROL.search(text):
            yield f"{_TITLES[field]} must be one line of text."
    if form.query and not re.search(r"\w", form.query):
        yield "The query holds no word to look for."


def _period_faults(form: ProcessForm) -> Iterator[str]:
    days = []
    for title, text in (("first", form.since), ("last", form.until)):
        if not text:
            continue
        try:
            day = date.fromisoformat(text).isoformat()
        except ValueError:
            day = ""
        if day == text:
            days.append(day)
        else:
            yield f"The {title} day, {text}, is no day of the form YYYY-MM-DD."
    if len(days) == 2 and days[0] > days[1]:
        yield f"The process ends ({days[1]}) before it begins ({days[0]})."


def _side_faults(form: ProcessForm) -> Iterator[str]:
    filled = [row for row in form.parties if not row.is_empty]
    if len(filled) < 2:
        yield "A process needs two parties at least."
    for title, rows in (("Party", form.parties), ("Third party", form.third_parties)):
        for number, row in enumerate(rows, 1):
            if not row.is_empty:
                yield from _row_faults(f"{title} {number}", row, third=title != "Party")
    names = [row.name.lower() for row in (*form.parties, *form.third_parties) if row.name]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        shown = next(r.name for r in (*form.parties, *form.third_parties) if r.name.lower() == name)
        yield f"Two parties have the name {shown}."


def _row_faults(title: str, row: SideRow, *, third: bool) -> Iterator[str]:
    named = f"{title} ({row.name})" if row.name else title
    if not row.name:
        yield f"{title} needs a name."
    elif len(row.name) > _LONGEST["name"] or _CONTROL.search(row.name):
        most = _LONGEST["name"]
        yield f"The name of {title.lower()} must be one line of {most} characters at most."
    members = [*_lines(row.who), *_lines(row.without)]
    if len(members) > _MEMBERS:
        yield f"{named} has more than {_MEMBERS} members; a country code stands for many of them."
    if any(_CONTROL.search(member) for member in members):
        yield f"{named} has a member with a character that is no text."
    strange = next((role for role in row.roles if role not in ROLES), None)
    if strange:
        yield f"{named}: {strange} is no role."
    if third and not row.roles:
        yield f"{named} needs a role: {', '.join(ROLES[:-1])} or {ROLES[-1]}."


def _side(row: SideRow) -> Side:
    return Side(
        name=row.name,
        who=tuple(_lines(row.who)) or (row.name,),
        without=tuple(_lines(row.without)),
        roles=tuple(role for role in ROLES if role in row.roles),
    )


def _lines(text: str) -> list[str]:
    lines = (line.strip() for line in text.replace("\r", "\n").split("\n"))
    return list(dict.fromkeys(line for line in lines if line))
