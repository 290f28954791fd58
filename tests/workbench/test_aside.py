"""What takes long to make is made once, and kept."""

from pathlib import Path

import pytest

from dragoman.workbench.aside import MadeAside

COUNT = Path("made-how-often")


def made() -> bytes:
    """What is to be kept; writes down that it was made."""
    with COUNT.open("a") as file:
        file.write("x")
    return b"made"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRAGOMAN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def new(version: str) -> MadeAside:
    return MadeAside(made, lambda: version)


def test_it_is_made_once_for_all_that_ask(home: Path) -> None:
    one = new("thing-1")
    assert one() == one() == new("thing-1")() == b"made"
    assert COUNT.read_text() == "x"
    assert [path.name for path in (home / "made").iterdir()] == ["thing-1"]


def test_another_version_is_made_anew() -> None:
    assert new("thing-1")() == new("thing-2")() == b"made"
    assert COUNT.read_text() == "xx"


def test_a_folder_that_cannot_be_written_costs_only_time(home: Path) -> None:
    home.write_text("no folder")
    assert new("thing-1")() == b"made"
