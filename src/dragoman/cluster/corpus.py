"""A corpus coded: planned, shared out, gone on with where it stopped, and described."""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from dragoman._version import __version__
from dragoman.cluster.planning import InputEntry, batches, cut_batch, find_sources, pack
from dragoman.cluster.running import Runner, in_order
from dragoman.cluster.shards import (
    NOTES,
    Note,
    Settings,
    Shard,
    code_shard,
    describe_coder,
    read_note,
)
from dragoman.cluster.store import Store, open_store
from dragoman.cluster.tables import SCHEMA, SCHEMAS
from dragoman.errors import InputError
from dragoman.model import CoderInfo, Record
from dragoman.reading.remote import is_remote

MANIFEST = "manifest.json"
INPUTS = "inputs.jsonl"


class Manifest(Record, frozen=True, kw_only=True):
    """What a coded corpus is. ``shards`` are in the order of the inputs; ``counts`` are rows by
    table, ``words`` those of all reports; both are of the shards that are done, which are all where
    it is ``complete``."""

    kind: str = "dragoman corpus"
    table_schema: str = msgspec.field(default=SCHEMA, name="schema")
    dragoman: str
    coder: CoderInfo
    settings: Settings
    inputs: int
    input_bytes: int
    complete: bool
    shards: tuple[str, ...]
    counts: Mapping[str, int] = msgspec.field(default_factory=dict)
    words: int = 0


class Progress(Record, frozen=True, kw_only=True):
    """How far a run is: reports and shards done and in all, and those done before it started."""

    reports: int
    of_reports: int
    shards: int
    of_shards: int
    before: int
    words: int


def code_corpus(
    inputs: Sequence[str],
    output: str,
    settings: Settings,
    runner: Runner,
    *,
    again: bool = False,
    told: Callable[[Progress], None] = lambda _: None,
) -> Manifest:
    """Code everything in ``inputs`` (files, folders, URLs) and write it to ``output``.

    Shards that are done are left as they are. ``again``: where inputs, options, version or lexicon
    are others than before, what changed is coded anew; else that is an InputError that says so.
    """
    store = open_store(output)
    before = read_manifest(store)
    if before is None and store.names(""):
        raise InputError(f"{output}: holds other files; name a folder that is new or empty")
    sources = list(find_sources(inputs, settings, output))
    (coder,) = in_order(runner, describe_coder, [settings])
    cuts = in_order(runner, cut_batch, batches(sources, settings))
    entries = [entry for cut in cuts for entry in cut.entries]
    pieces = (piece for cut in cuts for piece in cut.pieces)
    shards = pack(pieces, settings, coder, output if is_remote(output) else os.path.abspath(output))
    manifest = _manifest(coder, settings, entries, shards)
    if before is not None and before.shards != manifest.shards:
        if not again:
            raise InputError(_what_differs(before, manifest, store, entries, output))
        _clear(store, set(manifest.shards))
    _write_plan(store, manifest, entries)
    notes = _run(store, shards, runner, told)
    return _finish(store, manifest, notes)


def read_manifest(store: Store) -> Manifest | None:
    """The manifest of a corpus; None where there is none.

    Raises InputError where a file of that name is none, or one of another schema.
    """
    data = store.read(MANIFEST)
    if data is None:
        return None
    try:
        head: dict[str, Any] = msgspec.json.decode(data)
        if head["kind"] != "dragoman corpus":
            raise InputError(f"{store.where}: is no corpus of Dragoman")
        if head["schema"] != SCHEMA:
            raise InputError(
                f"{store.where}: has tables of schema {head['schema']}, this version of Dragoman "
                f"writes schema {SCHEMA}; write to another folder"
            )
        return msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, KeyError, TypeError) as fault:
        raise InputError(f"{store.where}: {MANIFEST} is none of Dragoman ({fault})") from fault


def finished(where: str) -> Manifest:
    """The manifest of the corpus at a path or URL. Raises InputError where there is none, or not
    all of it is coded."""
    manifest = read_manifest(open_store(where))
    if manifest is None:
        raise InputError(f"{where}: is no corpus; make one with: dragoman corpus code")
    if not manifest.complete:
        raise InputError(f"{where}: is not coded to its end; start dragoman corpus code again")
    return manifest


