"""Finding the words of a report that name places.

Two witnesses are heard: the parser's entities and the gazetteer. What our own tables know
(countries, divisions, regions and their adjectives) counts wherever it stands, save inside a
person's name. The name of a town counts where the model sees a place, or where the words around it
do: a preposition before it, a state behind it, the same name elsewhere in the report. What the
model alone holds for a place is kept, as unknown or, if it is built, as a facility.
"""

from collections.abc import Iterator

from dragoman.coding.parsing import Parse
from dragoman.coding.places.entities import with_entities
from dragoman.coding.places.holders import lies_in
from dragoman.coding.places.records import Found, Lookup
from dragoman.coding.places.scene import PLACE_LABELS, TOWN, Scene, goes_on, make_scene, trim

# Words in small letters that stand inside names: "Isle of Man", "Dar es Salaam".
_INSIDE = frozenset(
    [
        "of", "the", "de", "la", "le", "les", "del", "al", "el", "es", "and", "on", "upon", "du",
        "-", "'s",
    ]
)  # fmt: skip
_WATERS = frozenset({"River", "Bay", "Sea", "Strait", "Canal", "Ocean", "Gulf", "Channel"})
_LONGEST = 5  # tokens of a name
_SHORT = 3  # letters: so short, a word in capitals may be anything
_GREAT = 500_000  # inhabitants of a city that everybody knows
_DIVIDED = frozenset({"R", "D", "I", "L"})  # party before a member's place: "R-Salem"


def find_spans(parse: Parse, lookup: Lookup) -> list[Found]:
    """The place names of a report in text order, without overlaps."""
    scene = make_scene(parse, lookup)
    found: list[Found] = []
    doubtful: list[Found] = []
    for match in _matches(scene):
        (found if _is_sure(scene, match) else doubtful).append(match)
    known = {f.name.lower() for f in found if f.kind == "name"}
    found += [f for f in doubtful if f.name.lower() in known and _may_repeat(scene, f)]
    found += _postal(scene, found)
    return sorted(with_entities(scene, found))


def _matches(scene: Scene) -> Iterator[Found]:
    """The longest names of the gazetteer, from left to right."""
    at, words = 0, scene.parse.words
    while at < len(words):
        match = _match(scene, at) if words[at][0].isupper() else None
        if match is not None:
            yield match
        at = match.end if match is not None else at + 1


def _match(scene: Scene, at: int) -> Found | None:
    """The longest name that begins at a token."""
    parse, gazetteer = scene.parse, scene.lookup.gazetteer
    short = parse.words[at] + "."
    if parse.words[at + 1 : at + 2] == ["."] and short in gazetteer.short:
        return Found(at, at + 2, short, "name")  # "Ont." that the tokenizer cut in two
    last, end = min(at + _LONGEST, scene.last(at)), at + 1
    while end < last and (
        parse.words[end][0].isupper() or parse.lower[end] in _INSIDE or _is_linked(scene, end)
    ):
        end += 1
    while end > at:
        if end == at + 1 or parse.words[end - 1][0].isupper():
            name = scene.text(at, end)
            if name in gazetteer.adjectives:
                return Found(at, end, name, "adjective")
            if end == at + 1 and name in gazetteer.words.never and not gazetteer.table(name):
                return None
            if _looks_up(scene, name, at, end):
                return Found(at, end, name, "name")
        end -= 1
    return _hyphened(scene, at)


def _is_linked(scene: Scene, at: int) -> bool:
    """True for the "e" of "Mazar-e-Sharif": a short word between two hyphens without a space."""
    parse = scene.parse
    return (
        len(parse.words[at]) <= _SHORT
        and parse.lower[at - 1] == "-"
        and parse.ends[at - 1] == parse.starts[at]
        and parse.lower[at + 1 : at + 2] == ["-"]
        and parse.ends[at] == parse.starts[at + 1]
    )


