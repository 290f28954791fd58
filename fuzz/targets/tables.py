"""CSV and TSV."""

from fuzz.inputs import reading

check = reading(".csv", ".tsv", ".tab", ".csv.gz")
