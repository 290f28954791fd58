"""`dragoman actors import`: a table from elsewhere becomes one that --actors takes."""

import json
from pathlib import Path

from .conftest import Run


def test_a_table_is_made_and_taken(run: Run, tmp_path: Path) -> None:
    source, table = tmp_path / "desk.csv", tmp_path / "mine.csv"
    source.write_text("label,nationality,position\nAmadou Diko,Malian,president\n", "utf-8")
    done = run("actors", "import", source, "-o", table)
    assert (done.returncode, done.stderr) == (0, "")
    asked = run("actor", "Amadou Diko", "--format", "json", "--actors", table)
    assert json.loads(asked.stdout)["country"] == "MLI"


def test_without_a_file_it_goes_to_standard_output(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "desk.csv"
    source.write_text("name,country\nReform Union,Kenya\n", encoding="utf-8")
    done = run("actors", "import", source)
    assert done.stdout.splitlines()[0].startswith("name,aliases,kind,country,sectors,start,end")


def test_a_mistake_is_one_sentence_with_file_and_line(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "desk.csv"
    source.write_text("name,country\nX,Atlantis\n", encoding="utf-8")
    done = run("actors", "import", source)
    assert done.returncode == 2
    assert f"{source}:2: the country 'Atlantis' is not known" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
