"""Where the tellings of an event contradict each other. What is only vaguer is no disagreement."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from dragoman.entries import Disagreement, Party, Telling
from dragoman.record.merging.comparing import NUMBERS, places_contradict
from dragoman.record.merging.parties import who
from dragoman.record.merging.ties import Tie, tie


def disagreements(tellings: Sequence[Telling]) -> tuple[Disagreement, ...]:
    """The fields on which tellings contradict each other, each with its values in the order in
    which they are first told, and the reports that give each."""
    found = [_numbers(tellings, field) for field in NUMBERS]
    found.append(_field(tellings, "time", _day, _days_contradict))
    found.append(
        _field(tellings, "place", lambda t: t.spot.name if t.spot else None, places_contradict)
    )
    found.append(_who(tellings, "source", lambda t: t.source))
    found.append(_who(tellings, "target", lambda t: t.target))
    found.append(_field(tellings, "status", lambda t: t.status, _statuses_contradict))
    return tuple(item for item in found if item is not None)


def _numbers(tellings: Sequence[Telling], field: str) -> Disagreement | None:
    def number(telling: Telling) -> str | None:
        value = getattr(telling.size, field, None)
        return None if value is None else str(value)

    return _field(tellings, field, number, lambda one, other: number(one) != number(other))


def _field(
    tellings: Sequence[Telling],
    field: str,
    value: Callable[[Telling], str | None],
    contradict: Callable[[Telling, Telling], bool],
) -> Disagreement | None:
    """A disagreement on a field, of the values that contradict another one."""
    told: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        given = value(telling)
        if given is not None:
            told[given].append(telling)
    values = [
        given
        for given, some in told.items()
        if any(contradict(some[0], others[0]) for g, others in told.items() if g != given)
    ]
    return _disagreement(field, [(given, [t.report for t in told[given]]) for given in values])


def _disagreement(field: str, values: Iterable[tuple[str, Iterable[str]]]) -> Disagreement | None:
    listed = tuple((value, tuple(dict.fromkeys(reports))) for value, reports in values)
    return Disagreement(field=field, values=listed) if len(listed) > 1 else None


def _day(telling: Telling) -> str | None:
    when = telling.when
    if when is None:
        return None
    return when.start if when.start == when.end else f"{when.start} to {when.end}"


def _days_contradict(one: Telling, other: Telling) -> bool:
    mine, its = one.when, other.when
    return mine is not None and its is not None and (mine.end < its.start or its.end < mine.start)


def _statuses_contradict(one: Telling, other: Telling) -> bool:
    return "negated" in (one.status, other.status)


def _who(
    tellings: Sequence[Telling],
    side: str,
    parties_of: Callable[[Telling], tuple[Party, ...]],
) -> Disagreement | None:
    """A disagreement on who stands on a side: parties that cannot be each other, and that no
    telling has together."""
    told: dict[str, tuple[Party, list[str]]] = {}
    together: set[tuple[str, str]] = set()
    for telling in tellings:
        parties = parties_of(telling)
        together |= {(one.actor, other.actor) for one in parties for other in parties}
        for party in parties:
            told.setdefault(party.actor, (party, []))[1].append(telling.report)
    values = [
        (party.name, reports)
        for actor, (party, reports) in told.items()
        if any(
            tie(who(party), who(other)) is Tie.AGAINST and (actor, rival) not in together
            for rival, (other, _) in told.items()
            if rival != actor
        )
        and not any(set(reports) & set(more) for a, (_, more) in told.items() if a != actor)
    ]
    return _disagreement(side, values)
