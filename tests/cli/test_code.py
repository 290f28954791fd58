"""`dragoman code`: four formats, one clear sentence for each bad input, data alone on stdout."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.formats.table import COLUMNS

from .conftest import TEXT, Run

FRENCH = (
    "Le ministre des affaires étrangères a rencontré hier son homologue allemand à Berlin. "
    "Les deux hommes ont parlé de la situation au Mali et des sanctions contre le régime.\n"
)


class TestFormats:
    def test_one_report_as_json_is_one_object(self, run: Run, report: Path) -> None:
        done = run("code", "--format", "json", "--date", "2019-06-04", report)
        assert (done.returncode, done.stderr) == (0, "")
        found = json.loads(done.stdout)
        assert found["report"]["text"] == TEXT
        assert found["report"]["published"] == "2019-06-04"
        assert found["report"]["published_from"] == "given"
        assert found["events"][0]["event"] == "CONSULT"

    def test_several_are_one_a_line_in_order_under_their_ids(self, run: Run, report: Path) -> None:
        lines = report.with_name("more.jsonl")
        lines.write_text("".join(json.dumps({"id": n, "text": TEXT}) + "\n" for n in range(20)))
        done = run("code", "--format", "json", lines, report)
        ids = [json.loads(line)["report"]["id"] for line in done.stdout.splitlines()]
        assert ids == [*map(str, range(20)), "talks.txt"]
        again = run("code", "--format", "jsonl", "--jobs", "2", lines, report)
        assert again.stdout == done.stdout

    def test_csv_has_a_header_and_a_row_an_event(self, run: Run, report: Path) -> None:
        done = run("code", "--format", "csv", report)
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        assert done.stdout.splitlines()[0] == ",".join(COLUMNS)
        assert rows[0]["event"] == "CONSULT"
        assert "CHL" in rows[0]["source_country"] + rows[0]["target_country"]

    def test_text_is_for_people_in_80_columns_without_colours_in_a_pipe(
        self, run: Run, report: Path
    ) -> None:
        done = run("code", report)
        for title in ("WHAT HAPPENED", "WHO SAID WHAT", "WHO IS WHO", "DAYS", "PLACES"):
            assert title in done.stdout
        assert "CONSULT" in done.stdout
        assert "We will go on talking" in done.stdout
        assert "\x1b" not in done.stdout
        assert max(map(len, done.stdout.splitlines())) <= 80

    def test_standard_input(self, run: Run) -> None:
        done = run("code", "--format", "jsonl", "-", stdin=TEXT)
        assert json.loads(done.stdout)["report"]["id"] == "stdin"

    def test_actors_of_the_users_own(self, run: Run, tmp_path: Path) -> None:
        table = tmp_path / "own.csv"
        table.write_text("name,aliases,kind,country,sectors,start,end\nArendelle,,state,ARE,,,\n")
        text = "Arendelle attacked Peru on Monday."
        done = run("code", "--format", "jsonl", "--actors", table, "-", stdin=text)
        actors = {actor["name"]: actor for actor in json.loads(done.stdout)["actors"]}
        assert actors["Arendelle"]["kind"] == "state"


def test_every_bad_input_is_told_in_one_sentence_and_the_others_are_coded(
    run: Run, report: Path
) -> None:
    folder = report.parent
    (folder / "empty").mkdir()
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (folder / "blank.txt").write_text(" \n")
    (folder / "french.txt").write_text(FRENCH, encoding="utf-8")
    (folder / "long.txt").write_text(TEXT * 10, encoding="utf-8")
    (folder / "r.jsonl").write_text(
        '{"id": "a", "text": "Peru met Chile."}\n{"id": "b", "text": \n'
        '{"id": "c", "text": "Peru met Chile.", "published": "2019-02-30"}\n'
    )
    (folder / "page.html").write_text("<html><body></body></html>")
    names = ("none.txt", "empty", "photo.txt", "blank.txt", "french.txt", "long.txt", "r.jsonl",
             "page.html", "talks.txt")  # fmt: skip
    paths = [folder / name for name in names]
    done = run("code", "--format", "jsonl", "--max-chars", "500", *paths)
    assert done.returncode == 2
    assert [json.loads(line)["report"]["id"] for line in done.stdout.splitlines()] == [
        "a", "talks.txt"
    ]  # fmt: skip
    told = done.stderr.splitlines()
    expected = [
        f"dragoman: {folder}/none.txt: there is no such file",
        f"dragoman: {folder}/empty: the folder holds no text, HTML or JSON-lines file",
        f"dragoman: {folder}/photo.txt: is not a text file; give text, HTML or JSON lines",
        "dragoman: blank.txt: the text is empty",
        "dragoman: french.txt: the text is in French; Dragoman reads English only",
        f"dragoman: long.txt: the text has {len(TEXT) * 10:,} characters, the limit is 500; raise "
        "it with --max-chars",
        f"dragoman: {folder}/r.jsonl, line 2: is no report as JSON",
        f"dragoman: {folder}/r.jsonl, line 3: '2019-02-30' is no date; write it as 2019-06-03",
        f"dragoman: {folder}/page.html: no article text was found in this page",
    ]
    assert len(told) == len(expected)
    for line, beginning in zip(told, expected, strict=True):
        assert line.startswith(beginning)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything can be read")
def test_a_file_without_leave_to_read_it(run: Run, report: Path) -> None:
    report.chmod(0)
    done = run("code", report)
    assert done.returncode == 2
    assert done.stderr == f"dragoman: {report}: cannot be read (Permission denied)\n"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--date", "2019-02-30"], "--date: '2019-02-30' is no date; write it as 2019-06-03"),
        (["--model", "xx_none"], "there is no spaCy pipeline 'xx_none' here; install it, or leave"),
    ],
)
def test_a_bad_option_is_told_in_one_sentence(
    run: Run, report: Path, args: list[str], told: str
) -> None:
    done = run("code", *args, report)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"dragoman: {told}")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("A,,state,XX,,,", "row 2, column country: "),
        ("A,,state,AAA,,,\nB,,robot,BBB,,,", "row 3, column kind: "),
        ("A,,state,AAA,,June,", "row 2, column start: "),
        ("A,,state,AAA,,2019,2018", "row 2, column end: "),
        ("A,,state", "row 2, column country: "),
    ],
)
def test_a_bad_row_of_an_actor_table_is_told_with_row_and_column(
    tmp_path: Path, rows: str, told: str
) -> None:
    from dragoman.errors import InputError
    from dragoman.lexicon.actors import load_actors

    table = tmp_path / "own.csv"
    table.write_text(f"name,aliases,kind,country,sectors,start,end\n{rows}\n")
    with pytest.raises(InputError) as caught:
        load_actors(tmp_path / "none", table)
    assert str(caught.value).startswith(f"{table}, {told}")


def test_a_bad_actor_table_ends_the_command(run: Run, report: Path) -> None:
    table = report.with_name("own.csv")
    table.write_text("name,country\nArendelle,TOOLONG\n")
    done = run("code", "--actors", table, report)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"dragoman: {table}, row 2, column country: ")
    assert done.stderr.count("\n") == 1


def many_lines(folder: Path, count: int) -> Path:
    path = folder / "many.jsonl"
    path.write_text("".join(json.dumps({"id": n, "text": TEXT}) + "\n" for n in range(count)))
    return path


def _hear_interrupts() -> None:
    """A suite that runs in the background has Ctrl-C turned off for all that it starts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_an_interruption_leaves_whole_lines(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "dragoman", "code", "--format", "jsonl"]
    with (
        out.open("wb") as file,
        subprocess.Popen(
            [*command, str(many_lines(tmp_path, 5000))],
            stdout=file,
            stderr=subprocess.PIPE,
            preexec_fn=_hear_interrupts,
        ) as process,
    ):
        for _ in range(600):
            time.sleep(0.1)
            if out.stat().st_size:
                break
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        told = process.stderr.read()
    assert process.returncode == 130
    assert b"Traceback" not in told
    lines = out.read_bytes().splitlines(keepends=True)
    assert lines
    assert all(json.loads(line) and line.endswith(b"\n") for line in lines)


@pytest.mark.skipif(os.name == "nt", reason="pipes")
def test_a_reader_that_leaves_is_no_error_to_talk_about(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dragoman", "code", "--format", "jsonl"]
    with subprocess.Popen(
        [*command, str(many_lines(tmp_path, 200))], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        told = process.stderr.read()
    assert process.returncode != 0
    assert told == b""
