"""The files of processes, as the workbench lists, reads, writes and takes them away.

They are those of ``dragoman process``: one TOML file each in a folder beside the record, and those
that come with Dragoman. A file with a mistake does not hide the others: it is listed with what is
wrong in it.
"""

import hashlib
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from dragoman.errors import DragomanError, InputError
from dragoman.formats.streams import text_out
from dragoman.lexicon.topics import TopicBook
from dragoman.processes import OWN_TOPICS, topics_beside
from dragoman.processes.keeping import SHIPPED, default_folder, slug
from dragoman.processes.process import Process, parse_process, write_process

_LARGEST = 1_000_000  # bytes of a file; a process of a hundred parties has some ten thousand
_TAKEN = ("new",)  # names of pages
_lock = Lock()


class Kept(NamedTuple):
    """A process as it is kept: the name of its file without the end, whether the file is one of the
    user's own folder, what was read there (``fault`` says why nothing could be), and a stamp of the
    content, by which it is seen whether somebody changed it."""

    name: str
    own: bool
    stamp: str
    process: Process | None
    fault: str = ""


class ProcessChanged(DragomanError):
    """Somebody else wrote the process while it was being edited."""


class ProcessFiles:
    """The processes of one record."""

    def __init__(self, record: str, folder: Path | None = None) -> None:
        self.folder = folder or default_folder(record)
        self._topics: tuple[float, TopicBook] | None = None

    def topics(self) -> TopicBook:
        """The topics that there are, with those of the user. Raises LexiconError where the user's
        file has a mistake."""
        own = self.folder / OWN_TOPICS
        changed = own.stat().st_mtime if own.is_file() else 0.0
        if self._topics is None or self._topics[0] != changed:
            self._topics = (changed, topics_beside(self.folder))
        return self._topics[1]

    def all(self) -> list[Kept]:
        """All processes by the names of their files."""
        return [self._read(name, path) for name, path in sorted(self._paths().items())]

    def find(self, name: str) -> Kept | None:
        """The process of a file's name; or of its own name, as links of people may have it."""
        path = self._paths().get(name)
        if path is not None:
            return self._read(name, path)
        wanted = slug(name)
        return next((kept for kept in self.all() if wanted and _slug(kept) == wanted), None)

    def write(self, process: Process, name: str | None = None, seen: str = "") -> Kept:
        """Keep a new process, or write over the one of a name, which ``seen`` is the stamp of.

        Raises InputError where there is one of this name already or it cannot be written,
        ProcessChanged where the file is not as it was seen.
        """
        text = write_process(process)
        parse_process(text, process.name, self.topics().topics)  # reads back as it was meant
        target = name or slug(process.name)
        with _lock:
            path = self._paths().get(target)
            before = self._read(target, path) if path is not None else None
            if name is None and before is not None:
                raise InputError(f"There is a process named {_shown(before)} already.")
            if name is not None and (before is None or before.stamp != seen):
                raise ProcessChanged("somebody else changed this process meanwhile")
            if target in _TAKEN:
                raise InputError(f"Choose another name than {process.name}.")
            others = [_slug(kept) for kept in self.all() if kept.name != target]
            if slug(process.name) in others:
                raise InputError(f"There is a process named {process.name} already.")
            self._put(target, text)
        return self._read(target, self.folder / f"{target}.toml")

    def remove(self, name: str) -> None:
        """Take the user's file of a process away; one that comes with Dragoman is back then.
        Raises InputError where the user has none."""
        kept = self.find(name)
        if kept is None or not kept.own:
            raise InputError("Only processes of your own can be removed.")
        with _lock:
            (self.folder / f"{kept.name}.toml").unlink(missing_ok=True)

    def _paths(self) -> dict[str, Path]:
        paths = {path.stem: path for path in SHIPPED.glob("*.toml")}
        if self.folder.is_dir():
            paths |= {path.stem: path for path in self.folder.glob("*.toml")}
        return paths

    def _read(self, name: str, path: Path) -> Kept:
        own = path.parent != SHIPPED
        try:
            raw = path.read_bytes()[:_LARGEST]
        except OSError as fault:
            return Kept(name, own, "", None, f"{path.name} cannot be read ({fault.strerror})")
        stamp = hashlib.sha256(raw).hexdigest()[:16]
        try:
            process = parse_process(raw.decode(), path.name, self.topics().topics)
        except UnicodeDecodeError:
            return Kept(name, own, stamp, None, f"{path.name} is no UTF-8 text")
        except InputError as fault:
            return Kept(name, own, stamp, None, str(fault))
        return Kept(name, own, stamp, process)

    def _put(self, name: str, text: str) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with text_out(self.folder / f"{name}.toml") as file:
                file.write(text)
        except OSError as fault:
            raise InputError(f"The process cannot be written ({fault.strerror}).") from None


def _slug(kept: Kept) -> str:
    """The name of a process as a file would have it; nothing where it cannot be read."""
    return slug(kept.process.name) if kept.process else ""


def _shown(kept: Kept) -> str:
    return kept.process.name if kept.process else kept.name
