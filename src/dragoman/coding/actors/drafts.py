"""From units to mentions: names with their titles, titles alone, bodies, collectives, demonyms.

A draft is one mention before it is known which actor it means. The words beside it are read here:
what stands before a name ("former Pakistani foreign minister X", "Taliban chief X"), behind an
office ("ambassador of Peru", "head of the army"), and in apposition ("X, the mayor of Y,").
"""

from dataclasses import dataclass, field

from dragoman.coding.actors.units import Unit
from dragoman.coding.cast import MentionKind
from dragoman.coding.parsing import Parse
from dragoman.lexicon.actors import ActorBook, Entry
from dragoman.model import ActorKind

_DETERMINERS = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "some", "any", "both"}
)
_SKIPPED_TAGS = frozenset(
    {"JJ", "JJR", "JJS", "VBN", "VBG", "NN", "NNS", "NNP", "NNPS", "CD", "HYPH", "RB", "RBS", "AFX"}
)
_COMPLEMENTS = frozenset({"of", "for", "to", "in", "at", "from", "on", "with", "across", "inside",
                          "throughout", "near", "around"})  # fmt: skip
_HOME = frozenset(
    {"of", "in", "at", "from", "across", "inside", "throughout", "near", "around"}
)  # behind these a state is the office's own
_FAR = 6  # tokens between an office and the end of its complement
_SAYS_PRONOUN = frozenset({"PRP$", "WP$"})


@dataclass(slots=True)
class Beside:
    """What the words beside a mention tell, the nearest first."""

    start: int  # first token of a unit that belongs to the mention
    edge: int = -1  # first token of the phrase before it, adjectives and all
    titles: list[Unit] = field(default_factory=list)
    bodies: list[Unit] = field(default_factory=list)  # states, bodies, demonyms beside it
    cues: list[str] = field(default_factory=list)
    determiner: str = ""
    owner: int | None = None  # a person's or pronoun's token in the possessive
    also: list[Unit] = field(default_factory=list)  # "[Greek] and Turkish troops"


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


@dataclass(slots=True)
class Scene:
    """A report's units, and which unit each token is in."""

    parse: Parse
    book: ActorBook
    units: list[Unit]
    at: list[Unit | None]
    cue_of: dict[str, str]


def make_scene(parse: Parse, book: ActorBook, units: list[Unit]) -> Scene:
    """Index the units by token."""
    at: list[Unit | None] = [None] * len(parse)
    for unit in units:
        at[unit.start : unit.end] = [unit] * (unit.end - unit.start)
    cue_of = {w: cue for cue in ("former", "opposition") for w in book.cues.get(cue, ())}
    return Scene(parse, book, units, at, cue_of)


def head_of(parse: Parse, start: int, end: int) -> int:
    """The token of ``[start, end)`` whose own head lies outside, the last one of several."""
    for token in range(end - 1, start - 1, -1):
        if not start <= parse.heads[token] < end and parse.pos[token] not in ("PUNCT", "PART"):
            return token
    return end - 1


def draft_mentions(scene: Scene) -> list[Draft]:
    """All mentions of a report but pronouns, in text order."""
    used: set[int] = set()  # starts of units that are part of another unit's mention
    drafts = [
        _person(scene, unit, used)
        for unit in scene.units
        if unit.sort == "name" and is_person(scene, unit)
    ]
    for draft in drafts:
        _add_apposition(scene, draft, used)
    for unit in scene.units:
        if unit.start in used or (unit.sort == "name" and is_person(scene, unit)):
            continue
        drafts.append(_office(scene, unit, used) if unit.sort == "role" else _other(scene, unit))
    for unit in scene.units:  # "Pentagon" in "Pentagon spokesman" is somebody, too
        if unit.sort == "role":
            drafts += [
                _office(scene, inner, used) if inner.sort == "role" else _other(scene, inner)
                for inner in inner_bodies(unit)
                if scene.parse.words[inner.start][0].isupper()
            ]
    kept = [d for d in drafts if not (d.unit.sort == "role" and d.unit.start in used)]
    return sorted(kept, key=lambda d: (d.start, -d.end))


def is_person(scene: Scene, unit: Unit) -> bool:
    """True if a name means a person: the tables or the model say so, or a title stands before."""
    kinds = {entry.kind for entry in unit.entries}
    if kinds:
        return "person" in kinds
    if unit.label == "PERSON" or unit.label not in ("ORG", "GPE"):
        return unit.label == "PERSON"
    before = scene.at[unit.start - 1] if unit.start else None
    if before is None or before.role is None or not before.office:
        return False
    named = scene.parse.words[before.start][0].isupper()
    return named and bool(before.role.sectors) and not _is_plural(scene.parse, before.end - 1)


