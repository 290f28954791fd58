"""One phrase by itself: who is meant by "the Peruvian navy", and what is known of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from dragoman.coding.actors.beside import Scene, head_of, make_scene
from dragoman.coding.actors.casting import cast_draft
from dragoman.coding.actors.drafts import Draft, draft_mentions
from dragoman.coding.actors.facts import Choice, choose, sectors_at, unit_country, unit_sectors
from dragoman.coding.actors.figures import Board
from dragoman.coding.actors.outcome import actors_of
from dragoman.coding.actors.readings import (
    listed_readings,
    named_readings,
    namesakes,
    shown_entry,
    with_others,
)  # fmt: skip
from dragoman.coding.actors.scenery import Homes, homes_of
from dragoman.coding.actors.stage import read_board
from dragoman.coding.actors.units import Unit
from dragoman.coding.actors.unlisted import all_units
from dragoman.coding.parsing import Parse
from dragoman.coding.trees import conjuncts
from dragoman.lexicon.actors import ActorBook
from dragoman.lexicon.names import Entry, holds, name_key, name_words, word_key
from dragoman.model import Actor, ActorKind

# Given names that differ by a letter or two are the same ("Evelyne", "Evelyn"); set by hand.
_ALIKE = 0.8
# Confidence where two readings stand and nothing speaks for one of them, and the least there is.
# Set by hand.
_UNSURE, _LEAST = 0.6, 0.2
_ARTICLES = ("the ", "a ", "an ", "some ", "several ")


@dataclass(frozen=True, slots=True)
class PhraseAnswer:
    """Who a phrase means. ``members`` are the several actors of a compound phrase; ``because``
    names the table row or the rule; ``confidence`` is between 0 and 1."""

    name: str
    country: str | None
    sectors: tuple[str, ...]
    kind: ActorKind | None
    wiki: str | None
    because: str
    confidence: float
    members: tuple["PhraseAnswer", ...] = ()


def resolve_phrase(
    text: str,
    context: str,
    date: str | None,
    book: ActorBook,
    parse: Callable[[str], Parse],
) -> PhraseAnswer:
    """Resolve one actor phrase at a date.

    ``context`` may hold the sentence around it, or any words that tell more of it; ``parse`` is
    the parser. Of a phrase that names nobody known the answer has no country and no sectors.
    """
    phrase = text.strip().strip("\"'“”‘’,;:")
    near = _context_countries(context, date, book, parse)
    alone = _alone(phrase, near, date, book, parse)
    told = _in_context(phrase, context, date, book, parse)
    if told is not None and _tells_more(told[0], alone, phrase):
        answer, others = told
        others = others + namesakes(phrase, answer.country, book)
        return _weighed(answer, others, _UNSURE)
    rows = listed_readings(phrase, date, near, book)
    others = [shown_entry(row) for row in rows if row.name != alone.name]
    others += namesakes(phrase, alone.country, book)
    sure = bool(near) and alone.country in near and len({row.country for row in rows}) > 1
    return _weighed(alone, others, alone.confidence - 0.1 if sure else _UNSURE)


def _weighed(answer: PhraseAnswer, others: list[str], unsure: float) -> PhraseAnswer:
    """The answer with the readings that stand beside it, and less confidence for them."""
    if not others or answer.members:
        return answer
    confidence = min(answer.confidence, max(_LEAST, unsure / (1 + len(others) / 4)))
    because = with_others(answer.because, others)
    return replace(answer, because=because, confidence=round(confidence, 2))


def _tells_more(told: PhraseAnswer, alone: PhraseAnswer, phrase: str) -> bool:
    """True where the sentence around a phrase tells more than the phrase: of a word alone, of an
    office without a country, of nobody that is known."""
    if not (told.country or told.sectors):
        return False
    bare = " " not in phrase or phrase[:1].islower() or alone.country is None
    return bare and bool(told.country or not alone.country)


def _in_context(
    phrase: str, context: str, date: str | None, book: ActorBook, parse: Callable[[str], Parse]
) -> tuple[PhraseAnswer, list[str]] | None:
    """Who is meant where the context holds the phrase, and who else may be; None if it does not
    or means nobody there."""
    place = context.rfind(phrase)
    if place < 0 or context.strip() == phrase:
        return None
    parsed = parse(context)
    inside = [
        token
        for token in range(len(parsed))
        if place <= parsed.starts[token] and parsed.ends[token] <= place + len(phrase)
    ]
    if not inside:
        return None
    board = read_board(parsed, date, book)
    head = head_of(parsed, inside[0], inside[-1] + 1)
    mention = board.by_head.get(head)
    if mention is None or len(mention.actors) != 1:
        return None
    number = int(mention.actors[0][1:]) - 1
    figure = board.figures[number]
    spans = {parsed.span(*span) for span in figure.mentions}
    actor = next(a for a in actors_of(board).actors.values() if spans & {*a.mentions})
    wiki = figure.choice.entry.wiki if figure.choice is not None else None
    answer = PhraseAnswer(
        actor.name, actor.country, _plain(actor), actor.kind, wiki, mention.because, 0.8
    )
    others = named_readings(board, phrase.removeprefix("the "), number)
    return answer, others if figure.what == "person" else []


def _alone(
    phrase: str,
    near: tuple[str, ...],
    date: str | None,
    book: ActorBook,
    parse: Callable[[str], Parse],
) -> PhraseAnswer:
    """Who a phrase means by itself, in a text about some countries."""
    parsed = parse(phrase)
    pronoun = len(parsed) == 1 and parsed.pos[0] == "PRON"
    whole = _whole_name(phrase, date, near, book) if not pronoun else None
    if whole is not None:
        return whole
    members = tuple(
        resolve_phrase(part, "", date, book, parse)
        for part in members_of(parsed, book)
        if part != phrase
    )
    scene = make_scene(parsed, book, all_units(parsed, book, loose=True))
    answer = _by_mention(scene, date, near) or _by_words(scene, phrase, date)
    if sum(bool(m.country or m.sectors) for m in members) > 1:
        return PhraseAnswer(phrase, None, (), answer.kind, None, "compound", 0.6, members)
    if answer.country is None and len(near) == 1 and answer.sectors:
        return _replaced(answer, country=near[0], because=answer.because + ", context")
    return answer


def _replaced(answer: PhraseAnswer, country: str, because: str) -> PhraseAnswer:
    return PhraseAnswer(
        answer.name, country, answer.sectors, answer.kind, answer.wiki, because, 0.5, answer.members
    )


def _context_countries(
    context: str, date: str | None, book: ActorBook, parse: Callable[[str], Parse]
) -> tuple[str, ...]:
    if not context.strip():
        return ()
    parsed = parse(context)
    return homes_of(make_scene(parsed, book, all_units(parsed, book)), date).near


def _answer(choice: Choice, date: str | None, confidence: float) -> PhraseAnswer:
    entry = choice.entry
    sectors = ("CVL",) if entry.kind == "place" else sectors_at(choice, date)
    return PhraseAnswer(
        entry.name, entry.country, sectors, entry.kind, entry.wiki, entry.because, confidence
    )


def _whole_name(
    phrase: str, date: str | None, near: tuple[str, ...], book: ActorBook
) -> PhraseAnswer | None:
    """The phrase as a name of the tables, word for word or nearly so."""
    forms = [f for f in book.forms.get(name_key(phrase), ()) if f.use != "demonym"]
    if len(forms) > 1 or (forms and "A" in forms[0].caps):
        exact = [f for f in forms if "A" not in f.caps or not phrase.islower()]
        forms = exact
    entries = tuple(e for f in forms if f.use != "people" for e in f.entries)
    choice = choose(entries, date, near)
    if choice is not None and not phrase.islower():
        return _answer(choice, date, 0.95)
    entries = _likeliest(_near_name(phrase, book), date, near, book)
    choice = choose(entries, date, near)
    return _answer(choice, date, 0.7) if choice is not None else None


def _near_name(phrase: str, book: ActorBook) -> tuple[Entry, ...]:
    """Rows of the one person whose surname is the phrase's and whose given names are much alike:
    "Evelyne" for "Evelyn", "G. W." for "George W."."""
    words = [word_key(word) for word in name_words(phrase)]
    if not words or not phrase[0].isupper():
        return ()
    rows = book.surnames.get(words[-1], ())
    fitting = [e for e in rows if _given_alike(words[:-1], name_words(e.name)[:-1])]
    names = {e.name for e in fitting}
    return tuple(fitting) if len(names) == 1 or len(words) == 1 else ()


def _likeliest(
    rows: tuple[Entry, ...], date: str | None, near: tuple[str, ...], book: ActorBook
) -> tuple[Entry, ...]:
    """Of all that share a surname those of the countries at hand, in office then, leading one."""
    tops = book.cues.get("top", frozenset())
    tests: list[Callable[[Entry], bool]] = [
        lambda row: row.country in near,
        lambda row: holds(row, date) and bool(date or not row.end),
        lambda row: row.role.partition(" of ")[0].lower() in tops,
    ]
    for test in tests:
        if len({row.name for row in rows}) > 1:
            rows = tuple(row for row in rows if test(row)) or rows
    return rows


def _given_alike(some: list[str], other: list[str]) -> bool:
    if not some or not other:
        return not some
    first, known = some[0], word_key(other[0])
    if len(first) <= 2 and first == first[:2]:
        return known.startswith(first[0])
    return SequenceMatcher(None, first, known, autojunk=False).ratio() >= _ALIKE


def _by_mention(scene: Scene, date: str | None, near: tuple[str, ...]) -> PhraseAnswer | None:
    """The answer of the actor stage: the actor at the head of the phrase."""
    board = Board(scene, date, Homes(near, None, {}, {}), bytearray(len(scene.parse)))
    drafts = draft_mentions(scene)
    for draft in drafts:
        cast_draft(board, draft)
    cast = actors_of(board)
    head = _root(scene.parse)
    mention = cast.by_head.get(head)
    if mention is None and drafts:
        wide = [m for m in cast.mentions if m.kind != "demonym" and m.start <= head < m.end]
        mention = wide[0] if wide else None
    if mention is None or len(mention.actors) != 1:
        return None
    actor = cast.actors[mention.actors[0]]
    figure = next(f for f in board.figures if f"a{f.number + 1}" in _ids(board, head, mention.head))
    entry = figure.choice.entry if figure.choice is not None else None
    wiki = entry.wiki if entry is not None else None
    return PhraseAnswer(
        actor.name, actor.country, _plain(actor), actor.kind, wiki, mention.because, 0.8
    )


def _ids(board: Board, head: int, other: int) -> tuple[str, ...]:
    mention = board.by_head.get(head) or board.by_head.get(other)
    return mention.actors if mention is not None else ()


def _plain(actor: Actor) -> tuple[str, ...]:
    if actor.kind == "place":
        return ("CVL",) if actor.country else ()
    return tuple(sector for sector in actor.sectors if sector != "UNK")


def _root(parse: Parse) -> int:
    for token in range(len(parse)):
        if parse.heads[token] == token:
            return token
    return 0


def _by_words(scene: Scene, phrase: str, date: str | None) -> PhraseAnswer:
    """What the words of a phrase tell whose head is nobody: "[gang] confederations"."""
    country: str | None = None
    sectors: tuple[str, ...] = ()
    because = "no known word"
    for unit in _from_head(scene):
        if country is None and unit.sort != "role":
            country = unit_country(unit, date)
        if not sectors:
            sectors = tuple(s for s in unit_sectors(unit, date) if s != "UNK")
            if sectors:
                because = unit.role.because if unit.role is not None else unit.entries[0].because
    name = phrase
    for article in _ARTICLES:
        name = name.removeprefix(article)
    return PhraseAnswer(name, country, sectors, None, None, because, 0.4 if sectors else 0.2)


def _from_head(scene: Scene) -> list[Unit]:
    """The units of a phrase: those of its head's own words first, then what hangs on them."""
    root = _root(scene.parse)
    before = [u for u in scene.units if u.start <= root]
    return [*reversed(before), *[u for u in scene.units if u.start > root]]


