"""Names that neither the tables nor the model know, told by capitals and by their place."""

from collections.abc import Iterator

from dragoman.coding.actors.towns import locate
from dragoman.coding.actors.units import OTHER_LABELS, Unit, find_units
from dragoman.coding.parsing import Parse
from dragoman.lexicon.actors import ActorBook

_MONTHLY = frozenset({"in", "of", "since", "until", "by", "last", "this", "next", "late", "early",
                      "mid", "from", "before", "after"})  # fmt: skip
_PLACING = frozenset({"in", "near", "of", "from", "at", "around"})
_GUESSED = "GPE?"  # a place if the gazetteer knows it, else nothing
_CONCERN = 5  # tokens before a body that may say what it is for
_PARTIES = frozenset({"nsubj", "nsubjpass", "poss", "dobj", "pobj"})


def all_units(parse: Parse, book: ActorBook, loose: bool = False) -> list[Unit]:
    """All units of a report, in text order: what tables and model know, and what they do not.

    Capitalised words behind a title are a person, elsewhere a body where the sentence treats
    them as one ("the Kenya X Commission said"). ``loose`` is as in ``find_units``.
    """
    units = find_units(parse, book, loose)
    owner: dict[int, Unit] = {t: unit for unit in units for t in range(unit.start, unit.end)}
    found = []
    for unit in units:
        end = _names_from(parse, owner, unit) if unit.office else unit.end
        if end > unit.end and parse.deps[end - 1] not in ("compound", "amod", "npadvmod"):
            found.append(Unit(unit.end, end, "name", label="PERSON"))
            owner.update(dict.fromkeys(range(unit.end, end), found[-1]))
    found += _free_names(parse, units, owner)
    swallowed = {id(inner) for unit in found for inner in unit.inner}
    kept = [unit for unit in units if id(unit) not in swallowed]
    whole = _whole_names(parse, book, sorted(kept + found, key=lambda unit: unit.start))
    locate(parse, book, whole)
    whole = [unit for unit in whole if unit.entries or unit.label != _GUESSED]
    for unit in whole:
        if unit.role is not None and unit.role.kind == "organization" and not unit.role.sectors:
            unit.role = unit.role._replace(sectors=_concern(parse, book, unit))
    return whole


def _concern(parse: Parse, book: ActorBook, unit: Unit) -> tuple[str, ...]:
    """The sector that the words before a body give it: "the X [Human Rights] League"."""
    sectors = book.cues.get("concern", frozenset())
    for at in range(unit.start - 1, max(-1, unit.start - _CONCERN), -1):
        if parse.tags[at][:2] not in ("NN", "JJ") and parse.lower[at] not in (
            "'s",
            "'",
            "&",
            "and",
        ):
            return ()
        told = [sector for sector in sectors if parse.lower[at] in book.cues.get(sector, ())]
        if told:
            return (min(told).rpartition(" ")[2],)
    return ()


def _whole_names(parse: Parse, book: ActorBook, units: list[Unit]) -> list[Unit]:
    """The units with the pieces of one person's name joined: "Makhdoom Shah" and "Mahmood X".

    Names that stand side by side are one; so is a first name that is an office elsewhere
    ("Foreign Minister [Shah] [Mahmood X]")."""
    given = book.cues.get("given", frozenset())
    joined: list[Unit] = []
    for unit in units:
        last = joined[-1] if joined else None
        if last is not None and last.end == unit.start and _is_name(unit):
            first = last.office and parse.lower[last.start] in given
            first = first and parse.words[last.start].istitle()
            if first or (_is_name(last) and not (last.entries and unit.entries)):
                entries = unit.entries or last.entries
                joined[-1] = Unit(last.start, unit.end, "name", entries, label="PERSON")
                continue
        joined.append(unit)
    return joined


def _is_name(unit: Unit) -> bool:
    """True for the name of a person."""
    if unit.sort != "name":
        return False
    kinds = {entry.kind for entry in unit.entries}
    return "person" in kinds if kinds else unit.label == "PERSON"


def _free_names(parse: Parse, units: list[Unit], owner: dict[int, Unit]) -> Iterator[Unit]:
    """Surnames of persons named in full elsewhere, and unknown bodies."""
    surnames = {
        parse.lower[unit.end - 1] for unit in units if unit.end - unit.start > 1 and _is_name(unit)
    }
    amounts = {t for e in parse.entities if e.label in OTHER_LABELS for t in range(e.start, e.end)}
    for token, dep in enumerate(parse.deps):
        if token in owner or parse.tags[token] not in ("NNP", "NNPS"):
            continue
        unit = None
        if parse.lower[token] in surnames and not (token in amounts and _is_month(parse, token)):
            unit = Unit(token, token + 1, "name", label="PERSON")
        elif _is_bracketed(parse, owner, token):
            unit = Unit(token, token + 1, "name", label="ORG")
        elif dep in _PARTIES and token not in amounts:
            unit = _body_at(parse, owner, token)
            if unit is not None and dep == "pobj" and unit.end == unit.start + 1:
                placed = parse.lower[parse.heads[token]] in _PLACING
                unit = Unit(token, token + 1, "name", label=_GUESSED) if placed else None
        if unit is not None:
            owner.update(dict.fromkeys(range(unit.start, unit.end), unit))
            yield unit


def _is_bracketed(parse: Parse, owner: dict[int, Unit], token: int) -> bool:
    """True for an acronym in brackets behind a name that may be its own: "the X Front (XF)"."""
    if not 1 < token < len(parse) - 1 or not parse.words[token].isupper():
        return False
    marks = parse.words[token - 1], parse.words[token + 1]
    before = owner.get(token - 2)
    return marks == ("(", ")") and before is not None and len(parse.words[token]) > 1


def _is_month(parse: Parse, token: int) -> bool:
    """True for the month where a surname is written like one: "in May", "May 3"."""
    near = parse.tags[max(0, token - 1)], parse.tags[min(token + 1, len(parse) - 1)]
    before = parse.lower[max(0, token - 1)]
    return "CD" in near or before in _MONTHLY


def _names_from(parse: Parse, owner: dict[int, Unit], unit: Unit) -> int:
    """The end of the run of proper nouns behind a title."""
    end = unit.end
    if not parse.words[unit.start][0].isupper():
        return end
    last = parse.sentences[parse.sentence_of[unit.start]][1]
    while end < last and end not in owner:
        hyphen = parse.words[end] == "-" and end > unit.end
        if not hyphen and not (parse.tags[end] == "NNP" and parse.words[end][0].isupper()):
            break
        end += 1
    return end


def _body_at(parse: Parse, owner: dict[int, Unit], head: int) -> Unit | None:
    """The name that ends with a proper noun, with the proper nouns and states before it."""
    start, inner = head, []
    first = parse.sentences[parse.sentence_of[head]][0]
    while start > first and parse.heads[start - 1] == head:
        unit = owner.get(start - 1)
        if unit is not None and unit.sort in ("name", "demonym") and unit.start >= first:
            inner.append(unit)
            start = unit.start
        elif unit is None and parse.tags[start - 1][:3] == "NNP":
            start -= 1
        else:
            break
    word = parse.words[head]
    if not word[0].isupper() or len(word) < 3 or (start == head and head == first):
        return None
    return Unit(start, head + 1, "name", label="ORG", inner=inner)
