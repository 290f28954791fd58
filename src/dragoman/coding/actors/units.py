"""The pieces that mentions are built from: names, offices, demonyms, found over the tokens.

A unit is a run of tokens that the tables know (longest match first) or that the model takes for a
name. Units do not overlap; what a longer unit swallowed stays in its ``inner`` ones, because
"Kenya" tells where the "Kenya Wildlife Commission" is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from dragoman.coding.parsing import Parse
from dragoman.lexicon.actors import ActorBook, RoleWord
from dragoman.lexicon.forms import Form, NameUse
from dragoman.lexicon.names import Entry, word_key

UnitSort = Literal["name", "demonym", "people", "capital", "metonym", "place", "role"]

_NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
OTHER_LABELS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
_EDGES = frozenset({"the", "a", "an", "'s", "'", '"', ",", "-", "(", ")", "&", "."})
# A form that is written with capitals only ("IS") is also taken as "Isis", but no shorter word.
_SPOKEN_ACRONYM = 4


@dataclass(slots=True)
class Unit:
    """Tokens ``[start, end)``; what the tables say of them; the model's label, if it gave one."""

    start: int
    end: int
    sort: UnitSort
    entries: tuple[Entry, ...] = ()
    role: RoleWord | None = None
    label: str = ""
    inner: list["Unit"] = field(default_factory=list)

    @property
    def office(self) -> bool:
        """True for a word that says what a person is: "minister", "General", "rebels"."""
        return self.sort == "role" and self.role is not None and self.role.kind == "person"


def find_units(parse: Parse, book: ActorBook, loose: bool = False) -> list[Unit]:
    """What tables and model know in a report, in text order. ``loose`` takes an office for one
    whatever part of speech the parser sees, for phrases that are too short to parse well."""
    keys = _keys(parse)
    blocked, labels = _labels(parse)
    known = [
        unit
        for unit in (
            *_named(parse, book, keys),
            *_initials(parse, book, keys),
            *_roles(parse, book, keys, loose),
        )
        if unit.end - unit.start > 1 or unit.start not in blocked
    ]
    for unit in known:
        unit.label = labels.get((unit.start, unit.end), "")
    known = [u for u in known if u.sort != "place" or u.label in _PLACE_LABELS]
    covered = bytearray(len(parse))
    for unit in known:
        covered[unit.start : unit.end] = b"\1" * (unit.end - unit.start)
    chosen = _arbitrate(len(parse), known + list(_entities(parse, book, known, covered)))
    return sorted(chosen, key=lambda u: u.start)


def _keys(parse: Parse) -> list[str]:
    known: dict[str, str] = {}
    keys = []
    for word in parse.words:
        key = known.get(word)
        if key is None:
            key = known[word] = word_key(word)
        keys.append(key)
    return keys


def _labels(parse: Parse) -> tuple[set[int], dict[tuple[int, int], str]]:
    """Tokens inside dates and amounts, and the labels of the model's names by their spans."""
    blocked: set[int] = set()
    labels = {}
    for start, end, label in parse.entities:
        if label in OTHER_LABELS:
            blocked.update(range(start, end))
        else:
            labels[_trim(parse, start, end)] = label
    return blocked, labels


def _trim(parse: Parse, start: int, end: int) -> tuple[int, int]:
    while start < end and parse.lower[start] in _EDGES:
        start += 1
    while end > start and parse.lower[end - 1] in _EDGES:
        end -= 1
    return start, end


def _runs(
    parse: Parse, keys: list[str], sizes: dict[str, tuple[int, ...]]
) -> Iterator[tuple[list[int], int]]:
    """Where a name may begin: the tokens from there (without hyphens), and how many to take."""
    last = len(keys)
    for at, key in enumerate(keys):
        for size in sizes.get(key, ()):
            tokens, here = [at], at + 1
            while len(tokens) < size and here < last:
                if keys[here] != "-":
                    tokens.append(here)
                here += 1
            if len(tokens) == size:
                yield tokens, at


def _named(parse: Parse, book: ActorBook, keys: list[str]) -> Iterator[Unit]:
    anywhere = book.cues.get("anywhere", frozenset())
    for tokens, at in _runs(parse, keys, book.sizes):
        key = " ".join([keys[t] for t in tokens])
        forms = book.forms.get(key)
        if forms is None or parse.sentence_of[at] != parse.sentence_of[tokens[-1]]:
            continue
        fitting = [form for form in forms if _written_so(parse, tokens, form)]
        for use, entries in _by_use(parse, tokens, fitting):
            role = book.roles.get(key) if key in anywhere else None
            # Every state has one; the tables' is only the best known.
            yield Unit(at, tokens[-1] + 1, use if role is None else "role", entries, role)


