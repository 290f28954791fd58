"""Files of actors made elsewhere: a table, the result of a Wikidata query, a Wikidata dump."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dragoman.errors import InputError
from dragoman.lexicon.importing import Codes, Imported, read_table
from dragoman.lexicon.wikidata import read_entities, read_results


def import_actors(path: Path, codes: Codes) -> list[Imported]:
    """All actors of a file, each row once, in the order of the file.

    Raises InputError, with file and line, where the file is none that can be read or a row cannot
    be used.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise InputError(f"{path}:1: cannot be read as UTF-8 text ({fault})") from fault
    first = text.lstrip()[:1]
    if first not in ("{", "["):
        rows = read_table(path, text, codes)
    elif (results := _results(text)) is not None:
        rows = read_results(path, results, codes)
    else:
        rows = read_entities(path, text, codes)
    found = list(dict.fromkeys(rows))
    if not found:
        raise InputError(f"{path}:1: holds no actor with a name and a country or a sector")
    return found


def _results(text: str) -> list[Mapping[str, Any]] | None:
    """The rows of a query's result as JSON, in the full or the simple form; None for a dump."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(whole, dict) and isinstance(whole.get("results"), dict):
        bindings = whole["results"].get("bindings")
        return bindings if isinstance(bindings, list) else []
    simple = isinstance(whole, list) and not any(
        isinstance(row, dict) and "claims" in row for row in whole
    )
    return whole if simple else None
