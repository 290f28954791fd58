"""Run docs/study.ipynb and write its outputs into it: `make notebook`.

What is checked in tests are the cells tagged "checked"; see tests/test_notebook.py. Kept out of the
file is all that differs from machine to machine and from run to run.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

STUDY = Path(__file__).with_name("study.ipynb")
LONGEST = 300  # seconds that one cell may take on a busy machine


def run(path: Path, folder: Path) -> Any:
    """The notebook as it comes out when it is run in a folder. Raises CellExecutionError where a
    cell fails."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=LONGEST,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
    )
    # Settings and history of the user's own IPython stay out of it.
    client.execute(env=os.environ | {"IPYTHONDIR": str(folder / "ipython")})
    return cleaned(notebook)


def cleaned(notebook: Any) -> Any:
    """The notebook without what is only of this machine and this run."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{number}"
        if cell.cell_type == "code":
            cell.metadata.pop("execution", None)
            # Warnings and progress of libraries are talk, not results.
            cell.outputs = [x for x in cell.outputs if x.get("name") != "stderr"]
    return notebook


def checked(notebook: Any) -> Iterator[tuple[str, str]]:
    """The source and the text of the outputs of each cell whose outputs matter."""
    for cell in notebook.cells:
        if "checked" in cell.metadata.get("tags", ()):
            yield cell.source, "".join(map(text_of, cell.outputs))


def text_of(output: Any) -> str:
    """An output as text."""
    found = output.get("text") or output.get("data", {}).get("text/plain", "")
    return str(found)


def main() -> None:
    """Run the study and keep its outputs."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        notebook = run(STUDY, Path(folder))
    nbformat.write(notebook, STUDY)


if __name__ == "__main__":
    main()
