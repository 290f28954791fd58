"""Plans and what became of them."""

from functools import cache

from dragoman.entries import EventEntry, Interval
from dragoman.record.merging.comparing import spots_contradict
from dragoman.record.merging.parties import in_order
from dragoman.record.merging.ties import WORTH, Tie, match
from dragoman.record.merging.windows import days_between, shift
from dragoman.record.merging.words import merge_words

_MEETINGS = ("036", "04")  # CAMEO: to meet, to consult
_OPEN = ("", "030", "032")  # CAMEO: intent to cooperate, in diplomacy
_SIGNED = "057"  # CAMEO: to sign a formal agreement
_OPEN_TERM = 60  # days that a plan without a term is waited for
_SLACK = 1  # days that a term may be missed by: time zones, and "on the eve of"
_SLACK_SHARE = 4  # a term of more days may be missed by a fourth of them


def fulfils(plan: EventEntry, event: EventEntry) -> str | None:
    """Why an event carried out a plan; None where it did not.

    It did where it is of a type that such a plan comes to, came after the announcement and in the
    term (with some slack: a fourth of a long one), enough of its parties are those of the plan
    or stand for them, none of them contradicts, and the place does not either.
    """
    if plan.status != "planned" or event.status not in ("actual", "historical"):
        return None
    ways = merge_words().plans.get(plan.event, ())
    if not any(kind == event.event and mode in ("", event.mode) for kind, mode in ways):
        return None
    if plan.mode and event.mode and plan.mode != event.mode:
        return None
    if not _of_its_kind(plan, event):
        return None
    day = event.when or _day(event.first_published)
    if day is None or not _in_term(plan, day):
        return None
    if spots_contradict(plan.spot, event.spot):
        return None
    ties = match(in_order((*plan.source, *plan.target)), in_order((*event.source, *event.target)))
    if not ties or max(ties) < Tie.PART or sum(WORTH[tie] for tie in ties) < _needed(plan):
        return None
    where = ", same place" if plan.spot and event.spot else ""
    term = "in the announced time" if plan.when else "after the announcement"
    return f"{event.event} by the parties of the plan, {term}{where}"


def _of_its_kind(plan: EventEntry, event: EventEntry) -> bool:
    """A meeting is carried out by a meeting and nothing else by one; a visit by somebody who comes
    to where it was to be; a promise by no mere word of support, but by a signature."""
    code = plan.cameo or ""
    meeting = plan.event == "CONSULT" or code.startswith(_MEETINGS)
    open_ = plan.event == "AGREE" and code in _OPEN  # to come to terms: by meeting or otherwise
    if not open_ and meeting != (event.event == "CONSULT"):
        return False
    if event.event == "SUPPORT" and plan.event != "SUPPORT":
        return (event.cameo or "").startswith(_SIGNED)
    if plan.mode != "visit":
        return True
    visitors = {party.actor for party in plan.source}
    if event.mode == "visit":
        return bool(visitors & {party.actor for party in event.source})
    hosts = {party.country for party in plan.target if party.country}
    return event.spot is None or not hosts or event.spot.country in hosts


def comes_to(event: str) -> frozenset[str]:
    """The types of the events that carry out a plan of a type."""
    return frozenset(kind for kind, _ in merge_words().plans.get(event, ()))


def plans_for(event: str) -> frozenset[str]:
    """The types of the plans that an event of a type carries out."""
    return _plans_by_event().get(event, frozenset())


@cache
def _plans_by_event() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for plan, ways in merge_words().plans.items():
        for kind, _ in ways:
            found.setdefault(kind, set()).add(plan)
    return {kind: frozenset(plans) for kind, plans in found.items()}


def waited_for(announced: str | None, term: Interval | None) -> Interval | None:
    """The days on which an event may carry out a plan; None where nothing is known of it."""
    if term is None:
        if announced is None:
            return None
        return Interval(start=announced, end=shift(announced, _OPEN_TERM))
    slack = max(_SLACK, days_between(term.start, term.end) // _SLACK_SHARE)
    return Interval(start=shift(term.start, -slack), end=shift(term.end, slack))


def _needed(plan: EventEntry) -> int:
    """What the parties must agree in: with a term less than without, when any meeting of the
    same people could be meant."""
    if len(plan.source) + len(plan.target) < 2:
        return 2
    return 3 if plan.when is not None else 4


def _day(day: str | None) -> Interval | None:
    return None if day is None else Interval(start=day[:10], end=day[:10])


def _in_term(plan: EventEntry, day: Interval) -> bool:
    announced = plan.first_published
    if announced is not None and day.end < announced:
        return False
    waited = waited_for(announced, plan.when)
    return waited is not None and waited.start <= day.end and day.start <= waited.end
