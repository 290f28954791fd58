"""From figures to actors: the country, the sectors, the name and the roles of each."""

from dragoman.coding.actors.facts import BODIES, sectors_at
from dragoman.coding.actors.figures import Board, Figure
from dragoman.coding.cast import Cast, Mention
from dragoman.model import Actor, Role

_DEPTH = 3  # "the spokesman of the minister of the government" goes no deeper


def actors_of(board: Board) -> Cast:
    """The Cast of a report, its ids in the order of first mention."""
    order = sorted(
        (f for f in board.figures if f.mentions), key=lambda f: (min(f.mentions), f.number)
    )
    ids = {f"a{figure.number + 1}": f"a{place}" for place, figure in enumerate(order, start=1)}
    actors = {}
    for figure in order:
        actor = _actor(board, figure, ids[f"a{figure.number + 1}"])
        actors[actor.id] = actor
    renamed = {id(m): _renamed(m, ids) for m in (*board.mentions, *board.by_head.values())}
    mentions = sorted((renamed[id(m)] for m in board.mentions), key=lambda m: (m.start, -m.end))
    by_head = {head: renamed[id(m)] for head, m in sorted(board.by_head.items())}
    return Cast(actors, mentions, by_head)


def _renamed(mention: Mention, ids: dict[str, str]) -> Mention:
    return mention._replace(actors=tuple(ids[actor] for actor in mention.actors))


def country_of(board: Board, figure: Figure, depth: int = 0) -> str | None:
    """The words beside the name first, then its owner's country, then the tables, and for
    offices and bodies without any the country that the report is about."""
    if figure.countries:
        return figure.countries[0]
    if figure.choice is not None and figure.choice.entry.country:
        return figure.choice.entry.country
    for number in _owners(board, figure) if depth < _DEPTH else ():
        country = country_of(board, board.figures[number], depth + 1)
        if country is not None:
            return country
    homes, sentence = board.homes, board.scene.parse.sentence_of[min(figure.mentions)[0]]
    if figure.local or figure.titled:
        about = homes.about.get(sentence, homes.home)
        country = homes.where.get(sentence) or about
        if figure.what == "person" and figure.titled:
            country = about or country  # officials travel
        inside = sentence in homes.where or country == homes.home
        return country if figure.titled or inside else None
    if _is_worldwide(board, figure):
        return "NGO"
    # Who does or says something under a name is of the country that the report is about, unless
    # it has turned to another by then.
    named = bool(figure.forms) and figure.what == "person"
    about = homes.about.get(sentence) if named and figure.acts else None
    return about if about == homes.home else None


def _is_worldwide(board: Board, figure: Figure) -> bool:
    """True for a body of no country whose kind or name says that it works in many: "an aid
    agency", "the World Forum on X"."""
    if figure.what != "organization" or figure.sectors[:1] in (["BUS"], ["MIL"], ["GOV"]):
        return False
    cues, lower = board.scene.book.cues, board.scene.parse.lower
    if figure.words & cues.get("worldwide", frozenset()):
        return True
    named = figure.key.startswith("body:") and figure.choice is None
    return named and any(
        word in cues.get("world", ()) for form in figure.forms for word in lower[slice(*form)]
    )


def _owners(board: Board, figure: Figure) -> list[int]:
    """The figures that a figure belongs to: who has it in the possessive, its bodies."""
    found = []
    for head in figure.tied:
        mention = board.by_head.get(head)
        if mention is not None and len(mention.actors) == 1:
            found.append(int(mention.actors[0][1:]) - 1)
    return [number for number in found if number != figure.number]


def sectors_of(board: Board, figure: Figure) -> tuple[str, ...]:
    """Sectors from titles and bodies beside the name, then those of the tables. A capital that acts
    stands for its government; a place has none."""
    table: tuple[str, ...] = ()
    if figure.choice is not None:
        table = sectors_at(figure.choice, board.date)
    if figure.governs:
        table = ("GOV", *table)
    if figure.what == "place":
        return ()
    local = list(figure.sectors)
    if local and figure.choice is not None and figure.what == "person":
        country = figure.choice.entry.country
        if figure.countries and country not in figure.countries and country not in BODIES:
            table = ()  # somebody else of that name
    told = figure.choice is not None and _is_told(board, figure, figure.choice.entry.role)
    if local == ["ELI"] and told and board.dated and table != ("ELI",):
        return table  # an exiled president whose term is not over
    if local[:1] == ["ELI"] or (local and table == ("ELI",)):
        table = ()
    if table and figure.faint:
        return tuple(dict.fromkeys([*table, *local]))
    if not local and not table and figure.words & board.scene.book.cues.get("weak", frozenset()):
        owners = [board.figures[number] for number in _owners(board, figure)]
        table = next((_base_sectors(board, owner)[:1] for owner in owners), ())
    if table and told:
        return tuple(dict.fromkeys([*table, *local]))
    if not local and not table and figure.words & board.scene.book.cues.get("peer", frozenset()):
        owners = [board.figures[number] for number in _owners(board, figure)]
        return next((_base_sectors(board, owner) for owner in owners), ())
    return tuple(dict.fromkeys([*local, *table]))


def _is_told(board: Board, figure: Figure, role: str) -> bool:
    """True if the report gives a person the very office that the table does: what that says of
    sectors is then surer than the words alone ("chief executive" of a state)."""
    parse = board.scene.parse
    titles = (" ".join(parse.lower[start:end]) for start, end in figure.roles)
    return bool(role) and any(role.lower() in title for title in titles)


def _base_sectors(board: Board, figure: Figure) -> tuple[str, ...]:
    """The sectors of an owner or body, without those that it takes over in its turn."""
    if figure.sectors or figure.choice is None:
        return tuple(figure.sectors)
    return sectors_at(figure.choice, board.date)


def _actor(board: Board, figure: Figure, name: str) -> Actor:
    parse = board.scene.parse
    country = country_of(board, figure)
    forms = list(dict.fromkeys(parse.text[slice(*parse.span(*form))] for form in figure.forms))
    full = _full_name(figure, forms)
    if country in BODIES and country in ("UNO", "EUR", "IGO") and figure.what == "organization":
        figure.what = "igo"
    return Actor(
        id=name,
        name=full,
        aliases=tuple(form for form in forms if form != full),
        kind=figure.what,
        country=country,
        sectors=sectors_of(board, figure),
        roles=_roles(board, figure),
        mentions=tuple(sorted({parse.span(*m) for m in figure.mentions})),
    )


def _full_name(figure: Figure, forms: list[str]) -> str:
    """The fullest form of the report; the tables' name where it gives none or half of one."""
    entry = figure.choice.entry if figure.choice is not None else None
    if figure.label:
        return figure.label
    if not forms:
        return entry.name if entry is not None else figure.key
    if entry is not None and figure.what == "state":
        return entry.name
    forms = [f for f in forms if not (f.endswith(".") and f.rstrip(".") in forms)]
    full = max(forms, key=lambda form: (len(form.split()), len(form)))
    if entry is not None and figure.what == "person" and " " not in full:
        return entry.name
    return full


def _roles(board: Board, figure: Figure) -> tuple[Role, ...]:
    text = board.scene.parse.text
    found = {}
    for start, end in figure.roles:
        span = board.scene.parse.span(start, end)
        found[span] = Role(title=text[slice(*span)].rstrip(" ,"), span=span)
    return tuple(found[span] for span in sorted(found))