def _initials(parse: Parse, book: ActorBook, keys: list[str]) -> Iterator[Unit]:
    """Acronyms that the parser cut at their dots: "U." "N."."""
    at, last = 0, len(keys)
    while at < last:
        end = at
        while end < last and len(keys[end]) == 1 and parse.words[end][1:] == ".":
            end += 1
            if end < last and parse.starts[end] != parse.ends[end - 1]:
                break
        for form in book.forms.get("".join(keys[at:end]), ()) if end - at > 1 else ():
            if "A" in form.caps and form.use in ("name", "metonym"):
                yield Unit(at, end, form.use, form.entries)
                break
        at = max(end, at + 1)


def _by_use(
    parse: Parse, tokens: list[int], forms: list[Form]
) -> Iterator[tuple[NameUse, tuple[Entry, ...]]]:
    """The one use that the words have here: "French" the adjective, "the French" the people."""
    if not forms:
        return
    uses = {form.use for form in forms}
    use = next(u for u in ("name", "metonym", "capital", "demonym", "people", "place") if u in uses)
    tag = parse.tags[tokens[-1]]
    if "people" in uses and "name" not in uses and _is_people(parse, tokens, "demonym" in uses):
        use = "people"
    elif "demonym" in uses and use == "name" and tag == "JJ":
        use = "demonym"
    yield use, tuple(entry for form in forms if form.use == use for entry in form.entries)


def _is_people(parse: Parse, tokens: list[int], adjective: bool) -> bool:
    """True for the noun: "Peruvians", "a Peruvian", "the French"; not for "Peruvian officials"."""
    first, last = tokens[0], tokens[-1]
    if parse.tags[last] in ("NNS", "NNPS") or not adjective:
        return True
    after = parse.tags[last + 1] if last + 1 < len(parse) else ""
    if after[:2] in ("NN", "JJ", "HY") or after in ("CC", "VBN", "CD", "POS"):
        return False
    return first > 0 and parse.lower[first - 1] in ("the", "a", "an") and last == first


def _written_so(parse: Parse, tokens: list[int], form: Form) -> bool:
    """True if the capitals of the words agree with the form's."""
    for token, caps in zip(tokens, form.caps, strict=True):
        word = parse.words[token]
        if caps == "A":
            spoken = len(word) >= _SPOKEN_ACRONYM and word.istitle() and parse.tags[token] != "JJ"
            if not word.isupper() and not spoken:
                return False
        elif caps == "a" and not any(c.isupper() or c.isdigit() for c in word[:3]):
            return False
    if len(tokens) > 1:
        return True
    return parse.tags[tokens[0]][:2] in ("NN", "JJ", "FW", "CD", "XX", "RB", "UH", "PR") or (
        parse.words[tokens[0]][0].isupper() and parse.tags[tokens[0]] not in ("MD", "VB", "VBG")
    )


def _roles(parse: Parse, book: ActorBook, keys: list[str], loose: bool) -> Iterator[Unit]:
    for at, key in enumerate(keys):
        sizes = book.role_sizes.get(key)
        lemma = _singular(parse, at, key)
        if lemma != key and lemma in book.role_sizes:
            sizes = tuple(sorted({*(sizes or ()), 1}, reverse=True))
        for size in sizes or ():
            unit = _role_at(parse, book, keys, at, size, loose)
            if unit is not None:
                yield unit
                break


def _singular(parse: Parse, at: int, key: str) -> str:
    """The lemma as a key, mended where capitals hide a plural from the parser: "Policemen",
    "Islamists", "MPs"."""
    lemma = word_key(parse.lemmas[at])
    if lemma != key:
        return lemma
    if key.endswith("men"):
        return key[:-2] + "an"
    hidden = parse.tags[at] == "NNPS" and key.endswith("s")
    return key[:-1] if hidden or is_spelt_plural(parse.words[at]) else lemma


def is_spelt_plural(word: str) -> bool:
    """True for an acronym with a plural's ending: "MPs"."""
    return len(word) > 2 and word[-1] == "s" and word[:-1].isupper()


