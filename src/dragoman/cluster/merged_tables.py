"""The tables of a merged corpus (docs/scale.md), and those on the way to them."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from dragoman.cluster.tables import schema_of

_WORD, _WORDS = pa.string(), pa.list_(pa.string())
_PARTIES = pa.list_(
    pa.struct(
        [
            pa.field("actor", _WORD),
            pa.field("name", _WORD),
            pa.field("kind", _WORD),
            pa.field("country", _WORD),
            pa.field("sectors", _WORDS),
            pa.field("titles", _WORDS),
            pa.field("names", _WORDS),
        ]
    )
)
_EVENT = {
    "id": _WORD,
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
    "first_published": _WORD,
    "place": _WORD,
    "place_country": _WORD,
    "geonameid": pa.int64(),
    "lat": pa.float64(),
    "lon": pa.float64(),
    "dead": pa.int64(),
    "injured": pa.int64(),
    "arrested": pa.int64(),
    "participants": pa.int64(),
    "confidence": pa.float64(),
    "reports": pa.int32(),
    "sources": pa.int32(),
    "because": _WORD,
    "disagreements": _WORD,
}


def _words(*names: str) -> dict[str, Any]:
    return dict.fromkeys(names, _WORD)


WORK: Mapping[str, Any] = {
    name: schema_of(columns)
    for name, columns in {
        "reports": {
            **_words(
                "key", "input", "title", "publisher", "url", "page", "published",
                "published_from", "retrieved", "text", "state", "why",
            ),
            "event_count": pa.int32(),
            "statement_count": pa.int32(),
            **_words("version", "lexicon", "model"),
            "signature": pa.binary(),
        },
        "traces": {"trace": pa.int64(), **_words("report")},
        "report_actors": {
            **_words("report", "local", "form", "name"), "aliases": _WORDS, "titles": _WORDS,
        },
        "tellings": {
            **_words("key", "report", "kind", "start", "end"),
            "anchored": pa.bool_(),
            "body": _WORD,
        },
        "statements": _words(
            "id", "report", "speaker", "within", "words", "kind", "cue_kind", "medium", "start",
            "end", "day",
        ),
        "forms": {
            **_words("key", "block", "name", "kind", "country"),
            "sectors": _WORDS,
            "crosses": pa.bool_(),
        },
        "uses": _words("telling", "form"),
        "families": _words("report", "family", "replaces", "replaced_by"),
        "same": _words("one", "other"),
        "actors": {**_words("id", "name", "kind", "country"), "sectors": _WORDS, "because": _WORD},
        "meant": _words("form", "actor", "name"),
        "placed": _words("telling", "event"),
        "events": {**_EVENT, "entry": _WORD},
        "briefs": {**_words("id", "kind", "actor", "first", "last"), "planned": pa.bool_()},
        "mentions": {
            **_words(
                "event", "telling", "report", "family", "local", "published", "publisher", "url",
                "status", "quote",
            ),
            "sentence": pa.struct([pa.field("start", pa.int32()), pa.field("end", pa.int32())]),
            "speaker": _WORD,
            "confidence": pa.float64(),
        },
        "links": _words("plan", "event", "because"),
    }.items()
}  # fmt: skip

MERGED = ("reports", "actors", "names", "events", "mentions", "links", "statements")
