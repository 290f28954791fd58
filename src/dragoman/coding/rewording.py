"""Headlines put into full sentences for the parser's eyes: "Pope to visit Iraq" is read as "Pope
will visit Iraq.", "Bishop bludgeoned to death" as "Bishop was bludgeoned to death."

The parser learned from running text, and takes the verb of a headline for a noun, its future for
a relative clause, its passive for a past tense and its comma for an apposition. Here a headline
is looked through, after a first reading, for the words that the lexicon knows; what it leaves out
is put in, and the parser reads it again. The words put in are no tokens of the parse.
"""

from typing import NamedTuple

from dragoman.coding.headlines import (
    FINITE,
    NOMINAL,
    VERBAL,
    Tree,
    body_of,
    is_plural,
    joining_commas,
    may_be_subject,
    sure_verb,
)
from dragoman.lexicon.casing import Spelling

_BEGIN_OBJECT = NOMINAL | {"DT", "JJ", "CD", "PRP", "PRP$", "$", "``", "VBN", "VBG"}


class Word(NamedTuple):
    """A word for the parser: the token it stands for (None: put in), and its tag and lemma, where
    they are known."""

    text: str
    token: int | None
    tag: str = ""
    lemma: str = ""  # of a verb


class Predicate(NamedTuple):
    """Where the verb is and how it is left: "verb", "future", "passive" or "adjective"."""

    at: int
    kind: str


def reworded(tree: Tree, known: Spelling) -> list[Word] | None:
    """The words of a headline as a full sentence; None for one that is well as it is.

    ``tree`` is the first reading of the paragraph.
    """
    start, end = body_of(tree)
    found = _predicate(tree, start, end, known) or _joint_verb(tree, start, end, known)
    verb = found.at if found else next((t for t in range(start, end) if tree.pos[t] in VERBAL), end)
    commas = joining_commas(tree, start, verb) if verb < end else []
    told = end < len(tree.lower)  # "…: Kabul"
    gift = _gift(tree, verb + (found is not None and found.kind == "future"), end, known)
    helped = found is not None or commas or gift is not None
    if not helped and not (told and _is_told(tree, end)):
        return None
    several = bool(commas) or "CC" in tree.tags[start:verb]
    words: list[Word] = []
    for token, text in enumerate(tree.words):
        word = Word(text, token)
        if commas and token == commas[-1]:
            word = Word("and", token)
        elif told and token == end:
            words.append(Word(",", None))
            word = Word("says", token, tag=":")
        elif found is not None and token == found.at:
            words += _put_in(tree, found, several)
            word = _changed(tree, found, token, known)
        elif token == gift:
            words.append(Word("the", None))
        elif token == start and tree.tags[token] == "MD" and found is not None:
            word = Word(text, token, "NNP")  # "May scraps vote"
        words.append(word)
    return words if tree.lower[-1] == "." else [*words, Word(".", None)]


def _is_told(tree: Tree, colon: int) -> bool:
    """True where the parser took the name behind the colon for the main word."""
    return any(tree.deps[t] == "ROOT" for t in range(colon, len(tree.lower)))


def _put_in(tree: Tree, found: Predicate, several: bool) -> list[Word]:
    plural = several or is_plural(tree, found.at - 1)
    if found.kind == "verb":
        return [Word("will", None)]
    if found.kind == "passive":
        return [Word("were" if plural else "was", None)]
    if found.kind == "adjective":
        return [Word("are" if plural else "is", None)]
    return []


def _changed(tree: Tree, found: Predicate, token: int, known: Spelling) -> Word:
    base = _base(tree, token, known) or ""
    if found.kind == "future":
        return Word("will", token, "MD")
    if found.kind == "verb":
        return Word(base, token, "VBP" if base == _plain(tree, token) else "VBZ", base)
    if found.kind == "passive":
        return Word(tree.words[token], token, "VBN", base)
    return Word(tree.words[token], token)


def _plain(tree: Tree, token: int) -> str:
    return tree.lower[token].replace("-", "")


def _base(tree: Tree, token: int, known: Spelling) -> str | None:
    """The verb of the lexicon whose form a word is."""
    return known.lemmas.get(_plain(tree, token))


def _predicate(tree: Tree, start: int, end: int, known: Spelling) -> Predicate | None:
    """The headline's predicate where it needs help, or None."""
    subject = True
    sure = sure_verb(tree, start, end)
    for token in range(start + 1, end):
        subject = subject and may_be_subject(tree, token - 1 if token > start + 1 else start, token)
        if not subject:
            return None
        if not _is_name_or_noun(tree, token - 1, start):
            continue
        if tree.tags[token] == "TO":
            ahead = token + 1 < end and tree.tags[token + 1] == "VB"
            return (
                Predicate(token, "future") if ahead and _may_act(tree, token - 1, known) else None
            )
        if sure is not None and token >= sure:
            return _passive(tree, token, end, known) if token == sure else None
        if _is_singular_verb(tree, token, end, known, sure):
            return Predicate(token, "verb")
        acts = is_plural(tree, token - 1) or tree.lower[token - 1] in known.groups
        if sure is None and acts and _is_base(tree, token, end, known):
            return Predicate(token, "verb")
        if tree.tags[token] in ("VBD", "VBN"):
            return _passive(tree, token, end, known)
        if sure is None and _is_predicative(tree, token, end, known):
            return Predicate(token, "adjective")
    return None


