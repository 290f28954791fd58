"""From units to mentions: names with their titles, titles alone, bodies, collectives, demonyms.

A draft is one mention before it is known which actor it means.
"""

from dataclasses import dataclass, field

from dragoman.coding.actors.beside import (
    COMPLEMENTS,
    DETERMINERS,
    FAR,
    SKIPPED_TAGS,
    Beside,
    Scene,
    head_of,
    inner_bodies,
    is_person,
    is_plural,
    look_left,
    look_right,
)  # fmt: skip
from dragoman.coding.actors.units import Unit
from dragoman.coding.cast import MentionKind
from dragoman.coding.parsing import Parse
from dragoman.lexicon.names import Entry
from dragoman.model import ActorKind


@dataclass(slots=True)
class Draft:
    """One mention. ``parts`` are token ranges ``(start, end, head)`` of further words for the
    same actor: the title before a name, the apposition behind it."""

    start: int
    end: int
    head: int
    kind: MentionKind
    what: ActorKind
    unit: Unit
    name: tuple[int, int]
    beside: Beside
    entries: tuple[Entry, ...] = ()
    parts: list[tuple[int, int, int]] = field(default_factory=list)
    roles: list[tuple[int, int]] = field(default_factory=list)  # tokens of its titles
    plural: bool = False


def draft_mentions(scene: Scene) -> list[Draft]:
    """All mentions of a report but pronouns, in text order."""
    used: set[tuple[int, int]] = set()  # units that are part of another unit's mention
    drafts = [
        _person(scene, unit, used)
        for unit in scene.units
        if unit.sort == "name" and is_person(scene, unit)
    ]
    for draft in drafts:
        _add_apposition(scene, draft, used)
    for unit in scene.units:
        if (unit.start, unit.end) in used or (unit.sort == "name" and is_person(scene, unit)):
            continue
        drafts.append(_office(scene, unit, used) if unit.sort == "role" else _other(scene, unit))
    for unit in scene.units:  # "Pentagon" in "Pentagon spokesman" is somebody, too
        if unit.sort == "role":
            drafts += [
                _office(scene, inner, used) if inner.sort == "role" else _other(scene, inner)
                for inner in inner_bodies(unit)
                if scene.parse.words[inner.start][0].isupper()
            ]
    kept = [d for d in drafts if not (d.unit.sort == "role" and (d.unit.start, d.unit.end) in used)]
    return sorted(kept, key=lambda d: (d.start, -d.end))


def _person(scene: Scene, unit: Unit, used: set[tuple[int, int]]) -> Draft:
    """A person's name with the titles before it and the apposition behind it."""
    parse = scene.parse
    beside = look_left(scene, unit.start)
    start = min([t.start for t in beside.titles], default=unit.start)
    draft = Draft(
        start, unit.end, head_of(parse, unit.start, unit.end), "name", "person", unit,
        (unit.start, unit.end), beside, unit.entries,
    )  # fmt: skip
    after = unit.start
    for title in beside.titles:
        used.add((title.start, title.end))
        draft.parts.append((title.start, title.end, head_of(parse, title.start, title.end)))
        first = beside.edge if title is beside.titles[-1] else title.start
        complement = parse.lower[title.end] in COMPLEMENTS
        draft.roles.append((first, after if complement else title.end))
        after = title.start
    return draft


def _add_apposition(scene: Scene, draft: Draft, used: set[tuple[int, int]]) -> None:
    """Add the office behind (or before) a name between commas, with all that it tells."""
    parse, beside = scene.parse, draft.beside
    office = _apposed(scene, draft.unit)
    if office is None or (office.start, office.end) in used:
        return
    used.add((office.start, office.end))
    more = look_left(scene, office.start)
    end = look_right(scene, office.end, more)
    beside.titles += [office, *[t for t in more.titles if (t.start, t.end) not in used]]
    used.update((t.start, t.end) for t in more.titles)
    beside.bodies += [*inner_bodies(office), *more.bodies]
    beside.cues += more.cues
    beside.owner = beside.owner if beside.owner is not None else more.owner
    draft.roles.append((more.edge, end))
    draft.parts.append((more.start, office.end, head_of(parse, office.start, office.end)))


def _apposed(scene: Scene, unit: Unit) -> Unit | None:
    """The office that stands in apposition to a name: "X, the mayor of Y", "the mayor, X,"."""
    parse = scene.parse
    last = parse.sentences[parse.sentence_of[unit.start]][1]
    head = head_of(parse, unit.start, unit.end)
    if parse.deps[head] == "appos":
        before = _bearer(scene, parse.heads[head])
        if before is not None and before.end <= unit.start:
            return before
    elif (before := _owned_office(scene, unit)) is not None:
        return before
    if unit.end >= last or parse.lower[unit.end] not in (",", "(", "\u2014", "-"):
        return None
    here, steps = unit.end + 1, 0
    while here < last and steps < 2 * FAR:
        at = scene.at[here]
        if at is not None:
            if at.office:
                after = scene.at[at.end] if at.end < last else None
                if after is not None and (after.office or after.sort in ("name", "role")):
                    if not after.office:
                        return None  # "X, President Y and Z": the title is the next one's
                    here = at.end
                    continue
                return None if is_plural(parse, at.end - 1) else at
            owner = at.end < last and parse.tags[at.end] == "POS"
            if at.sort == "name" and is_person(scene, at) and not owner:
                return None
            here = at.end
        elif (
            parse.lower[here] in DETERMINERS
            or parse.tags[here] in SKIPPED_TAGS
            or (
                parse.tags[here] in ("POS", "PRP$")
                or (parse.lower[here] == "," and parse.tags[here - 1] == "CD")
            )
        ):
            here += 1
        else:
            return None
        steps += 1
    return None


