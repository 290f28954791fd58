"""The dependency audit: findings fail, ignored ones do not, and no network is no failure."""

import json
import subprocess
import tomllib
from types import SimpleNamespace
from typing import Any

import pytest
from tools import audit

CLEAN: dict[str, Any] = {"name": "jinja2", "version": "3.1.6", "vulns": []}
HOLE: dict[str, Any] = {
    "name": "leaky", "version": "1.0",
    "vulns": [{"id": "PYSEC-0", "aliases": ["CVE-0"], "fix_versions": ["1.1"]}],
}  # fmt: skip
SKIPPED = {"name": "wheel", "skip_reason": "Dependency not found"}


def test_a_finding_fails_and_says_what_mends_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "answers", lambda address: True)
    monkeypatch.setattr(audit, "ask", lambda service: [CLEAN, HOLE, SKIPPED])
    assert audit.main() == 1
    assert capsys.readouterr().out.splitlines() == [
        "audit: leaky 1.0: PYSEC-0 (mended in 1.1)",
        "audit: 2 packages looked up, 1 findings",
    ]


def test_what_a_service_answers_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    """pip-audit ends with status 1 where it found something."""

    def answer(command: list[str], **_: Any) -> SimpleNamespace:
        assert str(audit.ROOT / "constraints.txt") in command
        found = json.dumps({"dependencies": [CLEAN, HOLE, SKIPPED], "fixes": []})
        return SimpleNamespace(stdout=found, returncode=1)

    monkeypatch.setattr(audit, "answers", lambda address: "osv" in address)
    monkeypatch.setattr(subprocess, "run", answer)
    assert audit.main() == 1


def test_a_missing_tool_is_no_missing_network(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "find_spec", lambda name: None)
    assert audit.main() == 1
    assert "not installed" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["PYSEC-0", "CVE-0"])
def test_one_that_is_ignored_does_not(name: str) -> None:
    assert audit.findings([CLEAN, HOLE], {name: "never called"}) == ([], 2)
    assert audit.findings([HOLE], {"PYSEC-1": "another"})[0]


def test_without_a_network_it_says_so_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "answers", lambda address: False)
    assert audit.main() == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.parametrize("said", ["", "Traceback", "{}", json.dumps({"dependencies": [SKIPPED]})])
def test_no_answer_of_a_service_is_none(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(stdout=said))
    assert audit.ask("pypi") is None


def test_a_service_that_hangs_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(command: list[str], **given: Any) -> None:
        raise subprocess.TimeoutExpired(command, given["timeout"])

    monkeypatch.setattr(subprocess, "run", hang)
    assert audit.ask("pypi") is None
    assert not audit.answers("http://127.0.0.1:1/")


def test_what_is_ignored_has_a_reason() -> None:
    settings = tomllib.loads((audit.ROOT / "pyproject.toml").read_text())
    assert all(why.strip() for why in settings["tool"]["dragoman"]["audit"]["ignored"].values())
