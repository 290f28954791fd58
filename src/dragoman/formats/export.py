"""One export as a whole: the file of a format, its sidecar with the evidence, and its manifest."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dragoman.entries import EventEntry
from dragoman.formats import gdelt, icews, polecat
from dragoman.formats.columns import EVENTS
from dragoman.formats.dated import Written, left_out
from dragoman.formats.evidence import LeftOut, with_evidence
from dragoman.formats.facts import Facts, load_facts
from dragoman.formats.flat import write_csv, write_parquet
from dragoman.formats.gdelt import gdelt_left_out, write_gdelt
from dragoman.formats.icews import write_icews
from dragoman.formats.jsons import write_json, write_jsonl
from dragoman.formats.manifest import About, Manifest, file_entry, make_manifest, write_manifest
from dragoman.formats.plover import PloverRecord, plover_left_out, write_plover
from dragoman.formats.polecat import write_polecat
from dragoman.formats.streams import text_out

EventFormat = Literal["plover", "csv", "parquet", "json", "jsonl", "icews", "gdelt", "polecat"]
# The end of the file name of each format, as the field names its files.
ENDS: dict[EventFormat, str] = {
    "plover": ".plover.json",
    "csv": ".csv",
    "parquet": ".parquet",
    "json": ".json",
    "jsonl": ".jsonl",
    "icews": ".icews.tab",
    "gdelt": ".export.CSV",
    "polecat": ".polecat.txt",
}
MENTIONS = ".mentions.CSV"
_COLUMNS: dict[EventFormat, tuple[str, ...]] = {
    "plover": PloverRecord.__struct_fields__,
    "csv": EVENTS.names,
    "parquet": EVENTS.names,
    "json": EventEntry.__struct_fields__,
    "jsonl": EventEntry.__struct_fields__,
    "icews": icews.COLUMNS,
    "gdelt": gdelt.EVENT_COLUMNS,
    "polecat": polecat.COLUMNS,
}
_NUMBERED = frozenset({"icews", "gdelt"})


@dataclass(frozen=True, slots=True)
class _Job:
    form: EventFormat
    path: Path
    mentions: Path
    about: About
    pairs: bool
    facts: Facts

    def left_out(self) -> LeftOut:
        """The format's own rule of what it cannot say."""
        if self.form == "plover":
            return plover_left_out
        if self.form == "gdelt":
            return lambda event: gdelt_left_out(event, self.facts)
        return left_out if self.form in ("icews", "polecat") else lambda _: None


def export_events(
    entries: Iterable[EventEntry],
    folder: Path,
    stem: str,
    form: EventFormat,
    about: About,
    *,
    pairs: bool = True,
    facts: Facts | None = None,
) -> Manifest:
    """Write events in a format to ``folder`` and say what was written.

    Beside ``stem`` + the format's end there are ``stem`` + ``.evidence.jsonl`` and ``stem`` +
    ``.manifest.json``; GDELT's mentions are a second file. The entries are read once. Raises
    OSError where a file cannot be written, MissingPartError for Parquet without pyarrow.
    """
    job = _Job(form, folder / (stem + ENDS[form]), folder / (stem + MENTIONS), about, pairs,
               facts or load_facts())  # fmt: skip
    sidecar = folder / (stem + ".evidence.jsonl")
    with text_out(sidecar) as stream:
        told = with_evidence(
            entries, stream, job.left_out(), numbered=form in _NUMBERED, pairs=pairs
        )
        written = _write(told, job)
    files = [file_entry(job.path, written.rows, _COLUMNS[form])]
    if form == "gdelt":
        files.append(file_entry(job.mentions, written.mentions, gdelt.MENTION_COLUMNS))
    files.append(file_entry(sidecar, written.entries))
    manifest = make_manifest(form, about, written, files)
    write_manifest(manifest, folder / (stem + ".manifest.json"))
    return manifest


def _write(entries: Iterable[EventEntry], job: _Job) -> Written:
    about, facts, path = job.about, job.facts, job.path
    match job.form:
        case "plover":
            made, version = about.made, about.dragoman
            return write_plover(entries, path, version=version, coded=made, facts=facts)
        case "csv":
            return write_csv(EVENTS, entries, path)
        case "parquet":
            return write_parquet(EVENTS, entries, path)
        case "json":
            return write_json(entries, path)
        case "jsonl":
            return write_jsonl(entries, path)
        case "icews":
            return write_icews(entries, path, pairs=job.pairs, facts=facts)
        case "gdelt":
            added, pairs = about.made, job.pairs
            return write_gdelt(entries, path, job.mentions, added=added, pairs=pairs, facts=facts)
        case "polecat":
            version = f"dragoman {about.dragoman}"
            return write_polecat(entries, path, version=version, facts=facts)