def _is_name_or_noun(tree: Tree, token: int, start: int) -> bool:
    if tree.tags[token] in NOMINAL or tree.pos[token] == "PROPN":
        return True
    if tree.tags[token] == "JJ" and tree.deps[token] == "compound":
        return True  # a name that the parser does not know
    # "May scraps vote"
    return token == start and tree.tags[token] == "MD" and tree.words[token][0].isupper()


def _may_act(tree: Tree, noun: int, known: Spelling) -> bool:
    """False for a noun that takes an infinitive: "bid to free", "threat to close"."""
    return tree.lemmas[noun] not in known.governing


def _is_singular_verb(tree: Tree, token: int, end: int, known: Spelling, sure: int | None) -> bool:
    """ "Eswatini cuts internet": a form on -s behind a noun in the singular."""
    lower, base = _plain(tree, token), _base(tree, token, known)
    if base is None or base == lower or not lower.endswith("s") or token + 1 >= end:
        return False
    if tree.tags[token - 1] == "NNS" and tree.pos[token - 1] != "PROPN":
        return False
    if sure is not None and not _disagrees(tree, sure, token):
        return False
    if lower in known.plurals and tree.deps[token] == "compound" and tree.tags[token] != "VBZ":
        return False  # "US arms sale"
    after = tree.tags[token + 1]
    if after in FINITE or (after == "VBN" and tree.deps[token + 1] == "ROOT"):
        return False
    if after in _BEGIN_OBJECT:
        return True
    return after in ("IN", "TO", "RP", "RB") and (base, tree.lower[token + 1]) in known.pairs


def _disagrees(tree: Tree, verb: int, before: int) -> bool:
    """True for a plural verb behind a name in the singular, with another word between them that
    may be a verb: "North Korea snubs Seoul offer"."""
    if tree.tags[verb] != "VBP" or before + 1 >= verb:
        return False
    subjects = [t for t in range(before + 1) if tree.heads[t] == verb and tree.deps[t] == "nsubj"]
    return bool(subjects) and tree.tags[subjects[-1]] == "NNP"


def _is_base(tree: Tree, token: int, end: int, known: Spelling) -> bool:
    if _base(tree, token, known) != _plain(tree, token) or token + 1 >= end:
        return False
    return tree.tags[token + 1] in _BEGIN_OBJECT


def _passive(tree: Tree, verb: int, end: int, known: Spelling) -> Predicate | None:
    """ "Bishop bludgeoned to death": a verb that takes an object, and has none."""
    if tree.tags[verb] not in ("VBD", "VBN"):
        return None
    base = _base(tree, verb, known)
    if base is None or _plain(tree, verb) == base:
        return None
    if verb + 1 < end and tree.tags[verb + 1] in _BEGIN_OBJECT - {"NNP"}:
        return None
    below = {tree.deps[t] for t in range(len(tree.lower)) if tree.heads[t] == verb}
    if below & {"dobj", "ccomp", "aux", "auxpass", "dative"}:
        return None
    if "agent" in below and tree.tags[verb] == "VBN":
        return None  # "Envoy shot by gunmen" needs no help
    if base not in (known.urging if "xcomp" in below else known.needy):
        return None  # "Iran offered to help", "Troops marched on Oslo"
    later = range(verb + 1, end)
    if any(tree.tags[t] in FINITE and tree.deps[t] == "ROOT" for t in later):
        return None
    return Predicate(verb, "passive")


def _is_predicative(tree: Tree, token: int, end: int, known: Spelling) -> bool:
    """ "Norway open to dialogue", "Oslo ready for talks"."""
    if tree.tags[token] != "JJ" or token + 1 >= end:
        return False
    return (tree.lower[token], tree.lower[token + 1]) in known.predicates


def _gift(tree: Tree, verb: int, end: int, known: Spelling) -> int | None:
    """Where what is given starts behind who gets it: "send Ukraine | air defence systems", "hands
    Congo warlord | 30 years"."""
    if verb >= end or _base(tree, verb, known) not in known.giving:
        return None
    if any(tree.heads[t] == verb and tree.deps[t] == "dative" for t in range(len(tree.lower))):
        return None
    stop = next(
        (t for t in range(verb + 1, end) if tree.tags[t] not in NOMINAL | {"CD", "JJ", "$"}), end
    )
    for token in range(verb + 2, stop):
        if tree.tags[token] in ("CD", "$"):
            return token
    names = next((t for t in range(verb + 1, stop) if tree.pos[t] != "PROPN"), stop)
    return names if verb + 1 < names < stop else None


def _joint_verb(tree: Tree, start: int, end: int, known: Spelling) -> Predicate | None:
    """The verb of several that is left a noun: "India, Bangladesh swap enclaves"."""
    if sure_verb(tree, start, end) is not None:
        return None
    joint = next((t for t in range(start + 1, end) if tree.lower[t] in (",", "and")), end)
    for token in range(joint + 2, end):
        if not may_be_subject(tree, start, token):
            return None
        if _is_base(tree, token, end, known):
            return Predicate(token, "verb")
    return None
