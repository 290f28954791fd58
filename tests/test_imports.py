"""Imports go one way: a room may import from those before it, never from those behind."""

import ast
from pathlib import Path

import pytest

import dragoman

PACKAGE = Path(dragoman.__file__).parent

# The layers of docs/architecture.md, lowest first. Rooms of one layer do not import each other.
LAYERS = [
    {"model", "errors", "_version"},
    {"entries"},
    {"lexicon"},
    {"reading", "coding", "samples"},
    {"coder", "cases"},
    {"evaluation"},
    {"pool", "component", "formats", "record"},
    {"processes", "analysis"},
    {"workbench", "cluster"},
    {"cli"},
    {"__main__"},
]


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def level_of(room: str) -> int:
    return next(level for level, rooms in enumerate(LAYERS) if room in rooms)


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return {room_of(name) for name in found if name.split(".")[0] == "dragoman"} - {""}


MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_no_module_imports_from_a_later_or_sibling_room(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for other in imported(path) - {room}:
        assert level_of(other) < level_of(room), f"{room} imports {other}"


def test_the_public_names_are_this_short_list() -> None:
    assert sorted(dragoman.__all__) == [
        "Actor", "Coder", "Coding", "DragomanError", "Event", "InputError", "LanguageError",
        "LexiconError", "MissingPartError", "Place", "Report", "Statement", "Time", "__version__",
    ]  # fmt: skip
    for name in dragoman.__all__:
        assert getattr(dragoman, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        dragoman.nonsense  # noqa: B018
