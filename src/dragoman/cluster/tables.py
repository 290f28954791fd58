"""The tables of a coded corpus. docs/scale.md describes them; who changes one raises ``SCHEMA``."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

SCHEMA = "1"

WORD = pa.string()
WORDS = pa.list_(WORD)
SPAN = pa.struct([pa.field("start", pa.int32()), pa.field("end", pa.int32())])
_SPANS = pa.list_(SPAN)
_POINT = {"geonameid": pa.int64(), "lat": pa.float64(), "lon": pa.float64()}
_OF_REPORT = {"report": WORD, "input": WORD}

# What both tables of events say: what happened, where, and how many people it touched.
EVENT_TYPE: Mapping[str, Any] = {
    "event": WORD,
    "mode": WORD,
    "context": WORDS,
    "cameo": WORD,
    "quad": pa.int8(),
    "score": pa.float64(),
    "status": WORD,
}
EVENT_SITE: Mapping[str, Any] = {"place": WORD, "place_country": WORD, **_POINT}
EVENT_SIZE: Mapping[str, Any] = dict.fromkeys(
    ("dead", "injured", "arrested", "participants"), pa.int64()
)


def parties(**more: Any) -> Any:
    """The type of a column of an event's parties; ``more`` is told of each beside who it is."""
    who = {"actor": WORD, "name": WORD, "kind": WORD, "country": WORD, "sectors": WORDS}
    return pa.list_(pa.struct([pa.field(name, kind) for name, kind in (who | more).items()]))


_COLUMNS: Mapping[str, Mapping[str, Any]] = {
    "reports": {
        **_OF_REPORT,
        "id": WORD,
        "title": WORD,
        "publisher": WORD,
        "url": WORD,
        "language": WORD,
        "published": WORD,
        "published_from": WORD,
        "given_published": WORD,
        "given_published_from": WORD,
        "retrieved": WORD,
        "text": WORD,
        "words": pa.int32(),
        "events": pa.int32(),
        "statements": pa.int32(),
        "version": WORD,
        "lexicon": WORD,
        "model": WORD,
        "coding": WORD,
    },
    "events": {
        **_OF_REPORT,
        "event_id": WORD,
        "published": WORD,
        **EVENT_TYPE,
        "source": parties(),
        "target": parties(),
        "start": WORD,
        "end": WORD,
        **EVENT_SITE,
        **EVENT_SIZE,
        "statement": WORD,
        "cue": _SPANS,
        "sentence": SPAN,
        "quote": WORD,
        "because": WORD,
        "confidence": pa.float64(),
    },
    "statements": {
        **_OF_REPORT,
        "statement_id": WORD,
        "published": WORD,
        "speaker": WORD,
        "speaker_name": WORD,
        "speaker_country": WORD,
        "addressee": WORDS,
        "kind": WORD,
        "cue_kind": WORD,
        "medium": WORD,
        "start": WORD,
        "end": WORD,
        "words": WORD,
        "content": _SPANS,
        "cue": SPAN,
        "sentence": SPAN,
        "within": WORD,
    },
    "actors": {
        **_OF_REPORT,
        "actor": WORD,
        "name": WORD,
        "aliases": WORDS,
        "kind": WORD,
        "country": WORD,
        "sectors": WORDS,
        "titles": WORDS,
        "mentions": _SPANS,
    },
    "times": {
        **_OF_REPORT,
        "span": SPAN,
        "words": WORD,
        "type": WORD,
        "value": WORD,
        "start": WORD,
        "end": WORD,
    },
    "places": {
        **_OF_REPORT,
        "span": SPAN,
        "name": WORD,
        "country": WORD,
        "admin1": WORD,
        **_POINT,
        "because": WORD,
    },
    "failures": {
        "input": WORD,
        "state": WORD,
        "stage": WORD,
        "why": WORD,
        "count": pa.int32(),
    },
}


def schema_of(columns: Mapping[str, Any]) -> Any:
    """An Arrow schema of columns, with the number of this version of all tables."""
    fields = [pa.field(name, kind) for name, kind in columns.items()]
    return pa.schema(fields, metadata={"dragoman.schema": SCHEMA})


SCHEMAS: Mapping[str, Any] = {name: schema_of(columns) for name, columns in _COLUMNS.items()}


def as_parquet(rows: Sequence[Mapping[str, Any]], schema: Any) -> bytes:
    """Rows as a Parquet file: the same rows and version of Arrow give the same bytes."""
    file = io.BytesIO()
    table = pa.Table.from_pylist(list(rows), schema=schema)
    pq.write_table(table, file, compression="zstd", compression_level=9)
    return file.getvalue()