def _is_plural(parse: Parse, token: int) -> bool:
    return parse.tags[token] in ("NNS", "NNPS")


def look_left(scene: Scene, at: int) -> Beside:
    """Read the words before token ``at`` that belong to the same mention."""
    parse = scene.parse
    floor = parse.sentences[parse.sentence_of[at]][0]
    found = Beside(at, at)
    here, skipped = at - 1, 0
    while here >= floor:
        unit = scene.at[here]
        word = parse.lower[here]
        if unit is not None:
            if unit.sort == "name" and is_person(scene, unit):
                if here == found.start - 1 and parse.deps[here] in ("compound", "nmod"):
                    found.owner, found.start = (
                        head_of(parse, unit.start, unit.end),
                        unit.start,
                    )  # "the Putin government"
                break
            _take(found, unit)
            here = unit.start - 1
        elif parse.tags[here] == "POS":
            here = _possessor(scene, found, here)
            break
        elif parse.tags[here] in _SAYS_PRONOUN:
            found.owner = here
            break
        elif word in _DETERMINERS:
            found.determiner = word
            break
        elif word in scene.cue_of:
            found.cues.append(scene.cue_of[word])
            found.start, here = here, here - 1
        elif parse.tags[here] == "VBN" and here > floor + 1 and parse.words[here - 1] == "-":
            backer = scene.at[here - 2]  # "US-backed": not the country of the backed
            here = (backer.start if backer is not None else here - 2) - 1
        elif parse.tags[here] in _SKIPPED_TAGS and skipped < _FAR:
            if not (here < parse.heads[here] or parse.tags[here][:3] == "NNP"):
                break
            here, skipped = here - 1, skipped + 1
        elif word in _COMPLEMENTS and skipped + len(found.titles) + len(found.bodies):
            before = scene.at[here - 1] if here > floor else None
            if before is None or not before.office or here == at - 1:
                break
            named = parse.words[before.start][0].isupper() and skipped > 0
            if found.titles and not named:
                break  # "a loyalist of Prime Minister X" is somebody else
            if word not in _HOME:
                _drop_states(found, here)
            _take(found, before)
            here = before.start - 1
        elif word in ("and", ",", "or") and (more := _coordinated(scene, found, here, floor)):
            found.also.append(more)
            found.start = more.start
            here = more.start - 1
        elif (
            word == "," and found.bodies and not found.titles and found.bodies[-1].start == here + 1
        ):
            before = scene.at[here - 1] if here > floor else None
            if before is None or not before.office:
                break
            _take(found, before)
            here = before.start - 1
        else:
            break
        found.edge = here + 1
    return found


def _coordinated(scene: Scene, found: Beside, mark: int, floor: int) -> Unit | None:
    """The demonym before a comma or "and" that shares its noun with the one behind it."""
    bodies = found.bodies
    before = scene.at[mark - 1] if mark > floor else None
    if before is None and scene.parse.lower[mark - 1] == ",":
        before = scene.at[mark - 2] if mark > floor + 1 else None
    if before is None or not bodies or not (_is_adjective(bodies[-1]) and _is_adjective(before)):
        return None
    first = found.also[-1].start if found.also else bodies[-1].start
    return before if first == mark + 1 else None


def _is_adjective(unit: Unit) -> bool:
    return unit.sort == "demonym" or (unit.sort == "name" and is_land(unit))


def _take(found: Beside, unit: Unit) -> None:
    (found.titles if unit.office else found.bodies).append(unit)
    found.bodies += inner_bodies(unit) if unit.office else []
    found.start = unit.start


def inner_bodies(unit: Unit) -> list[Unit]:
    """The bodies inside an office of several words: "Pentagon" in "Pentagon spokesman"."""
    return [
        inner
        for inner in unit.inner
        if unit.sort == "role"
        and inner.start == unit.start
        and (inner.entries or (inner.role is not None and inner.role.kind == "organization"))
    ]


def _possessor(scene: Scene, found: Beside, mark: int) -> int:
    """Who owns what follows the "'s" at ``mark``."""
    unit = scene.at[mark - 1] if mark else None
    if unit is None:
        return mark
    if unit.sort == "name" and is_person(scene, unit):
        found.owner = head_of(scene.parse, unit.start, unit.end)
    else:
        found.bodies.append(unit)
    return unit.start - 1


def _drop_states(found: Beside, mark: int) -> None:
    """Behind "for" and "to" states are what an office deals with, not what it belongs to."""
    found.bodies = [unit for unit in found.bodies if unit.start < mark or unit.sort in ("role",)]


