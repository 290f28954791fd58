"""An Atom feed of the changes in a process, one entry a change, by the days of its reports."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from xml.etree import ElementTree

from dragoman.formats.xml_text import xml_text
from dragoman.lexicon.topics import TopicBook
from dragoman.processes.changes import compare
from dragoman.processes.composing import compared
from dragoman.processes.dossier import Change, Changes, Source
from dragoman.processes.items import Reader
from dragoman.processes.keeping import slug
from dragoman.processes.material import Material, published_by
from dragoman.processes.process import Process
from dragoman.processes.roster import Roster
from dragoman.processes.scene import make_scene
from dragoman.processes.sources import Shelf, keys_in
from dragoman.processes.wording import day_words

_ATOM = "http://www.w3.org/2005/Atom"
_AUTHORITY = "tag:dragoman.invalid,2020"  # ids of entries: stable, and no address to be fetched
_NEVER = "1970-01-01"  # the day of a feed without an entry
DAYS = 30


def changes_by_day(
    process: Process,
    material: Material,
    roster: Roster,
    topics: TopicBook,
    *,
    days: int = DAYS,
) -> Iterator[tuple[Changes, tuple[Source, ...]]]:
    """What changed on each of the last days on which reports were published, the latest first,
    with the words it rests on."""
    published = sorted({report.published for report in material.reports if report.published})
    shown = published[-days:]
    before = published[-days - 1] if len(published) > days else _NEVER
    reader, shelf = Reader(process, roster, topics), Shelf(material)
    scenes = (make_scene(reader, published_by(material, day), day) for day in (before, *shown))
    changes = [
        compare(old, new)
        for old, new in pairwise(compared(scene, opening=False) for scene in scenes)
    ]
    for found in reversed(changes):
        yield found, shelf.sources_of(keys_in(found))


def write_feed(process: Process, days: Iterable[tuple[Changes, tuple[Source, ...]]]) -> str:
    """The changes as an Atom feed. Each entry has the words that it rests on."""
    ElementTree.register_namespace("", _ATOM)
    found = list(days)
    feed = ElementTree.Element(_tag("feed"))
    name = slug(process.name)
    _text(feed, "id", f"{_AUTHORITY}:process/{name}")
    _text(feed, "title", f"{process.name}: changes")
    _text(feed, "updated", _moment(found[0][0].until if found else _NEVER))
    author = ElementTree.SubElement(feed, _tag("author"))
    _text(author, "name", "Dragoman")
    for changes, words in found:
        sources = {source.key: source for source in words}
        for change in changes.changes:
            feed.append(_entry(name, change, changes.until, sources))
    ElementTree.indent(feed)
    body = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _entry(
    process: str, change: Change, day: str, sources: dict[str, Source]
) -> ElementTree.Element:
    entry = ElementTree.Element(_tag("entry"))
    digest = hashlib.sha256(f"{day} {change.key} {change.text}".encode()).hexdigest()[:16]
    _text(entry, "id", f"{_AUTHORITY}:process/{process}/{day}/{digest}")
    _text(entry, "title", f"{change.kind.capitalize()}: {_legal(change.text)}")
    _text(entry, "updated", _moment(day))
    told = [sources[key] for key in change.evidence if key in sources]
    address = next((source.url for source in told if _is_web(source.url)), None)
    if address:
        ElementTree.SubElement(entry, _tag("link"), {"href": _legal(address), "rel": "related"})
    ElementTree.SubElement(entry, _tag("category"), {"term": change.kind})
    lines = [_quoted(source) for source in told]
    _text(entry, "content", _legal("\n".join([change.text, *lines]))).set("type", "text")
    return entry


def _is_web(address: str | None) -> bool:
    """Whether an address is one of the web: a reader of feeds would run some others."""
    return (address or "").lower().startswith(("https://", "http://"))


def _quoted(source: Source) -> str:
    day = day_words(source.published) if source.published else "day unknown"
    where = ", ".join(part for part in (source.publisher, source.title, day) if part)
    quote = f": “{' '.join(source.quote.split())}”" if source.quote else ""
    return f"{where}{quote} [{source.key}]"


def _text(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, _tag(name))
    element.text = text
    return element


def _tag(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def _moment(day: str) -> str:
    """A day as RFC 3339 has it. Reports have days only: the end of the day stands for it."""
    return f"{day}T23:59:59Z"


def _legal(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return xml_text(text, "")
