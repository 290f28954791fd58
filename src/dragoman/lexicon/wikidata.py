"""Actors from Wikidata: the result of a query as JSON, or lines of an entity dump.

Of an entity the English label, aliases and article are read, and the statements P31 (instance
of), P27 (citizenship), P39 (position held, with the qualifiers P580 and P582), P102 (party), P17
(country), P159 (headquarters), P571 (inception), P576 (dissolved), P1001 (applies to) and P298
(code of a country). What a statement points to is known by its own line in the file, or by our
lists of countries and classes.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.errors import InputError
from dragoman.lexicon.importing import SYNONYMS, Codes, Imported, row_of
from dragoman.lexicon.tables import DATA, read_rows

COUNTRY_COLUMNS = ["qid", "code"]
CLASS_COLUMNS = ["qid", "kind", "sectors", "code"]
_HUMAN = "Q5"
_YEAR, _MONTH = 9, 10  # precisions of a time
_STATES = frozenset({"state"})


class _Class(NamedTuple):
    """What an item of a class is."""

    kind: str
    sectors: str
    code: str


class _Entity(NamedTuple):
    """What is read of one line of a dump."""

    where: str
    qid: str
    label: str
    aliases: tuple[str, ...]
    wiki: str
    claims: Mapping[str, Any]


def read_results(path: Path, results: list[Mapping[str, Any]], codes: Codes) -> Iterator[Imported]:
    """The rows of a query's result. Raises InputError where one cannot be used."""
    ours = {other: name for name, others in SYNONYMS.items() for other in others}
    for number, binding in enumerate(results, start=1):
        where = f"{path}: result {number}"
        if not isinstance(binding, dict):
            raise InputError(f"{where}: is no object with a value for each variable")
        cells: dict[str, str] = {}
        for variable, held in binding.items():
            value = held.get("value", "") if isinstance(held, dict) else held
            name = ours.get(variable.lower(), variable.lower())
            text = "" if value is None else str(value)
            if not text.startswith("http") or name == "wiki":
                cells.setdefault(name, text)
        if not cells.get("name"):
            raise InputError(f"{where}: has no value for itemLabel; ask for it in the query")
        if not _is_bare(cells["name"]):
            yield row_of(where, cells, codes)


def _is_bare(label: str) -> bool:
    """True for the identifier that stands where an item has no English label."""
    return label[:1] == "Q" and label[1:].isdigit()


def read_entities(path: Path, text: str, codes: Codes) -> Iterator[Imported]:
    """The actors among the lines of a dump; items without an English label and items of kinds that
    do not act are left out. Raises InputError at a line that is no JSON."""
    world = _World(codes, {entity.qid: entity for entity in _entities(path, text)})
    for entity in world.entities.values():
        yield from world.rows(entity)


def _entities(path: Path, text: str) -> Iterator[_Entity]:
    for number, line in enumerate(text.split("\n"), start=1):
        plain = line.strip().rstrip(",")
        if plain in ("", "[", "]"):
            continue
        where = f"{path}:{number}"
        try:
            raw = json.loads(plain)
        except (ValueError, RecursionError) as fault:
            raise InputError(f"{where}: is no line of a Wikidata dump ({fault})") from fault
        if not isinstance(raw, dict) or not isinstance(raw.get("claims", {}), dict):
            raise InputError(f"{where}: is no entity of Wikidata, which has an id and claims")
        label = _english(raw.get("labels"))
        if isinstance(raw.get("id"), str):
            aliases = raw.get("aliases") or {}
            others = aliases.get("en", []) if isinstance(aliases, dict) else []
            names = tuple(a["value"] for a in others if isinstance(a, dict) and "value" in a)
            links = raw.get("sitelinks") or {}
            link = links.get("enwiki", {}) if isinstance(links, dict) else {}
            title = link.get("title", "")
            yield _Entity(where, raw["id"], label, names, title, raw.get("claims") or {})


def _english(labels: object) -> str:
    held = labels.get("en", {}) if isinstance(labels, dict) else {}
    return str(held.get("value", "")) if isinstance(held, dict) else ""


