"""Running the command line as a user does: another process, its streams and its exit status."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]

TEXT = (
    "Peru's foreign minister met her Chilean counterpart in Tacna on Monday, 3 June 2019.\n\n"
    "“We will go on talking”, she told reporters. 🕊️\n"
)


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Runs a command: ``run("code", path, stdin=…)``."""
    if not hasattr(os, "fork"):
        yield _started
        return
    folder = tmp_path_factory.mktemp("streams")
    streams = [folder / name for name in ("stdin", "stdout", "stderr")]
    root = Path(__file__).parents[2]
    ready = subprocess.Popen(
        [sys.executable, "-m", "tests.cli.ready"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=root,
        env=os.environ | {"PYTHONUTF8": "1", "OMP_NUM_THREADS": "1"},
    )

    def run(*args: str | Path, stdin: str = "") -> "subprocess.CompletedProcess[str]":
        for stream, text in zip(streams, (stdin, "", ""), strict=True):
            stream.write_text(text, encoding="utf-8")
        asked = {
            "arguments": [*map(str, args)],
            "folder": os.getcwd(),
            "environment": dict(os.environ | {"PYTHONUTF8": "1", "COLUMNS": "80"}),
            "streams": [*map(str, streams)],
        }
        assert ready.stdin is not None
        assert ready.stdout is not None
        ready.stdin.write(json.dumps(asked) + "\n")
        ready.stdin.flush()
        status = int(ready.stdout.readline())
        said = [stream.read_text(encoding="utf-8") for stream in streams[1:]]
        return subprocess.CompletedProcess([*map(str, args)], status, *said)

    yield run
    ready.communicate()


def _started(*args: str | Path, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "dragoman", *map(str, args)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1", "COLUMNS": "80"},
        timeout=120,
        check=False,
    )


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "talks.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path
