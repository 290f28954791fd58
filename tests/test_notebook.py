"""The study of docs/study.ipynb runs, and what it shows is what comes out when it is run."""

import importlib.util
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pytest

DOCS = Path(__file__).parents[1] / "docs"
# Folders of a machine: what stands behind them is nobody's but its user's.
_MACHINE = re.compile(r"(?<![\w/<.])/(?:tmp|home|root|usr|var|opt|work|Users|private)\b|[A-Z]:\\\\")


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("notebook", DOCS / "notebook.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


NOTEBOOK = _load()
STORED = nbformat.read(DOCS / "study.ipynb", as_version=4)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return NOTEBOOK.run(DOCS / "study.ipynb", tmp_path_factory.mktemp("study"))


def test_the_outputs_that_matter_are_those_of_a_run(fresh: Any) -> None:
    stored, run = list(NOTEBOOK.checked(STORED)), list(NOTEBOOK.checked(fresh))
    assert len(stored) >= 6
    for (source, kept), (_, told) in zip(stored, run, strict=True):
        assert told == kept, f"run `make notebook` and read the text again; the cell is\n{source}"


def test_the_study_ends_in_a_digest_and_draws_its_charts(fresh: Any) -> None:
    assert re.search(r"\ndigest [0-9a-f]{64}\n", list(NOTEBOOK.checked(fresh))[-1][1])
    pictures = [x for x in outputs(fresh) if "image/svg+xml" in x.get("data", {})]
    assert len(pictures) == 3


def test_every_printed_output_is_checked() -> None:
    for cell in STORED.cells:
        if cell.cell_type == "code" and "print(" in cell.source:
            assert "checked" in cell.metadata["tags"]
            assert cell.outputs


def test_nothing_of_a_machine_is_kept() -> None:
    for output in outputs(STORED):
        text = nbformat.writes(nbformat.v4.new_notebook(cells=[_holding(output)]))
        assert not _MACHINE.search(text)
        assert tempfile.gettempdir() not in text
    again = NOTEBOOK.cleaned(nbformat.from_dict(STORED))
    assert again == STORED


def test_links_lead_somewhere() -> None:
    for cell in STORED.cells:
        for target in re.findall(r"\]\(([^)#:]+)\)", cell.source):
            assert (DOCS / target).exists(), target


def outputs(notebook: Any) -> Iterator[Any]:
    for cell in notebook.cells:
        yield from cell.get("outputs", ())


def _holding(output: Any) -> Any:
    return nbformat.v4.new_code_cell(outputs=[output])
