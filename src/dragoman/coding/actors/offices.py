"""Offices, bodies and collectives without a name: whose they are, and whom they stand for.

"The minister" is the one named before, "the two leaders" are two of them, "Greek and Turkish
troops" are two collectives, and "Pakistani officials" are one wherever they are mentioned.
"""

from itertools import islice

from dragoman.coding.actors.beside import Scene, head_of
from dragoman.coding.actors.descriptions import described_body
from dragoman.coding.actors.drafts import Draft
from dragoman.coding.actors.facts import (
    BODIES,
    beside_countries,
    beside_sectors,
    unit_country,
)  # fmt: skip
from dragoman.coding.actors.figures import Board, Figure, note
from dragoman.coding.actors.pairs import is_each, pair_of
from dragoman.coding.actors.thanks import thanked_state
from dragoman.coding.actors.units import Unit
from dragoman.coding.trees import clause_verb, own_subject, subject
from dragoman.lexicon.names import Entry

_NAMED = frozenset({"state", "organization", "group", "igo"})
_DESCRIBED = 60  # mentions that a description looks back
# Whoever has one of these belongs to the country that the report is about, unless it says
# otherwise; not so observers from elsewhere (media, aid workers, firms).
_LOCAL = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "ELI", "OPP", "PTY"})
_CROWD = frozenset({"CVL", "REB", "REF", "LAB", "EDU", "REL", "AGR", "CRM", "UAF"})


def because(entries: tuple[Entry, ...], otherwise: str) -> str:
    """The table row behind a mention, or the rule that found it."""
    return entries[0].because if entries else otherwise


def learn(board: Board, figure: Figure, draft: Draft) -> None:
    """What the words beside a mention tell of the figure."""
    scene, date, beside = board.scene, board.date, draft.beside
    titles = beside.titles if draft.unit.sort != "role" else [draft.unit, *beside.titles]
    figure.countries += [c for c in beside_countries(beside, date) if c not in figure.countries]
    figure.sectors += [
        s for s in beside_sectors(scene, titles, beside, date) if s not in figure.sectors
    ]
    if draft.kind == "name" and not figure.faint:
        figure.faint = _of_community(board, titles, draft)
    if beside.owner is not None:
        figure.tied.append(beside.owner)
    loose = [u for u in beside.bodies if not unit_country(u, date)]
    figure.tied += [head_of(scene.parse, u.start, u.end) for u in loose]
    known = not any(u.label == "ORG" and not u.entries for u in loose) and beside.owner is None
    for title in titles:
        if title.role is not None:
            phrase = title.role.phrase.lower()
            figure.words.update(_callings(board, phrase, scene.parse.lemmas[title.end - 1]))
            figure.gender = figure.gender or gender_of(board, phrase.rpartition(" ")[2])
            cues, lemma = scene.book.cues, scene.parse.lemmas[title.end - 1]
            abroad = phrase in cues.get("abroad", ()) and draft.kind != "name"
            abroad = abroad or (draft.plural and lemma in cues.get("of_state", ()))
            office = _LOCAL & (set(title.role.sectors) or _of_bodies(loose)) and not abroad
            figure.titled = figure.titled or bool(known and office)
            crowd = _CROWD & set(title.role.sectors) or _is_victim(draft, scene)
            figure.local = figure.local or bool(known and not abroad and crowd)
    if draft.kind == "name":
        figure.roles += draft.roles


def _of_bodies(loose: list[Unit]) -> set[str]:
    """The sectors of the bodies whose country is not told: "a [junta] spokesman"."""
    return {sector for unit in loose if unit.role for sector in unit.role.sectors}


def _of_community(board: Board, titles: list[Unit], draft: Draft) -> bool:
    """True for "Druze leader X": the community tells less of X than the tables may."""
    weak = board.scene.book.cues.get("weak", frozenset())
    bodies = [entry for unit in draft.beside.bodies for entry in unit.entries[:1]]
    groups = [e for e in bodies if e.kind == "group" and e.sectors[:1] in (("REL",), ("CVL",))]
    plain = all(t.role is None or t.role.phrase.lower() in weak for t in titles)
    return bool(groups) and plain and len(groups) == sum(e.kind != "state" for e in bodies)


