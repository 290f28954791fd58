"""Reports as JSON and JSON lines."""

from fuzz.inputs import chosen, kept, read

ENDINGS = (".json", ".jsonl", ".ndjson", ".jsonl.gz")


def check(data: bytes) -> None:
    """Read it; the first byte chooses the ending of the file."""
    ending, rest = chosen(data, ENDINGS)
    read(kept(rest, "input" + ending))
