"""``dragoman series``, ``network`` and ``coverage``, over a small record made without a parser."""

import csv
import io
import json
from pathlib import Path

import pytest
import typer
from tests.record.making import Told, coding
from typer.testing import CliRunner, Result

from dragoman.cli import network, series
from dragoman.errors import InputError
from dragoman.formats.manifest import FileEntry, digest_of
from dragoman.record.adding import Incoming
from dragoman.record.record import Record

PEOPLE = {name: (code, ("GOV",), None) for name, code in (("Pakistan", "PAK"), ("Iran", "IRN"))}
CODINGS = [
    coding(
        "Pakistan and Iran held talks on 3 June. Iran will visit Pakistan in July.",
        Told("CONSULT", ("Pakistan", "Iran"), cue="held talks", day="2019-06-03"),
        Told("CONSULT", ("Iran",), ("Pakistan",), cue="visit", day="2019-07-02", status="planned"),
        people=PEOPLE,
    ),
    coding(
        "Iran accused Pakistan of bad faith on 9 August.",
        Told("ACCUSE", ("Iran",), ("Pakistan",), cue="accused", day="2019-08-09"),
        published="2019-08-10",
        people=PEOPLE,
    ),
]


@pytest.fixture(scope="module")
def app() -> typer.Typer:
    """The commands as the command line has them."""
    made = typer.Typer()
    made.command("series")(series.series)
    made.command("network")(network.network)
    made.command("coverage")(network.coverage)
    return made


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("studies") / "record.db"
    with Record.open(path, create=True) as record:
        record.add(
            [Incoming(name=f"{n}", report=made.report) for n, made in enumerate(CODINGS)],
            lambda reports: (
                next(made for made in CODINGS if made.report.text == report.text)
                for report in reports
            ),
            asked="test",
        )
    return str(path)


def ask(app: typer.Typer, kept: str, *words: str | Path) -> Result:
    found = CliRunner().invoke(app, [*map(str, words), "--record", kept])
    if found.exception and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found


def rows(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_a_series_has_its_zeros_and_keeps_plans_apart(app: typer.Typer, kept: str) -> None:
    found = rows(ask(app, kept, "series", "--dyad", "PAK:IRN", "--format", "csv"))
    assert [(row["start"], row["events"]) for row in found] == [
        ("2019-06-01", "1"), ("2019-07-01", "0"), ("2019-08-01", "1"),
    ]  # fmt: skip
    assert found[1]["warning"] == "no reports"
    both = rows(
        ask(app, kept, "series", "--status", "actual", "--status", "planned", "--format", "csv")
    )
    assert [row["events"] for row in both if row["status"] == "planned"] == ["0", "1", "0"]


def test_options_of_a_series_reach_it(app: typer.Typer, kept: str) -> None:
    asked = (
        "series", "--lens", "actor", "--dyad", "iran:pakistan", "--directed", "--by", "week",
        "--measure", "mean", "--rolling", "2", "--least", "1", "--independent",
        "--since", "2019-08-05", "--until", "2019-08-18", "--format", "json",
    )  # fmt: skip
    found = json.loads(ask(app, kept, *asked).stdout)
    assert [(row["series"], row["start"], row["events"]) for row in found] == [
        ("Iran and Pakistan", "2019-08-05", 1),
        ("Iran and Pakistan", "2019-08-12", 0),
        ("Iran to Pakistan", "2019-08-05", 1),
        ("Iran to Pakistan", "2019-08-12", 0),
        ("Pakistan to Iran", "2019-08-05", 0),
        ("Pakistan to Iran", "2019-08-12", 0),
    ]
    assert found[1]["value"] is None
    assert found[1]["rolling"] == found[0]["mean"] < 0


def test_a_series_too_short_for_changes_says_so(app: typer.Typer, kept: str) -> None:
    found = ask(app, kept, "series", "--change-points", "--format", "csv")
    assert rows(found) == []
    assert "too short: 3 periods with a value" in found.stderr


def test_files_come_with_a_manifest_and_a_digest(
    app: typer.Typer, kept: str, tmp_path: Path
) -> None:
    asked = ("series", "--change-points", "--together", "--to", tmp_path / "out", "--name", "pair")
    found = ask(app, kept, *asked, "--chart", tmp_path / "pair.svg")
    manifest = json.loads((tmp_path / "out" / "pair.manifest.json").read_text(encoding="utf-8"))
    files = [FileEntry(**{**file, "columns": tuple(file["columns"])}) for file in manifest["files"]]
    assert [file.name for file in files] == [
        "pair.series.csv", "pair.changes.csv", "pair.trials.csv",
    ]  # fmt: skip
    assert f"digest: {digest_of(files)}" in found.stdout
    assert manifest["query"]["together"] == "True"
    assert (tmp_path / "pair.svg").read_bytes().startswith(b"<svg")


def test_a_network_as_tables_and_as_a_graph(app: typer.Typer, kept: str, tmp_path: Path) -> None:
    over_time = rows(ask(app, kept, "network", "--by", "month", "--format", "csv"))
    assert [row["ties"] for row in over_time] == ["1", "0", "0"]
    ties = rows(ask(app, kept, "network", "--ties", "events", "--show", "ties", "--format", "csv"))
    assert [(row["one"], row["other"], row["events"]) for row in ties] == [("IRN", "PAK", "2")]
    assert "<graphml" in ask(app, kept, "network", "--format", "graphml").stdout
    ask(app, kept, "network", "--format", "gexf", "--to", tmp_path, "--name", "n")
    assert b"<gexf" in (tmp_path / "n.gexf").read_bytes()


def test_coverage_stands_beside_the_events_first_told(app: typer.Typer, kept: str) -> None:
    found = rows(ask(app, kept, "coverage", "--format", "csv"))
    assert [(row["independent"], row["told"]) for row in found] == [
        ("1", "1"), ("0", "0"), ("1", "1"),
    ]  # fmt: skip
    table = ask(app, kept, "coverage", "--since", "2019-07-01", "--until", "2019-07-31")
    assert "no reports" in table.stdout
    assert "2 events before" in table.stderr


def test_the_example_of_the_documentation_runs(kept: str, tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "analysis.md").read_text(encoding="utf-8")
    examples = [part.split("```")[0] for part in page.split("```python\n")[1:]]
    assert len(examples) == 2
    for example in examples:
        asked = example.replace('"dragoman.db"', "kept").replace('"USA"', '"IRN"')
        names = {"kept": kept, "path": tmp_path / "chart.svg"}
        exec(compile(asked, "docs/analysis.md", "exec"), names)
    assert (tmp_path / "chart.svg").exists()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("series", "--dyad", "PAK"), "colon between"),
        (("series", "--dyad", "PAK:XXX"), "no event of the record has the country code XXX"),
        (("series", "--together", "--dyad", "PAK:IRN"), "leave out --dyad"),
        (("series", "--least", "2"), "of --rolling"),
        (("series", "--rolling", "2", "--least", "3"), "cannot be the least"),
        (("series", "--since", "2019-09-01"), "is after"),
        (("series", "--chart", "chart.pdf"), "a chart is written as"),
        (("network", "--by", "month", "--format", "gexf"), "one network"),
        (("network", "--chart", "chart.svg"), "give --by"),
    ],
)
def test_a_mistake_is_one_sentence(
    app: typer.Typer, kept: str, asked: tuple[str, ...], told: str
) -> None:
    with pytest.raises(InputError, match=told):
        ask(app, kept, *asked)
