"""Who is in contact with whom, as a drawing made on the server: sides on a ring, contacts as lines.

For the page to draw it needs no script, prints, and takes its colours from the style sheet. The
same drawing, small, is made for each of several periods, so that it is seen how it changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import cos, pi, sin
from typing import Literal, NamedTuple

from dragoman.processes.dossier import Pair, PartySheet

_RADIUS = 100.0
_LABEL = 16.0  # from a node to its name
_PERIODS = 8  # small drawings that fit in a row or two
_WIDEST = 7.0


class Node(NamedTuple):
    """A side: where it stands, its name, where that stands and how it is aligned."""

    name: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: Literal["start", "middle", "end"]
    third: bool


class Tie(NamedTuple):
    """A line between two sides: how wide, and how many contacts it stands for."""

    one: Node
    other: Node
    width: float
    contacts: int
    announced: int


class Ring(NamedTuple):
    """A drawing: its nodes and ties, and what it is called."""

    title: str
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    total: int


class ContactDrawing(NamedTuple):
    """The whole time, and its parts where there are several."""

    whole: Ring
    parts: tuple[Ring, ...]


def contact_drawing(pairs: Sequence[Pair], sheets: Iterable[PartySheet]) -> ContactDrawing | None:
    """The drawing of the contacts between sides, None where there is none."""
    known = [pair for pair in pairs if pair.contacts or pair.announced]
    if not any(pair.contacts for pair in known):
        return None
    third = {sheet.name: bool(sheet.roles) for sheet in sheets}
    held = {name for pair in known for name in (pair.one, pair.other)}
    nodes = _nodes([name for name in third if name in held], third)
    most = max(pair.contacts for pair in known)
    whole = _ring("", nodes, [(pair, pair.contacts, pair.announced) for pair in known], most)
    return ContactDrawing(whole, tuple(_parts(nodes, known)))


def _nodes(names: Sequence[str], third: Mapping[str, bool]) -> dict[str, Node]:
    """The sides on a ring, the first at its top, in the order of the process."""
    found = {}
    for number, name in enumerate(names):
        turn = 2 * pi * number / len(names) - pi / 2
        x, y = _RADIUS * cos(turn), _RADIUS * sin(turn)
        found[name] = Node(
            name=name,
            x=round(x, 1),
            y=round(y, 1),
            label_x=round(x + _LABEL * cos(turn), 1),
            label_y=round(y + _LABEL * sin(turn) + 4, 1),
            anchor="middle" if abs(cos(turn)) < 0.2 else "start" if cos(turn) > 0 else "end",
            third=third[name],
        )
    return found


def _ring(
    title: str,
    nodes: Mapping[str, Node],
    counted: Iterable[tuple[Pair, int, int]],
    most: int,
) -> Ring:
    ties = tuple(
        Tie(
            one=nodes[pair.one],
            other=nodes[pair.other],
            width=round(1.2 + (_WIDEST - 1.2) * contacts / most, 1) if contacts else 1.2,
            contacts=contacts,
            announced=announced,
        )
        for pair, contacts, announced in counted
        if contacts or announced
    )
    return Ring(title, tuple(nodes.values()), ties, sum(tie.contacts for tie in ties))


def _parts(nodes: Mapping[str, Node], pairs: Sequence[Pair]) -> Iterable[Ring]:
    """The same for each month, quarter or year with contacts: the shortest that are few enough."""
    months = sorted({month for pair in pairs for month, _ in pair.months})
    for name in (_month, _quarter, _year):
        periods = list(dict.fromkeys(map(name, months)))
        if len(periods) <= _PERIODS:
            break
    if len(periods) < 2:
        return
    counts = {
        period: [
            (pair, sum(n for month, n in pair.months if name(month) == period), 0) for pair in pairs
        ]
        for period in periods[-_PERIODS:]
    }
    most = max(n for rows in counts.values() for _, n, _ in rows)
    for period, rows in counts.items():
        yield _ring(period, nodes, rows, most)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec")


def _month(month: str) -> str:
    return f"{_MONTHS[int(month[5:7]) - 1]} {month[:4]}"


def _quarter(month: str) -> str:
    first = (int(month[5:7]) - 1) // 3 * 3
    return f"{_MONTHS[first]}–{_MONTHS[first + 2]} {month[:4]}"


def _year(month: str) -> str:
    return month[:4]
