"""Whom each mention means: names to figures, and offices and bodies to whom they stand for."""

from collections.abc import Callable

from dragoman.coding.actors.bodies import cast_body
from dragoman.coding.actors.drafts import Draft
from dragoman.coding.actors.facts import beside_countries, unit_country
from dragoman.coding.actors.figures import Board, Figure, first_of, keys_of, note
from dragoman.coding.actors.offices import because, cast_office, gender_of, learn
from dragoman.lexicon.names import Entry, holds

_DATELINE = frozenset({",", "(", "-", "--", "_", ":", "\u2014"})
_NAMESAKES = 40  # persons of one surname that are looked at
_STEP = 0.5  # what a sentence takes off how much a report is about somebody
_LATELY = 2  # sentences between the office and the name of one who is quoted
_ACTING = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "poss", "agent"})
# Behind these a capital is a government, behind the others it is a place.
_DEALING = frozenset({"with", "between", "against", "by", "to", "for", "on", "toward", "towards",
                      "into", "upon", "than", "like"})  # fmt: skip


def cast_draft(board: Board, draft: Draft) -> None:
    """Find or make the figures that a draft means, and enter the mention."""
    if (draft.what == "person" and draft.kind == "name") or _is_surname(board, draft):
        _cast_person(board, draft)
    elif draft.unit.sort == "role":
        cast_office(board, draft)
    elif draft.unit.sort in ("demonym", "people", "capital", "place") or draft.what in (
        "state", "place",
    ):  # fmt: skip
        _cast_land(board, draft)
    else:
        cast_body(board, draft)


def _is_surname(board: Board, draft: Draft) -> bool:
    """True for a single word that the tables or the model take for something else, but that is
    the name of someone named before."""
    unit = draft.unit
    if unit.end - unit.start != 1 or unit.sort in ("role", "demonym", "people"):
        return False
    if unit.entries and unit.label != "PERSON" and unit.sort != "place":
        return False
    key = keys_of(board.scene, *draft.name)[0]
    if key in board.by_word:
        return True
    leader = not unit.entries and unit.label == "ORG"  # "Macron" taken for a firm
    return leader and bool(_by_surname(board, key, draft))


# -- persons ---------------------------------------------------------------------------------


def _cast_person(board: Board, draft: Draft) -> None:
    keys = keys_of(board.scene, *draft.name)
    entries = tuple(e for e in draft.entries if e.kind == "person") or draft.entries
    title = board.scene.parse.lower[max(0, draft.name[0] - 1)].rstrip(".")
    gender = gender_of(board, title)
    figure = _known_person(board, keys, entries, gender)
    if figure is None and not entries:
        figure = _unnamed_before(board, draft)
        if figure is not None:
            figure.forms.clear()  # what he was called was no name
    if figure is None:
        figure = board.new("", "person")
    if not figure.entries and not entries and len(keys) == 1 and len(figure.name_words) < 2:
        entries = _by_surname(board, keys[0], draft)
    if entries and not figure.entries:
        figure.entries = entries
        figure.choice = board.pick(entries)
        if figure.choice is not None:
            board.by_key.setdefault(f"person:{figure.choice.entry.name}", figure.number)
            country = figure.choice.entry.country
            for entry in entries:
                if entry.country != country:
                    continue  # "the prime minister" is nobody who once was one elsewhere
                role = entry.role.lower()
                office = role.partition(" of ")[0]
                figure.words.update(filter(None, (role, office, _calling(board, office))))
    figure.forms.append(draft.name)
    if len(keys) > len(figure.name_words):
        figure.name_words = keys
    for key in keys:
        numbers = board.by_word.setdefault(key, [])
        if figure.number in numbers:
            numbers.remove(figure.number)
        numbers.append(figure.number)
    learn(board, figure, draft)
    figure.gender = figure.gender or gender
    figure.gender = figure.gender or board.scene.book.given.get(figure.name_words[0], "")
    note(board, draft, (figure.number,), because(figure.entries, "person name"))


def _known_person(
    board: Board, keys: list[str], entries: tuple[Entry, ...], gender: str
) -> Figure | None:
    """The person named before whom these words may mean."""
    if not keys:
        return None
    known = [board.figures[n] for n in board.by_word.get(keys[-1], [])[: -_NAMESAKES - 1 : -1]]
    known = [f for f in known if not (gender and f.gender and gender != f.gender)]
    if len(keys) == 1:  # a last name is a likelier form of address than a middle one
        known.sort(key=lambda f: f.name_words[-1] != keys[0])
        namesakes = [f for f in known if f.name_words[-1] == keys[0]]
        if len(namesakes) > 1:
            known = [_most_talked_of(board, namesakes)]
        return known[0] if known else _listed_person(board, entries)
    same = next((f for f in known if _same_name(keys, f.name_words)), None)
    return same or _listed_person(board, entries)


