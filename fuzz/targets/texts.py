"""Files of text in any encoding, told by their bytes."""

from fuzz.inputs import reading

check = reading(".txt", "", ".text", ".TXT", ".gz", ".txt.gz")
