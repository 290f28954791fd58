"""The tables of a merged corpus (docs/scale.md), and those on the way to them."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from dragoman.cluster.tables import (
    EVENT_SITE,
    EVENT_SIZE,
    EVENT_TYPE,
    SPAN,
    WORD,
    WORDS,
    parties,
    schema_of,
)

_EVENT = {
    "id": WORD,
    **EVENT_TYPE,
    "source": parties(titles=WORDS, names=WORDS),
    "target": parties(titles=WORDS, names=WORDS),
    "start": WORD,
    "end": WORD,
    "first_published": WORD,
    **EVENT_SITE,
    **EVENT_SIZE,
    "confidence": pa.float64(),
    "reports": pa.int32(),
    "sources": pa.int32(),
    "because": WORD,
    "disagreements": WORD,
}


def _words(*names: str) -> dict[str, Any]:
    return dict.fromkeys(names, WORD)


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
            **_words("report", "local", "form", "name"), "aliases": WORDS, "titles": WORDS,
        },
        "tellings": {
            **_words("key", "report", "kind", "start", "end"),
            "anchored": pa.bool_(),
            "body": WORD,
        },
        "statements": _words(
            "id", "report", "speaker", "within", "words", "kind", "cue_kind", "medium", "start",
            "end", "day",
        ),
        "forms": {
            **_words("key", "block", "name", "kind", "country"),
            "sectors": WORDS,
            "crosses": pa.bool_(),
        },
        "uses": _words("telling", "form"),
        "same": _words("one", "other"),
        "actors": {**_words("id", "name", "kind", "country"), "sectors": WORDS, "because": WORD},
        "meant": _words("form", "actor", "name"),
        "placed": _words("telling", "event"),
        "events": {**_EVENT, "entry": WORD},
        "briefs": {**_words("id", "kind", "actor", "first", "last"), "planned": pa.bool_()},
        "mentions": {
            **_words(
                "event", "telling", "report", "family", "local", "published", "publisher", "url",
                "status", "quote",
            ),
            "sentence": SPAN,
            "speaker": WORD,
            "confidence": pa.float64(),
        },
        "links": _words("plan", "event", "because"),
    }.items()
}  # fmt: skip

MERGED = ("reports", "actors", "names", "events", "mentions", "links", "statements")
