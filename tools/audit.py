"""Known holes in what Dragoman is built on: ``constraints.txt`` against the advisories of PyPI, or
of OSV where PyPI does not answer.

A finding ends with status 1, and so does a pip-audit that is missing or broken. Where no service
can be reached, one line says so and the status is 0: a machine without a network can be used too.
Advisories that do not concern Dragoman are named in ``pyproject.toml`` under
``[tool.dragoman.audit.ignored]``, each with the reason.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
# The services by pip-audit's names, each with an address that it answers where it is there.
_SERVICES = {"pypi": "https://pypi.org/pypi/pip/25.0/json", "osv": "https://api.osv.dev/docs/"}
# The last line that pip-audit says where a service is gone in the middle.
_OF_THE_NETWORK = re.compile(
    r"^(requests|urllib3|http|socket)\.|ServiceError|ConnectionError|[Cc]onnect to|timed out"
)
_REQUEST = 5  # seconds for one request
_ALL = 45  # seconds for one service


class AuditBroken(Exception):
    """pip-audit ended of itself without an answer, and not for want of a network."""


def main() -> int:
    """Audit, tell, and return the exit status."""
    if find_spec("pip_audit") is None:
        print("audit: pip-audit is not installed; `make install` brings it")
        return 1
    ignored = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["dragoman"]["audit"]
    for service, address in _SERVICES.items():
        try:
            found = ask(service) if answers(address) else None
        except AuditBroken as fault:
            print(f"audit: pip-audit broke off: {fault}")
            return 1
        if found is not None:
            lines, known = findings(found, ignored["ignored"])
            print("\n".join([*lines, f"audit: {known} packages looked up, {len(lines)} findings"]))
            return 1 if lines else 0
    print("audit: left out, since no advisory service can be reached from here")
    return 0


def answers(address: str) -> bool:
    """Whether there is anybody: looked up once, before each package is asked for in vain."""
    try:
        with urlopen(address, timeout=_REQUEST) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def ask(service: str, *options: str) -> list[Mapping[str, Any]] | None:
    """What a service says of every package; None where it cannot be reached. ``options`` are more
    of pip-audit's. Raises AuditBroken."""
    command = [
        sys.executable, "-m", "pip_audit", "--requirement", str(ROOT / "constraints.txt"),
        "--no-deps", "--disable-pip", "--vulnerability-service", service, "--format", "json",
        "--timeout", str(_REQUEST), "--progress-spinner", "off", "--desc", "off", *options,
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_ALL)
    except subprocess.TimeoutExpired:
        return None
    try:
        found: list[Mapping[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        why = (done.stderr.strip().splitlines() or [f"status {done.returncode}, without a word"])[
            -1
        ]
        if _OF_THE_NETWORK.search(why):
            return None
        raise AuditBroken(why) from None
    # A mirror without the advisories answers for each package that there is none such.
    skipped = sum("skip_reason" in package for package in found)
    return found if found and skipped < len(found) / 2 else None


def findings(
    packages: Sequence[Mapping[str, Any]], ignored: Mapping[str, str]
) -> tuple[list[str], int]:
    """A line for each advisory that is not ignored, and how many packages were looked up."""
    lines = []
    for package in packages:
        for advisory in package.get("vulns", ()):
            names = {advisory["id"], *advisory.get("aliases", ())}
            if not names & set(ignored):
                fixed = ", ".join(advisory.get("fix_versions", ())) or "no version yet"
                told = f"{package['name']} {package['version']}: {advisory['id']}"
                lines.append(f"audit: {told} (mended in {fixed})")
    return lines, sum("vulns" in package for package in packages)


if __name__ == "__main__":
    sys.exit(main())
