"""Parties as merging sees them: named or only described, of what country and sphere."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from dragoman.entries import Party
from dragoman.lexicon.names import name_key
from dragoman.model import ActorKind
from dragoman.record.merging.actors import spheres_of
from dragoman.record.merging.forms import block_of, known_body, national_body
from dragoman.record.merging.words import merge_words

BODIES = frozenset({"organization", "group", "igo"})


class Who(NamedTuple):
    """A party without what plays no part in merging. ``actor`` is empty for one that no other
    report can mean ("officials"), so that two such descriptions compare as equal; ``country`` is
    empty where none is known."""

    actor: str
    name: str
    kind: ActorKind
    country: str
    sectors: tuple[str, ...]
    spheres: tuple[str, ...]

    @property
    def named(self) -> bool:
        """True for a party that other reports can name too, not "officials" or "a bomber"."""
        return bool(self.actor)


def who(party: Party) -> Who:
    """A party as merging sees it."""
    return _who(party.actor, party.name, party.kind, party.country, party.sectors)


@lru_cache(maxsize=65_536)
def _who(
    actor: str, name: str, kind: ActorKind, country: str | None, sectors: tuple[str, ...]
) -> Who:
    named = block_of(name, kind, country, sectors) is not None
    spheres = tuple(sorted(spheres_of(sectors)))
    return Who(actor if named else "", name, kind, country or "", sectors, spheres)


def in_order(parties: Iterable[Party]) -> tuple[Who, ...]:
    """Parties as merging sees them, in an order of their own."""
    return tuple(sorted(who(party) for party in parties))


@lru_cache(maxsize=65_536)
def core_name(name: str, country: str) -> str:
    """The name of a body in the tables; the key of its own name where they do not have it."""
    return (
        national_body(name, country or None) or known_body(name, country or None) or name_key(name)
    )


@lru_cache(maxsize=65_536)
def body_in(words: str, country: str) -> str | None:
    """The group or organization that a description names, by its name in the tables."""
    keys = name_key(words).split()
    for length in range(min(len(keys), 8), 0, -1):
        for start in range(len(keys) - length + 1):
            part = " ".join(keys[start : start + length])
            found = known_body(part, country or None)
            if found is not None and (length > 1 or part not in merge_words().demonyms):
                return found
    return None


def holds_name(name: str, words: str) -> bool:
    """True if all words of a name (a key), but for demonyms, stand in some words."""
    demonyms = merge_words().demonyms
    wanted = {word.removesuffix("s") for word in name.split() if word not in demonyms}
    return bool(wanted) and wanted <= {word.removesuffix("s") for word in name_key(words).split()}


@lru_cache(maxsize=65_536)
def initials_of(name: str) -> str:
    """What the name of a body of several words is abbreviated to: "RSF"; empty for one word."""
    letters = [word[0] for word in name.replace("-", " ").split() if word[0].isupper()]
    return "".join(letters) if len(letters) > 1 else ""


def last_word(who: Who) -> str:
    """What a description says somebody is: "fighter" of "Houthi fighters"."""
    return who.name.lower().split()[-1].removesuffix("s") if who.name.strip() else ""
