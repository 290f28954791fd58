"""The documentation is complete: what the command line offers stands in it."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from dragoman.cli import app

ROOT = Path(__file__).parents[1]
DOCS = (ROOT / "README.md").read_text(encoding="utf-8") + (ROOT / "docs" / "cli.md").read_text(
    encoding="utf-8"
)


def commands(node: Any, name: str = "dragoman") -> Iterator[tuple[str, Any]]:
    yield name, node
    for below, command in getattr(node, "commands", {}).items():
        yield from commands(command, f"{name} {below}")


COMMANDS = dict(commands(typer.main.get_command(app)))
OPTIONS = [
    (name, option)
    for name, command in COMMANDS.items()
    for parameter in command.params
    if parameter.param_type_name == "option"
    for option in [*parameter.opts, *parameter.secondary_opts]
]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_described(name: str) -> None:
    assert name in DOCS


def test_there_are_commands_and_options_to_look_for() -> None:
    assert len(COMMANDS) >= 7
    assert ("dragoman code", "--jobs") in OPTIONS


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_every_option_is_described_with_its_command(name: str, option: str) -> None:
    assert re.search(rf"{option}\b", section(name)), f"{option} of {name} is not in docs/cli.md"


def section(name: str) -> str:
    """The part of docs/cli.md that is about a command; the beginning, for `dragoman` itself."""
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    parts = re.split(r"^## ", text, flags=re.MULTILINE)
    return next((part for part in parts if part.startswith(f"{name}\n")), parts[0])


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv"])
def test_every_format_is_described(form: str) -> None:
    assert f"--format {form}" in section("dragoman code")


PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def shell_lines(path: Path) -> list[str]:
    """The commands in the code of a page, as somebody would type them."""
    text = path.read_text(encoding="utf-8")
    code = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    code += re.findall(r"^    (?:\$ )?(?=dragoman |make )(.*)$", text, re.MULTILINE)
    lines = [line.removeprefix("$ ") for part in code for line in part.splitlines()]
    return [line for line in lines if re.match(r"(?:\.venv/bin/)?(?:dragoman|make) ", line)]


@pytest.mark.parametrize(
    ("page", "line"),
    [(path.name, line) for path in PAGES for line in dict.fromkeys(shell_lines(path))],
)
def test_every_command_in_the_documentation_exists(page: str, line: str) -> None:
    words = shlex.split(line.partition(" | ")[0], comments=True)
    if words[0] == "make":
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        assert re.search(rf"^{words[1]}:", makefile, re.MULTILINE), f"there is no make {words[1]}"
        return
    name = "dragoman"
    for word in words[1:]:
        if f"{name} {word}" not in COMMANDS:
            break
        name = f"{name} {word}"
    assert name != "dragoman" or words[1].startswith("-"), f"there is no command {line}"
    have = {option for command, option in OPTIONS if command == name} | {"--help", "--version"}
    for word in words[1:]:
        if word.startswith("--"):
            assert word.partition("=")[0] in have, f"{name} has no {word}"


def anchors(path: Path) -> set[str]:
    """The anchors that GitHub and the site give the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    plain = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading) for heading in headings)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    """To files of the repository, in docs or not, and to headings that are there."""
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if re.match(r"https?://", target):
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        assert found.exists(), f"{path.name} links to {target}"
        assert not anchor or anchor in anchors(found), f"{path.name} links to {target}"
