"""The tables of a coded corpus. docs/scale.md describes them; who changes one raises ``SCHEMA``."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

SCHEMA = "1"

_WORD = pa.string()
_WORDS = pa.list_(pa.string())
_SPAN = pa.struct([pa.field("start", pa.int32()), pa.field("end", pa.int32())])
_SPANS = pa.list_(_SPAN)
_PARTIES = pa.list_(
    pa.struct(
        [
            pa.field("actor", _WORD),
            pa.field("name", _WORD),
            pa.field("kind", _WORD),
            pa.field("country", _WORD),
            pa.field("sectors", _WORDS),
        ]
    )
)
_POINT = {"geonameid": pa.int64(), "lat": pa.float64(), "lon": pa.float64()}
_OF_REPORT = {"report": _WORD, "input": _WORD}

_COLUMNS: Mapping[str, Mapping[str, Any]] = {
    "reports": {
        **_OF_REPORT,
        "id": _WORD,
        "title": _WORD,
        "publisher": _WORD,
        "url": _WORD,
        "language": _WORD,
        "published": _WORD,
        "published_from": _WORD,
        "given_published": _WORD,
        "given_published_from": _WORD,
        "retrieved": _WORD,
        "text": _WORD,
        "words": pa.int32(),
        "events": pa.int32(),
        "statements": pa.int32(),
        "version": _WORD,
        "lexicon": _WORD,
        "model": _WORD,
        "coding": _WORD,
    },
    "events": {
        **_OF_REPORT,
        "event_id": _WORD,
        "published": _WORD,
        "event": _WORD,
        "mode": _WORD,
        "context": _WORDS,
        "cameo": _WORD,
        "quad": pa.int8(),
        "score": pa.float64(),
        "status": _WORD,
        "source": _PARTIES,
        "target": _PARTIES,
        "start": _WORD,
        "end": _WORD,
        "place": _WORD,
        "place_country": _WORD,
        **_POINT,
        "dead": pa.int64(),
        "injured": pa.int64(),
        "arrested": pa.int64(),
        "participants": pa.int64(),
        "statement": _WORD,
        "cue": _SPANS,
        "sentence": _SPAN,
        "quote": _WORD,
        "because": _WORD,
        "confidence": pa.float64(),
    },
    "statements": {
        **_OF_REPORT,
        "statement_id": _WORD,
        "published": _WORD,
        "speaker": _WORD,
        "speaker_name": _WORD,
        "speaker_country": _WORD,
        "addressee": _WORDS,
        "kind": _WORD,
        "cue_kind": _WORD,
        "medium": _WORD,
        "start": _WORD,
        "end": _WORD,
        "words": _WORD,
        "content": _SPANS,
        "cue": _SPAN,
        "sentence": _SPAN,
        "within": _WORD,
    },
    "actors": {
        **_OF_REPORT,
        "actor": _WORD,
        "name": _WORD,
        "aliases": _WORDS,
        "kind": _WORD,
        "country": _WORD,
        "sectors": _WORDS,
        "titles": _WORDS,
        "mentions": _SPANS,
    },
    "times": {
        **_OF_REPORT,
        "span": _SPAN,
        "words": _WORD,
        "type": _WORD,
        "value": _WORD,
        "start": _WORD,
        "end": _WORD,
    },
    "places": {
        **_OF_REPORT,
        "span": _SPAN,
        "name": _WORD,
        "country": _WORD,
        "admin1": _WORD,
        **_POINT,
        "because": _WORD,
    },
    "failures": {
        "input": _WORD,
        "state": _WORD,
        "stage": _WORD,
        "why": _WORD,
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
