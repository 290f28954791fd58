"""The other readings of a phrase: who else may be meant by "Khan", "Congo", "the president".

Where two readings stand the best is given, and the others are kept with it in the reason.
"""

from collections.abc import Iterable

from dragoman.coding.actors.figures import Board
from dragoman.coding.actors.outcome import country_of, sectors_of
from dragoman.lexicon.actors import ActorBook
from dragoman.lexicon.names import Entry, holds, name_key, name_words, word_key

_SHOWN = 3  # readings that a reason names


def listed_readings(
    phrase: str, date: str | None, near: Iterable[str], book: ActorBook
) -> list[Entry]:
    """Everybody and everything that the tables know under a name at a date, one row each, those of
    countries that the context names first. A bare surname means all of that surname."""
    key = name_key(phrase)
    forms = [form for form in book.forms.get(key, ()) if form.use not in ("demonym", "people")]
    rows = [entry for form in forms for entry in form.entries]
    words = name_words(phrase)
    if len(words) == 1 and phrase[:1].isupper():
        rows += book.surnames.get(word_key(words[0]), ())
    known = [row for row in rows if holds(row, date) and (date or not row.end)]
    found: dict[tuple[str, str | None], Entry] = {}
    for row in known or rows:
        found.setdefault((row.name, row.country), row)
    named = list(near)
    return sorted(found.values(), key=lambda row: row.country not in named)


def named_readings(board: Board, phrase: str, taken: int) -> list[str]:
    """The other persons of a text whom a surname or an office alone may mean: all that bear it."""
    key = name_key(phrase)
    last = key.rpartition(" ")[2]
    found = []
    for figure in board.figures:
        if figure.number == taken or figure.what != "person" or not figure.mentions:
            continue
        named = bool(figure.name_words) and (figure.name_words[-1] == last or key in figure.words)
        if named:
            found.append(_shown(_name(board, figure.number), country_of(board, figure),
                                sectors_of(board, figure), "named in the text"))  # fmt: skip
    return found


def namesakes(phrase: str, country: str | None, book: ActorBook) -> list[str]:
    """Other lands of a name that newsrooms use for one: Georgia, Congo, Korea."""
    key = name_key(phrase)
    codes = (code for code in book.states if key in book.cues.get(f"also {code}", ()))
    return [_shown(phrase, code, (), "namesake") for code in codes if code != country]


def _name(board: Board, number: int) -> str:
    """The fullest form of a person's name in the text."""
    parse = board.scene.parse
    forms = [parse.text[slice(*parse.span(*form))] for form in board.figures[number].forms]
    return max(forms, key=len, default=board.figures[number].key)


def shown_entry(entry: Entry) -> str:
    """A row of the tables as another reading."""
    return _shown(entry.name, entry.country, entry.sectors, entry.because)


def _shown(name: str, country: str | None, sectors: Iterable[str], because: str) -> str:
    codes = " ".join(sectors)
    return f"{name} [{country or 'no country'}{' ' + codes if codes else ''}] ({because})"


def with_others(because: str, others: list[str]) -> str:
    """A reason with the readings that stand beside it."""
    if not others:
        return because
    more = len(others) - _SHOWN
    rest = f"; {more} more" if more > 0 else ""
    return f"{because}; or {'; or '.join(others[:_SHOWN])}{rest}"
