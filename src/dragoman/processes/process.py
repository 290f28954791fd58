"""What an analyst follows: a process, kept as a TOML file that people write and read."""

import re
import tomllib
from collections.abc import Collection, Iterable
from typing import Any, Literal, get_args

from dragoman.errors import InputError
from dragoman.model import Record

Role = Literal["mediator", "host", "guarantor", "facilitator", "observer", "donor"]
ROLES: tuple[Role, ...] = get_args(Role)

_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Side(Record, frozen=True, kw_only=True):
    """A party to a process, or a third party where it has ``roles``.

    ``who`` says which actors of a record belong to it: a country code ("USA": the state and those
    who act for it), a country and sectors ("AFG:REB", "AFG:GOV,MIL"), an actor's id, or a name as
    reports give it. ``without`` says in the same way who does not.
    """

    name: str
    who: tuple[str, ...]
    without: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()


class Process(Record, frozen=True, kw_only=True):
    """A process: who negotiates, with whose help, about what, from when to when.

    ``topics`` are names of topics, all of them where empty. ``since`` and ``until`` are days, both
    included. Where there is a ``query``, only reports with its words count.
    """

    name: str
    parties: tuple[Side, ...]
    third_parties: tuple[Side, ...] = ()
    topics: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    query: str | None = None
    about: str | None = None

    @property
    def sides(self) -> tuple[Side, ...]:
        """The parties, then the third parties."""
        return self.parties + self.third_parties


def parse_process(text: str, where: str, topics: Collection[str] = ()) -> Process:
    """The process that a TOML text describes. ``where`` names it in errors; ``topics`` are those
    that there are, where they are to be checked.

    Raises InputError, in one sentence, where it is no TOML or says what a process cannot say.
    """
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise InputError(f"{where}: this is no TOML: {fault}") from None
    return _process(told, where, topics)


def _process(told: dict[str, Any], where: str, topics: Collection[str]) -> Process:
    _only(told, ("name", "about", "topics", "from", "to", "query", "party", "third_party"), where)
    process = Process(
        name=_text(told, "name", where),
        about=_text(told, "about", where, needed=False) or None,
        parties=_sides(told, "party", where),
        third_parties=_sides(told, "third_party", where),
        topics=_texts(told, "topics", where),
        since=_day(told, "from", where),
        until=_day(told, "to", where),
        query=_text(told, "query", where, needed=False) or None,
    )
    check_process(process, where, topics)
    return process


def check_process(process: Process, where: str, topics: Collection[str] = ()) -> None:
    """Raises InputError where a process says what cannot be: too few parties, two of one name, a
    term that ends before it begins, a topic that there is not."""
    if len(process.parties) < 2:
        raise InputError(f"{where}: a process needs two parties at least")
    names = [side.name.lower() for side in process.sides]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise InputError(f"{where}: two parties have the name {twice!r}")
    if process.since and process.until and process.since > process.until:
        raise InputError(f"{where}: it ends ({process.until}) before it begins ({process.since})")
    for topic in process.topics:
        if topics and topic not in topics:
            raise InputError(f"{where}: {topic!r} is no topic; there are {', '.join(topics)}")


def _only(told: dict[str, Any], keys: Iterable[str], where: str) -> None:
    known = tuple(keys)
    strange = next((key for key in told if key not in known), None)
    if strange:
        raise InputError(f"{where}: {strange!r} is unknown here; there are {', '.join(known)}")


def _text(told: dict[str, Any], key: str, where: str, *, needed: bool = True) -> str:
    value = told.get(key, "")
    if not isinstance(value, str) or _CONTROL.search(value):
        raise InputError(f"{where}: {key} must be one line of text")
    if needed and not value.strip():
        raise InputError(f"{where}: {key} is missing")
    return value.strip()


def _texts(told: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    values = told.get(key, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise InputError(f"{where}: {key} must be a list of texts")
    return tuple(dict.fromkeys(value.strip() for value in values))


def _day(told: dict[str, Any], key: str, where: str) -> str | None:
    from datetime import date

    if key not in told:
        return None
    value = str(told[key])
    try:
        if not _DAY.match(value):
            raise ValueError
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise InputError(f"{where}: {key} = {value!r} is no day of the form YYYY-MM-DD") from None


def _sides(told: dict[str, Any], key: str, where: str) -> tuple[Side, ...]:
    tables = told.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(item, dict) for item in tables):
        raise InputError(f"{where}: write each {key} as a table [[{key}]]")
    return tuple(_side(item, key, f"{where}, {key} {n}") for n, item in enumerate(tables, 1))


def _side(told: dict[str, Any], key: str, where: str) -> Side:
    third = key == "third_party"
    _only(told, ("name", "who", "without", *(("roles",) if third else ())), where)
    name = _text(told, "name", where)
    roles = _texts(told, "roles", where)
    strange = next((role for role in roles if role not in ROLES), None)
    if strange:
        raise InputError(f"{where}: {strange!r} is no role; there are {', '.join(ROLES)}")
    if third and not roles:
        raise InputError(f"{where}: a third party needs roles: {', '.join(ROLES)}")
    return Side(
        name=name,
        who=_texts(told, "who", where) or (name,),
        without=_texts(told, "without", where),
        roles=tuple(role for role in ROLES if role in roles),
    )


def write_process(process: Process) -> str:
    """A process as TOML, as ``parse_process`` reads it."""
    lines = [f"name = {_quoted(process.name)}"]
    lines += [f"about = {_quoted(process.about)}"] if process.about else []
    lines += [f"topics = {_listed(process.topics)}"] if process.topics else []
    lines += [f"from = {process.since}"] if process.since else []
    lines += [f"to = {process.until}"] if process.until else []
    lines += [f"query = {_quoted(process.query)}"] if process.query else []
    for key, sides in (("party", process.parties), ("third_party", process.third_parties)):
        for side in sides:
            lines += ["", f"[[{key}]]", f"name = {_quoted(side.name)}"]
            lines += [f"who = {_listed(side.who)}"] if side.who != (side.name,) else []
            lines += [f"without = {_listed(side.without)}"] if side.without else []
            lines += [f"roles = {_listed(side.roles)}"] if side.roles else []
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _listed(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"
