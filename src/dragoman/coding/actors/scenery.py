"""What holds for a report as a whole: the countries it is about, and its quoted stretches."""

from dragoman.coding.actors.beside import Scene
from dragoman.coding.actors.facts import BODIES, unit_country
from dragoman.coding.actors.units import Unit
from dragoman.coding.parsing import Parse

# How much a mention tells of the country that a report is about: most where things happen, who
# acts and whose offices are named ("Peruvian officials"), little where a country only qualifies a
# matter ("the Afghan question"). In a short report a state that is acted on is as often the other
# side, and counts for nothing. Set by hand.
_WHERE, _WHO, _OFFICES, _WHOSE, _WHOM = 1.0, 1.0, 1.0, 0.5, 0.5
_INSIDE = frozenset({"in", "inside", "across", "throughout", "within", "around", "near", "at"})
_SHORT = 3  # sentences


def countries_named(scene: Scene, date: str | None) -> tuple[tuple[str, ...], str | None]:
    """The countries that a report names, most often named first, and the one it is mostly about
    (None where two share the first place, or a short report names it only as somebody's aim)."""
    weights: dict[str, float] = {}
    counts: dict[str, int] = {}
    total = len(scene.units)
    short = len(scene.parse.sentences) < _SHORT
    for place, unit in enumerate(scene.units):
        if unit.sort == "role":
            continue
        country = unit_country(unit, date)
        if country is None or country in BODIES:
            continue
        weight = _weight(scene, unit, short) + (0.5 if place < total / 4 and not short else 0.0)
        weights[country] = weights.get(country, 0.0) + weight
        counts[country] = counts.get(country, 0) + 1
    order = sorted(weights, key=lambda c: (-weights[c], -counts[c]))
    tied = len(order) > 1 and weights[order[0]] == weights[order[1]]
    home = order[0] if order and not tied and weights[order[0]] > 0 else None
    return tuple(order), home


def sentence_homes(scene: Scene, date: str | None) -> dict[int, str]:
    """For each sentence the one country that it places something in."""
    parse = scene.parse
    found: dict[int, set[str]] = {}
    for unit in scene.units:
        head = unit.end - 1
        if parse.deps[head] != "pobj" or parse.lower[parse.heads[head]] not in _INSIDE:
            continue
        country = unit_country(unit, date) if unit.sort != "role" else None
        if country is not None and country not in BODIES:
            found.setdefault(parse.sentence_of[head], set()).add(country)
    return {sentence: min(here) for sentence, here in found.items() if len(here) == 1}


def _weight(scene: Scene, unit: Unit, short: bool) -> float:
    parse = scene.parse
    head = unit.end - 1
    dep = parse.deps[head]
    if unit.sort == "demonym" or not unit.entries or dep in ("amod", "compound", "poss"):
        over = scene.at[parse.heads[head]]
        return _OFFICES if over is not None and over.sort == "role" else _WHOSE
    if dep == "pobj" and parse.lower[parse.heads[head]] in _INSIDE:
        return 1.5 * _WHERE if short else _WHERE
    if dep in ("nsubj", "nsubjpass", "ROOT"):
        return _WHO
    return 0.0 if short else _WHOM


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
