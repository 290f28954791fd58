"""Reports as JSON and JSON lines."""

from fuzz.inputs import reading

check = reading(".json", ".jsonl", ".ndjson", ".jsonl.gz")
