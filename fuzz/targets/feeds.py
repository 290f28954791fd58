"""RSS and Atom in files."""

from fuzz.inputs import chosen, kept, read

ENDINGS = (".rss", ".atom", ".xml", ".rdf")


def check(data: bytes) -> None:
    """Read it; the first byte chooses the ending of the file."""
    ending, rest = chosen(data, ENDINGS)
    read(kept(rest, "input" + ending))