def _is_victim(draft: Draft, scene: Scene) -> bool:
    """True for people without a name to whom something is done: "arrested five journalists"."""
    parse = scene.parse
    verb = parse.lemmas[parse.heads[draft.head]]
    suffering = parse.deps[draft.head] in ("dobj", "nsubjpass")
    dealing = verb in scene.book.cues.get("dealing", ())
    return draft.kind in ("collective", "title") and suffering and not dealing


def _callings(board: Board, phrase: str, lemma: str) -> list[str]:
    """What a later mention may call the bearer of a title: "White House chief of staff" also
    "chief of staff" and "chief"."""
    words = phrase.split()
    shorter = (" ".join(words[n:]) for n in range(1, len(words) - 1))
    roles = board.scene.book.roles
    return [phrase, lemma, phrase.partition(" of ")[0], *[s for s in shorter if s in roles]]


def gender_of(board: Board, word: str) -> str:
    """Whether a title is a man's ("m") or a woman's ("f"), "" where it may be either's."""
    cues = board.scene.book.cues
    return next((g[0] for g in ("male", "female") if word in cues.get(g, ())), "")


def cast_office(board: Board, draft: Draft) -> None:
    """Find or make the figures that an office, body or collective without a name means."""
    role = draft.unit.role
    assert role is not None
    several = draft.plural or is_each(board, draft.head)
    pair = pair_of(board, draft.head) if several and not draft.beside.bodies else ()
    if pair:
        note(board, draft, pair, "those named before")
        return
    named = _apposed_to(board, draft)
    if named is not None:
        note(board, draft, (named,), "apposition")
        return
    lands = beside_countries(draft.beside, board.date)
    if draft.beside.also and lands:
        numbers = [
            _office_figure(board, draft, country, unit).number
            for unit in _sharers(draft, lands[0])
            if unit.entries and (country := unit.entries[0].country)
        ]
        note(board, draft, tuple(dict.fromkeys(numbers)), role.because)
        return
    if not lands and draft.entries and draft.entries[0].country in board.homes.near:
        lands = [draft.entries[0].country]
    if not lands and role.phrase.endswith("ministry") and not draft.beside.bodies:
        lands = _of_minister(board, draft, role.phrase.lower().replace("ministry", "minister"))
    lands = lands or _served(board, role.phrase.lower()) or thanked_state(board, draft)
    _tie_parliament(board, draft, lands)
    figure = (
        _referred(board, draft, lands)
        or _described(board, draft, lands)
        or described_body(board, draft, lands)
        or _known_otherwise(board, draft, lands)
    )
    known = bool(lands or role.sectors or draft.beside.bodies or draft.beside.owner is not None)
    if figure is None and not known and role.kind != "person":
        return  # "a team", "the company": nobody that the report tells of
    if figure is None:
        figure = _office_figure(board, draft, lands[0] if lands else None, None)
    else:
        learn(board, figure, draft)
    note(board, draft, (figure.number,), role.because)


def _served(board: Board, phrase: str) -> list[str]:
    """The state or union that alone has an office: "the pope", "European lawmakers"."""
    cues = board.scene.book.cues
    return [code for code in sorted(cues.get("owned", ())) if phrase in cues[f"owned {code}"]]


def _apposed_to(board: Board, draft: Draft) -> int | None:
    """The state or body that a description behind it means: "Peru, a key Chilean ally"."""
    parse = board.scene.parse
    if parse.deps[draft.head] != "appos" or draft.plural or not draft.beside.determiner:
        return None
    mention = board.by_head.get(parse.heads[draft.head])
    if mention is None or mention.kind != "name" or len(mention.actors) != 1:
        return None
    figure = board.figures[int(mention.actors[0][1:]) - 1]
    return figure.number if figure.what in _NAMED and mention.end <= draft.start else None


def _of_minister(board: Board, draft: Draft, office: str) -> list[str]:
    """The country of the minister named just before whose ministry this may be."""
    sentence = board.scene.parse.sentence_of[draft.start]
    for trace in reversed(board.traces[-_DESCRIBED:]):
        if sentence - trace.sentence > 1:
            break
        figure = board.figures[trace.figures[0]]
        if figure.what == "person" and office in figure.words and figure.country:
            return [figure.country]
    return []


