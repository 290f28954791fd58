"""`dragoman actor`: who is meant by a phrase, for people, as JSON, and for many cases at once."""

import json
from pathlib import Path

from .conftest import Run

KEYS = {"id", "name", "country", "sectors", "kind", "wiki", "because", "confidence"}


def test_an_answer_for_people_says_why(run: Run) -> None:
    done = run("actor", "Peruvian police", "--date", "2019-06-02")
    assert (done.returncode, done.stderr) == (0, "")
    assert "[PER] COP" in done.stdout
    assert "because" in done.stdout


def test_json_has_the_fixed_keys(run: Run) -> None:
    done = run("actor", "the president of Chile", "--format", "json", "--context", "He left.")
    found = json.loads(done.stdout)
    assert set(found) == KEYS
    assert (found["country"], found["sectors"][:1]) == ("CHL", ["GOV"])


def test_cases_are_answered_in_order_and_bad_ones_told_by_line(run: Run, tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text(
        '\ufeff{"id": 7, "text": "Chilean soldiers"}\n\n{"id": "x"}\n'
        '{"id": "y", "text": "Peru", "date": "2019-02-30"}\n'
        '{"id": "z", "text": "Peru", "context": null, "date": null}\n',
        encoding="utf-8",
    )
    done = run("actor", "--format", "jsonl", cases)
    assert done.returncode == 2
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(item["id"], item["country"]) for item in found] == [(7, "CHL"), ("z", "PER")]
    first, second = done.stderr.splitlines()
    assert first.startswith(f"dragoman: {cases}, line 3: is no case")
    assert second.startswith(f"dragoman: {cases}, line 4: '2019-02-30' is no date")


def test_a_file_of_cases_that_is_not_there(run: Run, tmp_path: Path) -> None:
    done = run("actor", "--format", "jsonl", tmp_path / "none.jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"dragoman: {tmp_path}/none.jsonl: cannot be read")


def test_an_impossible_date(run: Run) -> None:
    done = run("actor", "Peru", "--date", "soon")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "dragoman: --date: 'soon' is no date; write it as 2019-06-03\n"
