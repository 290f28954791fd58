"""Parquet."""

from fuzz.inputs import reading

check = reading(".parquet", ".pq", ".csv")
