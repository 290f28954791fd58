"""An export is a file, its sidecar and its manifest, the same bytes each time."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from dragoman.formats.evidence import Evidence
from dragoman.formats.export import EventFormat, export_events
from dragoman.formats.facts import Facts
from dragoman.formats.manifest import About, Manifest
from dragoman.model import CoderInfo

ABOUT = About(
    made=datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC),
    dragoman="1.2.3",
    coders=(CoderInfo(version="1.2.3", lexicon="abc", model="md 3.7.1"),),
    query={"status": "actual", "actor": "Kenya"},
)
FORMATS: tuple[EventFormat, ...] = get_args(EventFormat)


@pytest.fixture
def events(build: Any) -> list[Any]:
    meeting = build.event(id="e2", source=(build.kenya, build.union), target=(), mode=None)
    return [build.event(), meeting, build.event(id="e3", status="negated")]


@pytest.mark.parametrize("form", FORMATS)
def test_the_manifest_says_what_is_there(
    form: EventFormat, events: list[Any], tmp_path: Path, facts: Facts
) -> None:
    manifest = export_events(events, tmp_path, "week", form, ABOUT, facts=facts)
    written = (tmp_path / "week.manifest.json").read_text(encoding="utf-8")
    assert msgspec.json.decode(written, type=Manifest) == manifest
    assert (manifest.entries, manifest.made) == (3, "2024-05-06T07:08:09Z")
    assert manifest.query == {"actor": "Kenya", "status": "actual"}
    names = {file.name for file in manifest.files} | {"week.manifest.json"}
    assert names == {path.name for path in tmp_path.iterdir()}
    for file in manifest.files:
        data = (tmp_path / file.name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file.bytes, file.sha256)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_events_give_the_same_bytes(
    form: EventFormat, events: list[Any], tmp_path: Path, facts: Facts
) -> None:
    manifests = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        manifests.append(
            export_events(iter(events), tmp_path / name, "x", form, ABOUT, facts=facts)
        )
    assert manifests[0] == manifests[1]


def test_the_sidecar_leads_from_rows_to_evidence(
    events: list[Any], tmp_path: Path, facts: Facts
) -> None:
    manifest = export_events(events, tmp_path, "x", "gdelt", ABOUT, facts=facts)
    assert manifest.left_out == {"negated": 1}
    rows = [row.split("\t") for row in (tmp_path / "x.export.CSV").read_text().splitlines()]
    lines = (tmp_path / "x.evidence.jsonl").read_text(encoding="utf-8").splitlines()
    told = [msgspec.json.decode(line, type=Evidence) for line in lines]
    assert [str(row.id) for line in told for row in line.rows] == [row[0] for row in rows]
    assert [line.left_out for line in told] == [None, None, "negated"]
    assert told[0].entry.tellings[0].quote == "Ms Odhiambo visited police."


def test_a_failure_leaves_the_old_file(tmp_path: Path, facts: Facts) -> None:
    (tmp_path / "x.csv").write_text("old")

    def broken() -> Any:
        yield from ()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        export_events(broken(), tmp_path, "x", "csv", ABOUT, facts=facts)
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]
    assert (tmp_path / "x.csv").read_text() == "old"


def test_csv_opens_safely(build: Any, tmp_path: Path, facts: Facts) -> None:
    event = build.event(id="e4", source=(build.party("a8", "=HYPERLINK(1)", None, kind="group"),))
    export_events([event], tmp_path, "x", "csv", ABOUT, facts=facts)
    assert ",'=HYPERLINK(1)," in (tmp_path / "x.csv").read_text()
    export_events([event], tmp_path, "x", "json", ABOUT, facts=facts)
    assert json.loads((tmp_path / "x.json").read_text())[0]["source"][0]["name"] == "=HYPERLINK(1)"
