"""What is given away works where nothing of this checkout is: the wheel, built from the source
archive, in an environment of its own. Only the libraries that Dragoman needs are borrowed."""

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import time
import tomllib
import venv
import zipfile
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

import dragoman
from dragoman.cli import app

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "dragoman"
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DEVELOPING = {"dev", "docs", "fuzz"}  # extras that no message of the program has to name


def build(kind: str, source: Path, into: Path) -> Path:
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(into)],
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (made,) = into.iterdir()
    return made


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive, unpacked."""
    made = build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))
    with tarfile.open(made) as archive:
        archive.extractall(made.parent / "unpacked", filter="data")
    (folder,) = (made.parent / "unpacked").iterdir()
    return folder


@pytest.fixture(scope="module")
def wheel(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", archive, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that has the wheel, and the libraries of this one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    # A path in a .pth file is searched, but the .pth files of that place (as of an editable
    # install) are not heeded.
    Path(paths["purelib"], "borrowed.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    programs = Path(paths["scripts"])
    python = programs / ("python.exe" if os.name == "nt" else "python")
    subprocess.run(
        [
            sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet",
            "--no-index", "--no-deps", "--force-reinstall", "--no-compile",
            "--disable-pip-version-check", str(wheel),
        ],
        check=True,
        capture_output=True,
        env=clean(),
    )  # fmt: skip
    return programs


def clean() -> dict[str, str]:
    """The environment variables, without those that would lead to this checkout."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def run(programs: Path, folder: Path, *command: str) -> str:
    done = subprocess.run(
        [programs / command[0], *command[1:]],
        cwd=folder,
        env=clean() | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_everything_that_is_in_the_package_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        have = {name for name in packed.namelist() if name.startswith("dragoman/")}
        notices = [name for name in packed.namelist() if "/licenses/" in name]
    here = {
        f"dragoman/{path.relative_to(PACKAGE).as_posix()}"
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert have == here
    assert any(name.endswith("LICENSE") for name in notices)
    assert "dragoman/py.typed" in have


def test_the_source_archive_has_what_is_needed_to_test_it(archive: Path) -> None:
    for name in ("tests/conftest.py", "docs/cli.md", "Makefile", "constraints.txt", "README.md"):
        assert (archive / name).is_file(), name
    assert not list(archive.rglob("*.db"))


@pytest.fixture(scope="module")
def record(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the samples, made by what is installed: model, lexicon and migrations."""
    folder = tmp_path_factory.mktemp("installed")
    said = run(programs, folder, "dragoman", "demo", "--no-serve", "--record", "r.db")
    assert said.count("WHAT HAPPENED") == 1, "the first is shown in full"
    assert "THE SAMPLE REPORTS" in said
    return folder / "r.db"


class TestInstalled:
    def test_it_is_the_wheel_that_runs(self, programs: Path, tmp_path: Path) -> None:
        where = run(programs, tmp_path, "python", "-c", "import dragoman; print(dragoman.__file__)")
        assert Path(where.strip()).is_relative_to(programs.parent)
        said = run(programs, tmp_path, "dragoman", "--version")
        assert said == f"dragoman {dragoman.__version__}\n"

    def test_a_sample_is_added(self, programs: Path, record: Path) -> None:
        (sample, *_) = sorted(Path(programs.parent).rglob("dragoman/samples/doha-signing.txt"))
        said = run(programs, record.parent, "dragoman", "add", "--record", "r.db", str(sample))
        assert said == "run 2: 1 inputs: 1 duplicate\n", "demo added it"

    def test_a_dossier_of_a_process_that_comes_with_it(self, programs: Path, record: Path) -> None:
        name = "Afghan peace process"
        said = run(programs, record.parent, "dragoman", "dossier", name, "--record", "r.db")
        assert said.startswith("# ")
        assert "Khalilzad" in said

    def test_a_page_is_served_with_its_styles(self, programs: Path, record: Path) -> None:
        with (record.parent / "told.txt").open("w") as told:
            command = [programs / "dragoman", "serve", "--record", record, "--port", "0"]
            serving = subprocess.Popen(command, stderr=told, env=clean())
        try:
            where = wait_for_address(record.parent / "told.txt", serving)
            page = httpx.get(f"{where}/events").text
            assert "CONSULT" in page
            (style, *_) = re.findall(r'href="(/static/[^"]+\.css[^"]*)"', page)
            assert httpx.get(where + style).status_code == 200
            scripts = re.findall(r'src="(/static/[^"]+)"', page)
            assert all(httpx.get(where + script).status_code == 200 for script in scripts)
        finally:
            serving.terminate()
            serving.wait(20)


def wait_for_address(told: Path, process: "subprocess.Popen[bytes]") -> str:
    until = time.monotonic() + 60
    while not (found := re.search(r"is at (\S+)/ ", told.read_text())):
        assert process.poll() is None, told.read_text()
        assert time.monotonic() < until
        time.sleep(0.05)
    return found[1]


class TestVersion:
    def test_it_stands_in_one_place(self) -> None:
        assert SETTINGS["project"]["dynamic"] == ["version"]
        assert SETTINGS["tool"]["hatch"]["version"]["path"] == "src/dragoman/_version.py"
        assert "version" not in SETTINGS["project"]
        for path in PACKAGE.rglob("*.py"):
            if path.name != "_version.py":
                text = path.read_text(encoding="utf-8")
                assert f'"{dragoman.__version__}"' not in text, path

    def test_the_changelog_begins_with_it(self) -> None:
        (first, *_) = re.findall(
            r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
        )
        assert first == dragoman.__version__

    def test_the_command_says_it(self) -> None:
        assert CliRunner().invoke(app, ["--version"]).output == f"dragoman {dragoman.__version__}\n"


class TestExtras:
    """What is not installed is told in one sentence that says what to install."""

    @pytest.mark.parametrize(
        "extra", sorted(set(SETTINGS["project"]["optional-dependencies"]) - DEVELOPING)
    )
    def test_each_is_named_by_a_message_of_the_program(self, extra: str) -> None:
        sources = [path.read_text() for path in PACKAGE.rglob("*.py")]
        said = any(
            f"dragoman[{extra}]" in text or ("dragoman[{extra}]" in text and f'"{extra}"' in text)
            for text in sources
        )
        assert said, f"nothing says: pip install 'dragoman[{extra}]'"

    @pytest.mark.parametrize(
        ("hidden", "does", "extra"),
        [
            ("psycopg", "Record.open('postgresql://127.0.0.1/x', create=True)", "postgresql"),
            ("polars", "Record.open('r.db', create=True).events().to_polars()", "frames"),
            ("pandas", "Record.open('r.db', create=True).events().to_pandas()", "frames"),
        ],
    )
    def test_without_it(
        self,
        hidden: str,
        does: str,
        extra: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        from dragoman.errors import MissingPartError, RecordError
        from dragoman.record.record import Record

        monkeypatch.chdir(tmp_path)
        for name in [name for name in sys.modules if name.split(".")[0] == hidden]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, hidden, None)
        with pytest.raises((MissingPartError, RecordError)) as told:
            eval(does, {"Record": Record})
        said = str(told.value)
        assert f"pip install 'dragoman[{extra}]'" in said
        assert "\n" not in said
