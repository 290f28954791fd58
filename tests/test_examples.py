"""Every command that README and tutorial show is run, in their order, and does what it should."""

import json
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.test_docs import ROOT, shell_lines
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.coder import Coder
from dragoman.samples import FOLDER

TEXT = (
    "Pakistan's foreign minister Shah Mahmood Qureshi met US envoy Zalmay Khalilzad in Islamabad "
    "on Sunday, 2 June 2019.\n\nThe two sides agreed to meet again. “The talks went well,” the "
    "foreign minister said.\n"
)
PLAN = "The United States will meet Pakistan on 10 June 2019 in Islamabad, officials said.\n"
GOLD = {
    "text": "Kenya signed an agreement with Uganda on Monday.",
    "events": [{"event": "AGREE", "source": ["KEN"], "target": ["UGA"]}],
}
# What stands in README for what a reader has.
FILES = {"FILE": "talks.txt", "FILE...": "talks.txt", "GOLD.jsonl": "gold.jsonl"}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, coder: Coder) -> Path:
    """A checkout's folder with the files that the examples name. Coding is done by the coder that
    all tests share, and the server is not started."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("dragoman.coder.Coder", lambda *_, **__: coder)
    monkeypatch.setattr("dragoman.cli.serve._listen", lambda *_: _Closed())
    monkeypatch.setattr("dragoman.cli.serve.run", lambda *_, **__: None)
    shutil.copytree(FOLDER, tmp_path / "src" / "dragoman" / "samples")
    for name in ("talks.txt", "archive/plan.txt", "reports/talks.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(PLAN if "plan" in name else TEXT, encoding="utf-8")
    (tmp_path / "reports.jsonl").write_text(json.dumps({"text": TEXT}) + "\n")
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD) + "\n")
    (tmp_path / "my-actors.csv").write_text("name,country\nUnity Bloc,KEN\n")
    item = f"<item><title>t</title><description>{TEXT}</description></item>"
    feed = f"<rss version='2.0'><channel><title>Wire</title>{item}</channel></rss>"
    (tmp_path / "feed.xml").write_text(feed, encoding="utf-8")
    return tmp_path


class _Closed:
    def close(self) -> None:
        """Nothing was opened."""


@pytest.mark.parametrize("page", ["README.md", "docs/tutorial.md"])
def test_the_commands_of(page: str, place: Path) -> None:
    run = [line for line in shell_lines(ROOT / page) if line.startswith("dragoman ")]
    assert len(run) > 10
    ids: list[str] = []
    for line in run:
        words = [FILES.get(word, word) for word in shlex.split(line, comments=True)[1:]]
        if "ID" in words:
            words[words.index("ID")] = ids[0]
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, f"{line}: {done.output} {done.exception!r}"
        assert done.output.strip() or words[0] == "serve", line
        if words[0] == "events":
            ids = [event["id"] for event in events(words)]
            assert ids, f"{line} finds nothing"


def events(words: list[str]) -> list[dict[str, Any]]:
    found = CliRunner().invoke(app, [*words, "--format", "json"])
    rows: list[dict[str, Any]] = json.loads(found.stdout)
    return rows
