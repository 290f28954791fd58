"""Web archives, plain and packed."""

from fuzz.inputs import chosen, kept, read

ENDINGS = (".warc", ".warc.gz", ".warc.zst", ".dat")


def check(data: bytes) -> None:
    """Read it; the first byte chooses the ending of the file."""
    ending, rest = chosen(data, ENDINGS)
    read(kept(rest, "input" + ending))
