"""Forms: how one report names an actor, and where other reports' names for it are looked for."""

import hashlib

from dragoman.lexicon.names import name_key, name_words
from dragoman.model import Actor, ActorKind, Record
from dragoman.record.merging.names import person_name, skeleton
from dragoman.record.merging.words import MergeWords, merge_words

_BODIES = frozenset({"organization", "group", "igo"})


class ActorForm(Record, frozen=True, kw_only=True):
    """A name with what a report knows of its bearer. Reports that say the same share a form.

    ``block`` is where forms that may mean the same actor meet. A form that does not cross
    ("officials", "Khan") stays in its report, and its key and block hold the report's key.
    """

    key: str
    block: str
    name: str
    kind: ActorKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    crosses: bool = False


def actor_form(actor: Actor, report_key: str) -> ActorForm:
    """The form under which a report's actor stands in the record."""
    name = " ".join(actor.name.split())
    block = block_of(name, actor.kind, actor.country, actor.sectors)
    where = "" if block else report_key
    parts = (name, actor.kind, actor.country or "", " ".join(sorted(actor.sectors)), where)
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
    return ActorForm(
        key=f"f{digest}",
        block=block or f"{report_key}:{digest}",
        name=name,
        kind=actor.kind,
        country=actor.country,
        sectors=tuple(sorted(actor.sectors)),
        crosses=block is not None,
    )


def block_of(
    name: str, kind: ActorKind, country: str | None, sectors: tuple[str, ...]
) -> str | None:
    """Where a name is looked for beyond its report; None for one that says too little."""
    book = merge_words()
    if kind == "person":
        parts = person_name(name)
        return f"person:{skeleton(parts.family)}" if parts else None
    if kind == "state" and country and "PRE" not in sectors:
        return f"state:{country}"
    if kind in _BODIES:
        return _body_block(name, country, book)
    key = name_key(name)
    if kind == "collective":  # a capital at the beginning of a sentence makes no name
        return f"people:{key}" if key in book.demonyms or key in book.bodies else None
    return f"place:{key}" if _capitalized(name, book) else None


def _body_block(name: str, country: str | None, book: MergeWords) -> str | None:
    national = national_body(name, country)
    if national:
        return f"body:{country}:{national}"
    known = known_body(name, country)
    if known:
        return f"body:{known}"
    if not _capitalized(name, book) or name_key(name).split()[-1] in book.titles:
        return None
    if len(name_words(name)) < 2 and not name.isupper():
        return f"body:{name_key(name)}" if country is None else None
    return f"body:{name_key(name)}"


def national_body(name: str, country: str | None) -> str | None:
    """The word for a body of which a state has one ("foreign ministry"); None for any other."""
    if country is None:
        return None
    book = merge_words()
    words = name_key(name).split()
    while words and book.demonyms.get(words[0]) == country:
        words = words[1:]
    key = " ".join(words)
    key = book.bodies[key][0][0] if key in book.bodies and len(book.bodies[key]) == 1 else key
    is_ministry = key.endswith(" ministry") or key.startswith("ministry of ")
    return key if key in book.national or is_ministry else None


def known_body(name: str, country: str | None) -> str | None:
    """The name in the tables of what a name of an organization or group stands for, where only
    one can be meant."""
    entries = merge_words().bodies.get(name_key(name), ())
    if len(entries) > 1:
        here = [entry for entry in entries if entry[1] == country]
        entries = tuple(here) if here else entries
    names = sorted({entry[0] for entry in entries})
    return names[0] if len(names) == 1 else None


def _capitalized(name: str, book: MergeWords) -> bool:
    """True for a proper name: a capital on the first word, and on all others but small ones."""
    words = name_words(name)
    return bool(words) and all(
        not word[0].islower() or (n > 0 and word in ("of", "and", "for", "the", "s"))
        or word in book.particles
        for n, word in enumerate(words)
    ) and any(word[0].isupper() for word in words)  # fmt: skip
