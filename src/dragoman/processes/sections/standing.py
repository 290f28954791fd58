"""Where the process stands: counts, first and last report, pace, the latest of each kind."""

from collections.abc import Callable, Sequence

from dragoman.processes.dossier import Happening, Pace, Standing
from dragoman.processes.items import Item
from dragoman.processes.material import days_between, shifted
from dragoman.processes.scene import Scene
from dragoman.processes.sections.meetings import is_contact, one_contact
from dragoman.processes.taking_part import only_by_pronoun

PACE_DAYS = 30
_SIGNED = "057"
_FORCE = frozenset({"ASSAULT"})


def standing(scene: Scene) -> Standing:
    """Where the process stands on the day of the dossier."""
    reports = scene.material.reports
    days = sorted(report.published for report in reports if report.published)
    last = days[-1] if days else None
    return Standing(
        reports=len(reports),
        independent=len({report.family for report in reports}),
        events=len(scene.items),
        statements=len(scene.said),
        first=days[0] if days else None,
        last=last,
        silent=days_between(last, scene.day) if last else None,
        background=len(scene.material.background),
        pace=_pace(scene),
        last_contact=_latest(scene, is_contact, dated=True) or _latest(scene, is_contact),
        last_agreement=_latest(scene, _is_agreement),
        last_refusal=_latest(scene, _is_refusal),
        last_violence=_latest(scene, _is_told_violence) or _latest(scene, _is_violence),
        evidence=tuple(report.key for report in reports),
    )


def reports_only(scene: Scene) -> Standing:
    """The same with nothing but the reports."""
    keys = tuple(report.key for report in scene.material.reports)
    return Standing(reports=len(keys), pace=Pace(days=PACE_DAYS), evidence=keys)


def is_signed(item: Item) -> bool:
    """Whether an agreement was signed or reached."""
    return item.event.event == "SUPPORT" and (item.event.cameo or "").startswith(_SIGNED)


def _is_agreement(item: Item) -> bool:
    """Whether two sides came to an agreement, or one of them signed one."""
    agreed = item.event.event == "AGREE" and item.done and not item.cast.target
    return item.done and len(item.sides) > 1 and (is_signed(item) or agreed)


def _is_refusal(item: Item) -> bool:
    return item.event.event == "REJECT" and bool(item.others)


def _is_violence(item: Item) -> bool:
    """Violence of somebody whom a report names."""
    return item.event.event in _FORCE and not only_by_pronoun(item.event.source)


def _is_told_violence(item: Item) -> bool:
    """Violence that a report tells in its own voice."""
    return _is_violence(item) and not item.happening.word


def _latest(scene: Scene, fits: Callable[[Item], bool], *, dated: bool = False) -> Happening | None:
    found = [
        item
        for item in scene.items
        if item.done and item.doers and fits(item) and (item.event.when or not dated)
    ]
    return found[-1].happening if found else None


def _pace(scene: Scene) -> Pace:
    now, before = _spans(scene.day)
    reports = [
        [report for report in scene.material.reports if first < (report.published or "") <= last]
        for first, last in (now, before)
    ]
    items = [
        [item for item in scene.items if item.done and first < item.day <= last]
        for first, last in (now, before)
    ]
    return Pace(
        days=PACE_DAYS,
        reports=len(reports[0]),
        reports_before=len(reports[1]),
        contacts=len(one_contact(filter(is_contact, items[0]))),
        contacts_before=len(one_contact(filter(is_contact, items[1]))),
        score=_mean(items[0]),
        score_before=_mean(items[1]),
        evidence=tuple(report.key for report in (*reports[1], *reports[0])),
    )


def _spans(day: str) -> tuple[tuple[str, str], tuple[str, str]]:
    middle, first = shifted(day, -PACE_DAYS), shifted(day, -2 * PACE_DAYS)
    return (middle, day), (first, middle)


def _mean(items: Sequence[Item]) -> float | None:
    scores = [item.event.score for item in items]
    return round(sum(scores) / len(scores), 1) if scores else None
