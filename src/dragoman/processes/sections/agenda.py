"""What was announced for later, and what became of it by the day of the dossier."""

from collections.abc import Sequence

from dragoman.entries import Interval
from dragoman.processes.dossier import Plan, PlanState
from dragoman.processes.items import Item
from dragoman.processes.material import days_between
from dragoman.processes.scene import Scene
from dragoman.processes.sections.trips import is_tour, tour_visits
from dragoman.processes.wording import is_meeting


def agenda(scene: Scene) -> tuple[Plan, ...]:
    """The plans, those with the nearest term first, those without one last."""
    plans = [_plan(scene, item) for item in scene.items if item.event.status == "planned"]
    return tuple(sorted(plans, key=_order))


def _order(plan: Plan) -> tuple[str, str, str]:
    return plan.due.end if plan.due else "9999", plan.announced or "", plan.happening.event


def due_of(item: Item) -> Interval | None:
    """When a plan is due. A day before that of the first report is the day on which the plan was
    announced: then the report gives no day for the plan itself."""
    when = item.event.when
    announced = item.event.first_published
    if when is not None and announced and when.end < announced:
        return None
    return when


def _plan(scene: Scene, item: Item) -> Plan:
    kept = carried_out(scene, item)
    denied = [] if kept else denials(scene, item)
    due = due_of(item)
    announced = item.event.first_published
    return Plan(
        happening=item.happening,
        state=_state(scene, item, kept, denied),
        announced=announced,
        due=due,
        waited=days_between(announced, scene.day) if announced else None,
        late=days_between(due.end, scene.day) if due and due.end < scene.day else None,
        said=_said(scene, item),
        stops=len(_lands(item)),
        done=len(_lands(item) & _reached(kept)),
        outcome=tuple(found.happening for found in kept or denied),
        evidence=item.happening.evidence,
    )


def _said(scene: Scene, plan: Item) -> Interval | None:
    """When a plan was announced: when the statement that tells it was made, or the day of the plan
    itself where that is the day of the announcement."""
    if due_of(plan) is None and plan.event.when is not None:
        return plan.event.when
    times = [
        one.entry.when
        for telling in plan.event.tellings
        for one in scene.spoken.get((telling.report, telling.sentence), ())
        if one.entry.when is not None
    ]
    return min(times, key=lambda when: (when.start, when.end)) if times else None


def _lands(plan: Item) -> set[str]:
    """The states that a plan is to be carried out with, where there are several."""
    states = {p.country for p in plan.event.target if p.kind == "state" and p.country}
    return states if len(states) > 1 else set()


def _reached(kept: Sequence[Item]) -> set[str]:
    seen = {m.party.country for item in kept for m in item.cast.all if m.party.country}
    return seen | {item.happening.country for item in kept if item.happening.country}


def carried_out(scene: Scene, plan: Item) -> list[Item]:
    """The events that carry out a plan: a journey by its visits; others as the record links them, a
    meeting by a meeting and nothing else by one, and not by what was told before the plan."""
    if is_tour(plan):
        return tour_visits(scene, plan)
    meeting = is_meeting(plan.event)
    return [
        item
        for item in scene.outcome(plan.event.fulfilled_by)
        if (item.event.event == "CONSULT") == meeting and _later(item, plan)
    ]


def _later(item: Item, plan: Item) -> bool:
    """Whether an event is told after a plan, or happened in its term; not what stands beside it in
    its own sentence, and of what is only known to be of a month not what may lie before."""
    when, due = item.event.when, plan.event.when
    beside = {(t.report, t.sentence) for t in plan.event.tellings}
    if all((t.report, t.sentence) in beside for t in item.event.tellings):
        return False
    if when is not None and when.start != when.end:
        first = due.start if due is not None else plan.event.first_published or ""
        return when.start >= first
    if when is not None and due is not None and due.start <= when.end:
        return True
    return (item.event.first_published or "") > (plan.event.first_published or "")


def _state(scene: Scene, plan: Item, kept: Sequence[Item], denied: Sequence[Item]) -> PlanState:
    if kept:
        return "kept" if _whole(plan, kept) else "partly kept"
    if denied:
        return "called off"
    due = due_of(plan)
    return "overdue" if due and due.end < scene.day else "open"


def _whole(plan: Item, kept: Sequence[Item]) -> bool:
    """Whether a plan with several states was carried out with each of them."""
    return _lands(plan) <= _reached(kept)


def denials(scene: Scene, plan: Item) -> list[Item]:
    """What calls a plan off: a later report that it will not be, with the same parties; or that one
    of its parties refuses or calls off talks with another. The latter counts only for a plan with
    a day, and until that day: who refuses talks in May does not call off a visit in September."""
    if plan.event.status != "planned":
        return []
    actors = {member.party.actor for member in plan.cast.all}
    found = []
    for item in scene.denying_of(actors):
        if (item.event.first_published or "") < (plan.event.first_published or ""):
            continue
        named = {member.party.actor for member in item.cast.all}
        same = item.event.event == plan.event.event and item.event.mode == plan.event.mode
        denied = item.event.status == "negated" and same and named == actors
        if denied or _calls_off(item, plan, actors, named):
            found.append(item)
    return found


def _calls_off(item: Item, plan: Item, actors: set[str], named: set[str]) -> bool:
    due = due_of(plan)
    if due is None or not item.done or item.day > due.end:
        return False
    refused = item.event.event == "REJECT" and item.event.mode == "meet"
    doers = {member.party.actor for member in item.cast.source}
    return refused and bool(doers & actors) and bool((named - doers) & (actors - doers))