def _calling(board: Board, office: str) -> str:
    """The last word of an office by which its bearer may be called: "[separatist] leader"."""
    first, _, last = office.rpartition(" ")
    weak = last in board.scene.book.cues.get("weak", ()) or last == "minister"
    lower = first.startswith(("vice", "deputy", "former", "acting"))
    return last if first and weak and last != "president" and not lower else ""


def _most_talked_of(board: Board, namesakes: list[Figure]) -> Figure:
    """Of persons who share a surname the one that the last sentences were about; of equals the
    last one named."""
    best, most = namesakes[0], 0.0
    for figure in namesakes:
        traces = [t for t in board.traces[-_NAMESAKES:] if t.figures == (figure.number,)]
        last = board.traces[-1].sentence if board.traces else 0
        talk = max((t.prominence - _STEP * (last - t.sentence) for t in traces), default=0.0)
        if talk > most:
            best, most = figure, talk
    return best


def _listed_person(board: Board, entries: tuple[Entry, ...]) -> Figure | None:
    """The person named before under another of the tables' names."""
    choice = board.pick(entries)
    same = board.by_key.get(f"person:{choice.entry.name}") if choice is not None else None
    return board.figures[same] if same is not None else None


def _unnamed_before(board: Board, draft: Draft) -> Figure | None:
    """Who was quoted by his office alone and is now named: "A Pentagon spokesman said ... added
    [spokesman Kim X]"."""
    weak = board.scene.book.cues.get("weak", frozenset())
    titles = [title.role.phrase.lower() for title in draft.beside.titles if title.role]
    bare = not draft.beside.bodies and draft.beside.owner is None
    if len(titles) != 1 or titles[0] not in weak or not bare:
        return None
    sentence = board.scene.parse.sentence_of[draft.start]
    for trace in reversed(board.traces[-_NAMESAKES:]):
        if not 0 < sentence - trace.sentence <= _LATELY or len(trace.figures) != 1:
            continue
        figure = board.figures[trace.figures[0]]
        if figure.what == "person" and not figure.name_words and titles[0] in figure.words:
            return figure
    return None


def _same_name(some: list[str], other: list[str]) -> bool:
    """True if one name is the other with words left out or cut to initials."""
    short, long = sorted((some, other), key=len)
    if short[-1] != long[-1]:
        return short == long[: len(short)] and len(short) == 1
    return all(
        w in long
        or any(len(w) == 1 and x.startswith(w) for x in long)
        or any(len(x) == 1 and w.startswith(x) for x in long)
        for w in short[:-1]
    )


def _by_surname(board: Board, key: str, draft: Draft) -> tuple[Entry, ...]:
    """The table's person of that surname, if country and title agree and no other is as likely."""
    everything = board.scene.book.surnames.get(key, ())
    lands = beside_countries(draft.beside, board.date)
    rows = [
        e
        for e in everything
        if (e.country in lands if lands else _may_be_meant(board, e)) and _fits(board, e, draft)
    ]
    top = board.scene.book.cues.get("top", frozenset())
    tests: list[Callable[[Entry], bool]] = [
        lambda e: e.country in board.homes.near,
        lambda e: holds(e, board.date),
        lambda e: _office_of(e) in top,
    ]
    for test in tests:
        if len({e.name for e in rows}) > 1:
            rows = [e for e in rows if test(e)] or rows
    names = {e.name for e in rows}
    if len(names) > 1:  # two presidents Bush: their country is sure
        known = draft.beside.titles or all(_office_of(e) in top for e in rows)
        choice = board.pick(tuple(rows))
        if len({e.country for e in rows}) > 1 or not known or choice is None:
            return ()
        names = {choice.entry.name}
    return tuple(e for e in everything if e.name in names)


def _office_of(entry: Entry) -> str:
    return entry.role.partition(" of ")[0].lower()


def _may_be_meant(board: Board, entry: Entry) -> bool:
    """True for whom a report may name by the surname alone: who leads a country, or serves at the
    time one that the report speaks of."""
    if not holds(entry, board.date):
        return False
    if _office_of(entry) in board.scene.book.cues.get("top", ()):
        return True
    governs = entry.sectors[:1] == ("GOV",)
    return governs and board.date is not None and entry.country in board.homes.near


def _fits(board: Board, entry: Entry, draft: Draft) -> bool:
    """False where a title beside the surname is not that of the table's person."""
    for title in draft.beside.titles:
        if title.role is None or not title.role.sectors:
            continue
        phrase = title.role.phrase.lower()
        words = entry.role.lower()
        weak = phrase in board.scene.book.cues.get("weak", ()) and phrase != "president"
        if not (phrase in words or (weak and set(title.role.sectors) & set(entry.sectors))):
            return False
    return True