def _role_at(
    parse: Parse, book: ActorBook, keys: list[str], at: int, size: int, loose: bool
) -> Unit | None:
    tokens, here = [at], at + 1
    while len(tokens) < size and here < len(keys):
        if keys[here] != "-":
            tokens.append(here)
        here += 1
    last = tokens[-1]
    if len(tokens) < size or parse.sentence_of[at] != parse.sentence_of[last]:
        return None
    noun = parse.pos[last] in ("NOUN", "PROPN") or (size > 1 and parse.pos[last] == "ADJ")
    noun = noun or _is_nominal(parse, book, last)
    if not noun and not loose:
        return None
    first = [keys[t] for t in tokens[:-1]]
    lemma = word_key(parse.lemmas[last])
    man = _singular(parse, last, keys[last])
    for ending in (keys[last], lemma, lemma + "s", man):
        role = book.roles.get(" ".join([*first, ending]))
        if role is not None and _counts(parse, book, role, at, last):
            return Unit(at, last + 1, "role", role=role)
    return None


def _is_nominal(parse: Parse, book: ActorBook, at: int) -> bool:
    """True for an adjective that stands for people: "the wounded"."""
    if parse.lower[at] not in book.cues.get("nominal", ()) or parse.lower[at - 1 : at] != ["the"]:
        return False
    after = parse.tags[at + 1] if at + 1 < len(parse) else ""
    return after[:2] not in ("NN", "JJ", "VB", "HY") and after not in ("CD", "POS")


def _counts(parse: Parse, book: ActorBook, role: RoleWord, first: int, last: int) -> bool:
    """False for the words of a role where they are something else: "country", a "house"."""
    if role.own == "title":
        return _before_name(parse, first, last)
    if role.phrase in book.cues.get("lower", ()):
        return parse.words[last][0].isupper()
    return role.phrase not in book.cues.get("state", ())


def _before_name(parse: Parse, first: int, last: int) -> bool:
    after = last + 1
    return (
        parse.words[first][0].isupper()
        and after < len(parse)
        and parse.words[after][0].isupper()
        and parse.tags[after][:3] == "NNP"
    )


def _entities(
    parse: Parse, book: ActorBook, known: list[Unit], covered: bytearray
) -> Iterator[Unit]:
    """The model's names, cut to size, without those that the tables explain word for word."""
    role_ends = {u.start: u.end for u in known if u.sort in ("role", "demonym")}
    named = {(u.start, u.end) for u in known if u.sort == "name"}
    for start, end, label in parse.entities:
        if label not in _NAME_LABELS:
            continue
        start, end = _trim(parse, start, _before_verb(parse, start, end))
        if label == "PERSON":
            while start in role_ends and role_ends[start] < end:
                start = role_ends[start]
        elif parse.words[start].islower() and (start + 1, end) in named:
            continue  # "paramilitary Rapid Support Forces"
        if start >= end or not any(w[0].isupper() for w in parse.words[start:end]):
            continue
        if all(covered[t] or not parse.words[t][0].isalpha() for t in range(start, end)):
            continue
        yield Unit(start, end, "name", label=label)


def _before_verb(parse: Parse, start: int, end: int) -> int:
    """Where a name ends that the model has drawn over a verb: "[X Bank] lent Peru"."""
    for token in range(start + 1, end):
        if parse.tags[token] in ("VBD", "VBZ", "VBP") and parse.words[token].islower():
            return token
    return end


def _arbitrate(size: int, candidates: list[Unit]) -> list[Unit]:
    """Of overlapping units the user's, then the longest, then the tables' stay."""
    taken: list[Unit | None] = [None] * size
    chosen = []
    order = sorted(
        candidates,
        key=lambda u: (
            not any(e.user for e in u.entries), u.start - u.end, not u.entries, not u.role, u.start
        ),
    )  # fmt: skip
    for unit in order:
        owners = [taken[t] for t in range(unit.start, unit.end)]
        if not any(owners):
            taken[unit.start : unit.end] = [unit] * (unit.end - unit.start)
            chosen.append(unit)
            continue
        owner = owners[0]
        if owner is not None and owner.start <= unit.start and unit.end <= owner.end:
            if (owner.start, owner.end) == (unit.start, unit.end):
                owner.role = owner.role or unit.role
            else:
                same = [u for u in owner.inner if (u.start, u.end) == (unit.start, unit.end)]
                if same:
                    same[0].role = same[0].role or unit.role
                else:
                    owner.inner.append(unit)
    return chosen
