"""How many were killed, injured or arrested, and how many took part, where the words say so."""

from dragoman.coding.events.slots import verb_slots
from dragoman.coding.parsing import Parse
from dragoman.lexicon.frames import FrameBook
from dragoman.model import Size

_NEAR = frozenset({"conj", "advcl", "xcomp", "relcl", "acl"})


def size_of(parse: Parse, token: int, cue: tuple[int, ...], book: FrameBook) -> Size | None:
    """The numbers told by the event at ``token`` and by verbs beside it ("killed two and wounded
    five", "attacked, killing nine"). None if it tells none."""
    found: dict[str, int] = {}
    for at in {token: None, **dict.fromkeys(cue), **dict.fromkeys(_beside(parse, token))}:
        for what, noun in _counted(parse, at, book):
            number = number_of(parse, noun, book)
            if number is not None:
                found.setdefault(what, number)
    return Size(**found) if found else None


def _beside(parse: Parse, token: int) -> list[int]:
    return [c for c in parse.children[token] if parse.deps[c] in _NEAR]


def _counted(parse: Parse, token: int, book: FrameBook) -> list[tuple[str, int]]:
    """What the word at ``token`` counts, with the noun that the number stands at."""
    lemma, pos = parse.lemmas[token], parse.pos[token]
    if pos == "VERB":
        slots = verb_slots(parse, token)
        pairs = [(book.sizes.get((lemma, "verb")), slots.get("obj", []))]
        pairs.append((book.sizes.get((lemma, "who")), slots.get("subj", [])))
        return [(what, at) for what, nouns in pairs if what for at in nouns]
    what = book.sizes.get((lemma, "noun"))
    return [(what, token)] if what else []


def number_of(parse: Parse, noun: int, book: FrameBook) -> int | None:
    """The number before a noun ("at least 1,200 people", "two dozen soldiers"), None if there is
    none or it is vague ("hundreds")."""
    words = [c for c in parse.children[noun] if parse.deps[c] == "nummod" and c < noun]
    if parse.pos[noun] == "NUM" and not words:
        words = [noun]
    if not words:
        return None
    last = words[-1]
    tokens = [c for c in parse.subtree(last) if parse.pos[c] == "NUM" or parse.lower[c] == "dozen"]
    return _value([parse.lower[t] for t in tokens], book)


def _value(words: list[str], book: FrameBook) -> int | None:
    total, current = 0, 0
    for word in words:
        plain = word.replace(",", "")
        if plain.isdigit() and len(plain) < 10:
            current += int(plain)
        elif word in book.numbers:
            value = book.numbers[word]
            if value >= 100 or word == "dozen":
                current = max(1, current) * value
                if value >= 1000:
                    total, current = total + current, 0
            else:
                current += value
        else:
            return None
    return total + current or None
