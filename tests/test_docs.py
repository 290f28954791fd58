"""The documentation is complete: what the command line offers stands in it."""

import re
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


def test_links_between_the_documents_lead_somewhere() -> None:
    for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"
