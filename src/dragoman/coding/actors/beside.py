"""The words beside a name or office: titles, bodies, states, possessors, "former", "and".

What stands before ("former Pakistani foreign minister X", "Taliban chief X") is read by
``look_left``, what stands behind an office ("ambassador of Peru", "head of the army") by
``look_right``. Both go by the order of words first and ask the tree only where that is not
enough, because long titles are parsed badly.
"""

from dataclasses import dataclass, field

from dragoman.coding.actors.units import Unit, is_spelt_plural
from dragoman.coding.parsing import Parse
from dragoman.lexicon.actors import ActorBook

DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "some", "any", "both"})
SKIPPED_TAGS = frozenset(
    {"JJ", "JJR", "JJS", "VBN", "VBG", "NN", "NNS", "NNP", "NNPS", "CD", "HYPH", "RB", "RBS", "AFX"}
)
COMPLEMENTS = frozenset({"of", "for", "to", "in", "at", "from", "on", "with", "across", "inside",
                          "throughout", "near", "around"})  # fmt: skip
_HOME = frozenset(
    {"of", "in", "at", "from", "across", "inside", "throughout", "near", "around"}
)  # behind these a state is the office's own
_OFFICIAL = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "OPP", "REB", "EDU"})
_OWN = frozenset({"of", "from"})  # the same for who serves abroad: "the envoy in X"
_TO = frozenset({"to", "with"})
FAR = 6  # tokens between an office and the end of its complement
_AGAINST = frozenset({"anti", "counter", "non"})
_MANY = 12  # titles or bodies beside one name: no phrase has more
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
    skipped: int = 0  # plain adjectives and nouns in between
    also: list[Unit] = field(default_factory=list)  # "[Greek] and Turkish troops"


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


def is_person(scene: Scene, unit: Unit) -> bool:
    """True if a name means a person: the tables or the model say so, or a title stands before."""
    kinds = {entry.kind for entry in unit.entries}
    if kinds:
        return "person" in kinds
    if unit.label == "PERSON" or unit.label not in ("ORG", "GPE"):
        return unit.label == "PERSON"
    head = head_of(scene.parse, unit.start, unit.end)
    over = scene.at[scene.parse.heads[head]]
    if scene.parse.deps[head] == "appos" and over is not None and over.office:
        return not is_plural(scene.parse, over.end - 1)  # "the president, X, said"
    before = scene.at[unit.start - 1] if unit.start else None
    if before is None or before.role is None or not before.office:
        return False
    named = scene.parse.words[before.start][0].isupper()
    title = bool(_OFFICIAL & set(before.role.sectors)) and scene.parse.pos[before.end - 1] != "ADJ"
    return named and title and not is_plural(scene.parse, before.end - 1)


def is_plural(parse: Parse, token: int) -> bool:
    """True for a plural noun."""
    return parse.tags[token] in ("NNS", "NNPS") or is_spelt_plural(parse.words[token])


def look_left(scene: Scene, at: int) -> Beside:
    """Read the words before token ``at`` that belong to the same mention."""
    floor = scene.parse.sentences[scene.parse.sentence_of[at]][0]
    found = Beside(at, at)
    here = at - 1
    while here >= floor:
        unit = scene.at[here]
        if unit is not None:
            after = _over_unit(scene, found, unit, here)
        else:
            after = _over_word(scene, found, here, floor)
        if after is None:
            break
        here = after
        found.edge = here + 1
    return found


def _over_unit(scene: Scene, found: Beside, unit: Unit, here: int) -> int | None:
    """The token before a unit that belongs to the mention, None if it does not."""
    if unit.sort == "name" and is_person(scene, unit):
        if here == found.start - 1 and scene.parse.deps[here] in ("compound", "nmod"):
            found.owner = head_of(scene.parse, unit.start, unit.end)  # "the Putin government"
            found.start = unit.start
        return None
    if len(found.titles) + len(found.bodies) + len(found.also) >= _MANY:
        return None
    mark = unit.start - 1
    if mark > 0 and scene.parse.words[mark] == "-" and scene.parse.lower[mark - 1] in _AGAINST:
        return mark - 2  # "anti-mafia prosecutor": not the mafia's
    _take(found, unit)
    return unit.start - 1


def _over_word(scene: Scene, found: Beside, here: int, floor: int) -> int | None:
    """The token before a word that belongs to the mention, None where the mention begins."""
    parse = scene.parse
    word, tag = parse.lower[here], parse.tags[here]
    if tag == "POS":
        _possessor(scene, found, here)
    elif tag in _SAYS_PRONOUN:
        found.owner = here
    elif word in DETERMINERS:
        found.determiner = word
    elif word in scene.cue_of and len(found.cues) < _MANY:
        found.cues.append(scene.cue_of[word])
        found.start = here
        return here - 1
    elif tag == "VBN" and here > floor + 1 and parse.words[here - 1] == "-":
        backer = scene.at[here - 2]  # "US-backed": not the country of the backed
        return (backer.start if backer is not None else here - 2) - 1
    elif tag in SKIPPED_TAGS and found.skipped < FAR:
        if _qualifies(parse, here):
            found.skipped += 1
            return here - 1
    elif word in COMPLEMENTS:
        return _over_preposition(scene, found, here, floor)
    elif word in ("and", ",", "or"):
        return _over_comma(scene, found, here, floor)
    return None


