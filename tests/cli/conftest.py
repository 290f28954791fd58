"""Running the command line as a user does: another process, its streams and its exit status."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]

TEXT = (
    "Peru's foreign minister met her Chilean counterpart in Tacna on Monday, 3 June 2019.\n\n"
    "“We will go on talking”, she told reporters. 🕊️\n"
)


@pytest.fixture(scope="session")
def run() -> Run:
    def started(*args: str | Path, stdin: str = "") -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "dragoman", *map(str, args)],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONUTF8": "1", "COLUMNS": "80"},
            timeout=120,
            check=False,
        )

    return started


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "talks.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path
