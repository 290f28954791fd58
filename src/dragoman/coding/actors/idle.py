"""Words for actors where they mean nobody: half of an adjective, a channel, a building, an idiom.

"intra-Afghan", "on Twitter", "in a hotel", "brought to justice", "ran for president", "a prisoner
swap": whoever is named there takes no part in what is told.
"""

from dragoman.coding.actors.beside import Scene
from dragoman.coding.actors.drafts import Draft
from dragoman.coding.actors.scenery import is_half
from dragoman.coding.actors.units import Unit
from dragoman.coding.parsing import Parse

_MODIFYING = frozenset({"compound", "nmod", "amod", "npadvmod"})
_WHERE = frozenset({"in", "at", "near", "inside", "outside", "of", "around", "from", "to", "into",
                    "through", "on", "beside", "behind", "towards", "toward"})  # fmt: skip
_CHANNELS = frozenset({"on", "via", "over", "through"})
_ROLES = frozenset({"as", "like"})
_DETERMINING = frozenset({"det", "poss", "amod", "compound", "nummod", "nmod", "quantmod", "neg"})
# Bodies that stand without an article: "by police", "in parliament".
_BARE = frozenset({"GOV", "MIL", "COP", "LEG", "SPY", "REB", "OPP", "PRM", "UAF", "CRM", "JRN"})
_ACTIVE = _BARE - {"JRN"} | {"JUD"}  # what they do is theirs: "army attack", "court ruling"
_DATELINE = 16  # tokens in which a dateline ends


def is_idle(scene: Scene, draft: Draft) -> bool:
    """True for a mention that means nobody."""
    unit = draft.unit
    if is_half(scene.parse, unit) or _is_agency(scene, unit):
        return True
    if _is_channel(scene, draft) or _is_feature(scene, unit):
        return True
    return unit.sort == "role" and not unit.entries and _is_thing(scene, draft)


def _is_agency(scene: Scene, unit: Unit) -> bool:
    """True for the agency in a dateline: "LIMA, July 8 ([X Agency]) -"."""
    parse = scene.parse
    if unit.start >= _DATELINE or unit.start < 1:
        return False
    opening = unit.start - 1
    while opening > 0 and parse.words[opening] not in ("(", "[", ")", "/"):
        opening -= 1
    if opening < 1 or parse.words[opening] not in ("(", "["):
        return False
    after = opening + 1
    while after < len(parse) and parse.words[after] not in (")", "]"):
        after += 1
    closed = after + 1 < len(parse) and unit.end <= after < 2 * _DATELINE
    return closed and parse.words[after + 1] in ("-", "--", "\u2014", ":", "_")


def _is_channel(scene: Scene, draft: Draft) -> bool:
    """True where a medium is only the way in which something is said: "on Twitter"."""
    parse, head = scene.parse, draft.head
    if parse.deps[head] == "conj":
        head = parse.heads[head]
    if parse.deps[head] != "pobj" or parse.lower[parse.heads[head]] not in _CHANNELS:
        return False
    return parse.lower[draft.head] in scene.book.cues.get("channel", ())


def _is_feature(scene: Scene, unit: Unit) -> bool:
    """True for rivers, bridges and streets: nobody lives there who could act."""
    last = scene.parse.lower[unit.end - 1]
    return unit.sort == "name" and not unit.entries and last in scene.book.cues.get("feature", ())


def _is_thing(scene: Scene, draft: Draft) -> bool:
    """True for the word of an office, body or crowd that is used of no one."""
    parse, role, head = scene.parse, draft.unit.role, draft.head
    assert role is not None
    before = any(body.end <= draft.unit.start for body in draft.beside.bodies)
    if parse.words[draft.unit.start][0].isupper() or before:
        return False
    dep = parse.deps[head]
    over = parse.lower[parse.heads[head]] if dep == "pobj" else ""
    phrase, lemma = role.phrase.lower(), parse.lemmas[draft.unit.end - 1]
    cues = scene.book.cues
    if dep in _MODIFYING:
        if lemma in cues.get("weapon", ()):
            return True
        building = parse.lemmas[parse.heads[head]] in cues.get("building", ())
        return building or not (_ACTIVE & set(role.sectors) or _is_crowd(draft))
    if over == "as" or (over in _ROLES and draft.beside.determiner != "the"):
        return True
    if lemma in cues.get("weapon", ()) or phrase in cues.get("weapon", ()):
        return dep not in ("nsubj", "agent") and over != "by"
    if lemma in cues.get("building", ()) or phrase in cues.get("building", ()):
        return over in _WHERE or dep in ("appos", "attr", "npadvmod")
    return bool(over) and over != "by" and _is_abstract(parse, draft)


def _is_crowd(draft: Draft) -> bool:
    """True for people that act as one: "student protests", "worker strike"."""
    role = draft.unit.role
    return role is not None and role.kind != "organization" and bool(role.sectors)


def _is_abstract(parse: Parse, draft: Draft) -> bool:
    """True for a bare singular: "to justice", "for president", "in court", "to school"."""
    role, last = draft.unit.role, draft.unit.end - 1
    if role is None or parse.tags[last] != "NN" or draft.unit.end - draft.unit.start > 1:
        return False
    if any(parse.deps[c] in _DETERMINING for c in parse.children[last]):
        return False
    return role.kind == "person" or not _BARE & set(role.sectors)
