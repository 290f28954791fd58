"""The password of a database is told nowhere: no message, no page, no run, no server's talk."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.errors import InputError, RecordError
from dragoman.record.engine import connect, reading, record_name, record_url, shown_record
from dragoman.record.record import Record
from dragoman.workbench.security.accounts import check_accounts
from dragoman.workbench.settings import WorkbenchSettings

SECRET = "s3cr3t"
# Ways to write a password into a URL, also such as no URL may have.
URLS = [f"postgresql://anna:{SECRET}@127.0.0.1:1/news", f"postgres://anna:{SECRET}@[::1]:1/news",
        f"postgresql://127.0.0.1:1/news?user=anna&password={SECRET}",
        f"postgresql://anna:{SECRET}@127.0.0.1:1/news?sslpassword={SECRET}",
        f"postgresql://anna:a{SECRET}/b:c@127.0.0.1:1/news", f"mysql://anna:{SECRET}@localhost/x",
        f"postgresql://anna:{SECRET}@127.0.0.1:port/news", f"://anna:{SECRET}@x",
        f"postgresql://anna:{SECRET}@@x:1/y", f"postgresql+x://anna:{SECRET}@127.0.0.1:1/news",
        f"postgresql://anna:{SECRET}@127.0.0.1:1/news?connect_timeout=soon"]  # fmt: skip


@pytest.mark.parametrize("url", URLS)
def test_it_is_not_shown(url: str) -> None:
    assert SECRET not in shown_record(url)


def test_the_rest_is() -> None:
    assert shown_record("news/desk.db") == "news/desk.db"
    assert shown_record(URLS[0]) == "postgresql://anna:***@127.0.0.1:1/news"


@pytest.mark.parametrize("url", URLS)
def test_no_command_tells_it(url: str) -> None:
    for command in (["events"], ["sql", "SELECT 1"], ["serve", "--port", "0"], ["reports"]):
        done = CliRunner().invoke(app, [*command, "--record", url])
        assert done.exit_code != 0
        assert isinstance(done.exception, RecordError), done.exception
        assert SECRET not in str(done.exception)
        assert SECRET not in done.output


def test_no_traceback_tells_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dragoman", "events", "--record", URLS[0]],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert SECRET not in done.stderr + done.stdout
    assert len(done.stderr.splitlines()) == 1


def test_a_fault_of_the_server_does_not_tell_it() -> None:
    with pytest.raises(RecordError) as told, reading(connect(record_url(URLS[0]))):
        pass
    assert SECRET not in str(told.value)
    assert SECRET not in repr(told.value.__cause__)


def test_the_server_does_not_tell_it_where_accounts_are_missing(record: Record) -> None:
    settings = WorkbenchSettings(record=URLS[0], login=True)
    with pytest.raises(InputError, match="dragoman users add") as told:
        check_accounts(settings, record.engine)
    assert SECRET not in str(told.value)


def test_no_page_tells_it(record: Record) -> None:
    name = record_name(connect(record_url(URLS[2])))
    assert SECRET not in name
    assert "127.0.0.1" in name
    assert record_name(record.engine) == str(record.engine.url.database)


def test_a_run_does_not_keep_the_password_of_a_page(tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    address = f"https://anna:{SECRET}@courier.example/"
    done = CliRunner().invoke(app, ["add", address, "--record", str(db)])
    assert SECRET not in done.output
    for path in tmp_path.iterdir():
        assert SECRET.encode() not in path.read_bytes(), path
