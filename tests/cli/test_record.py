"""The commands over a record, as a user runs them: add, ask, decide, export, keep."""

import csv
import io
import json
import os
from pathlib import Path

import pytest

from .conftest import TEXT, Run

ATTACK = (
    "A bomb killed nine people at a market in Quetta on Sunday, 2 June 2019, police said.\n\n"
    "Iran will send a delegation to Quetta on 10 June 2019, its foreign ministry said.\n"
)
SAME_ATTACK = "In Quetta, a bomb killed eleven people on 2 June 2019.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    (folder / "talks.txt").write_text(TEXT, encoding="utf-8")
    (folder / "attack.txt").write_text(ATTACK, encoding="utf-8")
    (folder / "again.txt").write_text(SAME_ATTACK, encoding="utf-8")
    (folder / "copy.txt").write_text(TEXT.replace("\n", "\n\n"), encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def db(run: Run, folder: Path) -> Path:
    db = folder.parent / "record.db"
    done = run("add", "--record", db, "--date", "2019-06-03", folder)
    assert done.returncode == 2, "one input was refused"
    assert "empty.txt: the text is empty" in done.stderr
    assert done.stdout == "run 1: 5 inputs: 3 coded, 1 duplicate, 1 refused\n"
    return db


def rows(run: Run, db: Path, *question: str) -> list[dict[str, object]]:
    done = run(*question, "--record", db, "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def test_two_reports_of_one_attack_are_one_event(run: Run, db: Path) -> None:
    (event,) = rows(run, db, "events", "--type", "ASSAULT")
    assert (event["reports"], event["sources"]) == (2, 2)
    assert [item["field"] for item in event["disagreements"]] == ["dead"]  # type: ignore[attr-defined]


def test_an_event_is_shown_with_its_words(run: Run, db: Path) -> None:
    (event,) = rows(run, db, "events", "--type", "ASSAULT")
    shown = run("show", str(event["id"]), "--record", db).stdout
    assert "“In Quetta, a bomb killed eleven people on 2 June 2019.”" in shown
    assert "reports disagree on dead" in shown


def test_tables_are_for_people_and_rows_for_programs(run: Run, db: Path, tmp_path: Path) -> None:
    table = run("events", "--record", db)
    assert "CONSULT" in table.stdout
    assert table.stderr.endswith(" events\n")
    plain = run("events", "--record", db, "--format", "csv").stdout
    lines = list(csv.DictReader(io.StringIO(plain)))
    assert {"id", "event", "start", "sources"} <= set(lines[0])


@pytest.mark.parametrize("command", ["statements", "actors", "reports", "agenda"])
def test_every_list_has_rows(run: Run, db: Path, command: str) -> None:
    assert rows(run, db, command)


def test_the_agenda_is_a_calendar_too(run: Run, db: Path) -> None:
    (plan,) = rows(run, db, "agenda", "--today", "2019-06-04")
    assert plan["state"] == "open"
    ended = run("agenda", "--record", db, "--today", "2019-06-20", "--format", "json")
    assert json.loads(ended.stdout)[0]["state"] == "overdue"
    calendar = run("agenda", "--record", db, "--ics").stdout
    assert calendar.startswith("BEGIN:VCALENDAR")
    assert "DTSTART;VALUE=DATE:20190610" in calendar


def test_sql_is_answered_and_changes_nothing(run: Run, db: Path) -> None:
    (row,) = rows(run, db, "sql", "SELECT count(*) AS n FROM reports")
    assert row == {"n": "3"}
    refused = run("sql", "DELETE FROM reports", "--record", db)
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert rows(run, db, "sql", "SELECT count(*) AS n FROM reports") == [row]


def test_decisions_are_made_and_taken_back(run: Run, db: Path) -> None:
    (event,) = rows(run, db, "events", "--type", "ASSAULT")
    name = str(event["id"])
    made = run("review", "correct", name, "mode", "explosives", "--record", db, "--who", "Ann")
    number = made.stdout.split()[-1]
    assert rows(run, db, "events", "--review", "corrected")[0]["id"] == name
    assert "Ann: correct mode" in run("show", name, "--record", db).stdout
    assert run("review", "undo", number, "--record", db).returncode == 0
    assert rows(run, db, "events", "--review", "corrected") == []


@pytest.mark.parametrize("form", ["plover", "csv", "parquet", "jsonl", "icews", "gdelt", "polecat"])
def test_every_format_is_written_with_evidence_and_manifest(
    run: Run, db: Path, tmp_path: Path, form: str
) -> None:
    done = run("export", form, tmp_path / "out", "--record", db)
    assert done.returncode == 0, done.stderr
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"events.evidence.jsonl", "events.manifest.json"} <= names
    manifest = json.loads((tmp_path / "out" / "events.manifest.json").read_text(encoding="utf-8"))
    assert manifest["rows"] > 0


def test_a_record_is_checked_backed_up_and_restored(run: Run, db: Path, tmp_path: Path) -> None:
    assert run("check", "--record", db).stderr.endswith("; 0 faults\n")
    assert run("backup", tmp_path / "backup.db", "--record", db).returncode == 0
    again = tmp_path / "again.db"
    assert run("restore", tmp_path / "backup.db", "--record", again).returncode == 0
    assert rows(run, again, "events") == rows(run, db, "events")


def test_what_this_coder_coded_need_not_be_coded_again(run: Run, db: Path) -> None:
    done = run("recode", "--record", db)
    assert done.stdout == "0 reports coded again, 0 changed, 0 failed\n"


def test_events_of_gdelt_stand_beside_ours(run: Run, db: Path, tmp_path: Path) -> None:
    run("export", "gdelt", tmp_path, "--record", db)
    loaded = run("foreign", "load", tmp_path / "events.export.CSV", "--record", db)
    assert loaded.returncode == 0, loaded.stderr
    compared = run("foreign", "compare", "gdelt", "--record", db, "--csv").stdout
    counts = [(row["ours"], row["theirs"]) for row in csv.DictReader(io.StringIO(compared))]
    assert counts
    assert all(ours == theirs for ours, theirs in counts)


def test_a_comparison_may_be_of_two_countries_and_some_days(
    run: Run, db: Path, tmp_path: Path
) -> None:
    run("export", "gdelt", tmp_path, "--record", db)
    run("foreign", "load", tmp_path / "events.export.CSV", "--record", db)

    def compared(*options: str) -> list[dict[str, str]]:
        told = run("foreign", "compare", "gdelt", "--record", db, "--csv", *options).stdout
        return list(csv.DictReader(io.StringIO(told)))

    rows = compared()
    one = rows[0]
    pair = {one["source"], one["target"]}
    wanted = [row for row in rows if {row["source"], row["target"]} == pair]
    assert compared("--dyad", f"{one['target']}:{one['source']}") == wanted
    assert compared("--since", "2019-01-01", "--until", "2019-12-31") == [
        row for row in rows if row["month"].startswith("2019")
    ]
    assert compared("--since", "2031-01-01") == []
    wrong = run("foreign", "compare", "gdelt", "--record", db, "--dyad", "Iran:USA")
    assert wrong.returncode == 2
    assert "by their codes" in wrong.stderr


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["events", "--record", "nowhere.db"], "there is no record at"),
        (["events", "--since", "yesterday"], "--since"),
        (["events", "--dyad", "USA"], "--dyad USA"),
        (["show", "e000"], "nothing with the id"),
        (["review", "correct", "e000", "mode", "visit", "--who", "Ann"], "nothing with the id"),
    ],
)
def test_a_mistake_gets_one_sentence(run: Run, db: Path, command: list[str], says: str) -> None:
    if "--record" not in command:
        command = [*command, "--record", str(db)]
    done = run(*command)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_feed_is_watched(run: Run, folder: Path, tmp_path: Path) -> None:
    from tests.cli.serving import serve_folder

    item = "<item><title>Talks</title><link>{link}</link></item>"
    page = f"<html><body><article><p>{TEXT}</p><p>{ATTACK}</p></article></body></html>"
    with serve_folder(tmp_path) as base:
        (tmp_path / "talks.html").write_text(page, encoding="utf-8")
        (tmp_path / "feed.xml").write_text(
            '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>'
            + item.format(link=f"{base}/talks.html")
            + "</channel></rss>",
            encoding="utf-8",
        )
        settings = tmp_path / "feeds.toml"
        settings.write_text(f'[[feed]]\nurl = "{base}/feed.xml"\nallow_private = true\n')
        first = run("watch", settings, "--once", "--record", tmp_path / "w.db")
        second = run("watch", settings, "--once", "--record", tmp_path / "w.db")
    assert first.returncode == 0, first.stderr
    assert "1 coded" in first.stdout
    assert "0 inputs: nothing to read" in second.stdout, "the feed is as it was"


def test_the_record_may_be_named_by_the_environment(
    run: Run, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "DRAGOMAN_RECORD", str(db))
    assert "CONSULT" in run("events").stdout
