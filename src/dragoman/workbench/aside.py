"""What takes long and would hold up every page, made in a process of its own, and kept."""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import Lock

from dragoman import __version__
from dragoman.lexicon.fullgazetteer import user_folder

_LOG = logging.getLogger("dragoman.workbench")
_PATIENCE = 120.0  # seconds
_UNFINISHED = ".tmp"
_LEFT = 3_600.0  # seconds after which nobody is writing an unfinished file any more


class MadeAside:
    """Bytes that a function of a module makes, in a process of its own when they are first asked
    for; here, where no process can be had. ``version`` is that of what they are made from, known
    before they are made: under ``name``, it and Dragoman's own version they are kept in the user's
    folder, so that the next workbench need not make them again. What other versions kept goes."""

    def __init__(self, name: str, made: Callable[[], bytes], version: Callable[[], str]) -> None:
        self._name, self._made, self._version = name, made, version
        self._lock = Lock()

    def __call__(self) -> bytes:
        """The bytes. Two that ask at once wait for one."""
        with self._lock:
            return self._bytes

    @property
    def version(self) -> str:
        """What changes where they do."""
        return f"{self._name}-{self._version()}-{__version__}"

    @cached_property
    def _bytes(self) -> bytes:
        path = user_folder() / "made" / self.version
        with suppress(OSError):
            return path.read_bytes()
        made = self._make()
        with suppress(OSError):  # it is only to save time
            _keep(made, path)
            _clear(path, f"{self._name}-")
        return made

    def _make(self) -> bytes:
        module, name = self._made.__module__, self._made.__name__
        words = f"import sys; from {module} import {name}; sys.stdout.buffer.write({name}())"
        try:
            done = subprocess.run(
                # -P: no module of the folder that the workbench was started in is taken for ours.
                [sys.executable, "-P", "-c", words],
                capture_output=True,
                check=True,
                timeout=_PATIENCE,
            )
        except (OSError, subprocess.SubprocessError) as fault:
            _LOG.warning("%s is not made aside: %s", name, fault)
            return self._made()
        return done.stdout or self._made()


def _keep(made: bytes, path: Path) -> None:
    """Write a file whole or not at all, whoever else writes it meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}{_UNFINISHED}")
    aside.write_bytes(made)
    aside.replace(path)


def _clear(kept: Path, name: str) -> None:
    """Take away what other versions made, and what nobody finished. Another process that is at it
    has read its file whole, or finds none and makes it again: it loses nothing but time."""
    for path in kept.parent.iterdir():
        with suppress(OSError):  # another process was quicker
            if path.name.endswith(_UNFINISHED):
                old = time.time() - path.stat().st_mtime > _LEFT
            else:
                of_ours = path.name.startswith(name) and path != kept
                old = of_ours or not path.name.endswith(f"-{__version__}")
            if old:
                path.unlink()