def _looks_up(scene: Scene, name: str, at: int, end: int) -> bool:
    if name.startswith(("The ", "THE ")) and scene.lookup.table(name):
        return False  # the article is no part of it
    words = name.split()
    if (
        len(words) > 2
        and words[1] == "of"
        and words[0].lower() in scene.lookup.gazetteer.words.settlement
    ):
        return False  # of "City of Salem", Salem is the name
    written_so = name in scene.lookup.gazetteer.short or name in scene.lookup.gazetteer.meant
    if name.isupper() and not written_so:
        if len(name) <= _SHORT:
            return False
        name_like = scene.label[at] in PLACE_LABELS or scene.in_dateline(at, end)
        return name_like and bool(scene.lookup.all(name))
    return bool(scene.lookup.all(name))


def _hyphened(scene: Scene, at: int) -> Found | None:
    """A name in one token with other words: "R-Salem", "U.S.-led"."""
    first, mark, rest = scene.parse.words[at].partition("-")
    if not mark or not first or not rest:
        return None
    if first in _DIVIDED and rest[0].isupper() and scene.lookup.all(rest):
        return Found(at, at + 1, rest, "name", (len(first) + 1, 0))
    if rest[0].islower() and scene.lookup.table(first):
        return Found(at, at + 1, first, "name", (0, len(rest) + 1))
    return None


def _is_sure(scene: Scene, match: Found) -> bool:
    label, words = scene.label[match.start], scene.lookup.gazetteer.words
    if match.cut != (0, 0):
        return True
    if label == "LANGUAGE" or _in_person(scene, match):
        return False
    if match.kind == "name" and scene.after(match.end) in words.clock:
        return False  # "midnight Moscow time"
    if match.kind == "adjective":
        return _is_sure_adjective(scene, match, label)
    if places := scene.lookup.table(match.name):
        if any(place.kind == "seat" for place in places):
            return _is_sure_seat(scene, match)
        return _is_sure_of_table(scene, match, label)
    if _is_part(scene, match) or _is_institution(scene, match):
        return False
    if scene.in_dateline(match.start, match.end) or _holder(scene, match):
        return True
    if match.name in words.common and label not in PLACE_LABELS:
        return False
    if any(word in words.county for word in match.name.split()[1:]):
        return True
    return _is_sure_town(scene, match, label)


def _is_sure_town(scene: Scene, match: Found, label: str) -> bool:
    placed = scene.stands_as_place(match)
    if label in PLACE_LABELS:
        return placed or not scene.is_person(match.name)
    if scene.parse.pos[match.start] != "PROPN":
        return False
    possessive = scene.after(match.end) in ("'s", "'") and scene.parse.tags[match.end] == "POS"
    if possessive or match.name.lower() in scene.persons:
        return False
    if scene.is_person(match.name) and not placed:
        return False
    if label == "ORG" and scene.extent[match.start] != (match.start, match.end):
        return _in_organisation(scene, match)
    if label not in ("", "ORG", "PERSON", "NORP") or goes_on(scene, match):
        return False
    if label != "PERSON" and match.name not in scene.lookup.gazetteer.words.common:
        placed = placed or _is_great(scene, match)
    return placed


def _is_great(scene: Scene, match: Found) -> bool:
    places = scene.lookup.all(match.name)
    return any(place.population >= _GREAT and place.name == match.name for place in places)


def _is_sure_adjective(scene: Scene, match: Found, label: str) -> bool:
    parse = scene.parse
    ahead = parse.lower[match.end : match.end + 2]
    behind = parse.lower[max(0, match.start - 2) : match.start]
    hyphened = ahead[:1] == ["-"] and ahead[1:2] in (["american"], ["americans"])
    if hyphened or (match.name.startswith("American") and behind[-1:] == ["-"]):
        return False  # "African-American" is no word of a place
    words = scene.lookup.gazetteer.words
    after = scene.after(match.end)
    if after in words.thing and after not in words.civic:
        return False  # "French Quarter"
    return label not in ("PERSON", "PRODUCT") and parse.pos[match.start] != "VERB"


def _is_sure_of_table(scene: Scene, match: Found, label: str) -> bool:
    name, parse = match.name, scene.parse
    before = scene.before(match.start)
    if name.endswith(".") and not name.isupper():
        return label in PLACE_LABELS or before in (",", "-", "(") or "." in name[:-1]
    if len(name) <= _SHORT:
        return label in ("GPE", "LOC", "ORG", "NORP") or parse.tags[match.start] == "NNP"
    if label == "PERSON":
        return name.lower() not in scene.persons
    if scene.after(match.end) in _WATERS:
        return False  # "the Delaware River" is not the state
    start = scene.extent[match.start][0]
    if label not in PLACE_LABELS and match.start > start and scene.label[start] == label:
        kinds = {place.kind for place in scene.lookup.table(name)}
        if kinds <= {"region", "sea", "river"}:
            return False  # "Discovery Channel"
    return label in PLACE_LABELS or parse.pos[match.start] in ("PROPN", "ADJ", "NOUN")