def _qualifies(parse: Parse, here: int) -> bool:
    """True for a word that stands before a noun as part of its phrase."""
    if not (here < parse.heads[here] or parse.tags[here][:3] == "NNP"):
        return False
    return parse.tags[here][:2] != "VB" or parse.deps[here] == "amod"


def _over_preposition(scene: Scene, found: Beside, here: int, floor: int) -> int | None:
    """An office before a preposition: "[Chief] of Staff General X", not "[loyalist] of X"."""
    before = scene.at[here - 1] if here > floor else None
    empty = not (found.skipped or found.titles or found.bodies)
    if before is None or not before.office or empty:
        return None
    named = scene.parse.words[before.start][0].isupper() and found.skipped > 0
    if found.titles and not named:
        return None
    if scene.parse.lower[here] not in _HOME:
        _drop_states(found, here)
    _take(found, before)
    return before.start - 1


def _over_comma(scene: Scene, found: Beside, here: int, floor: int) -> int | None:
    """What a comma or "and" joins to the mention: "[Greek] and Turkish troops", "[Secretary],
    Foreign Office X"."""
    if _joins_adjectives(scene.parse, here):
        return here - 1
    more = _coordinated(scene, found, here, floor)
    if more is not None:
        found.also.append(more)
        found.start = more.start
        return more.start - 1
    first = scene.at[here - 1] if here > floor else None
    if scene.parse.lower[here] == "and" and found.titles and first is not None and first.office:
        role = first.role
        if role is not None and role.phrase.partition(" ")[0] in ("deputy", "vice"):
            _take(found, first)  # "the Deputy Prime Minister and Foreign Minister X"
            return first.start - 1
    body_first = not found.titles and found.bodies and found.start == here + 1
    before = scene.at[here - 1] if here > floor else None
    if scene.parse.lower[here] == "," and body_first and before is not None and before.office:
        _take(found, before)
        return before.start - 1
    return None


def _joins_adjectives(parse: Parse, mark: int) -> bool:
    """True for the "and" in "political and military officials"."""
    one, other = mark - 1, mark + 1
    if parse.lower[mark] != "and" or not 0 < one < other < len(parse):
        return False
    pair = parse.tags[one] == "JJ" and parse.tags[other] == "JJ" and parse.words[one].islower()
    return pair and parse.deps[other] == "conj" and parse.heads[other] == one


def _coordinated(scene: Scene, found: Beside, mark: int, floor: int) -> Unit | None:
    """The demonym before a comma or "and" that shares its noun with the one behind it."""
    bodies = found.bodies
    before = scene.at[mark - 1] if mark > floor else None
    if before is None and scene.parse.lower[mark - 1] == ",":
        before = scene.at[mark - 2] if mark > floor + 1 else None
    if (
        before is None
        or not bodies
        or len(found.also) >= _MANY
        or not (_is_adjective(bodies[-1]) and _is_adjective(before))
        or before.sort != bodies[-1].sort  # not "[Russia] and Turkish troops"
    ):
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


def _possessor(scene: Scene, found: Beside, mark: int) -> None:
    """Note who owns what follows the "'s" at ``mark``."""
    unit = scene.at[mark - 1] if mark else None
    if unit is None:
        return
    if unit.sort == "name" and is_person(scene, unit):
        found.owner = head_of(scene.parse, unit.start, unit.end)
    else:
        found.bodies.append(unit)


def _drop_states(found: Beside, mark: int) -> None:
    """Behind "for" and "to" states are what an office deals with, not what it belongs to."""
    found.bodies = [unit for unit in found.bodies if unit.start < mark or unit.sort in ("role",)]


def look_right(scene: Scene, end: int, found: Beside) -> int:
    """Read the complement behind an office ("of Peru", "for the army"); its end, or ``end``."""
    parse = scene.parse
    last = parse.sentences[parse.sentence_of[end - 1]][1]
    here, stop = end, end
    abroad = parse.lemmas[end - 1] in scene.book.cues.get("abroad", ())
    homes = _OWN if abroad else _HOME
    if parse.lemmas[end - 1] in scene.book.cues.get("speaks", ()):
        homes = homes | {"for"}  # "a spokesman for Puntland"
    attached = scene.book.cues.get("attached", ())
    if here + 1 < last and parse.lower[here] in attached and parse.lower[here + 1] in _TO:
        here, homes = here + 1, _TO  # "gunmen loyal to the Libyan commander"
    while here < last and parse.lower[here] in COMPLEMENTS and len(found.bodies) < _MANY:
        home = parse.lower[here] in homes
        here, steps, seen = here + 1, 0, None
        if here < last and parse.tags[here] == "VBG" and parse.deps[here] == "pcomp":
            break  # "thanked the government for hosting them": what it does, not whose it is
        while here < last and steps < FAR:
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
            elif parse.lower[here] in DETERMINERS or parse.tags[here] in SKIPPED_TAGS:
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
    while here < last and parse.lower[here] in (",", "and", "&") and len(found.also) < _MANY:
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
