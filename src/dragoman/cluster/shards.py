"""One shard of a corpus: some pieces of files in, Parquet files out.

``code_shard`` runs in whatever process or worker there is. What it writes is a function of the
shard alone, so that it may be run again after any mishap; the shard is done when its note is there,
which is written last.
"""

import hashlib
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec

from dragoman.cluster.flattening import Row, found_rows, report_row
from dragoman.cluster.store import Store, open_store
from dragoman.cluster.tables import SCHEMA, SCHEMAS, as_parquet
from dragoman.coder import Coder, Failure
from dragoman.errors import DragomanError, InputError
from dragoman.model import CoderInfo, Coding, Record, Report
from dragoman.reading import InputOptions, Reading, Refusal, check_reading
from dragoman.reading.pieces import Piece, read_piece
from dragoman.record.identity import report_key

NOTES = "shards"  # the folder of the notes of shards that are done
_TOGETHER = 32  # reports held at a time
_one_at_a_time = threading.Lock()  # a worker of several threads has one coder


class Settings(Record, frozen=True, kw_only=True):
    """How a corpus is read and coded. ``size``: reports of a shard."""

    model: str | None = None
    actors: str | None = None
    lexicon: str | None = None
    published: str | None = None
    publisher: str | None = None
    columns: Mapping[str, str] = msgspec.field(default_factory=dict)
    limit: int = 1_000_000
    size: int = 500

    def options(self) -> InputOptions:
        """The options of reading."""
        return InputOptions(
            published=self.published,
            publisher=self.publisher,
            columns=self.columns,
            limit=self.limit,
            articles=False,
        )


class Shard(Record, frozen=True, kw_only=True):
    """What one process codes in one go, and where it is written."""

    id: str
    pieces: tuple[Piece, ...]
    settings: Settings
    coder: CoderInfo
    output: str

    @property
    def items(self) -> int:
        """About how many reports it holds."""
        return sum(piece.items for piece in self.pieces)


class Note(Record, frozen=True, kw_only=True):
    """What a shard that is done holds: rows by table, the SHA-256 of each file, words read."""

    id: str
    rows: Mapping[str, int]
    files: Mapping[str, str]
    words: int


def shard_id(pieces: tuple[Piece, ...], settings: Settings, coder: CoderInfo) -> str:
    """The name of a shard: other inputs, options, words or versions give another one."""
    told = msgspec.json.encode((SCHEMA, pieces, settings, coder), order="deterministic")
    return hashlib.sha256(told).hexdigest()[:16]


def describe_coder(settings: Settings) -> CoderInfo:
    """The version, lexicon and model that a process codes with."""
    with _one_at_a_time:
        return coder_of(settings.model, settings.actors, settings.lexicon).info


@cache
def coder_of(model: str | None, actors: str | None, lexicon: str | None) -> Coder:
    """The coder of this process, made once."""
    return Coder(model, Path(lexicon) if lexicon else None, Path(actors) if actors else None)


def code_shard(shard: Shard) -> Note:
    """Code a shard and write its files; one that is done already is left as it is.

    Raises InputError where this process has another version or lexicon than the run, DragomanError
    where nothing can be written.
    """
    store = open_store(shard.output)
    done = read_note(store, shard.id)
    if done is not None:
        return done
    settings = shard.settings
    with _one_at_a_time:
        coder = coder_of(settings.model, settings.actors, settings.lexicon)
        if coder.info != shard.coder:
            raise InputError(
                f"a worker has dragoman {coder.info.version} with lexicon {coder.info.lexicon} and "
                f"{coder.info.model}, not {shard.coder.version} with {shard.coder.lexicon} and "
                f"{shard.coder.model}; install the same on all machines"
            )
        rows = _rows(shard, coder)
    try:
        return _write(store, shard.id, rows)
    except OSError as fault:
        raise DragomanError(
            f"{shard.output}: cannot be written ({fault.strerror or fault}); what is done stays, "
            "and the same command goes on from there"
        ) from fault


def read_note(store: Store, id: str) -> Note | None:
    """The note of a shard, or None where it is not done."""
    data = store.read(f"{NOTES}/part-{id}.json")
    return None if data is None else msgspec.json.decode(data, type=Note)


def _write(store: Store, id: str, rows: Mapping[str, list[Row]]) -> Note:
    files = {}
    for table, schema in SCHEMAS.items():
        data = as_parquet(rows.get(table, []), schema)
        files[table] = hashlib.sha256(data).hexdigest()
        store.write(f"{table}/part-{id}.parquet", data)
    note = Note(
        id=id,
        rows={table: len(rows.get(table, [])) for table in SCHEMAS},
        files=files,
        words=sum(row["words"] for row in rows.get("reports", [])),
    )
    store.write(f"{NOTES}/part-{id}.json", msgspec.json.encode(note))
    return note


def _rows(shard: Shard, coder: Coder) -> dict[str, list[Row]]:
    """Everything that a shard says, by table."""
    rows: dict[str, list[Row]] = defaultdict(list)
    stream = _readings(shard, rows["failures"])
    while some := list(islice(stream, _TOGETHER)):
        keyed = [_keyed(reading.report) for reading in some]
        for reading, coded in zip(some, coder.try_all(keyed), strict=True):
            if isinstance(coded, Failure):
                rows["failures"].append(_failure(reading.source, "failed", "coding", coded.why))
            else:
                _keep(rows, reading, coded)
    return rows


def _keyed(report: Report) -> Report:
    """A report under the key that a record gives it."""
    return msgspec.structs.replace(report, id=report_key(report.text))


def _keep(rows: dict[str, list[Row]], reading: Reading, coding: Coding) -> None:
    row = report_row(coding, reading.report, reading.source, reading.retrieved)
    rows["reports"].append(row)
    for table, found in found_rows(coding, reading.source).items():
        rows[table] += found


def _readings(shard: Shard, failures: list[Row]) -> Iterator[Reading]:
    """The reports of a shard that can be coded; all others are failures."""
    options = shard.settings.options()
    for piece in shard.pieces:
        for found in _read(piece, options):
            if isinstance(found, Reading):
                checked = check_reading(found, options)
                if isinstance(checked, Reading):
                    yield checked
                    continue
                found = checked
            failures.append(_failure(found.source, found.state, "reading", found.why, found.count))


def _read(piece: Piece, options: InputOptions) -> Iterable[Reading | Refusal]:
    """What a piece holds. Whatever a file does to its reader, the rest of the shard is read."""
    try:
        for found in read_piece(piece, options):
            if isinstance(found, Reading) and not _is_text(found.report):
                why = "holds characters that are none (halves of surrogate pairs)"
                yield Refusal(source=found.source, state="refused", why=why)
            else:
                yield found
    except Exception as fault:
        why = f"the reader failed on it ({type(fault).__name__}: {fault})"
        yield Refusal(source=piece.source, state="failed", why=why)


def _is_text(report: Report) -> bool:
    words = (report.id, report.text, report.title, report.publisher, report.url, report.language)
    try:
        for word in words:
            (word or "").encode()
    except UnicodeEncodeError:
        return False
    return True


def _failure(input: str, state: str, stage: str, why: str, count: int = 1) -> Row:
    return {"input": input, "state": state, "stage": stage, "why": why, "count": count}
