"""Place names the gazetteer does not have: the model's entities, and what is called a town."""

from dragoman.coding.places.records import Found, FoundKind
from dragoman.coding.places.scene import PLACE_LABELS, TOWN, Scene, trim


def with_entities(scene: Scene, found: list[Found]) -> list[Found]:
    """``found`` and what the model alone, or a word like "village", holds for a place."""
    taken = {at for f in found for at in range(f.start, f.end)}
    for entity in scene.parse.entities:
        start, end = trim(scene, entity.start, entity.end)
        if start >= end or any(at in taken for at in range(start, end)):
            continue
        built = entity.label == "ORG" and _is_built(scene, start, end)
        if entity.label not in PLACE_LABELS and not built:
            continue
        kind: FoundKind = "facility" if built or entity.label == "FAC" else "unknown"
        words = scene.lookup.gazetteer.words
        if kind == "facility" and scene.parse.words[end - 1] in words.body:
            continue  # "at the United Nations"
        while end - start > 1 and scene.parse.lower[end - 1] in words.ground:
            if scene.parse.words[end - 1][0].isupper():
                break
            end -= 1  # "the Shashdarak area"
        match = Found(start, end, scene.text(start, end), kind)
        if _is_plausible(scene, match):
            found.append(_with_core(scene, match))
    taken = {at for f in found for at in range(f.start, f.end)}
    told = _told(scene, taken)
    taken.update(at for f in told for at in range(f.start, f.end))
    return found + told + _called(scene, taken)


def _called(scene: Scene, taken: set[int]) -> list[Found]:
    """Names that nobody else knows before a word like "district": "the Ab Kol district of Oruz"."""
    parse, more = scene.parse, []
    words = scene.lookup.gazetteer.words
    for end in range(1, len(parse)):
        if parse.lower[end] not in words.settlement or parse.words[end][0].isupper():
            continue
        if parse.lower[end + 1 : end + 2] not in (["of"], ["in"], [","]):
            continue
        start = end
        while (
            start > scene.first(end)
            and start - 1 not in taken
            and parse.pos[start - 1] == "PROPN"
            and parse.words[start - 1][0].isupper()
        ):
            start -= 1
        name = scene.text(start, end) if start < end else ""
        known = name in words.common or name in words.never or not name
        if known or scene.label[end - 1] == "ORG" or scene.before(start) not in words.at:
            continue
        more.append(Found(start, end, name, "unknown"))
    return more


def _is_built(scene: Scene, start: int, end: int) -> bool:
    """True for an institution with walls that something happens at: "at Colne Hospital"."""
    words = scene.lookup.gazetteer.words
    return (
        end - start > 1
        and scene.parse.words[end - 1] in words.thing
        and scene.before(start) in words.at
    )


def _told(scene: Scene, taken: set[int]) -> list[Found]:
    """Names that the report calls a town or village and nobody else knows: "the village of Lod"."""
    parse, more = scene.parse, []
    settlement = scene.lookup.gazetteer.words.settlement
    for at in range(2, len(parse)):
        if parse.lower[at - 1] != "of" or parse.lower[at - 2] not in settlement:
            continue
        if at in taken or parse.pos[at] != "PROPN" or not parse.words[at][0].isupper():
            continue
        end = at + 1
        while end < scene.last(at) and parse.pos[end] == "PROPN" and end not in taken:
            end += 1
        more.append(Found(at, end, scene.text(at, end), "unknown"))
    return more


def _with_core(scene: Scene, match: Found) -> Found:
    """Look a longer name up by the town in it: "Metro Oslo", "Salem County Court"."""
    words, parse = scene.lookup.gazetteer.words, scene.parse
    if parse.lower[match.start] in words.part and match.end - match.start > 1:
        rest = scene.text(match.start + 1, match.end)
        if scene.lookup.all(rest):
            return match._replace(name=rest)
    for end in range(match.end - 1, match.start, -1):
        name = scene.text(match.start, end)
        plain = name not in words.never and name not in words.common
        if parse.words[end] in words.civic and plain:
            places = scene.lookup.all(name)
            if places and (end - match.start > 1 or max(p.population for p in places) > TOWN):
                return match._replace(name=name)
    return match


def _is_plausible(scene: Scene, match: Found) -> bool:
    if any(mark in match.name for mark in "@/:#_\n"):
        return False
    words = scene.lookup.gazetteer.words
    if match.name in words.common or match.name in words.never:
        return False
    if any(place.kind == "seat" for place in scene.lookup.table(match.name)):
        return False
    lower = scene.parse.lower[match.start : match.end]
    if scene.parse.words[match.start] in words.numbered and lower[-1][0].isdigit():
        return False
    if match.kind == "facility":
        return True
    if any(word in scene.persons or word[0].isdigit() for word in lower):
        return False
    return len(lower) > 1 or (
        scene.before(match.start) in words.where
        and scene.parse.pos[match.start] == "PROPN"
        and not match.name.isupper()
    )
