"""Files of text in any encoding, told by their bytes."""

from fuzz.inputs import chosen, kept, read

ENDINGS = (".txt", "", ".text", ".TXT", ".gz", ".txt.gz")


def check(data: bytes) -> None:
    """Read it; the first byte chooses the ending of the file."""
    ending, rest = chosen(data, ENDINGS)
    read(kept(rest, "input" + ending))
