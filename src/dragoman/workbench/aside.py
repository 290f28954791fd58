"""What takes long and would hold up every page, made in a process of its own, and kept."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import Lock

from dragoman import __version__
from dragoman.lexicon.fullgazetteer import user_folder

_LOG = logging.getLogger("dragoman.workbench")
_PATIENCE = 120.0  # seconds


class MadeAside:
    """Bytes that a function of a module makes, in a process of its own when they are first asked
    for; here, where no process can be had. ``version`` names what they are made from, before they
    are made: under it and Dragoman's own version they are kept in the user's folder, so that the
    next workbench need not make them again."""

    def __init__(self, made: Callable[[], bytes], version: Callable[[], str]) -> None:
        self._made, self._version = made, version
        self._lock = Lock()

    def __call__(self) -> bytes:
        """The bytes. Two that ask at once wait for one."""
        with self._lock:
            return self._bytes

    @property
    def version(self) -> str:
        """What changes where they do."""
        return f"{self._version()}-{__version__}"

    @cached_property
    def _bytes(self) -> bytes:
        path = user_folder() / "made" / self.version
        with suppress(OSError):
            return path.read_bytes()
        made = self._make()
        with suppress(OSError):  # it is only to save time
            _keep(made, path)
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
    aside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    aside.write_bytes(made)
    aside.replace(path)
