"""Static files: a fixed list, read once. What is not on the list does not exist, so no path leads
out of it."""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from functools import cached_property
from importlib.resources import files

MEDIA = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "woff2": "font/woff2",
    "txt": "text/plain; charset=utf-8",
}
_PACKED = frozenset({"css", "js", "json", "svg"})


class Asset:
    """One static file, loaded when it is first asked for."""

    def __init__(self, name: str, load: Callable[[], bytes]) -> None:
        self.name = name
        self._load = load

    @property
    def media(self) -> str:
        """Its media type."""
        return MEDIA[self.name.rpartition(".")[2]]

    @cached_property
    def body(self) -> bytes:
        """Its bytes."""
        return self._load()

    @cached_property
    def packed(self) -> bytes | None:
        """Its bytes by gzip, where that is worth it."""
        if self.name.rpartition(".")[2] not in _PACKED:
            return None
        return gzip.compress(self.body, 9, mtime=0)

    @cached_property
    def version(self) -> str:
        """A name of its content, so that a browser may keep it for good."""
        named = getattr(self._load, "version", None)  # what takes long to make is named before it
        return named or hashlib.sha256(self.body).hexdigest()[:12]


class Assets:
    """All static files by their names."""

    def __init__(self, more: Mapping[str, Callable[[], bytes]] | None = None) -> None:
        own = {
            file.name: file.read_bytes
            for file in files("dragoman.workbench").joinpath("static").iterdir()
            if file.is_file() and file.name.rpartition(".")[2] in MEDIA
        }
        self._all = {name: Asset(name, load) for name, load in {**own, **(more or {})}.items()}

    def find(self, name: str) -> Asset | None:
        """The file of a name, if there is one."""
        return self._all.get(name)

    def link(self, name: str) -> str:
        """The address of a file, which changes with its content. Raises KeyError if there is
        none."""
        return f"/static/{name}?v={self._all[name].version}"