def _tie_parliament(board: Board, draft: Draft, lands: list[str]) -> None:
    """ "Asked Congress", "told parliament": that of the country of who did."""
    role, parse = draft.unit.role, board.scene.parse
    bare = not (lands or draft.beside.bodies or draft.beside.determiner)
    if role is None or role.sectors[:1] != ("LEG",) or not bare or role.kind != "organization":
        return
    if draft.beside.owner is None:
        who = subject(parse, clause_verb(parse, draft.head))
        mention = board.by_head.get(who) if who is not None and who != draft.head else None
        if mention is not None and len(mention.actors) == 1:
            figure = board.figures[int(mention.actors[0][1:]) - 1]
            if figure.what == "person" and figure.country:
                draft.beside.owner = who


def _described(board: Board, draft: Draft, lands: list[str]) -> Figure | None:
    """The person named before whom a definite description means ("the Turkish leader", "Peru's
    top diplomat"), or whom the sentence says to be so ("X is a lawyer")."""
    role, parse = draft.unit.role, board.scene.parse
    if role is None or draft.what != "person":
        return None
    if parse.deps[draft.head] == "attr" and parse.lemmas[parse.heads[draft.head]] == "be":
        who = own_subject(parse, parse.heads[draft.head])
        negated = any(parse.deps[c] == "neg" for c in parse.children[parse.heads[draft.head]])
        mention = board.by_head.get(who) if who is not None and not negated else None
        if mention is not None and len(mention.actors) == 1:
            figure = board.figures[int(mention.actors[0][1:]) - 1]
            return figure if figure.what == "person" else None
    definite = draft.beside.determiner in ("the", "that", "this") or _is_owned(board, draft)
    use = "is body" if lands and lands[0] in BODIES else "is"  # "the UN chief"
    if not definite or draft.beside.determiner in ("a", "an"):
        return None
    wanted = _wanted(board, role.phrase.lower(), use, parse.lemmas[draft.unit.end - 1])
    for trace in reversed(board.traces[-_DESCRIBED:] if wanted else []):
        if len(trace.figures) != 1 or trace.modifier:
            continue
        figure = board.figures[trace.figures[0]]
        if figure.what != "person" or not figure.name_words or not wanted & figure.words:
            continue
        if (not lands or figure.country == lands[0]) and _heads(board, draft, figure):
            return figure
    return None


def _wanted(board: Board, phrase: str, use: str, lemma: str) -> frozenset[str]:
    """The offices that a description may mean. One that names an office in full means no other:
    "the prime minister" is not the foreign minister."""
    cues = board.scene.book.cues
    wanted = cues.get(f"{use} {lemma}", frozenset())
    if phrase != lemma and (phrase in wanted or phrase in cues.get("top", ())):
        return frozenset({phrase}) | cues.get(f"{use} {phrase}", frozenset())
    return wanted


def _heads(board: Board, draft: Draft, figure: Figure) -> bool:
    """False where a description names a party or group that a person's offices do not: "the
    Workers' Party leader"."""
    lower = board.scene.parse.lower
    bodies = [
        " ".join(lower[unit.start : unit.end])
        for unit in draft.beside.bodies
        if unit.entries and unit.entries[0].kind in ("organization", "group")
    ]
    return not bodies or any(body in word for body in bodies for word in figure.words)


def _known_otherwise(board: Board, draft: Draft, lands: list[str]) -> Figure | None:
    """The only person named in the sentence before, for what he once was: "the former banker"."""
    beside = draft.beside
    once = beside.determiner == "the" and beside.cues == ["former"] and draft.what == "person"
    if not once or lands or beside.bodies or beside.owner is not None:
        return None
    sentence = board.scene.parse.sentence_of[draft.start]
    traces = [t for t in board.traces[-_DESCRIBED:] if t.sentence == sentence - 1]
    figures = [board.figures[n] for t in traces if not t.modifier for n in t.figures]
    named = {f.number for f in figures if f.what == "person" and f.name_words}
    return board.figures[named.pop()] if len(named) == 1 else None


