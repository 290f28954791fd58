"""What holds for a report as a whole: the countries it is about, and its quoted stretches."""

from typing import NamedTuple

from dragoman.coding.actors.beside import Scene
from dragoman.coding.actors.facts import BODIES, unit_country
from dragoman.coding.actors.units import Unit
from dragoman.coding.parsing import Parse

# How much a mention tells of the country that a report is about: most where things happen, who
# acts and whose offices are named ("Peruvian officials"), little where a country only qualifies a
# matter ("the Afghan question"). In a short report a state that is acted on is as often the other
# side, and counts for nothing. Set by hand.
_WHERE, _WHO, _OFFICES, _WHOSE, _WHOM = 1.0, 1.0, 1.0, 0.5, 0.5
_ABROAD = 0.25  # "the Peruvian embassy" stands in another country
_INSIDE = frozenset({"in", "inside", "across", "throughout", "within", "around", "near", "at"})
_SHORT = 3  # sentences
_ELSEWHERE = (("JRN",), ("BUS",))  # who tells and who sells is at home elsewhere
# A sentence is about the country that it and the ones before it speak of, each counting less than
# the next; the whole report counts as much as so many mentions. Set by hand.
_DATELINE = 0.5
_HEAD = 20  # tokens in which a dateline ends
_CLAUSES = 5  # steps up the tree in which a clause ends
_DOMESTIC = 0.25
_WHOLE, _FADING, _GONE = 3.0, 0.7, 0.05


class Homes(NamedTuple):
    """Which country a report is about: as a whole, and sentence by sentence."""

    near: tuple[str, ...]  # all that it names, most often named first
    home: str | None  # the first, unless two share the place
    where: dict[int, str]  # the one country that a sentence places something in
    about: dict[int, str]  # the one that the report is about by then
    named: frozenset[str] = frozenset()  # those named otherwise than by their capital


def homes_of(scene: Scene, date: str | None) -> Homes:
    """The countries that a report names and is about. No home where two share the first place,
    or a short report names a country only as somebody's aim."""
    parse = scene.parse
    weights: dict[str, float] = {}
    counts: dict[str, int] = {}
    local: dict[int, dict[str, float]] = {}
    inside: dict[int, set[str]] = {}
    named: set[str] = set()
    total, short = len(scene.units), len(parse.sentences) < _SHORT
    for place, unit in enumerate(scene.units):
        country = unit_country(unit, date) if unit.sort != "role" else None
        if country is None or country in BODIES or is_half(parse, unit):
            continue
        if unit.sort != "capital":
            named.add(country)
        weight = _weight(scene, unit, short)
        sentence = parse.sentence_of[unit.start]
        here = local.setdefault(sentence, {})
        here[country] = here.get(country, 0.0) + _local_weight(parse, unit, weight)
        early = 0.5 if place < total / 4 and not short else 0.0
        early += _DATELINE if _is_dateline(parse, unit) else 0.0
        weights[country] = weights.get(country, 0.0) + weight + early
        counts[country] = counts.get(country, 0) + 1
        if _is_inside(parse, unit.end - 1):
            inside.setdefault(sentence, set()).add(country)
    order = sorted(weights, key=lambda c: (-weights[c], -counts[c]))
    if short and len(order) == 1 and not weights[order[0]] and _is_domestic(scene):
        weights[order[0]] = _DOMESTIC
    tied = len(order) > 1 and weights[order[0]] == weights[order[1]]
    home = order[0] if order and not tied and weights[order[0]] > 0 else None
    where = {n: min(countries) for n, countries in inside.items() if len(countries) == 1}
    topics = _topics(len(parse.sentences), weights, local, short)
    return Homes(tuple(order), home, where, topics, frozenset(named))


def _is_domestic(scene: Scene) -> bool:
    """True for a report whose only country is that of a party or an armed group: whoever deals
    with them is mostly of the same one."""
    entries = [e for unit in scene.units if unit.sort != "role" for e in unit.entries[:1]]
    known = [e for e in entries if e.country and e.country not in BODIES]
    return bool(known) and all(
        e.kind in ("group", "organization") and {"REB", "PTY", "OPP"} & set(e.sectors)
        for e in known
    )


def _topics(
    sentences: int, weights: dict[str, float], local: dict[int, dict[str, float]], short: bool
) -> dict[int, str]:
    """The country of each sentence: that of the whole report, as far as the last sentences speak
    of no other."""
    whole = sum(weights.values())
    if short or not whole:
        return {}
    base = {country: _WHOLE * weight / whole for country, weight in weights.items()}
    running: dict[str, float] = {}
    found = {}
    for sentence in range(sentences):
        running = {c: _FADING * w for c, w in running.items() if w > _GONE}
        for country, weight in local.get(sentence, {}).items():
            running[country] = running.get(country, 0.0) + weight
        scores = {c: base[c] + running.get(c, 0.0) for c in base}
        found[sentence] = max(scores, key=lambda c: (scores[c], weights[c]))
    return found


