"""What sides said about each other: support, blame, threats."""

from typing import Literal

from dragoman.processes.dossier import Remark
from dragoman.processes.items import Item
from dragoman.processes.material import together
from dragoman.processes.scene import Scene, exact_words
from dragoman.processes.sections.standing import is_signed

_KINDS: dict[str, Literal["blame", "threat", "support"]] = {
    "ACCUSE": "blame",
    "THREATEN": "threat",
    "SUPPORT": "support",
}


def remarks(scene: Scene) -> tuple[Remark, ...]:
    """What one side said of another, the first first."""
    return tuple(remark for item in scene.items if item.done for remark in _remarks(scene, item))


def _remarks(scene: Scene, item: Item) -> list[Remark]:
    kind = _KINDS.get(item.event.event)
    if kind is None or is_signed(item):
        return []
    words, keys = exact_words(scene, item)
    return [
        Remark(
            by=by,
            about=about,
            kind=kind,
            happening=item.happening,
            words=words,
            evidence=together(keys, item.happening.evidence),
        )
        for by in item.doers
        for about in item.others
        if about != by
    ]