def _is_owned(board: Board, draft: Draft) -> bool:
    """True for a possessor before the office: "[Peru]'s leader"."""
    parse = board.scene.parse
    return any(
        b.end < len(parse) and parse.tags[b.end] == "POS" and b.end <= draft.unit.start
        for b in draft.beside.bodies
    )


def _sharers(draft: Draft, land: str) -> list[Unit]:
    """The units that share a noun, in text order: [Greek] and [Turkish] troops."""
    owners = (u for u in draft.beside.bodies if u.entries and u.entries[0].country == land)
    return sorted((*draft.beside.also, *islice(owners, 1)), key=lambda unit: unit.start)


def _office_figure(board: Board, draft: Draft, land: str | None, sharer: Unit | None) -> Figure:
    """The figure of an office or collective of a country, made where there is none."""
    beside, parse, role = draft.beside, board.scene.parse, draft.unit.role
    assert role is not None
    alone = draft.what == "person" or beside.determiner in ("a", "an") or beside.owner is not None
    bodies = ",".join(
        " ".join(parse.lower[u.start : u.end])
        for u in beside.bodies
        if u.sort != "demonym" and not land
    )
    key = "" if alone else f"office:{role.phrase.lower()}:{land or bodies}"
    number = board.by_key.get(key) if key else None
    figure = board.figures[number] if number is not None else board.new(key, draft.what)
    if number is None:
        figure.plural = draft.plural or draft.what == "collective"
    if land is not None and land not in figure.countries:
        figure.countries.append(land)
    countries = figure.countries[:]
    learn(board, figure, draft)
    if sharer is None:
        figure.forms.append(draft.name)
        return figure
    figure.countries = countries
    words = parse.text[slice(*parse.span(draft.unit.start, draft.unit.end))]
    whose = parse.text[slice(*parse.span(sharer.start, sharer.end))]
    before = sharer.start < draft.unit.start
    figure.label = f"{whose} {words}" if before else f"{words} of {whose}"
    return figure


def last_ones(
    board: Board, before: int, wanted: int, kinds: tuple[str, ...], modifiers: bool
) -> tuple[int, ...]:
    """The last ``wanted`` different figures of some kinds named before a token, in text order;
    fewer are none."""
    found: list[int] = []
    sentence = board.scene.parse.sentence_of[before]
    for trace in reversed(board.traces[-60:]):
        if trace.head >= before or sentence - trace.sentence > 4:
            continue
        for number in trace.figures:
            figure = board.figures[number]
            if figure.what in kinds and number not in found and (modifiers or not trace.modifier):
                found.append(number)
    return tuple(sorted(found[:wanted])) if len(found) >= wanted else ()


def _referred(board: Board, draft: Draft, lands: list[str]) -> Figure | None:
    """The figure named before that an office or body without a name stands for."""
    role = draft.unit.role
    assert role is not None
    phrase = role.phrase.lower()
    first, _, rest = phrase.partition(" ")
    if rest and first in board.scene.cue_of:
        phrase = rest  # "the ousted president" may be the president
    determiner, parse = draft.beside.determiner, board.scene.parse
    if determiner in ("a", "an", "some", "any") or draft.beside.owner is not None:
        return None
    lemma = parse.lemmas[draft.unit.end - 1]
    definite = determiner in ("the", "that", "this", "these", "those")
    groups = board.scene.book.cues.get("group", frozenset())
    bodies = [u for u in draft.beside.bodies if u.sort != "demonym"]
    for trace in reversed(board.traces[-80:]):
        if len(trace.figures) != 1:
            continue
        figure = board.figures[trace.figures[0]]
        if lands and figure.country != lands[0]:
            continue
        if figure.what != draft.what and not (
            definite and figure.what in ("group", "organization")
        ):
            continue
        named = phrase in figure.words and (definite or draft.what != "person" or bool(lands))
        if named and (not bodies or lands or not figure.countries):
            return figure
        if definite and not lands and not bodies and lemma in figure.words and " " not in phrase:
            return figure
        if definite and not lands and lemma in groups and figure.what == "group":
            return figure
    return None