class _World:
    """The entities of a file, and what they say of each other."""

    def __init__(self, codes: Codes, entities: dict[str, _Entity]) -> None:
        self.codes, self.entities = codes, entities
        folder = DATA / "wikidata"
        self.countries = {
            row["qid"]: row["code"] for row in read_rows(folder / "countries.csv", COUNTRY_COLUMNS)
        }
        self.classes = {
            row["qid"]: _Class(row["kind"], row["sectors"], row["code"])
            for row in read_rows(folder / "classes.csv", CLASS_COLUMNS)
        }

    def rows(self, entity: _Entity) -> Iterator[Imported]:
        """One row for each office of a person, one for anything else that acts."""
        if not entity.label:
            return
        kinds = list(items_of(entity, "P31"))
        if _HUMAN in kinds:
            yield from self._person(entity)
            return
        known = [self.classes[qid] for qid in kinds if qid in self.classes]
        named = [self.entities[qid].label for qid in kinds if qid in self.entities]
        sectors = next((k.sectors for k in known if k.sectors), "")
        sectors = sectors or ";".join(next(filter(None, map(self.codes.sectors, named)), ()))
        kind = next((k.kind for k in known), "organization")
        code = next((k.code for k in known if k.code), "")
        if kind in _STATES:
            code = self._code(entity.qid)
        code = code or self._country(entity, ("P17", "P159"))
        if (known or sectors) and (code or sectors):
            start, end = _first_time(entity, "P571"), _first_time(entity, "P576")
            yield self._row(entity, kind, code, sectors, "", start, end)

    def _person(self, entity: _Entity) -> Iterator[Imported]:
        home = self._country(entity, ("P27",))
        offices = list(statements_of(entity, "P39"))
        for office in offices:
            post = self.entities.get(_item(office.get("mainsnak")) or "")
            if post is None or not post.label:
                continue
            sectors = ";".join(self.codes.sectors(post.label))
            qualifiers = office.get("qualifiers") or {}
            start, end = (_first(qualifiers.get(p)) for p in ("P580", "P582"))
            code = self._country(post, ("P1001", "P17")) or home
            yield self._row(entity, "person", code, sectors, post.label, start, end)
        if not offices and home:
            party = "PTY" if any(items_of(entity, "P102")) else ""
            yield self._row(entity, "person", home, party, "", "", "")

    def _row(
        self, entity: _Entity, kind: str, code: str, sectors: str, role: str, start: str, end: str
    ) -> Imported:
        cells = {
            "name": entity.label, "aliases": ";".join(entity.aliases), "kind": kind,
            "country": code, "sectors": sectors, "role": role, "start": start, "end": end,
            "wiki": entity.wiki,
        }  # fmt: skip
        return row_of(entity.where, cells, self.codes)

    def _country(self, entity: _Entity, properties: tuple[str, ...]) -> str:
        """The code of the country that the first of some properties leads to."""
        for one in properties:
            for qid in items_of(entity, one):
                code = self._code(qid)
                if not code and qid in self.entities and one == "P159":
                    code = self._country(self.entities[qid], ("P17",))
                if code:
                    return code
        return ""

    def _code(self, qid: str) -> str:
        entity = self.entities.get(qid)
        for statement in statements_of(entity, "P298") if entity is not None else ():
            value = ((statement.get("mainsnak") or {}).get("datavalue") or {}).get("value")
            code = self.codes.country(str(value or ""))
            if code:
                return code
        return self.countries.get(qid, "")


def statements_of(entity: _Entity, of: str) -> Iterator[Mapping[str, Any]]:
    """The statements of a property that are not deprecated."""
    listed = entity.claims.get(of)
    for statement in listed if isinstance(listed, list) else ():
        if isinstance(statement, dict) and statement.get("rank") != "deprecated":
            yield statement


def items_of(entity: _Entity, of: str) -> Iterator[str]:
    """The items that the statements of a property point to."""
    for statement in statements_of(entity, of):
        qid = _item(statement.get("mainsnak"))
        if qid:
            yield qid


def _item(snak: object) -> str | None:
    value = _value(snak)
    return value.get("id") if isinstance(value, dict) else None


def _value(snak: object) -> object:
    held = snak.get("datavalue") if isinstance(snak, dict) else None
    return held.get("value") if isinstance(held, dict) else None


def _first_time(entity: _Entity, of: str) -> str:
    return next((t for s in statements_of(entity, of) if (t := _time(s.get("mainsnak")))), "")


def _first(snaks: object) -> str:
    listed = snaks if isinstance(snaks, list) else []
    return next((time for snak in listed if (time := _time(snak))), "")


def _time(snak: object) -> str:
    """A time as precisely as it is known; "" for one before the year 1 or not to the year."""
    value = _value(snak)
    if not isinstance(value, dict) or not str(value.get("time", "")).startswith("+"):
        return ""
    precision = value.get("precision", 0)
    if not isinstance(precision, int) or precision < _YEAR:
        return ""
    size = {_YEAR: len("YYYY"), _MONTH: len("YYYY-MM")}.get(precision, len("YYYY-MM-DD"))
    return str(value["time"])[1 : 1 + size]
