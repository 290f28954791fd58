"""Who asked whom for what, and what those who were asked did or said afterwards."""

from collections.abc import Iterable, Iterator
from functools import partial

from dragoman.processes.dossier import Answer, AnswerKind, Asked, RequestState, Wording
from dragoman.processes.items import Item, state_of, state_of_all
from dragoman.processes.material import by_family, days_between, shifted, together
from dragoman.processes.scene import Scene, words_of

_WINDOW = 90  # days in which an answer is looked for
_NEAR = 20  # characters between two sentences that follow each other
_MOST = 5  # answers to one request
# Talks and what they are to come to are one matter when it comes to answers.
_SAME = frozenset({"talks", "settlement"})
_KINDS: dict[str, AnswerKind] = {
    "REJECT": "refused",
    "AGREE": "agreed",
    "CONCEDE": "agreed",
    "RETREAT": "acted",
    "COOPERATE": "acted",
    "AID": "acted",
    "SUPPORT": "spoke",
}


def requests(scene: Scene) -> tuple[Asked, ...]:
    """The requests of one side to another, the first first."""
    found = []
    for item in scene.items:
        if _is_request(item):
            acts = _acts_after(scene, item)
            state = ("asked", _left(scene, item), *state_of_all(acts), *state_of(item.event))
            found.append(scene.reader.once(state, partial(_asked, scene, item, acts)))
    return tuple(found)


def _acts_after(scene: Scene, asked: Item) -> list[Item]:
    """What may answer a request. In the report that tells of it, it may stand under another day."""
    told = max(asked.day, asked.event.first_published or "")
    first, last = shifted(asked.day, -_WINDOW), shifted(told, _WINDOW)
    return scene.acts_of(asked.others, _KINDS, first, last)


def _is_request(item: Item) -> bool:
    """A request that says to whom, and about what. An obligation ("Afghans must decide") is read
    as one by the coder, but nobody is asked anything."""
    others = [side for side in item.others if side not in item.doers]
    about = item.topics or item.event.mode
    return item.event.event == "REQUEST" and item.done and bool(item.doers and others and about)


def _asked(scene: Scene, item: Item, acts: Iterable[Item]) -> Asked:
    answers = tuple(_answers(item, acts))[:_MOST]
    words = tuple(_wordings(scene, item))
    return Asked(
        happening=item.happening,
        by=item.doers,
        to=tuple(side for side in item.others if side not in item.doers),
        words=words,
        state=_state({answer.kind for answer in answers}, _left(scene, item)),
        answers=answers,
        evidence=together(words[0].evidence, item.happening.evidence),
    )


def _wordings(scene: Scene, item: Item) -> Iterator[Wording]:
    """The request as each report has it, each wording once."""
    seen: set[str] = set()
    for telling in by_family(item.event.tellings, every_sentence=True):
        words, keys = words_of(scene, item, telling)
        if words not in seen:
            seen.add(words)
            yield Wording(words=words, evidence=keys)


def _left(scene: Scene, item: Item) -> bool:
    """Whether the time in which an answer is looked for is over, and reports cover it."""
    apart = days_between(item.day, scene.last)
    return apart is not None and apart > _WINDOW


def _state(kinds: set[AnswerKind], over: bool) -> RequestState:
    yes = bool(kinds & {"agreed", "acted"})
    if yes and "refused" in kinds:
        return "mixed"
    if yes:
        return "agreed"
    if "refused" in kinds:
        return "refused"
    if kinds:
        return "spoken on"
    return "ignored" if over else "no answer reported"


def _answers(asked: Item, acts: Iterable[Item]) -> Iterator[Answer]:
    for item in acts:
        kind = _KINDS.get(item.event.event)
        if kind is None or item is asked or item.event.status not in ("actual", "planned"):
            continue
        if not _on_the_matter(item, asked):
            continue
        order = _follows(item, asked)
        if order is not None:
            yield Answer(
                kind=kind,
                happening=item.happening,
                order_told=order,
                evidence=item.happening.evidence,
            )


def _on_the_matter(item: Item, asked: Item) -> bool:
    """Whether an act is about what was asked; one directed at those who asked may be wider, where
    a request names no topic it must be so directed."""
    direct = bool(set(item.others) & set(asked.doers)) or _said_behind(item, asked)
    mine, theirs = set(item.topics), set(asked.topics)
    if not theirs:
        return direct
    if not mine:
        return direct and not item.others
    return bool(mine & theirs) or (direct and bool(mine & _SAME and theirs & _SAME))


def _said_behind(item: Item, asked: Item) -> bool:
    """Whether an act that names neither matter nor addressee is told right behind a request: "A
    asked B for help. B promised it"."""
    if item.topics or item.others:
        return False
    return any(
        one.report == other.report and 0 < one.sentence[0] - other.sentence[1] <= _NEAR
        for one in item.event.tellings
        for other in asked.event.tellings
    )


def _follows(item: Item, asked: Item) -> bool | None:
    """True where an act comes after the request, False where one report tells both and not which
    came first, None where it comes before or much later."""
    shared = {t.report for t in item.event.tellings} & {t.report for t in asked.event.tellings}
    both_dated = item.event.when is not None and asked.event.when is not None
    apart = days_between(asked.day, item.day)
    if shared and not both_dated:
        return False
    if apart is None or not 0 <= apart <= _WINDOW:
        return None
    return apart > 0 or not shared