def as_page(manifest: Record) -> bytes:
    """A manifest as a file of JSON that people can read, the same bytes for the same manifest."""
    return (
        msgspec.json.format(msgspec.json.encode(manifest, order="deterministic"), indent=2) + b"\n"
    )


def _manifest(
    coder: CoderInfo, settings: Settings, entries: Sequence[InputEntry], shards: Sequence[Shard]
) -> Manifest:
    return Manifest(
        dragoman=__version__,
        coder=coder,
        settings=settings,
        inputs=len(entries),
        input_bytes=sum(entry.bytes for entry in entries),
        complete=False,
        shards=tuple(dict.fromkeys(shard.id for shard in shards)),
    )


def _what_differs(
    old: Manifest, new: Manifest, store: Store, entries: Sequence[InputEntry], output: str
) -> str:
    """One sentence on why a corpus cannot be gone on with."""
    changes = [
        f"{name} {before} is {after} now"
        for name, before, after in (
            ("version", old.coder.version, new.coder.version),
            ("lexicon", old.coder.lexicon, new.coder.lexicon),
            ("model", old.coder.model, new.coder.model),
        )
        if before != after
    ]
    if old.settings != new.settings:
        changes.append("the options are others")
    had = {entry.name: entry.mark for entry in read_inputs(store)}
    have = {entry.name: entry.mark for entry in entries}
    other = [name for name in have if name in had and had[name] != have[name]]
    for names, what in (
        (other, "changed"),
        ([name for name in have if name not in had], "new"),
        ([name for name in had if name not in have], "gone"),
    ):
        if names:
            more = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
            changes.append(f"{names[0]}{more} {'are' if more else 'is'} {what}")
    told = "; ".join(changes) or "the inputs are in another order"
    return f"{output}: was begun otherwise: {told}; code what changed with --again"


def read_inputs(store: Store) -> list[InputEntry]:
    """What the corpus was made from."""
    data = store.read(INPUTS) or b""
    return [msgspec.json.decode(line, type=InputEntry) for line in data.splitlines()]


def _clear(store: Store, kept: set[str]) -> None:
    """Take away the shards that are not of the plan; their notes first."""
    for folder in (NOTES, *SCHEMAS):
        for name in store.names(folder):
            if name.removeprefix("part-").partition(".")[0] not in kept:
                store.remove(f"{folder}/{name}")


def _write_plan(store: Store, manifest: Manifest, entries: Sequence[InputEntry]) -> None:
    lines = b"".join(msgspec.json.encode(entry) + b"\n" for entry in entries)
    store.write(INPUTS, lines)
    store.write(MANIFEST, as_page(manifest))


def _run(
    store: Store, shards: Sequence[Shard], runner: Runner, told: Callable[[Progress], None]
) -> dict[str, Note]:
    """Code the shards that are not done. Returns the notes of all."""
    there = set(store.names(NOTES))
    by_id = {shard.id: shard for shard in shards}
    notes: dict[str, Note] = {}
    for id in by_id:
        note = read_note(store, id) if f"part-{id}.json" in there else None
        if note is not None:
            notes[id] = note
    left = [shard for id, shard in by_id.items() if id not in notes]
    before = sum(by_id[id].items for id in notes)
    total = sum(shard.items for shard in by_id.values())
    reports, words = before, 0
    told(_progress(before, total, notes, by_id, before, 0))
    for number, note in runner.run(code_shard, left):
        notes[note.id] = note
        reports += left[number].items
        words += note.words
        told(_progress(reports, total, notes, by_id, before, words))
    return notes


def _progress(
    reports: int,
    total: int,
    notes: Mapping[str, Note],
    shards: Mapping[str, Shard],
    before: int,
    words: int,
) -> Progress:
    return Progress(
        reports=reports, of_reports=total, shards=len(notes), of_shards=len(shards),
        before=before, words=words,
    )  # fmt: skip


def _finish(store: Store, manifest: Manifest, notes: Mapping[str, Note]) -> Manifest:
    counts = {table: sum(note.rows[table] for note in notes.values()) for table in SCHEMAS}
    manifest = msgspec.structs.replace(
        manifest, complete=True, counts=counts, words=sum(note.words for note in notes.values())
    )
    for folder in ("", NOTES, *SCHEMAS):
        store.sweep(folder)
    store.write(MANIFEST, as_page(manifest))
    return manifest
