"""What sides promised, offered and signed, and what became of it."""

from collections.abc import Collection, Sequence
from functools import partial

from dragoman.processes.dossier import Commitment, PromiseState
from dragoman.processes.items import Item, state_of, state_of_all
from dragoman.processes.material import together
from dragoman.processes.scene import Scene, exact_words
from dragoman.processes.sections.agenda import carried_out, due_of
from dragoman.processes.sections.standing import is_signed
from dragoman.processes.taking_part import only_by_pronoun

_MEETING = ("036", "04")
_AGAINST = frozenset({"REJECT", "SANCTION"})
# What speaks against a promise on these topics, beside refusals on the same topic.
_FORCE = {"ceasefire": frozenset({"ASSAULT"}), "violence": frozenset({"ASSAULT"})}
_MOST = 5  # later acts that are shown for one promise


def commitments(scene: Scene) -> tuple[Commitment, ...]:
    """The promises, offers, concessions and signatures of sides, the first first. Announced
    meetings stand in the agenda and are left out here."""
    return tuple(_commitment(scene, item) for item in scene.items if _is_commitment(item))


def _is_commitment(item: Item) -> bool:
    event = item.event
    if not item.doers or event.status not in ("actual", "planned"):
        return False
    if event.event == "SUPPORT":
        return is_signed(item)
    if event.event in ("CONCEDE", "RETREAT", "AID", "COOPERATE"):
        return event.event == "CONCEDE" or event.status == "planned"
    return event.event == "AGREE" and not (event.cameo or "").startswith(_MEETING)


def _commitment(scene: Scene, item: Item) -> Commitment:
    kept = carried_out(scene, item)
    against = [] if kept else _against(scene, item)
    words, keys = exact_words(scene, item)
    outcome = (kept or against)[:_MOST]
    due = due_of(item)
    return Commitment(
        happening=item.happening,
        by=item.doers,
        to=tuple(side for side in item.others if side not in item.doers),
        words=words,
        state=_state(scene, item, bool(kept), bool(against)),
        due=due,
        outcome=tuple(found.happening for found in outcome),
        evidence=together(keys, item.happening.evidence),
    )


def _state(scene: Scene, item: Item, kept: bool, broken: bool) -> PromiseState:
    if kept:
        return "kept"
    if broken:
        return "broken"
    due = due_of(item)
    return "overdue" if due and due.end < scene.day and item.event.status == "planned" else "open"


def _against(scene: Scene, item: Item) -> list[Item]:
    """Later acts of a side that go against its promise: it refuses or breaks off what it promised,
    or uses force after a promise of restraint. Reports must give the order of days."""
    force = {kind for topic in item.topics for kind in _FORCE.get(topic, ())}
    acts = scene.acts_of(item.doers, _AGAINST | force, item.day)
    state = ("against", *state_of_all(acts), *state_of(item.event))
    return scene.reader.once(state, partial(_gone_against, scene, item, acts, force))


def _gone_against(
    scene: Scene, item: Item, acts: Sequence[Item], force: Collection[str]
) -> list[Item]:
    found = []
    for later in acts:
        if not later.done or later.day == item.day:
            continue
        forced = later.event.event in force and not only_by_pronoun(later.event.source)
        if forced or (later.event.event in _AGAINST and _same_matter(scene, item, later)):
            found.append(later)
    return found


def _same_matter(scene: Scene, item: Item, later: Item) -> bool:
    """Whether two acts share a topic; where stands on it are stands towards somebody, whether they
    are so towards the same."""
    shared = set(later.topics) & set(item.topics)
    if not shared:
        return False
    if not all(scene.topics.topics[topic].per_counterpart for topic in shared):
        return True
    doers = set(item.doers) & set(later.doers)
    return bool((set(item.sides) - doers) & (set(later.sides) - doers))
