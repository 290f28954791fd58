"""What takes long to make is made once, in a process of its own, and kept."""

import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman import __version__
from dragoman.workbench.aside import MadeAside

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
    return MadeAside(made, lambda: version)


def test_it_is_made_once_for_all_that_ask(home: Path, made: Make, count: Path) -> None:
    one = new(made, "thing-1")
    assert one() == one() == new(made, "thing-1")()
    assert count.read_text() == "x"
    assert [path.name for path in (home / "made").iterdir()] == [f"thing-1-{__version__}"]


def test_it_is_made_in_another_process(home: Path, made: Make) -> None:
    assert int(new(made, "thing-1")()) != os.getpid()


def test_it_is_made_here_where_no_other_process_can_make_it(
    home: Path, made: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONPATH")
    assert int(new(made, "thing-1")()) == os.getpid()


def test_a_module_where_the_workbench_was_started_is_not_taken_for_ours(
    home: Path, made: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "slow_maker.py").write_text("def made(): return b'planted'", encoding="utf-8")
    monkeypatch.chdir(elsewhere)
    assert new(made, "thing-1")() != b"planted"


def test_another_version_is_made_anew(home: Path, made: Make, count: Path) -> None:
    new(made, "thing-1")()
    new(made, "thing-2")()
    assert count.read_text() == "xx"


def test_a_folder_that_cannot_be_written_costs_only_time(home: Path, made: Make) -> None:
    home.write_text("no folder")
    assert new(made, "thing-1")()