# -- states and places -----------------------------------------------------------------------


def _cast_land(board: Board, draft: Draft) -> None:
    choice = board.pick(draft.entries)
    entry = choice.entry if choice is not None else None
    sort = draft.unit.sort
    acts = sort != "capital" or _acts(board, draft.head)
    if sort == "capital" and acts and _cast_seat(board, draft):
        return
    place = entry is None or sort == "place" or not acts
    if sort == "people":
        _cast_people(board, draft)
        return
    name = " ".join(keys_of(board.scene, *draft.name))
    key = f"place:{name}" if place or entry is None else f"state:{entry.name}"
    number = board.by_key.get(key)
    figure = (
        board.figures[number]
        if number is not None
        else board.new(key, "place" if place else "state")
    )
    if figure.choice is None and choice is not None:
        figure.choice, figure.entries = choice, draft.entries
    if sort != "demonym":
        figure.forms.append(draft.name)
    if entry is None and not figure.countries:
        figure.countries += _place_country(board, draft)
    if sort == "capital" and not place and entry is not None and entry.kind == "state":
        figure.governs = True
    rule = "place name" if place else "demonym" if sort == "demonym" else "state"
    note(board, draft, (figure.number,), because(draft.entries, rule))


def _cast_seat(board: Board, draft: Draft) -> bool:
    """Enter a capital that is also the seat of a union, where the report speaks of that union or
    at least not of the country: "Brussels"."""
    word = board.scene.parse.lower[draft.head]
    for code in ("EUR",):
        if word not in board.scene.book.cues.get(f"seat {code}", ()):
            continue
        bodies = [f for f in board.figures if f.what == "igo" and f.country == code and f.mentions]
        if bodies:
            note(board, draft, (bodies[0].number,), f"seat of {code}")
            return True
        if not _speaks_of_home(board, draft):
            for union in sorted(board.scene.book.cues.get(f"sits {code}", ())):
                figure = _listed_body(board, draft, union)
                note(board, draft, (figure.number,), f"seat of {code}")
                return True
    return False


def _speaks_of_home(board: Board, draft: Draft) -> bool:
    """True if the report names the country of a capital in another way."""
    home = board.pick(draft.entries)
    return home is None or home.entry.country in board.homes.named


def _listed_body(board: Board, draft: Draft, name: str) -> Figure:
    """The figure of a body that the tables know by a name that does not stand in the report."""
    entries = tuple(e for form in board.scene.book.forms.get(name, ()) for e in form.entries)
    choice = board.pick(entries)
    key = f"body:{choice.entry.name}" if choice is not None else f"body:{name}"
    number = board.by_key.get(key)
    if number is not None:
        return board.figures[number]
    figure = board.new(key, "igo")
    figure.choice, figure.entries = choice, entries
    return figure


def _place_country(board: Board, draft: Draft) -> list[str]:
    """The country of a place that no table has: "the Bosnian town of X", "X, Bosnia"."""
    scene, parse = board.scene, board.scene.parse
    units = []
    if draft.end + 1 < len(parse) and parse.lower[draft.end] == ",":
        units.append(scene.at[draft.end + 1])
    over = parse.heads[draft.head]
    if parse.deps[draft.head] == "pobj" and parse.lower[over] == "of":
        units += [scene.at[child] for child in parse.children[parse.heads[over]]]
    found = [unit_country(unit, board.date) for unit in units if unit is not None]
    return [country for country in found if country][:1]


def _acts(board: Board, head: int) -> bool:
    """True if a capital stands where a government does: "Kabul said", "talks with Kabul"."""
    parse = board.scene.parse
    if parse.lower[head + 1 : head + 2] and parse.lower[head + 1] in _DATELINE:
        first = parse.sentences[parse.sentence_of[head]][0]
        if head - first < 3 and parse.words[first].isupper():
            return False  # "LIMA, Peru (AP) --"
    head = first_of(parse, head)
    if parse.deps[head] == "pobj":
        return parse.lower[parse.heads[head]] in _DEALING
    return parse.deps[head] in _ACTING


def _cast_people(board: Board, draft: Draft) -> None:
    choice = board.pick(draft.entries)
    key = f"people:{choice.entry.name}" if choice and draft.plural else ""
    number = board.by_key.get(key) if key else None
    figure = board.figures[number] if number is not None else board.new(key, "collective")
    figure.plural = True
    figure.choice = choice
    if not figure.sectors:
        figure.sectors = ["CVL"]
    figure.forms.append(draft.name)
    note(board, draft, (figure.number,), because(draft.entries, "people"))
