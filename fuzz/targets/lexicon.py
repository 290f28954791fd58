"""Lexicon files: every kind, with one of its files replaced by the input."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from dragoman.errors import LexiconError
from dragoman.lexicon.check import check_own_frames
from dragoman.lexicon.cues import load_cues
from dragoman.lexicon.frames import load_frames
from dragoman.lexicon.tables import DATA
from dragoman.lexicon.times import load_times
from dragoman.lexicon.topics import load_topics
from fuzz.inputs import Broken, chosen, kept

_Load = Callable[[Path], Any]
_KINDS: dict[str, _Load] = {"cues": load_cues, "times": load_times, "topics": load_topics}


def check(data: bytes) -> None:
    """The first byte chooses the file; all that may be raised is LexiconError with file and
    line."""
    load, name, rest = _choice(data)
    path = kept(rest, "own.csv") if name is None else _replaced(name, rest)
    try:
        load(path)
    except LexiconError as fault:
        place, _, why = str(fault).partition(": ")
        _, _, line = place.rpartition(":")
        if not line.isdigit() or not why or "\n" in why:
            raise Broken(f"not FILE:LINE: WHY: {fault}") from fault
    finally:
        if name is not None:
            shutil.copy(DATA / name, _copies() / name)


def _choice(data: bytes) -> tuple[_Load, str | None, bytes]:
    choices: list[tuple[_Load, str | None]] = [
        (_own_topics, None),
        (_own_frames, None),
        (_own_check, None),
    ]
    for kind, load in _KINDS.items():
        choices += [(load, f"{kind}/{path.name}") for path in sorted((DATA / kind).glob("*.csv"))]
    (load, name), rest = chosen(data, choices)
    return load, name, rest


def _own_topics(path: Path) -> None:
    load_topics(own=path)


def _own_frames(path: Path) -> None:
    load_frames(_small(), own=path)


def _own_check(path: Path) -> None:
    check_own_frames(_small(), path)


def _replaced(name: str, data: bytes) -> Path:
    """The folder of a kind, in which one file holds the input."""
    (_copies() / name).write_bytes(data)
    return (_copies() / name).parent


@cache
def _copies() -> Path:
    folder = Path(mkdtemp(prefix="dragoman-fuzz-"))
    for kind in _KINDS:
        shutil.copytree(DATA / kind, folder / kind)
    return folder


@cache
def _small() -> Path:
    """The tables that frames need, with a few frames only, so that reading them is quick."""
    folder = Path(mkdtemp(prefix="dragoman-fuzz-"))
    for path in DATA.glob("*.csv"):
        shutil.copy(path, folder / path.name)
    shutil.copytree(DATA / "classes", folder / "classes")
    (folder / "frames").mkdir()
    for name in ("composition.csv", "retreat.csv"):
        shutil.copy(DATA / "frames" / name, folder / "frames" / name)
    return folder
