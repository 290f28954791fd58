"""A dossier as Markdown, as a page that stands alone, and as JSON."""

import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dragoman.processes.chapters import sheet_of
from dragoman.processes.chapters.opening import changes as chapter_of
from dragoman.processes.chapters.opening import quotes_of
from dragoman.processes.dossier import Changes, Dossier, Source
from dragoman.processes.sheet import Line
from dragoman.processes.wording import day_words

_TEMPLATES = Path(__file__).parent / "templates"
_MARKS = re.compile(r"([\\`*_\[\]<>|#])")
_SHOWN = 6  # numbers of evidence that a line prints; all of them are in the JSON
_OUTER = {'"': '"', "“": "”", "'": "'", "‘": "’"}


def to_json(dossier: Dossier) -> str:
    """A dossier as JSON: all records with all keys of evidence, and the words behind them."""
    return msgspec.json.format(msgspec.json.encode(dossier), indent=2).decode() + "\n"


def to_markdown(dossier: Dossier) -> str:
    """A dossier as Markdown. What reports say is escaped: no word of theirs becomes markup."""
    numbers = _numbers(dossier)
    text = _render(
        "dossier.md",
        dossier,
        escape=False,
        refs=partial(_references, numbers=numbers, link=lambda n: f"[\\[{n}\\]](#s{n})"),
        md=_escaped,
        cell=_escaped,
        quoted=lambda words: f"“{_escaped(bare(words))}”",
        described=lambda source: _escaped(_described(source)),
    )
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def to_html(dossier: Dossier) -> str:
    """A dossier as an HTML page that asks nothing of the network and can be printed."""
    numbers = _numbers(dossier)

    def refs(keys: Iterable[str]) -> Markup:
        told = _references(keys, numbers=numbers, link=lambda n: f'<a href="#s{n}">{n}</a> ')
        return Markup(f' <span class="refs">{told.strip()}</span>' if told else "")

    return _render(
        "dossier.html",
        dossier,
        escape=True,
        refs=refs,
        bare=bare,
        quoted=lambda words: f"“{bare(words)}”",
        described=_described,
    )


def changes_to_markdown(changes: Changes, later: Dossier) -> str:
    """What changed, as Markdown, with the words behind it. ``later`` is the dossier it led to."""
    keys = [key for change in changes.changes for key in change.evidence]
    wanted = {*keys, *changes.evidence}
    sources = tuple(source for source in later.sources if source.key in wanted)
    numbers = {source.key: number for number, source in enumerate(sources, 1)}
    lines = [f"# {_escaped(later.process)}: what changed", ""]
    lines.append(f"From {day_words(changes.since)} to {day_words(changes.until)}.")
    for line in (
        block for block in chapter_of(changes, quotes_of(later)).blocks if isinstance(block, Line)
    ):
        refs = _references(line.evidence, numbers=numbers, link=lambda n: f"[\\[{n}\\]](#s{n})")
        head = f"**{_escaped(line.head)}** " if line.head else ""
        quote = f" “{_escaped(bare(line.quote))}”" if line.quote else ""
        lines.append(f"\n- {head}{_escaped(line.text)}{quote}{refs}")
    lines += ["", "## The words", ""]
    for number, source in enumerate(sources, 1):
        quote = f": “{_escaped(bare(source.quote))}”" if source.quote else ""
        told = f"{_escaped(_described(source))}{quote} `{source.key}`"
        lines.append(f'<a id="s{number}"></a>{number}. {told}\n')
    return "\n".join(lines).rstrip() + "\n"


def _render(name: str, dossier: Dossier, *, escape: bool, **filters: Callable[..., Any]) -> str:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=escape,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters.update(filters)
    return environment.get_template(name).render(sheet=sheet_of(dossier))


def _numbers(dossier: Dossier) -> dict[str, int]:
    return {source.key: number for number, source in enumerate(dossier.sources, 1)}


def _references(keys: Iterable[str], *, numbers: dict[str, int], link: Callable[[int], str]) -> str:
    """The numbers of evidence, as links; of many the first, and how many more there are."""
    found = [numbers[key] for key in keys if key in numbers]
    if not found:
        return ""
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return " " + "".join(map(link, found[:_SHOWN])) + more


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def bare(words: str) -> str:
    """Words to be put between marks: without white space that breaks lines, a "that" before them,
    and marks of their own around all of them."""
    plain = " ".join(words.split()).rstrip(",").removeprefix("that ")
    if len(plain) > 1 and _OUTER.get(plain[0]) == plain[-1] and plain[0] not in plain[1:-1]:
        return plain[1:-1].rstrip(",")
    return plain


def _described(source: Source) -> str:
    """A source for people: publisher, title, day, and on whose word."""
    day = day_words(source.published) if source.published else "day unknown"
    parts = [part for part in (source.publisher, source.title, day) if part]
    if source.speaker:
        parts.append(
            f"on the word of {source.speaker}" if source.kind == "event" else source.speaker
        )
    return ", ".join(parts)
