"""What takes long to make is made once, in a process of its own, and kept."""

import importlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import dragoman
from dragoman import __version__
from dragoman.workbench.aside import MadeAside

SOURCES = Path(dragoman.__file__).parents[1]

# A module that the other process can import: what it makes is the number of the process, and it
# writes down that it was made.
MAKER = """
import os
from pathlib import Path

def made():
    with Path({count!r}).open("a") as file:
        file.write("x")
    return str(os.getpid()).encode()
"""
Make = Callable[[], bytes]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DRAGOMAN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def count(tmp_path: Path) -> Path:
    return tmp_path / "made-how-often"


@pytest.fixture
def made(tmp_path: Path, count: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "slow_maker.py").write_text(MAKER.format(count=str(count)), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "slow_maker", raising=False)
    make: Make = importlib.import_module("slow_maker").made
    return make


def new(made: Make, version: str) -> MadeAside:
    return MadeAside("thing", made, lambda: version)


def kept(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "made").iterdir())


def test_it_is_made_once_for_all_that_ask(home: Path, made: Make, count: Path) -> None:
    one = new(made, "1")
    assert one() == one() == new(made, "1")()
    assert count.read_text() == "x"
    assert kept(home) == [f"thing-1-{__version__}"]


def test_it_is_made_in_another_process(home: Path, made: Make) -> None:
    assert int(new(made, "1")()) != os.getpid()


def test_it_is_made_here_where_no_other_process_can_make_it(
    home: Path, made: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONPATH")
    assert int(new(made, "1")()) == os.getpid()


def test_a_module_where_the_workbench_was_started_is_not_taken_for_ours(
    home: Path, made: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "slow_maker.py").write_text("def made(): return b'planted'", encoding="utf-8")
    monkeypatch.chdir(elsewhere)
    assert new(made, "1")() != b"planted"


def test_another_version_is_made_anew(home: Path, made: Make, count: Path) -> None:
    new(made, "1")()
    new(made, "2")()
    assert count.read_text() == "xx"


def test_a_folder_that_cannot_be_written_costs_only_time(home: Path, made: Make) -> None:
    home.write_text("no folder")
    assert new(made, "1")()


def test_what_other_versions_made_goes_and_other_things_stay(home: Path, made: Make) -> None:
    new(made, "1")()
    stays = [f"other-7-{__version__}", "thing-2-0.0.1.77.tmp"]
    goes = ["other-7-0.0.1", f"thing-0-{__version__}", "thing-1-0.0.1.66.tmp"]
    for name in (*stays, *goes):
        (home / "made" / name).write_bytes(b"made before")
    os.utime(home / "made" / goes[-1], (0, 0))
    new(made, "2")()
    assert kept(home) == sorted([*stays, f"thing-2-{__version__}"])


def test_where_it_was_made_before_nothing_is_cleared(home: Path, made: Make) -> None:
    new(made, "1")()
    (home / "made" / "other-7-0.0.1").write_bytes(b"made before")
    new(made, "1")()
    assert "other-7-0.0.1" in kept(home)


# Makes it forty times, each time as a workbench that has just been started.
STARTS = """
import sys
from slow_maker import made
from dragoman.workbench.aside import MadeAside

print("ready", flush=True)
sys.stdin.readline()
found = {MadeAside("thing", made, lambda: sys.argv[1])() for _ in range(40)}
print("made" if all(map(bytes.isdigit, found)) else found)
"""


@pytest.mark.parametrize("versions", [("1", "1", "1"), ("1", "2", "3")])
def test_processes_that_start_at_once(home: Path, made: Make, versions: tuple[str, ...]) -> None:
    folders = os.pathsep.join([os.environ["PYTHONPATH"], str(SOURCES)])
    pipe = subprocess.PIPE
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", STARTS, version],
            stdin=pipe,
            stdout=pipe,
            text=True,
            env={**os.environ, "PYTHONPATH": folders},
        )
        for version in versions
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        print(file=process.stdin, flush=True)
    assert [process.communicate(timeout=120)[0] for process in processes] == ["made\n"] * 3
    new(made, "4")()
    assert kept(home) == [f"thing-4-{__version__}"]
