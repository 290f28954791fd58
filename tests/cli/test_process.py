"""``dragoman process``, ``dossier`` and ``diff``, over a small record made without a parser."""

from pathlib import Path

import feedparser
import msgspec
import pytest
import typer
from tests.record.making import Told, coding
from typer.testing import CliRunner

from dragoman.cli import process
from dragoman.errors import InputError, RecordError
from dragoman.processes.dossier import Changes, Dossier
from dragoman.record.adding import Incoming
from dragoman.record.record import Record

TEXT = "Pakistan and Iran held talks in Islamabad on 3 June. Pakistan asked for a truce."
LATER = "Iran refused talks with Pakistan on 9 June."


@pytest.fixture
def app() -> typer.Typer:
    """The commands as the command line has them."""
    made = typer.Typer()
    made.add_typer(process.app, name="process")
    made.command("dossier")(process.dossier)
    made.command("diff")(process.diff)
    return made


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder with a record and a process."""
    people = {name: (code, ("GOV",), None) for name, code in (("Pakistan", "PAK"), ("Iran", "IRN"))}
    codings = {
        "first": coding(
            TEXT,
            Told("CONSULT", ("Pakistan", "Iran"), cue="held talks", day="2019-06-03"),
            people=people,
        ),
        "second": coding(
            LATER,
            Told("REJECT", ("Iran",), ("Pakistan",), cue="refused", day="2019-06-09", mode="meet"),
            published="2019-06-10",
            people=people,
        ),
    }
    with Record.open(tmp_path / "record.db", create=True) as record:
        record.add(
            [Incoming(name=name, report=made.report) for name, made in codings.items()],
            lambda reports: (
                next(c for c in codings.values() if c.report.text == report.text)
                for report in reports
            ),
            asked="test",
        )
    return tmp_path


def run(app: typer.Typer, kept: Path, *arguments: str) -> str:
    """What a command prints. Raises what the command raises."""
    record = ["--record", str(kept / "record.db")]
    found = CliRunner().invoke(app, [*arguments, *record], catch_exceptions=False)
    assert found.exit_code == 0, found.output
    return found.stdout


NEW = (
    "process", "new", "Two neighbours", "--party", "Pakistan=PAK", "--party", "Iran=IRN",
    "--third", "Oman=OMN:host,mediator", "--topic", "talks", "--topic", "ceasefire",
    "--from", "2019-01-01", "--to", "2019-12-31",
)  # fmt: skip


def test_a_process_is_made_listed_and_shown(app: typer.Typer, kept: Path) -> None:
    path = run(app, kept, *NEW).strip()
    assert path == str(kept / "processes" / "two-neighbours.toml")
    assert "Two neighbours" in run(app, kept, "process", "list")
    shown = run(app, kept, "process", "show", "two neighbours")
    assert shown == Path(path).read_text(encoding="utf-8")


def test_a_dossier_in_every_format(app: typer.Typer, kept: Path) -> None:
    run(app, kept, *NEW)
    text = run(app, kept, "dossier", "Two neighbours", "--since", "2019-06-05")
    assert "## What changed since 5 June 2019" in text
    assert "refuses" in text
    made = run(app, kept, "dossier", "two-neighbours", "--on", "2019-06-05", "--format", "json")
    dossier = msgspec.json.decode(made, type=Dossier)
    assert (dossier.day, dossier.standing.reports) == ("2019-06-05", 1)
    page = run(app, kept, "dossier", "Two neighbours", "--format", "html")
    assert page.startswith("<!doctype html>")


def test_what_changed_between_two_days(app: typer.Typer, kept: Path) -> None:
    run(app, kept, *NEW)
    days = ("--from", "2019-06-05", "--to", "2019-06-30")
    assert "Position moved" in run(app, kept, "diff", "Two neighbours", *days)
    made = run(app, kept, "diff", "Two neighbours", *days, "--format", "json")
    assert msgspec.json.decode(made, type=Changes).reports == 1
    feed = feedparser.parse(run(app, kept, "diff", "Two neighbours", "--format", "atom"))
    assert not feed.bozo
    assert feed.entries


def test_topics_beside_the_processes_are_known(app: typer.Typer, kept: Path) -> None:
    own = kept / "own"
    own.mkdir()
    (own / "topics.csv").write_text("topic,title,per,words,events,contexts\nrail,,,railway,,\n")
    folder = ("--processes", str(own))
    run(app, kept, *NEW, "--topic", "rail", *folder)
    with pytest.raises(InputError, match="'rail' is no topic"):
        run(app, kept, *NEW, "--topic", "rail")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("dossier", "nothing"), "there is no process 'nothing'"),
        (("dossier", "sudan-transition", "--on", "June"), "--on"),
        (("diff", "sudan-transition"), "give the earlier day"),
        (("diff", "sudan-transition", "--from", "2020-01-01", "--to", "2019-01-01"), "lies after"),
        (("process", "new", "x", "--party", "Iran=IRN"), "needs two parties"),
        (("process", "new", "x", "--party", "=IRN"), "a party needs a name"),
        ((*NEW, "--third", "Oman"), "end it with a colon and roles"),
        ((*NEW, "--third", "Oman:friend"), "end it with a colon and roles"),
        ((*NEW, "--topic", "weather"), "'weather' is no topic"),
    ],
)
def test_mistakes_are_told_in_one_sentence(
    app: typer.Typer, kept: Path, arguments: tuple[str, ...], why: str
) -> None:
    with pytest.raises(InputError, match=why) as fault:
        run(app, kept, *arguments)
    assert "\n" not in str(fault.value)


def test_a_record_that_is_not_there(app: typer.Typer, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="there is no record"):
        run(app, tmp_path, "dossier", "sudan-transition")
