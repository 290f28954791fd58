"""`dragoman quotes`: from reports or from codings made before, searched, in three formats."""

import csv
import io
import json
from pathlib import Path

import pytest

from dragoman.formats.quotes import COLUMNS

from .conftest import Run

TEXT = (
    "“We will go on talking,” Foreign Minister Ana Núñez told reporters in Tacna on Monday, "
    "3 June 2019.\n\nNorway's envoy, Erik Dahl, said the sanctions would stay. "
    "Dahl hopes to return.\n"
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("quotes") / "talks.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def codings(run: Run, report: Path) -> Path:
    """What `dragoman code` made of the report, and of one that says nothing."""
    empty = report.with_name("empty.txt")
    empty.write_text("The bridge in Tacna is long.\n", encoding="utf-8")
    path = report.with_name("codings.jsonl")
    path.write_text(run("code", "--format", "jsonl", report, empty).stdout, encoding="utf-8")
    return path


def test_reports_are_coded_and_their_quotations_are_lines_to_paste(run: Run, report: Path) -> None:
    done = run("quotes", "--format", "text", report)
    assert (done.returncode, done.stderr) == (0, "")
    first, *_ = lines = done.stdout.splitlines()
    assert first.startswith("“We will go on talking” — Ana Núñez, Foreign Minister, 2019-06-03")
    assert first.endswith("(talks.txt)")
    assert lines[1].startswith("[said] the sanctions would stay — Erik Dahl")
    assert len(lines) == 3


def test_codings_give_the_same_as_their_reports(run: Run, report: Path, codings: Path) -> None:
    assert run("quotes", codings).stdout == run("quotes", report).stdout


def test_codings_are_read_from_a_pipe_and_as_one_indented_object(
    run: Run, report: Path, codings: Path
) -> None:
    wanted = run("quotes", codings).stdout
    text = codings.read_text(encoding="utf-8")
    assert run("quotes", "-", stdin=text).stdout == wanted
    one = report.with_name("one.json")
    one.write_text(run("code", "--format", "json", report).stdout, encoding="utf-8")
    assert run("quotes", one).stdout == wanted


def test_a_pipe_may_hold_a_report(run: Run) -> None:
    done = run("quotes", "-", stdin="Ruiz said it rained.")
    assert done.stdout == "[said] it rained — Ruiz (stdin)\n"


def test_searching(run: Run, codings: Path) -> None:
    def number(*options: str) -> int:
        done = run("quotes", codings, *options)
        assert done.returncode == 0
        lines = len(done.stdout.splitlines())
        assert done.stderr == ("" if lines else "dragoman: no such statement in 2 reports\n")
        return lines

    assert number("--speaker", "nunez") == 1
    assert number("--speaker", "foreign minister") == 1
    assert number("--words", '"go on" talk*') == 1
    assert number("--words", "talk") == 0
    assert number("--kind", "indirect") == 2
    assert number("--kind", "indirect", "--speech-only") == 1


def test_csv(run: Run, codings: Path) -> None:
    read = list(csv.DictReader(io.StringIO(run("quotes", codings, "--format", "csv").stdout)))
    assert tuple(read[0]) == COLUMNS
    assert read[0]["addressee"] == "reporters"
    assert read[2]["cue_kind"] == "wish"
    start, end = map(int, read[1]["span"].split("-"))
    assert TEXT[start:end] == read[1]["words"]


def test_json_is_one_array_also_where_nothing_is_found(run: Run, codings: Path) -> None:
    read = json.loads(run("quotes", codings, "--format", "json").stdout)
    assert [quote["kind"] for quote in read] == ["direct", "indirect", "indirect"]
    done = run("quotes", codings, "--format", "json", "--speaker", "nobody")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


def test_a_line_that_is_no_coding_is_told_by_its_number_and_the_others_are_read(
    run: Run, codings: Path
) -> None:
    first, second = codings.read_text(encoding="utf-8").splitlines()
    bad = codings.with_name("bad.jsonl")
    broken = first.replace('"kind":"direct"', '"kind":"shouted"')
    bad.write_text("\n".join([first, first[:100], "", broken, second]), encoding="utf-8")
    done = run("quotes", bad, codings)
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 6
    lines = [line.partition(": is no coding")[0] for line in done.stderr.splitlines()]
    assert lines == [f"dragoman: {bad}, line {number}" for number in (2, 4)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.txt"], "there is no such file"),
        (["missing.jsonl"], "there is no such file"),
        (["-", "--words", '""'], "there is no word to search for"),
        (["-", "--date", "yesterday"], "is no date"),
        (["-", "--kind", "shouted"], "shouted"),
    ],
)
def test_mistakes_end_with_one_sentence_and_status_2(
    run: Run, arguments: list[str], words: str
) -> None:
    done = run("quotes", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr
