"""How far people agree who decided on the same events: Krippendorff's alpha.

K. Krippendorff, *Content Analysis*, 4th ed. (2018), ch. 12; computed by ``krippendorff``.
"""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, select

from dragoman.model import Record
from dragoman.record import schema
from dragoman.record.decisions import Decision, as_decision

_VERDICT = "verdict"


class Agreement(Record, frozen=True, kw_only=True):
    """Agreement on one field (``verdict`` is accept or reject) over the tellings of events that
    two or more people decided on. ``alpha`` is 1 for full agreement, 0 for chance; None where
    nobody differs on anything and it is not defined."""

    field: str
    tellings: int
    people: int
    alpha: float | None


def agreement(connection: Connection) -> list[Agreement]:
    """The agreement on verdicts and on every field that two people decided on."""
    values = decided_values(connection)
    found = [_alpha(field, units) for field, units in sorted(values.items())]
    return [item for item in found if item is not None]


def decided_values(connection: Connection) -> dict[str, dict[str, dict[str, str]]]:
    """By field, by telling, by person: the value that the decisions in force give it."""
    table = schema.decisions
    question = (
        select(table)
        .where(
            table.c.about == "event",
            table.c.undone.is_(None),
            table.c.action.in_(("accept", "reject", "correct")),
        )
        .order_by(table.c.id)
    )
    return _values(as_decision(row) for row in connection.execute(question))


def _values(
    decisions: Iterable[Decision],
) -> dict[str, dict[str, dict[str, str]]]:
    """By field, by event, by person: the value that the person's last decision gives it. Who
    accepts an event, or corrects another field, takes the machine's value for the rest."""
    values: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for item in decisions:
        for member in item.members:
            verdict = "rejected" if item.action == "reject" else "accepted"
            values[_VERDICT][member][item.who] = verdict
            if item.field and item.after is not None:
                values[item.field][member][item.who] = item.after
                values[item.field][member].setdefault("", item.before or "")
    for field, units in values.items():
        if field != _VERDICT:
            _fill(units, values[_VERDICT])
    return values


def _fill(units: dict[str, dict[str, str]], verdicts: dict[str, dict[str, str]]) -> None:
    """Who decided on an event and left a field alone took the machine's value for it."""
    for member, people in units.items():
        machine = people.pop("")
        for person, verdict in verdicts[member].items():
            if verdict == "accepted":
                people.setdefault(person, machine)


def _alpha(field: str, units: dict[str, dict[str, str]]) -> Agreement | None:
    import krippendorff

    shared = {member: people for member, people in units.items() if len(people) > 1}
    if not shared:
        return None
    names = sorted({person for people in shared.values() for person in people})
    codes = sorted({value for people in shared.values() for value in people.values()})
    alpha = None
    if len(codes) > 1:
        table = [
            [
                float(codes.index(shared[member][name])) if name in shared[member] else float("nan")
                for member in sorted(shared)
            ]
            for name in names
        ]
        alpha = float(krippendorff.alpha(reliability_data=table, level_of_measurement="nominal"))
    return Agreement(field=field, tellings=len(shared), people=len(names), alpha=alpha)
