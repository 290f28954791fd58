"""The dependency audit: findings fail, ignored ones do not, and no network is no failure."""

import json
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
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
ADVISORY = {
    "id": "GHSA-0",
    "affected": [
        {
            "package": {"name": "jinja2", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.0"}]}],
        }
    ],
}


class Advisories(BaseHTTPRequestHandler):
    """Answers as OSV does: one advisory, for one package."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        holed = asked["package"]["name"] == "jinja2"
        body = json.dumps({"vulns": [ADVISORY]} if holed else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


class Broken(Advisories):
    """Answers that it cannot."""

    def do_POST(self) -> None:
        self.send_error(503)


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()


@pytest.fixture
def advisories() -> Iterator[str]:
    with serving(Advisories) as address:
        yield address


def version_of(name: str) -> str:
    lines = (audit.ROOT / "constraints.txt").read_text().lower().splitlines()
    return next(
        line.partition("==")[2].split()[0] for line in lines if line.startswith(f"{name}==")
    )


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
        return SimpleNamespace(stdout=found, stderr="", returncode=1)

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


def test_a_service_is_asked_of_every_package_by_pip_audit_itself(
    advisories: str, tmp_path: Path
) -> None:
    found = audit.ask("osv", "--osv-url", advisories, "--cache-dir", str(tmp_path))
    assert found is not None
    lines, known = audit.findings(found, {})
    assert lines == [f"audit: jinja2 {version_of('jinja2')}: GHSA-0 (mended in 99.0)"]
    assert known == len(found) > 100


def test_a_service_that_answers_with_errors_is_none(tmp_path: Path) -> None:
    with serving(Broken) as address:
        assert audit.ask("osv", "--osv-url", address, "--cache-dir", str(tmp_path)) is None


def test_a_broken_tool_is_no_missing_network(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done = SimpleNamespace(stdout="", stderr="pip-audit: error: no such option\n", returncode=2)
    monkeypatch.setattr(audit, "answers", lambda address: True)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    assert audit.main() == 1
    assert (
        capsys.readouterr().out == "audit: pip-audit broke off: pip-audit: error: no such option\n"
    )


def test_a_mirror_without_advisories_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    said = SimpleNamespace(stdout=json.dumps({"dependencies": [SKIPPED]}), stderr="")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: said)
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
