"""Web archives, plain and packed."""

from fuzz.inputs import reading

check = reading(".warc", ".warc.gz", ".warc.zst", ".dat")