def _is_sure_seat(scene: Scene, match: Found) -> bool:
    """A palace or base counts where one can be in it: as a modifier ("White House aides") or an
    agent it stands for who works there."""
    head = match.end - 1
    if scene.parse.deps[head] in ("compound", "nmod", "nsubj", "poss", "amod", "agent"):
        return False
    return scene.before(match.start) in scene.lookup.gazetteer.words.where


def _in_person(scene: Scene, match: Found) -> bool:
    """True for a part of a person's name ("Jordan" in "Jordan Smith"), or a name with a title."""
    start, end = scene.extent[match.start]
    label, titles = scene.label[match.start], scene.lookup.gazetteer.words
    if scene.before(match.start) in titles.bearer and goes_on(scene, match):
        return True  # "speaker Ararat Mirzoyan", whatever the model makes of it
    if label == "PERSON" and end - start > match.end - match.start:
        return True
    if label in ("GPE", "LOC") or match.kind == "adjective":
        return False
    before = scene.parse.words[match.start - 1] if match.start > scene.first(match.start) else ""
    return before in titles.person


def _is_part(scene: Scene, match: Found) -> bool:
    """True for a piece of a longer entity that is itself a place ("Meadow" in "Meadow Grove")."""
    start, end = scene.extent[match.start]
    if scene.label[match.start] not in PLACE_LABELS:
        return False
    start, end = trim(scene, start, end)
    return (start, end) != (match.start, match.end) and (
        match.start > start or goes_on(scene, match)
    ) and match.end <= end  # fmt: skip


def _is_institution(scene: Scene, match: Found) -> bool:
    """True for a possessive that begins another name: "St Mary's Church", "Lloyd's Bank"."""
    parse, at = scene.parse, match.end
    return scene.after(at) == "'s" and at + 1 < len(parse) and parse.words[at + 1][0].isupper()


def _holder(scene: Scene, match: Found) -> bool:
    """True where a division or country stands behind the name and a comma: "Salem, Ore."."""
    at = match.end
    if scene.after(at) != "," or not scene.after(at + 1)[:1].isupper():
        return False
    behind = _match(scene, at + 1)
    return behind is not None and any(
        outer.kind in ("country", "admin1") and lies_in(inner, outer)
        for outer in scene.lookup.table(behind.name)
        for inner in scene.lookup.all(match.name)
    )


def _in_organisation(scene: Scene, match: Found) -> bool:
    """A town in an organisation's name counts where the name says so: "Boise Fire Department",
    "University of Hartford"."""
    _, end = scene.extent[match.start]
    if scene.parse.lower[match.start - 1] in ("of", "in", "at") and match.end == end:
        return True
    if max(place.population for place in scene.lookup.all(match.name)) < TOWN:
        return False
    return match.end < end and scene.parse.words[match.end] in scene.lookup.gazetteer.words.civic


def _may_repeat(scene: Scene, match: Found) -> bool:
    """A name that counts elsewhere in the report counts here too, but for persons' names, pieces
    of longer names, and sites, which stand for who works there."""
    if _in_person(scene, match) or _is_part(scene, match) or _is_institution(scene, match):
        return False
    if any(place.kind == "seat" for place in scene.lookup.table(match.name)):
        return False
    return not scene.is_person(match.name) or scene.stands_as_place(match)


def _postal(scene: Scene, found: list[Found]) -> list[Found]:
    """Two-letter states behind a town: "Salem, OR"."""
    taken, more = {f.start for f in found}, []
    for match in found:
        at = match.end + 1
        if scene.after(match.end) != "," or at in taken or at >= len(scene.parse):
            continue
        state = scene.lookup.gazetteer.postal.get(f"US-{scene.parse.words[at]}")
        if state is not None and match.kind == "name":
            more.append(Found(at, at + 1, state.name, "name"))
    return more
