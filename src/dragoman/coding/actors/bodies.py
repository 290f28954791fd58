"""Organizations and groups by name: the tables' or the report's own, acronyms in brackets."""

from dragoman.coding.actors.beside import is_land
from dragoman.coding.actors.drafts import Draft
from dragoman.coding.actors.facts import Choice, beside_countries, choose, unit_country
from dragoman.coding.actors.figures import Board, Figure, keys_of, note
from dragoman.coding.actors.offices import because, learn
from dragoman.coding.actors.units import Unit
from dragoman.lexicon.names import name_key

# Bodies that every state may have under the same name.
_OF_STATE = (("GOV",), ("MIL",), ("SPY",), ("COP",), ("JUD",), ("LEG",), ("PTY",))


def cast_body(board: Board, draft: Draft) -> None:
    """Find or make the figure that the name of a body means, and enter the mention."""
    lands = beside_countries(draft.beside, board.date)
    choice = choose(draft.entries, board.date, (*lands, *board.homes.near))
    words = keys_of(board.scene, *draft.name)
    key = f"body:{choice.entry.name}" if choice is not None else f"body:{' '.join(words)}"
    if choice is not None and choice.entry.country is None and lands:
        key += f":{lands[0]}"  # Iraqi Kurds are not those of Turkey
    number = board.by_key.get(key)
    if number is None:
        number = _bracketed(board, draft)
        if number is not None and choice is not None and not _is_named(board, number, choice):
            choice = None  # an acronym that others have, too
    if number is None:
        number = _apposed(board, draft)
    figure = board.figures[number] if number is not None else board.new(key, draft.what)
    board.by_key.setdefault(key, figure.number)
    last = board.scene.parse.words[draft.end - 1]
    if choice is None and len(words) > 1 and last.isupper() and len(last) > 1:
        board.by_key.setdefault(f"body:{words[-1]}", figure.number)  # "the Kurdish YPD"
    if figure.choice is None and choice is not None:
        figure.choice, figure.entries = choice, draft.entries
    figure.forms.append(draft.name)
    for inner in (*draft.unit.inner, draft.unit):
        if inner.role is not None:
            figure.words.update(
                (inner.role.phrase.lower(), board.scene.parse.lemmas[inner.end - 1])
            )
            if choice is None and _is_head(board, draft, inner):
                figure.sectors += [s for s in inner.role.sectors if s not in figure.sectors]
        elif choice is None and inner is not draft.unit and (c := _land(inner)):
            figure.countries.append(c)
    if choice is not None:
        _localize(board, figure, draft, lands)
    else:
        figure.words.add(board.scene.parse.lemmas[draft.end - 1])
        if not lands and not figure.countries:
            figure.countries += _where(board, draft)
        draft.beside.owner = None  # "his GOP backing": a body belongs to nobody
        learn(board, figure, draft)
    note(board, draft, (figure.number,), because(draft.entries, "name of a body"))


def _localize(board: Board, figure: Figure, draft: Draft, lands: list[str]) -> None:
    """The words beside a listed body go first: "Iraq's Sunnis", "Belarus's KGB"; without any, a
    people of many countries is one of where the report is."""
    assert figure.choice is not None
    entry = figure.choice.entry
    if entry.country is None:
        figure.countries += [c for c in lands if c not in figure.countries]
        figure.local = entry.kind == "group"
        return
    owned = draft.start > 1 and board.scene.parse.tags[draft.start - 1] == "POS"
    before = board.scene.at[draft.start - 2] if owned else None
    owner = unit_country(before, board.date) if before is not None and is_land(before) else None
    if owner and entry.kind == "organization" and entry.sectors[:1] in _OF_STATE and not entry.user:
        figure.countries += [c for c in (owner,) if c not in figure.countries]


def _where(board: Board, draft: Draft) -> list[str]:
    """The country that the words behind an unlisted body place it in: "the X Institute in Peru"."""
    scene, parse = board.scene, board.scene.parse
    for below in parse.children[draft.head]:
        if parse.lower[below] in ("in", "of", "from") and below >= draft.end:
            places = [scene.at[noun] for noun in parse.children[below]]
            found = [unit_country(u, board.date) for u in places if u is not None and is_land(u)]
            return [country for country in found if country][:1]
    return []


def _land(unit: Unit) -> str | None:
    """The country of the first thing that a unit may mean."""
    return unit.entries[0].country if unit.entries else None


def _is_named(board: Board, number: int, choice: Choice) -> bool:
    """True if half of the words of a figure's name are in the name that a table gives."""
    words = {word for form in board.figures[number].forms for word in keys_of(board.scene, *form)}
    known = set(name_key(choice.entry.name).split())
    return 2 * len(words & known) >= len(known)


def _apposed(board: Board, draft: Draft) -> int | None:
    """The body that was described just before its name: "the main rebel group, X"."""
    parse = board.scene.parse
    if parse.deps[draft.head] != "appos":
        return None
    mention = board.by_head.get(parse.heads[draft.head])
    if mention is None or mention.kind not in ("description", "collective"):
        return None
    figure = board.figures[int(mention.actors[0][1:]) - 1]
    group = figure.words & board.scene.book.cues.get("group", frozenset())
    return figure.number if len(mention.actors) == 1 and group and not figure.plural else None


def _is_head(board: Board, draft: Draft, inner: Unit) -> bool:
    """True for the word that says what a body is: "Union" in "Union for the Freedom of X"."""
    parse = board.scene.parse
    words = parse.lower[draft.start : draft.end]
    stops = [draft.start + n for n, word in enumerate(words) if n and word in ("of", "for", "to")]
    return inner.end == (stops[0] if stops else draft.end) or inner is draft.unit


def _bracketed(board: Board, draft: Draft) -> int | None:
    """The figure that an acronym in brackets belongs to: "the People's Front (PF)"."""
    parse = board.scene.parse
    opening = draft.start - 1
    if opening < 1 or parse.lower[opening] not in ("(", "[") or not board.mentions:
        return None
    last = max(board.mentions[-3:], key=lambda m: m.end)
    if last.end != opening or len(last.actors) != 1 or last.kind not in ("name", "description"):
        return None
    figure = board.figures[int(last.actors[0][1:]) - 1]
    initials = [key[0] for key in keys_of(board.scene, last.start, last.end)]
    letters = parse.lower[draft.end - 1].replace(".", "")
    fitting = sum(initials.count(c) >= letters[: n + 1].count(c) for n, c in enumerate(letters))
    if figure.what in ("place", "state", "person") or 2 * fitting <= len(letters):
        return None
    return figure.number
