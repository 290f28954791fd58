"""Every column of every format stands in docs/formats.md."""

from pathlib import Path

import pytest

from dragoman.formats import gdelt, icews, polecat
from dragoman.formats.columns import ACTORS, AGENDA, EVENTS, REPORTS, STATEMENTS
from dragoman.formats.evidence import Evidence
from dragoman.formats.manifest import FileEntry, Manifest
from dragoman.formats.plover import PloverRecord

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
COLUMNS = {
    "icews": icews.COLUMNS,
    "gdelt": [name for name in gdelt.EVENT_COLUMNS if not name.startswith("Actor")],
    "mentions": gdelt.MENTION_COLUMNS,
    "polecat": polecat.COLUMNS,
    "plover": PloverRecord.__struct_fields__,
    "sidecar": Evidence.__struct_fields__,
    "manifest": Manifest.__struct_fields__,
    "file": FileEntry.__struct_fields__,
    **{table.name: table.names for table in (EVENTS, STATEMENTS, ACTORS, REPORTS, AGENDA)},
}


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_documented(name: str) -> None:
    for column in COLUMNS[name]:
        known = f"`{column}`" in PAGE or f"`{column.split('_')[-1]}`" in PAGE
        assert known, f"{column} of {name} is not in docs/formats.md"


def test_the_numbers_of_columns_are_those_of_the_formats() -> None:
    numbers = [len(icews.COLUMNS), len(gdelt.EVENT_COLUMNS), len(gdelt.MENTION_COLUMNS)]
    assert [*numbers, len(polecat.COLUMNS)] == [20, 61, 16, 40]
    assert gdelt.EVENT_COLUMNS[40] == "Actor1Geo_Lat"
    assert gdelt.EVENT_COLUMNS[51:61:8] == ("ActionGeo_Type", "DATEADDED")