def _local_weight(parse: Parse, unit: Unit, weight: float) -> float:
    """A state that acts, or where something is done, tells more of the offices named next than
    one whose own offices are named."""
    if unit.sort in ("name", "capital") and parse.deps[unit.end - 1] == "nsubj":
        return 1.5 * weight
    if unit.sort == "demonym" or parse.deps[unit.end - 1] in ("amod", "compound", "poss"):
        return weight / 2
    return weight


def _is_dateline(parse: Parse, unit: Unit) -> bool:
    """True for the place at the head of a report: "LIMA, July 8", "Lima (X) -"."""
    if unit.start >= _HEAD or unit.end + 1 >= len(parse):
        return False
    mark = parse.lower[unit.end]
    if mark in ("(", ":", "/", "-", "--", "\u2014"):
        return parse.words[unit.start].isupper() or unit.start == 0
    after = unit.end + 1
    return mark == "," and any(
        e.start <= after < e.end and e.label == "DATE" for e in parse.entities[:_HEAD]
    )


def _is_inside(parse: Parse, head: int) -> bool:
    """True for a place where the main clause places something; not "who met A [in B]"."""
    if parse.deps[head] != "pobj" or parse.lower[parse.heads[head]] not in _INSIDE:
        return False
    for _ in range(_CLAUSES):
        if parse.deps[head] in ("relcl", "advcl"):
            return False
        head = parse.heads[head]
    return True


def _weight(scene: Scene, unit: Unit, short: bool) -> float:
    parse = scene.parse
    head = unit.end - 1
    dep = parse.deps[head]
    if any(entry.sectors[:1] in _ELSEWHERE for entry in unit.entries):
        return 0.0
    if unit.sort == "demonym" or not unit.entries or dep in ("amod", "compound", "poss"):
        over = scene.at[parse.heads[head]]
        if parse.lemmas[parse.heads[head]] in scene.book.cues.get("mission", ()):
            return _ABROAD
        return _OFFICES if over is not None and over.sort == "role" else _WHOSE
    if any(entry.kind in ("person", "organization", "group") for entry in unit.entries):
        return 0.0 if short else _WHOSE
    if _is_inside(parse, head):
        return 1.5 * _WHERE if short else _WHERE
    if dep in ("nsubj", "nsubjpass", "ROOT") or parse.lower[parse.heads[head]] == "by":
        return _WHO
    return 0.0 if short else _WHOM


def is_half(parse: Parse, unit: Unit) -> bool:
    """True for a part of a hyphenated adjective: "[US]-led", "intra-[Afghan]"."""
    if unit.sort == "role" and unit.end - unit.start > 1:
        return False
    first, last = parse.words[unit.start], parse.words[unit.end - 1]
    if not unit.entries and unit.sort == "name":
        if first[0].islower() and "-" in (first, *parse.words[unit.start : unit.end]):
            return True
        if parse.tags[unit.end - 1] == "JJ" and unit.label == "NORP":
            return True  # "Islamic values"
    if "-" in last[1:] and last.rpartition("-")[2].islower():
        return True
    after = unit.end
    if after + 1 < len(parse) and parse.words[after] == "-" and _touch(parse, after):
        tag = parse.tags[after + 1]
        return parse.words[after + 1].islower() and (tag[:2] in ("VB", "JJ") or tag == "NN")
    before = unit.start - 1
    if before > 0 and parse.words[before] == "-" and _touch(parse, before):
        return parse.words[before - 1].islower() and len(parse.words[before - 1]) < len("trans-")
    return False


def _touch(parse: Parse, hyphen: int) -> bool:
    """True for a hyphen without spaces around it."""
    return (
        0 < hyphen < len(parse) - 1
        and parse.ends[hyphen - 1] == parse.starts[hyphen]
        and parse.ends[hyphen] == parse.starts[hyphen + 1]
    )


def quoted_tokens(parse: Parse) -> bytearray:
    """One byte a token: 1 between double quotation marks. An open quotation ends with its
    paragraph."""
    inside = bytearray(len(parse))
    for start, end in parse.paragraphs:
        quoted = 0
        for token in range(start, end):
            if parse.words[token] in ('"', "``", "''"):
                quoted ^= 1
            else:
                inside[token] = quoted
    return inside