def members_of(parse: Parse, book: ActorBook, head: int | None = None) -> list[str]:
    """The actors that a coordinated phrase names: "Chad and Niger" two, "Chadian and Nigerien
    troops" two as well, each with the noun they share. One phrase alone is given back as it is.

    ``head`` is a token of any of the members; without it the phrase's own root is taken.
    """
    if not len(parse):
        return []
    top = _root(parse) if head is None else head
    while parse.deps[top] == "conj":
        top = parse.heads[top]
    parts = [part for noun in conjuncts(parse, top) for part in _shared_noun(parse, book, noun)]
    listed = _neighbours(parse, book, top)
    return listed if len(listed) > 1 and len(listed) >= len(parts) else parts


def _neighbours(parse: Parse, book: ActorBook, head: int) -> list[str]:
    """The members by the order of words alone, for lists that the parser takes for other things:
    the mentions left and right that only commas and "and" part from each other."""
    scene = make_scene(parse, book, all_units(parse, book))
    drafts = [d for d in draft_mentions(scene) if d.kind in ("name", "title", "collective")]
    at = next((n for n, d in enumerate(drafts) if d.start <= head < d.end), None)
    if at is None:
        return []
    first = last = at
    while first > 0 and _joins(parse, drafts[first - 1].end, _start(drafts[first])):
        first -= 1
    while last + 1 < len(drafts) and _joins(parse, drafts[last].end, _start(drafts[last + 1])):
        last += 1
    span = parse.lower[drafts[first].start : drafts[last].end]
    if first == last or not {"and", "&"} & set(span):
        return []
    members = drafts[first : last + 1]
    return [parse.text[slice(*parse.span(_start(d), d.end))] for d in members]


