"""Results leave as data frames, files with a manifest, and charts."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pyarrow.parquet
import pytest
from tests.analysis.made import happening

from dragoman.analysis.changing import CHANGES, TRIALS
from dragoman.analysis.charts import (
    Chart,
    chart_of_coverage,
    chart_of_networks,
    chart_of_series,
)
from dragoman.analysis.coverage import COVERAGE, coverage
from dragoman.analysis.dyadic import SERIES, Asked, SeriesRow, lines, series_frame
from dragoman.analysis.frames import Frame
from dragoman.analysis.material import Material
from dragoman.analysis.measures import Window
from dragoman.analysis.network_time import ACTORS, NETWORKS, TIES, network_study
from dragoman.analysis.writing import write_frames
from dragoman.errors import InputError
from dragoman.formats.manifest import About, Manifest

MATERIAL = Material([happening("AAA", "BBB"), happening("AAA BBB", day="2019-04-02")], [])
TIME = ("2019-03-01", "2019-05-31")
ABOUT = About(made=datetime(2024, 5, 6, tzinfo=UTC), dragoman="1", query={"dyad": "AAA:BBB"})


@pytest.fixture(scope="module")
def frame() -> Frame[SeriesRow]:
    asked = Asked(since=TIME[0], until=TIME[1], window=Window(2), measure="mean")
    return series_frame(lines(MATERIAL, asked), asked)


def test_a_frame_becomes_the_frames_of_others(frame: Frame[SeriesRow]) -> None:
    assert (len(frame), frame[0].events, frame.to_rows()[1]["start"]) == (3, 1, "2019-04-01")
    polars, pandas, arrow = frame.to_polars(), frame.to_pandas(), frame.to_arrow()
    assert polars.columns == list(pandas.columns) == arrow.column_names == list(SERIES.names)
    assert polars["start"].to_list() == [date(2019, 3, 1), date(2019, 4, 1), date(2019, 5, 1)]
    assert polars["mean"].to_list() == [1, 1, None]
    assert str(pandas["start"].dtype).startswith("datetime64")
    assert [str(pandas[name].dtype) for name in ("events", "score")] == ["int64", "float64"]


def test_columns_have_the_types_of_their_fields() -> None:
    types = {column.name: column.type for column in CHANGES.columns}
    assert (types["start"], types["rate_change"], types["before"]) == ("day", "day", "real")
    assert {column.name: column.type for column in TRIALS.columns}["periods"] == "whole"


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "parquet"])
def test_files_have_one_manifest_whose_digest_proves_them(
    frame: Frame[SeriesRow], form: str, tmp_path: Path
) -> None:
    study = network_study(MATERIAL, "country", None, *TIME)
    made = []
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
        frames = [frame, *study]
        made.append(write_frames(frames, tmp_path / folder, "x", form, ABOUT, entries=2))
    assert made[0] == made[1]
    manifest = made[0]
    names = [f"x.{name}.{form}" for name in ("series", "networks", "actors", "ties")]
    assert [file.name for file in manifest.files] == names
    printed = "".join(
        f"{hashlib.sha256((tmp_path / 'one' / name).read_bytes()).hexdigest()}  {name}\n"
        for name in names
    )
    assert manifest.digest == hashlib.sha256(printed.encode()).hexdigest()
    assert (manifest.entries, manifest.rows) == (2, sum(map(len, [frame, *study])))
    kept = (tmp_path / "one" / "x.manifest.json").read_bytes()
    assert msgspec.json.decode(kept, type=Manifest) == manifest


def test_another_time_of_making_is_the_same_digest(frame: Frame[SeriesRow], tmp_path: Path) -> None:
    later = msgspec.structs.replace(ABOUT, made=datetime(2025, 1, 1, tzinfo=UTC))
    digests = {
        write_frames([frame], tmp_path, "x", "csv", about, entries=2).digest
        for about in (ABOUT, later)
    }
    assert len(digests) == 1


def test_parquet_has_days(frame: Frame[SeriesRow], tmp_path: Path) -> None:
    write_frames([frame], tmp_path, "x", "parquet", ABOUT, entries=2)
    table = pyarrow.parquet.read_table(tmp_path / "x.series.parquet")
    assert table.schema.field("start").type == "date32[day]"


def charts(frame: Frame[SeriesRow]) -> list[Chart]:
    return [
        chart_of_series(frame.rows, "mean"),
        chart_of_networks(network_study(MATERIAL, "country", "month", *TIME).periods.rows),
        chart_of_coverage(coverage((), MATERIAL.events, "month", *TIME)),
    ]


def test_charts_are_pictures_and_pages(frame: Frame[SeriesRow], tmp_path: Path) -> None:
    for number, chart in enumerate(charts(frame)):
        chart.write(tmp_path / f"{number}.svg")
        assert (tmp_path / f"{number}.svg").read_bytes().startswith(b"<svg")
        assert "image/svg+xml" in chart._repr_mimebundle_()
    assert charts(frame)[0].png().startswith(b"\x89PNG")
    page = charts(frame)[0].html().decode()
    assert "AAA and BBB" in page
    assert "src=" not in page.split("<script>")[0]
    with pytest.raises(InputError, match=r"\.svg, \.png or \.html"):
        charts(frame)[0].write(tmp_path / "chart.pdf")


def test_a_name_out_of_a_report_ends_no_script_of_the_page() -> None:
    hostile = Material([happening("</script><script>alert(1)</script>& BBB")], [])
    asked = Asked(since="2019-03-01", until="2019-03-31")
    page = chart_of_series(series_frame(lines(hostile, asked), asked).rows, "events").html()
    assert page.count(b"<script>") == page.count(b"</script>") == 2
    assert b"\\u003c/script\\u003e" in page


PAGE = (Path(__file__).parents[2] / "docs" / "analysis.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "table", [SERIES, CHANGES, TRIALS, NETWORKS, ACTORS, TIES, COVERAGE], ids=lambda t: t.name
)
def test_every_column_is_documented(table: object) -> None:
    for name in table.names:
        assert f"`{name}`" in PAGE, f"{name} of {table.name} is not in docs/analysis.md"