def _owned_office(scene: Scene, unit: Unit) -> Unit | None:
    """The office with an owner that a comma parts from a name, where the tree sees no apposition:
    "Peru's [president], Don X, said"."""
    parse = scene.parse
    comma = unit.start - 1
    while comma > 0 and (at := scene.at[comma]) is not None and at.office:
        comma = at.start - 1  # "Qatar's emir, [Sheikh] X"
    office = scene.at[comma - 1] if comma > 1 and parse.lower[comma] == "," else None
    if office is None or not office.office or is_plural(parse, office.end - 1):
        return None
    owned = parse.tags[office.start - 1] == "POS"
    return office if owned and parse.deps[office.end - 1] == "nsubj" else None


def _bearer(scene: Scene, noun: int) -> Unit | None:
    """The office at a noun, or the one that the noun completes: "the head of the [army], X,"."""
    parse = scene.parse
    apart = False
    for _ in range(3):
        unit = scene.at[noun]
        if unit is not None and unit.office:
            plain = not is_plural(parse, unit.end - 1) and not (apart and unit.end == noun)
            return unit if plain else None
        over = parse.lower[parse.heads[noun]]
        if parse.deps[noun] != "pobj" or over not in ("of", "for", "in", "at"):
            return None
        noun, apart = parse.heads[parse.heads[noun]], over in ("in", "at")
    return None


def _office(scene: Scene, unit: Unit, used: set[tuple[int, int]]) -> Draft:
    """A title, body or collective without a name: "the US envoy", "Iraqi troops", "the court"."""
    parse, role = scene.parse, unit.role
    beside = look_left(scene, unit.start)
    beside.bodies += inner_bodies(unit)
    press = role is not None and role.sectors[:1] == ("JRN",) and unit.end < len(parse)
    visiting = press and parse.lower[unit.end] in ("in", "at", "outside", "near")
    if beside.owner is None and not visiting:  # "its embassy in Peru" is not Peru's
        look_right(scene, unit.end, beside)
    for title in beside.titles:
        if title.end <= unit.start:
            used.add((title.start, title.end))
    if beside.owner is None and not beside.bodies:
        beside.owner = _led_by(parse, unit.end - 1)
    plural = is_plural(parse, unit.end - 1)
    for body in beside.bodies:  # "army officials": the army is no actor of its own there
        lower = parse.words[body.end - 1][0].islower()
        if body.sort == "role" and body.end <= unit.start and lower:
            used.add((body.start, body.end))
    kind = role.kind if role is not None else "organization"
    what: ActorKind = "organization" if kind == "organization" else "collective"
    mention: MentionKind = "description"
    if kind == "person" and not plural:
        what, mention = "person", "title"
    elif what == "collective":
        mention = "collective"
    start = min([beside.start, unit.start])
    return Draft(
        start, unit.end, head_of(parse, unit.start, unit.end), mention, what, unit,
        (start, unit.end), beside, unit.entries, plural=plural,
    )  # fmt: skip


def _led_by(parse: Parse, noun: int) -> int | None:
    """Who leads a body: "a delegation led by [X]"."""
    for verb in parse.children[noun]:
        if parse.deps[verb] == "acl" and parse.lemmas[verb] in ("lead", "head", "command"):
            for by in parse.children[verb]:
                if parse.deps[by] == "agent" or parse.lower[by] == "by":
                    return next((c for c in parse.children[by] if parse.deps[c] == "pobj"), None)
    return None


def _other(scene: Scene, unit: Unit) -> Draft:
    """A state, body, group or place by name, a demonym, a people."""
    parse = scene.parse
    kinds: dict[str, ActorKind] = {"GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
    what = unit.entries[0].kind if unit.entries else kinds.get(unit.label, "organization")
    kind: MentionKind = "name"
    if unit.sort == "demonym":
        kind = "demonym"
    elif unit.sort == "people":
        kind, what = "collective", "collective"
    elif unit.sort == "place":
        what = "place"
    beside = Beside(unit.start, unit.start)
    if unit.sort in ("name", "people") and what not in ("state", "place"):
        beside = look_left(scene, unit.start)
    plural = unit.sort == "people" and is_plural(parse, unit.end - 1)
    return Draft(
        unit.start, unit.end, head_of(parse, unit.start, unit.end), kind, what, unit,
        (unit.start, unit.end), beside, unit.entries, plural=plural,
    )  # fmt: skip