def _start(draft: Draft) -> int:
    return min(draft.start, draft.beside.start)


def _joins(parse: Parse, end: int, start: int) -> bool:
    """True if there is nothing but a comma, "and" and "the" from ``end`` to ``start``."""
    between = parse.lower[end:start]
    return 0 < len(between) < 4 and all(word in (",", "and", "&", "the") for word in between)


def _shared_noun(parse: Parse, book: ActorBook, noun: int) -> list[str]:
    first = noun
    while first > 0 and parse.heads[first - 1] == noun and parse.deps[first - 1] in (
        "amod", "compound", "nmod", "poss",
    ):  # fmt: skip
        first -= 1
    owners = [c for c in parse.children[noun] if parse.deps[c] in ("amod", "nmod", "compound")]
    for owner in owners:
        several = [t for t in conjuncts(parse, owner) if _is_land(parse, book, t)]
        if len(several) > 1:
            return [f"{parse.words[t]} {parse.words[noun]}" for t in several]
    return [_full(parse, noun)]


def _is_land(parse: Parse, book: ActorBook, token: int) -> bool:
    forms = book.forms.get(word_key(parse.words[token]), ())
    return any(e.kind == "state" for form in forms for e in form.entries)


def _full(parse: Parse, noun: int) -> str:
    """The noun with its titles and modifiers, without article."""
    start = noun
    kept = {"amod", "compound", "nmod", "poss", "case", "punct"}
    inside = {noun}
    stack = [c for c in parse.children[noun] if parse.deps[c] in kept and c < noun]
    while stack:
        at = stack.pop()
        inside.add(at)
        stack.extend(c for c in parse.children[at] if c < noun)
    while start - 1 in inside:
        start -= 1
    end = noun + 1
    for named in parse.children[noun]:  # "Foreign Minister X" parsed as an apposition
        if parse.deps[named] == "appos" and "," not in parse.words[noun:named]:
            end = named + 1
    return parse.text[slice(*parse.span(start, end))]