def look_right(scene: Scene, end: int, found: Beside) -> int:
    """Read the complement behind an office ("of Peru", "for the army"); its end, or ``end``."""
    parse = scene.parse
    last = parse.sentences[parse.sentence_of[end - 1]][1]
    here, stop = end, end
    while here < last and parse.lower[here] in _COMPLEMENTS:
        home = parse.lower[here] in _HOME
        here, steps, seen = here + 1, 0, None
        while here < last and steps < _FAR:
            unit = scene.at[here]
            if unit is not None:
                seen = unit
                if home or unit.sort in ("role", "metonym") or not is_land(unit):
                    if unit.sort == "name" and is_person(scene, unit):
                        found.owner = head_of(parse, unit.start, unit.end)
                    else:
                        found.bodies.append(unit)
                here = unit.end
                if unit.sort == "name" and home and is_land(unit):
                    here = _more_states(scene, here, last, found)
                if here < last and parse.tags[here] == "POS":
                    here += 1
                elif unit.sort not in ("demonym", "role"):
                    break
                steps += 1
            elif parse.lower[here] in _DETERMINERS or parse.tags[here] in _SKIPPED_TAGS:
                here, steps = here + 1, steps + 1
            else:
                break
        if seen is None:
            break
        stop = here
    return stop


def _more_states(scene: Scene, here: int, last: int, found: Beside) -> int:
    """The states coordinated with the one before ``here``: "the leaders of A, B and C"."""
    parse = scene.parse
    while here < last and parse.lower[here] in (",", "and", "&"):
        ahead = here + 1
        while ahead < last and parse.lower[ahead] in ("the", "and"):
            ahead += 1
        unit = scene.at[ahead] if ahead < last else None
        if unit is None or unit.sort != "name" or not is_land(unit):
            return here
        found.also.append(unit)
        here = unit.end
    return here


def is_land(unit: Unit) -> bool:
    """True for a state, a place, or the people of one."""
    return (
        unit.sort in ("demonym", "people", "capital", "place")
        or any(entry.kind == "state" for entry in unit.entries)
        or unit.label in ("GPE", "LOC")
    )


def _person(scene: Scene, unit: Unit, used: set[int]) -> Draft:
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
        used.add(title.start)
        draft.parts.append((title.start, title.end, head_of(parse, title.start, title.end)))
        first = beside.edge if title is beside.titles[-1] else title.start
        complement = parse.lower[title.end] in _COMPLEMENTS
        draft.roles.append((first, after if complement else title.end))
        after = title.start
    return draft


def _add_apposition(scene: Scene, draft: Draft, used: set[int]) -> None:
    """Add the office behind (or before) a name between commas, with all that it tells."""
    parse, beside = scene.parse, draft.beside
    office = _apposed(scene, draft.unit)
    if office is None or office.start in used:
        return
    used.add(office.start)
    more = look_left(scene, office.start)
    end = look_right(scene, office.end, more)
    beside.titles += [office, *[t for t in more.titles if t.start not in used]]
    used.update(t.start for t in more.titles)
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
        before = scene.at[parse.heads[head]]
        if before is not None and before.office and before.end <= unit.start:
            return before
    if unit.end >= last or parse.lower[unit.end] not in (",", "(", "\u2014", "-"):
        return None
    here, steps = unit.end + 1, 0
    while here < last and steps < 2 * _FAR:
        at = scene.at[here]
        if at is not None:
            if at.office:
                after = scene.at[at.end] if at.end < last else None
                if after is not None and (after.office or after.sort in ("name", "role")):
                    if not after.office:
                        return None  # "X, President Y and Z": the title is the next one's
                    here = at.end
                    continue
                return None if _is_plural(parse, at.end - 1) else at
            if at.sort == "name" and is_person(scene, at):
                return None
            here = at.end
        elif (
            parse.lower[here] in _DETERMINERS
            or parse.tags[here] in _SKIPPED_TAGS
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


def _office(scene: Scene, unit: Unit, used: set[int]) -> Draft:
    """A title, body or collective without a name: "the US envoy", "Iraqi troops", "the court"."""
    parse, role = scene.parse, unit.role
    beside = look_left(scene, unit.start)
    beside.bodies += inner_bodies(unit)
    look_right(scene, unit.end, beside)
    for title in beside.titles:
        if title.end <= unit.start:
            used.add(title.start)
    plural = _is_plural(parse, unit.end - 1)
    for body in beside.bodies:  # "army officials": the army is no actor of its own there
        lower = parse.words[body.end - 1][0].islower()
        if body.sort == "role" and body.end <= unit.start and lower:
            used.add(body.start)
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
    plural = unit.sort == "people" and _is_plural(parse, unit.end - 1)
    return Draft(
        unit.start, unit.end, head_of(parse, unit.start, unit.end), kind, what, unit,
        (unit.start, unit.end), beside, unit.entries, plural=plural,
    )  # fmt: skip
