"""Results as files: each table in the format that is asked for, and one manifest for all."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from dragoman.analysis.frames import Frame
from dragoman.formats.dated import Written
from dragoman.formats.flat import write_csv, write_parquet
from dragoman.formats.jsons import write_json, write_jsonl
from dragoman.formats.manifest import About, Manifest, file_entry, make_manifest, write_manifest

FrameFormat = Literal["csv", "json", "jsonl", "parquet"]


def write_frames(
    frames: Sequence[Frame[Any]],
    folder: Path,
    stem: str,
    form: FrameFormat,
    about: About,
    *,
    entries: int,
) -> Manifest:
    """Write each frame to ``folder`` as ``stem`` + ``.`` + the name of its table + the format's
    end, and ``stem`` + ``.manifest.json`` beside them; say what was written.

    ``entries`` is the number of events that the frames were made from. The same frames give the
    same files, and the manifest the same digest. Raises OSError where a file cannot be written.
    """
    files = []
    written = Written(entries=entries)
    for item in frames:
        path = folder / f"{stem}.{item.table.name}.{form}"
        rows = _write(item, path, form)
        written.rows += rows
        files.append(file_entry(path, rows, item.table.names))
    manifest = make_manifest(form, about, written, files)
    write_manifest(manifest, folder / f"{stem}.manifest.json")
    return manifest


def _write(item: Frame[Any], path: Path, form: FrameFormat) -> int:
    if form == "csv":
        return write_csv(item.table, item.rows, path).rows
    if form == "parquet":
        return write_parquet(item.table, item.rows, path).rows
    if form == "json":
        return write_json(item.rows, path).rows
    return write_jsonl(item.rows, path).rows
