"""The words that merging goes by, out of ``record/data`` and the actor tables of the lexicon."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dragoman.lexicon.actors import NAME_COLUMNS, STATE_COLUMNS
from dragoman.lexicon.names import name_key, word_key
from dragoman.lexicon.tables import DATA, read_rows, read_words
from dragoman.record.data import FOLDER

_TABLES = ("groups", "igos", "ngos", "parties", "institutions", "communities", "media")
_ADMIN = ["code", "name", "geonames", "geonameid", "lat", "lon", "aliases"]
_REGIONS = ["kind", "name", "code", "geonameid", "lat", "lon", "aliases", "adjectives"]


@dataclass(frozen=True, slots=True)
class MergeWords:
    """Word lists and tables, by what they are asked for. Names are keyed as ``name_key`` does."""

    letters: tuple[tuple[str, str], ...]  # spellings of one sound, in order
    particles: frozenset[str]
    joined: frozenset[str]
    titles: frozenset[str]
    regnal: frozenset[str]
    suffixes: frozenset[str]
    family_first: frozenset[str]
    given: Mapping[str, str]  # form of a given name -> the name
    forms: Mapping[str, tuple[str, ...]]  # a given name -> itself and all its forms
    initials: Mapping[str, frozenset[str]]  # beginning of a name -> letters it is abbreviated to
    national: frozenset[str]
    bodies: Mapping[str, tuple[tuple[str, str | None], ...]]  # alias -> (name, country)
    states: Mapping[str, str]  # name -> code
    demonyms: Mapping[str, str]  # "pakistani" -> code
    regions: frozenset[str]  # names of divisions and regions, which towns lie in
    spheres: Mapping[str, frozenset[str]]
    modes: frozenset[tuple[str, str, str]]
    plans: Mapping[str, tuple[tuple[str, str], ...]]


@cache
def merge_words() -> MergeWords:
    """The words that come with Dragoman, read once.

    Raises LexiconError where a data file breaks its format.
    """
    return load_merge_words(FOLDER, DATA)


def load_merge_words(folder: Path, lexicon: Path) -> MergeWords:
    """Read the words of ``folder`` and the names of the lexicon's tables.

    Raises LexiconError, with file and line, where one breaks its format.
    """
    states, demonyms = _states(lexicon / "actors" / "states.csv")
    letters = read_rows(folder / "letters.csv", ["from", "to"])
    modes = read_rows(folder / "modes.csv", ["event", "one", "other"])
    variants = read_rows(folder / "given_variants.csv", ["name", "variants"])
    forms = {
        word_key(row["name"]): tuple(map(word_key, (row["name"], *row.items("variants"))))
        for row in variants
    }
    return MergeWords(
        letters=tuple((row["from"], row["to"]) for row in letters),
        particles=_words(folder / "particles.txt"),
        joined=_words(folder / "joined.txt"),
        titles=_words(folder / "titles.txt"),
        regnal=_words(folder / "regnal.txt"),
        suffixes=_words(folder / "suffixes.txt"),
        family_first=_words(folder / "family_first.txt"),
        given={form: name for name, names in forms.items() for form in names[1:]},
        forms=forms,
        initials={
            row["begins"]: frozenset(row.items("letters"))
            for row in read_rows(folder / "initials.csv", ["begins", "letters"])
        },
        national=_words(folder / "national.txt"),
        bodies=_bodies(folder / "bodies.csv", lexicon / "actors"),
        states=states,
        demonyms=demonyms,
        regions=_regions(lexicon / "places"),
        spheres=_spheres(folder / "spheres.csv"),
        modes=frozenset(
            (row["event"], *pair)
            for row in modes
            for pair in ((row["one"], row["other"]), (row["other"], row["one"]))
        ),
        plans=_plans(folder / "plans.csv"),
    )


def _words(path: Path) -> frozenset[str]:
    return frozenset(read_words(path))


def _states(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for row in read_rows(path, STATE_COLUMNS):
        for name in (row["name"], *row.items("aliases")):
            names.setdefault(name_key(name), row["code"])
        for word in (*row.items("demonyms"), *row.items("people")):
            demonyms.setdefault(name_key(word), row["code"])
    return names, demonyms


def _bodies(own: Path, actors: Path) -> dict[str, tuple[tuple[str, str | None], ...]]:
    """What each name of an organization or group may stand for. A name that a table gives to
    itself comes first, so that it is not taken for another's alias."""
    found: dict[str, dict[tuple[str, str | None], None]] = {}
    for row in read_rows(own, ["name", "variants"]):
        for alias in (row["name"], *row.items("variants")):
            found.setdefault(name_key(alias), {})[name_key(row["name"]), None] = None
    rows = [row for table in _TABLES for row in read_rows(actors / f"{table}.csv", NAME_COLUMNS)]
    for row in rows:
        key = name_key(row["name"])
        found.setdefault(key, {})[key, row["country"] or None] = None
    for row in rows:
        for alias in row.items("aliases"):
            entry = (name_key(row["name"]), row["country"] or None)
            found.setdefault(name_key(alias), {})[entry] = None
    return {alias: tuple(entries) for alias, entries in found.items()}


def _regions(places: Path) -> frozenset[str]:
    rows = [*read_rows(places / "admin.csv", _ADMIN), *read_rows(places / "regions.csv", _REGIONS)]
    return frozenset(
        name_key(name) for row in rows for name in (row["name"], *row.items("aliases"))
    )


def _spheres(path: Path) -> dict[str, frozenset[str]]:
    spheres: dict[str, set[str]] = {}
    for row in read_rows(path, ["sector", "sphere"]):
        spheres.setdefault(row["sector"], set()).add(row["sphere"])
    return {sector: frozenset(names) for sector, names in spheres.items()}


def _plans(path: Path) -> dict[str, tuple[tuple[str, str], ...]]:
    plans: dict[str, list[tuple[str, str]]] = {}
    for row in read_rows(path, ["plan", "event", "mode"]):
        plans.setdefault(row["plan"], []).append((row["event"], row["mode"]))
    return {plan: tuple(events) for plan, events in plans.items()}
