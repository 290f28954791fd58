"""A small corpus of our own, and what a run of it wrote."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from dragoman.cluster.corpus import Manifest
from dragoman.cluster.flattening import found_rows, report_row
from dragoman.cluster.shards import Settings
from dragoman.cluster.store import open_store
from dragoman.cluster.tables import SCHEMAS, as_parquet
from dragoman.model import CoderInfo, Coding
from dragoman.reading import Reading

PLACES = ("Oslo", "Lima", "Quito", "Accra", "Hanoi", "Dakar")


def texts(count: int) -> list[str]:
    return [
        f"{PLACES[n % 6]} – Norway's foreign minister Ine Soreide met the president of Chile in "
        f"{PLACES[n % 6]} on {n % 28 + 1} June 2019. “We want to go on talking,” she said. "
        f"Peru recalled its ambassador from {PLACES[(n + 1) % 6]}, the {n}th such step."
        for n in range(count)
    ]


def write_lines(path: Path, count: int) -> Path:
    rows = [
        json.dumps({"id": f"n{n}", "text": text, "published": f"2019-06-{n % 28 + 1:02}"})
        for n, text in enumerate(texts(count))
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder, by its name there."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write_corpus(folder: Path, found: Sequence[tuple[Reading, Coding]], size: int = 2) -> Path:
    """Codings as a coded corpus, in shards of so many reports; no coder is needed."""
    info = CoderInfo(version="0", lexicon="none", model="none")
    store, ids = open_store(str(folder)), []
    counts = dict.fromkeys(SCHEMAS, 0)
    for at in range(0, len(found), size):
        rows: dict[str, list[dict[str, Any]]] = {table: [] for table in SCHEMAS}
        for reading, coding in found[at : at + size]:
            rows["reports"].append(
                report_row(coding, reading.report, reading.source, reading.retrieved)
            )
            for table, some in found_rows(coding, reading.source).items():
                rows[table] += some
        ids.append(f"{at:016x}")
        for table, schema in SCHEMAS.items():
            store.write(f"{table}/part-{ids[-1]}.parquet", as_parquet(rows[table], schema))
            counts[table] += len(rows[table])
    manifest = Manifest(
        dragoman="0", coder=info, settings=Settings(), inputs=1, input_bytes=1, complete=True,
        shards=tuple(ids), counts=counts,
    )  # fmt: skip
    store.write("manifest.json", msgspec.json.encode(manifest))
    return folder
